/* SPDX-License-Identifier: MIT */
/* The command line. */

#define _POSIX_C_SOURCE 200809L

#include "selection.h"
#include "winmail.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static const char usage_text[] =
    "usage: winmail list    [--json] [--strict] FILE...\n"
    "       winmail extract [--json] [--strict] [--raw] [--no-bodies] [-x GLOB]...\n"
    "                       -d DIR | -l | -O FILE...\n"
    "       winmail view    [--no-pager] [--strict] FILE...\n"
    "       winmail dump    [--json] [--strict] FILE...\n"
    "       winmail scan    [--json] FILE...\n"
    "       winmail body    [--strict] [--html | --text | --rtf] FILE...\n"
    "       winmail eml     [--strict] FILE...\n"
    "       winmail ics     [--strict] FILE...\n"
    "       winmail vcf     [--strict] FILE...\n"
    "       winmail unwrap  FILE\n"
    "       winmail explain [NAME...]\n"
    "\n"
    "      --as tnef|mail   what FILE is; else its first bytes decide (not for scan)\n"
    "  -d, --directory DIR  where to put the files; it must exist\n"
    "  -j, --json           one JSON object for each file, on one line\n"
    "  -l                   extract: write nothing, list size and path of each file\n"
    "  -O, --stdout         extract: write the file that -x names to standard output\n"
    "      --no-pager       view: not through $PAGER, if that is a terminal\n"
    "      --output-format text|json|names0\n"
    "                       json: as --json; names0: list, extract: the path of each\n"
    "                       file and a NUL, for xargs -0\n"
    "      --no-bodies      extract: attachments only\n"
    "  -r, --raw            extract: also the TNEF streams of embedded messages\n"
    "      --html, --text, --rtf\n"
    "                       body: the form that is wanted; else the best there is\n"
    "  -x GLOB              extract: only files of such a name, or with a / of such a\n"
    "                       path, as -l lists them; may be given several times\n"
    "  -s, --strict         anomalies that lose nothing count as damage\n"
    "      --max-depth N    messages inside messages, attached mail included (default\n"
    "                       16, at most 32)\n"
    "      --max-input N    bytes of one input (default 16G)\n"
    "      --max-output N   extract, body, view: bytes that may come out of one FILE\n"
    "                       (default 16M, and 32 for each byte of the streams in it)\n"
    "  -h, --help\n"
    "  -V, --version\n"
    "\n"
    "N may end in K, M, G or T; 0 is the default. FILE may be - for standard input. It is\n"
    "a TNEF stream, a mail, or a mailbox: of the latter two every TNEF stream that can\n"
    "be found is done. list, extract, body and view look into attached mail, too; view\n"
    "shows header, text and attachments, screen by screen at a terminal; scan lists the\n"
    "parts of a mail and what is odd about them; eml writes the message as mail\n"
    "(MIME), ics the meeting, task or note that it is as iCalendar, vcf the contact or\n"
    "distribution list as vCard; unwrap writes the mail with what was in its streams\n"
    "in their place; explain says what the names of anomalies mean.\n"
    "\n"
    "Exit status, of several files the highest:\n"
    "  0  complete\n"
    "  1  wrong usage\n"
    "  2  input or output failed\n"
    "  3  no TNEF in it\n"
    "  4  malformed; what was good is kept\n"
    "  5  a limit was reached; what exceeds it was left out\n"
    "  6  body: none in that form; ics, vcf: it is something else;\n"
    "     extract: a message such as an invitation that has no\n"
    "     body with text in it, so that nothing was written of what it is about;\n"
    "     or no file that -x names, or with -O more than one\n";

enum { OPT_DEPTH = 256, OPT_INPUT, OPT_OUTPUT, OPT_AS, OPT_HTML, OPT_TEXT, OPT_RTF, OPT_NO_BODIES,
       OPT_FORMAT, OPT_NO_PAGER };

static const struct option long_options[] = {
    { "as", required_argument, NULL, OPT_AS },
    { "directory", required_argument, NULL, 'd' },
    { "html", no_argument, NULL, OPT_HTML },
    { "json", no_argument, NULL, 'j' },
    { "no-bodies", no_argument, NULL, OPT_NO_BODIES },
    { "no-pager", no_argument, NULL, OPT_NO_PAGER },
    { "output-format", required_argument, NULL, OPT_FORMAT },
    { "raw", no_argument, NULL, 'r' },
    { "rtf", no_argument, NULL, OPT_RTF },
    { "stdout", no_argument, NULL, 'O' },
    { "strict", no_argument, NULL, 's' },
    { "text", no_argument, NULL, OPT_TEXT },
    { "max-depth", required_argument, NULL, OPT_DEPTH },
    { "max-input", required_argument, NULL, OPT_INPUT },
    { "max-output", required_argument, NULL, OPT_OUTPUT },
    { "help", no_argument, NULL, 'h' },
    { "version", no_argument, NULL, 'V' },
    { NULL, 0, NULL, 0 }
};

int usage_error(const char *reason, const char *what)
{
    fprintf(stderr, "%s: %s", program_name, reason);
    if (what != NULL) {
        fputs(" '", stderr);
        print_safe_cstring(stderr, what);
        fputs("'", stderr);
    }
    fprintf(stderr, "\n%s: try '%s --help'\n", program_name, program_name);
    return EXIT_USAGE;
}

