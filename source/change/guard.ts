/**
 * The guard of a change: the same script for every remedy, in the words of any POSIX shell. It keeps the entry of the
 * change in a private folder on the host and is the only one that makes and unmakes it; whoever gets at the entry first
 * decides, and the others find what was decided. From the first line of the entry on, a process of its own watches it: when
 * nobody keeps the change in time, it takes it back. The steps themselves are functions of the file `steps` there.
 *
 * `sh guard prepare ID LIMIT WHO PLAN STEPS GUARD` writes the entry; then `sh guard VERB ID` with rehearse, make, keep, undo, or watch
 * (the dead man's switch); `sh guard list -`. What the exit statuses mean is in host-journal.ts.
 */
export const guard = String.raw`umask 077
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
started() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
stopped() { grep -q '^State:.T' "/proc/$1/status" 2>/dev/null; }
get() { cat "$dir/$1" 2>/dev/null; }
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
case $verb in
prepare)
	limit=$3
	[ "$(id -u)" = 0 ] || fail 20 "$(id -un)"
	for folder in $folders; do
		dir=$folder/$id
		case $(get status) in ''|preparing) ;; *) echo "$dir"; get armed; get before; exit 0;; esac
		mkdir -p "$folder" 2>/dev/null && { mkdir "$dir" 2>/dev/null || [ -d "$dir" ]; } || continue
		if put plan "$5" && put steps "$6" && put guard "$7" && put boot "$(boot)" && put limit "$limit" &&
			put who "$4" && put since "$(date +%s)" && put deadline "$(($(now) + limit))" && put status preparing &&
			mkdir -p "$runtime/slb-wizard" 2>/dev/null; then break; fi
		rm -rf "$dir"
	done
	[ -f "$dir/status" ] || fail 21 "$folders"
	load
	[ "$final" = yes ] || watch_over || { rm -rf "$dir"; fail 25 "$by"; }
	until ln -s "$id" "$lock" 2>/dev/null; do
		other=$(readlink "$lock" 2>/dev/null)
		[ "$other" != "$id" ] || break
		mine=$dir
		if [ -n "$other" ] && find_entry "$other" && ! ends "$(get status)" && [ "$(get boot)" = "$(boot)" ]; then
			told="$other $(get status) $(get since) $(get who)"
			rm -rf "$mine"
			fail 22 "$told"
		fi
		dir=$mine
		[ -n "$other" ] || { rm -rf "$dir"; fail 21 "$lock"; }
		mv "$lock" "$lock.$$" 2>/dev/null
		[ "$(readlink "$lock.$$")" = "$other" ] || ln -s "$(readlink "$lock.$$")" "$lock" 2>/dev/null
		rm -f "$lock.$$"
	done
	n=1
	while [ "$final" = no ] && [ "$n" -le "$count" ]; do
		! is_made "$n" || { let_go; rm -rf "$dir"; fail 29 "$n"; }
		n=$((n + 1))
	done
	state >"$dir/before.new" 2>/dev/null && mv "$dir/before.new" "$dir/before" && put status prepared && [ "$(state)" = "$(get before)" ] ||
		{ let_go; rm -rf "$dir"; fail 21 "$dir"; }
	note prepared "$4"
	sync -d "$dir"/* 2>/dev/null
	echo "$dir"
	[ "$final" = yes ] && echo nobody || get armed
	get before
	exit 0;;
list)
	for folder in $folders; do
		for dir in "$folder"/*; do
			[ -f "$dir/plan" ] && [ -f "$dir/status" ] || continue
			now=old left=$(($(get deadline) - $(now)))
			[ "$(get boot)" != "$(boot)" ] || now=same
			watched=no
			! is_alive "$(get watcher)" || watched=yes
			printf '%s\n' "entry $dir" "status $(get status)" "boot $now" "left $left" "watched $watched" "since $(get since)" \
				"who $(get who)" "by $(get by)" "plan $(get plan)"
			[ ! -f "$dir/differs" ] || sed 's/^/differs /' "$dir/differs"
		done
	done
	exit 0;;
esac
find_entry "$id" || fail 23 "$id"
load
case $verb in
rehearse)
	take
	case $(get status) in
	rehearsed) exit 0;;
	prepared|rehearsing) ;;
	*) fail 24 "$(get status)";;
	esac
	become rehearsing
	undo_all
	same_as before || { told=$(difference before); become failed 'edited meanwhile'; let_go; fail 26 "$told"; }
	if ! make_all; then
		told=$(complain); undo_all && become failed 'could not be made' && let_go || become stuck
		fail 27 "$told"
	fi
	undo_all || { become stuck; fail 28 "$(complain)"; }
	same_as before || { told=$(difference before); put differs "$told"; become failed 'not the same'; let_go; fail 26 "$told"; }
	become rehearsed;;
make)
	take
	case $(get status) in
	changed|kept) exit 0;;
	prepared|rehearsed|changing) ;;
	*) fail 24 "$(get status)";;
	esac
	[ "$(readlink "$lock")" = "$id" ] || fail 22 "$(readlink "$lock") ? ? ?"
	put deadline "$(($(now) + $(get limit)))" || fail 21 "$dir"
	become changing
	if make_all; then
		[ "$final" = no ] || { become kept final; let_go; exit 0; }
		state >"$dir/after"
		become changed
	else
		told=$(complain); undo_all && become failed 'could not be made' && let_go || become stuck
		fail 27 "$told"
	fi;;
keep)
	take
	case $(get status) in
	kept) exit 0;;
	changed) ;;
	*) fail 24 "$(get status)";;
	esac
	become kept "$3"
	[ "$(get status)" = kept ] || fail 21 "$dir"
	let_go;;
undo)
	take
	case $(get status) in
	undone) ;;
	failed|gone) fail 24 "$(get status)";;
	*)
		if [ "$(get boot)" = "$(boot)" ] || ! same_as before; then
			take_back "$3" || fail 28 "$(complain)"
		else
			become gone 'with the reboot'; let_go
		fi;;
	esac
	echo "$(get status) $(get by)"
	get differs;;
watch)
	trap '' HUP
	put watcher $$
	while [ "$(now)" -lt "$(get deadline)" ] 2>/dev/null; do
		[ -d "$dir" ] && ! ends "$(get status)" || exit 0
		sleep 1
	done
	for pause in 0 5 15 60; do
		sleep "$pause"
		take
		ends "$(get status)" && exit 0
		case $(get status) in ''|prepar*) become failed 'nobody went on'; let_go; exit 0;; esac
		take_back itself && exit 0
		leave
	done
	exit 0;;
esac
exit 0
`;
