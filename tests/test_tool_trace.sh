#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# A winmail that is interrupted leaves no half files behind, however it ends.

. "$(dirname "$0")/tool_lib.sh"

# What comes slowly is interrupted in the middle of a file.
"$MAKE_SAMPLE" --big 2 >big.dat
{ cat big.dat | head -c 300; } >head
for signal in INT TERM HUP QUIT PIPE XCPU ALRM KILL; do
    rm -rf to fifo && mkdir to && mkfifo fifo
    (ulimit -c 0; exec "$WINMAIL" extract -d to fifo) >out 2>err </dev/null &
    pid=$!
    exec 3>fifo
    head -c 1000000 big.dat >&3
    sleep 0.3
    kill -$signal $pid
    exec 3>&-
    wait $pid 2>/dev/null
    code=$?
    [ $code -eq $((128 + $(kill -l $signal))) ] || wrong "SIG$signal: exit status $code"
    [ -z "$(ls -A to)" ] || wrong "SIG$signal leaves $(ls -A to)"
done
# one that is ignored stays ignored
rm -rf to fifo && mkdir to && mkfifo fifo
(trap '' HUP; exec "$WINMAIL" extract -d to fifo) >out 2>err </dev/null &
pid=$!
exec 3>fifo
head -c 1000000 big.dat >&3
sleep 0.3
kill -HUP $pid
tail -c +1000001 big.dat >&3
exec 3>&-
wait $pid || wrong "nohup: exit status $?"
[ "$(ls -A to)" = big.bin ] || wrong "nohup: $(ls -A to)"
# a file that may not grow: no core, no trace, and what is there is said
rm -rf to && mkdir to
(ulimit -f 100 && exec "$WINMAIL" extract -d to big.dat) >out 2>err </dev/null
[ $? -eq 2 ] || wrong "SIGXFSZ"
[ "$(ls -A to)" = big.bin ] || wrong "SIGXFSZ leaves $(ls -A to)"

done_testing
