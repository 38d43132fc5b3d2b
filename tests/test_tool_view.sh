#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# winmail view: what people see of a message, from a stream, a mail and a mailbox; safely escaped; in colours
# and through a pager at a terminal only, and how it ends when the pager does.

. "$(dirname "$0")/tool_lib.sh"

unset PAGER NO_COLOR LESS
export TERM=xterm
holding() {
    "$MAKE_SAMPLE" --holding "${@:2}" >"$1" || wrong "make_sample --holding ${*:2}"
}

vector sample
mail sample.dat >sample.eml
printf 'hello\n' >note.txt
holding outer.dat 'the outer text' sample.dat note.txt
mail outer.dat >outer.eml
holding forward.dat 'see the mail' outer.eml
{
    printf 'From a@b Mon Jan  1 08:26:00 2024\n'
    cat sample.eml
    printf '\nFrom a@b Mon Jan  1 08:27:00 2024\n'
    cat outer.eml
} >box

# ---- what is there --------------------------------------------------------------------------------
cat >want <<'TEXT'
From: Zoë Müller <zoe@example.org>
To: Łukasz Nowak <lukasz@example.net>
Cc: Ana <ana@example.net>
Date: 2026-01-05T09:30:00Z
Subject: Re: Pläne für März

Die Pläne, mit Bild:

Attachments:
  Pläne für März.txt  (30 bytes, text/plain)
  图标.png  (69 bytes, image/png)
  Frühere Nachricht  (455 bytes, a message)

TEXT
{ echo sample.dat; cat want; } >want.dat
{ echo 'sample.eml (part 1.2)'; cat want; } >want.eml
for file in sample.dat sample.eml; do
    expect 0 view $file
    cmp -s out want.${file##*.} || wrong "$file: $(diff out want.${file##*.})"
    says_nothing err
done
# the text is that of winmail body
for file in outer.dat forward.dat; do
    expect 0 body --text $file
    cp out text
    expect 0 view $file
    while IFS= read -r line; do
        says out "${line%$'\r'}"
    done <text
done
expect 0 view outer.dat
says out '  Re: Pläne für März  ('
[ "$(grep -c '^To:' out)" -eq 0 ] || wrong "people of an embedded message are those of the one around it"
expect 0 view box
says out 'box (message 1) (part 1.2)'
says out 'box (message 2) (part 1.2)'
[ "$(grep -c '^Subject:' out)" -eq 2 ] || wrong "not two messages: $(cat out)"
# mail that is attached comes after the message that holds it
expect 0 view forward.dat
grep '^Subject: ' out | tr '\n' '|' >order
[ "$(cat order)" = 'Subject: see the mail|Subject: the outer text|' ] || wrong "order: $(cat order)"
says out 'forward.dat (attached mail 1, part 1.2)'
expect 0 view sample.dat outer.dat
[ "$(grep -c '^Subject:' out)" -eq 2 ] || wrong "not two files"

# ---- what is not ----------------------------------------------------------------------------------
expect 3 view note.txt
says err 'neither a TNEF stream'
expect 2 view missing
says err 'missing: No such file'
head -c 700 sample.dat >cut.dat
expect 4 view cut.dat
says err TNEF_E_TRUNCATED
says out 'Subject: '
expect 5 view --max-output 5 sample.dat
says err 'no more is written than --max-output allows'
says out 'Die P'
expect 1 view --json sample.dat
says err 'view has no JSON'
expect 1 list --no-pager sample.dat
says err '--no-pager is an option of view only'
"$WINMAIL" view sample.dat >/dev/full 2>err
[ $? -eq 2 ] || wrong "a full device"
says err 'standard output'
TMPDIR=$work/missing "$WINMAIL" view sample.dat >out 2>err || wrong "little needs a temporary file: $(cat err)"

# ---- nothing of the sender's is a command, also in a pipe --------------------------------------------
"$MAKE_SAMPLE" --names $'red\e[31m' $'left\u202eright' >names.dat
expect 0 view names.dat
says out 'red\u{1b}[31m'
says out 'left\u{202e}right'
holding red.dat $'text \e[31m and \e]0;title\a' note.txt
expect 0 view red.dat
says out 'text \u{1b}[31m and \u{1b}]0;title\u{7}'
! grep -q $'\e' out || wrong "a command of the sender's"

# ---- a terminal -----------------------------------------------------------------------------------
cat >terminal.py <<'PY'
import os, pty, sys
out = b""
def read(fd):
    global out
    data = os.read(fd, 65536)
    out += data
    return data
code = os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:], read, lambda fd: b""))
open("out", "wb").write(out.replace(b"\r\n", b"\n"))
sys.exit(code)
PY
terminal() {
    local code=$1
    shift
    timeout 60 python3 terminal.py "$@" </dev/null >/dev/null
    local got=$?
    [ $got -eq "$code" ] || wrong "$* at a terminal exits $got, not $code: $(cat out)"
}
bold=$'\e[1mSubject:\e[0m Re: Pläne'
terminal 0 env PAGER= "$WINMAIL" view sample.dat
says out "$bold"
sed $'s/\e\\[[0-9]*m//g' out | cmp -s - want.dat || wrong "colours change more than colours: $(cat -v out)"
terminal 0 "$WINMAIL" view --no-pager sample.dat
says out "$bold"
for how in NO_COLOR=1 TERM=dumb; do
    terminal 0 env PAGER= $how "$WINMAIL" view sample.dat
    cmp -s out want.dat || wrong "$how: $(cat -v out)"
done
terminal 0 env PAGER= NO_COLOR= "$WINMAIL" view sample.dat
says out "$bold"
terminal 0 env PAGER='sed s/^/:/' NO_COLOR=1 "$WINMAIL" view sample.dat
sed 's/^/:/' want.dat | cmp -s - out || wrong "the pager: $(cat out)"
terminal 0 env PAGER='sed s/^/:/' "$WINMAIL" view --no-pager sample.dat
! grep -q '^:' out || wrong "--no-pager is paged"
terminal 0 env PAGER='sed s/^/:/' "$WINMAIL" list sample.dat
! grep -q '^:' out || wrong "list is paged"
# complaints come there, too, in their place, and the exit status is not the pager's
terminal 4 env PAGER='sed s/^/:/' "$WINMAIL" view cut.dat
says out ':winmail: cut.dat: '
terminal 3 env PAGER='sed s/^/:/; exit 9' "$WINMAIL" view note.txt
# but not where they go elsewhere
terminal 4 sh -c "PAGER='sed s/^/:/' '$WINMAIL' view cut.dat 2>err"
says err 'winmail: cut.dat: '
! grep -q 'TRUNCATED' out || wrong "what goes to a file is paged"
# no such program: it is said, and no success
terminal 2 env PAGER=/nonexistent/pager "$WINMAIL" view sample.dat
# who leaves has seen enough: no word, no failure, and it ends though there is more than a pipe holds
for _ in $(seq 700); do cat outer.eml; printf '\nFrom a@b Mon Jan  1 08:27:00 2024\n'; done >tail
{ printf 'From a@b Mon Jan  1 08:26:00 2024\n'; cat tail; } >many
"$WINMAIL" view many >all
[ "$(wc -c <all)" -gt 66000 ] || wrong "not more than a pipe holds: $(wc -c <all)"
terminal 0 env PAGER='head -n 3' NO_COLOR=1 "$WINMAIL" view many
head -n 3 all | cmp -s - out || wrong "after the pager: $(head -c 300 out)"
if command -v less >/dev/null; then
    terminal 0 env LESS=RFX "$WINMAIL" view sample.dat
    says out "$bold"
fi
done_testing