/* How far a suffix shifts; -1: there is no such suffix. */
static int shift_of(const char *suffix)
{
    static const char letters[] = "kKmMgGtT";
    const char *found;

    if (suffix[0] == '\0')
        return 0;
    found = strchr(letters, suffix[0]);
    return found != NULL && suffix[1] == '\0' ? (int)((found - letters) / 2 + 1) * 10 : -1;
}

/* A number of the whole argument, with K, M, G or T for powers of 1024, at most |max|. 0 if that
 * worked. */
static int number(const char *text, uint64_t max, uint64_t *out)
{
    char *end;
    unsigned long long n;
    int shift;

    errno = 0;
    n = strtoull(text, &end, 10);
    shift = shift_of(end);
    if (errno != 0 || *text < '0' || *text > '9' || shift < 0 || n > max >> shift)
        return -1;
    *out = (uint64_t)n << shift;
    return 0;
}

static int take_number(struct options *opt, int option)
{
    uint64_t n;

    if (option == OPT_DEPTH) {
        if (number(optarg, TNEF_DEPTH_CEILING, &n) != 0)
            return usage_error("--max-depth is a number up to 32, not", optarg);
        opt->limits.max_depth = (uint32_t)n;
        return -1;
    }
    if (number(optarg, TNEF_TOTAL_CEILING, &n) != 0)
        return usage_error("a size is a number of bytes, which may end in K, M, G or T, not",
                           optarg);
    if (option == OPT_INPUT)
        opt->limits.max_input = n;
    else
        opt->max_output = n;
    return -1;
}

static int take_as(struct options *opt)
{
    opt->as = strcmp(optarg, "tnef") == 0 ? AS_TNEF
            : strcmp(optarg, "mail") == 0 ? AS_MAIL : AS_SNIFFED;
    return opt->as != AS_SNIFFED ? -1 : usage_error("--as is tnef or mail, not", optarg);
}

static int take_format(struct options *opt)
{
    opt->json = strcmp(optarg, "json") == 0;
    opt->names0 = strcmp(optarg, "names0") == 0;
    if (opt->json || opt->names0 || strcmp(optarg, "text") == 0)
        return -1;
    return usage_error("--output-format is text, json or names0, not", optarg);
}

/* Files are listed, or written to standard output. */
static int take_to(struct options *opt, int to)
{
    if (opt->to != TO_FOLDER && opt->to != to)
        return usage_error("only one of -l and -O can be given", NULL);
    opt->to = to;
    opt->selection->is_single = to == TO_STDOUT;
    return -1;
}

static int take_pattern(const struct options *opt)
{
    if (optarg[0] == '\0')
        return usage_error("the name after -x is empty", NULL);
    if (selection_add(opt->selection, optarg) == 0)
        return -1;
    fprintf(stderr, "%s: out of memory\n", program_name);
    return EXIT_IO;
}

/* A body is written once. */
static int take_form(struct options *opt, uint32_t form)
{
    if (opt->form != TNEF_BODY_BEST && opt->form != form)
        return usage_error("only one of --html, --text and --rtf can be given", NULL);
    opt->form = form;
    return -1;
}

/* getopt_long() could not take what it saw. */
static int refused(char **argv, int answer)
{
    const char short_option[] = { '-', (char)optopt, '\0' };
    const char *seen = argv[optind - 1];

    if (optopt > 0 && optopt < 256 && strncmp(seen, "--", 2) != 0)
        seen = short_option;
    return usage_error(answer == ':' ? "something must follow" : "there is no option, or it takes"
                       " nothing:", seen);
}

static int take(int option, struct options *opt, char **argv)
{
    switch (option) {
    case 'd': opt->directory = optarg; return -1;
    case 'j': opt->json = 1; opt->names0 = 0; return -1;
    case 'l': return take_to(opt, TO_LIST);
    case 'O': return take_to(opt, TO_STDOUT);
    case 'x': return take_pattern(opt);
    case OPT_NO_PAGER: opt->no_pager = 1; return -1;
    case OPT_FORMAT: return take_format(opt);
    case 'r': opt->raw = 1; return -1;
    case 's': opt->strict = 1; return -1;
    case OPT_NO_BODIES: opt->no_bodies = 1; return -1;
    case OPT_HTML: return take_form(opt, TNEF_BODY_HTML);
    case OPT_TEXT: return take_form(opt, TNEF_BODY_TEXT);
    case OPT_RTF: return take_form(opt, TNEF_BODY_RTF);
    case OPT_DEPTH:
    case OPT_INPUT:
    case OPT_OUTPUT: return take_number(opt, option);
    case OPT_AS: return take_as(opt);
    case 'h':
        fputs(usage_text, stdout);
        return EXIT_COMPLETE;
    case 'V':
        printf("winmail %s\n", tnef_version_string());
        return EXIT_COMPLETE;
    default: return refused(argv, option);
    }
}

int parse_options(int argc, char **argv, struct options *opt, int *operands)
{
    int code = -1;
    int c;

    opt->limits.size = sizeof opt->limits;
    opterr = 0;                         /* it would print the argument as it stands */
    while (code < 0 && (c = getopt_long(argc, argv, ":d:jlOrshVx:", long_options, NULL)) != -1)
        code = take(c, opt, argv);
    *operands = optind;
    return code;
}
