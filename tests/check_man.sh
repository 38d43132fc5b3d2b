#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# check_man.sh PROJECT: the manual pages. Those of the library are made by scripts/man out of comments that
# are written for readers of headers, so this looks for what such a program gets wrong.
#
# - Each header has a page, and each function that is exported has one or a link to one that names it.
# - mandoc has nothing to warn of; nor of the pages of programs, which are written by hand.
# - No sign of comments, no mark-up that nobody carried out, no section without text is left.
# - All words of the comments are there.
# - The same headers give the same pages, and pages of functions that are gone go, too.
#
# Exit status 77: there is no mandoc.

set -euo pipefail
project=$(cd "${1:?usage: check_man.sh PROJECT}" && pwd)
command -v mandoc >/dev/null || { echo "skipped: no mandoc"; exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
bad=0

wrong() {
    echo "$*"
    bad=1
}

# nothing WHAT: complains of WHAT if there are lines on standard input, and shows the first ones.
nothing() {
    local lines
    lines=$(head -n 30)
    [ -z "$lines" ] || wrong "$1:"$'\n'"$lines"
}

"$project/scripts/man" "$dir/a/man3"
mkdir -p "$dir/another/man3"
touch "$dir/another/man3/tnef_is_gone.3" "$dir/another/man3/other.3"
"$project/scripts/man" "$dir/another/man3"
[ -e "$dir/another/man3/other.3" ] || wrong "scripts/man removes pages that are not its own"
rm -f "$dir/another/man3/other.3"
diff -r "$dir/a" "$dir/another" || wrong "scripts/man gives other pages the second time"
cd "$dir/a"

pages=()
for page in man3/*.3; do
    [[ $(head -n 1 "$page") == .so* ]] || pages+=("$page")
done

# ---- All are there ------------------------------------------------------------------------------

while read -r function; do
    page=man3/$function.3
    [ -s "$page" ] || { wrong "$function has no page"; continue; }
    text=$(<"$page")
    if [[ $text == ".so "* ]]; then
        page=${text#.so }
        [[ " ${pages[*]} " == *" $page "* ]] || { wrong "$function: a link to $page, which is no page"; continue; }
        text=$(<"$page")
    fi
    [[ ${text%%.Nd *} == *$'\n'".Nm $function"[$' \n']* ]] || wrong "$page does not name $function"
    [[ $text == *$'\n'".Fo $function"$'\n'* ]] || wrong "$page does not show $function"
done <"$project/tests/exports.txt"
for header in "$project"/include/tnef/*.h; do
    name=$(basename "$header" .h)
    [ "$name" = tnef ] && page=man3/tnef.3 || page=man3/tnef_$name.3
    [ -s "$page" ] || { wrong "tnef/$name.h has no page"; continue; }
    ! grep -q '^ \* Example:$' "$header" || grep -q '^\.Sh EXAMPLES$' "$page" ||
        wrong "$page does not have the example of the header"
done
nothing "pages refer to what is not there" < <(
    grep -hoE '\bXr tnef[a-z0-9_]* 3' "${pages[@]}" | sort -u | while read -r _ name _; do
        [ -e "man3/$name.3" ] || echo "$name(3)"
    done)

# ---- mandoc -------------------------------------------------------------------------------------

nothing "mandoc about the pages of programs" < <(mandoc -Tlint -Wwarning "$project"/tools/*/*.[1-9] 2>&1)
# Whether the pages to which they refer are installed is another matter.
nothing "mandoc about the pages of the library" < <(mandoc -Tlint -Wstyle "${pages[@]}" 2>&1 |
    grep -vE 'STYLE: referenced manual not found|outdated mandoc\.db')

# ---- What is left over --------------------------------------------------------------------------

# C that is shown keeps its comments. A line may begin with the sign of a product, after a macro.
nothing "signs of comments" < <(awk '
    /^\.Bd/ { code = 1 }
    !code && (/\/\*|\*\// || /^ *-{3,}/ || /^ *\* / && before !~ /^\./) { print FILENAME ": " $0 }
    /^\.Ed/ { code = 0 }
    { before = $0 }' "${pages[@]}")
nothing "bars that stand for italics" < <(grep -E '\|[a-z_*>.-]+\|' "${pages[@]}")
nothing "sections without text, displays without end" < <(awk '
    FNR == 1 { finish() }
    before ~ /^\.S[hs]/ && /^\.Sh/ || before ~ /^\.Ss/ && /^\.Ss/ { print FILENAME ": " before }
    /^\.Bd/ { if (code++) print FILENAME ": " $0 }
    /^\.Ed/ { if (--code) print FILENAME ": " $0 }
    { before = $0; page = FILENAME }
    END { finish() }
    function finish() {
        if (before ~ /^\.S[hs]/ || code)
            print page " ends with " before
        before = ""
        code = 0
    }' "${pages[@]}")
# As it is read: macros that were taken for text, and escapes.
nothing "mark-up is shown" < <(mandoc -Tascii "${pages[@]}" | sed 's/.\x08//g' |
    grep -E '^ *\.[A-Z][a-z]( |$)|\\f[BIRP]|\\\(|\\&|\\e ')

# All words of the comments of a header are in its pages, as often at least.
cat >"$dir/words.py" <<'PY'
import collections, os, re, sys
include, man = sys.argv[1:]
def words(text):
    return collections.Counter(re.findall(r"[a-z0-9_]{2,}", text.lower()))
pages = collections.defaultdict(str)
for file in os.listdir(man):
    text = open(os.path.join(man, file), encoding="utf-8").read()
    header = re.search(r"^\.In tnef/(\w+\.h)", text, flags=re.M)
    if header:
        text = re.sub(r"\\f[BIRP]|\\&", "", text)
        text = re.sub(r"\\\(..", " ", text).replace("\\-", "-").replace("\\e", "\\")
        pages[header.group(1)] += text
for header in sorted(os.listdir(include)):
    text = open(os.path.join(include, header), encoding="utf-8").read()
    text = text[text.index("_H\n"):]
    said = "\n".join(re.findall(r"/\*.*?\*/", text, flags=re.S))
    said = re.sub(r"^ \* Example:$|-{3,}.*?-{3,}", "", said, flags=re.M)
    there = words(pages[header])
    for word, number in sorted(words(said).items()):
        if there[word] < number:
            print("%s: %s, %d of %d" % (header, word, there[word], number))
PY
nothing "words are missing" < <(python3 "$dir/words.py" "$project/include/tnef" man3 2>&1)

exit $bad
