#!/bin/sh
# Removes everything that the lab named $1 (with its files in $2) made: processes, namespaces, mounts, cgroups, files.
# It goes by the name alone, so that it also clears up after a run that was killed.
name=$1
directory=$2
# Control groups of this name, the inner ones first.
groups() { find /sys/fs/cgroup/"$name" /sys/fs/cgroup/*/"$name" -depth -type d 2>/dev/null; }
# What is frozen doesn't die before it thaws.
for group in $(groups); do
	[ -e "$group/freezer.state" ] && echo THAWED >"$group/freezer.state"
	[ -e "$group/cgroup.freeze" ] && echo 0 >"$group/cgroup.freeze"
done
for namespace in $(ip netns list | cut -d' ' -f1 | grep "^$name-"); do
	ip netns pids "$namespace" | xargs -r kill -9
	ip netns delete "$namespace"
done
grep -o " $directory[^ ]*" /proc/mounts | sort -r | xargs -r umount -l
# Who is in the group and in this network namespace is none of the lab's, whatever brought it there: it is let go of.
own=$(readlink /proc/self/ns/net)
for group in $(groups); do
	top=${group%"/$name"*}
	for attempt in 1 2 3 4 5; do
		for pid in $(cat "$group/cgroup.procs"); do
			if [ "$(readlink "/proc/$pid/ns/net")" = "$own" ]; then echo "$pid" >"$top/cgroup.procs"; else kill -9 "$pid"; fi
		done 2>/dev/null
		rmdir "$group" 2>/dev/null && break
		sleep 0.1
	done
done
rm -rf "$directory"
