#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# The bodies that winmail extract writes: which files, what is in them, whose name they do not take,
# what is said of those that are not whole, and memory that does not depend on them. WINMAIL,
# TNEF_CORPUS_DIR and TNEF_INSTRUMENTED (sanitizers: no figures for memory) come from ctest.

. "$(dirname "$0")/tool_lib.sh"

# ---- streams ------------------------------------------------------------------------------------
cat >make.py <<'PY'
import struct, sys

def attribute(level, number, data):
    return struct.pack("<BII", level, number, len(data)) + data \
         + struct.pack("<H", sum(data) & 0xFFFF)

def props(*all):
    out = struct.pack("<I", len(all))
    for tag, data in all:
        out += struct.pack("<III", tag, 1, len(data)) + data + b"\0" * (-len(data) % 4)
    return attribute(1, 0x00069003, out)

def rtf(text):
    return (0x10090102, struct.pack("<II4sI", len(text) + 12, len(text), b"MELA", 0) + text)

def html(text):
    return (0x10130102, text)

def plain(text):
    return (0x1000001F, text.encode("utf-16-le"))

def attached(name):
    return attribute(2, 0x00069002, struct.pack("<HIHHI", 1, 0, 0, 0, 0)) \
         + attribute(2, 0x00018010, name + b"\0") + attribute(2, 0x0006800F, b"mine")

# a link: PidTagAttachMethod is afByReference, and there is no path
def nowhere(name):
    return attribute(2, 0x00069002, struct.pack("<HIHHI", 1, 0, 0, 0, 0)) \
         + attribute(2, 0x00018010, name + b"\0") \
         + attribute(2, 0x00069005, struct.pack("<IIi", 1, 0x37050003, 4))

def embedded(*parts):
    inner = bytes.fromhex("0703020000000000C000000000000046") + stream(*parts)
    value = struct.pack("<IIII", 1, 0x3701000D, 1, len(inner)) + inner + b"\0" * (-len(inner) % 4)
    return attribute(2, 0x00069002, struct.pack("<HIHHI", 1, 0, 0, 0, 0)) \
         + attribute(2, 0x00069005, value)

def stream(*parts):
    return struct.pack("<IH", 0x223E9F78, 1) \
         + attribute(1, 0x00089006, struct.pack("<I", 0x00010000)) \
         + attribute(1, 0x00069007, struct.pack("<II", 1252, 0)) + b"".join(parts)

RICH = rb"{\rtf1\ansi rich}"
HIDES_HTML = rb"{\rtf1\ansi\fromhtml1 {\*\htmltag <b>}h\'e9llo}"
HIDES_TEXT = rb"{\rtf1\ansi\fromtext h\'e9llo}"
files = {
    "rich": [props(rtf(RICH))],
    "hides_html": [props(rtf(HIDES_HTML))],
    "hides_text": [props(rtf(HIDES_TEXT))],
    "rich_plain": [props(plain("plain"), rtf(RICH))],
    "html_plain": [props(rtf(HIDES_HTML), plain("plain"))],
    "text_html": [props(html(b"<p>html"), rtf(HIDES_TEXT))],
    "all": [props(html(b"<p>html"), plain("plain"), rtf(HIDES_HTML))],
    "empty": [props(plain(""), html(b"\0"), rtf(RICH))],
    "only_empty": [props(plain(""), html(b"\0"))],
    # one that the property repeats, then one that it does not
    "same": [attribute(1, 0x0002800C, b"plain\0"), props(plain("plain"))],
    "other": [attribute(1, 0x0002800C, b"legacy"), props(plain("plain"))],
    "taken": [props(html(b"<p>html"), rtf(RICH)), attached(b"body.html"), attached(b"body.rtf")],
    "embedded": [props(html(b"<p>outer")), embedded(props(rtf(RICH)),
                                                    embedded(props(plain("inner"))))],
    "embedded_empty": [props(html(b"<p>outer")), embedded(props(html(b"")))],
    "no_rtf": [props((0x10090102, b"no RTF at all, but long enough"))],
    "stored": [props(rtf(b"hello world"))],
    "short_rtf": [props((0x10090102, rtf(RICH)[1][:-4]))],
    "codepage": [attribute(1, 0x0002800C, b"h\xE9llo")],
    "nowhere": [nowhere(b"click.txt")],
    "late": [attribute(1, 0x0002800C, b"x" * 1000), attached(b"a")],
}
# invitations: in these there is nothing to see,
blanks = {
    "none": [],
    "blanks": [plain(" \t\r\n")],
    "nbsp": [plain("\u00a0\u200b\u3000\u2003")],
    "rtf": [rtf(rb"{\rtf1\ansi\pard\par}")],
    "html": [html(b"<html><head><title>x</title></head><body>&nbsp;<p> </p></body></html>")],
    "all": [plain("\r\n"), html(b"<p>&nbsp;"), rtf(rb"{\rtf1\ansi\par}")],
}
# and in these there is
texts = {
    "letter": [plain(" \r\n.")],
    "long": [plain(" " * 70000 + "\u00e9")],
    "rtf": [rtf(RICH)],
    "html": [html(b"<body>&nbsp;x</body>")],
    "one": [plain("\r\n"), html(b"<p>x")],
}
for name, bodies in blanks.items():
    files["blank_" + name] = [props((0x001A001E, b"IPM.Schedule.Meeting.Request\0"), *bodies)]
