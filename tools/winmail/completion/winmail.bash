# SPDX-License-Identifier: MIT
# Completion of winmail for bash.

_winmail()
{
    local commands='list extract view dump scan body eml ics vcf unwrap explain'
    local cur=${COMP_WORDS[COMP_CWORD]} prev= command= word i
    COMPREPLY=()
    [ "$COMP_CWORD" -gt 0 ] && prev=${COMP_WORDS[COMP_CWORD - 1]}
    # bash takes "=" for a word of its own.
    if [ "$cur" = = ]; then
        cur=
    elif [ "$prev" = = ] && [ "$COMP_CWORD" -gt 1 ]; then
        prev=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    # The command is the first word that is no option, and not what belongs to one.
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        case ${COMP_WORDS[i - 1]} in
            -d | -x | --as | --directory | --output-format | --max-depth | --max-input | --max-output | =)
                continue ;;
        esac
        case $word in
            -* | =) ;;
            *) command=$word; break ;;
        esac
    done

    case $prev in
        --as)
            mapfile -t COMPREPLY < <(compgen -W 'tnef mail' -- "$cur"); return ;;
        --output-format)
            word='text json'
            case $command in list | extract | '') word+=' names0' ;; esac
            mapfile -t COMPREPLY < <(compgen -W "$word" -- "$cur"); return ;;
        -d | --directory)
            compopt -o filenames 2>/dev/null
            mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
        -x | --max-depth | --max-input | --max-output)
            return ;;
    esac

    if [[ $cur == -* ]]; then
        word='--as --max-depth --max-input --help --version -h -V'
        case $command in
            list) word+=' -j --json --output-format -s --strict' ;;
            extract)
                word+=' -d --directory -j --json -l -O --stdout --output-format --no-bodies -r --raw
                    -x -s --strict --max-output' ;;
            view) word+=' --no-pager -s --strict --max-output' ;;
            dump) word+=' -j --json --output-format -s --strict' ;;
            scan) word='-j --json --output-format --max-input --help --version -h -V' ;;
            body) word+=' --html --text --rtf -s --strict --max-output' ;;
            eml | ics | vcf) word+=' -s --strict' ;;
            unwrap) word='--max-depth --max-input --help --version -h -V' ;;
            explain) word= ;;
            *)
                word+=' -d --directory -j --json -l -O --stdout --output-format --no-bodies --no-pager
                    -r --raw -x -s --strict --max-output --html --text --rtf' ;;
        esac
        mapfile -t COMPREPLY < <(compgen -W "$word" -- "$cur")
    elif [ -z "$command" ]; then
        mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$cur")
    elif [ "$command" != explain ]; then
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
    fi
}

complete -F _winmail winmail
