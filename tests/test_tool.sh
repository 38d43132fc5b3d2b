#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# winmail as a person or a script uses it: exit codes, JSON, safe names, nothing outside of the
# directory, memory that does not depend on the input. WINMAIL, MAKE_SAMPLE, EXAMPLES,
# TNEF_CORPUS_DIR and TNEF_INSTRUMENTED (sanitizers: no figures for memory) come from ctest.

set -u
[ -n "${WINMAIL:-}" ] && [ -n "${MAKE_SAMPLE:-}" ] || { echo "skipped: no winmail"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
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

vector() {
    "$MAKE_SAMPLE" "$1.dat" "$1" || wrong "make_sample $1"
}

json() {
    python3 -c 'import json,sys
for line in open(sys.argv[1], encoding="utf-8"):
    json.loads(line)' "$1" 2>/dev/null || wrong "not JSON: $2"
}

# python EXPRESSION over d, the JSON in out
holds() {
    python3 -c 'import json,sys
d = json.loads(open("out", encoding="utf-8").read())
sys.exit(0 if eval(sys.argv[1]) else 1)' "$1" || wrong "$2: not $1"
}

# ---- usage ----------------------------------------------------------------------------------
expect 1
expect 1 list
expect 1 nonsense x.dat
expect 1 list --nonsense x.dat
expect 1 extract x.dat
expect 1 list -d . x.dat
expect 1 list --no-bodies x.dat
expect 1 list --max-depth 33 x.dat
expect 1 list --max-input 0 x.dat
expect 0 --help
expect 0 --version
grep -q '^winmail [0-9]' out || wrong "version: $(cat out)"

# ---- exit codes ---------------------------------------------------------------------------------
for name in sample worked_example truncated_value prop_type_unknown trailing_crlf checksum_wrong \
            empty_stream; do
    "$MAKE_SAMPLE" --list | grep -qx "$name" && vector "$name"
done
expect 0 list sample.dat
expect 2 list missing.dat
expect 2 list .
printf 'this is not TNEF' >text.dat
expect 3 list text.dat
: >empty.dat
expect 4 list empty.dat
head -c 500 sample.dat >cut.dat
expect 4 list cut.dat
expect 4 extract -d . cut.dat
expect 5 list --max-input 500 sample.dat
expect 5 extract --max-input 1000 -d . sample.dat
expect 5 dump --max-input 500 sample.dat
"$MAKE_SAMPLE" --deep 100 >deep.dat
expect 5 list deep.dat
expect 5 list --max-depth 32 deep.dat
# of several files the highest counts, and the others are done all the same
expect 5 list --json sample.dat text.dat deep.dat sample.dat
[ "$(wc -l <out)" -eq 4 ] || wrong "four files give $(wc -l <out) lines"
expect 4 list text.dat cut.dat
# deviations that lose nothing count with --strict only
cp sample.dat crlf.dat && printf '\r\n' >>crlf.dat
expect 0 list crlf.dat
expect 4 list --strict crlf.dat
expect 0 list --strict sample.dat
cp sample.dat junk.dat && printf 'junk that is no filler' >>junk.dat
expect 4 list junk.dat
# no place to write to
if [ -e /dev/full ]; then
    "$WINMAIL" list sample.dat >/dev/full 2>err
    [ $? -eq 2 ] || wrong "a full disk is not noticed"
fi

# ---- all vectors, all commands: JSON, and one code ----------------------------------------------
mkdir all
"$MAKE_SAMPLE" --all all
: >many
for f in all/*.tnef; do
    "$WINMAIL" list --json "$f" >>many 2>err
    code=$?
    "$WINMAIL" dump --json "$f" >>many 2>err
    [ $? -eq $code ] || wrong "dump and list exit differently for $f"
    "$WINMAIL" dump "$f" >/dev/null 2>err
    [ $? -eq $code ] || wrong "dump of $f"
    mkdir one
    "$WINMAIL" extract --json --no-bodies -d one "$f" >>many 2>err
    [ $? -eq $code ] || wrong "extract and list exit differently for $f"
    "$WINMAIL" extract --json -d one "$f" >out 2>err
    got=$?
    cat out >>many
    # list does not read what a body is made of
    [ $got -eq $code ] || { [ $code -eq 0 ] && [ $got -eq 4 ] &&
        grep -q '"incomplete":true,"body":"' out; } || wrong "extract with bodies exits $got for $f"
    [ -z "$(find one -name '.*' ! -path one)" ] || wrong "left over: $(find one -name '.*')"
    rm -rf one
done
json many "the output for all vectors"
[ "$(wc -l <many)" -eq $((4 * $(find all -type f | wc -l))) ] || wrong "not a line for each"

# ---- what list says -------------------------------------------------------------------------
expect 0 list --json sample.dat
holds 'list(d) == ["file","status","offset","message","anomalies"]' "members of a file"
holds 'd["status"] == "TNEF_OK" and d["offset"] == 0 and d["anomalies"] == []' "a clean file"
holds 'list(d["message"]) == ["class","subject","codepage","sender","recipients","dates","bodies","attachments"]' "members of a message"
holds 'd["message"]["class"] == "IPM.Note" and d["message"]["codepage"] == 1252' "class"
holds 'd["message"]["sender"] == {"name":"Zoë Müller","address":"zoe@example.org"}' "sender"
holds '[r["kind"] for r in d["message"]["recipients"]] == ["to","cc"]' "recipients"
holds 'd["message"]["dates"]["sent"] == "2026-01-05T09:30:00Z"' "date"
holds '[b["kind"] for b in d["message"]["bodies"]] == ["html"]' "bodies"
holds '[list(a) for a in d["message"]["attachments"]] == [["name","size","type","content_id","method","message"]] * 3' "members of an attachment"
holds 'd["message"]["attachments"][1]["content_id"] == "logo@example.org"' "content id"
holds 'd["message"]["attachments"][2]["message"]["attachments"][0]["name"] == "notizen.txt"' "embedded"
expect 3 list --json text.dat
holds 'd["message"] is None and d["status"] == "TNEF_E_SIGNATURE"' "not TNEF"
expect 5 list --json --max-input 1500 sample.dat
holds 'd["message"] is not None and d["status"] == "TNEF_E_LIMIT_INPUT"' "what a limit left"
"$WINMAIL" list --json - <sample.dat >out 2>err
holds 'd["file"] == "-" and d["message"]["class"] == "IPM.Note"' "standard input"

# ---- names that would do harm ------------------------------------------------------------------
long=$(printf 'n%.0s' $(seq 300))
hostile=('../x' '/abs' '..\..\x' 'C:\x' '\\srv\s\x' 'x:ads' '../sibling-evil/x' '%2e%2e/' "$long"
         '.' '..' '' 'CON' 'nul.txt' 'a.' 'a ' $'a\xe2\x88\x95b' $'a\xef\xbc\x8fb'
         $'a\xe2\x80\xaegpj.exe' '.hidden' '-rf' $'line\nbreak' $'\e[31mred' 'same' 'same' 'same')
"$MAKE_SAMPLE" --names "${hostile[@]}" >hostile.dat
mkdir -p jail/dir jail/sibling-evil
echo untouched >jail/x
ln -s "$work/target" jail/dir/same          # a link that is there already
echo mine >jail/dir/attachment-10           # and a file
expect 0 extract -d jail/dir hostile.dat
[ "$(find jail -type f | wc -l)" -eq $((${#hostile[@]} + 2)) ] ||
    wrong "$(find jail -type f | wc -l) files"
[ "$(find jail/dir -mindepth 1 -type d | wc -l)" -eq 0 ] || wrong "a name made a folder"
[ "$(cat jail/x)" = untouched ] && [ -z "$(ls -A jail/sibling-evil)" ] || wrong "wrote outside"
[ "$(cat jail/dir/attachment-10)" = mine ] || wrong "a file was overwritten"
[ ! -e target ] || wrong "a link was followed"
while IFS= read -r -d '' path; do
    name=${path##*/}
    case $name in
        .* | -* | *[[:cntrl:]:\\]* | *. | *' ' | '') wrong "unsafe name: $name" ;;
    esac
    [ ${#name} -le 240 ] || wrong "name of ${#name}"
done < <(find jail/dir -type f -print0)
ls jail/dir | grep -qix 'con\|nul\|nul\..*' && wrong "a device name"
for n in 'same (2)' 'same (3)' 'same (4)'; do
    [ -f "jail/dir/$n" ] || wrong "no $n"
done
sum=0
for f in jail/dir/*; do
    [ -L "$f" ] || [ "$(cat "$f")" = mine ] || sum=$((sum + $(cat "$f")))
done
n=${#hostile[@]}
[ "$sum" -eq $((n * (n + 1) / 2)) ] || wrong "contents were lost: $sum"
expect 0 list hostile.dat
grep -q $'\e' out && wrong "an escape sequence reached the terminal"

# twice into the same place: everything is there twice
mkdir twice
expect 0 extract -d twice sample.dat sample.dat
[ "$(find twice -type f | wc -l)" -eq 10 ] || wrong "$(find twice -type f | wc -l) files, not 10"
[ "$(find twice -name 'body*' | wc -l)" -eq 4 ] || wrong "bodies of two messages, each with one in it"
[ -d twice/message-1 ] && [ -d twice/message-2 ] || wrong "no folder for each message"
[ "$(stat -c %a twice/message-1)" = 700 ] || wrong "mode of a folder"
[ -z "$(find twice -type f ! -perm 600)" ] || wrong "mode of a file"
expect 2 extract -d missing sample.dat
mkdir raw
expect 0 extract --raw -d raw sample.dat
raw=$(find raw -name '*.tnef')
expect 0 list "$raw"
grep -q notizen.txt out || wrong "the raw stream of an embedded message"

# ---- memory ------------------------------------------------------------------------------------
# All of it, code and C library too, in 8 MiB of address space.
if [ -z "${TNEF_INSTRUMENTED:-}" ]; then
    for what in '0 --big 512' '5 --deep 100000' '0 --recipients 10000' '5 --props 100000' \
                '0 --attributes 100000'; do
        # shellcheck disable=SC2086
        "$MAKE_SAMPLE" ${what#? } | (ulimit -v 8192 && exec "$WINMAIL" list --json - >out 2>err)
        [ "${PIPESTATUS[1]}" -eq "${what%% *}" ] || wrong "$what: $(head -c 200 err)"
        json out "$what"
    done
    "$MAKE_SAMPLE" --big 512 | "$WINMAIL" list --json - >out
    holds 'd["message"]["attachments"][0]["size"] == 512 << 20' "a big attachment"
fi

# ---- the examples ------------------------------------------------------------------------------
if [ -x "${EXAMPLES:-}/list_attachments" ]; then
    "$EXAMPLES/list_attachments" <sample.dat | grep -q notizen.txt || wrong "list_attachments"
    "$EXAMPLES/event_log" sample.dat | tail -1 | grep -q 'no error' || wrong "event_log"
    "$EXAMPLES/decode_pipe" <sample.dat | grep -q '^2 messages' || wrong "decode_pipe"
    "$EXAMPLES/static_memory" <sample.dat | grep -q 'no error' || wrong "static_memory"
    "$MAKE_SAMPLE" --names a.txt evil.EXE | "$EXAMPLES/static_memory" | grep -q 'an .exe' ||
        wrong "static_memory does not see an .exe"
fi

if [ -x "${EXAMPLES:-}/print_body" ]; then
    "$EXAMPLES/print_body" <sample.dat >out || wrong "print_body"
    "$WINMAIL" body sample.dat | cmp -s - out || wrong "print_body and winmail body differ"
fi

# ---- mail --------------------------------------------------------------------------------------
{
    printf 'From: a@b\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n'
    printf -- '--x\nContent-Type: text/plain\n\nhello\n'
    printf -- '--x\nContent-Type: application/ms-tnef; name=winmail.dat\n'
    printf 'Content-Transfer-Encoding: base64\n\n'
    base64 sample.dat
    printf -- '--x--\n'
} >mail.eml
expect 0 list --json sample.dat
sed 's/"file":"sample.dat",//' out >direct
expect 0 list --json mail.eml
holds 'd["file"] == "mail.eml" and d["part"] == "1.2"' "the part of a mail"
sed 's/"file":"mail.eml","part":"1.2",//' out | cmp -s - direct || wrong "a mail is read as its part"
expect 0 list mail.eml
grep -qF 'mail.eml (part 1.2):' out || wrong "the part is not named"
expect 0 dump --json mail.eml
json out "dump of a mail"
mkdir mailed
expect 0 extract -d mailed mail.eml
[ -n "$(ls mailed)" ] || wrong "nothing extracted out of a mail"
expect 3 list --as tnef mail.eml
expect 0 list --as mail mail.eml
expect 1 list --as nothing mail.eml
printf 'From: a@b\n\nno tnef here\n' >none.eml
expect 3 list none.eml
expect 0 scan --json mail.eml
holds '[p["part"] for p in d["parts"] if p["tnef"]] == ["1.2"]' "scan"
holds 'd["parts"][-1]["type"] == "multipart/mixed"' "scan of the type"
expect 0 scan mail.eml
grep -q 'application/ms-tnef "winmail.dat".*TNEF' out || wrong "scan as text"
head -c 600 mail.eml >cut.eml
expect 4 list cut.eml
# a mail that begins with "From:" is no mailbox
{ cat mail.eml; printf '\n\nFrom here on it goes on\n'; } >from.eml
expect 0 scan --json from.eml
json out "scan of a mail that begins with From:"
holds 'd["parts"][-1]["part"] == "1"' "a mail that begins with From: is one mail"
# a mailbox: two messages, and a line that only looks like a third
{ printf 'From a Mon Jan  1 10:00:00 2024\n'; cat mail.eml; printf '\nFrom b Tue Jan  1 10:00:00 2024\n'; cat mail.eml; printf 'From c Jan  1 10:00:00 2024\n'; } >box
expect 0 list --json box
[ "$(grep -c '"part":"1.2"' out)" -eq 2 ] || wrong "two streams in a mailbox"
[ "$(grep -o '"mail":[0-9]*' out | tr '\n' ' ')" = '"mail":1 "mail":2 ' ] || wrong "which message"
# each message of it has its parts; what is quoted begins none
{ cat box; printf '\n>From d Jan  1 10:00:00 2024\n\nFrom e Wed Jan  1 10:00:00 2024\n\nno tnef\n'; } >box2
expect 0 scan --json box2
json out "scan of a mailbox"
[ "$(grep -o '"mail":[0-9]*' out | tr '\n' ' ')" = '"mail":1 "mail":2 "mail":3 ' ] ||
    wrong "messages of a mailbox: $(cut -c1-60 out)"
[ "$(grep -c '"part":"1.2","type":"application/ms-tnef"' out)" -eq 2 ] || wrong "their parts"
expect 0 scan box2
grep -qF 'box2 (message 3):' out || wrong "the message is not named"
expect 0 scan --json none.eml
holds '"mail" not in d and d["status"] == "TNEF_OK"' "scan of one mail"
expect 0 scan --json sample.dat
holds 'd["parts"][0]["tnef"]' "scan of a stream alone"
expect 2 scan --json missing.eml
: >empty.eml
expect 0 scan empty.eml
# what separates messages: "From ", something, a time of day; behind a blank line
separates() {
    { printf 'From a@b Mon Jan  1 10:00:00 2024\nX: y\n\ntext\n'; printf "$1"; printf '\n\nmore\n'; } >line.box
    expect 0 scan --json line.box
    [ "$(grep -c '"mail":2' out)" -eq "$2" ] || wrong "a line of a mailbox: $1"
}
separates '\nFrom c Tue Jan  2 10:00:00 2024' 1
separates '\nFrom c@d 10:00' 1
separates '\nFrom - 2024-01-02T23:59:59Z' 1
separates '\r\nFrom c Tue Jan  2 10:00 2024\r' 1
separates 'From c Tue Jan  2 10:00:00 2024' 0
separates '\nFrom my (non technical end) some queries;' 0
separates '\nFrom 10:00' 0
separates '\nFrom c 1:30' 0
separates '\nFrom c 24:00 or 10:60' 0
separates '\nFrom c 110:00 or 10:001' 0
separates '\nFrom ' 0
separates '\nFrom' 0
separates '\nFrom: c 10:00' 0
separates '\n>From c Tue Jan  2 10:00:00 2024' 0
# the first line decides what the file is
for first in 'From ' 'From' 'From a Mon Jan  1 10:00:00 2024' 'From a Mon Jan  1 10:00:00 2024\r'; do
    # shellcheck disable=SC2059
    { printf "$first\n"; cat mail.eml; printf '\nFrom b Tue Jan  1 10:00:00 2024\n'; cat mail.eml; } >first.box
    expect 0 list --json first.box
    [ "$(grep -o '"mail":[0-9]*' out | tr '\n' ' ')" = '"mail":1 "mail":2 ' ] ||
        wrong "a mailbox that begins with '$first'"
done
for first in 'From a Mon' 'From 10:00' 'Fro' 'Frost'; do
    { printf '%s\n' "$first"; cat mail.eml; } >first.eml
    expect 0 list --json first.eml
    ! grep -q '"mail":' out || wrong "a mail that begins with '$first'"
    holds 'd["part"] == "1.2"' "a mail that begins with '$first'"
done
mkdir boxed
expect 0 extract -d boxed box
[ "$(find boxed -type f | wc -l)" -eq 10 ] || wrong "files out of a mailbox"
expect 0 dump --json box
[ "$(wc -l <out)" -eq 2 ] || wrong "dump of a mailbox"
expect 3 list --as tnef box
# 100 MiB from a pipe in 8 MiB of address space, code and C library too
big_mail() {
    printf 'Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/pdf\n'
    printf 'Content-Transfer-Encoding: base64\n\n'
    head -c 30M /dev/zero | base64
    printf -- '--b\nContent-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n'
    "$MAKE_SAMPLE" --big 47 | base64
    printf -- '--b--\n'
}
if [ -z "${TNEF_INSTRUMENTED:-}" ]; then
    [ "$(big_mail | wc -c)" -ge $((100 << 20)) ] || wrong "the big mail is too small"
    big_mail | (ulimit -v 8192 && exec "$WINMAIL" list --json - >out)
    [ "${PIPESTATUS[1]}" -eq 0 ] || wrong "list of a mail of 100 MiB in 8 MiB"
    holds 'd["part"] == "1.2"' "the part of a big mail"
    holds 'd["message"]["attachments"][0]["size"] == 47 << 20' "a big attachment in a mail"
    big_mail | (ulimit -v 8192 && exec "$WINMAIL" scan --json - >out)
    [ "${PIPESTATUS[1]}" -eq 0 ] || wrong "scan of a mail of 100 MiB in 8 MiB"
    holds '[p["tnef"] for p in d["parts"]] == [False, True, False]' "the parts of a big mail"
    { printf 'From a Jan  1 10:00:00 2024\n'; big_mail; } | (ulimit -v 8192 && exec "$WINMAIL" list --json - >out)
    [ "${PIPESTATUS[1]}" -eq 0 ] || wrong "a mailbox of 100 MiB in 8 MiB"
    if [ -x "${EXAMPLES:-}/filter_mail" ]; then
        big_mail | (ulimit -v 8192 && exec "$EXAMPLES/filter_mail" >out 2>err)
        [ "${PIPESTATUS[1]}" -eq 0 ] || wrong "filter_mail of 100 MiB in 8 MiB: $(cat err)"
        [ -s out ] || wrong "filter_mail finds nothing in a big mail"
    fi
fi

# With less memory than it takes, it says so: never an exit code 0 and nothing found.
if [ -z "${TNEF_INSTRUMENTED:-}" ]; then
    { printf 'Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n'
      base64 sample.dat; } >small.eml
    { printf 'From a Jan  1 10:00:00 2024\n'; cat small.eml; } >small.mbox
    for command in 'list small.eml' 'scan small.eml' 'list small.mbox' 'scan small.mbox'; do
        # shellcheck disable=SC2086
        "$WINMAIL" $command >full
        refused=0
        for ((kib = 2048; kib < 8192; kib += 32)); do
            # 127: not even the C library
            # shellcheck disable=SC2086
            (ulimit -v "$kib" && exec "$WINMAIL" $command >out 2>err) 2>/dev/null &&
                break
            [ "$?" -ne 2 ] || refused=$((refused + 1))
        done
        cmp -s full out || wrong "$command in $kib KiB: 0, and not all"
        [ "$refused" -gt 0 ] || wrong "$command in less than $kib KiB is not refused"
    done
fi

# ---- the examples that read mail ---------------------------------------------------------------
if [ -x "${EXAMPLES:-}/filter_mail" ]; then
    "$MAKE_SAMPLE" --names a.txt evil.EXE >names.dat
    { printf 'Content-Type: application/octet-stream\n\n'; base64 names.dat; } >names.eml
    "$EXAMPLES/filter_mail" <names.eml 2>err | grep -qx evil.EXE || wrong "filter_mail"
    grep -q 'part 1: encoding_other' err || wrong "filter_mail does not say what is odd"
    "$EXAMPLES/block_extensions" pif exe <names.eml
    [ $? -eq 1 ] || wrong "block_extensions does not see an .exe"
    "$EXAMPLES/block_extensions" pif scr <names.eml || wrong "block_extensions sees too much"
    head -c 200 names.eml | "$EXAMPLES/block_extensions" pif 2>err
    [ $? -eq 2 ] || wrong "block_extensions trusts a cut mail"
fi

# ---- RTF ---------------------------------------------------------------------------------------
if [ -x "${EXAMPLES:-}/rtf2html" ]; then
    printf '{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag <b>}h\\'"'"'e9llo}' >b.rtf
    "$EXAMPLES/rtf2html" <b.rtf >out || wrong "rtf2html"
    [ "$(cat out)" = "<b>h$(printf '\303\251')llo" ] || wrong "rtf2html: $(cat out)"
    "$EXAMPLES/rtf2html" -t <b.rtf >out || wrong "rtf2html -t"
    [ "$(cat out)" = "h$(printf '\303\251')llo" ] || wrong "rtf2html -t: $(cat out)"
    # one of the samples of [MS-OXRTFCP]: compressed, "{\rtf1 WXYZWXYZWXYZWXYZWXYZ}"
    printf '\032\0\0\0\034\0\0\0LZFu\342\324KQA\0\004 WXYZ\rn}\001\016\260' >c.rtf
    "$EXAMPLES/rtf2html" -t <c.rtf >out || wrong "rtf2html of compressed RTF"
    [ "$(cat out)" = WXYZWXYZWXYZWXYZWXYZ ] || wrong "rtf2html of compressed RTF: $(cat out)"
    "$EXAMPLES/rtf2html" <sample.dat >out 2>err && wrong "rtf2html takes anything"
fi

# 1 MiB that decompresses to 8 MiB of encapsulated HTML, in less than 1 MiB of memory beyond what a
# small document needs: the address space in which that just runs is looked for first.
if [ -x "${EXAMPLES:-}/rtf2html" ] && [ -z "${TNEF_INSTRUMENTED:-}" ]; then
    python3 - <<'PY' || wrong "no big RTF"
import struct
head = b"{\\rtf1\\ansi\\fromhtml1 "
unit = b"{\\*\\htmltag <i>}x"          # 17 bytes, the longest reference
tokens = [bytes([c]) for c in head + unit]
at = 207 + len(head) + len(unit)
count = (8 << 20) // len(unit)
for i in range(count):
    tokens.append(struct.pack(">H", (at - 17) % 4096 << 4 | 15))
    at = (at + 17) % 4096
tokens.append(b"}")
tokens.append(struct.pack(">H", (at + 1) % 4096 << 4))
out = bytearray()
for i in range(0, len(tokens), 8):
    group = tokens[i:i + 8]
    out.append(sum((len(t) == 2) << k for k, t in enumerate(group)))
    out += b"".join(group)
raw = len(head) + len(unit) * (count + 1) + 1
open("big.rtf", "wb").write(struct.pack("<II4sI", len(out) + 12, raw, b"LZFu", 0) + out)
PY
    least=1024
    until (ulimit -v $least && "$EXAMPLES/rtf2html" <c.rtf >out 2>err) 2>/dev/null ||
        [ $least -gt 65536 ]; do
        least=$((least + 64))
    done
    (ulimit -v $((least + 960)) && exec "$EXAMPLES/rtf2html" <big.rtf >out 2>err) ||
        wrong "8 MiB of RTF in $least + 960 KiB: $(cat err)"
    [ "$(wc -c <out)" -eq $(((8388608 / 17 + 1) * 4)) ] || wrong "8 MiB of RTF: $(wc -c <out) bytes"
fi

# ---- bodies ------------------------------------------------------------------------------------
expect 0 body sample.dat
grep -qi '<html\|<p' out || wrong "the best body"
expect 0 body --html sample.dat
expect 6 body --text sample.dat
grep -q 'no body in text' err || wrong "what is missing is not said: $(cat err)"
expect 6 body --rtf sample.dat
expect 1 body --json sample.dat
expect 1 list --html sample.dat
expect 3 body text.dat
expect 0 body mail.eml
cp out mailed.body
expect 0 body sample.dat
cmp -s out mailed.body || wrong "the body of a mail"
expect 0 list --json sample.dat
holds '[list(b) for b in d["message"]["bodies"]] == [["kind","size","charset","source"]]' "members of a body"
holds 'd["message"]["bodies"][0]["source"] == "property"' "source of a body"

# ---- real streams ------------------------------------------------------------------------------
real=$(find "${TNEF_CORPUS_DIR:-/nonexistent}" -maxdepth 1 \( -name '*.tnef' -o -name '*.dat' \) 2>/dev/null)
[ -n "$real" ] || echo "skipped: no real streams in '${TNEF_CORPUS_DIR:-}'"
: >many
for f in $real; do
    mkdir -p "real/${f##*/}"
    "$WINMAIL" list --json "$f" >>many 2>err
    code=$?
    [ $code -eq 0 ] || [ $code -eq 4 ] || wrong "list $f exits $code"
    "$WINMAIL" extract -d "real/${f##*/}" --json "$f" >"real/${f##*/}.json" 2>err
    [ $? -eq $code ] || wrong "extract $f"
done
json many "the output for real streams"
[ -z "$real" ] || python3 - "$TNEF_CORPUS_DIR/truth" real <<'PY' || wrong "contents of real streams"
import hashlib, json, os, sys

def contents(message):
    for a in message["attachments"]:
        if a.get("embedded"):
            yield from contents(a["embedded"])
        elif a["sha256"]:
            yield a["sha256"]

bad = 0
for name in sorted(n for n in os.listdir(sys.argv[2]) if not n.endswith(".json")):
    truth = os.path.join(sys.argv[1], name + ".json")
    if not os.path.exists(truth):
        continue
    want = sorted(contents(json.load(open(truth, encoding="utf-8"))))
    said = json.load(open(os.path.join(sys.argv[2], name + ".json"), encoding="utf-8"))["files"]
    bodies = {os.path.join(f["directory"], f["name"]) for f in said if f["body"] is not None}
    there = {os.path.join(d, n) for d, _, names in os.walk(os.path.join(sys.argv[2], name))
             for n in names}
    have = sorted(hashlib.sha256(open(f, "rb").read()).hexdigest() for f in there - bodies)
    if want != have:
        bad += 1
        print("differs:", name)
sys.exit(bad != 0)
PY
# bodies: valid UTF-8, RTF as another decoder has it, and words that only the right code page gives
[ -z "$real" ] || python3 - "$WINMAIL" "$TNEF_CORPUS_DIR" <<'PY' || wrong "bodies of real streams"
import hashlib, json, os, subprocess, sys

def body(name, *options):
    done = subprocess.run([sys.argv[1], "body", *options, os.path.join(sys.argv[2], name)],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return done.returncode, done.stdout

words = {
    "jstedfast-MimeKit__ukr.eml.part1.tnef": "шостий",
    "jstedfast-MimeKit__ukr.eml": "шостий",
    "roundcube-roundcubemail__winmail-10193.tnef": "Vážená paní doktorko",
    "KDE-ktnef__mapi_attach_data_obj.tnef": "bodødamene er noe mer jålete",
    "KDE-ktnef__umlaut-filename.tnef": "mal ein ö eingefügt…",
    "uponusolutions-tnef__signed.tnef": "Signiert und verschlüsselt",
}
bad = 0
for name in sorted(os.listdir(sys.argv[2])):
    if not name.endswith((".tnef", ".dat", ".eml")):
        continue
    code, out = body(name)
    try:
        text = out.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
        bad += 1
        print("not UTF-8:", name)
    if code not in (0, 4, 6) or (code == 0) != (out != b"") or words.get(name, "") not in text:
        bad += 1
        print("body of", name, "exit status", code)
    with open(os.path.join(sys.argv[2], "truth", name + ".json"), encoding="utf-8") as f:
        rtf = (json.load(f).get("bodies") or {}).get("rtf")
    if rtf and hashlib.sha256(body(name, "--rtf")[1]).hexdigest() != rtf[0]["sha256"]:
        bad += 1
        print("RTF of", name)
sys.exit(bad != 0)
PY

[ $failures -eq 0 ] && echo "all is well" || echo "$failures wrong"
[ $failures -eq 0 ]
