#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# The tables of places of control words and of elements are what scripts/words makes.

set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
command -v python3 >/dev/null || { echo "no python3"; exit 77; }
for room in rtf html; do
    "$top/scripts/words" $room | cmp - "$top/src/$room/places.c"
done
