/* SPDX-License-Identifier: MIT */
/* winmail: shows and unpacks TNEF streams (winmail.dat), alone or in mail. */

#define _POSIX_C_SOURCE 200809L

#include "by_name.h"
#include "pager.h"
#include "progress.h"
#include "selection.h"
#include "winmail.h"

#include <signal.h>
#include <string.h>

static const struct command *const commands[] = {
    &list_command,
    &extract_command,
    &dump_command,
    &body_command,
    &view_command,
    &eml_command,
    &ics_command,
    &vcf_command,
};

int outcome_exit_code(const struct outcome *o, const struct options *opt)
{
    int code = EXIT_COMPLETE;

    if (o->io != 0)
        return EXIT_IO;
    if (o->status == TNEF_E_SIGNATURE)
        code = EXIT_NOT_TNEF;
    else if (o->status == TNEF_E_TRAILING && opt->trailing)
        code = EXIT_COMPLETE;
    else if (TNEF_IS_LIMIT(o->status))
        code = EXIT_LIMIT;
    else if (TNEF_IS_MALFORMED(o->status))
        code = EXIT_MALFORMED;
    else if (o->status != TNEF_OK)
        code = EXIT_IO;
    else if ((opt->strict && o->anomalies > 0) || (o->kinds & opt->damage) != 0)
        code = EXIT_MALFORMED;
    return code;
}

const char *outcome_name(const struct outcome *o)
{
    return o->io != 0 ? "IO" : tnef_status_name(o->status);
}

static const struct command *find_command(const char *name, const struct options *opt)
{
    if (opt->names0 && strcmp(name, "list") == 0)
        return &extract_command;        /* its paths are those that files get */
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

static int do_one(const char *name, const struct command *command, const char *file,
                  const struct options *opt)
{
    if (command != NULL)
        return do_file(file, command, opt);
    return strcmp(name, "unwrap") == 0 ? command_unwrap(file, opt) : command_scan(file, opt);
}

static int do_files(const char *name, char **files, const struct options *opt)
{
    const struct command *command = find_command(name, opt);
    const char *wrong;
    int worst = EXIT_COMPLETE;
    int paged;

    if (command == NULL && strcmp(name, "scan") != 0 && strcmp(name, "unwrap") != 0)
        return usage_error("there is no command", name);
    wrong = wrong_options(name, opt, files);
    if (wrong != NULL)
        return usage_error(wrong, NULL);
    if (*files == NULL)
        return usage_error("no FILE is given for", name);
    if (command == &view_command && !opt->no_pager)
        pager_open();
    if (command == &list_command || (command == &extract_command && opt->to != TO_STDOUT))
        progress_allow();
    for (; *files != NULL; files++) {
        int code = do_one(name, command, *files, opt);

        if (code > worst)
            worst = code;
    }
    if (!selection_complain(opt->selection) && worst == EXIT_COMPLETE)
        worst = EXIT_NO_BODY;
    paged = pager_close();
    return paged > worst ? paged : worst;
}

static int winmail_main(int argc, char **argv)
{
    struct selection selection = { .count = 0 };
    struct options opt = { .selection = &selection };
    int operands;
    int code = parse_options(argc, argv, &opt, &operands);

    if (code < 0 && opt.names0 && opt.to == TO_FOLDER && operands < argc
        && strcmp(argv[operands], "list") == 0)
        opt.to = TO_LIST;
    opt.has_colours = pager_has_colours();
    if (code < 0 && operands >= argc)
        code = usage_error("no command is given", NULL);
    else if (code < 0 && strcmp(argv[operands], "explain") == 0)
        code = command_explain(argv + operands + 1);
    else if (code < 0)
        code = do_files(argv[operands], argv + operands + 1, &opt);
    selection_free(&selection);
    return code;
}

int main(int argc, char **argv)
{
    by_name_main *other = by_name_find(argc > 0 ? argv[0] : NULL);
    int code;

#ifdef SIGXFSZ
    signal(SIGXFSZ, SIG_IGN);   /* a file that may not grow is an error like others */
#endif
    code = other != NULL ? other(argc, argv) : winmail_main(argc, argv);
    if (output_flush() != 0 && code < EXIT_IO)
        code = EXIT_IO;
    return code;
}
