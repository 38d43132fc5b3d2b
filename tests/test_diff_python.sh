#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# The scanner and Python's email package, and ripMIME and GMime where they are installed, read mails made by
# a seed: diff_python.py, test_gmime.c.

set -u
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 77; }
[ -n "${SCAN_TOLD:-}" ] && [ -n "${MAKE_SAMPLE:-}" ] || { echo "skipped: no scan_told"; exit 77; }
command -v ripmime >/dev/null || echo "without ripMIME, which is not installed"
export PYTHONDONTWRITEBYTECODE=1
tests=$(cd "$(dirname "$0")" && pwd)
bad=0
python3 "$tests/diff_python.py" "$SCAN_TOLD" "$MAKE_SAMPLE" "$@" || bad=1

if [ -n "${TEST_GMIME:-}" ]; then
    mails=$(mktemp -d)
    trap 'rm -rf "$mails"' EXIT
    python3 "$tests/diff_mails.py" "$MAKE_SAMPLE" 1 400 "$mails" || bad=1
    TNEF_CORPUS_DIR=$mails "$TEST_GMIME" || bad=1
else
    echo "without GMime, which was not found"
fi
exit $bad
