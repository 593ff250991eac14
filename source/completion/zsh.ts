/**
 * The script for zsh. The library's own loses every `:` of a value (so no `ssh://…`) and shows `--` in the place of a
 * description that isn't there; this one speaks the same protocol.
 */
export const zshScript = (name: string): string => {
	const word = name.replaceAll('-', '_');
	return `#compdef ${name}
# zsh completion for ${name}
_${word}() {
	local line value about directive=0
	local -a values
	for line in "\${(@f)$(${name} complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null </dev/null)}"; do
		case $line in
		:*) directive=\${line#:} ;;
		?*)
			value=\${line%%$'\\t'*} about=\${line#*$'\\t'}
			values+=("\${value//:/\\\\:}\${about:+:$about}")
			;;
		esac
	done
	if [[ $PREFIX == --*=* ]]; then compset -P '*='; fi
	if (( $#values )); then
		_describe -V ${name} values
	elif (( ! (directive & 4) )); then
		_files
	fi
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
	_${word} "$@"
else
	compdef _${word} ${name}
fi
`;
};
