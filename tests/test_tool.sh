#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# winmail as a person or a script uses it: exit codes, JSON, safe names, nothing outside of the
# directory, memory that does not depend on the input.

. "$(dirname "$0")/tool_lib.sh"

expect 0 --help
expect 0 --version
grep -q '^winmail [0-9]' out || wrong "version: $(cat out)"

# ---- exit codes ---------------------------------------------------------------------------------
for name in sample worked_example truncated_value prop_type_unknown trailing_crlf checksum_wrong \
            empty_stream; do
    "$MAKE_SAMPLE" --list | grep -qx "$name" && vector "$name"
done
expect 0 list sample.dat
expect 2 list missing.dat
expect 2 list .
printf 'this is not TNEF' >text.dat
expect 3 list text.dat
: >empty.dat
expect 4 list empty.dat
head -c 500 sample.dat >cut.dat
expect 4 list cut.dat
expect 4 extract -d . cut.dat
expect 5 list --max-input 500 sample.dat
expect 5 extract --max-input 1000 -d . sample.dat
expect 5 dump --max-input 500 sample.dat
"$MAKE_SAMPLE" --deep 100 >deep.dat
expect 5 list deep.dat
expect 5 list --max-depth 32 deep.dat
# of several files the highest counts, and the others are done all the same
expect 5 list --json sample.dat text.dat deep.dat sample.dat
[ "$(wc -l <out)" -eq 4 ] || wrong "four files give $(wc -l <out) lines"
expect 4 list text.dat cut.dat
# deviations that lose nothing count with --strict only
cp sample.dat crlf.dat && printf '\r\n' >>crlf.dat
expect 0 list crlf.dat
expect 4 list --strict crlf.dat
expect 0 list --strict sample.dat
cp sample.dat junk.dat && printf 'junk that is no filler' >>junk.dat
expect 4 list junk.dat
# no place to write to
if [ -e /dev/full ]; then
    "$WINMAIL" list sample.dat >/dev/full 2>err
    [ $? -eq 2 ] || wrong "a full disk is not noticed"
fi

