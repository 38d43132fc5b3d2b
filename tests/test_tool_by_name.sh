#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# winmail as `tnef` and as `ytnef`: their options, what they print, how they exit, and that nothing is lost
# or replaced that should not be. If the program that had the name first is installed, both do the corpus,
# and each difference is one that is listed here. WINMAIL and TNEF_CORPUS_DIR come from ctest.

. "$(dirname "$0")/tool_lib.sh"

ln -s "$WINMAIL" tnef
ln -s "$WINMAIL" ytnef
export PATH=$PWD:$PATH

# run CODE PROGRAM...: output in out and err
run() {
    local code=$1
    shift
    "$PWD/$1" "${@:2}" >out 2>err </dev/null
    local got=$?
    [ "$got" -eq "$code" ] || wrong "$* exits $got, not $code: $(head -c 300 err)"
}

# is FILE TEXT
is() {
    [ "$(cat "$1")" = "$2" ] || wrong "$1 is $(head -c 200 "$1"), not $2"
}

# files FOLDER NAME...: nothing else is in it
files() {
    local folder=$1
    shift
    [ "$(cd "$folder" && find . -type f | sort)" = "$(printf './%s\n' "$@" | sort)" ] ||
        wrong "$folder has $(ls -A "$folder" | tr '\n' '|'), not $*"
}

fresh() {
    rm -rf d
    mkdir d
}

# ---- streams ------------------------------------------------------------------------------------
cat >make.py <<'PY'
import struct

def attribute(level, number, data, wrong=0):
    return struct.pack("<BII", level, number, len(data)) + data \
         + struct.pack("<H", (sum(data) + wrong) & 0xFFFF)

def props(level, number, *all):
    out = struct.pack("<I", len(all))
    for tag, data in all:
        out += struct.pack("<III", tag, 1, len(data)) + data + b"\0" * (-len(data) % 4)
    return attribute(level, number, out)

def attached(name, data=b"mine", wrong=0, *more):
    return attribute(2, 0x00069002, struct.pack("<HIHHI", 1, 0, 0, 0, 0)) \
         + attribute(2, 0x00018010, name + b"\0") \
         + attribute(2, 0x00038013, struct.pack("<7H", 2004, 2, 29, 23, 59, 58, 0)) \
         + attribute(2, 0x0006800F, data, wrong) \
         + (props(2, 0x00069005, *more) if more else b"")

def embedded(*parts):
    inner = bytes.fromhex("0703020000000000C000000000000046") + stream(*parts)
    value = struct.pack("<IIII", 1, 0x3701000D, 1, len(inner)) + inner + b"\0" * (-len(inner) % 4)
    return attribute(2, 0x00069002, struct.pack("<HIHHI", 1, 0, 0, 0, 0)) \
         + attribute(2, 0x00069005, value)

def stream(*parts):
    return struct.pack("<IH", 0x223E9F78, 1) \
         + attribute(1, 0x00089006, struct.pack("<I", 0x00010000)) \
         + attribute(1, 0x00069007, struct.pack("<II", 1252, 0)) + b"".join(parts)

RTF = rb"{\rtf1\ansi rich}"
rtf = (0x10090102, struct.pack("<II4sI", len(RTF) + 12, len(RTF), b"MELA", 0) + RTF)
html = (0x10130102, b"<p>rich</p>")
text = (0x1000001E, b"rich\0")
subject = (0x0037001E, b"a/b\0")
bodies = props(1, 0x00069003, subject, rtf, html, text)
typed = [(0x370E001E, b"image/png\0"), (0x3712001E, b"cid@x\0")]

