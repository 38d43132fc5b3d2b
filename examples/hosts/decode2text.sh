#!/bin/sh
# SPDX-License-Identifier: MIT
# Dovecot, full text search: what a winmail.dat says. As decode2text.sh of fts_decoder:
#
#     service decode2text { executable = script /usr/local/lib/dovecot/decode2text.sh ... }
#     plugin { fts_decoder = decode2text }
#
# Dovecot gives a script no environment, so winmail must be where a shell without one looks, as in /usr/bin.
#
# Without arguments the script prints the types that it reads, and an empty line after them; else its argument is
# a type, and the bytes come on standard input. Its status is 0 for damaged streams, too: what is good in them is
# text to search for. The last line has an end, since Lucene does not index a word that has nothing after it.
if [ $# -eq 0 ]; then
    echo 'application/ms-tnef dat tnef'
    echo 'application/vnd.ms-tnef dat tnef'
    echo
    exit 0
fi
case $1 in
application/ms-tnef | application/vnd.ms-tnef) ;;
*) exit 1 ;;
esac
stream=$(mktemp) || exit 1
trap 'rm -f "$stream"' EXIT
cat >"$stream"
winmail list --as tnef "$stream" 2>/dev/null | sed '1d; s/^ *//'
winmail body --text --as tnef "$stream" 2>/dev/null
echo
exit 0
