#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# winmail and what stands in attachments: mail with TNEF in it, and TNEF streams attached as files. All of
# it is one tree, with one limit of depth and one of output.

. "$(dirname "$0")/tool_lib.sh"

# holding NAME TEXT FILE...: NAME.dat, a message that says TEXT with each FILE attached, and it as a mail
holding() {
    local name=$1
    shift
    "$MAKE_SAMPLE" --holding "$@" >"$name.dat" || wrong "make_sample --holding $*"
    mail "$name.dat" >"$name.eml"
}
fresh() {
    rm -rf to && mkdir to
}
# tree FILE...: these files and no others are in "to"
tree() {
    [ "$(cd to && find . -type f | sort)" = "$(printf './%s\n' "$@" | sort)" ] ||
        wrong "files: $(cd to && find . -type f | sort | tr '\n' ' '), not $*"
    [ -z "$(find to -type f -size 0)" ] || wrong "empty files: $(find to -type f -size 0)"
}
for name in a b c; do printf 'content of %s' $name >$name.txt; done

# ---- mail in TNEF in mail in TNEF in mail ---------------------------------------------------------
holding leaf leaf a.txt
holding middle middle leaf.eml b.txt
holding outer outer middle.eml c.txt
inner='d["message"]["attachments"][0]["mails"][0]["streams"][0]'
innermost=$inner${inner#d}
for file in outer.dat outer.eml; do
    expect 0 list --json $file
    says_nothing err
    holds 'd["message"]["subject"] == "outer" and d["status"] == "TNEF_OK"' "$file"
    holds "${inner}['part'] == '1.2' and ${inner}['message']['subject'] == 'middle'" "$file"
    holds "${innermost}['message']['subject'] == 'leaf'" "$file"
    holds "[a['name'] for a in ${innermost}['message']['attachments']] == ['a.txt']" "$file"
    holds "[list(m) for m in d['message']['attachments'][0]['mails']] == [['content', 'status', 'offset', 'streams']]" "members"
    holds "list($inner) == ['part', 'status', 'offset', 'message', 'anomalies']" "members of a stream"
    holds 'd["message"]["attachments"][1]["mails"] == []' "a file that is no mail"
    fresh
    expect 0 extract -d to $file
    says_nothing err
    tree middle.eml c.txt body.txt message-1/leaf.eml message-1/b.txt message-1/body.txt \
        message-1/message-1/a.txt message-1/message-1/body.txt
    { cmp -s to/middle.eml middle.eml && cmp -s to/message-1/leaf.eml leaf.eml &&
        cmp -s to/message-1/message-1/a.txt a.txt && cmp -s to/message-1/b.txt b.txt &&
        cmp -s to/c.txt c.txt; } || wrong "the bytes of files in $file"
    [ "$(cat to/message-1/message-1/body.txt)" = leaf ] || wrong "a body in an attached mail"
    # the message itself first
    expect 0 body $file
    [ "$(cat out)" = outermiddleleaf ] || wrong "bodies of $file: $(cat out)"
    expect 5 body --max-output 7 $file
    [ "$(cat out)" = outermi ] || wrong "bodies of $file at a limit: $(cat out)"
done
expect 0 list outer.eml
[ "$(grep -c 'mail part   1.2' out)" -eq 2 ] || wrong "the mails of the list: $(cat out)"
grep -q '^ \{10\}attachment  a.txt' out ||
    wrong "the list of a mail in a mail: $(cat out)"
fresh
expect 0 extract --json -d to outer.eml
holds '[(a["mail"], a["part"], a["status"]) for a in d["attached"]] == [(2, "1.2", "TNEF_OK"), (1, "1.2", "TNEF_OK")]' "attached"
fresh
expect 0 extract --no-bodies -d to outer.eml
tree middle.eml c.txt message-1/leaf.eml message-1/b.txt message-1/message-1/a.txt
# dump shows what a stream holds, as it holds it
expect 0 dump outer.eml
! grep -q 'a.txt' out || wrong "dump opens an attached mail"

# several mails in one message, several streams in one mail, each message of a mailbox
{ sed '/^--x--/d' leaf.eml; sed '1,/^hello/d' middle.eml; } >both.eml
holding wide wide leaf.eml both.eml
expect 0 list --json wide.dat
holds '[[s["message"]["subject"] for s in a["mails"][0]["streams"]] for a in d["message"]["attachments"]] == [["leaf"], ["leaf", "middle"]]' "several"
fresh
expect 0 extract -d to wide.dat
tree leaf.eml both.eml body.txt message-{1,2,3}/body.txt message-{1,2}/a.txt message-3/{leaf.eml,b.txt} \
    message-3/message-1/{a.txt,body.txt}
expect 0 body wide.dat
[ "$(cat out)" = wideleafleafmiddleleaf ] || wrong "bodies of several: $(cat out)"
{ for n in 1 2; do printf 'From a Mon Jan  5 09:30:00 2026\n'; cat outer.eml; echo; done; } >box.mbox
fresh
expect 0 extract -d to box.mbox
[ "$(find to -type f | wc -l)" -eq 16 ] || wrong "mail in a mailbox"
expect 0 body box.mbox
[ "$(cat out)" = outermiddleleafoutermiddleleaf ] || wrong "bodies of a mailbox: $(cat out)"

# what only looks like mail, or has no TNEF in it
printf 'Note: this is a text\n\nwith a colon\n' >note.txt
printf 'From: a@b\nContent-Type: application/ms-tnef\n\nit is not\n' >fake.eml
holding none none note.txt fake.eml
expect 0 list --json none.dat
holds '[a["mails"] for a in d["message"]["attachments"]] == [[], []]' "no mail with TNEF"
fresh
expect 0 extract --json -d to none.dat
holds 'd["attached"] == []' "no mail with TNEF"
says_nothing err

# ---- a winmail.dat attached as a file: it and what is in it ---------------------------------------
holding file file leaf.dat c.txt
for option in --json --raw; do
    fresh
    expect 0 extract $option -d to file.dat
    tree leaf.dat c.txt body.txt message-1/a.txt message-1/body.txt
    cmp -s to/leaf.dat leaf.dat || wrong "the bytes of a winmail.dat"
done
expect 0 list --json file.dat
holds 'd["message"]["attachments"][0]["message"]["subject"] == "leaf" and d["message"]["attachments"][0]["size"] > 0' "a winmail.dat"
expect 0 body file.dat
[ "$(cat out)" = file ] || wrong "an embedded message is a file: $(cat out)"
# many contents of one attachment, each of them a winmail.dat: the later ones wait in a temporary file
python3 - <<'PY'
import struct
def attribute(level, number, data):
    return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)
