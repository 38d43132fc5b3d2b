#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# check_format.sh PROJECT: files are as .editorconfig says (UTF-8, no tab, no blank at the end of a line, a
# line end at the end, the longest line), and the .c files of src/ as .clang-format says.

set -euo pipefail
project=${1:?usage: check_format.sh PROJECT}
cd "$project"
bad=0

# The longest line that .editorconfig allows: in [include/**.h], and in other sources.
headers=$(sed -n '/^\[include/,/^$/s/^max_line_length = //p' .editorconfig)
sources=$(sed -n '/^\[\*\.{c,h/,/^$/s/^max_line_length = //p' .editorconfig)
[ -n "$headers" ] && [ -n "$sources" ] || { echo ".editorconfig says no length"; exit 1; }

python3 - "$headers" "$sources" <<'PY' || bad=1
import glob, sys
headers, sources = int(sys.argv[1]), int(sys.argv[2])
bad = count = 0
patterns = ["include/tnef/*.h", "src/*/*", "tests/*.[ch]", "tests/*.sh", "tests/eva/*", "tests/milter/*.*",
            "tests/hosts/*.*", "fuzz/*.[ch]", "fuzz/*.sh", "tools/*/*.[ch]", "compat/*/*.[ch]", "compat/*/*.md",
            "compat/*/tests/*.*", "compat/*/tests/*/*.c", "examples/*.c", "examples/hosts/*", "bench/*.[ch]",
            "scripts/*", "docs/*.md", "*.md", "cmake/*",
            "CMakeLists.txt", "*/CMakeLists.txt"]
for path in sorted(sum((glob.glob(p) for p in patterns), [])):
    data = open(path, "rb").read()
    count += 1
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        print("%s: %s" % (path, error))
        bad = 1
        continue
    if not text.endswith("\n") or text.endswith("\n\n"):
        print("%s: does not end with one line end" % path)
        bad = 1
    longest = headers if path.startswith("include/") else \
        sources if path.endswith((".c", ".h", ".def")) else 0
    for number, line in enumerate(text.split("\n"), 1):
        what = "a tab" if "\t" in line else "a carriage return" if "\r" in line else \
            "blanks at the end" if line != line.rstrip() else \
            "%d columns, more than %d" % (len(line), longest) if longest and len(line) > longest else None
        if what:
            print("%s:%d: %s" % (path, number, what))
            bad = 1
sys.exit(bad or count < 100)
PY

scripts/format --check || { status=$?; [ $status -eq 77 ] && [ $bad -eq 0 ] && exit 77; bad=1; }
exit $bad
