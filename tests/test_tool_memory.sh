#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# winmail without memory: whichever allocation fails, of the tool, of the library or of a converter of the C
# library, either all is written all the same, or it says that not all is: never an exit status 0 and less
# than there is, and never a signal.

. "$(dirname "$0")/tool_memory_lib.sh"

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
"$WINMAIL" eml meeting.dat >instead 2>err
each meeting.dat extract --json -d to
rm instead
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