head = struct.pack("<IH", 0x223E9F78, 1) + attribute(1, 0x00089006, struct.pack("<I", 0x00010000))
out = head + attribute(2, 0x00069002, struct.pack("<HIHHI", 1, 0, 0, 0, 0)) + attribute(2, 0x00018010, b"w.dat\0")
for i in range(12):
    out += attribute(2, 0x0006800F, head + attribute(1, 0x00018004, b"%d\0" % i))
open("many.dat", "wb").write(out)
PY
expect 0 list --json many.dat
holds 'd["message"]["attachments"][0]["message"]["subject"] == "0" and [m["subject"] for m in d["message"]["attachments"][0]["more_messages"]] == [str(n) for n in range(1, 12)]' "messages of one attachment"
expect 0 list many.dat
[ "$(grep -c '^      subject     ' out)" -eq 12 ] || wrong "messages of one attachment: $(cat out)"
fresh
expect 0 extract --json -d to many.dat
tree w.dat "w ("{2..12}").dat"
# the same in an attached mail, and a mail in it
holding deep deep file.eml
holding deeper deeper deep.dat
fresh
expect 0 extract -d to deeper.eml
tree body.txt deep.dat message-1/{body.txt,file.eml} message-1/message-1/{body.txt,leaf.dat,c.txt} \
    message-1/message-1/message-1/{body.txt,a.txt}
# a real embedded message has no file, unless it is asked for
vector sample
fresh
expect 0 extract --raw --json -d to sample.dat
raw=$(find to -name '*.tnef' | wc -l)
fresh
expect 0 extract --json -d to sample.dat
[ "$raw" -eq 1 ] && [ -z "$(find to -name '*.tnef')" ] || wrong "$raw embedded messages as files"

# ---- limits ----------------------------------------------------------------------------------------
expect 0 list --max-depth 2 outer.eml
expect 5 list --json --max-depth 1 outer.eml
holds "d['status'] == 'TNEF_OK' and ${inner}['message']['attachments'][0]['mails'] == [{'content': 0, 'status': 'TNEF_E_LIMIT_DEPTH', 'offset': 0, 'streams': []}]" "too deep"
expect 5 list --max-depth 1 outer.eml
says out '          mail        TNEF_E_LIMIT_DEPTH: '
fresh
expect 5 extract --max-depth 1 -d to outer.eml
tree middle.eml c.txt body.txt message-1/{leaf.eml,b.txt,body.txt}
says err 'winmail: outer.eml (part 1.2): attached mail 2: '
expect 5 body --max-depth 1 outer.eml
[ "$(cat out)" = outermiddle ] || wrong "bodies at a limit of depth: $(cat out)"
says err 'TNEF_E_LIMIT_DEPTH'
# embedded messages and attached mails count together
expect 0 extract --max-depth 3 -d to deeper.eml
fresh
expect 5 extract --max-depth 2 --json -d to deeper.eml
holds 'd["attached"][0]["status"] == "TNEF_E_LIMIT_DEPTH"' "an embedded message that is too deep"
tree body.txt deep.dat message-1/{body.txt,file.eml} message-1/message-1/{body.txt,leaf.dat,c.txt}
cmp -s to/message-1/message-1/leaf.dat leaf.dat || wrong "a stream that is too deep is a file"
# an embedded message that is too deep is a file, too
mail sample.dat >sample.eml
holding held held sample.eml
fresh
expect 5 extract --max-depth 1 --json -d to held.eml
holds '[f["name"] for f in d["files"] if f["name"].endswith(".tnef") and f["size"] > 0] == ["Frühere Nachricht.tnef"]' "an embedded message that is too deep"
fresh
expect 0 extract --max-depth 2 --json -d to held.eml
holds '[f["name"] for f in d["files"] if f["name"].endswith(".tnef")] == []' "an embedded message that is not"
# as many levels as the library has, and one more
cp leaf.eml m0.eml
for ((n = 1; n <= 9; n++)); do
    holding "m$n" "$n" "m$((n - 1)).eml"
