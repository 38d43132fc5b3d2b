#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# winmail explain: every code of the headers has its sentence, in the program and in the man page.

. "$(dirname "$0")/tool_lib.sh"

include=$tests/../include/tnef
codes=$({
    grep -ohE '^ +TNEF_(A|TA|E)_[A-Z0-9_]+ *=' "$include"/*.h
    sed '/TNEF_SCAN_NUMBER_OF/q' "$include/scan.h" | grep -oE '^ +TNEF_SCAN_[A-Z0-9_]+ *='
    grep -ohE '^#define TNEF_(RTF|LZFU)_[A-Z_]+ +0x[0-9A-Fa-f]{4}u ' "$include"/{rtf,lzfu}.h | cut -d' ' -f2
} | tr -d ' =' | grep -v _NUMBER_OF)
[ "$(wc -w <<<"$codes")" -ge 150 ] || wrong "only $(wc -w <<<"$codes") codes in the headers"
for code in $codes; do
    "$WINMAIL" explain "$code" >out 2>err || wrong "$code is not explained"
    [ "$(wc -l <out)" -eq 1 ] && grep -qE "^[a-z0-9_]+ \($code\): [A-Z].*\.\$" out ||
        wrong "$code: $(cat out)"
done
# and nothing is explained that is not there any more
expect 0 explain
while read -r code; do
    grep -qw "$code" "$include"/*.h || wrong "there is no $code"
done < <(sed 's/^[^(]*(\([^)]*\)).*/\1/' out)
# the man page says the same
cp out all
man=$tests/../examples/winmail/winmail-words.7
while IFS= read -r line; do
    grep -qF -- "$(sed 's/^[^:]*: //; s/"/\\(dq/g' <<<"$line")" "$man" || wrong "not in the man page: $line"
done <all

# a name without its prefix, in any case; several things of one name
expect 0 explain bare_lf
[ "$(wc -l <out)" -eq 2 ] || wrong "bare_lf: $(cat out)"
expect 0 explain Checksum TNEF_E_OVERRUN
[ "$(wc -l <out)" -eq 2 ] || wrong "two names: $(cat out)"
expect 1 explain $'\e[31m'
says err "'\\u{1b}[31m'"
says_nothing out
# what the commands print can be asked for, and is what comes back
names=$(sed -n '/^const char \*tnef_anomaly_name/,/^    };/p' "$tests/../src/status.c" | grep -oE '"[a-z_]+"' | tr -d '"')
[ "$(wc -w <<<"$names")" -ge 26 ] || wrong "few names: $names"
for name in $names; do
    expect 0 explain "$name"
    grep -q "^$name (TNEF_A_" out || wrong "$name is printed, and explained as $(cat out)"
    grep -qx ".It Li $name" "$man" || wrong "$name is not in the man page"
done
"$MAKE_SAMPLE" --mails mails 2>/dev/null || { mkdir mails && "$MAKE_SAMPLE" --mails mails; }
for f in mails/*.eml; do "$WINMAIL" scan --json "$f"; done 2>err |
    python3 -c 'import json,sys
for line in sys.stdin:
    for p in json.loads(line)["parts"]:
        print("\n".join(p["findings"]))' | sort -u >findings
[ "$(wc -l <findings)" -gt 40 ] || wrong "few findings: $(wc -l <findings)"
# shellcheck disable=SC2046
expect 0 explain $(cat findings)

done_testing