files = {
    "two": stream(attached(b"a.txt", b"first"), attached(b"b.png", b"second", 0, *typed)),
    "same": stream(attached(b"a.txt", b"1"), attached(b"a.txt", b"2"), attached(b"a.txt", b"3")),
    "bad_name": stream(attached(b"../../etc/passwd", b"x"), attached(b"-rf", b"y"), attached(b"CON", b"z")),
    "nested": stream(attached(b"out", b"1"), embedded(attached(b"in", b"2"), embedded(attached(b"in", b"3")))),
    "bodies": stream(bodies, attached(b"a.txt")),
    "html_only": stream(props(1, 0x00069003, html)),
    "sum": stream(attached(b"a.txt", b"1", 1), attached(b"b.txt", b"2")),
    "cruft": stream(attached(b"a.txt", b"1")) + b"garbage",
    "empty": stream(),
    "item": stream(attribute(1, 0x00078008, b"IPM.Microsoft Schedule.MtgReq\0")),
    "long": stream(attached(b"n" * 300 + b".txt", b"1"), attached(b"n" * 300 + b".txt", b"2")),
    "many": stream(*(attached(b"n%d" % (i % 100), b"%d" % i) for i in range(200))),
    "not": b"not TNEF at all",
}
files["cut"] = files["two"][:-30]
for name, data in files.items():
    open(name + ".tnef", "wb").write(data)
PY
python3 make.py || { echo "skipped: no python3"; exit 77; }

# ---- tnef: how it is called ----------------------------------------------------------------------
run 0 tnef --help
says out 'Usage: tnef [options] [FILE]'
run 0 tnef -V
says out tnef
run 1 tnef --bogus
says err "tnef: there is no such option"
says err "tnef: try 'tnef --help'"
run 1 tnef -f
run 1 tnef -f nowhere.tnef
run 1 tnef -C nowhere two.tnef
run 1 tnef not.tnef
run 1 tnef -t                                   # standard input is empty
run 0 tnef -t two.tnef more.tnef
says err more.tnef
run 255 tnef -x much -t two.tnef
run 0 tnef -x 0 -t two.tnef
run 0 tnef -x -5 -t two.tnef
run 1 tnef --body-pref=x two.tnef
run 1 tnef --body-pref=rhtr two.tnef
for unused in --use-paths --unix-paths --allow-absolute-paths --ignore-encode --debug; do
    run 0 tnef "$unused" -t two.tnef
done
for name in ./tnef ./ytnef; do
    "$name" >/dev/full --help 2>/dev/null && wrong "$name does not see that output is full"
done

# ---- tnef: lists ---------------------------------------------------------------------------------
run 0 tnef -t two.tnef
is out $'a.txt\t|\ta.txt\nb.png\t|\tb.png'
says_nothing err
./tnef --list <two.tnef >again 2>&1
cmp -s out again || wrong "standard input"
./tnef --list -f - <two.tnef >again 2>&1
cmp -s out again || wrong "standard input by -"
run 0 tnef --list-with-mime-types --file=two.tnef
is out $'a.txt\t|\ta.txt\t|\tunknown\t|\t\nb.png\t|\tb.png\t|\timage/png\t|\tcid@x'
run 0 tnef -t -v two.tnef
says out $'          5\t|\t2004/02/29 23:59:58\t|\ta.txt\t|\ta.txt\t|\tunknown\t|\t'
says out $'          6\t|\t2004/02/29 23:59:58\t|\tb.png\t|\tb.png\t|\timage/png\t|\tcid@x'
run 0 tnef -t nested.tnef
is out $'out\t|\tout\nin\t|\tin\nin\t|\tin'
run 0 tnef -t --save-body --body-pref=all bodies.tnef
is out $'a.txt\t|\ta.txt\nmessage.rtf\t|\tmessage.rtf\nmessage.html\t|\tmessage.html\nmessage.txt\t|\tmessage.txt'
run 0 tnef -t --save-body=x --body-pref=th bodies.tnef
is out $'a.txt\t|\ta.txt\nx.txt\t|\tx.txt'
run 0 tnef -t -v --save-body html_only.tnef
says out $'\tmessage.html\t|\tmessage.html\t|\ttext/html\t|\t'
files . $(find . -type f | sed 's,^\./,,')      # a list writes nothing
[ ! -e a.txt ] || wrong "a list has written a.txt"

