#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# What winmail extract writes of messages that are about something else than their text: invitations, tasks,
# contacts, receipts. It is what winmail ics, vcf and eml write of the same stream; it has a safe name that
# nothing else has; and mail gives none.

. "$(dirname "$0")/tool_lib.sh"

cat >make.py <<'PY'
import struct

APPOINTMENT = bytes.fromhex("0220060000000000C000000000000046")

def attribute(level, number, data):
    return struct.pack("<BII", level, number, len(data)) + data \
         + struct.pack("<H", sum(data) & 0xFFFF)

def text(id, value):
    data = (value + "\0").encode("utf-16-le")
    return struct.pack("<HHII", 0x1F, id, 1, len(data)) + data + b"\0" * (-len(data) % 4)

# 2024-03-15, at an hour
def date(lid, hour):
    ticks = (19797 * 24 + hour) * 3600 * 10**7 + 116444736 * 10**9
    return struct.pack("<HH16sIIQ", 0x40, 0x8000, APPOINTMENT, 0, lid, ticks)

def blob(lid, data):
    return struct.pack("<HH16sIIII", 0x102, 0x8000, APPOINTMENT, 0, lid, 1, len(data)) + data \
         + b"\0" * (-len(data) % 4)

def props(*all):
    return attribute(1, 0x00069003, struct.pack("<I", len(all)) + b"".join(all))

def attached(name, data=b"mine"):
    return attribute(2, 0x00069002, struct.pack("<HIHHI", 1, 0, 0, 0, 0)) \
         + attribute(2, 0x00018010, name + b"\0") + attribute(2, 0x0006800F, data)

def embedded(inner):
    inner = bytes.fromhex("0703020000000000C000000000000046") + inner
    value = struct.pack("<IIII", 1, 0x3701000D, 1, len(inner)) + inner + b"\0" * (-len(inner) % 4)
    return attribute(2, 0x00069002, struct.pack("<HIHHI", 1, 0, 0, 0, 0)) + attribute(2, 0x00069005, value)

def stream(*parts, legacy=None):
    return struct.pack("<IH", 0x223E9F78, 1) \
         + attribute(1, 0x00089006, struct.pack("<I", 0x00010000)) \
         + attribute(1, 0x00069007, struct.pack("<II", 1252, 0)) \
         + (attribute(1, 0x00078008, legacy + b"\0") if legacy else b"") + b"".join(parts)

def item(kind, *more, subject="Plan", parts=(), legacy=None):
    return stream(props(text(0x1A, kind), text(0x37, subject), *more), *parts, legacy=legacy)

def meeting(**more):
    return item("IPM.Schedule.Meeting.Request", text(0x42, "Ann"), text(0x64, "SMTP"), text(0x65, "ann@example.com"),
                date(0x820D, 13), date(0x820E, 14), **more)

note = lambda inner: stream(props(text(0x1000, "See below.")), embedded(inner), legacy=b"IPM.Note")
files = {
    "meeting": meeting(),
    "said": meeting(legacy=b"IPM.Microsoft Schedule.MtgReq"),
    "evil": meeting(subject="../../a\0b/CON\r\n"),
    "long": meeting(subject="x" * 400),
    "taken": meeting(parts=[attached(b"Plan.ics")]),
    "broken": item("IPM.Appointment", date(0x820D, 13), blob(0x8216, b"none")),
    "timeless": item("IPM.Appointment"),
    "timeless_text": item("IPM.Appointment", text(0x1000, "Text.")),
    "contact": item("IPM.Contact", text(0x3001, "Zoë"), text(0x1000, "Note."), subject=""),
    "receipt": item("REPORT.IPM.Note.IPNRN", text(0x0C1A, "Bob"), text(0x0C1E, "SMTP"), text(0x0C1F, "b@example.com"),
                    text(0x1046, "<1@example.com>")),
    "other": item("IPM.Foo"),
    "in_mail": note(meeting()),
    "in_file": stream(attached(b"winmail.dat", meeting()), legacy=b"IPM.Note"),
    "mail": item("IPM.Note", date(0x820D, 13), legacy=b"IPM.Note"),
    "big": item("IPM.Contact", text(0x3001, "Zoë"), parts=[attached(b"a", b"x" * (1 << 20))]),
    "deep": note(note(note(meeting()))),
}
for name, data in files.items():
    open(name, "wb").write(data)
PY
python3 make.py || wrong "no streams"

# extract CODE OPTIONS... STREAM: into a new folder "to", with its output in out
extract() {
    local code=$1
    shift
    rm -rf to && mkdir to
    expect "$code" extract -d to --json "$@"
    python3 -c 'import json,os
d = json.load(open("out", encoding="utf-8"))
said = {os.path.join(f["directory"], f["name"]): f["size"] for f in d["files"]}
there = {os.path.join(a, n): os.path.getsize(os.path.join(a, n))
         for a, _, names in os.walk("to") for n in names}
assert said == there, (said, there)
for f in d["files"]:
    assert f["made"] in (None, "ics", "vcf", "eml"), f
    assert not f["made"] or (f["body"] is None and f["original"] is None), f' ||
        wrong "extract $* does not say what it wrote"
}

