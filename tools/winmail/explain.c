/* SPDX-License-Identifier: MIT */
/* winmail explain: what the names mean that the other commands print. */

#define _POSIX_C_SOURCE 200809L

#include "explain.h"
#include "winmail.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const struct word *const tables[] = { explain_stream, explain_mail, explain_coded,
                                             explain_text };

#define TABLES    (sizeof tables / sizeof tables[0])
#define NAME_SIZE 64u

/* "TNEF_SCANNER_A_BARE_LF": "BARE_LF" */
static const char *short_name(const char *name)
{
    static const char *const prefixes[] = { "TNEF_A_", "TNEF_SCANNER_A_", "TNEF_TRANSFER_A_",
                                            "TNEF_LZFU_A_", "TNEF_LZFU_", "TNEF_RTF_A_", "TNEF_HTML_A_",
                                            "TNEF_TEXT_A_", "TNEF_BODIES_A_", "TNEF_E_", "TNEF_" };
    size_t i = 0;

    while (strncmp(name, prefixes[i], strlen(prefixes[i])) != 0)
        i++;                            /* all names begin with the last one */
    return name + strlen(prefixes[i]);
}

/* What the other commands print for |name|, but for the case: "TNEF_A_ATTR_TYPE" is
 * "attribute_type" there. */
static void printed_name(const char *name, char *out, size_t size)
{
    const char *brief = short_name(name);
    int is_attr = strncmp(name, "TNEF_A_ATTR_", 12) == 0;

    snprintf(out, size, "%s%s", is_attr ? "attribute_" : "", is_attr ? brief + 5 : brief);
    for (char *p = out; *p != '\0'; p++)
        *p = (char)tolower((unsigned char)*p);
}

static int is_called(const char *name, const char *wanted)
{
    char printed[NAME_SIZE];

    printed_name(name, printed, sizeof printed);
    return wanted == NULL || strcasecmp(name, wanted) == 0
        || strcasecmp(short_name(name), wanted) == 0 || strcasecmp(printed, wanted) == 0;
}

/* "bare_lf (TNEF_SCANNER_A_BARE_LF): ..." */
static void print(const char *name, const char *text, const char *end)
{
    char printed[NAME_SIZE];

    printed_name(name, printed, sizeof printed);
    printf("%s (%s): ", printed, name);
    putchar(toupper((unsigned char)text[0]));
    printf("%s%s\n", text + 1, end);
}

/* The same for statuses, whose text in the library is the explanation. */
static int explain_status(const char *wanted)
{
    int found = 0;

    for (tnef_status s = 2; s >= -95; s--) {
        const char *name = tnef_status_name(s);

        if (strcmp(name, "TNEF_?") == 0 || !is_called(name, wanted))
            continue;
        print(name, tnef_status_text(s), ".");
        found++;
    }
    return found;
}

/* Explains each thing that is called |wanted|, of which there may be several, or everything if it is NULL.
 * Returns how many there were. */
static int explain(const char *wanted)
{
    int found = 0;

    for (size_t t = 0; t < TABLES; t++)
        for (const struct word *w = tables[t]; w->name[0] != '\0'; w++)
            if (is_called(w->name, wanted)) {
                print(w->name, w->text, "");
                found++;
            }
    return found + explain_status(wanted);
}

int command_explain(char *const *names)
{
    int code = EXIT_COMPLETE;

    if (*names == NULL)
        explain(NULL);
    for (; *names != NULL; names++)
        if (explain(*names) == 0) {
            fputs("winmail: nothing is called '", stderr);
            print_safe_cstring(stderr, *names);
            fputs("'\n", stderr);
            code = EXIT_USAGE;
        }
    return code;
}
