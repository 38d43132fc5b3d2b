#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# What winmail costs: time in proportion to the input, memory that does not depend on it, and a limit on
# what comes out of one file.

. "$(dirname "$0")/tool_lib.sh"

# ---- work -----------------------------------------------------------------------------------------
# figure WORD FILE: the number after that word
figure() {
    sed "s/.*\b$1 \([0-9]*\).*/\1/" "$2"
}

# linear WHAT FILE1 FILE4 COMMAND...: four times as much input takes at most four times the work, and a
# little; work by the square takes sixteen times as much. Work is what winmail_watched counts (tool_watch.c):
# it is the same on each machine, and in each run. Texts move to a file once when they have 16 KiB, and a
# few may do so only of the larger input.
linear() {
    local what=$1 one=$2 four=$3 word a b more
    shift 3
    [ -n "${WINMAIL_WATCHED:-}" ] || return 0
    fresh
    WATCH_OUT=counts "$WINMAIL_WATCHED" "$@" "$one" >out 2>err
    mv counts counts1
    fresh
    WATCH_OUT=counts "$WINMAIL_WATCHED" "$@" "$four" >out 2>err
    for word in blocks bytes touched; do
        a=$(figure $word counts1)
        b=$(figure $word counts)
        [ $word = bytes ] && more=262144 || more=0
        [ "$b" -le $((9 * a / 2 + more)) ] || wrong "$what, $*: $word $a, of four times as much $b"
    done
    [ "$(figure blocks counts)" -gt 0 ] || wrong "$what: nothing is counted"
}
fresh() {
    rm -rf to && mkdir to
}
[ -n "${WINMAIL_WATCHED:-}" ] || echo "no winmail_watched: work is not counted"

# many of something in one stream
for what in contents attachments no-content linked recipients long-recipients attributes props doubtful; do
    sample one --$what 150
    sample four --$what 600
    for command in list 'list --json' dump 'dump --json' body 'extract -d to' 'extract --json -d to'; do
        # shellcheck disable=SC2086
        linear "$what" one four $command
    done
done
# many names that are the same, and names of bodies
# shellcheck disable=SC2046
"$MAKE_SAMPLE" --names $(yes body.txt | head -200) >one
# shellcheck disable=SC2046
"$MAKE_SAMPLE" --names $(yes body.txt | head -800) >four
linear "names" one four extract -d to
# messages of a mailbox; streams, parts and text of a mail; mail in attachments
vector sample
mail sample.dat >mail.eml
box() {
    for ((i = 0; i < $1; i++)); do printf 'From a Mon Jan  5 09:30:00 2026\n'; cat "$2"; echo; done
}
box 40 mail.eml >one
box 160 mail.eml >four
for command in list 'list --json' dump body scan 'scan --json' 'extract -d to'; do
    # shellcheck disable=SC2086
    linear "a mailbox" one four $command
done
"$MAKE_SAMPLE" --holding leaf >leaf.dat
mail leaf.dat >leaf.eml
# shellcheck disable=SC2046
"$MAKE_SAMPLE" --holding wide $(yes leaf.eml | head -50) >one
# shellcheck disable=SC2046
"$MAKE_SAMPLE" --holding wide $(yes leaf.eml | head -200) >four
for command in list 'list --json' body 'extract --json -d to'; do
    # shellcheck disable=SC2086
    linear "mail in attachments" one four $command
done
# ---- many contents of one attachment -------------------------------------------------------------
sample few --contents 20
fresh
expect 0 extract -d to few
[ "$(ls to)" = "$({ echo sentinel; echo x.bin; for n in $(seq 2 20); do echo "x ($n).bin"; done; } | sort)" ] ||
    wrong "names of contents: $(ls to)"
python3 - <<'PY' || wrong "contents of one attachment"
import struct
want = {struct.pack("<I", i) for i in range(20)}
names = ["x.bin"] + ["x (%d).bin" % n for n in range(2, 21)]
assert {open("to/" + n, "rb").read() for n in names} == want
assert open("to/x.bin", "rb").read() == struct.pack("<I", 0)       # the one that counts
PY
# what is said twice is not written twice
python3 - <<'PY' || wrong "no doubles"
import struct
def attribute(level, number, data):
    return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)
out = struct.pack("<IH", 0x223E9F78, 1) + attribute(1, 0x00089006, struct.pack("<I", 0x00010000)) \
    + attribute(2, 0x00069002, struct.pack("<HIHHI", 1, 0, 0, 0, 0)) + attribute(2, 0x00018010, b"x\0")
