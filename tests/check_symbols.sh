#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# What the library's symbols may be.
#
#   check_symbols.sh archive LIBRARY.a
#       every global symbol begins with tnef_ or tnefi_; each object uses only those functions of
#       the C library that the table below allows it; there is no mutable static data
#   check_symbols.sh exports LIBRARY.so
#       exactly the names in exports.txt are visible, each with the version of the interface
#   check_symbols.sh update LIBRARY.so
#       writes exports.txt anew. Before 1.0 that is a change to be looked at; afterwards only
#       lines that are added are harmless

set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# What any object may use: the functions on memory of a given length, most of which a compiler calls
# unasked. gcc 12 at -O3 makes strlen of loops that look for a NUL; that no source calls it is left to
# check_layers.sh.
common='^(mem(cpy|move|set|cmp|chr)|strlen|__mem(cpy|move|set)_chk|__stack_chk_fail|_GLOBAL_OFFSET_TABLE_)$'

# What one object may use besides: object, extended regular expression.
allowed_of() {
    case $1 in
    alloc) echo '^(malloc|free)$' ;;
    crc) echo '^crc32(_z)?$' ;;
    iconv) echo '^((lib)?iconv(_open|_close)?|__errno_location|__error)$' ;;
    # what the processor has: of glibc, or of the compiler's library where that is not there
    vectors) echo '^(__x86_get_cpuid_feature_leaf|__cpu_(model|indicator_init))$' ;;
    safe_name) echo '^strchr$' ;;                   # in its own constant lists of characters
    *) echo '^$' ;;
    esac
}

# "object symbol" for every symbol that is not defined by the object itself
undefined_symbols() {
    nm -A -u --format=posix "$1" |
        sed -E 's/^.*\[([^]]*)\]: ([^ ]+).*$/\1 \2/; s/^([^ ]*)(\.c)?\.o(bj)? /\1 /; s/^([^ ]*)\.c /\1 /'
}

check_archive() {
    local library=$1 bad=0 object symbol objects=0 data

    while read -r symbol; do
        echo "global symbol without the library's prefix: $symbol"
        bad=1
    done < <(nm -g --defined-only --format=posix "$library" |
        awk 'NF > 1 && $1 !~ /^tnefi?_/ { print $1 }')

    while read -r object symbol; do
        objects=$((objects + 1))
        if [[ $symbol =~ ^tnefi?_ || $symbol =~ $common || $symbol =~ $(allowed_of "$object") ]]; then
            continue
        fi
        echo "$object uses $symbol"
        bad=1
    done < <(undefined_symbols "$library")
    if [ "$objects" -eq 0 ]; then
        echo "$library: nothing found in it"
        bad=1
    fi

    # Constant tables of pointers live in .data.rel.ro, which is made read-only after relocation.
    # A build that counts bytes touched (src/base/touch.h) has its counter.
    data=$(objdump -t "$library" | awk -v counter="${TNEF_COUNT_TOUCHED:+tnefi_base_touched}" '
        !/ d  / {
            for (i = 1; i <= NF; i++)
                if ($NF != counter && $i ~ /^(\.data|\.bss|\.tdata|\.tbss|\*COM\*)/ && $i !~ /^\.data\.rel\.ro/)
                    print $NF " in " $i
        }')
    if [ -n "$data" ]; then
        printf 'mutable static data: %s\n' "$data"
        bad=1
    fi
    return $bad
}

# Names, without "@@LIBTNEF_0.2"; the node of the version script is a symbol, too, and no name.
exports_of() {
    nm -D --defined-only --format=posix "$1" | awk '$2 ~ /[TDBRVW]/ { print $1 }' | sed 's/@@.*//' | sort
}

check_exports() {
    diff -u "$here/exports.txt" <(exports_of "$1") || return 1
    if nm -D --defined-only --format=posix "$1" |
        awk '$2 ~ /[TDBRVW]/ && $1 !~ /@@LIBTNEF_[0-9.]+$/ { print "without a version: " $1; bad = 1 }
            END { exit !bad }'; then
        return 1
    fi
}

case ${1-} in
archive) check_archive "$2" ;;
exports) check_exports "$2" ;;
update) exports_of "$2" >"$here/exports.txt" ;;
*)
    echo "usage: $0 archive LIBRARY.a | exports LIBRARY.so | update LIBRARY.so" >&2
    exit 1
    ;;
esac
