/* SPDX-License-Identifier: MIT */
/* Options that a command has no use for. */

#define _POSIX_C_SOURCE 200809L

#include "selection.h"
#include "winmail.h"

#include <string.h>

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

/* extract puts files into a folder, lists them, or writes one to standard output. */
static const char *wrong_for_extract(const struct options *opt)
{
    if (opt->to == TO_FOLDER && opt->directory == NULL)
        return "extract needs -d DIR, the folder to put files in";
    if (opt->to == TO_FOLDER && opt->directory[0] == '\0')
        return "the name of the directory after -d is empty";
    if (opt->to == TO_LIST && opt->directory != NULL)
        return "extract -l writes no file, so -d is no use";
    if (opt->to == TO_STDOUT && opt->directory != NULL)
        return "extract writes to a folder with -d, or to standard output with -O";
    if (opt->to == TO_STDOUT && !selection_is_given(opt->selection))
        return "extract -O needs -x NAME, the file to write";
    if (opt->to == TO_STDOUT && (opt->json || opt->names0))
        return "extract -O writes nothing but the file";
    return NULL;
}

/* What there is about the files that extract writes. */
static const char *wrong_for_files(const char *name, const struct options *opt)
{
    if (strcmp(name, "extract") == 0)
        return wrong_for_extract(opt);
    if (selection_is_given(opt->selection))
        return "-x is an option of extract only";
    if (opt->names0 && strcmp(name, "list") != 0)
        return "--output-format=names0 is for list and extract only";
    if (opt->to == TO_STDOUT || (opt->to == TO_LIST && !opt->names0))
        return "-l and -O are options of extract only";
    return NULL;
}

const char *wrong_options(const char *name, const struct options *opt, char **files)
{
    const char *wrong = NULL;
    int extract = strcmp(name, "extract") == 0;
    int body = strcmp(name, "body") == 0;
    int view = strcmp(name, "view") == 0;
    int convert = strcmp(name, "eml") == 0 || strcmp(name, "ics") == 0 || strcmp(name, "vcf") == 0;

    if (extract || opt->to != TO_FOLDER || selection_is_given(opt->selection) || opt->names0)
        wrong = wrong_for_files(name, opt);
    if (wrong != NULL)
        return wrong;
    if (!extract && opt->directory != NULL)
        return "-d is an option of extract only";
    if (!extract && opt->no_bodies)
        return "--no-bodies is an option of extract only";
    if (!extract && opt->raw)
        return "--raw is an option of extract only";
    if (!body && opt->form != TNEF_BODY_BEST)
        return "--html, --text and --rtf are options of body only";
    if (!extract && !body && !view && opt->max_output != 0)
        return "--max-output is an option of extract, body and view only";
    if (!view && opt->no_pager)
        return "--no-pager is an option of view only";
    if ((body || view || convert) && opt->json)
        return body ? "body has no JSON" : view ? "view has no JSON" : "eml, ics and vcf have no JSON";
    if (strcmp(name, "unwrap") == 0)
        return wrong_for_unwrap(opt, files);
    return strcmp(name, "scan") == 0 ? wrong_for_scan(opt) : NULL;
}