# ---- tnef: files ---------------------------------------------------------------------------------
fresh
run 0 tnef -C d two.tnef
says_nothing out
says_nothing err
files d a.txt b.png
is d/a.txt first
is d/b.png second
run 0 tnef -v -C d two.tnef                      # what is there stays, and nothing is lost
files d a.txt b.png 'a (2).txt' 'b (2).png'
says out $'a.txt\t|\td/a (2).txt\t|\tunknown\t|\t'
fresh
(cd d && ../tnef -v ../two.tnef >../out)
is out $'a.txt\t|\ta.txt\t|\tunknown\t|\t\nb.png\t|\tb.png\t|\timage/png\t|\tcid@x'
files d a.txt b.png
fresh
run 0 tnef --number-backups -C d same.tnef
files d a.txt a.txt.1 a.txt.2
is d/a.txt 1
is d/a.txt.1 2
is d/a.txt.2 3
fresh
run 0 tnef --number-backups -C d long.tnef
[ "$(find d -type f | wc -l)" -eq 2 ] || wrong "names that have no room for a number"
fresh
run 0 tnef -C d bad_name.tnef
[ -z "$(find d -mindepth 2)" ] && [ "$(find d -type f | wc -l)" -eq 3 ] || wrong "names: $(ls d)"
[ ! -e d/-rf ] || wrong "a name that begins with -"
fresh
run 0 tnef -C d nested.tnef
files d out in 'in (2)'

# ---- tnef: --overwrite ---------------------------------------------------------------------------
fresh
echo kept >d/other
echo old >d/a.txt
echo old >target
ln -s ../target d/b.png
run 0 tnef --overwrite -C d two.tnef
is d/a.txt first
is target old
is 'd/b (2).png' second
files d other a.txt 'b (2).png'
fresh
mkdir d/a.txt
run 0 tnef --overwrite -C d same.tnef            # a folder is nothing to replace
[ "$(cat d/a*.txt 2>/dev/null | sort | tr -d '\n')" = 123 ] || wrong "a folder of the name: $(ls d)"
fresh
run 0 tnef --overwrite -C d same.tnef            # what came out of the same run is not replaced
files d a.txt 'a (2).txt' 'a (3).txt'
run 0 tnef --overwrite -C d same.tnef
files d a.txt 'a (2).txt' 'a (3).txt'
[ "$(cat d/*)" = 231 ] || wrong "the second run has lost something: $(cat d/*)"
[ -z "$(find d -name '.*' -type f)" ] || wrong "temporary files stay"
fresh
run 0 tnef --overwrite -C d many.tnef            # however many there are
[ "$(find d -type f | wc -l)" -eq 200 ] || wrong "of 200 files there are $(find d -type f | wc -l)"
[ "$(for f in d/*; do echo "$(cat "$f")"; done | sort -n | tr '\n' ' ')" = "$(seq -s ' ' 0 199) " ] ||
    wrong "files of the same run are replaced"

# ---- tnef: what is not whole ---------------------------------------------------------------------
fresh
run 1 tnef -C d cut.tnef
is d/a.txt first
says err TRUNCATED
fresh
run 1 tnef -C d sum.tnef
files d a.txt b.txt
says err checksum
run 0 tnef -K -t sum.tnef
says_nothing err
run 1 tnef -t sum.tnef
fresh
run 1 tnef -C d cruft.tnef
files d a.txt remainder-1.bin
is d/remainder-1.bin garbage
run 0 tnef --ignore-cruft -t cruft.tnef
fresh
run 255 tnef -x 7 -C d two.tnef
is d/a.txt first
says err LIMIT
[ "$(cat d/* | wc -c)" -le 7 ] || wrong "more than -x allows: $(cat d/* | wc -c)"
run 0 tnef -x 11 -C d --overwrite two.tnef
run 0 tnef -C d empty.tnef
run 0 tnef -C d item.tnef                        # no attachments, and so none is lost
says_nothing err

