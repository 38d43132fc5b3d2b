#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# The table of names of characters is what scripts/entities makes.

set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
command -v python3 >/dev/null || { echo "no python3"; exit 77; }
"$top/scripts/entities" | cmp - "$top/src/html/entities.c"