for name, bodies in texts.items():
    files["seen_" + name] = [props((0x001A001E, b"IPM.Schedule.Meeting.Request\0"), *bodies)]
files["note_blanks"] = [props((0x001A001E, b"IPM.Note\0"), plain(" "))]
for name, parts in files.items():
    open(name, "wb").write(stream(*parts))
big = int(sys.argv[1]) << 20
open("big", "wb").write(stream(attribute(1, 0x0002800C, b"0123456789abcdef" * (big >> 4))))
open("most", "wb").write(stream(attribute(1, 0x0002800C, b"x" * (64 << 20))))
open("more", "wb").write(stream(attribute(1, 0x0002800C, b"x" * ((64 << 20) + 1))))
open("many", "wb").write(stream(*[attribute(1, 0x0002800C, b"%d" % i) for i in range(65)]))
open("beyond", "wb").write(stream(*[attribute(1, 0x0002800C, b"%d" % i) for i in range(66)]))
PY
python3 make.py 24 || wrong "no streams"

# extract CODE OPTIONS... STREAM: into a new folder "to", with its output in out
extract() {
    local code=$1
    shift
    rm -rf to && mkdir to
    "$WINMAIL" extract -d to --json "$@" >out 2>err </dev/null
    local got=$?
    [ "$got" -eq "$code" ] || wrong "extract $* exits $got, not $code: $(head -c 300 err)"
    python3 -c 'import json,os
d = json.load(open("out", encoding="utf-8"))
said = {os.path.join(f["directory"], f["name"]): f["size"] for f in d["files"]}
there = {os.path.join(a, n): os.path.getsize(os.path.join(a, n))
         for a, _, names in os.walk("to") for n in names}
assert said == there, (said, there)
for f in d["files"]:
    assert list(f) == ["directory","name","original","size","incomplete","body","made"], f
    assert f["body"] in (None, "html", "plain", "rtf")
    assert f["body"] is None or f["original"] is None' ||
        wrong "extract $* does not say what it wrote"
}

