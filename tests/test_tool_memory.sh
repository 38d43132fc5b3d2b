#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# winmail without memory: whichever allocation fails, of the tool, of the library or of a converter of the C
# library, either all is written all the same, or it says that not all is: never an exit status 0 and less
# than there is, and never a signal.

. "$(dirname "$0")/tool_lib.sh"
[ -n "${WINMAIL_WATCHED:-}" ] || { echo "skipped: no winmail_watched"; exit 77; }

# run N FILE COMMAND...: with the Nth allocation failing (0: none); its exit status
run() {
    local n=$1 file=$2
    shift 2
    rm -rf to && mkdir to
    WATCH_OUT=counts WATCH_FAIL=$n "$WINMAIL_WATCHED" "$@" "$file" >out 2>err </dev/null
}
tree() {
    (cd to && find . -type f -exec cksum {} + | sort)
}

# each FILE COMMAND...: with each of its allocations failing
each() {
    local file=$1 n all code full_code
    shift
    run 0 "$file" "$@"
    full_code=$?
    cp out full && tree >full_tree
    all=$(sed 's/.*allocations //' counts)
    [ "$all" -gt 0 ] || wrong "$* allocates nothing"
    for ((n = 1; n <= all; n++)); do
        run "$n" "$file" "$@"
        code=$?
        [ "$code" -lt 126 ] || wrong "$* $file: allocation $n: $code"
        case " $* " in
        *' --json '*) [ ! -s out ] || json out "$* $file: allocation $n" ;;
        esac
        if [ "$code" -eq "$full_code" ]; then
            cmp -s out full && [ "$(tree)" = "$(cat full_tree)" ] ||
                wrong "$* $file: allocation $n: $code, and not all: $(diff full out | head -3)"
        else
            [ "$code" -ne 0 ] || wrong "$* $file: allocation $n: 0, not $full_code"
            grep -qiE 'memory|TNEF_E_MEMORY' out err || wrong "$* $file: allocation $n: $code, and nothing is said: $(head -c 200 err)"
        fi
    done
}

vector sample
vector codepage_932
vector bodies_all_different
mail sample.dat >mail.eml
"$MAKE_SAMPLE" --holding inner sample.dat >inner.dat
mail inner.dat >inner.eml
"$MAKE_SAMPLE" --holding outer inner.eml codepage_932.dat >outer.dat
for command in list 'list --json' dump 'dump --json' body 'extract --json -d to'; do
    # shellcheck disable=SC2086
    each sample.dat $command
done
for command in list 'list --json' body 'extract -d to'; do
    # shellcheck disable=SC2086
    each outer.dat $command
done
sample meeting.dat --meeting 0
each meeting.dat extract --json -d to
each codepage_932.dat body --text
each mail.eml list --json
each bodies_all_different.dat extract --json -d to
each mail.eml scan
each mail.eml scan --json

# Text that is cut, since there is no converter for it, does not look like the whole.
for command in dump 'dump --json'; do
    # shellcheck disable=SC2086
    run 0 codepage_932.dat $command
    grep -q '日本語' out || continue        # no converter is needed, or there is none
    cp out full
    all=$(sed 's/.*allocations //' counts)
    cut=0
    for ((n = 1; n <= all; n++)); do
        # shellcheck disable=SC2086
        run "$n" codepage_932.dat $command
        [ $? -eq 2 ] && diff full out | grep -q '^<.*日本語' && grep -q attSubject out || continue
        says out TNEF_E_MEMORY
        cut=$((cut + 1))
    done
    [ "$cut" -gt 0 ] || wrong "no allocation costs $command a text"
done

done_testing
