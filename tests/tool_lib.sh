# SPDX-License-Identifier: MIT
#
# What the tests of winmail share. To be sourced: it makes a folder of its own and goes there. WINMAIL,
# WINMAIL_WATCHED, MAKE_SAMPLE, EXAMPLES, TNEF_CORPUS_DIR and TNEF_INSTRUMENTED (sanitizers: no figures for
# memory) come from ctest.

# shellcheck shell=bash
set -u
[ -n "${WINMAIL:-}" ] && [ -n "${MAKE_SAMPLE:-}" ] || { echo "skipped: no winmail"; exit 77; }
tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
failures=0

wrong() {
    echo "wrong: $*"
    failures=$((failures + 1))
}

# expect CODE COMMAND...: runs winmail, with its output in out and err
expect() {
    local code=$1
    shift
    "$WINMAIL" "$@" >out 2>err </dev/null
    local got=$?
    [ "$got" -eq "$code" ] || wrong "winmail $* exits $got, not $code: $(head -c 300 err)"
}

# sample FILE OPTION N: what make_sample writes to standard output
sample() {
    "$MAKE_SAMPLE" "$2" "$3" >"$1" || wrong "make_sample $2 $3"
}

vector() {
    "$MAKE_SAMPLE" "$1.dat" "$1" || wrong "make_sample $1"
}

# mail FILE: as a mail with that stream as its part 1.2
mail() {
    printf 'From: a@b\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n'
    printf -- '--x\nContent-Type: text/plain\n\nhello\n'
    printf -- '--x\nContent-Type: application/ms-tnef; name=winmail.dat\n'
    printf 'Content-Transfer-Encoding: base64\n\n'
    base64 "$1"
    printf -- '--x--\n'
}

json() {
    python3 -c 'import json,sys
for line in open(sys.argv[1], encoding="utf-8"):
    json.loads(line)' "$1" 2>/dev/null || wrong "not JSON: $2"
}

# holds EXPRESSION WHAT: a Python expression over d, the JSON in out
holds() {
    python3 -c 'import json,sys
d = json.loads(open("out", encoding="utf-8").read())
sys.exit(0 if eval(sys.argv[1]) else 1)' "$1" || wrong "$2: not $1 in $(head -c 600 out)"
}

# says FILE TEXT: the file holds a line with this text
says() {
    grep -qF -- "$2" "$1" || wrong "$1 does not say '$2': $(head -c 300 "$1")"
}

# says_nothing FILE
says_nothing() {
    [ ! -s "$1" ] || wrong "$1 says: $(head -c 300 "$1")"
}

done_testing() {
    [ $failures -eq 0 ] && echo "all is well" || echo "$failures wrong"
    [ $failures -eq 0 ]
    exit
}
