/* SPDX-License-Identifier: MIT */
/* winmail: shows and unpacks TNEF streams (winmail.dat), alone or in mail. */

#define _POSIX_C_SOURCE 200809L

#include "by_name.h"
#include "winmail.h"

#include <signal.h>
#include <string.h>

static const struct command *const commands[] = {
    &list_command,
    &extract_command,
    &dump_command,
    &body_command,
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

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

/* It takes the file for a mail, of which there can be only one in what is written. */
static const char *wrong_for_unwrap(const struct options *opt, char **files)
{
    if (opt->as != AS_SNIFFED)
        return "--as is no option of unwrap, for which each file is a mail";
    if (opt->strict)
        return "--strict is no option of unwrap";
    if (opt->json)
        return "unwrap has no JSON";
    return files[0] != NULL && files[1] != NULL ? "unwrap takes one file" : NULL;
}

/* It takes every file for a mail, says what is odd and judges nothing, and opens no message. */
static const char *wrong_for_scan(const struct options *opt)
{
    if (opt->as != AS_SNIFFED)
        return "--as is no option of scan, for which each file is a mail";
    if (opt->strict)
        return "--strict is no option of scan";
    if (opt->limits.max_depth != 0)
        return "--max-depth is no option of scan";
    return NULL;
}

/* Options that a command has no use for are mistakes. Returns the reason, or NULL. */
static const char *wrong_options(const char *name, const struct options *opt, char **files)
{
    int extract = strcmp(name, "extract") == 0;
    int body = strcmp(name, "body") == 0;
    int convert = strcmp(name, "eml") == 0 || strcmp(name, "ics") == 0 || strcmp(name, "vcf") == 0;

    if (extract && opt->directory == NULL)
        return "extract needs -d DIR, the folder to put files in";
    if (extract && opt->directory[0] == '\0')
        return "the name of the directory after -d is empty";
    if (!extract && opt->directory != NULL)
        return "-d is an option of extract only";
    if (!extract && opt->no_bodies)
        return "--no-bodies is an option of extract only";
    if (!extract && opt->raw)
        return "--raw is an option of extract only";
    if (!body && opt->form != TNEF_BODY_BEST)
        return "--html, --text and --rtf are options of body only";
    if (!extract && !body && opt->max_output != 0)
        return "--max-output is an option of extract and body only";
    if ((body || convert) && opt->json)
        return body ? "body has no JSON" : "eml, ics and vcf have no JSON";
    if (strcmp(name, "unwrap") == 0)
        return wrong_for_unwrap(opt, files);
    return strcmp(name, "scan") == 0 ? wrong_for_scan(opt) : NULL;
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
    const struct command *command = find_command(name);
    const char *wrong;
    int worst = EXIT_COMPLETE;

    if (command == NULL && strcmp(name, "scan") != 0 && strcmp(name, "unwrap") != 0)
        return usage_error("there is no command", name);
    wrong = wrong_options(name, opt, files);
    if (wrong != NULL)
        return usage_error(wrong, NULL);
    if (*files == NULL)
        return usage_error("no FILE is given for", name);
    for (; *files != NULL; files++) {
        int code = do_one(name, command, *files, opt);

        if (code > worst)
            worst = code;
    }
    return worst;
}

static int winmail_main(int argc, char **argv)
{
    struct options opt;
    int operands;
    int code = parse_options(argc, argv, &opt, &operands);

    if (code < 0 && operands >= argc)
        code = usage_error("no command is given", NULL);
    else if (code < 0 && strcmp(argv[operands], "explain") == 0)
        code = command_explain(argv + operands + 1);
    else if (code < 0)
        code = do_files(argv[operands], argv + operands + 1, &opt);
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
