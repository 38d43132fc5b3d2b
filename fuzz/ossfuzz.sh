#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# Builds the harnesses the way OSS-Fuzz asks for: with $CC, $CXX, their flags and
# $LIB_FUZZING_ENGINE, into $OUT, with a dictionary, options and a corpus of seeds for each. Wants
# cmake and zip. scripts/ossfuzz-check tries it without OSS-Fuzz.

set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$top/fuzz/settings.sh"
: "${OUT:?where the harnesses go}"
: "${LIB_FUZZING_ENGINE:=-fsanitize=fuzzer}"
build=${WORK:-/tmp}/libtnef

# Where the harnesses run there is no zlib. Which one it is, the flags say, too: -m32.
# shellcheck disable=SC2086
zlib=$("${CC:-cc}" ${CFLAGS-} -print-file-name=libz.a)
options=()
if [ -f "$zlib" ]; then
    options+=("-DZLIB_LIBRARY=$zlib")
elif [[ " ${CFLAGS-} " == *" -m32 "* ]]; then
    echo "ossfuzz: there is no libz.a for -m32: install zlib1g-dev:i386" >&2
    exit 1
fi

cmake -S "$top" -B "$build" -DCMAKE_BUILD_TYPE=None -DTNEF_BUILD_FUZZERS=ON -DTNEF_BUILD_TESTS=ON \
    -DTNEF_COUNT_TOUCHED=ON -DTNEF_BUILD_TOOLS=OFF -DTNEF_BUILD_EXAMPLES=OFF -DTNEF_INSTALL=OFF \
    -DTNEF_FUZZ_ENGINE="$LIB_FUZZING_ENGINE" ${options[@]+"${options[@]}"}
cmake --build "$build" --parallel "${JOBS:-$(nproc)}" --target fuzz_all --target make_sample

for source in "$top"/fuzz/fuzz_*.c; do
    harness=$(basename "$source" .c)
    name=${harness#fuzz_}
    cp "$build/fuzz/$harness" "$OUT/"
    printf '[libfuzzer]\nmax_len = %s\n' "$(max_len_of "$name")" >"$OUT/$harness.options"
    dictionary_of "$name" >"$OUT/$harness.dict"
    [ -s "$OUT/$harness.dict" ] || rm "$OUT/$harness.dict"
    seeds=$build/seeds/$harness
    rm -rf "$seeds"
    seeds_of "$name" "$seeds" "$build/tests/make_sample"
    rm -f "$OUT/${harness}_seed_corpus.zip"
    [ -z "$(ls -A "$seeds")" ] || (cd "$seeds" && zip -q -r "$OUT/${harness}_seed_corpus.zip" .)
done
