#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# How far long input is: on standard error, at a terminal, for what is large or slow; never in the output, and
# gone before anything else is said.

. "$(dirname "$0")/tool_lib.sh"

unset WINMAIL_PROGRESS
sample large.dat --big 80
sample small.dat --big 1
"$MAKE_SAMPLE" --no-content 2 >empty.dat
mail small.dat >small.eml

cat >terminal.py <<'PY'
import os, pty, sys
out = b""
def read(fd):
    global out
    data = os.read(fd, 65536)
    out += data
    return data
code = os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:], read, lambda fd: b""))
open("seen", "wb").write(out.replace(b"\r\n", b"\n"))
sys.exit(code)
PY
# terminal COMMAND...: what the terminal saw is in seen
terminal() {
    timeout 120 python3 terminal.py "$@" </dev/null >/dev/null
}
# shown: some line of progress is in seen; and what a person sees in the end is in screen
shown() {
    grep -q "$(printf '\r')[0-9]* of [0-9]* MiB" seen
}
screen() {
    python3 - <<'PY'
rows = []
for line in open("seen", encoding="utf-8", newline="").read().split("\n"):
    row, at = [], 0
    for c in line:
        if c == "\r":
            at = 0
        else:
            row[at:at + 1] = c
            at += 1
    rows.append("".join(row).rstrip())
print("\n".join(rows).rstrip("\n"))
PY
}

# ---- never without a terminal, whatever the size ----------------------------------------------------
expect 0 list large.dat
says_nothing err
cp out want

# ---- at one: what is large ---------------------------------------------------------------------------
terminal "$WINMAIL" list large.dat || wrong "list at a terminal"
shown || wrong "80 MiB at a terminal: no progress"
screen | cmp -s - want || wrong "progress stays: $(screen)"
terminal "$WINMAIL" list small.dat || wrong "list at a terminal"
! grep -q MiB seen || wrong "1 MiB shows progress"
terminal env WINMAIL_PROGRESS=never "$WINMAIL" list large.dat || wrong "list at a terminal"
! grep -q MiB seen || wrong "progress that is not wanted"
# what writes all the time has none in the middle, but if it writes elsewhere
terminal "$WINMAIL" scan large.dat || wrong "scan at a terminal"
! grep -q 'of [0-9]* MiB' seen || wrong "scan: progress in the output"
terminal sh -c "'$WINMAIL' scan large.dat >out" || wrong "scan to a file"
shown || wrong "scan to a file: no progress"
! grep -q MiB out || wrong "progress in the output"
# a pipe, whose size nobody knows
terminal sh -c "cat large.dat | '$WINMAIL' list -" || wrong "list of a pipe"
grep -q "$(printf '\r')[0-9]* MiB" seen || wrong "a pipe: no progress"

# ---- always: the same output, and errors in lines of their own ---------------------------------------
export WINMAIL_PROGRESS=always
expect 0 list large.dat
cmp -s out want || wrong "progress in the output"
grep -q MiB err || wrong "always: no progress"
for command in list scan dump body 'list --json' 'extract -l' 'extract -O -x body.txt'; do
    for file in small.eml empty.dat; do
        # shellcheck disable=SC2086
        WINMAIL_PROGRESS=never "$WINMAIL" $command $file >want 2>want.err
        # shellcheck disable=SC2086
        "$WINMAIL" $command $file >out 2>seen
        cmp -s out want || wrong "$command $file: other output"
        grep -q MiB seen || wrong "$command $file: no progress"
        # each line of progress is taken away by blanks of its own
        screen | cmp -s - <(cat want.err; [ -s want.err ] || echo) || wrong "$command $file: $(screen)"
    done
done
mkdir to
"$WINMAIL" extract -d to small.eml >out 2>err || wrong "extract: $(cat err)"
! grep -q 'of [0-9]* MiB' out || wrong "extract: progress in the output"

# ---- what is slow: two seconds ------------------------------------------------------------------------
unset WINMAIL_PROGRESS
terminal sh -c "{ head -c 1000 small.dat; sleep 3; tail -c +1001 small.dat; } | '$WINMAIL' list -" ||
    wrong "list of a slow pipe"
grep -q "$(printf '\r')0 MiB" seen || wrong "slow: no progress"
done_testing
