#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# winmail body.

. "$(dirname "$0")/tool_lib.sh"

vector sample
# ---- bodies ------------------------------------------------------------------------------------
expect 0 body sample.dat
grep -qi '<html\|<p' out || wrong "the best body"
expect 0 body --html sample.dat
expect 6 body --text sample.dat
grep -q 'no body in text' err || wrong "what is missing is not said: $(cat err)"
expect 6 body --rtf sample.dat
expect 1 body --json sample.dat
expect 1 list --html sample.dat
printf 'this is not TNEF' >text.dat
expect 3 body text.dat
mail sample.dat >mail.eml
expect 0 body mail.eml
cp out mailed.body
expect 0 body sample.dat
cmp -s out mailed.body || wrong "the body of a mail"
expect 0 list --json sample.dat
holds '[list(b) for b in d["message"]["bodies"]] == [["kind","size","charset","source","incomplete"]]' "members of a body"
holds 'd["message"]["bodies"][0]["source"] == "property"' "source of a body"

done_testing
