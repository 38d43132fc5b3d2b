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
expect 0 body --text sample.dat
grep -q '<' out && wrong "text made of HTML: $(cat out)"
[ -s out ] || wrong "no text is made of HTML"
"$MAKE_SAMPLE" --names >note.dat
for form in --text --html --rtf ''; do
    # shellcheck disable=SC2086
    expect 6 body $form note.dat
done
expect 6 body --text note.dat
says err 'no body in text'
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

# RTF that is too deep is said to be, here and by extract; so is text that is not what it says
python3 - <<'PY' || wrong "no RTF"
import struct
def attribute(level, number, data):
    return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)
def props(*all):
    out = struct.pack("<I", len(all))
    for tag, data in all:
        out += struct.pack("<III", tag, 1, len(data)) + data + b"\0" * (-len(data) % 4)
    return attribute(1, 0x00069003, out)
def stream(*parts):
    return struct.pack("<IH", 0x223E9F78, 1) + attribute(1, 0x00089006, struct.pack("<I", 0x00010000)) \
         + attribute(1, 0x00069007, struct.pack("<II", 1252, 0)) + b"".join(parts)
def rtf(text):
    return (0x10090102, struct.pack("<II4sI", len(text) + 12, len(text), b"MELA", 0) + text)
def deep(n):
    # each group differs from the one around it: those that are alike nest to any depth
    return rtf(rb"{\rtf1\ansi " + rb"{\b x{\b0 y" * (n // 2) + b"}}" * (n // 2) + b"}")
open("deep", "wb").write(stream(props(deep(1000))))
open("flat", "wb").write(stream(props(deep(100))))
field = rb'{\field{\*\fldinst HYPERLINK "%s"}{\fldrslt click}}'
open("link", "wb").write(stream(props(rtf(rb"{\rtf1\ansi " + field % b"javascript:x" + b"}"))))
open("web", "wb").write(stream(props(rtf(rb"{\rtf1\ansi " + field % b"http://a.example/" + b"}"))))
html = b"<p>h\xe9llo"
open("bad8", "wb").write(stream(attribute(1, 0x00069003, struct.pack("<I", 2)
    + struct.pack("<II", 0x3FDE0003, 65001)
    + struct.pack("<III", 0x10130102, 1, len(html)) + html + b"\0" * (-len(html) % 4))))
PY
mkdir to
expect 0 body --html flat
says_nothing err
expect 4 body --html deep
says err 'nested so deep'
grep -q '<b>x' out || wrong "what is there of deep RTF"
expect 4 extract -d to deep
says err 'nested so deep'
expect 0 extract -d to flat
says_nothing err
expect 0 body bad8
says err 'is said to be UTF-8 and is not'
grep -q 'h.*llo' out || wrong "HTML that is not UTF-8"
expect 4 body --strict bad8
# the address of a link that is left out is said to be
for command in 'body --html' 'extract -d to'; do
    # shellcheck disable=SC2086
    {
        expect 0 $command link
        says err 'the address of a link in a body is not passed on'
        expect 4 $command --strict link
        expect 0 $command --strict web
        says_nothing err
    }
done

done_testing