# files STREAM NAME=CONTENT...: these, and no others
files() {
    local stream=$1
    shift
    extract 0 "$stream"
    [ "$(find to -type f | wc -l)" -eq $# ] || wrong "$stream: $(find to -type f | tr '\n' ' ')"
    for f in "$@"; do
        [ -f "to/${f%%=*}" ] || { wrong "$stream: no ${f%%=*}"; continue; }
        [ "$(cat "to/${f%%=*}")" = "${f#*=}" ] ||
            wrong "$stream: ${f%%=*} is $(head -c 200 "to/${f%%=*}")"
    done
}

# ---- which files ----------------------------------------------------------------------------------
rich='{\rtf1\ansi rich}'
hides_html='{\rtf1\ansi\fromhtml1 {\*\htmltag <b>}h'"\\'e9"'llo}'
hides_text='{\rtf1\ansi\fromtext h'"\\'e9"'llo}'
files hides_html 'body.html=<b>héllo' "body.rtf=$hides_html"
files hides_text 'body.txt=héllo' "body.rtf=$hides_text"
files rich_plain 'body.txt=plain' "body.rtf=$rich"
files html_plain 'body.html=<b>héllo' 'body.txt=plain' "body.rtf=$hides_html"
files text_html 'body.html=<p>html' 'body.txt=héllo' "body.rtf=$hides_text"
files all 'body.html=<p>html' 'body.txt=plain' "body.rtf=$hides_html"
files only_empty
files same 'body.txt=plain'
files other 'body.txt=plain' 'body (2).txt=legacy'
files codepage 'body.txt=héllo'
for stream in rich empty; do
    extract 0 $stream
    holds '[(f["name"], f["body"]) for f in d["files"]] == [("body.rtf","rtf"), ("body.html","html")]' $stream
    grep -q rich to/body.html || wrong "nothing to read of $stream"
done

# a body comes last, so that the name is the attachment's
extract 0 taken
holds '[(f["name"], f["original"], f["body"]) for f in d["files"]] == [("body.html","body.html",None), ("body.rtf","body.rtf",None), ("body (2).html",None,"html"), ("body (2).rtf",None,"rtf")]' taken
[ "$(cat to/body.html to/body.rtf 'to/body (2).html')" = 'minemine<p>html' ] || wrong "who has the name"

# embedded messages: theirs, in their folders, which are not made for nothing
extract 0 embedded
holds 'sorted((f["directory"], f["name"]) for f in d["files"]) == [("to","body.html"), ("to/message-1","body.html"), ("to/message-1","body.rtf"), ("to/message-1/message-1","body.txt")]' embedded
[ "$(cat to/body.html to/message-1/message-1/body.txt)" = '<p>outerinner' ] || wrong "whose bodies"
extract 0 embedded_empty
[ "$(find to -mindepth 1)" = to/body.html ] || wrong "a folder for an empty body"
[ "$(stat -c %a to/body.html)" = 600 ] || wrong "mode of a body"

# nothing that is there is overwritten, and no link followed
mkdir there && echo mine >there/body.html && ln -s "$work/target" there/body.txt
"$WINMAIL" extract -d there all >out 2>err || wrong "extract where the names are taken"
grep -q 'there/body (2).html  (7 bytes, body)' out || wrong "what it says: $(cat out)"
[ "$(cat there/body.html)" = mine ] && [ ! -e target ] || wrong "something was overwritten"
[ "$(cat 'there/body (2).txt')" = plain ] || wrong "a name that is a link"

# a mailbox of the same files, twice in a run and in two runs: numbered without a gap
{
    printf 'From a Mon Jan  1 10:00:00 2024\nContent-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n'
    base64 taken
    printf '\n\nFrom a Mon Jan  1 10:00:00 2024\nContent-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n'
    base64 embedded
    printf '\n'
} >two
for ((n = 0; n < 20; n++)); do cat two; done >box
rm -rf to && mkdir to to/message-3 && echo theirs >'to/body (7).html' && ln -s nowhere 'to/body (9).html'
for n in 20 40; do
    "$WINMAIL" extract -d to box box >out 2>err || wrong "extract of a mailbox: $(head -c 300 err)"
    # of each pair three are "body.html", two "body.rtf"; two were there, and a folder
    [ "$(ls -d to/body*.html | wc -l)" -eq $((6 * n + 2)) ] && [ -f "to/body ($((6 * n + 2))).html" ] ||
        wrong "$n: $(ls -d to/body*.html | wc -l) of body.html"
    [ "$(ls -d to/body*.rtf | wc -l)" -eq $((4 * n)) ] && [ -f "to/body ($((4 * n))).rtf" ] ||
        wrong "$n: $(ls -d to/body*.rtf | wc -l) of body.rtf"
    [ "$(ls -d to/message-* | wc -l)" -eq $((2 * n + 1)) ] && [ -d to/message-$((2 * n + 1)) ] ||
        wrong "$n: $(ls -d to/message-* | wc -l) folders"
done
[ "$(cat 'to/body (7).html')" = theirs ] && [ -L 'to/body (9).html' ] && [ -z "$(ls to/message-3)" ] ||
    wrong "a mailbox overwrote something"

# ---- an invitation in whose bodies there is nothing to see: as one without -------------------------
for stream in blank_*; do
    extract 6 "$stream"
    says err 'a message of the class "IPM.Schedule.Meeting.Request" has no '
    holds '[(u["why"], u["class"]) for u in d["unwritten"]] == [("no-body", "IPM.Schedule.Meeting.Request")]' "$stream"
    holds "any(f['body'] for f in d['files']) == ('$stream' != 'blank_none')" "bodies of $stream"
    holds '[(f["name"], f["made"]) for f in d["files"] if f["made"]] == [("message.eml", "eml")]' "$stream"
done
says err 'has no text in its body'
for stream in seen_* note_blanks; do
    extract 0 $stream
    says_nothing err
done

# ---- without ----------------------------------------------------------------------------------
extract 0 --no-bodies taken
[ "$(ls to | tr '\n' ' ')" = 'body.html body.rtf ' ] || wrong "--no-bodies: $(ls to)"
extract 0 --no-bodies no_rtf
for command in list dump scan body; do
    "$WINMAIL" $command --no-bodies all >out 2>err
    [ $? -eq 1 ] || wrong "$command takes --no-bodies"
done

# ---- what is not whole -------------------------------------------------------------------------
extract 4 no_rtf
holds '[(f["name"], f["size"], f["incomplete"]) for f in d["files"]] == [("body.rtf",0,True)]' no_rtf
# bytes that are whole and no RTF are written as they are, and said to be none, as winmail body does
extract 4 stored
holds '[(f["name"], f["size"], f["incomplete"]) for f in d["files"]] == [("body.rtf",11,False)]' stored
grep -q 'TNEF_E_RTF' err || wrong "what is said of bytes that are no RTF: $(cat err)"
extract 4 short_rtf
holds '[(f["name"], f["incomplete"]) for f in d["files"]] == [("body.rtf",True), ("body.html",True)]' short_rtf
[ "$(cat to/body.rtf)" = '{\rtf1\ansi r' ] || wrong "what there is of a short body"
# a link that says nothing of where it points to
extract 0 nowhere
holds '[(u["why"], u["pathname"] or None) for u in d["unwritten"]] == [("reference", None)]' nowhere
says err 'attachment "click.txt" is a link, and no file is written; it does not say where it points to'
# an input that ends inside of a body, and one that a limit ends inside and behind it
head -c 600 late >cut
extract 4 cut
holds '[(f["name"], f["incomplete"]) for f in d["files"]] == [("body.txt",True)]' "a body that is cut"
extract 5 --max-input 600 late
holds '[(f["name"], f["incomplete"]) for f in d["files"]] == [("body.txt",True)]' "a body at a limit"
[ "$(wc -c <to/body.txt)" -gt 400 ] || wrong "what there is of a body at a limit"
extract 5 --max-input 1100 late
holds '("body.txt",1000,False) in [(f["name"], f["size"], f["incomplete"]) for f in d["files"]]' "a body before a limit"
size=$(wc -c <embedded)
for ((n = 30; n < size; n += n < size - 8 ? 7 : 1)); do
    rm -rf to && mkdir to
    "$WINMAIL" extract -d to --json --max-input "$n" embedded >out 2>err
    [ $? -eq 5 ] || wrong "at a limit of $n"
    find to -name '.*' | grep -q . && wrong "left over at a limit of $n"
done
holds 'sorted(f["body"] for f in d["files"]) == ["html","html","plain","rtf"]' "a limit before the last byte"

# ---- limits and memory ---------------------------------------------------------------------------
extract 0 many
[ "$(ls to | wc -l)" -eq 65 ] || wrong "$(ls to | wc -l) bodies of 65"
extract 5 beyond
holds 'd["status"] == "TNEF_E_LIMIT_MEMORY" and len(d["files"]) == 65' "a body too many"
extract 0 most
extract 5 more
holds 'd["status"] == "TNEF_E_LIMIT_OUTPUT" and [(f["size"], f["incomplete"]) for f in d["files"]] == [(64 << 20, True)]' "a byte too many"
rm -f more most
extract 0 big
cmp -s <(tail -c +$((4 + 2 + 2 * (1 + 4 + 4 + 2) + 4 + 8 + 9 + 1)) big | head -c -2) to/body.txt ||
    wrong "a big body"
# no room for its temporary file: said, in the JSON too
rm -rf to && mkdir to
(ulimit -n 5 && exec "$WINMAIL" extract -d to --json big) >out 2>err </dev/null
[ $? -eq 2 ] || wrong "no temporary file: $(cat err)"
holds 'd["status"] == "IO" and d["files"] == []' "no temporary file"
# all of it, code and C library too, in 8 MiB of address space
if [ -z "${TNEF_INSTRUMENTED:-}" ]; then
    for stream in big all embedded; do
        rm -rf to && mkdir to
        (ulimit -v 8192 && exec "$WINMAIL" extract -d to --json - <$stream >out 2>err) ||
            wrong "$stream in 8 MiB: $(head -c 200 err)"
    done
fi

# ---- real streams ----------------------------------------------------------------------------------
real=$(find "${TNEF_CORPUS_DIR:-/nonexistent}" -maxdepth 1 \( -name '*.tnef' -o -name '*.dat' \) 2>/dev/null)
[ -n "$real" ] || echo "skipped: no real streams in '${TNEF_CORPUS_DIR:-}'"
# RTF and ASCII text as another decoder has them, at all depths; all else is valid UTF-8
[ -z "$real" ] || python3 - "$WINMAIL" "$TNEF_CORPUS_DIR" <<'PY' || wrong "bodies of real streams"
import hashlib, json, os, subprocess, sys, tempfile

def bodies(message):
    for kind, all in (message.get("bodies") or {}).items():
        for b in all:
            yield kind, b.get("sha256_no_nul", b["sha256"])
    for a in message.get("attachments") or []:
        if a.get("embedded"):
            yield from bodies(a["embedded"])

bad = seen = 0
for name in sorted(os.listdir(sys.argv[2])):
    if not name.endswith((".tnef", ".dat")):
        continue
    with open(os.path.join(sys.argv[2], "truth", name + ".json"), encoding="utf-8") as f:
        want = list(bodies(json.load(f)))
    with tempfile.TemporaryDirectory() as to:
        done = subprocess.run([sys.argv[1], "extract", "-j", "-d", to,
                               os.path.join(sys.argv[2], name)],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        have = []
        for f in json.loads(done.stdout.decode("utf-8"))["files"]:
            if f["body"] is None:
                continue
            with open(os.path.join(f["directory"], f["name"]), "rb") as g:
                data = g.read()
            try:
                data.decode("utf-8" if f["body"] != "rtf" else "latin-1")
            except UnicodeDecodeError:
                bad += 1
                print("not UTF-8:", name, f["name"])
            have.append((f["body"], hashlib.sha256(data).hexdigest()))
    seen += len(have)
    rtf = [sorted(h for kind, h in which if kind == "rtf") for which in (want, have)]
    missing = [w for w in want if w[0] == "plain" and w not in have]
    if rtf[0] != rtf[1] or missing or {k for k, _ in want} - {k for k, _ in have}:
        bad += 1
        print("bodies of", name, "differ:", want, have)
print(seen, "bodies of real streams")
sys.exit(bad != 0 or seen == 0)
PY

done_testing
