#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# What examples/hosts has for other programs, each with the real program, if it is installed: rspamd and
# SpamAssassin with rules about what is in a winmail.dat, procmail and maildrop that unwrap it, mutt and
# neomutt that show it, and the script for Dovecot's search. WINMAIL and SOURCE_DIR come from ctest, and
# TNEF_INSTRUMENTED: with sanitizers in it the library cannot be loaded into other programs.

set -u
hosts=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$hosts/../.." && pwd)
examples=$source/examples/hosts
[ -x "${WINMAIL:-}" ] || { echo "skipped: no winmail"; exit 77; }

work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null; rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work" || exit 1
failures=0
tried=0
wrong() {
    echo "wrong: $*"
    failures=$((failures + 1))
}
is_there() {
    command -v "$1" >/dev/null || { echo "skipped: $1 is not installed"; return 1; }
    tried=$((tried + 1))
}

# says FILE TEXT; lacks FILE TEXT
says() {
    grep -aqF -- "$2" "$1" || wrong "$1 does not say '$2': $(head -c 400 "$1")"
}
lacks() {
    ! grep -aqF -- "$2" "$1" || wrong "$1 says '$2'"
}

mkdir bin mails
install -m 755 "$WINMAIL" bin/winmail
path=$work/bin:/usr/bin:/bin
python3 "$hosts/streams.py" mails || exit 1
for mail in mails/*.eml; do
    tr -d '\r' <"$mail" >"${mail%.eml}.lf"
done

# ---- programs that load the library --------------------------------------------------------------
# The one that was installed for other tests, or one that is built here.
loadable() {
    [ -z "${TNEF_INSTRUMENTED:-}" ] || { echo "skipped: programs that load the library"; return 1; }
    if [ -e "${TNEF_SHARED:-}/libtnef.so" ]; then
        export LD_LIBRARY_PATH=$TNEF_SHARED
        return 0
    fi
    [ -d lib ] && return 0
    mkdir lib
    if ! { cmake -S "$source" -B lib -DBUILD_SHARED_LIBS=ON -DTNEF_BUILD_TESTS=OFF -DTNEF_BUILD_TOOLS=OFF \
        -DTNEF_BUILD_EXAMPLES=OFF && cmake --build lib --parallel 2; } >lib.log 2>&1; then
        wrong "the library cannot be built: $(tail -n 5 lib.log)"
        return 1
    fi
    export LD_LIBRARY_PATH=$work/lib
}

rspamd_answers() {
    for _ in $(seq 300); do
        (exec 3<>/dev/tcp/127.0.0.1/"$1") 2>/dev/null && return 0
        sleep 0.1
    done
    wrong "rspamd does not answer: $(tail -n 3 rspamd.log)"
    return 1
}

try_rspamd() {
    local port

    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    printf 'com\nnet\norg\n' >tlds
    cat >rspamd.conf <<CONF
options { pidfile = "$work/rspamd.pid"; url_tld = "$work/tlds"; filters = "";
    dns { nameserver = ["127.0.0.1:9:1"]; timeout = 0.1; retransmits = 1; } }
logging { type = "console"; level = "info"; }
worker "normal" { bind_socket = "127.0.0.1:$port"; count = 1; enabled = true; }
worker "controller" { enabled = false; }
worker "rspamd_proxy" { enabled = false; }
metric { name = "default"; actions { reject = 100; } }
lua = "$work/rspamd.local.lua";
CONF
    cp "$examples/tnef.lua" .
    cat >rspamd.local.lua <<LUA
package.path = '$work/?.lua;' .. package.path
require 'tnef'(rspamd_config, { bad = { 'doc', 'exe' } })
LUA
    rspamd -f -i -c rspamd.conf >rspamd.log 2>&1 &
    pid=$!
    rspamd_answers "$port" || return
    for name in doc text nested cut sum contact none not; do
        rspamc -h "127.0.0.1:$port" "mails/$name.eml" >"rspamd.$name" 2>&1
    done
    kill "$pid"
    wait "$pid" 2>/dev/null
    pid=
    says rspamd.doc 'TNEF_BAD_EXT (8.00)[quick.doc]'
    says rspamd.nested 'TNEF_BAD_EXT (8.00)[inner.doc]'
    says rspamd.cut 'TNEF_BAD_EXT (8.00)[quick.doc]'
    says rspamd.cut 'TNEF_DAMAGED (1.00)[TNEF_E_TRUNCATED]'
    says rspamd.sum 'TNEF_ANOMALY (0.00)[checksum]'
    lacks rspamd.doc TNEF_ANOMALY
    says rspamd.contact 'TNEF_TYPE (0.00)[IPM.Contact, IPM.Note]'
    lacks rspamd.doc TNEF_TYPE
    says rspamd.text 'TNEF (0.00)[readme.txt]'
    lacks rspamd.text TNEF_BAD_EXT
    says rspamd.none 'TNEF (0.00)'
    lacks rspamd.not TNEF
    says rspamd.not Action
    lacks rspamd.log failed
}

try_spamassassin() {
    mkdir spamassassin
    : >prefs
    cat >spamassassin/test.pre <<PRE
loadplugin Mail::SpamAssassin::Plugin::Check
loadplugin Mail::SpamAssassin::Plugin::TNEF $examples/TNEF.pm
PRE
    cat >spamassassin/local.cf <<'CF'
body TNEF_BAD_EXT eval:check_tnef_name('\.(?:exe|doc)$')
score TNEF_BAD_EXT 4
body TNEF_DAMAGED eval:check_tnef_damaged()
score TNEF_DAMAGED 1
body TNEF_CONTACT eval:check_tnef_type('^ipm\.contact$')
body TNEF_SUM eval:check_tnef_anomaly('^checksum$')
add_header all Tests _TESTS_
CF
    for name in doc text nested cut sum contact none not; do
        spamassassin -L --configpath="$work/spamassassin" --siteconfigpath="$work/spamassassin" \
            --prefspath="$work/prefs" <"mails/$name.lf" >"spam.$name" 2>"spam.$name.err" ||
            echo "it exits $?" >>"spam.$name.err" &
    done
    wait
    for name in doc text nested cut sum contact none not; do
        lacks "spam.$name.err" 'it exits'
    done
    says spam.doc 'X-Spam-Tests: TNEF_BAD_EXT'
    says spam.nested 'X-Spam-Tests: TNEF_BAD_EXT'
    says spam.cut 'X-Spam-Tests: TNEF_BAD_EXT,TNEF_DAMAGED'
    says spam.sum 'X-Spam-Tests: TNEF_BAD_EXT,TNEF_SUM'
    says spam.contact 'X-Spam-Tests: TNEF_CONTACT'
    for name in text none not; do
        says "spam.$name" 'X-Spam-Tests: none'
    done
}

if is_there rspamd && loadable; then
    try_rspamd
fi
if is_there spamassassin && loadable; then
    if perl -MFFI::Platypus -e 1 2>/dev/null; then
        try_spamassassin
    else
        echo "skipped: SpamAssassin without FFI::Platypus"
    fi
fi
unset LD_LIBRARY_PATH

# ---- programs that deliver -----------------------------------------------------------------------
# unwrapped WHO FILE NAME: of doc and text the file is in it; cut and not are as they came
unwrapped() {
    case $3 in
    doc) says "$2" 'filename="quick.doc"' && lacks "$2" winmail.dat ;;
    text) says "$2" 'filename="readme.txt"' && lacks "$2" winmail.dat ;;
    none) lacks "$2" winmail.dat ;;
    *)
        says "$2" 'name=winmail.dat'
        [ "$(sed '1{/^From /d;}' "$2" | sed -n '/^--b/,/^--b--/p')" = \
            "$(sed -n '/^--b/,/^--b--/p' "mails/$3.lf")" ] || wrong "$1 has changed $3"
        ;;
    esac
    says "$2" words
}

if is_there procmail; then
    # All at once: it waits a second after each mail, so that its time is a later one.
    for name in doc text none cut not; do
        cat >"procmailrc.$name" <<RC
PATH=$path
MAILDIR=$work
DEFAULT=$work/delivered.$name
LOGFILE=$work/procmail.log
INCLUDERC=$examples/procmailrc
RC
        { echo 'From a@example.org Tue Dec  1 00:00:00 2026'; cat "mails/$name.lf"; } |
            procmail -m "procmailrc.$name" || echo "it exits $?" >>procmail.err &
    done
    wait
    [ ! -e procmail.err ] || wrong "procmail: $(cat procmail.err)"
    for name in doc text none cut not; do
        unwrapped procmail "delivered.$name" "$name"
    done
fi

if is_there maildrop; then
    cat >mailfilter <<RC
PATH="$path"
include "$examples/mailfilter"
to "$work/delivered"
RC
    chmod 600 mailfilter
    for name in doc text none cut not; do
        rm -f delivered
        maildrop mailfilter <"mails/$name.lf" 2>maildrop.err || wrong "maildrop exits $?: $(cat maildrop.err)"
        unwrapped maildrop delivered "$name"
    done
fi

# ---- programs that show --------------------------------------------------------------------------
# Presses q once it is there, until nobody takes it: from the mail to the list, and out. A line end would open
# the mail again.
press_q() {
    for _ in $(seq 100); do
        ! grep -aqF '(600 bytes)' shown || break
        sleep 0.1
    done
    while printf q; do
        sleep 0.3
    done 2>/dev/null
}

show() {
    { echo 'From a@example.org Tue Dec  1 00:00:00 2026'; cat mails/doc.lf; echo; } >mbox
    cat >muttrc <<RC
set mailcap_path=$examples/mailcap
set folder=$work spoolfile=$work/mbox from=a@example.org tmpdir=$work move=no
auto_view application/ms-tnef application/vnd.ms-tnef
RC
    : >shown
    press_q |
        PATH=$path TERM=vt100 COLUMNS=120 LINES=50 HOME=$work timeout 30 \
            script -qec "$1 -n -F muttrc -f mbox -R -e 'push <display-message>'" /dev/null >shown 2>&1 ||
        wrong "$1 exits $?"
    says shown 'quick.doc'
    says shown '(600 bytes)'
}

for program in mutt neomutt; do
    if is_there "$program" && is_there script; then
        show "$program"
    fi
done

# ---- Dovecot's search ----------------------------------------------------------------------------
script=$examples/decode2text.sh
export PATH=$path
sh "$script" >types
says types 'application/ms-tnef dat tnef'
sh "$script" application/ms-tnef <mails/nested.dat >words || wrong "decode2text.sh exits $?"
says words inner.doc
sh "$script" application/ms-tnef <mails/cut.dat >words || wrong "decode2text.sh exits $? for what is damaged"
says words quick.doc
sh "$script" text/plain </dev/null >words && wrong "decode2text.sh takes every type"

echo "$tried programs tried"
[ $failures -eq 0 ] && echo "all is well" || echo "$failures wrong"
[ $failures -eq 0 ]
