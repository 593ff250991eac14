/** What the steps of a change may call: also those that are run by themselves, to see what is there. */
export const stepFunctions = `started() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
stopped() { grep -q '^State:.T' "/proc/$1/status" 2>/dev/null; }
`;

/**
 * What the guard does its work with: a journal whose files are whole or not there at all, one lock for the host and one for
 * the entry, and steps that are made, checked, taken back and checked again.
 */
export const guardFunctions = String.raw`umask 077
LC_ALL=C; LANG=C; export LC_ALL LANG
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin; export PATH
cd /
verb=$1 id=$2
runtime=/run; [ -d /run ] || runtime=/var/run
lock=$runtime/slb-wizard/lock
folders="/var/lib/slb-wizard/changes $runtime/slb-wizard/changes"
fail() { code=$1; shift; printf '%s\n' "$*" >&2; exit "$code"; }
now() { cut -d. -f1 /proc/uptime; }
boot() { cat /proc/sys/kernel/random/boot_id 2>/dev/null || echo unknown; }
nap() { sleep 0.2 2>/dev/null || sleep 1; }
${stepFunctions}get() { cat "$dir/$1" 2>/dev/null; }
put() { printf '%s\n' "$2" >"$dir/$1.new" && [ "$(get "$1.new")" = "$(printf '%s\n' "$2")" ] && mv "$dir/$1.new" "$dir/$1"; } 2>/dev/null
note() { printf '%s %s\n' "$(date '+%Y-%m-%dT%H:%M:%S%z')" "$*" >>"$dir/log"; } 2>/dev/null
become() { put status "$1" || printf '%s\n' "$1" >"$dir/status"; note "$1" "$2"; } 2>/dev/null
find_entry() {
	for folder in $folders; do dir=$folder/$1; [ -f "$dir/status" ] && return 0; done
	return 1
}
ends() { case $1 in kept|undone|failed|gone) return 0; esac; return 1; }
is_alive() { [ -n "$1" ] && kill -0 "$1" 2>/dev/null; }
let_go() { [ "$(readlink "$lock" 2>/dev/null)" != "$id" ] || rm -f "$lock"; }
take() {
	tries=0
	trap 'leave' EXIT
	until ln -s $$ "$dir/busy" 2>/dev/null; do
		holder=$(readlink "$dir/busy" 2>/dev/null)
		[ -n "$holder" ] || [ "$tries" -lt 3 ] || return 0
		if ! is_alive "$holder" || [ "$tries" -gt 300 ]; then
			mv "$dir/busy" "$dir/busy.$$" 2>/dev/null && rm -f "$dir/busy.$$"
		fi
		tries=$((tries + 1)); nap
	done
}
leave() { [ "$(readlink "$dir/busy" 2>/dev/null)" != $$ ] || rm -f "$dir/busy"; }
load() {
	output=/dev/null
	{ : >>"$dir/output"; } 2>/dev/null && output=$dir/output
	. "$dir/steps"
}
state() {
	n=1
	while [ "$n" -le "$count" ]; do echo "-- $n"; ( state_$n ) 2>&1 </dev/null; n=$((n + 1)); done
}
is_made() { ( made_$1 ) >/dev/null 2>&1 </dev/null; }
becomes() {
	tries=0
	while if is_made "$2"; then [ "$1" = made ] && return 0; else [ "$1" = unmade ] && return 0; fi; [ "$tries" -lt 15 ]
	do tries=$((tries + 1)); nap; done
	return 1
}
make_all() {
	n=1
	while [ "$n" -le "$count" ]; do
		if [ "$final" = yes ] || ! is_made "$n"; then
			( make_$n ) >>"$output" 2>&1 </dev/null || { echo "step $n of $count could not be made" >>"$output"; return 1; }
			becomes made "$n" || { echo "step $n of $count had no effect" >>"$output"; return 1; }
		fi
		n=$((n + 1))
	done
}
undo_all() {
	n=$count missed=0
	while [ "$n" -ge 1 ]; do
		if is_made "$n"; then
			( undo_$n ) >>"$output" 2>&1 </dev/null
			becomes unmade "$n" || { echo "step $n of $count could not be taken back" >>"$output"; missed=1; }
		fi
		n=$((n - 1))
	done
	return "$missed"
}
same_as() {
	tries=0
	until [ "$(state)" = "$(get "$1")" ]; do
		[ "$tries" -lt 5 ] || return 1
		tries=$((tries + 1)); nap
	done
}
difference() { state | diff "$dir/$1" - 2>/dev/null | grep '^[<>]' | head -n 20; }
complain() { tail -n 5 "$dir/output" 2>/dev/null; }
take_back() {
	edited=
	[ ! -f "$dir/after" ] || same_as after || edited=$(difference after)
	become undoing "$1"
	if ! undo_all; then become stuck "$1"; return 1; fi
	if same_as before; then
		[ -z "$edited" ] || put differs "$edited"
	else
		put differs "$(difference before)"
	fi
	become undone "$1"
	put by "$1"
	let_go
}
watch_over() {
	by=process
	if [ -d /run/systemd/system ] && systemd-run --quiet --unit="slb-wizard-undo-$id" \
		--description="slb-wizard takes change $id back" sh "$dir/guard" watch "$id" >/dev/null 2>&1 </dev/null; then
		by=systemd
	elif command -v setsid >/dev/null 2>&1; then
		setsid sh "$dir/guard" watch "$id" >/dev/null 2>&1 </dev/null &
	else
		( trap '' HUP; exec sh "$dir/guard" watch "$id" ) >/dev/null 2>&1 </dev/null &
	fi
	tries=0
	until is_alive "$(get watcher)"; do
		[ "$tries" -lt 50 ] || return 1
		tries=$((tries + 1)); nap
	done
	put armed "$by"
}
`;
