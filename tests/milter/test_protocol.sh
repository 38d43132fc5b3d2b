#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# The milter protocol, by miltertest, without an MTA: protocol.lua has the tests, this starts the filter for them
# with one configuration after the other. WINMAIL, MAKE_SAMPLE and TNEF_MILTER come from ctest.

set -u
[ -n "${WINMAIL:-}" ] && [ -n "${TNEF_MILTER:-}" ] || { echo "skipped: no winmail, or no tnef-milter"; exit 77; }
command -v miltertest >/dev/null || { echo "skipped: no miltertest"; exit 77; }
tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
filter=
trap '[ -z "$filter" ] || kill "$filter" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 1
failures=0

wrong() {
    echo "wrong: $*"
    failures=$((failures + 1))
}

# ---- Mails ---------------------------------------------------------------------------------------

head() {
    printf 'From: a@test.invalid\r\nTo: b@test.invalid\r\nSubject: a\r\n folded one\r\nMIME-Version: 1.0\r\n'
}

armored() {
    base64 "$1" | sed 's/$/\r/'
}

as_whole() {
    printf 'Content-Type: application/ms-tnef;\r\n\tname="winmail.dat"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    armored "$1"
}

as_part() {
    printf 'Content-Type: multipart/mixed; boundary=%s\r\n\r\n--%s\r\n\r\nhello\r\n--%s\r\n' "$2" "$2" "$2"
    as_whole "$1"
    printf -- '--%s--\r\n' "$2"
}

# A small one: miltertest has room for a body of 1,024 bytes when it compares.
"$MAKE_SAMPLE" whole.tnef inline_image || exit 1
"$MAKE_SAMPLE" damaged.tnef length_past_end || exit 1
printf 'x\237>"\001' >unreadable.tnef
{ head; printf 'Content-Type: text/plain\r\n\r\nhello\r\n'; } >plain.eml
{ head; printf '\r\n'; } >empty.eml
{ head; as_whole whole.tnef; } >whole.eml
{ head; as_part whole.tnef edge; } >part.eml
{ head; as_whole damaged.tnef; } >damaged.eml
{ head; as_whole unreadable.tnef; } >unreadable.eml
{ printf 'X-TNEF-Error: none at all\r\n'; head; as_whole unreadable.tnef; } >forged.eml
{ printf 'x-tnef-unwrapped: streams=1\r\n'; head; as_whole whole.tnef; } >again.eml
{
    head
    printf 'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=out\r\n\r\n--out\r\n'
    as_part whole.tnef in
    printf -- '--out\r\nContent-Type: application/pkcs7-signature\r\n\r\nMIIB\r\n--out--\r\n'
} >signed.eml
for name in whole part damaged; do
    "$WINMAIL" unwrap "$name.eml" >"$name.out" 2>err
    [ -s "$name.out" ] || wrong "winmail unwrap $name.eml: $(cat err)"
done

# ---- The filter ----------------------------------------------------------------------------------

# with PARTS LINE...: the filter with these lines in its configuration, and the parts of protocol.lua. Temporary
# files go to $folder; gone is one that is not there any more when mails come.
folder=.
with() {
    local parts=$1
    shift
    printf '%s\n' "socket = unix:$work/sock" "log-level = debug" "spool-dir = $work/$folder" "$@" >conf
    mkdir -p gone
    "$TNEF_MILTER" --config conf 2>log &
    filter=$!
    for _ in $(seq 200); do
        grep -q 'ready: ' log && break
        kill -0 $filter 2>/dev/null || break
        sleep 0.05
    done
    rmdir gone
    if ! timeout 120 miltertest -s "$tests/protocol.lua" -D "SOCKET=$work/sock" -D "DIR=$work" -D "PART=$parts" \
            -D "PID=$filter" >out 2>&1; then
        wrong "$parts: $(cat out)"
        tail -n 20 log
    fi
    kill -TERM $filter 2>/dev/null               # it may have been told already
    wait $filter
    local status=$?
    filter=
    [ $status -eq 0 ] || wrong "$parts: the filter exits $status: $(tail -n 40 log)"
}

says() {
    grep -qE "$1" log || wrong "the log does not say $1: $(tail -n 20 log)"
}

with "usual damaged again side_by_side old_mta gone"
says '^IDplain: no TNEF: size=[0-9]+ ms=[0-9]+$'
says '^IDwhole: unwrapped: streams=1 replaced=1 kept=- left-out=[a-z,-]+ size=[0-9]+ out=[0-9]+ ms=[0-9]+$'
says '^IDsigned: passed as it came: streams=1 replaced=0 kept=signed '
says '^IDdamaged: unwrapped: .*kept=damaged.* status=TNEF_E_[A-Z]+ offset=[0-9]+ limit=[0-9]+ found=[0-9]+ .*part=1$'
says '^IDunreadable: tagged: .*kept=unreadable.* status=TNEF_E_TRUNCATED offset=5 '
says '^IDagain: was unwrapped before: '
says '^IDwhole: passed as it came: failed=the MTA does not allow the change'
says '^stopping$'
with "usual" "spool-memory = 0"
with "reject" "on-tnef = reject"
says '^IDwhole: rejected: '
with "quarantine" "on-damaged = quarantine"
with "stopping"
says '^stopping: a mail passes as it comes$'
with "small" "max-mail = 2000" "max-header = 1024"
says '^IDlong body: passed unread: '
says '^IDlong header: passed unread: '
folder=gone
with "tempfail" "on-failure = tempfail" "spool-memory = 0"
says '^IDwhole: tempfailed: failed=spool error=No such file or directory '
[ -z "$(find . -name 'tnef-milter-*')" ] || wrong "temporary files stay"
[ $failures -eq 0 ] && echo "all is well"
exit $((failures > 0))
