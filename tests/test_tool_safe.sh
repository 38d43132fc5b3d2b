#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Nothing of the sender's reaches a terminal or JSON as a command: control characters, directions of
# text, what has no width, tags, what is no character, bytes that are no UTF-8; on standard output and
# standard error, in names, subjects, parts of mails, paths and bodies.

. "$(dirname "$0")/tool_lib.sh"

# Every character that is not to be seen, one name each, and some that are.
python3 - <<'PY' || wrong "no names"
bad = [*range(1, 0x20), *range(0x7F, 0xA0), 0xAD, 0x34F, 0x61C, 0x115F, 0x180E, *range(0x200B, 0x2010),
       *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0x3164, 0xFEFF, 0xFDD0, 0xFDEF, 0xFFA0, 0xFFF9,
       0xFFFE, 0xFFFF, 0x1D173, 0x1FFFE, 0xE0001, 0xE0041, 0xE007F, 0xE0100, 0x10FFFF]
good = "aé ß€😀漢ﬀ\u3000"
open("names", "wb").write(b"\0".join(("x%sy" % chr(c)).encode() for c in bad) + b"\0" + good.encode() + b"\0")
open("bad", "w").write(" ".join("%x" % c for c in bad))
PY
xargs -0 "$MAKE_SAMPLE" --names <names >names.dat
# clean FILE WHAT: it is looked at in the end, with all others
mkdir seen
clean() {
    cp "$1" "seen/$2"
}

mkdir to
for command in list dump 'list --json' 'dump --json' 'extract -d to' 'extract --json -d to'; do
    # shellcheck disable=SC2086
    expect 0 $command names.dat
    clean out "$command"
    clean err "$command, standard error"
done
expect 0 list --json names.dat
python3 - <<'PY' || wrong "JSON does not say what the names are"
import json
d = json.loads(open("out", encoding="utf-8").read())
want = [n.decode() for n in open("names", "rb").read().split(b"\0")][:-1]
assert [a["name"] for a in d["message"]["attachments"]] == want
PY
expect 0 list names.dat
says out 'x\u{9b}y'
says out 'x\u{202e}y'
says out 'x\u{e0041}y'
says out 'aé ß€😀漢ﬀ'

# parts of mails: type, name and encoding are any bytes
{
    printf 'Content-Type: application/x-\x9b31m; name="a\x9b\xe2\x80\xae\xc2\x9b\xf3\xa0\x81\x81b"\n'
    printf 'Content-Transfer-Encoding: \x9b\xff8bit\n\nx\n'
} >raw.eml
for options in '' --json; do
    # shellcheck disable=SC2086
    expect 0 scan $options raw.eml
    clean out "scan $options"
    clean err "scan $options, standard error"
done
json out "scan of raw bytes"

# paths: on standard output, standard error and in JSON
path=$'p\e[31m\xc2\x9b\xff\xe2\x80\xae'
cp names.dat "$path.dat"
printf 'Subject: x\n\nx\n' >"$path.eml"
mkdir "$path"
for command in list dump scan body 'list --json' 'scan --json' 'dump --json'; do
    for suffix in .dat .eml .missing ''; do
        # shellcheck disable=SC2086
        "$WINMAIL" $command "$path$suffix" >out 2>err
        clean out "$command of a path$suffix"
        clean err "$command of a path$suffix, standard error"
    done
done
expect 0 extract -d "$path" names.dat
clean out "extract to a path"
expect 0 extract --json -d "$path" names.dat
json out "extract to a path"
expect 2 extract -d "$path/none" names.dat
clean err "extract to a path that is not there"
says err 'p\u{1b}[31m\u{9b}\xff\u{202e}/none'
expect 1 "$path"
clean err "a command that does not exist"
expect 1 list "--$path" x
clean err "an option that does not exist"

# valid UTF-8 without any of these; line ends and tabulators apart
python3 - <<'PY' || wrong "something is not escaped"
import os, sys
bad = {chr(int(c, 16)) for c in open("bad").read().split()} - {"\n", "\t"}
failed = 0
for name in os.listdir("seen"):
    text = open(os.path.join("seen", name), "rb").read().decode("utf-8", "surrogateescape")
    found = {hex(ord(c)) for c in set(text)
             if c in bad or 0xE0000 <= ord(c) < 0xE1000 or 0xDC80 <= ord(c) < 0xDD00}
    if found:
        failed = 1
        print(name, "has", *sorted(found))
sys.exit(failed or len(os.listdir("seen")) < 20)
PY

# a body, on a terminal: lines stay, the rest is shown; whatever is cut where
python3 - "$WINMAIL" <<'PY' || wrong "a body on a terminal"
import os, pty, struct, subprocess, sys

def attribute(level, number, data):
    return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)

text = ("one\r\ntwo\tx\x1b[31m\u009b\u202e\u200b\U000E0041\x07 \r over é漢😀\n" * 3000)
value = text.encode("utf-16-le")
props = struct.pack("<III", 1, 0x1000001F, 1) + struct.pack("<I", len(value)) + value \
      + b"\0" * (-len(value) % 4)
open("body.dat", "wb").write(struct.pack("<IH", 0x223E9F78, 1)
    + attribute(1, 0x00089006, struct.pack("<I", 0x00010000)) + attribute(1, 0x00069003, props))
# not on a terminal: as it is
plain = subprocess.run([sys.argv[1], "body", "body.dat"], stdout=subprocess.PIPE).stdout
assert plain == text.encode(), plain[:200]
there, here = pty.openpty()
child = subprocess.Popen([sys.argv[1], "body", "body.dat"], stdout=here)
os.close(here)
seen = b""
while True:
    try:
        piece = os.read(there, 65536)
    except OSError:
        break
    if not piece:
        break
    seen += piece
assert child.wait() == 0
# the terminal makes CR LF of LF
want = "one\r\ntwo\tx\\u{1b}[31m\\u{9b}\\u{202e}\\u{200b}\\u{e0041}\\u{7} \\u{d} over é漢😀\r\n" * 3000
assert seen.decode() == want, seen[:300]
PY

done_testing
