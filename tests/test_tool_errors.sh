#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# What winmail says when something is wrong: which file or folder, why, and nothing that is not so.

. "$(dirname "$0")/tool_lib.sh"

vector sample
sample empty_part.dat --no-content 2
sample linked.dat --linked 1
sample meeting.dat --meeting 1
mail sample.dat >mail.eml
mkdir to

# ---- input that cannot be read: the error only --------------------------------------------------
mkdir folder
for command in list dump scan body 'extract -d to'; do
    for name in missing folder; do
        # shellcheck disable=SC2086
        expect 2 $command $name
        says_nothing out
        [ "$(wc -l <err)" -eq 1 ] || wrong "$command $name: $(cat err)"
        says err "winmail: $name: "
    done
    says err 'Is a directory'
done
if [ "$(id -u)" -ne 0 ]; then
    cp sample.dat secret && chmod 0 secret
    expect 2 list secret
    says_nothing out
    says err 'secret: Permission denied'
fi
for command in list dump scan 'extract -d to'; do
    # shellcheck disable=SC2086
    expect 2 $command --json missing
    holds 'd["file"] == "missing" and d["status"] == "IO" and not d.get("message")' "JSON of a missing file"
done
expect 2 scan --json missing
holds 'd["parts"] == []' "parts of a missing file"
expect 2 scan --json folder
holds 'd["parts"] == [] and d["status"] == "IO"' "parts of a folder"
if [ "$(id -u)" -ne 0 ]; then
    expect 2 scan --json secret
    holds 'd["parts"] == [] and d["status"] == "IO"' "parts of an unreadable file"
fi

# ---- a limit of input is one of mail too, of each message in a mailbox -----------------------------
mkdir limited
size=$(wc -c <mail.eml)
for command in list dump scan body 'extract -d limited'; do
    # shellcheck disable=SC2086
    expect 5 $command --max-input 100 mail.eml
    grep -q TNEF_E_LIMIT_INPUT out err || wrong "$command says nothing of its limit: $(cat out err)"
    ! grep -qE 'neither|there is no' err || wrong "$command says more than the limit: $(cat err)"
    # shellcheck disable=SC2086
    expect 0 $command --max-input "$size" mail.eml
done
for command in list dump 'extract -d limited'; do
    # shellcheck disable=SC2086
    expect 5 $command --json --max-input 100 mail.eml
    [ "$(wc -l <err)" -eq 1 ] || wrong "$command says more than the limit: $(cat err)"
    holds 'd["status"] == "TNEF_E_LIMIT_INPUT"' "JSON of a limit"
done
{ echo 'From a Thu Jan  1 00:00:00 1970' && cat mail.eml && echo &&
    echo 'From a Thu Jan  1 00:00:00 1970' && cat mail.eml; } >two.mbox
expect 0 scan --max-input $((size + 40)) two.mbox
expect 5 scan --max-input $((size - 1)) two.mbox

# ---- output that cannot be written: which ---------------------------------------------------------
expect 2 extract -d nodir sample.dat
says err 'cannot write to nodir: No such file or directory'
expect 2 extract -d sample.dat sample.dat
says err 'cannot write to sample.dat: Not a directory'
if [ "$(id -u)" -ne 0 ]; then
    mkdir locked && chmod 500 locked
    expect 2 extract -d locked sample.dat
    says err 'cannot write to locked: Permission denied'
fi
if [ -e /dev/full ]; then
    for command in list dump scan body explain 'extract -d to' --help; do
        # shellcheck disable=SC2086
        case $command in
        explain | --help) "$WINMAIL" $command >/dev/full 2>err ;;
        *) "$WINMAIL" $command sample.dat >/dev/full 2>err ;;
        esac
        [ $? -eq 2 ] || wrong "a full disk is not noticed: $command"
        says err 'winmail: standard output: No space left on device'
    done
fi

# A file that may not grow stands for a full disk: sizes are those that are there, names are known.
"$MAKE_SAMPLE" --big 1 >big.dat
(ulimit -f 100 && exec "$WINMAIL" extract --json -d to big.dat) >out 2>err </dev/null
[ $? -eq 2 ] || wrong "a file that may not grow: $?"
says err 'cannot write to to: File too large'
holds '[(f["name"], f["incomplete"]) for f in d["files"]] == [("big.bin", True)]' "a full disk"
[ "$(stat -c %s to/big.bin)" -eq "$(python3 -c 'import json; print(json.load(open("out"))["files"][0]["size"])')" ] ||
    wrong "the size of a file that was cut"
[ -z "$(find to -name '.*' ! -path to)" ] || wrong "left over on a full disk"

# ---- what is in it -------------------------------------------------------------------------------
printf 'From: a@b\nSubject: s\n\nno tnef here\n' >none.eml
{ printf 'From a Mon Jan  5 09:30:00 2026\n'; cat none.eml; } >none.mbox
printf 'this is not TNEF\n' >text
: >empty
head -c 3 sample.dat >short
for command in list dump body 'extract -d to'; do
    # shellcheck disable=SC2086
    {
        expect 3 $command none.eml
        says err 'winmail: none.eml: there is no TNEF in this mail'
        says_nothing out
        expect 3 $command none.mbox
        says err 'winmail: none.mbox: there is no TNEF in this mailbox'
        says_nothing out
        expect 3 $command text
        says err 'neither a TNEF stream nor a mail'
        says_nothing out
        expect 4 $command empty
        says err 'winmail: empty: it is empty'
        says_nothing out
        expect 4 $command short
        expect 4 $command --as tnef empty
        expect 4 $command --as mail empty
    }