for i in range(40):
    out += attribute(2, 0x0006800F, b"same" if i % 2 == 0 else b"%04d" % (i // 4))
open("doubles", "wb").write(out)
PY
fresh
expect 0 extract --max-output 160 -d to doubles     # all count until they are compared
[ "$(ls to | wc -l)" -eq 21 ] || wrong "doubles: $(ls to | wc -l) files"
expect 5 extract --max-output 159 -d to doubles

# ---- memory ---------------------------------------------------------------------------------------
if [ -z "${TNEF_INSTRUMENTED:-}" ]; then
    for what in '--long-recipients 4000' '--long-recipients 60000' '--attachments 6000' \
                '--contents 12000' '--no-content 9000' '--linked 9000'; do
        for command in 'list' 'list --json' 'extract --json -d to'; do
            fresh
            # shellcheck disable=SC2086
            "$MAKE_SAMPLE" $what | (ulimit -v 8192 && exec "$WINMAIL" $command - >out 2>err)
            case ${PIPESTATUS[1]} in
            0) ;;
            4) [ "$what" = '--no-content 9000' ] || wrong "$command of $what exits 4" ;;
            *) wrong "$command of $what in 8 MiB: $(head -c 200 err)" ;;
            esac
            [ "${command#*--json}" = "$command" ] || json out "$command of $what"
        done
    done
    "$MAKE_SAMPLE" --long-recipients 60000 | "$WINMAIL" list --json - >out
    holds 'len(d["message"]["recipients"]) == 60000 and len(d["message"]["recipients"][59999]["name"]) == 500' "all recipients"
fi

# ---- temporary files -------------------------------------------------------------------------------
sample many --long-recipients 200
mkdir spool
TMPDIR=$work/spool "$WINMAIL" list many >out 2>err || wrong "list with TMPDIR"
[ -z "$(ls -A spool)" ] || wrong "left over in TMPDIR"
TMPDIR=$work/nowhere "$WINMAIL" list many >out 2>err
[ $? -eq 2 ] || wrong "TMPDIR is not honoured"
says err "cannot write to $work/nowhere: No such file or directory"
sample few --long-recipients 2
TMPDIR=$work/nowhere "$WINMAIL" list few >out 2>err || wrong "a small list needs no temporary file"

# ---- one limit on all output of a file ---------------------------------------------------------------
# three attachments of 8 bytes and a sentinel of 1
sample input --attachments 3
for n in 25 24 17 16 9 8 1; do
    fresh
    expect $([ $n -ge 25 ] && echo 0 || echo 5) extract --json --max-output $n -d to input
    holds "sum(f['size'] for f in d['files']) == $n" "at a limit of $n"
    [ "$(cat to/* | wc -c)" -eq $n ] || wrong "at a limit of $n there are $(cat to/* | wc -c) bytes"
    [ $n -ge 25 ] || says err 'no more is written than --max-output allows (TNEF_E_LIMIT_OUTPUT)'
    [ $n -ge 25 ] || holds 'd["status"] == "TNEF_E_LIMIT_OUTPUT"' "status at a limit"
done
holds '[u["why"] for u in d["unwritten"]] == ["not-written"] * 3' "what is not written is named"
# of all streams of a mail and all messages of a mailbox together
{ mail input; } >one.eml
{ for n in 1 2 3; do printf 'From a Mon Jan  5 09:30:00 2026\n'; mail input; printf '\n'; done; } >three.mbox
fresh
expect 0 extract --max-output 75 -d to three.mbox
expect 5 extract --max-output 74 -d to three.mbox
# but of each file of its own
expect 0 extract --max-output 25 -d to input one.eml input
# bodies: of several forms together, and on standard output
vector sample
fresh
expect 0 extract --json -d to sample.dat
size=$(cat "$(find to -name 'body.html' -path 'to/body.html')" | wc -c)
expect 0 body --max-output "$size" sample.dat
expect 5 body --max-output $((size - 1)) sample.dat
[ "$(wc -c <out)" -eq $((size - 1)) ] || wrong "a body at a limit: $(wc -c <out) of $size"
all=$(find to -type f -exec cat {} + | wc -c)
fresh
expect 0 extract --max-output "$all" -d to sample.dat
expect 5 extract --max-output $((all - 1)) -d to sample.dat
expect 0 extract --max-output 1M -d to sample.dat

done_testing
