#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# check_papers.sh PROJECT: what the papers (*.md but CHANGELOG.md) say about the tree is so.
#
# - README.md has two screens at most, and leads to every page of docs/.
# - Links within the project lead to something, and so do names of files in backticks. A file of src/ may
#   be named without src/, a public header without include/.
# - Names tnef_... and TNEF_... stand somewhere in the sources. X, NAME and ROOM stand for any.
# - docs/errors.md has each status with its value, and each prefix of anomalies with its first number.
# - The table of verbs in docs/design.md says which functions the headers have, and has a row for each object
#   that has a function tnef_X_new.
# - Each example is in examples/README.md, and each command of examples/README.md is one of an example.

set -euo pipefail
project=${1:?usage: check_papers.sh PROJECT}
cd "$project"
bad=0
papers=(README.md SECURITY.md CONTRIBUTING.md examples/README.md docs/*.md)

wrong() {
    echo "$*"
    bad=1
}

# ---- README.md -----------------------------------------------------------------------------------

[ "$(wc -l <README.md)" -le 100 ] || wrong "README.md: $(wc -l <README.md) lines"
[ "$(LC_ALL=C wc -L <README.md)" -le 90 ] || wrong "README.md: lines of more than 90 columns"
for page in docs/*.md SECURITY.md CONTRIBUTING.md CHANGELOG.md examples/README.md; do
    grep -qE "[(:] ?$page" README.md || wrong "README.md does not lead to $page"
done

# ---- Links and files -----------------------------------------------------------------------------

exists() {
    local file=${1//NAME/*}
    file=${file//ROOM/*}
    compgen -G "$file" >/dev/null || compgen -G "src/$file" >/dev/null || compgen -G "include/$file" >/dev/null
}
for page in "${papers[@]}" CHANGELOG.md; do
    while read -r target; do
        [ -e "$(dirname "$page")/$target" ] || wrong "$page links to $target"
    done < <(grep -oE '\]\([^)#]+|^\[[^]]+\]: [^ ]+' "$page" | sed -E 's/^\]\(|^\[[^]]+\]: //' |
        grep -v '^https\?:' || true)
done
for page in "${papers[@]}"; do
    while read -r file; do
        exists "$file" || wrong "$page names $file"
    done < <(grep -oE '`(\.ci|[a-z]+)/[A-Za-z0-9_./*-]*[a-z*/]`' "$page" | tr -d '`' | sort -u |
        grep -v '^\(build\|application\|message\|text\|multipart\)/[^.]*$' || true)
done

# ---- Names ---------------------------------------------------------------------------------------

names() {
    grep -ohE '\b(tnefi?|TNEFI?)_[A-Za-z0-9_]+' "$@" | sort -u
}
words=$(names include/tnef/*.h src/*/*.[ch] CMakeLists.txt tools/*/CMakeLists.txt cmake/* tests/*.[ch] \
    tests/CMakeLists.txt tests/eva/*)
for page in "${papers[@]}"; do
    while read -r name; do
        if [[ $name =~ (_|_X|_X_.*|_NAME|_ROOM_)$ ]]; then
            pattern=$(sed -E 's/_(X|NAME|ROOM)/_[a-zA-Z0-9_]+/g' <<<"$name")
            grep -qE "^$pattern" <<<"$words" || wrong "$page: no $name..."
        else
            wrong "$page: there is no $name"
        fi
    done < <(LC_ALL=C comm -23 <(names "$page" | LC_ALL=C sort) <(LC_ALL=C sort <<<"$words"))
done

# ---- Statuses and anomalies ----------------------------------------------------------------------

count=0
while read -r name value; do
    count=$((count + 1))
    grep -qE "^\| \`$name\` \| $value \|" docs/errors.md || wrong "docs/errors.md: not $name is $value"
done < <(sed -nE 's/^ +(TNEF_(OK|PAUSED|STOPPED|E_[A-Z_]+)) = (-?[0-9]+).*/\1 \3/p' include/tnef/base.h)
[ "$count" -gt 30 ] || wrong "include/tnef/base.h: only $count statuses"
[ "$(grep -cE '^\| `TNEF_[A-Z_]+` \| -?[0-9]+ \|' docs/errors.md)" -eq "$count" ] ||
    wrong "docs/errors.md has statuses that there are not"
while read -r number prefix; do
    first=$(sed -nE "s/^ +$prefix[A-Z0-9_]+ = ([0-9]+)\b.*/\1/p" include/tnef/anomaly.h | sort -n | head -n 1)
    [ "$first" = "$number" ] || wrong "docs/errors.md: the first number of $prefix... is $first, not $number"
done < <(sed -nE 's/^\| ([0-9]+) \| `(TNEF_[A-Z_]+_)` .*/\1 \2/p' docs/errors.md)

# ---- Verbs ---------------------------------------------------------------------------------------

functions=" $(sed -nE 's/^TNEF_API.*\b(tnef_[a-z_0-9]+)\(.*/\1/p' include/tnef/*.h | tr '\n' ' ')"
verbs=()
rows=0
while IFS='|' read -ra cells; do
    object=${cells[1]//[ \`]/}
    if [ "$object" = object ]; then
        verbs=("${cells[@]:2}")
        continue
    fi
    rows=$((rows + 1))
    for i in "${!verbs[@]}"; do
        function=${object}_${verbs[i]// /}
        has=
        [[ $functions != *" $function "* ]] || has=x
        [ "$has" = "${cells[i + 2]// /}" ] || wrong "docs/design.md: $function is \"$has\" in the headers"
    done
done < <(awk '/^\| object \| size/ { on = 1 } on && /^$/ { exit } on && !/^\|-/' docs/design.md)
[ "$rows" -ge 11 ] || wrong "docs/design.md: $rows rows of verbs"
for function in $functions; do
    [[ $function != *_new ]] || grep -q "^| \`${function%_new}\` |\( x\? |\)\{5\}" docs/design.md ||
        wrong "docs/design.md: no row of verbs for ${function%_new}"
done

# ---- Examples ------------------------------------------------------------------------------------

for file in examples/*.c; do
    name=$(basename "$file" .c)
    grep -q "^| \[$name\.c\]($name\.c) |" examples/README.md || wrong "examples/README.md has no $name.c"
    grep -qE "^    .*\./$name( |\$)" examples/README.md || wrong "examples/README.md does not run $name"
done
exit $bad