done
for command in list dump body 'extract -d to'; do
    # shellcheck disable=SC2086
    expect 3 $command --as tnef mail.eml
    says_nothing out
    says err 'winmail: mail.eml: it is no TNEF stream'
done
for command in list dump 'extract -d to'; do
    # shellcheck disable=SC2086
    expect 3 $command --json none.eml
    holds 'd["status"] == "TNEF_E_SIGNATURE" and not d.get("message") and not d.get("files")' "no TNEF"
    # shellcheck disable=SC2086
    expect 4 $command --json empty
    holds 'd["status"] == "TNEF_E_TRUNCATED"' "an empty file"
done
# the third message of a mailbox is damaged: which
{ for n in 1 2 3; do
    printf 'From a Mon Jan  5 09:30:00 2026\n'
    [ $n -eq 3 ] && { head -c 700 sample.dat >cut.dat; mail cut.dat; } || mail sample.dat
    printf '\n'
  done; } >box.mbox
expect 4 extract -d to box.mbox
says err 'winmail: box.mbox (message 3) (part 1.2): the input ends'
expect 4 body box.mbox
says err 'winmail: box.mbox (message 3) (part 1.2): the input ends'

# ---- what gives no file -------------------------------------------------------------------------
expect 4 extract -d to empty_part.dat
[ "$(grep -c 'attachment "empty.bin" has no content' err)" -eq 2 ] || wrong "no content: $(cat err)"
expect 4 extract --json -d to empty_part.dat
holds '[(u["why"], u["original"]) for u in d["unwritten"]] == [("no-content", "empty.bin")] * 2' "no content"
holds '[f["original"] for f in d["files"]] == ["sentinel"]' "the others"
expect 0 list empty_part.dat
says out 'empty.bin  (0 bytes, no content)'
expect 0 extract -d to linked.dat
says err '\\server.example\share\run.exe'
expect 0 extract --json -d to linked.dat
holds '[(u["why"], u["pathname"]) for u in d["unwritten"]] == [("reference", "\\\\server.example\\share\\run.exe")]' "a link"
expect 0 list linked.dat
says out 'points to   \\server.example\share\run.exe'
expect 0 list --json linked.dat
holds 'd["message"]["attachments"][0]["pathname"] == "\\\\server.example\\share\\run.exe" and d["message"]["attachments"][0]["kind"] == "reference"' "a link"
# an invitation, and one in it, have no body: they are what a calendar reads
expect 0 extract --json -d to meeting.dat
holds '[f["made"] for f in d["files"]] == ["ics", "ics"] and d["unwritten"] == []' "an invitation"
says_nothing err
expect 0 extract --no-bodies -d to meeting.dat
says_nothing err
# a note that is empty is a note
"$MAKE_SAMPLE" --names >note.dat
expect 0 extract -d to note.dat
says_nothing err

# ---- usage ---------------------------------------------------------------------------------------
usage() {
    local text=$1
    shift
    expect 1 "$@"
    says_nothing out
    says err "$text"
    says err "try 'winmail --help'"
    [ "$(wc -l <err)" -eq 2 ] || wrong "winmail $*: $(cat err)"
}
usage 'no command is given'
usage 'no FILE is given' list
usage "there is no command 'nonsense'" nonsense x.dat
usage "'--nonsense'" list --nonsense x.dat
usage "'-q'" list -q x.dat
usage "'--json=1'" list --json=1 x.dat
usage "'--max-input'" list x.dat --max-input
usage 'needs -d DIR' extract x.dat
usage '-d is an option of extract only' list -d . x.dat
usage '--no-bodies' list --no-bodies x.dat
usage '--html' list --html x.dat
usage '--max-output' list --max-output 1 x.dat
usage 'body has no JSON' body --json x.dat
usage 'the directory after -d is empty' extract -d '' sample.dat
usage '--raw is an option of extract only' list --raw x.dat
usage '--as is no option of scan' scan --as tnef x.dat
usage '--strict is no option of scan' scan --strict x.dat
usage '--max-depth is no option of scan' scan --max-depth 2 x.dat
usage 'only one of --html, --text and --rtf' body --html --text x.dat
usage 'only one of --html, --text and --rtf' body --rtf x.dat --html
expect 0 body --text --text sample.dat
usage "up to 32, not '33'" list --max-depth 33 x.dat
usage "'-1'" list --max-depth -1 x.dat
usage "'1KB'" list --max-input 1KB x.dat
usage "'K'" list --max-input K x.dat
usage "''" list --max-input '' x.dat
usage "'8388608T'" list --max-input 8388608T x.dat
usage "'both'" list --as both x.dat
usage "'\\u{1b}[31m'" list --as $'\e[31m' x.dat
expect 0 list --max-depth 0 --max-input 0 sample.dat
expect 0 extract --max-output 0 -d to sample.dat
size=$(stat -c %s sample.dat)
expect 0 list --max-input $((size)) sample.dat
expect 5 list --max-input $((size - 1)) sample.dat
for n in 1k 1K 1M 1g 1G 1T; do
    expect $([ ${n#1} = k ] || [ ${n#1} = K ] && echo 5 || echo 0) list --max-input $n sample.dat
done
# the exit codes of --help are those of the man page
expect 0 --help
for n in 0 1 2 3 4 5 6; do
    grep -q "^  $n  " out || wrong "--help does not explain the exit status $n"
    grep -q "^\.It $n\$" "$tests/../tools/winmail/winmail.1" || wrong "nor does the man page"
done

done_testing
