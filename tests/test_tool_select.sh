#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# winmail extract -l, -x and -O, and paths for xargs -0: what is listed is what extract writes, what is
# selected is what is listed so, one file goes to standard output, and nothing else is left anywhere.

. "$(dirname "$0")/tool_lib.sh"

export TMPDIR=$work/tmp
mkdir "$TMPDIR"
printf 'one\n' >one.txt
printf 'two, of the same name\n' >two.txt
printf 'a\0b' >binary.bin
mkdir other
cp two.txt other/one.txt
# holding FILE TEXT FILE...: a message that says TEXT, with these attached
holding() {
    "$MAKE_SAMPLE" --holding "${@:2}" >"$1" || wrong "make_sample --holding ${*:2}"
}
holding inner.dat inside one.txt other/one.txt
holding outer.dat outside one.txt binary.bin inner.dat other/one.txt inner.dat
mail outer.dat >outer.eml
printf 'From a@b Mon Jan  1 08:26:00 2024\n' >box
cat outer.eml >>box
printf '\nFrom a@b Mon Jan  1 08:27:00 2024\n' >>box
mail inner.dat >>box
sample meeting.dat --meeting 2
sample empty.dat --no-content 1
sample linked.dat --linked 1
sample contents.dat --contents 20
"$MAKE_SAMPLE" --names 'a [1].txt' 'a [1].txt' '[b]' >names.dat

# nothing: no file is in the folder of temporary files
left() {
    [ -z "$(ls -A "$TMPDIR")" ] || wrong "$*: $(ls -A "$TMPDIR") is left"
}

# files FOLDER: all that is in it, and what is in that, by path
files() {
    (cd "$1" && find . ! -name . | LC_ALL=C sort)
}

# ---- what is listed is what is written --------------------------------------------------------------
for input in outer.dat outer.eml box contents.dat meeting.dat names.dat; do
    rm -rf to && mkdir to
    "$WINMAIL" extract -d to $input >/dev/null 2>err
    code=$?
    expect $code extract -l $input
    mv out lines
    left "extract -l $input"
    for name in list 'extract -l' ; do
        # shellcheck disable=SC2086
        expect $code $name --output-format=names0 $input
        (cd to && LC_ALL=C sort -z | xargs -0 ls -d -- >/dev/null) <out || wrong "$name $input: no such files"
        tr '\0' '\n' <out | sort >names
        (cd to && find . -type f | sed 's|^\./||' | sort) >want
        cmp -s names want || wrong "$name $input: $(diff names want)"
    done
    sed 's/^ *[0-9]*  //' lines | sort | cmp -s - want || wrong "extract -l $input: $(cat lines)"
    while read -r size path; do
        [ "$size" = "$(wc -c <"to/$path")" ] || wrong "$input: the size of $path is not $size"
    done <lines
    # and each of it is selected by the path that is listed
    sort lines | uniq >each
    while read -r size path; do
        for how in "./$path" "./${path//[/\\[}"; do
            expect $code extract -O -x "$how" $input
            cmp -s out "to/$path" || wrong "$input: -O -x '$how' is not that file: $(head -c 200 err)"
        done
    done <each
    left "extract -O $input"
    # JSON lists the same
    expect $code extract -l --json $input
    python3 - <<'PY' || wrong "extract -l --json $input: $(head -c 300 out)"
import json
want = open("want", encoding="utf-8").read().split("\n")[:-1]
have = [(f["directory"] + "/" if f["directory"] else "") + f["name"]
        for line in open("out", encoding="utf-8") for f in json.loads(line)["files"]]
assert sorted(have) == want, (have, want)
PY
done

# ---- paths of what is written, any byte in them -----------------------------------------------------
folder=$'to \n\xff'
mkdir "$folder"
expect 0 extract --output-format=names0 -d "$folder" outer.dat
xargs -0 cat <out >all || wrong "names0: xargs finds no file"
find "$folder" -type f -print0 | sort -z >want
sort -z out | cmp -s - want || wrong "names0: not what was written"

# ---- selected: these files and no others, no folder for nothing -------------------------------------
# written WANTED OPTIONS...: after extract there is nothing but WANTED, a list in one word
written() {
    local want=$1
    shift
    rm -rf to && mkdir to
    expect 0 extract -d to "$@" outer.dat
    [ "$(files to | tr '\n' ' ')" = "$want" ] || wrong "$*: $(files to | tr '\n' ' ')"
    left "$*"
}
written './binary.bin ' -x binary.bin
written './binary.bin ' -x 'bin*'
written './one (2).txt ' -x './one (2).txt'
rm -rf to && mkdir to
expect 0 extract -d to -x '*.bin' -x 'message-2/one.txt' outer.dat
[ "$(files to | tr '\n' ' ')" = './binary.bin ./message-2 ./message-2/one.txt ' ] || wrong "two: $(files to)"
[ "$(wc -l <out)" -eq 2 ] || wrong "more is said than was written: $(cat out)"
says_nothing err
rm -rf to && mkdir to
expect 0 extract -d to -x 'one*.txt' outer.dat
[ "$(find to -type f | wc -l)" -eq 6 ] || wrong "a name in all folders: $(files to)"
rm -rf to && mkdir to
expect 0 extract -d to -x '*/one.txt' outer.dat
[ "$(files to | tr '\n' ' ')" = './message-1 ./message-1/one.txt ./message-2 ./message-2/one.txt ' ] ||
    wrong "a star takes a slash: $(files to)"
