/** What can be done with an entry. Each of these can be told twice: what is done already is not done again. */
export const guardVerbs = `find_entry "$id" || fail 23 "$id"
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
