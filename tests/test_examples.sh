#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# The small examples: that they do what they say.

. "$(dirname "$0")/tool_lib.sh"

vector sample
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

# ---- the examples that read mail ---------------------------------------------------------------
if [ -x "${EXAMPLES:-}/filter_mail" ]; then
    "$MAKE_SAMPLE" --names a.txt evil.EXE >names.dat
    { printf 'Content-Type: application/octet-stream\n\n'; base64 names.dat; } >names.eml
    "$EXAMPLES/filter_mail" <names.eml 2>err | grep -qx evil.EXE || wrong "filter_mail"
    grep -q 'part 1: encoding_other' err || wrong "filter_mail does not say what is odd"
    "$EXAMPLES/block_extensions" pif exe <names.eml
    [ $? -eq 1 ] || wrong "block_extensions does not see an .exe"
    "$EXAMPLES/block_extensions" pif scr <names.eml || wrong "block_extensions sees too much"
    "$MAKE_SAMPLE" --twice a.txt evil.scr >names.dat
    { printf 'Content-Type: application/octet-stream\n\n'; base64 names.dat; } >names.eml
    "$EXAMPLES/block_extensions" scr <names.eml
    [ $? -eq 1 ] || wrong "block_extensions does not see a name that is given twice"
    { printf 'X-A: b\nContent-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n'; base64 names.dat; } \
        >whole.eml
    "$EXAMPLES/unwrap_filter" <whole.eml >unwrapped.eml 2>err || wrong "unwrap_filter fails"
    grep -q '1 of 1 streams replaced' err || wrong "unwrap_filter does not say what it did"
    head -1 unwrapped.eml | grep -qx 'X-A: b' || wrong "unwrap_filter does not keep a field"
    grep -q 'filename="a.txt"' unwrapped.eml || wrong "unwrap_filter loses an attachment"
    "$WINMAIL" unwrap whole.eml | cmp - unwrapped.eml || wrong "unwrap_filter and winmail unwrap differ"
    printf 'Subject: x\n\ny\n' >plain.eml
    "$EXAMPLES/unwrap_filter" <plain.eml 2>err | cmp - plain.eml || wrong "unwrap_filter changes a plain mail"
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

done_testing
