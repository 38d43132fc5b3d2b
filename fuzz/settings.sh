# SPDX-License-Identifier: MIT
# shellcheck shell=bash
#
# What the harnesses fuzz_NAME are run with, wherever they run: for bash, to be read in by `.`, with
# $top the folder of the project.

# Whether NAME reads TNEF. It is the list of fuzz/CMakeLists.txt that says so.
reads_tnef() {
    local others
    others=$(sed -n 's/^set(not_tnef \(.*\))$/\1/p' "$top/fuzz/CMakeLists.txt")
    [ -n "$others" ] || { echo "fuzz: no list of what does not read TNEF" >&2; exit 1; }
    [[ " $others " != *" $1 "* ]]
}

# The dictionary of NAME goes to standard output: TNEF's own, that of the harness, and bodies have
# those of what is in them. Nothing at all is an answer, too.
dictionary_of() {
    local part parts=("$1")
    ! reads_tnef "$1" || parts+=(tnef)
    [ "$1" != body ] || parts+=(rtf html)
    [ "$1" != mail ] || parts+=(transfer)
    [ "$1" != inner ] || parts+=(mail transfer)
    case $1 in
    qp | uu | base64) parts+=(transfer) ;;
    esac
    for part in "${parts[@]}"; do
        [ ! -f "$top/fuzz/$part.dict" ] || cat "$top/fuzz/$part.dict"
    done
}

# seeds_of NAME FOLDER MAKE_SAMPLE: fills the folder with inputs that NAME understands.
seeds_of() {
    mkdir -p "$2"
    ! reads_tnef "$1" || "$3" --all "$2" >/dev/null
    case $1 in
    mail | inner) "$3" --mails "$2" >/dev/null ;;
    esac
    [ ! -d "$top/fuzz/seeds/$1" ] || cp "$top/fuzz/seeds/$1"/* "$2/"
}

# Most of the time goes to inputs that are no longer than that. In mail base64 adds a third to each
# stream and each level, and lines are longer than 16 KiB before that is a fault.
max_len_of() {
    case $1 in
    mail | inner | body | html | bag) echo 65536 ;;
    *) echo 16384 ;;
    esac
}
