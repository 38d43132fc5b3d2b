#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# check_mutants.sh SOURCE_DIR: each seeded fault of tests/mutants still applies, says what is wrong
# and who must notice, and has its row in docs/assurance.md. That it is noticed: scripts/mutants.

set -euo pipefail
top=$1
bad=0
count=0
command -v patch >/dev/null || exit 77

fail() {
    echo "$1: $2"
    bad=1
}

for file in "$top"/tests/mutants/*.patch; do
    name=$(basename "$file" .patch)
    count=$((count + 1))
    patch --quiet --strip 1 --fuzz 3 --dry-run --directory "$top" <"$file" >/dev/null ||
        fail "$name" "does not apply"
    grep -q '^what: .' "$file" || fail "$name" "does not say what is wrong"
    grep -qE '^(proof: [a-z0-9_]+/[a-z0-9_]+ [a-z0-9_]+|tests: [a-z0-9_ ]+)$' "$file" ||
        fail "$name" "nobody is said to notice"
    grep -q "^| $name |" "$top/docs/assurance.md" || fail "$name" "not in docs/assurance.md"
done
grep -q "has $count patches" "$top/docs/assurance.md" ||
    fail docs/assurance.md "does not say that there are $count patches"
[ "$count" -ge 12 ] || fail tests/mutants "holds $count"
exit $bad
