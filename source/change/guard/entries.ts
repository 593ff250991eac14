/** Writing an entry, with its watcher and the lock of the host, and listing all that there are. */
export const guardEntries = String.raw`case $verb in
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
	[ "$(id -u)" = 0 ] || fail 20 "$(id -un)"
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
`;
