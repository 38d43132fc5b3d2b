#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# check_limits.sh PROJECT: the tables of docs/limits.md say what the headers say (scripts/limits), and a
# table or a header that says otherwise is noticed.

set -euo pipefail
project=${1:?usage: check_limits.sh PROJECT}
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 77; }
"$project/scripts/limits"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/scripts" "$work/docs"
cp "$project/scripts/limits" "$work/scripts/"

# notices WHAT FILE SED: that scripts/limits fails after this change of the page or of a header.
notices() {
    rm -rf "$work/include"
    cp -r "$project/include" "$work/"
    cp "$project/docs/limits.md" "$work/docs/"
    sed -i "$3" "$work/$2"
    if "$work/scripts/limits" >"$work/log"; then
        echo "not noticed: $1"
        exit 1
    fi
}
page=docs/limits.md
notices "another default" $page 's/^| `max_depth` | 16 |/| `max_depth` | 17 |/'
notices "another ceiling" $page 's/^| `max_depth` | 16 | 32 |/| `max_depth` | 16 | 33 |/'
notices "another kind" $page '/^| `max_rows`/s/ part / whole /'
notices "no status" $page '/^| `max_spool`/s/`TNEF_E_LIMIT_MEMORY`/none/'
notices "no row" $page '/^| `max_rows`/d'
notices "a row twice" $page '/^| `max_rows`/p'
notices "a row of nothing" $page 's/^\(| `\)max_rows\(`.*\)/&\n\1max_lines\2/'
notices "another constant" $page 's/^\(| `TNEF_NAME_SIZE` |\) 512/\1 513/'
notices "a default that changed" include/tnef/decoder.h '/max_rows;/s/65,536/65,537/'
notices "no kind in a header" include/tnef/rtf.h '/max_output;/s/whole: //'
notices "a new limit" include/tnef/decoder.h 's/^    uint32_t max_rows;/    uint32_t max_fun;            \/* [1] *\/\n&/'