# made STREAM FILE COMMAND CODE: FILE is what COMMAND writes of it
made() {
    extract "${4:-0}" "$1"
    "$WINMAIL" "$3" "$1" >want 2>/dev/null
    [ -s want ] && cmp -s want "to/$2" || wrong "$1: no $2: $(find to -type f | tr '\n' ' ')"
}

# ---- what is written -----------------------------------------------------------------------------
made meeting Plan.ics ics
made said Plan.ics ics
made contact message.vcf vcf
holds '[f["name"] for f in d["files"]] == ["body.txt", "message.vcf"]' contact
made receipt Plan.eml eml
made big Plan.vcf vcf
extract 0 in_mail
"$WINMAIL" ics meeting >want 2>/dev/null
cmp -s want to/message-1/Plan.ics || wrong "an invitation in a mail: $(find to -type f)"
extract 0 in_file
cmp -s want to/message-1/Plan.ics || wrong "an invitation in a file: $(find to -type f)"
extract 0 deep
cmp -s want to/message-1/message-1/message-1/Plan.ics || wrong "a deep invitation: $(find to -type f)"
extract 5 --max-depth 2 deep
[ -z "$(find to -name '*.ics')" ] || wrong "an invitation that is too deep"
extract 0 mail
[ -z "$(ls to)" ] || wrong "something is made of mail: $(ls to)"
extract 0 --no-bodies meeting
[ -z "$(ls to)" ] || wrong "--no-bodies: $(ls to)"
rm -rf to && mkdir to
expect 0 extract -d to meeting
says out 'to/Plan.ics  ('
says out ' bytes, of what the message is about)'
says_nothing err

# ---- what is lost ----------------------------------------------------------------------------------
made broken Plan.ics ics 4
says err 'its recurrence is broken, or cannot be written: it is there once'
for stream in timeless other; do
    extract 6 "$stream"
    holds '[(f["name"], f["made"]) for f in d["files"]] == [("Plan.eml", "eml")]' "$stream"
    holds '[u["why"] for u in d["unwritten"]] == ["no-body"]' "$stream"
done
extract 0 timeless_text
holds '[f["name"] for f in d["files"]] == ["body.txt"]' "an event without a time that has a text"

"$WINMAIL" ics meeting >want 2>/dev/null

# ---- names --------------------------------------------------------------------------------------
extract 0 taken
[ "$(cat to/Plan.ics)" = mine ] && cmp -s want 'to/Plan (2).ics' || wrong "a name that is taken: $(ls to)"
for stream in evil long; do
    extract 0 $stream
    holds 'len(d["files"]) == 1 and d["files"][0]["name"].endswith(".ics") and len(d["files"][0]["name"]) <= 255' $stream
    holds 'not any(c in d["files"][0]["name"] for c in "/\\\0\r\n")' $stream
done
mkdir there && ln -s "$work/target" there/Plan.ics
expect 0 extract -d there meeting
[ ! -e target ] && cmp -s want 'there/Plan (2).ics' || wrong "a link was followed"
{ for n in 1 2 3; do printf 'From a Mon Jan  5 09:30:00 2026\n'; mail meeting; printf '\n'; done; } >box
extract 0 meeting
rm -rf to && mkdir to
expect 0 extract -d to box
[ "$(ls to | tr '\n' ' ')" = 'Plan (2).ics Plan (3).ics Plan.ics ' ] || wrong "a mailbox: $(ls to)"

# ---- limits ----------------------------------------------------------------------------------------
size=$(wc -c <want)
extract 0 --max-output "$size" meeting
extract 5 --max-output $((size - 1)) meeting
holds "[(f['size'], f['incomplete']) for f in d['files']] == [($size - 1, True)]" "a byte less than there is"
for stream in meeting in_mail; do
    for ((n = 30; n < $(wc -c <$stream); n += 13)); do
        rm -rf to && mkdir to
        "$WINMAIL" extract -d to --json --max-input $n $stream >out 2>err
        [ $? -eq 5 ] || wrong "$stream at a limit of $n"
        find to -name '.*' | grep -q . && wrong "left over at a limit of $n"
    done
done
TMPDIR=$work/nowhere "$WINMAIL" extract -d to --json big >out 2>err
[ $? -eq 2 ] || wrong "no temporary file: $(cat err)"
says err "cannot write to $work/nowhere"
holds '"a" in [f["name"] for f in d["files"]]' "an attachment without a temporary file"

done_testing
