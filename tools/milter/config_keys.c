/* SPDX-License-Identifier: MIT */
/* The lines of the configuration: keys, and what their values may be. */

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <syslog.h>

enum kind { KIND_TEXT, KIND_WORD, KIND_NUMBER, KIND_SIZE, KIND_SIZE64, KIND_MODE };

struct word {
    const char *text;
    int value;
};

static const struct word whole[] = { { "accept", ACT_ACCEPT },
                                     { "unwrap", ACT_UNWRAP },
                                     { "quarantine", ACT_QUARANTINE },
                                     { "reject", ACT_REJECT },
                                     { NULL, 0 } };
static const struct word damaged[] = { { "accept", ACT_ACCEPT }, { "unwrap", ACT_UNWRAP },
                                       { "tag", ACT_TAG },       { "quarantine", ACT_QUARANTINE },
                                       { "reject", ACT_REJECT }, { NULL, 0 } };
static const struct word unread[] = { { "accept", ACT_ACCEPT },
                                      { "tag", ACT_TAG },
                                      { "quarantine", ACT_QUARANTINE },
                                      { "reject", ACT_REJECT },
                                      { NULL, 0 } };
static const struct word failure[] = { { "accept", ACT_ACCEPT }, { "tempfail", ACT_TEMPFAIL }, { NULL, 0 } };
static const struct word yes_no[] = { { "no", 0 }, { "yes", 1 }, { NULL, 0 } };
static const struct word log_places[] = { { "stderr", LOG_TO_STDERR },
                                          { "syslog", LOG_TO_SYSLOG },
                                          { NULL, 0 } };
static const struct word log_levels[] = { { "error", LOG_ERR },
                                          { "warning", LOG_WARNING },
                                          { "info", LOG_INFO },
                                          { "debug", LOG_DEBUG },
                                          { NULL, 0 } };
static const struct word facilities[] = {
    { "mail", LOG_MAIL },     { "daemon", LOG_DAEMON }, { "user", LOG_USER },     { "local0", LOG_LOCAL0 },
    { "local1", LOG_LOCAL1 }, { "local2", LOG_LOCAL2 }, { "local3", LOG_LOCAL3 }, { "local4", LOG_LOCAL4 },
    { "local5", LOG_LOCAL5 }, { "local6", LOG_LOCAL6 }, { "local7", LOG_LOCAL7 }, { NULL, 0 }
};

struct key {
    const char *name;
    enum kind kind;
    size_t offset, room; /* in struct config                                              */
    const struct word *words;
    uint64_t min, max;
};

#define AT(field) offsetof(struct config, field), sizeof(((struct config *)0)->field)
#define MIB       ((uint64_t)1 << 20)
#define TEXT(name, field) \
  { \
    name, KIND_TEXT, AT(field), NULL, 0, 0 \
  }
#define WORD(name, field, words) \
  { \
    name, KIND_WORD, AT(field), words, 0, 0 \
  }
static const struct key keys[] = {
    TEXT("socket", socket),
    TEXT("socket-group", socket_group),
    { "socket-mode", KIND_MODE, AT(socket_mode), NULL, 0, 0777 },
    { "timeout", KIND_NUMBER, AT(timeout), NULL, 10, 86400 },
    WORD("on-tnef", on_tnef, whole),
    WORD("on-damaged", on_damaged, damaged),
    WORD("on-unreadable", on_unreadable, unread),
    WORD("on-ambiguous", on_ambiguous, unread),
    WORD("on-limit", on_limit, unread),
    WORD("on-failure", on_failure, failure),
    WORD("add-header", add_header, yes_no),
    TEXT("name", name),
    { "max-mail", KIND_SIZE64, AT(max_mail), NULL, 1024, MIB << 14 },
    { "max-header", KIND_SIZE, AT(max_header), NULL, 1024, MIB << 6 },
    { "max-output", KIND_SIZE64, AT(max_output), NULL, 1024, MIB << 14 },
    { "max-spool", KIND_SIZE64, AT(max_spool), NULL, 1024, MIB << 16 },
    { "spool-memory", KIND_SIZE, AT(spool_memory), NULL, 0, MIB << 10 },
    { "memory", KIND_SIZE, AT(memory), NULL, 4096, MIB << 10 },
    { "max-active", KIND_NUMBER, AT(max_active), NULL, 1, 100000 },
    TEXT("spool-dir", spool_dir),
    WORD("log", log_to, log_places),
    WORD("log-facility", log_facility, facilities),
    WORD("log-level", log_level, log_levels),
    TEXT("counters-file", counters_file),
    TEXT("counters-socket", counters_socket),
    { "counters-interval", KIND_NUMBER, AT(counters_interval), NULL, 1, 3600 },
    { "stop-timeout", KIND_NUMBER, AT(stop_timeout), NULL, 0, 3600 },
};
enum { KEYS = sizeof keys / sizeof keys[0] };

/* ---- Values ---------------------------------------------------------------------------------- */

