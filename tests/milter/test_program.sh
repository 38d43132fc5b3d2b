#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# tnef-milter as a program: its options, --check, what it says when it cannot start, the configuration anew, the
# counters, the end. TNEF_MILTER comes from ctest.

set -u
[ -n "${TNEF_MILTER:-}" ] || { echo "skipped: no tnef-milter"; exit 77; }
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

expect() {
    local code=$1
    shift
    timeout 20 "$TNEF_MILTER" "$@" >out 2>err </dev/null
    local got=$?
    [ "$got" -eq "$code" ] || wrong "tnef-milter $* exits $got, not $code: $(head -c 300 err)"
}

says() {
    grep -qF -- "$2" "$1" || wrong "$1 does not say '$2': $(head -c 600 "$1")"
}

# until TEXT: waits until the log says it
until_log() {
    for _ in $(seq 200); do
        grep -qF -- "$1" log && return
        sleep 0.05
    done
    wrong "the log does not say '$1': $(head -c 600 log)"
}

start() {
    "$TNEF_MILTER" --config conf 2>log &
    filter=$!
    until_log "ready: "
}

conf() {
    printf '%s\n' "socket = unix:$work/sock" "spool-dir = $work" "$@" >conf
}

# ---- Options -------------------------------------------------------------------------------------

expect 0 --version
grep -qE '^tnef-milter [0-9]+\.[0-9]+\.[0-9]+$' out || wrong "--version: $(cat out)"
expect 0 --help
says out "usage: tnef-milter"
expect 64 --no-such-option
says err "usage: tnef-milter"
expect 64 --config
expect 64 more

# ---- --check -------------------------------------------------------------------------------------

conf "log-level = debug"
expect 0 --check --config conf
says out "conf: nothing is wrong"
printf 'on-tnef = perhaps\n\nsockets = a\nname = a b\nspool-dir = /nonexistent\n' >bad
expect 78 --config bad --check
says err "bad:1: on-tnef: a word that is not one of its values"
says err "bad:3: sockets: no such key"
says err "bad: name: not the name of a host"
says err "bad: spool-dir: not a folder in which this user can make files"
[ "$(wc -l <err)" -eq 4 ] || wrong "more is told than is wrong: $(cat err)"
expect 78 --config nothing
says err "nothing: No such file or directory"
# The file that is installed says what holds anyway.
sed 's/^#\([a-z-]* = \)/\1/' "$tests/../../tools/milter/tnef-milter.conf" >installed
sed -i -E '/^(socket-group|name|counters-(file|socket)) =/d' installed
expect 0 --config installed --check
[ "$(grep -c ' = ' installed)" -ge 20 ] || wrong "tnef-milter.conf tells only $(grep -c ' = ' installed) keys"

# ---- It cannot start -----------------------------------------------------------------------------

printf '%s\n' "socket = unix:$work/none/sock" "spool-dir = $work" >conf
expect 73 --config conf
says err "socket: it cannot be opened"
conf "socket-group = no-such-group"
expect 73 --config conf
says err "socket-group: there is no such group"
rm -f sock

# ---- It runs -------------------------------------------------------------------------------------

conf "socket-mode = 0620" "counters-file = $work/counters" "counters-socket = $work/told" "counters-interval = 1"
start
[ "$(stat -c %a sock)" = 620 ] || wrong "the socket has mode $(stat -c %a sock)"
expect 73 --config conf
says err "another process listens there"
cat >ask.py <<'PY'
import socket, sys
with socket.socket(socket.AF_UNIX) as s:
    s.connect(sys.argv[1])
    sys.stdout.write(s.makefile().read())
PY
python3 ask.py told >told.text || wrong "the counters' socket does not answer"
says told.text 'tnef_milter_mails_total{result="clean"} 0'
says told.text 'tnef_milter_reloads_total 0'

conf "counters-file = $work/counters" "on-tnef = reject"
kill -HUP $filter
until_log "conf: taken"
says log "conf: socket, timeout and counters-socket change at the next start"
printf 'on-tnef = perhaps\n' >>conf
kill -HUP $filter
until_log "conf: not taken; the configuration stays as it was"
says log "conf:5: on-tnef: a second time"
kill -USR1 $filter
for _ in $(seq 100); do
    grep -q '^tnef_milter_reloads_failed_total 1$' counters && break
    sleep 0.05
done
says counters 'tnef_milter_reloads_total 1'
says counters 'tnef_milter_reloads_failed_total 1'
for _ in $(seq 20); do
    kill -HUP $filter
done
sleep 0.3
kill -0 $filter || wrong "many SIGHUP end it"

began=$SECONDS
kill -TERM $filter
wait $filter
status=$?
filter=
[ $status -eq 0 ] || wrong "it exits $status: $(tail -n 20 log)"
[ $((SECONDS - began)) -le 3 ] || wrong "it takes $((SECONDS - began)) seconds to stop"
says log "stopping"
says counters 'tnef_milter_connections '

# A second one takes the place of what the first one left.
conf
start
kill -INT $filter
wait $filter || wrong "SIGINT does not stop it well"
filter=

# ---- syslog --------------------------------------------------------------------------------------

conf "log = syslog" "log-facility = local0" "counters-file = $work/of-syslog" "counters-interval = 1"
"$TNEF_MILTER" --config conf 2>log &
filter=$!
for _ in $(seq 200); do
    [ -e of-syslog ] && break
    sleep 0.05
done
kill -TERM $filter
wait $filter || wrong "with log = syslog it does not stop well"
filter=
[ ! -s log ] || wrong "with log = syslog it writes to standard error: $(cat log)"

# ---- systemd -------------------------------------------------------------------------------------

conf
cat >notified.py <<'PY'
import os, signal, socket, subprocess, sys
with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as s:
    s.bind("notify")
    s.settimeout(10)
    env = dict(os.environ, NOTIFY_SOCKET=os.path.abspath("notify"), JOURNAL_STREAM="1:2")
    p = subprocess.Popen([sys.argv[1], "--config", "conf"], env=env, stderr=subprocess.PIPE)
    assert s.recv(100) == b"READY=1"
    p.send_signal(signal.SIGTERM)
    assert s.recv(100) == b"STOPPING=1"
    lines = p.stderr.read().decode().splitlines()
    assert p.wait(20) == 0 and len(lines) == 2 and all(line.startswith("<5>") for line in lines), lines
PY
python3 notified.py "$TNEF_MILTER" || wrong "what systemd is told"

[ $failures -eq 0 ] && echo "all is well"
exit $((failures > 0))
