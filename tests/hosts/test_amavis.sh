#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Amavis with winmail in the place of `tnef`: its own do_tnef_ext runs it, a rule about names of files sees
# those in a winmail.dat, and in a message in it, also if the stream is damaged; and what is harmless is
# delivered with every byte. If the program that had the name first is installed, the same mails go through
# Amavis with it, and what became of them is shown side by side. WINMAIL comes from ctest. Where the files are with
# which Debian sets Amavis up, these and examples/hosts/30-amavis-tnef are enough for it to find the program.
#
# Everything is on loopback, below a folder of its own, and stopped by its pid.

set -u
hosts=$(cd "$(dirname "$0")" && pwd)
skip() {
    echo "skipped: $*"
    exit 77
}
[ "$(id -u)" -eq 0 ] || skip "only root can start Amavis as its own user"
command -v amavisd >/dev/null || skip "no amavisd (scripts/setup --hosts installs it)"
command -v file >/dev/null || skip "no file(1), without which Amavis runs no decoder"
[ -x "${WINMAIL:-}" ] || skip "no winmail"

work=$(mktemp -d)
pids=()
stop() {
    [ ${#pids[@]} -eq 0 ] || kill "${pids[@]}" 2>/dev/null
    wait 2>/dev/null
    pids=()
}
trap 'stop; rm -rf "$work"' EXIT
chmod 755 "$work"
failures=0
wrong() {
    echo "wrong: $*"
    failures=$((failures + 1))
}

# Amavis runs as its own user, who may not see the folder of a build.
mkdir "$work/bin" "$work/mails"
install -m 755 "$WINMAIL" "$work/bin/winmail"
ln -s winmail "$work/bin/tnef"
python3 "$hosts/streams.py" "$work/mails" || exit 1

free_port() {
    python3 -c 'import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])'
}

# configuration IN OUT PROGRAM: that of a test; without a program it leaves decoders as they are.
configuration() {
    cat <<PERL
use strict;
\$max_servers = 1;
\$daemon_user = 'amavis';
\$daemon_group = 'amavis';
\$MYHOME = '$work/home';
\$TEMPBASE = '$work/home';
\$db_home = '$work/home';
\$QUARANTINEDIR = undef;
\$pid_file = '$work/home/amavisd.pid';
\$lock_file = '$work/home/amavisd.lock';
\$unix_socketname = undef;
\$inet_socket_port = $1;
\$inet_socket_bind = '127.0.0.1';
\$mydomain = 'example.org';
\$myhostname = 'host.example.org';
\$log_level = 5;
\$do_syslog = 0;
\$logfile = '$work/home/log';
\$enable_db = 0;
\$enable_zmq = 0;
@bypass_virus_checks_maps = (1);
@bypass_spam_checks_maps = (1);
\$enable_dkim_verification = 0;
\$path = '$work/bin:/usr/bin:/bin';
@keep_decoded_original_maps = (new_RE(qr'TNEF'));
\$banned_filename_re = new_RE(qr'.\\.(exe|doc)\$'i);
\$final_banned_destiny = D_REJECT;
\$banned_admin = undef;
\$forward_method = 'smtp:[127.0.0.1]:$2';
\$notify_method = \$forward_method;
PERL
    [ -z "$3" ] || cat <<PERL
\$tnef = '$3';
\$file = '/usr/bin/file';
@decoders = (['mail', \\&do_mime_decode], ['tnef', \\&do_tnef_ext, \\\$tnef]);
PERL
    echo '1;'
}

wait_for() {
    for _ in $(seq 600); do
        (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return 0
        sleep 0.1
    done
    wrong "nothing answers on port $1"
    return 1
}

# through PROGRAM [FILE...]: what became of each mail goes to $work/answer.NAME, what was delivered to $work/sink.
# The files are read before the configuration of the test.
through() {
    local in out mail program=$1 files=()
    shift
    while [ $# -gt 0 ]; do
        files+=(-c "$1")
        shift
    done

    stop
    rm -rf "$work/home" "$work/sink" "$work/etc"
    mkdir "$work/home" "$work/sink" "$work/etc"
    chown amavis:amavis "$work/home"
    in=$(free_port)
    out=$(free_port)
    configuration "$in" "$out" "$program" >"$work/etc/amavis.conf"
    python3 "$hosts/sink.py" "$out" "$work/sink" &
    pids+=($!)
    amavisd "${files[@]}" -c "$work/etc/amavis.conf" foreground >"$work/out" 2>&1 &
    pids+=($!)
    if ! wait_for "$out" || ! wait_for "$in"; then
        tail -n 20 "$work/out" "$work/home/log"
        return 1
    fi
    for mail in "$work"/mails/*.eml; do
        python3 "$hosts/send.py" "$in" "$mail" >"$work/answer.$(basename "$mail" .eml)" 2>&1
    done
    stop
}

# answer NAME PATTERN
answer() {
    grep -qE -- "$2" "$work/answer.$1" || wrong "$1: $(cat "$work/answer.$1")"
}

echo "with winmail:"
through "$work/bin/tnef" || exit 1
tail -n +1 "$work"/answer.* | grep -v '^$'
answer doc '^5.*BANNED.*quick\.doc'
answer nested '^5.*BANNED.*inner\.doc'
answer cut '^5.*BANNED.*quick\.doc'
answer sum '^5.*BANNED.*quick\.doc'
answer text '^250'
answer none '^250'
answer not '^250'
grep -q 'Extracting from TNEF encapsulation (ext)' "$work/home/log" || wrong "Amavis did not run its decoder"
for name in text none not; do
    body=$(base64 -w 0 "$work/mails/$name.dat")
    found=0
    for delivered in "$work"/sink/*.eml; do
        tr -d '\r\n' <"$delivered" | grep -qF -- "$body" && found=$((found + 1))
    done
    [ "$found" -eq 1 ] || wrong "$name was delivered $found times with its winmail.dat"
done
[ "$(find "$work/sink" -name '*.eml' | wc -l)" -eq 4 ] || wrong "not four mails were delivered"
# What is damaged is said, and looked at as it is, too.
grep -qF '(TNEF_E_TRUNCATED, at offset' "$work/home/log" || wrong "Amavis does not log what is wrong"
grep -q 'decompose_part: p002 - source retained' "$work/home/log" || wrong "the original is not looked at"

debians=()
for folder in /usr/share/amavis/conf.d /etc/amavis/conf.d; do
    [ ! -d $folder ] || mapfile -t -O ${#debians[@]} debians < <(run-parts --list $folder)
done
if [ ${#debians[@]} -gt 0 ]; then
    echo "as Debian sets it up:"
    install -m 644 "$hosts/../../examples/hosts/30-amavis-tnef" "$work/30-amavis-tnef"
    through '' "$work/30-amavis-tnef" "${debians[@]}" || exit 1
    answer doc '^5.*BANNED.*quick\.doc'
    answer nested '^5.*BANNED.*inner\.doc'
    answer text '^250'
    grep -E "Found decoder for +\.tnef at $work/bin/tnef" "$work/home/log" ||
        wrong "of TNEF the log says: $(grep -i 'decoder for.*tnef' "$work/home/log")"
fi

other=$(command -v tnef)
if [ -n "$other" ] && "$other" -V 2>&1 | grep -q Simpson; then
    for name in "$work"/answer.*; do
        mv "$name" "$work/ours.${name##*.}"
    done
    echo "with $other:"
    through "$other" && for name in "$work"/ours.*; do
        printf '%-7s ours: %-55s theirs: %s\n' "${name##*.}" "$(head -c 55 "$name")" \
            "$(head -c 55 "$work/answer.${name##*.}")"
    done
fi
[ $failures -eq 0 ] && echo "all is well" || echo "$failures wrong"
[ $failures -eq 0 ]
