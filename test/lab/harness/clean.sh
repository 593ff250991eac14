#!/bin/sh
# Removes everything that the lab named $1 (with its files in $2) made: processes, namespaces, mounts, cgroups, files.
# It goes by the name alone, so that it also clears up after a run that was killed.
name=$1
directory=$2
# What is frozen doesn't die before it thaws.
for group in /sys/fs/cgroup/"$name" /sys/fs/cgroup/*/"$name"; do
	[ -e "$group/freezer.state" ] && echo THAWED >"$group/freezer.state"
	[ -e "$group/cgroup.freeze" ] && echo 0 >"$group/cgroup.freeze"
done
for namespace in $(ip netns list | cut -d' ' -f1 | grep "^$name-"); do
	ip netns pids "$namespace" | xargs -r kill -9
	ip netns delete "$namespace"
done
grep -o " $directory[^ ]*" /proc/mounts | sort -r | xargs -r umount -l
for group in /sys/fs/cgroup/"$name" /sys/fs/cgroup/*/"$name"; do
	[ -d "$group" ] || continue
	for attempt in 1 2 3 4 5; do
		xargs -r kill -9 <"$group/cgroup.procs" 2>/dev/null
		rmdir "$group" 2>/dev/null && break
		sleep 0.1
	done
done
rm -rf "$directory"
