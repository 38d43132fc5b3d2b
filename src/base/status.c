/* SPDX-License-Identifier: MIT */
/* The version, and names and sentences of statuses. */

#include <tnef/base.h>

/* What a look into a table does. */
#define P_FINDS \
  terminates \true; \
  exits \false; \
  assigns \nothing

/*@ P_FINDS; */
uint32_t tnef_version(void)
{
    return TNEF_VERSION_NUMBER;
}

#define TEXT_OF(x)                        #x
#define VERSION_TEXT(major, minor, patch) TEXT_OF(major) "." TEXT_OF(minor) "." TEXT_OF(patch)

/*@ P_FINDS; */
const char *tnef_version_string(void)
{
    /* The preprocessor cannot split a number; the assertion keeps the text true to it. */
    _Static_assert(TNEF_VERSION_NUMBER == 0x000200, "the version's text must follow its number");
    return VERSION_TEXT(0, 2, 0);
}

struct status_entry {
    tnef_status status;
    const char *name;
    const char *text;
};

#define ENTRY(status, text) \
  { \
    status, #status, text \
  }

static const struct status_entry statuses[] = {
    ENTRY(TNEF_OK, "no error"),
    ENTRY(TNEF_PAUSED, "paused by the callback"),
    ENTRY(TNEF_STOPPED, "stopped by the callback"),
    ENTRY(TNEF_E_ARGUMENT, "invalid argument or configuration"),
    ENTRY(TNEF_E_STATE, "call not allowed now"),
    ENTRY(TNEF_E_MEMORY, "out of memory"),
    ENTRY(TNEF_E_CALLBACK, "the callback failed"),
    ENTRY(TNEF_E_SIGNATURE, "not a TNEF stream"),
    ENTRY(TNEF_E_TRUNCATED, "the input ends inside a structure"),
    ENTRY(TNEF_E_OVERRUN, "a structure passes the end of the one around it"),
    ENTRY(TNEF_E_TYPE, "unknown property type"),
    ENTRY(TNEF_E_ANOMALY, "an anomaly that was configured to be fatal"),
    ENTRY(TNEF_E_TRAILING, "bytes that belong to no structure"),
    ENTRY(TNEF_E_NAME, "property name of unknown kind"),
    ENTRY(TNEF_E_NESTED, "an embedded message is not a TNEF stream"),
    ENTRY(TNEF_E_COMPRESSION, "unknown kind of compressed RTF"),
    ENTRY(TNEF_E_SIZE, "a size too small for what it counts"),
    ENTRY(TNEF_E_AMBIGUOUS, "mail that different readers read differently"),
    ENTRY(TNEF_E_RTF, "not RTF"),
    ENTRY(TNEF_E_LIMIT_INPUT, "more input than the limit"),
    ENTRY(TNEF_E_LIMIT_DEPTH, "messages nested deeper than the limit"),
    ENTRY(TNEF_E_LIMIT_ATTRIBUTES, "more attributes than the limit"),
    ENTRY(TNEF_E_LIMIT_LENGTH, "an attribute or value longer than the limit"),
    ENTRY(TNEF_E_LIMIT_EVENTS, "more events than the limit"),
    ENTRY(TNEF_E_LIMIT_PROPERTIES, "more properties in a list than the limit"),
    ENTRY(TNEF_E_LIMIT_VALUES, "more values in a property than the limit"),
    ENTRY(TNEF_E_LIMIT_ROWS, "more recipients than the limit"),
    ENTRY(TNEF_E_LIMIT_NAME, "a property name longer than the limit"),
    ENTRY(TNEF_E_LIMIT_OUTPUT, "more output than the limit"),
    ENTRY(TNEF_E_LIMIT_MEMORY, "more memory needed than the limit"),
    ENTRY(TNEF_E_LIMIT_ATTACHMENTS, "more attachments than the limit"),
    ENTRY(TNEF_E_LIMIT_HEADER, "a mail header longer than the limit"),
    ENTRY(TNEF_E_LIMIT_PARTS, "more mail parts than the limit"),
    ENTRY(TNEF_E_LIMIT_STREAMS, "more streams in a mail than the limit"),
    ENTRY(TNEF_E_LIMIT_PARAMETERS, "more parameters in a mail header than the limit"),
    ENTRY(TNEF_E_LIMIT_BOUNDARY, "a boundary longer than the limit"),
    ENTRY(TNEF_E_LIMIT_TOTAL, "more in all than the limit"),
};

enum { STATUSES = sizeof statuses / sizeof statuses[0] };

/*@ P_FINDS;
    ensures \result != \null ==> \valid_read(\result); */
static const struct status_entry *find_status(tnef_status status)
{
    /*@ loop invariant 0 <= i <= STATUSES;
        loop assigns i;
        loop variant STATUSES - i; */
    for (size_t i = 0; i < STATUSES; i++)
        if (statuses[i].status == status)
            return &statuses[i];
    return NULL;
}

/*@ P_FINDS; */
const char *tnef_status_name(tnef_status status)
{
    const struct status_entry *e = find_status(status);

    return e != NULL ? e->name : "TNEF_?";
}

/*@ P_FINDS; */
const char *tnef_status_text(tnef_status status)
{
    const struct status_entry *e = find_status(status);

    return e != NULL ? e->text : "unknown status";
}
