/* SPDX-License-Identifier: MIT */
/* `tnef`: its options, and what it does with them. */

#define _GNU_SOURCE             /* getopt_long */

#include "by_name.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

/* What it exits with beside 0. */
enum { TNEF_FAILED = 1, TNEF_TOO_LARGE = 255 };

static const char usage_text[] =
    "Usage: tnef [options] [FILE]\n"
    "\n"
    "Unpacks the attachments of FILE, a TNEF stream, or of standard input.\n"
    "\n"
    "  -f, --file=FILE           FILE is the input (-: standard input)\n"
    "  -C, --directory=DIR       unpack into DIR\n"
    "  -x, --maxsize=SIZE        bytes that may come out of it\n"
    "  -t, --list                list attachments, and unpack nothing\n"
    "      --list-with-mime-types  the same with types\n"
    "  -w, --interactive, --confirmation\n"
    "                            ask whether each file is wanted\n"
    "      --overwrite           replace files that were there before\n"
    "      --number-backups      of FOO that is there already make FOO.1, FOO.2, ...\n"
    "      --save-body[=FILE]    unpack bodies, too, as FILE and an extension (message)\n"
    "      --save-rtf[=FILE]     the same of RTF only\n"
    "      --body-pref=PREF      which: the first there is of the letters r, h and t (RTF,\n"
    "                            HTML, text), or all (rht)\n"
    "  -K, --ignore-checksum     a wrong checksum is no reason to fail\n"
    "      --ignore-cruft        nor are bytes after the end, which become a file\n"
    "      --ignore-encode, --use-paths, --unix-paths, --allow-absolute-paths, --debug\n"
    "                            are taken and change nothing: what they ask for is always\n"
    "                            so, or never\n"
    "  -v, --verbose             say what is unpacked; with --list sizes and times, too\n"
    "  -h, --help\n"
    "  -V, --version\n"
    "\n"
    "Exit status: 0 if all of it came out, 1 if not, 255 if it is too large.\n";

enum {
    OPT_TYPES = 256, OPT_OVERWRITE, OPT_BACKUPS, OPT_SAVE_BODY, OPT_SAVE_RTF, OPT_BODY_PREF, OPT_CRUFT,
    OPT_NOTHING
};

static const struct option long_options[] = {
    { "file", required_argument, NULL, 'f' },
    { "directory", required_argument, NULL, 'C' },
    { "maxsize", required_argument, NULL, 'x' },
    { "list", no_argument, NULL, 't' },
    { "list-with-mime-types", no_argument, NULL, OPT_TYPES },
    { "interactive", no_argument, NULL, 'w' },
    { "confirmation", no_argument, NULL, 'w' },
    { "overwrite", no_argument, NULL, OPT_OVERWRITE },
    { "number-backups", no_argument, NULL, OPT_BACKUPS },
    { "save-body", optional_argument, NULL, OPT_SAVE_BODY },
    { "save-rtf", optional_argument, NULL, OPT_SAVE_RTF },
    { "body-pref", required_argument, NULL, OPT_BODY_PREF },
    { "ignore-checksum", no_argument, NULL, 'K' },
    { "ignore-encode", no_argument, NULL, OPT_NOTHING },
    { "ignore-cruft", no_argument, NULL, OPT_CRUFT },
    { "use-paths", no_argument, NULL, OPT_NOTHING },
    { "unix-paths", no_argument, NULL, OPT_NOTHING },
    { "allow-absolute-paths", no_argument, NULL, OPT_NOTHING },
    { "debug", no_argument, NULL, OPT_NOTHING },
    { "verbose", no_argument, NULL, 'v' },
    { "help", no_argument, NULL, 'h' },
    { "version", no_argument, NULL, 'V' },
    { NULL, 0, NULL, 0 }
};

struct arguments {
    struct options opt;
    struct by_name as;
    const char *file;
    int list;
    const char *body_pref;
    char letters[8];            /* of |body_pref|, small                                          */
};

static int fail(const char *reason, const char *what)
{
    (void)usage_error(reason, what);
    return TNEF_FAILED;
}

/* ---- Options ------------------------------------------------------------------------------- */

/* -1: go on, else the exit code. */
static int take_size(struct arguments *a)
{
    char *end;
    long long n;

    errno = 0;
    n = strtoll(optarg, &end, 10);
    if (end == optarg || *end != '\0' || errno != 0) {
        fail("--maxsize is a number of bytes, not", optarg);
        return TNEF_TOO_LARGE;
    }
    a->opt.max_output = n > 0 ? (uint64_t)n : 0;
    return -1;
}

