#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# The rules that recurrences become come to the same days in Python's dateutil as in the slow expansion of
# test_blobs_recur.c, which the days of counted patterns are compared with.

set -u
[ -n "${TEST_BLOBS_RECUR:-}" ] || { echo "skipped: no test_blobs_recur"; exit 77; }
python3 -c 'import dateutil.rrule' 2>/dev/null || { echo "skipped: no dateutil"; exit 77; }
"$TEST_BLOBS_RECUR" --rules | python3 -c '
import sys
from datetime import datetime
from dateutil.rrule import rrulestr

lines = bad = 0
for line in sys.stdin:
    rule, start, *days = line.split()
    found = [d.strftime("%Y%m%d") for d in rrulestr(rule, dtstart=datetime.strptime(start, "%Y%m%d"))]
    lines += 1
    if found != days:
        bad += 1
        print(rule, start, "here:", *days, "dateutil:", *found)
print(lines, "rules")
sys.exit(bad > 0 or lines < 500)'
