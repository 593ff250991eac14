/**
 * The script for bash. The library's own evaluates what stands on the line (`$(…)` would run at a TAB), needs the package
 * bash-completion and can't be loaded twice; this one speaks the same protocol without all that, from bash 3.2 on.
 *
 * bash parts words at `:` and `=` as well (COMP_WORDBREAKS), so the line is read instead, and what bash already has of the
 * last word is taken off what is offered.
 */
export const bashScript = (name: string): string => {
	const word = name.replaceAll('-', '_');
	return `# bash completion for ${name}
_${word}_complete() {
	local line=\${COMP_LINE:0:COMP_POINT} tab=$'\\t' current has out value directive=0
	local -a words
	read -r -a words <<<"$line"
	case $line in *[[:space:]]) words[\${#words[@]}]= ;; esac
	current=\${words[\${#words[@]}-1]}
	out=$(${name} complete -- "\${words[@]:1}" 2>/dev/null </dev/null) || return
	COMPREPLY=()
	case $current in --*=*) current=\${current#*=} ;; esac
	has=
	case $COMP_WORDBREAKS in *:*) has=\${current%"\${current##*:}"} ;; esac
	while IFS= read -r value; do
		case $value in
		:*) directive=\${value#:} ;;
		?*)
			value=\${value%%"$tab"*}
			COMPREPLY[\${#COMPREPLY[@]}]=\${value#"$has"}
			;;
		esac
	done <<<"$out"
	# 4: no files here. bash 3.2 has no compopt, and offers files where nothing else fits.
	if [ $((directive & 4)) -ne 0 ]; then compopt +o default 2>/dev/null; fi
	return 0
}
complete -o default -F _${word}_complete ${name}
`;
};
