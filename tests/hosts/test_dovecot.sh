#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Dovecot's full text search with decode2text.sh: mails are indexed, and found by the names of what is attached in
# their winmail.dat, and in a message in it, by what the body there says, and also if the stream is damaged. WINMAIL
# comes from ctest. Everything is below a folder of its own, and stopped by its pid.

set -u
hosts=$(cd "$(dirname "$0")" && pwd)
skip() {
    echo "skipped: $*"
    exit 77
}
[ "$(id -u)" -eq 0 ] || skip "only root can start Dovecot"
command -v dovecot >/dev/null || skip "no dovecot (scripts/setup --hosts installs it)"
[ -f /usr/lib/dovecot/modules/lib21_fts_lucene_plugin.so ] || skip "no dovecot-lucene"
[ -x "${WINMAIL:-}" ] || skip "no winmail"

work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || { kill "$pid"; wait "$pid"; } 2>/dev/null; rm -rf "$work"' EXIT
chmod 755 "$work"
failures=0
wrong() {
    echo "wrong: $*"
    failures=$((failures + 1))
}

# Dovecot gives a script no environment: where winmail is not installed, the script is told where it is.
mkdir -p "$work"/{bin,mails,run,state} "$work"/home/Maildir/{cur,new,tmp}
install -m 755 "$WINMAIL" "$work/bin/winmail"
install -m 755 "$hosts/../../examples/hosts/decode2text.sh" "$work/bin/"
cat >"$work/bin/decode2text" <<SH
#!/bin/sh
PATH=$work/bin:/usr/bin:/bin exec $work/bin/decode2text.sh "\$@"
SH
chmod 755 "$work/bin/decode2text"

# The place in this list is the number of the mail.
names=(doc text nested cut sum none not)
python3 "$hosts/streams.py" "$work/mails" || exit 1
for i in "${!names[@]}"; do
    tr -d '\r' <"$work/mails/${names[i]}.eml" >"$work/home/Maildir/new/$((i + 1)).mail"
done
chown -R nobody:nogroup "$work/home"

cat >"$work/conf" <<CONF
base_dir = $work/run
state_dir = $work/state
log_path = $work/log
protocols =
ssl = no
default_internal_user = nobody
default_login_user = nobody
default_internal_group = nogroup
mail_location = maildir:$work/home/Maildir
first_valid_uid = 1
mail_uid = nobody
mail_gid = nogroup
mail_plugins = fts fts_lucene
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=$work/home
}
passdb {
  driver = static
  args = nopassword=y
}
plugin {
  fts = lucene
  fts_lucene = whitespace_chars=@.
  fts_enforced = yes
  fts_decoder = decode2text
}
service decode2text {
  executable = script $work/bin/decode2text
  user = nobody
  vsz_limit = 0
  unix_listener decode2text {
    mode = 0666
  }
}
CONF
dovecot -F -c "$work/conf" >"$work/out" 2>&1 &
pid=$!
for ((i = 0; i < 100; i++)); do
    [ -S "$work/run/decode2text" ] && break
    sleep 0.1
done
timeout 60 doveadm -c "$work/conf" index -u test INBOX 2>"$work/said" || wrong "doveadm index exits $?"

# found WORD NAME...: the mails, and no others, whose parts say the word
found() {
    local word=$1 expected=
    shift
    for i in "${!names[@]}"; do
        case " $* " in *" ${names[i]} "*) expected+="$((i + 1)) " ;; esac
    done
    got=$(timeout 60 doveadm -c "$work/conf" search -u test mailbox INBOX BODY "$word" | sed 's/.* //' | tr '\n' ' ')
    [ "$got" = "$expected" ] || wrong "$word is found in '$got', not '$expected'"
}
found quick.doc doc cut sum
found inner.doc nested
found readme.txt text
found hedgehog text
found squirrel

if grep -qE 'Error|Panic|Fatal' "$work/log" "$work/said"; then
    wrong "Dovecot complains: $(grep -hE 'Error|Panic|Fatal' "$work/log" "$work/said" | head -n 3)"
fi
[ $failures -eq 0 ] && echo "all is well with $(dovecot --version)" || echo "$failures wrong"
[ $failures -eq 0 ]