holding deep.dat deep outer.dat
rm -rf to && mkdir to
expect 0 extract -d to -x '*/one.txt' deep.dat
[ "$(files to | tr '\n' ' ')" = './message-1 ./message-1/one.txt ' ] || wrong "a star takes folders: $(files to)"
# nothing is overwritten
rm -rf to && mkdir to
echo mine >to/binary.bin
expect 0 extract -d to -x binary.bin outer.dat
[ "$(cat to/binary.bin)" = mine ] || wrong "a file was overwritten"
cmp -s "to/binary (2).bin" binary.bin || wrong "no second name: $(files to)"

# ---- no file, or more than one ----------------------------------------------------------------------
rm -rf to && mkdir to
expect 6 extract -d to -x nothing -x one.txt -x $'n\e*' outer.dat
says err "winmail: no file matches 'nothing'"
says err "no file matches 'n\\u{1b}*'"
[ "$(wc -l <err)" -eq 2 ] || wrong "more is said than two patterns: $(cat err)"
[ -f to/one.txt ] || wrong "nothing of what matches was written"
expect 6 extract -l -x nothing outer.dat
says_nothing out
expect 6 extract -O -x nothing outer.dat
says_nothing out
expect 6 extract -O -x 'one*' outer.dat
cmp -s out one.txt || wrong "-O: not the first one"
says err 'only one file is written, and this one is selected, too: "one (2).txt"'
# a file that cannot be read comes first
expect 2 extract -l -x nothing missing
says err "no file matches 'nothing'"
# what is not asked for is not spoken of; what is, is
for file in empty linked; do
    expect 6 extract -l -x nothing $file.dat
    [ "$(wc -l <err)" -eq 1 ] || wrong "$file.dat: $(cat err)"
done
expect 4 extract -l -x 'empty*' empty.dat
says err 'has no content'
expect 6 extract -O -x click.txt linked.dat

# ---- standard output --------------------------------------------------------------------------------
expect 0 extract -O -x 'binary.bin' outer.dat
cmp -s out binary.bin || wrong "-O: other bytes"
says_nothing err
expect 0 extract --stdout -x binary.bin outer.eml
cmp -s out binary.bin || wrong "-O of a mail: other bytes"
"$WINMAIL" extract -O -x binary.bin outer.dat >/dev/full 2>err
[ $? -eq 2 ] || wrong "-O to a full device"
says err 'standard output'
# at the limit of output what comes after it is not written, and that is said
expect 5 extract -O -x binary.bin --max-output 6 outer.dat
cmp -s out binary.bin || wrong "-O: what came before the limit is not there"
# a terminal gets text only, and no commands
printf 'plain\e[31m\n' >red.txt
holding red.dat red red.txt binary.bin
cat >terminal.py <<'PY'
import os, pty, sys
out = b""
def read(fd):
    global out
    data = os.read(fd, 65536)
    out += data
    return data
code = os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:], read, lambda fd: b""))
open("out", "wb").write(out)
sys.exit(code)
PY
terminal() {
    local code=$1
    shift
    python3 terminal.py "$WINMAIL" "$@" </dev/null >/dev/null
    local got=$?
    [ $got -eq "$code" ] || wrong "$* at a terminal exits $got, not $code: $(cat out)"
}
terminal 0 extract -O -x red.txt red.dat
says out 'plain\u{1b}[31m'
terminal 2 extract -O -x binary.bin red.dat
says out 'is not text'

# ---- usage ------------------------------------------------------------------------------------------
usage() {
    local text=$1
    shift
    expect 1 "$@"
    says err "$text"
}
usage '-x is an option of extract only' list -x a outer.dat
usage '-l and -O are options of extract only' list -l outer.dat
usage '-l and -O are options of extract only' dump -O outer.dat
usage '-d is no use' extract -l -d to outer.dat
usage 'only one of -l and -O' extract -l -O -x a outer.dat
usage '-O needs -x' extract -O outer.dat
usage 'or to standard output' extract -O -x a -d to outer.dat
usage 'nothing but the file' extract -O -x a --json outer.dat
usage 'nothing but the file' extract -O -x a --output-format=names0 outer.dat
usage 'the name after -x is empty' extract -l -x '' outer.dat
usage 'names0 is for list and extract only' dump --output-format=names0 outer.dat
usage "is text, json or names0, not 'xml'" list --output-format=xml outer.dat
expect 0 list --output-format=json outer.dat
json out "--output-format=json"
cp out same
expect 0 list --json outer.dat
cmp -s out same || wrong "--output-format=json is not --json"
expect 0 list --json --output-format=text outer.dat
says out 'attachment'
done_testing
