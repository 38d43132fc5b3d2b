#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# winmail explain: every code of the headers has its sentence, in the program and in the man page.

. "$(dirname "$0")/tool_lib.sh"

include=$tests/../include/tnef
codes=$({
    grep -ohE '^ +TNEF_([A-Z]+_)?(A|E)_[A-Z0-9_]+ *=' "$include"/*.h
    grep -ohE '^#define TNEF_LZFU_[A-Z_]+ +0x[0-9A-Fa-f]{4}u ' "$include/lzfu.h" | cut -d' ' -f2
} | tr -d ' =' | grep -vE '_A_END$')
[ "$(wc -w <<<"$codes")" -ge 150 ] || wrong "only $(wc -w <<<"$codes") codes in the headers"
# One run for all: a line for each, in their order.
# shellcheck disable=SC2086
expect 0 explain $codes
python3 - $codes <<'PY' || wrong "explanations of codes"
import re, sys
lines = open("out", encoding="utf-8").read().splitlines()
bad = len(lines) != len(sys.argv) - 1
for code, line in zip(sys.argv[1:], lines):
    if not re.fullmatch(r"[a-z0-9_]+ \(%s\): [A-Z].*\." % code, line):
        print("%s: %s" % (code, line))
        bad = True
sys.exit(bad)
PY
# and nothing is explained that is not there any more; the man page says the same
expect 0 explain
man=$tests/../tools/winmail/winmail-words.7
cat "$include"/*.h >headers
python3 - "$man" <<'PY' || wrong "what is explained"
import re, sys
words = set(re.findall(r"\w+", open("headers", encoding="utf-8").read()))
man = open(sys.argv[1], encoding="utf-8").read()
bad = False
for line in open("out", encoding="utf-8").read().splitlines():
    code, text = re.fullmatch(r"[^(]*\(([^)]*)\): (.*)", line).groups()
    if code not in words:
        print("there is no " + code)
        bad = True
    if text.replace('"', "\\(dq") not in man:
        print("not in the man page: " + line)
        bad = True
sys.exit(bad)
PY

# a name without its prefix, in any case; several things of one name
expect 0 explain bare_lf
[ "$(wc -l <out)" -eq 2 ] || wrong "bare_lf: $(cat out)"
expect 0 explain Checksum TNEF_E_OVERRUN
[ "$(wc -l <out)" -eq 2 ] || wrong "two names: $(cat out)"
expect 1 explain $'\e[31m'
says err "'\\u{1b}[31m'"
says_nothing out
# what the commands print can be asked for, and is what comes back
names=$(sed -n '/^static const char \*const stream\[\]/,/^};/p' "$tests/../src/base/anomaly.c" | grep -oE '"[a-z_]+"' | tr -d '"')
[ "$(wc -w <<<"$names")" -ge 26 ] || wrong "few names: $names"
# shellcheck disable=SC2086
expect 0 explain $names
for name in $names; do
    grep -q "^$name (TNEF_A_" out || wrong "$name is printed, and not explained as an anomaly"
    grep -qx ".It Li $name" "$man" || wrong "$name is not in the man page"
done
mkdir mails && "$MAKE_SAMPLE" --mails mails
"$WINMAIL" scan --json mails/*.eml 2>err |
    python3 -c 'import json,sys
for line in sys.stdin:
    for p in json.loads(line)["parts"]:
        print("\n".join(p["anomalies"]))' | sort -u >anomalies
[ "$(wc -l <anomalies)" -gt 40 ] || wrong "few anomalies: $(wc -l <anomalies)"
# shellcheck disable=SC2046
expect 0 explain $(cat anomalies)

done_testing
