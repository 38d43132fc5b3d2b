#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# check_orders.sh SOURCE_DIR: in the rooms named here no order of enumerators decides anything. A state or
# an action that is compared by < or > is one that somebody moves or adds to, builds without a warning,
# and has changed what is shown. Each has its group written beside it, or a switch that names it.

set -euo pipefail
top=$1
bad=0

for room in text rtf html body message mail; do
    # The enumerators of the room: words in capitals between "enum ... {" and "}", and those of lists that
    # are made by macros, ACTION(NAME, GROUP).
    names=$(cat "$top/src/$room"/*.[ch] | tr '\n' ' ' | sed -E 's#/\*([^*]|\*[^/])*\*/##g' |
        grep -oE 'enum( [a-z_]+)? \{[^}]*\}|ACTION\([A-Z_]+, [A-Z_]+\)' | grep -oE '\b[A-Z][A-Z0-9_]{2,}\b' |
        grep -vE '^(ACTION|TNEFI_.*)$' | sort -u | paste -sd '|')
    [ -n "$names" ] || { echo "$room has no enumerators"; bad=1; }
    if grep -nE "[^<>-](<|>|<=|>=) *\(?($names)\b|\b($names) *(<|>|<=|>=)[^<>]" "$top/src/$room"/*.[ch] |
        grep -v _Static_assert; then
        echo "src/$room compares by the order of enumerators"
        bad=1
    fi
done
exit $bad
