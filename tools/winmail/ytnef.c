/* SPDX-License-Identifier: MIT */
/* `ytnef`: its options, and what it does with them. */

#define _POSIX_C_SOURCE 200809L

#include "by_name.h"

#include <string.h>

/* What it exits with if a file cannot be read, and if not all came out of one. */
enum { YTNEF_PARTIAL = 1, YTNEF_FAILED = 255 };

static const char usage_text[] =
    "Usage: ytnef [-+vfFHah] [-s N] FILE...\n"
    "\n"
    "Reads TNEF streams, and unpacks them if -f is given.\n"
    "\n"
    "  -f DIR   unpack attachments, and meetings, tasks and contacts as files, into DIR;\n"
    "           +f takes it back\n"
    "  -F, +F   with -f: the RTF of the body, too, or not\n"
    "  -H, +H   with -f: the HTML of the body, too, or not\n"
    "  -v, +v   say what is read, or not\n"
    "  -a, +a   are taken and change nothing: there are no intermediate files\n"
    "  -s N     is taken and changes nothing: attachments have no limit, since none is\n"
    "           ever held in memory\n"
    "  -h       this help\n"
    "\n"
    "Exit status: 0 if all came out, 1 if not, 255 if there is a mistake in how it is called\n"
    "or a file cannot be read.\n";

struct arguments {
    struct options opt;
    struct by_name as;
    int rtf, html, verbose;
    char letters[3];
    const char *directory;
};

static int fail(const char *reason, const char *what)
{
    (void)usage_error(reason, what);
    return YTNEF_FAILED;
}

/* The option's own argument: the rest of its word, or the next one. */
static const char *argument(char **argv, int *i, const char *rest)
{
    if (rest[0] != '\0')
        return rest;
    if (argv[*i + 1] == NULL)
        return NULL;
    return argv[++*i];
}

/* The letters of a word that begins with - or +. -1: go on, else the exit code. */
static int take_word(struct arguments *a, char **argv, int *i)
{
    const char *word = argv[*i];
    int on = word[0] == '-';

    for (const char *c = word + 1; *c != '\0'; c++) {
        switch (*c) {
        case 'v': a->verbose = on; break;
        case 'F': a->rtf = on; break;
        case 'H': a->html = on; break;
        case 'a': break;
        case 's':
            return argument(argv, i, c + 1) != NULL ? -1 : fail("a number must follow", "-s");
        case 'f':
            a->directory = on ? argument(argv, i, c + 1) : NULL;
            return !on || a->directory != NULL ? -1 : fail("a directory must follow", "-f");
        case 'h':
            fputs(usage_text, stdout);
            return EXIT_COMPLETE;
        default:
            return fail("there is no such option:", word);
        }
    }
    return -1;
}

static void wrote(const struct by_name *as, const char *folder, const char *name, const tnef_part *part,
                  const char *type)
{
    (void)as;
    (void)part;
    (void)type;
    print_safe_cstring(stdout, folder);
    putchar('/');
    print_safe_cstring(stdout, name);
    putchar('\n');
}

static void prepare(struct arguments *a)
{
    char *letter = a->letters;

    if (a->rtf)
        *letter++ = 'r';
    if (a->html)
        *letter++ = 'h';
    *letter = '\0';
    a->as.bodies = a->letters[0] != '\0' ? a->letters : NULL;
    a->opt.no_bodies = a->as.bodies == NULL;
    a->opt.directory = a->directory;
    a->opt.by_name = &a->as;
}

static int do_one_file(struct arguments *a, const char *file)
{
    int code;

    prepare(a);
    if (a->verbose) {
        fputs("Attempting to parse ", stdout);
        print_safe_cstring(stdout, file);
        fputs("...\n", stdout);
    }
    code = do_file(file, a->directory != NULL ? &extract_command : &tnef_list_command, &a->opt);
    if (code == EXIT_COMPLETE || code == EXIT_NO_BODY)
        return EXIT_COMPLETE;
    return code == EXIT_IO || code == EXIT_NOT_TNEF ? YTNEF_FAILED : YTNEF_PARTIAL;
}

int ytnef_main(int argc, char **argv)
{
    struct arguments a = {
        .opt = { .limits.size = sizeof a.opt.limits, .as = AS_TNEF,
                 .damage = TNEF_ANOMALY_BIT(TNEF_A_CHECKSUM) },
        .as = { .wrote = wrote, .is_silent = 1, .items = 1 },
    };
    int worst = EXIT_COMPLETE;
    int files = 0;

    program_name = "ytnef";
    for (int i = 1; i < argc; i++) {
        int code;

        if ((argv[i][0] == '-' || argv[i][0] == '+') && argv[i][1] != '\0') {
            code = take_word(&a, argv, &i);
            if (code >= 0)
                return code;
            continue;
        }
        code = do_one_file(&a, argv[i]);
        files++;
        if (code > worst)
            worst = code;
    }
    return files > 0 ? worst : fail("no FILE is given", NULL);
}