static int take_letters(struct arguments *a)
{
    size_t n = 0;

    a->as.first_body = 1;
    if (strcmp(a->body_pref, "all") == 0 || strcmp(a->body_pref, "ALL") == 0) {
        a->as.first_body = 0;
        a->body_pref = "rht";
    }
    for (const char *c = a->body_pref; *c != '\0'; c++) {
        if (strchr("rhtRHT", *c) == NULL || n == 3)
            return fail("--body-pref is all, or up to three of the letters r, h and t, not", a->body_pref);
        a->letters[n++] = (char)(*c | 0x20);
    }
    a->as.bodies = a->as.body_name != NULL ? a->letters : NULL;
    return -1;
}

static int take(struct arguments *a, int option, char **argv)
{
    switch (option) {
    case 'f': a->file = optarg; return -1;
    case 'C': a->opt.directory = optarg; return -1;
    case 'x': return take_size(a);
    case OPT_TYPES: a->as.is_verbose = 1; a->list = 1; return -1;
    case 't': a->list = 1; return -1;
    case 'w': a->as.ask = 1; return -1;
    case OPT_OVERWRITE: a->as.taken = TAKEN_OVERWRITE; return -1;
    case OPT_BACKUPS: a->as.taken = TAKEN_BACKUP; return -1;
    case OPT_SAVE_RTF:
    case OPT_SAVE_BODY:
        if (option == OPT_SAVE_RTF)
            a->body_pref = "r";
        a->as.body_name = optarg != NULL ? optarg : "message";
        return -1;
    case OPT_BODY_PREF: a->body_pref = optarg; return -1;
    case OPT_CRUFT: a->opt.trailing = 1; return -1;
    case 'K': a->opt.damage = 0; return -1;
    case 'v': a->as.is_verbose = 2; return -1;
    case OPT_NOTHING: return -1;
    case 'h': fputs(usage_text, stdout); return EXIT_COMPLETE;
    case 'V': printf("tnef (winmail %s)\n", tnef_version_string()); return EXIT_COMPLETE;
    default: return fail("there is no such option, or it is not complete:", argv[optind - 1]);
    }
}

static int parse(struct arguments *a, int argc, char **argv)
{
    int code = -1;
    int c;

    opterr = 0;
    while (code < 0 && (c = getopt_long(argc, argv, ":f:C:x:twKvhV", long_options, NULL)) != -1)
        code = take(a, c, argv);
    if (code >= 0)
        return code;
    if (a->file == NULL && optind < argc)
        a->file = argv[optind++];
    if (optind < argc)
        (void)usage_error("one FILE is done; this one is not:", argv[optind]);
    return take_letters(a);
}

/* ---- The program --------------------------------------------------------------------------- */

static void wrote(const struct by_name *as, const char *folder, const char *name, const tnef_part *part,
                  const char *type)
{
    if (as->is_verbose)
        tnef_columns(as, as->is_in_folder ? folder : NULL, name, part, type);
}

/* An invitation without a body is complete here: attachments are all that was asked for. */
static int exit_code_of(int code)
{
    switch (code) {
    case EXIT_COMPLETE:
    case EXIT_NO_BODY: return EXIT_COMPLETE;
    case EXIT_LIMIT: return TNEF_TOO_LARGE;
    default: return TNEF_FAILED;
    }
}

static int run(struct arguments *a)
{
    int from_standard_input = a->file == NULL || strcmp(a->file, "-") == 0;

    a->opt.by_name = &a->as;
    a->as.is_in_folder = a->opt.directory != NULL;
    if (a->opt.directory == NULL)
        a->opt.directory = ".";
    a->as.list_sizes = a->list && a->as.is_verbose > 1;
    a->opt.no_bodies = a->as.bodies == NULL;
    if (a->as.ask && from_standard_input)
        return fail("the answers of --interactive come from standard input, so FILE cannot", NULL);
    return exit_code_of(do_file(from_standard_input ? "-" : a->file,
                                a->list ? &tnef_list_command : &extract_command, &a->opt));
}

int tnef_main(int argc, char **argv)
{
    struct arguments a = {
        .opt = { .limits.size = sizeof a.opt.limits, .as = AS_TNEF,
                 .damage = TNEF_ANOMALY_BIT(TNEF_A_CHECKSUM) },
        .as = { .wrote = wrote },
        .body_pref = "rht",
    };
    int code;

    program_name = "tnef";
    code = parse(&a, argc, argv);
    return code >= 0 ? code : run(&a);
}