# ---- tnef: bodies, questions ---------------------------------------------------------------------
fresh
run 0 tnef -C d bodies.tnef
files d a.txt
fresh
run 0 tnef -C d --save-body bodies.tnef
files d a.txt message.rtf
fresh
run 0 tnef -v -C d --save-body=body --body-pref=all bodies.tnef
files d a.txt body.rtf body.html body.txt
says out $'body.html\t|\td/body.html\t|\ttext/html\t|\t'
is d/body.html '<p>rich</p>'
fresh
run 0 tnef -C d --save-body --body-pref=TH bodies.tnef
files d a.txt message.txt
fresh
run 0 tnef -C d --save-rtf=x bodies.tnef
files d a.txt x.rtf
fresh
run 0 tnef -C d --save-body=../x bodies.tnef
[ ! -e x.rtf ] && [ "$(find d -type f | wc -l)" -eq 2 ] || wrong "--save-body leaves the folder"
fresh
printf 'n\ny\n' | ./tnef -w -C d two.tnef >out 2>err || wrong "-w exits $?"
files d b.png
says out 'extract a.txt?extract b.png?'
./tnef -w -C d <two.tnef >out 2>err && wrong "-w takes answers out of the input"

# ---- ytnef ---------------------------------------------------------------------------------------
run 0 ytnef -h
says out 'Usage: ytnef'
run 255 ytnef
run 255 ytnef -x two.tnef
run 255 ytnef -f
run 255 ytnef nowhere.tnef
run 255 ytnef not.tnef
run 0 ytnef two.tnef
says_nothing out
run 0 ytnef -v two.tnef
says out 'Attempting to parse two.tnef...'
fresh
run 0 ytnef -f d two.tnef
is out $'d/a.txt\nd/b.png'
files d a.txt b.png
run 0 ytnef -f d two.tnef nested.tnef
[ "$(find d -type f | wc -l)" -eq 7 ] || wrong "two files: $(ls d)"
fresh
run 0 ytnef -F -f d bodies.tnef
files d a.txt b.rtf
fresh
fresh
run 0 ytnef -vaHF -s 5 -f d bodies.tnef
files d a.txt b.rtf b.html
run 0 ytnef -f d +f bodies.tnef
fresh
run 1 ytnef -f d cut.tnef two.tnef
is d/a.txt first
is d/b.png second
is 'd/a (2).txt' first

# ---- both programs of the name -------------------------------------------------------------------
# What differs, and why: names are UTF-8, and bodies too; a message in an attachment is opened, where the
# other one gives its bytes; files that have no name have another one; an object comes without the 16 bytes
# before it; where the other one stops at a damage, or at a name that is taken, the rest comes out as well.
other=$(PATH=${PATH#*:} command -v tnef)
if [ -n "$other" ] && [ -d "${TNEF_CORPUS_DIR:-/nonexistent}" ] && "$other" -V 2>&1 | grep -q Simpson; then
    compared=0
    for file in "$TNEF_CORPUS_DIR"/*.tnef "$TNEF_CORPUS_DIR"/*.dat; do
        rm -rf ours theirs
        mkdir ours theirs
        (cd theirs && "$other" -K --number-backups -f "$file" >/dev/null 2>&1)
        their_code=$?
        (cd ours && ../tnef -K --number-backups -f "$file" >/dev/null 2>&1)
        our_code=$?
        [ "$their_code" -ne 0 ] || [ "$our_code" -eq 0 ] || wrong "$file: the other one finds it whole"
        for name in theirs/*; do
            case $name in
            'theirs/*' | *'Untitled Attachment'* | theirs/tnef-tmp*) continue ;;
            esac
            # By their contents, since names that are not ASCII differ.
            sum=$(sha256sum <"$name")
            for mine in ours/*; do
                [ "$(sha256sum <"$mine")" != "$sum" ] || continue 2
            done
            wrong "$file: $name is not among $(ls ours | tr '\n' '|')"
        done
        compared=$((compared + 1))
    done
    [ "$compared" -gt 0 ] || wrong "no file of the corpus was compared"
    echo "compared with $other: $compared files"
else
    echo "skipped: the comparison, since there is no other tnef, or no corpus"
fi
done_testing
