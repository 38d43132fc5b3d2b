/* SPDX-License-Identifier: MIT */
/* winmail: shows and unpacks TNEF streams (winmail.dat), alone or in mail. */

#define _POSIX_C_SOURCE 200809L

#include "winmail.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static const char usage_text[] =
    "usage: winmail list    [--json] [--strict] FILE...\n"
    "       winmail extract [--json] [--strict] [--raw] [--no-bodies] -d DIR FILE...\n"
    "       winmail dump    [--json] [--strict] FILE...\n"
    "       winmail scan    [--json] FILE...\n"
    "       winmail body    [--html | --text | --rtf] FILE...\n"
    "\n"
    "      --as tnef|mail   what FILE is; else its first bytes decide\n"
    "  -d, --directory DIR  where to put the files; it must exist\n"
    "  -j, --json           one JSON object for each file, on one line\n"
    "      --no-bodies      extract: attachments only\n"
    "  -r, --raw            extract: also the TNEF streams of embedded messages\n"
    "      --html, --text, --rtf\n"
    "                       body: the form that is wanted; else the best there is\n"
    "  -s, --strict         deviations that lose nothing count as damage\n"
    "      --max-depth N    messages inside messages (default 16, at most 32)\n"
    "      --max-input N    bytes of one input (default 16 GiB)\n"
    "  -h, --help\n"
    "  -V, --version\n"
    "\n"
    "FILE may be - for standard input. It is a TNEF stream, a mail, or a mailbox: of\n"
    "the latter two every TNEF stream that can be found is done. scan lists the parts\n"
    "of a mail and what is odd about them.\n"
    "\n"
    "Exit status: 0 complete, 1 usage, 2 input or output failed, 3 not TNEF,\n"
    "4 malformed (what was good is kept), 5 a limit was reached, 6 no body in that form.\n";

enum { OPT_DEPTH = 256, OPT_INPUT, OPT_AS, OPT_HTML, OPT_TEXT, OPT_RTF, OPT_NO_BODIES };

static const struct option long_options[] = {
    { "as", required_argument, NULL, OPT_AS },
    { "directory", required_argument, NULL, 'd' },
    { "html", no_argument, NULL, OPT_HTML },
    { "json", no_argument, NULL, 'j' },
    { "no-bodies", no_argument, NULL, OPT_NO_BODIES },
    { "raw", no_argument, NULL, 'r' },
    { "rtf", no_argument, NULL, OPT_RTF },
    { "strict", no_argument, NULL, 's' },
    { "text", no_argument, NULL, OPT_TEXT },
    { "max-depth", required_argument, NULL, OPT_DEPTH },
    { "max-input", required_argument, NULL, OPT_INPUT },
    { "help", no_argument, NULL, 'h' },
    { "version", no_argument, NULL, 'V' },
    { NULL, 0, NULL, 0 }
};

static const struct command *const commands[] = {
    &list_command,
    &extract_command,
    &dump_command,
    &body_command,
};

int outcome_exit_code(const struct outcome *o, const struct options *opt)
{
    int code = EXIT_COMPLETE;

    if (o->io != 0)
        return EXIT_IO;
    if (o->status == TNEF_E_SIGNATURE)
        code = EXIT_NOT_TNEF;
    else if (TNEF_IS_LIMIT(o->status))
        code = EXIT_LIMIT;
    else if (TNEF_IS_MALFORMED(o->status))
        code = EXIT_MALFORMED;
    else if (o->status != TNEF_OK)
        code = EXIT_IO;
    else if (opt->strict && o->anomalies > 0)
        code = EXIT_MALFORMED;
    return code;
}

const char *outcome_name(const struct outcome *o)
{
    return o->io != 0 ? "IO" : tnef_status_name(o->status);
}

static int usage(void)
{
    fputs(usage_text, stderr);
    return EXIT_USAGE;
}

/* A number of the whole argument, from 1 to |max|; 0 if it is none. */
static uint64_t number(const char *text, uint64_t max)
{
    char *end;
    unsigned long long n;

    errno = 0;
    n = strtoull(text, &end, 10);
    if (errno != 0 || *text < '0' || *text > '9' || *end != '\0' || n > max)
        return 0;
    return n;
}

/* Fills |opt|; -1: go on, else the exit code. */
static int parse_options(int argc, char **argv, struct options *opt)
{
    int c;

    memset(opt, 0, sizeof *opt);
    opt->limits.size = sizeof opt->limits;
    while ((c = getopt_long(argc, argv, "d:jrshV", long_options, NULL)) != -1) {
        switch (c) {
        case 'd': opt->directory = optarg; break;
        case 'j': opt->json = 1; break;
        case 'r': opt->raw = 1; break;
        case 's': opt->strict = 1; break;
        case OPT_NO_BODIES: opt->no_bodies = 1; break;
        case OPT_HTML: opt->form = TNEF_BODY_HTML; break;
        case OPT_TEXT: opt->form = TNEF_BODY_TEXT; break;
        case OPT_RTF: opt->form = TNEF_BODY_RTF; break;
        case OPT_DEPTH:
            opt->limits.max_depth = (uint32_t)number(optarg, TNEF_DEPTH_CEILING);
            if (opt->limits.max_depth == 0)
                return usage();
            break;
        case OPT_INPUT:
            opt->limits.max_input = number(optarg, TNEF_TOTAL_CEILING);
            if (opt->limits.max_input == 0)
                return usage();
            break;
        case OPT_AS:
            opt->as = strcmp(optarg, "tnef") == 0 ? AS_TNEF
                    : strcmp(optarg, "mail") == 0 ? AS_MAIL : AS_SNIFFED;
            if (opt->as == AS_SNIFFED)
                return usage();
            break;
        case 'h':
            fputs(usage_text, stdout);
            return EXIT_COMPLETE;
        case 'V':
            printf("winmail %s\n", tnef_version_string());
            return EXIT_COMPLETE;
        default:
            return usage();
        }
    }
    return -1;
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

int main(int argc, char **argv)
{
    const struct command *command;
    struct options opt;
    int scan;
    int worst = EXIT_COMPLETE;
    int code = parse_options(argc, argv, &opt);

    if (code >= 0)
        return code;
    if (optind >= argc)
        return usage();
    command = find_command(argv[optind]);
    scan = strcmp(argv[optind], "scan") == 0;
    if ((command == NULL && !scan) || optind + 1 >= argc
        || (command == &extract_command) != (opt.directory != NULL)
        || (command != &extract_command && opt.no_bodies)
        || (command != &body_command && opt.form != TNEF_BODY_BEST)
        || (command == &body_command && opt.json))
        return usage();
    for (int i = optind + 1; i < argc; i++) {
        code = scan ? command_scan(argv[i], &opt) : do_file(argv[i], command, &opt);
        if (code > worst)
            worst = code;
    }
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "winmail: standard output: %s\n", strerror(errno));
        return worst > EXIT_IO ? worst : EXIT_IO;
    }
    return worst;
}
