#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# winmail and mail: streams in parts, mailboxes, scan, memory that does not depend on the mail.

. "$(dirname "$0")/tool_lib.sh"

vector sample
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
expect 0 unwrap mail.eml
head -5 mail.eml | cmp - <(head -5 out) || wrong "unwrap changes what is before the stream"
[ "$(grep -cx hello out)" = 1 ] || wrong "unwrap loses the text beside the stream, or leaves it twice"
tail -1 out | grep -qx -- '--x--' || wrong "unwrap changes what is after the stream"
grep -q ms-tnef out && wrong "unwrap leaves the stream"
cp out unwrapped.eml
expect 3 unwrap unwrapped.eml
cmp out unwrapped.eml || wrong "unwrap changes a mail without a stream"
head -c 1200 sample.dat >cut.dat
mail cut.dat >cut.eml
expect 4 unwrap cut.eml
grep -q ms-tnef out || wrong "unwrap loses a stream that is damaged"
expect 1 unwrap --json mail.eml
expect 1 unwrap mail.eml mail.eml
expect 2 unwrap nothing.eml
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
# what separates messages: "From ", something, a time of day; after a blank line
# shellcheck disable=SC2059
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

done_testing
