# SPDX-License-Identifier: MIT
#
# What the tests of winmail without memory share. To be sourced, as tool_lib.sh, which it sources.

# shellcheck shell=bash disable=SC2154
. "$(dirname "${BASH_SOURCE[0]}")/tool_lib.sh"
[ -n "${WINMAIL_WATCHED:-}" ] || { echo "skipped: no winmail_watched"; exit 77; }
program=$WINMAIL_WATCHED

# run N FILE COMMAND...: with the Nth allocation failing (0: none); its exit status
run() {
    local n=$1 file=$2
    shift 2
    rm -rf to && mkdir to
    WATCH_OUT=counts WATCH_FAIL=$n "$program" "$@" "$file" >out 2>err </dev/null
}
tree() {
    (cd to && find . -type f -exec cksum {} + | sort)
}

# no_half WHAT: after a failure each file in the folder is one of those that are there without one, or has the
# bytes of a file "instead", or is said to be incomplete. Its number may be another one, since files before it
# may be missing.
no_half() {
    local sum size path
    { cat full_tree; [ ! -e instead ] || cksum <instead; } | cut -d' ' -f1,2 | sort -u >whole
    tree | while read -r sum size path; do
        grep -qxF "$sum $size" whole || grep -qF "to/${path#./}  ($size bytes, incomplete" out ||
            grep -qF "\"name\":\"${path##*/}\"" <(tr '{' '\n' <out | grep '"incomplete":true') ||
            echo "$path"
    done >half
    [ ! -s half ] || wrong "$1: a file is there that is not whole: $(cat half)"
    [ -z "$(find to -name '.*' ! -path to)" ] || wrong "$1: left over: $(ls -A to)"
}

# each FILE COMMAND...: with each of its allocations failing
each() {
    local file=$1 n all code full_code what
    shift
    run 0 "$file" "$@"
    full_code=$?
    cp out full && tree >full_tree
    all=$(sed 's/.*allocations //' counts)
    [ "$all" -gt 0 ] || wrong "$* allocates nothing"
    for ((n = 1; n <= all; n++)); do
        run "$n" "$file" "$@"
        code=$?
        what="${program##*/} $* $file: allocation $n: $code"
        [ "$code" -lt 126 ] || [ "$code" -eq 255 ] || wrong "$what"
        ! grep -qE 'Sanitizer|runtime error' err || wrong "$what: $(head -c 600 err)"
        case " $* " in
        *' --json '*) [ ! -s out ] || json out "$what" ;;
        esac
        if [ "$code" -eq "$full_code" ]; then
            cmp -s out full && [ "$(tree)" = "$(cat full_tree)" ] ||
                wrong "$what, and not all: $(diff full out | head -3)"
        else
            [ "$code" -ne 0 ] || wrong "$what, not $full_code"
            grep -qiE 'memory|TNEF_E_MEMORY' out err || wrong "$what, and nothing is said: $(head -c 200 err)"
            no_half "$what"
        fi
    done
}