# ---- all vectors, all commands: JSON, and one code ----------------------------------------------
mkdir all
"$MAKE_SAMPLE" --all all
: >many
for f in all/*.tnef; do
    "$WINMAIL" list --json "$f" >>many 2>err
    code=$?
    "$WINMAIL" dump --json "$f" >>many 2>err
    [ $? -eq $code ] || wrong "dump and list exit differently for $f"
    "$WINMAIL" dump "$f" >/dev/null 2>err
    [ $? -eq $code ] || wrong "dump of $f"
    mkdir one
    "$WINMAIL" extract --json --no-bodies -d one "$f" >out 2>err
    got=$?
    cat out >>many
    # an attachment without content is no damage, but nothing comes out of it
    [ $got -eq $code ] || { [ $code -eq 0 ] && [ $got -eq 4 ] &&
        grep -q '"why":"no-content"' out; } || wrong "extract exits $got for $f, list $code"
    "$WINMAIL" extract --json -d one "$f" >out 2>err
    got=$?
    cat out >>many
    # list does not read what a body is made of
    [ $got -eq $code ] || { [ $code -eq 0 ] && [ $got -eq 4 ] &&
        grep -q '"incomplete":true,"body":"\|"why":"no-content"' out; } ||
        { [ $code -eq 0 ] && [ $got -eq 6 ] && grep -q '"why":"no-body"' out; } ||
        wrong "extract with bodies exits $got for $f"
    [ -z "$(find one -name '.*' ! -path one)" ] || wrong "left over: $(find one -name '.*')"
    rm -rf one
done
json many "the output for all vectors"
[ "$(wc -l <many)" -eq $((4 * $(find all -type f | wc -l))) ] || wrong "not a line for each"

# ---- what list says -------------------------------------------------------------------------
expect 0 list --json sample.dat
holds 'list(d) == ["file","status","offset","message","anomalies"]' "members of a file"
holds 'd["status"] == "TNEF_OK" and d["offset"] == 0 and d["anomalies"] == []' "a clean file"
holds 'list(d["message"]) == ["class","subject","codepage","sender","recipients","dates","bodies","attachments","from","message_id","in_reply_to","importance","priority","sensitivity","incomplete"]' "members of a message"
holds 'd["message"]["class"] == "IPM.Note" and d["message"]["codepage"] == 1252' "class"
holds 'd["message"]["sender"] == {"name":"Zoë Müller","address":"zoe@example.org"}' "sender"
holds '[r["kind"] for r in d["message"]["recipients"]] == ["to","cc"]' "recipients"
holds 'd["message"]["dates"]["sent"] == "2026-01-05T09:30:00Z"' "date"
holds '[b["kind"] for b in d["message"]["bodies"]] == ["html"]' "bodies"
holds '[list(a) for a in d["message"]["attachments"]] == [["name","size","type","content_id","method","message","kind","contents","incomplete","inline","pathname","created","modified","names","extension","mails","more_messages"]] * 3' "members of an attachment"
holds 'd["message"]["attachments"][1]["content_id"] == "logo@example.org"' "content id"
holds 'd["message"]["attachments"][2]["message"]["attachments"][0]["name"] == "notizen.txt"' "embedded"
expect 3 list --json text.dat
holds 'd["message"] is None and d["status"] == "TNEF_E_SIGNATURE"' "not TNEF"
expect 5 list --json --max-input 1500 sample.dat
holds 'd["message"] is not None and d["status"] == "TNEF_E_LIMIT_INPUT"' "what a limit left"
"$WINMAIL" list --json - <sample.dat >out 2>err
holds 'd["file"] == "-" and d["message"]["class"] == "IPM.Note"' "standard input"

# ---- names that would do harm ------------------------------------------------------------------
long=$(printf 'n%.0s' $(seq 300))
hostile=('../x' '/abs' '..\..\x' 'C:\x' '\\srv\s\x' 'x:ads' '../sibling-evil/x' '%2e%2e/' "$long"
         '.' '..' '' 'CON' 'nul.txt' 'a.' 'a ' $'a\xe2\x88\x95b' $'a\xef\xbc\x8fb'
         $'a\xe2\x80\xaegpj.exe' '.hidden' '-rf' $'line\nbreak' $'\e[31mred' 'same' 'same' 'same')
"$MAKE_SAMPLE" --names "${hostile[@]}" >hostile.dat
mkdir -p jail/dir jail/sibling-evil
echo untouched >jail/x
ln -s "$work/target" jail/dir/same          # a link that is there already
echo mine >jail/dir/attachment-10           # and a file
expect 0 extract -d jail/dir hostile.dat
[ "$(find jail -type f | wc -l)" -eq $((${#hostile[@]} + 2)) ] ||
    wrong "$(find jail -type f | wc -l) files"
[ "$(find jail/dir -mindepth 1 -type d | wc -l)" -eq 0 ] || wrong "a name made a folder"
[ "$(cat jail/x)" = untouched ] && [ -z "$(ls -A jail/sibling-evil)" ] || wrong "wrote outside"
[ "$(cat jail/dir/attachment-10)" = mine ] || wrong "a file was overwritten"
[ ! -e target ] || wrong "a link was followed"
while IFS= read -r -d '' path; do
    name=${path##*/}
    case $name in
        .* | -* | *[[:cntrl:]:\\]* | *. | *' ' | '') wrong "unsafe name: $name" ;;
    esac
    [ ${#name} -le 240 ] || wrong "name of ${#name}"
done < <(find jail/dir -type f -print0)
ls jail/dir | grep -qix 'con\|nul\|nul\..*' && wrong "a device name"
for n in 'same (2)' 'same (3)' 'same (4)'; do
    [ -f "jail/dir/$n" ] || wrong "no $n"
done
sum=0
for f in jail/dir/*; do
    [ -L "$f" ] || [ "$(cat "$f")" = mine ] || sum=$((sum + $(cat "$f")))
done
n=${#hostile[@]}
[ "$sum" -eq $((n * (n + 1) / 2)) ] || wrong "contents were lost: $sum"
expect 0 list hostile.dat
grep -q $'\e' out && wrong "an escape sequence reached the terminal"

# twice into the same place: everything is there twice
mkdir twice
expect 0 extract -d twice sample.dat sample.dat
[ "$(find twice -type f | wc -l)" -eq 10 ] || wrong "$(find twice -type f | wc -l) files, not 10"
[ "$(find twice -name 'body*' | wc -l)" -eq 4 ] || wrong "bodies of two messages, each with one in it"
[ -d twice/message-1 ] && [ -d twice/message-2 ] || wrong "no folder for each message"
[ "$(stat -c %a twice/message-1)" = 700 ] || wrong "mode of a folder"
[ -z "$(find twice -type f ! -perm 600)" ] || wrong "mode of a file"
expect 2 extract -d missing sample.dat
mkdir raw
expect 0 extract --raw -d raw sample.dat
raw=$(find raw -name '*.tnef')
expect 0 list "$raw"
grep -q notizen.txt out || wrong "the raw stream of an embedded message"

# ---- memory ------------------------------------------------------------------------------------
# All of it, code and C library too, in 8 MiB of address space.
if [ -z "${TNEF_INSTRUMENTED:-}" ]; then
    for what in '0 --big 512' '5 --deep 100000' '0 --recipients 10000' '5 --props 100000' \
                '0 --attributes 100000'; do
        # shellcheck disable=SC2086
        "$MAKE_SAMPLE" ${what#? } | (ulimit -v 8192 && exec "$WINMAIL" list --json - >out 2>err)
        [ "${PIPESTATUS[1]}" -eq "${what%% *}" ] || wrong "$what: $(head -c 200 err)"
        json out "$what"
    done
    "$MAKE_SAMPLE" --big 512 | "$WINMAIL" list --json - >out
    holds 'd["message"]["attachments"][0]["size"] == 512 << 20' "a big attachment"
fi

done_testing
