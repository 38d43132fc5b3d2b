#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# check_headers.sh INCLUDE: each public header shows how it is used, and what it shows compiles. An
# example that nobody compiles is wrong after the next change of a name.
#
# INCLUDE is the folder that holds tnef/*.h. Those that declare no object to use need no example: base.h,
# anomaly.h, mapi.h, tnef.h.
#
# The convention. The example stands in the head comment, the first one after the include guard:
#
#      * Example:
#      *
#      *     // Comments are of this kind, since a comment cannot hold the other.
#      *     static int show(void *user, const tnef_event *event)
#      *     {
#      *         return TNEF_CONTINUE;
#      *     }
#      *
#      * Prose goes on here.
#
# - The line is " * Example:" and no more. The empty line after it may be left out.
# - The example goes on as long as lines are empty (" *") or have five blanks after the star, which are
#   taken off. The first line with less ends it, and so does the end of the comment.
# - It stands at file scope as it is: whole functions, and the declarations that they need. What a mere
#   piece of a function would leave open is a parameter of the function.
# - It has 4 to 24 lines that are not empty, and names a function that its header declares.
# - Before it come the headers of the C library that $before names, and the header itself. It includes
#   what else it needs of this library.
# - Where there are several, each is compiled alone.

set -euo pipefail
include=${1:?usage: check_headers.sh INCLUDE}
: "${CC:=cc}"
before="stddef.h stdint.h inttypes.h stdio.h stdlib.h string.h"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
bad=0

wrong() {
    echo "$*"
    bad=1
}

# Writes the examples of a header to OUT.1.c, OUT.2.c and so on, each line where it stands in the header,
# so that the compiler names that line. Prints the first and the last line of each.
examples() {
    awk -v out="$2" '
        function finish() {
            if (on && last)
                print number, first, last
            on = 0
        }
        guard && !head && /\/\*/ { head = 1 }
        /^#define TNEF_[A-Z0-9_]*H$/ { guard = 1 }
        head == 1 && /^ \* Example:$/ {
            finish()
            on = 1
            number++
            first = 0
            last = 0
            next
        }
        on && /^ \*     / {
            file = out "." number ".c"
            if (!first) {
                first = NR
                last = NR - 1
            }
            while (++last < NR)
                print "" >file
            line = substr($0, 8)
            end = sub(/ *\*\/$/, "", line)
            print line >file
            if (end)
                finish()
            next
        }
        on && !/^ \*$/ { finish() }
        head == 1 && /\*\// {
            head = 2
            finish()
        }' "$1"
}

checked=0
for path in "$include"/tnef/*.h; do
    name=${path##*/}
    case $name in
    base.h | anomaly.h | mapi.h | tnef.h) continue ;;
    esac
    # What it declares: names of functions stand before "(" in what begins with TNEF_API.
    functions=$(tr '\n' ' ' <"$path" | grep -oE '\bTNEF_API [^;{}]*\(' | grep -oE '\btnef_[a-z0-9_]+\(' | tr -d '(')
    shown=$(examples "$path" "$dir/$name")
    [ -n "$shown" ] || { wrong "tnef/$name has no example in its head comment"; continue; }
    while read -r number first last; do
        example=$dir/$name.$number.c
        lines=$(grep -c . "$example")
        { [ "$lines" -ge 4 ] && [ "$lines" -le 24 ]; } ||
            wrong "tnef/$name:$first: an example of $lines lines; wanted are 4 to 24"
        grep -oE '\btnef_[a-z0-9_]+\(' "$example" | tr -d '(' | grep -qxFf <(echo "$functions") ||
            wrong "tnef/$name:$first: the example, which ends in line $last, uses no function of its header"
        {
            for header in $before "tnef/$name"; do
                echo "#include <$header>"
            done
            echo "#line $first \"tnef/$name\""
            cat "$example"
        } >"$dir/example.c"
        # A function that only shows how to call is used by nobody, and a configuration is zero but for
        # what is named in it.
        "$CC" -std=c11 -Wall -Wextra -Werror -pedantic -Wno-unused-function \
            -Wno-missing-field-initializers -fsyntax-only -I"$include" "$dir/example.c" ||
            wrong "tnef/$name:$first: the example does not compile"
        checked=$((checked + 1))
    done <<<"$shown"
done
[ "$checked" -gt 0 ] || wrong "there is no example in $include/tnef"
exit $bad
