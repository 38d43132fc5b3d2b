#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# The example of property bags says what stands in appointments. EXAMPLES and MAKE_SAMPLE come from
# ctest.

set -euo pipefail
show=${EXAMPLES:-}/show_meeting
[ -x "$show" ] && [ -n "${MAKE_SAMPLE:-}" ] || { echo "skipped: no example"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

"$MAKE_SAMPLE" by_number.dat named_by_number
"$show" <by_number.dat >out 2>err
grep -qx '  place    Room 4' out
grep -qE '^  start    [0-9]{10}$' out
! grep -q '^  end' out || exit 1
"$MAKE_SAMPLE" sample.dat sample
"$show" <sample.dat >out 2>err
grep -q '^  keyword  ' out
grep -qx 'message 2' out
head -c 60 by_number.dat >cut.dat
! "$show" <cut.dat >out 2>err || exit 1
grep -q . err
