#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Builds the harnesses the way OSS-Fuzz asks for: with $CC, $CFLAGS and $LIB_FUZZING_ENGINE, into
# $OUT, with the dictionary and a corpus of seeds for each. Wants cmake and zip.

set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
: "${OUT:?where the harnesses go}"
: "${LIB_FUZZING_ENGINE:=-fsanitize=fuzzer}"
build=${WORK:-/tmp}/libtnef

# Where the harnesses run there is no zlib.
zlib=$("${CC:-cc}" -print-file-name=libz.a)
options=()
[ ! -f "$zlib" ] || options+=("-DZLIB_LIBRARY=$zlib")

cmake -S "$top" -B "$build" -DTNEF_BUILD_FUZZERS=ON -DTNEF_BUILD_TESTS=ON \
    -DTNEF_BUILD_TOOLS=OFF -DTNEF_BUILD_EXAMPLES=OFF -DTNEF_INSTALL=OFF \
    -DTNEF_FUZZ_ENGINE="$LIB_FUZZING_ENGINE" ${options[@]+"${options[@]}"}
for source in "$top"/fuzz/fuzz_*.c; do
    harness=$(basename "$source" .c)
    cmake --build "$build" --parallel "$(nproc)" --target "$harness" make_sample
    cp "$build/fuzz/$harness" "$OUT/"
    cp "$top/fuzz/tnef.dict" "$OUT/$harness.dict"
    printf '[libfuzzer]\nmax_len = 16384\n' >"$OUT/$harness.options"
    seeds=$build/seeds/$harness
    rm -rf "$seeds"
    mkdir -p "$seeds"
    "$build/tests/make_sample" --all "$seeds" >/dev/null
    own=$top/fuzz/seeds/${harness#fuzz_}
    [ ! -d "$own" ] || cp "$own"/* "$seeds/"
    (cd "$seeds" && zip -q -r "$OUT/${harness}_seed_corpus.zip" .)
done
