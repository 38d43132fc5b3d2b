#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Completion for bash and zsh: both have every command and every option of winmail --help and no other, and what
# bash completes is what winmail takes.

. "$(dirname "$0")/tool_lib.sh"

folder=$tests/../tools/winmail/completion
expect 0 --help
cp out help
# Lines of options begin with them; words of the usage, and of the text, are not meant.
sed -n '/^$/,$p' help | sed -n 's/^ \{2,6\}\(-.*\)/\1/p' |
    sed 's/  .*//' | grep -oE -- '(^|[ ,])--?[A-Za-z][a-z-]*' | tr -d ' ,' | sort -u >options
sed -n 's/^.* winmail \([a-z]*\) .*/\1/p' help | sort -u >commands
[ "$(wc -l <options)" -ge 25 ] || wrong "too few options in --help: $(cat options)"
[ "$(wc -l <commands)" -ge 11 ] || wrong "too few commands in --help: $(cat commands)"

# ---- bash -------------------------------------------------------------------------------------------
. "$folder/winmail.bash" || wrong "bash does not take it"
complete -p winmail | grep -q '_winmail' || wrong "it is not registered"
# completed WORD...: what the last word becomes, a line each
completed() {
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    COMPREPLY=()
    _winmail winmail "${*: -1}" "${*: -2:1}"
    printf '%s\n' "${COMPREPLY[@]}"
}
# gives WANTED WORD...: in any order
gives() {
    local want=$1
    shift
    [ "$(completed "$@" | sort | tr '\n' ' ')" = "$want" ] || wrong "$*: $(completed "$@" | tr '\n' ' ')"
}
completed winmail '' | sort | cmp -s - commands || wrong "commands: $(completed winmail '')"
gives 'eml explain extract ' winmail e
gives 'view ' winmail --strict vi
gives 'scan ' winmail -d list s
completed winmail - | sort -u | cmp -s - options || wrong "options: $(completed winmail - | sort -u | diff - options)"
gives '--stdout --strict ' winmail extract --st
gives '--strict ' winmail list --st
gives '--no-pager ' winmail view --no
gives '--no-bodies ' winmail extract file --no
gives 'mail tnef ' winmail list --as ''
gives 'mail ' winmail list --as = m
gives 'json names0 text ' winmail list --output-format =
gives 'json text ' winmail dump --output-format ''
gives 'names0 ' winmail --output-format = n
mkdir folder.d && touch file.dat 'file with blank.dat'
gives 'file with blank.dat file.dat ' winmail list fi
gives 'folder.d ' winmail extract -d f
gives ' ' winmail explain f
gives ' ' winmail extract -x f
# What is offered for a command is taken by it: usage is an error before the file is opened.
while read -r command; do
    [ "$command" = explain ] && continue
    for option in $(completed winmail "$command" -); do
        case $option in
            -d | --directory | -x) argument=. ;;
            --as) argument=mail ;;
            --output-format) argument=text ;;
            --max-*) argument=9 ;;
            *) argument= ;;
        esac
        more=()
        [ "$command" != extract ] || case $option in
            -d | --directory | -l | -h | --help | -V | --version) ;;
            -O | --stdout) more=(-x a) ;;
            *) more=(-d .) ;;
        esac
        # shellcheck disable=SC2086
        "$WINMAIL" "$command" "$option" $argument "${more[@]}" missing >out 2>err </dev/null
        [ $? -ne 1 ] || wrong "$command $option: $(head -n 1 err)"
    done
done <commands

# ---- zsh --------------------------------------------------------------------------------------------
sed -n "s/^ *'\([a-z]*\):.*'$/\1/p" "$folder/_winmail" | sort -u | cmp -s - commands || wrong "zsh: other commands"
# The lists of what excludes what are no options of their own.
sed "s/'([^)]*)'*//" "$folder/_winmail" | grep -E "^ *(\*?'|\{|'\*|-)" |
    grep -oE "^ *('\*?)?(\{-[A-Za-z],--[a-z-]*\}|--?[A-Za-z][a-z-]*)" | grep -oE -- '--?[A-Za-z][a-z-]*' |
    sort -u >zsh
cmp -s zsh options || wrong "zsh: other options: $(diff zsh options)"
[ "$(head -n 1 "$folder/_winmail")" = '#compdef winmail' ] || wrong "zsh does not know what it is for"
if command -v zsh >/dev/null; then
    zsh -n "$folder/_winmail" || wrong "zsh does not take it"
fi
done_testing
