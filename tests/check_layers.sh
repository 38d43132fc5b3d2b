#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# check_layers.sh PROJECT: the rooms of src/ are those of the table in docs/design.md, and each knows
# only what the table says.
#
# - A room is a folder, and has a row. The rows stand from the top layer to the bottom one; a room uses
#   rooms below its own only, so there is no circle. What a row says is used is used somewhere.
# - A file includes headers of its own room, the one header ROOM/ROOM.h that each room may offer to
#   others (of base, whose headers are small things by themselves, any), the public headers of its room
#   and of those that it uses, and the system headers that are named below.
# - Every internal name carries its room: tnefi_ROOM_. A file uses those of its own room and of the rooms
#   that its room uses.
# - No source calls a function that trusts a NUL to come, or that takes memory from the stack.

set -euo pipefail
project=${1:?usage: check_layers.sh PROJECT}
bad=0

wrong() {
    echo "$*"
    bad=1
}

# The room of a public header.
declare -A public=([base]=base [blobs]=blobs [anomaly]=base [decoder]=decoder [mapi]=names [lzfu]=lzfu
    [transfer]=transfer [encode]=encode [text]=text
    [rtf]=rtf [html]=html [scanner]=scan [reader]=message [message]=message [bag]=message [bodies]=body
    [mail]=mail [json]=json [convert]=convert)

# System headers: what every file may include, and what one file may besides.
freestanding=" stddef.h stdint.h stdbool.h string.h limits.h "
declare -A system=([base/alloc.c]="stdlib.h" [text/iconv.c]="iconv.h errno.h" [lzfu/crc.c]="zlib.h" [scan/lines.c]="emmintrin.h"
    [scan/quoted.c]="emmintrin.h" [base/simd.h]="sys/platform/x86.h"
    [base/sum.c]="emmintrin.h arm_neon.h" [base/block.h]="emmintrin.h arm_neon.h"
    [base/text.h]="emmintrin.h" [transfer/vectors.c]="tmmintrin.h" [transfer/base64_avx2.c]="immintrin.h"
    [encode/vectors.c]="tmmintrin.h")

# The table: layer, room, rooms that it uses. base is used by all, and not named.
declare -A uses=() order=() used=()
rows=0
while IFS='|' read -r _ _ room _ list _; do
    room=${room//[ \`]/}
    uses[$room]=$(tr -d ',`–' <<<"$list")
    order[$room]=$((rows++))
done < <(grep -E '^\| [0-9] \| `' "$project/docs/design.md")
[ "$rows" -gt 0 ] || wrong "docs/design.md has no table of rooms"

for folder in "$project"/src/*; do
    name=${folder##*/}
    [ -d "$folder" ] || wrong "src/$name is in no room"
    [ -n "${order[$name]-}" ] || wrong "src/$name has no row in docs/design.md"
done
for room in "${!uses[@]}"; do
    [ -d "$project/src/$room" ] || wrong "docs/design.md: there is no src/$room"
    for other in ${uses[$room]}; do
        if [ -z "${order[$other]-}" ]; then
            wrong "docs/design.md: $room uses $other, which is no room"
        elif [ "${order[$other]}" -le "${order[$room]}" ]; then
            wrong "docs/design.md: $room uses $other, which is not below it"
        fi
    done
done

# Whether ROOM may use OTHER; notes that it does.
may_use() {
    used["$1 $2"]=1
    [ "$1" = "$2" ] || [ "$2" = base ] || [[ " ${uses[$1]-} " == *" $2 "* ]]
}

includes=0
check_include() {
    local file=$1 room=$2 header=$3 other
    includes=$((includes + 1))
    case $header in
    tnef/*)
        other=${header#tnef/}
        other=${public[${other%.h}]-unknown}
        may_use "$room" "$other" || wrong "src/$file includes $header, of $other"
        ;;
    sys/*) [[ " ${system[$file]-} " == *" $header "* ]] || wrong "src/$file includes $header" ;;
    */*)
        other=${header%%/*}
        may_use "$room" "$other" || wrong "src/$file includes $header"
        [ "$room" = "$other" ] || [ "$other" = base ] || [ "$header" = "$other/$other.h" ] ||
            wrong "src/$file includes $header, which $other does not offer"
        ;;
    *)
        [[ "$freestanding ${system[$file]-} " == *" $header "* ]] || wrong "src/$file includes $header"
        ;;
    esac
}

for path in "$project"/src/*/*; do
    file=${path#"$project/src/"}
    room=${file%%/*}
    while read -r header; do
        check_include "$file" "$room" "$header"
    done < <(sed -nE 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]([^>"]+)[>"].*/\1/p' "$path")
    while read -r name; do
        other=${name#tnefi_}
        other=${other%%_*}
        if [ -z "${order[$other]-}" ]; then
            wrong "src/$file: $name does not carry a room"
        elif ! may_use "$room" "$other"; then
            wrong "src/$file uses $name"
        fi
    done < <(grep -ohE '\btnefi_[a-z0-9_]+' "$path" | sort -u)
done
[ "$includes" -gt 0 ] || wrong "nothing is included"
for path in "$project"/include/tnef/*.h; do
    name=${path##*/}
    room=${public[${name%.h}]-}
    [ "$name" != tnef.h ] || continue
    [ -n "$room" ] || { wrong "$name is of no room"; continue; }
    while read -r header; do
        case $header in
        tnef/*) check_include "../include/tnef/$name" "$room" "$header" ;;
        stddef.h | stdint.h) ;;
        *) wrong "$name includes $header" ;;
        esac
    done < <(sed -nE 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]([^>"]+)[>"].*/\1/p' "$path")
done
for room in "${!uses[@]}"; do
    for other in ${uses[$room]}; do
        [ -n "${used["$room $other"]-}" ] || wrong "docs/design.md: $room does not use $other"
    done
done

if grep -nE '\b(str(n?cpy|n?cat|len|dup|tok)|v?sprintf|gets|alloca)[[:space:]]*\(' \
    "$project"/src/*/*.[ch]; then
    wrong "these functions are not used here"
fi
exit $bad