/* Digits of |base|, and all of them. 0: that is no number, or it is above |max|. */
static int number(const char *text, unsigned base, uint64_t max, uint64_t *out)
{
    *out = 0;
    if (*text == '\0')
        return 0;
    for (; *text != '\0'; text++) {
        const unsigned digit = (unsigned)(*text - '0');

        if (*text < '0' || digit >= base || digit > max || *out > (max - digit) / base)
            return 0;
        *out = *out * base + digit;
    }
    return 1;
}

/* A number of bytes, perhaps with K, M or G. It takes the letter away. */
static int size(char *text, uint64_t max, uint64_t *out)
{
    const size_t len = strlen(text);
    const char last = len > 0 ? text[len - 1] : '\0';
    const unsigned shift = last == 'K' ? 10 : last == 'M' ? 20 : last == 'G' ? 30 : 0;

    if (shift > 0)
        text[len - 1] = '\0';
    if (!number(text, 10, max >> shift, out))
        return 0;
    *out <<= shift;
    return 1;
}

static void store(struct config *cfg, const struct key *key, uint64_t value)
{
    char *at = (char *)cfg + key->offset;
    const uint32_t narrow = (uint32_t)value;

    if (key->room == sizeof value)
        memcpy(at, &value, sizeof value);
    else
        memcpy(at, &narrow, sizeof narrow);
}

_Static_assert(sizeof(enum action) == sizeof(uint32_t) && sizeof(enum log_to) == sizeof(uint32_t),
               "store() writes all fields that are not text as 32 or 64 bits");

static const char *set_word(struct config *cfg, const struct key *key, const char *value)
{
    for (const struct word *w = key->words; w->text != NULL; w++)
        if (strcmp(w->text, value) == 0) {
            store(cfg, key, (uint64_t)w->value);
            return NULL;
        }
    return "a word that is not one of its values";
}

static const char *set_number(struct config *cfg, const struct key *key, char *value)
{
    uint64_t n = 0;
    int ok;

    if (key->kind == KIND_MODE)
        ok = number(value, 8, key->max, &n);
    else if (key->kind == KIND_NUMBER)
        ok = number(value, 10, key->max, &n);
    else
        ok = size(value, key->max, &n);
    if (!ok || n < key->min)
        return "not a number, or outside of its bounds";
    store(cfg, key, n);
    return NULL;
}

/* Sets one value. Returns what is wrong with it, or NULL. */
static const char *set(struct config *cfg, const struct key *key, char *value)
{
    if (key->kind == KIND_WORD)
        return set_word(cfg, key, value);
    if (key->kind != KIND_TEXT)
        return set_number(cfg, key, value);
    if (strlen(value) >= key->room)
        return "too long";
    memset((char *)cfg + key->offset, 0, key->room);
    memcpy((char *)cfg + key->offset, value, strlen(value));
    return NULL;
}

/* ---- Lines ----------------------------------------------------------------------------------- */

/* Takes blanks away at both ends. */
static char *trimmed(char *text)
{
    size_t len;

    text += strspn(text, " \t\r");
    len = strlen(text);
    while (len > 0 && strchr(" \t\r", text[len - 1]) != NULL)
        text[--len] = '\0';
    return text;
}

/* What is wrong with a line, or NULL. |seen| has one mark for each key. */
static const char *line_wrong(struct config *cfg, char *line, char *seen, const char **name)
{
    char *value = strchr(line, '=');

    *name = "";
    if (value == NULL)
        return "not \"key = value\"";
    *value++ = '\0';
    *name = trimmed(line);
    for (size_t i = 0; i < KEYS; i++) {
        if (strcmp(keys[i].name, *name) != 0)
            continue;
        if (seen[i]++)
            return "a second time";
        return set(cfg, &keys[i], trimmed(value));
    }
    return "no such key";
}

unsigned config_parse(struct config *cfg, const char *text, size_t len, config_wrong wrong, void *user)
{
    char line[CONFIG_LINE], says[CONFIG_LINE + 128], seen[KEYS] = { 0 };
    unsigned count = 0, number_of_line = 0;

    while (len > 0) {
        const char *end = memchr(text, '\n', len);
        const size_t n = end != NULL ? (size_t)(end - text) : len;
        const char *what = NULL, *name = "";
        char *begin = line;

        number_of_line++;
        if (n >= sizeof line || memchr(text, '\0', n) != NULL) {
            what = "not a line of text";
        } else {
            memcpy(line, text, n);
            line[n] = '\0';
            begin = trimmed(line);
        }
        if (what == NULL && *begin != '\0' && *begin != '#')
            what = line_wrong(cfg, begin, seen, &name);
        if (what != NULL) {
            (void)snprintf(says, sizeof says, "%s%s%s", name, *name != '\0' ? ": " : "", what);
            wrong(user, number_of_line, says);
            count++;
        }
        text += n;
        len -= n;
        if (len > 0) {
            text++;
            len--;
        }
    }
    return count;
}
