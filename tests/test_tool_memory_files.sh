#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# winmail without memory, as in test_tool_memory.sh: what shows messages, selects files, writes them in another
# form, or is called by another name. No file is left that is not whole.

. "$(dirname "$0")/tool_memory_lib.sh"

export WINMAIL_PROGRESS=never
holding() {
    "$MAKE_SAMPLE" --holding "${@:2}" >"$1" || wrong "make_sample --holding ${*:2}"
}

printf 'one\n' >one.txt
vector sample
holding inner.dat inside one.txt
holding outer.dat outside one.txt inner.dat
mail outer.dat >outer.eml
holding forward.dat 'see the mail' outer.eml
vector bodies_all_different
sample meeting.dat --meeting 0

each sample.dat view
each forward.dat view
each outer.eml view
for how in '-l' '-l --json' '-l --output-format=names0' '-l -x one*' '-O -x message-1/one.txt' \
    '-d to -x one*' '-d to -x one* -x message-1/*' '-d to --output-format=names0'; do
    set -f
    # shellcheck disable=SC2086
    each outer.dat extract $how
    set +f
done
each outer.eml list --output-format=names0
each meeting.dat extract -l
each forward.dat extract -l
for command in eml ics vcf; do
    each meeting.dat $command
done
each outer.eml unwrap
WINMAIL_PROGRESS=always each outer.dat list

for name in tnef ytnef; do
    ln -s "$WINMAIL_WATCHED" $name
    program=$PWD/$name
    [ $name = tnef ] || set -- -v -f to
    [ $name = ytnef ] || set -- -v -C to
    each outer.dat "$@"
    each sample.dat "$@"
done
program=$PWD/tnef
each sample.dat -t -v --save-body
each sample.dat -C to --overwrite --save-body=x --body-pref=all
each outer.dat -C to --number-backups
program=$PWD/ytnef
each meeting.dat -f to
each bodies_all_different.dat -F -H -f to

done_testing