done
expect 0 list m8.eml
expect 5 list m9.eml
says out 'mail        TNEF_E_LIMIT_DEPTH: '
expect 5 body m9.eml
[ "$(cat out)" = 987654321 ] || wrong "bodies of mails that are too deep: $(cat out)"
# output: one limit for all
fresh
expect 0 extract -d to outer.eml
all=$(find to -type f -exec cat {} + | wc -c)
fresh
expect 0 extract --max-output "$all" -d to outer.eml
fresh
expect 5 extract --json --max-output $((all - 1)) -d to outer.eml
[ "$(find to -type f -exec cat {} + | wc -c)" -eq $((all - 1)) ] || wrong "output at a limit"
fresh
expect 5 extract --json --max-output 1 -d to outer.eml
holds 'sorted(u["original"] for u in d["unwritten"] if u["why"] == "not-written") == ["a.txt", "b.txt", "c.txt", "leaf.eml"]' "what is not written of attached mails is named"
size=$(wc -c <outer.dat)
expect 0 list --max-input "$size" outer.dat
expect 5 list --json --max-input $((size - 1)) outer.dat
holds 'd["status"] == "TNEF_E_LIMIT_INPUT"' "a limit of input"

# ---- damage belongs to where it is ---------------------------------------------------------------
head -c $(($(wc -c <leaf.dat) - 10)) leaf.dat >cut.dat
mail cut.dat >cut.eml
holding broken broken cut.eml c.txt
expect 4 list --json broken.dat
holds "d['status'] == 'TNEF_OK' and ${inner}['status'] == 'TNEF_E_TRUNCATED'" "a cut stream in a mail"
holds "d['anomalies'] == [] and [a['code'] for a in ${inner}['anomalies']] == ['truncated']" "its anomalies"
holds "d['message']['incomplete'] is False and ${inner}['message']['incomplete'] is True" "its message"
expect 4 list broken.dat
says out '      status      TNEF_E_TRUNCATED: '
fresh
expect 4 extract -d to broken.dat
says err 'winmail: broken.dat (attached mail 1, part 1.2): the input ends'
cmp -s to/c.txt c.txt || wrong "what follows a broken mail"
expect 4 body broken.dat
says err 'winmail: broken.dat (attached mail 1, part 1.2): the input ends'
# the stream around it is cut inside of the mail
head -c $(($(wc -c <outer.dat) / 2)) outer.dat >cut.dat
expect 4 list --json cut.dat
holds "d['status'] == 'TNEF_E_TRUNCATED' and 'truncated' in [a['code'] for a in d['anomalies']]" "a cut stream"
holds "${inner}['message']['subject'] == 'middle'" "what is there of a mail that is cut"
fresh
expect 4 extract -d to cut.dat
[ -s to/middle.eml ] && [ -s to/message-1/leaf.eml ] || wrong "files of a mail that is cut: $(ls -R to)"
# a deviation that loses nothing counts with --strict, wherever it is
printf '\377\377' | dd of=leaf.dat bs=1 seek=$(($(wc -c <leaf.dat) - 2)) conv=notrunc status=none
mail leaf.dat >leaf.eml
holding odd odd leaf.eml
for command in list body 'extract -d to'; do
    # shellcheck disable=SC2086
    expect 0 $command odd.dat
    # shellcheck disable=SC2086
    expect 4 $command --strict odd.dat
done
expect 0 list --json odd.dat
holds "d['anomalies'] == [] and [a['code'] for a in ${inner}['anomalies']] == ['checksum']" "an anomaly in a mail"
expect 0 list odd.dat
says out '      anomaly     checksum at '
# no attachment without content is passed over in an attached mail
sample empty.dat --no-content 1
mail empty.dat >empty.eml
holding holder holder empty.eml
fresh
expect 4 extract -d to holder.dat
says err 'winmail: holder.dat (attached mail 1, part 1.2): attachment "empty.bin" has no content'

done_testing
