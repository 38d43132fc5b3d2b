#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# check_layers.sh PROJECT: a source file includes headers of its own part and of the parts that the
# table allows it, and only those system headers that its part may know. A file that is in no part
# is an error: whoever adds one says where it belongs. No source calls a function that trusts a NUL
# to come, or that takes memory from the stack.

set -euo pipefail
project=${1:?usage: check_layers.sh PROJECT}

# The part of a file, from the lowest layer up.
part_of() {
    case $1 in
    tnef/base.h | tnef/decoder.h | tnef/mapi.h) echo public ;;
    tnef/lzfu.h) echo public_lzfu ;;
    tnef/rtf.h) echo public_rtf ;;
    tnef/html.h) echo public_html ;;
    tnef/text.h) echo public_text ;;
    tnef/message.h | tnef/bag.h) echo public_message ;;
    tnef/scan.h) echo public_scan ;;
    tnef/mail.h) echo public_mail ;;
    tnef/body.h) echo public_body ;;
    tnef/transfer.h) echo public_transfer ;;
    touch.[ch]) echo touch ;;                                                         # 0, every layer's
    bytes.h | fnv.h | types.h | answer.h | status.c | config.[ch] | readable.c | attrs.[ch]) echo base ;;                       # 0
    names*.[ch]) echo names ;;                                                        # 0
    alloc.[ch]) echo alloc ;;                                                         # 0
    decoder.c | decoder_*.[ch] | states.def) echo decoder ;;                          # 1
    dispatch.c | run.c | feed.c | eat.c | emit.c | say.c | stream.c | junk.c | list.c | prop.c | propname.c) echo decoder ;;
    value.c | nested.c | computed.c | close.c) echo decoder ;;
    html_charset.[ch]) echo html ;;                                                   # 2
    html_*.[ch]) echo html_text ;;                                                    # 2
    rtf.c | rtf_*.[ch]) echo rtf ;;                                                   # 2
    crc.[ch]) echo crc ;;                                                             # 1
    lzfu.c | lzfu_*.[ch]) echo lzfu ;;                                                # 1
    transfer_inside.h) echo transfer_inside ;;                                        # 1, for scan
    transfer*.[ch] | base64.c | qp*.c | uu.c) echo transfer ;;                        # 1
    utf*.c | codepage*.[ch] | text*.[ch] | safe_name*.c) echo text ;;                 # 1b
    scan*.[ch]) echo scan ;;                                                          # 2
    bag_list.[ch]) echo bag_list ;;                                                   # 3
    mail*.[ch]) echo mail ;;                                                          # 4
    body*.[ch]) echo body ;;                                                          # 4
    arena.[ch]) echo arena ;;                                                         # 3
    load_alloc.h) echo load_alloc ;;                                                  # 3, for bodies
    message*.[ch] | msgclass.c | load*.[ch] | bag*.[ch]) echo message ;;              # 3
    stddef.h | stdint.h | stdbool.h | string.h | limits.h | stdalign.h) echo freestanding ;;
    stdlib.h) echo stdlib ;;
    iconv.h | errno.h) echo iconv ;;
    zlib.h) echo zlib ;;
    *) echo unknown ;;
    esac
}

# The parts that a part may include besides itself.
allowed_of() {
    case $1 in
    public) echo freestanding ;;
    public_lzfu) echo freestanding public ;;
    public_rtf | public_html) echo freestanding public public_text ;;
    public_text) echo freestanding public ;;
    public_transfer) echo freestanding public ;;
    public_message) echo freestanding public public_text ;;
    public_scan) echo freestanding public ;;
    public_mail) echo freestanding public public_text public_message public_scan ;;
    public_body) echo freestanding public public_text public_message public_rtf ;;
    touch) echo freestanding ;;
    base | names) echo freestanding public ;;
    alloc) echo freestanding public stdlib ;;
    decoder) echo freestanding public base alloc ;;
    crc) echo freestanding zlib ;;
    lzfu) echo freestanding public public_lzfu base alloc crc ;;
    transfer_inside) echo freestanding public public_transfer ;;
    transfer) echo freestanding public public_transfer transfer_inside base alloc ;;
    text) echo freestanding public public_text base alloc iconv ;;
    html) echo freestanding ;;
    html_text) echo freestanding public public_text public_html base alloc text ;;
    rtf) echo freestanding public public_text public_rtf base alloc text html ;;
    scan) echo freestanding public public_transfer public_scan base alloc transfer_inside ;;
    bag_list) echo freestanding public_message ;;
    mail) echo freestanding public public_text public_message public_scan public_mail base alloc bag_list ;;
    body) echo freestanding public public_text public_message public_lzfu public_rtf public_html public_body base alloc html load_alloc ;;
    arena) echo freestanding public ;;
    load_alloc) echo freestanding public public_message ;;
    message) echo freestanding public public_text public_message base alloc arena load_alloc ;;
    esac
}

bad=0
count=0
check_file() {
    local name=$1 path=$2 part header other
    part=$(part_of "$name")
    if [ "$part" = unknown ]; then
        echo "$name belongs to no part: add it to part_of in tests/check_layers.sh"
        bad=1
        return
    fi
    while read -r header; do
        count=$((count + 1))
        other=$(part_of "$header")
        if [ "$other" != "$part" ] && [ "$other" != touch ] && [[ " $(allowed_of "$part") " != *" $other "* ]]; then
            echo "$name ($part) includes $header ($other)"
            bad=1
        fi
    done < <(sed -nE 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]([^>"]+)[>"].*/\1/p' "$path")
}

for path in "$project"/src/*; do
    check_file "$(basename "$path")" "$path"
done
for path in "$project"/include/tnef/*.h; do
    check_file "tnef/$(basename "$path")" "$path"
done
if grep -nE '\b(str(n?cpy|n?cat|len|dup|tok)|v?sprintf|gets|alloca)[[:space:]]*\(' \
    "$project"/src/*.[ch]; then
    echo "these functions are not used here"
    bad=1
fi
[ "$count" -gt 0 ] || bad=1
exit $bad
