#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# The table of places of control words is what scripts/words makes.

set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
command -v python3 >/dev/null || { echo "no python3"; exit 77; }
"$top/scripts/words" | cmp - "$top/src/rtf/places.c"
