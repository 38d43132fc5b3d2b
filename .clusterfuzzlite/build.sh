#!/bin/bash -eu
# SPDX-License-Identifier: MIT
exec "$SRC/libtnef/fuzz/ossfuzz.sh"
