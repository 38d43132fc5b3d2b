/* SPDX-License-Identifier: MIT */

/* What the scanner and GMime tell of a mail, as lines that can be compared. A header, since only programs
 * that are linked with GMime can have it. */

#ifndef TNEF_TESTS_GMIME_OPINION_H
#define TNEF_TESTS_GMIME_OPINION_H

#include <gmime/gmime.h>

#include "known.h"
#include "scan_cases.h"
#include "scan_log.h"
#include "sha256.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 1024 };

/* What one of the two says: lines of path, type, name, size and sha256. */
struct opinion {
    struct lines lines;
    struct mail data;        /* of the leaf that is open */
    unsigned leaves;
};

static void say_leaf(struct opinion *o, const char *path, const char *type, const char *name,
                     const uint8_t *data, size_t len)
{
    char hash[65];

    sha256_hex(len > 0 ? data : (const uint8_t *)"", len, hash);
    lines_add(&o->lines, "%s %s '%s' %zu %s\n", path, type, name != NULL ? name : "", len, hash);
    o->leaves++;
}

/* ---- The scanner's ------------------------------------------------------------------------- */

struct ours {
    struct opinion *o;
    char type[TNEF_SCANNER_TYPE_SIZE], name[TNEF_SCANNER_NAME_SIZE];
};

static int on_begin(void *user, const tnef_scanner_part *part)
{
    struct ours *u = user;

    if (part->kind != TNEF_SCANNER_LEAF)
        return TNEF_CONTINUE;
    (void)snprintf(u->type, sizeof u->type, "%s", part->type);
    (void)snprintf(u->name, sizeof u->name, "%s", part->name);
    u->o->data.len = 0;
    return TNEF_SCANNER_DECODE;
}

static int on_end(void *user, const tnef_scanner_part *part)
{
    struct ours *u = user;

    if (part->kind == TNEF_SCANNER_LEAF)
        say_leaf(u->o, part->path, u->type, u->name, u->o->data.p, u->o->data.len);
    return TNEF_CONTINUE;
}

static tnef_status on_bytes(void *user, const void *buf, size_t len, size_t *taken)
{
    struct ours *u = user;

    (void)taken;
    mail_bytes(&u->o->data, buf, len);
    return TNEF_OK;
}

/* Anomalies that STRICT lives with, and the two do not agree about: names that cannot be decoded are
 * escaped here, and blanks at the ends of quoted-printable lines, which transports add, are dropped
 * as RFC 2045 section 6.7 has it. */
#define NOT_ALIKE (TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NAME_BROKEN) | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_QP_BLANKS))

/* Whether the mail is well-formed. */
static bool ask_scanner(struct opinion *o, const uint8_t *in, size_t len)
{
    const tnef_scanner_handlers handlers = { .size = sizeof handlers, .part_begin = on_begin,
                                          .part_end = on_end, .sink = on_bytes };
    struct ours u = { .o = o };
    const tnef_scanner_config cfg = { .size = sizeof cfg, .handlers = &handlers, .user = &u };
    tnef_scanner *s;
    bool plain;

    memset(o, 0, sizeof *o);
    assert_int_equal(tnef_scanner_new(&s, &cfg, NULL), TNEF_OK);
    (void)tnef_scanner_feed(s, in, len, NULL);
    plain = tnef_scanner_finish(s) == TNEF_OK
        && (anomalies_of_scanner(s) & (TNEF_SCANNER_FATAL_DEFAULT | NOT_ALIKE)) == 0;
    tnef_scanner_free(s);
    return plain;
}

/* ---- GMime's ------------------------------------------------------------------------------- */

static void ask_leaf(struct opinion *o, GMimeObject *part, const char *path)
{
    GMimeStream *out = g_mime_stream_mem_new();
    GMimeDataWrapper *content = g_mime_part_get_content(GMIME_PART(part));
    char *type = g_mime_content_type_get_mime_type(g_mime_object_get_content_type(part));
    char *lower = g_ascii_strdown(type, -1);
    GByteArray *bytes;

    if (content != NULL)
        g_mime_data_wrapper_write_to_stream(content, out);
    bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(out));
    say_leaf(o, path, lower, g_mime_part_get_filename(GMIME_PART(part)), bytes->data, bytes->len);
    g_free(lower);
    g_free(type);
    g_object_unref(out);
}

static void ask_object(struct opinion *o, GMimeObject *part, const char *path)
{
    char inner[PATH_SIZE];

    if (GMIME_IS_MULTIPART(part)) {
        for (int i = 0; i < g_mime_multipart_get_count(GMIME_MULTIPART(part)); i++) {
            (void)snprintf(inner, sizeof inner, "%s.%d", path, i + 1);
            ask_object(o, g_mime_multipart_get_part(GMIME_MULTIPART(part), i), inner);
        }
    } else if (GMIME_IS_MESSAGE_PART(part)) {
        GMimeMessage *message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));

        (void)snprintf(inner, sizeof inner, "%s.1", path);
        if (message != NULL)
            ask_object(o, g_mime_message_get_mime_part(message), inner);
    } else if (GMIME_IS_PART(part)) {
        ask_leaf(o, part, path);
    }
}

static void ask_gmime(struct opinion *o, const uint8_t *in, size_t len)
{
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer((const char *)in, len);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);

    memset(o, 0, sizeof *o);
    if (message != NULL) {
        ask_object(o, g_mime_message_get_mime_part(message), "1");
        g_object_unref(message);
    }
    g_object_unref(parser);
    g_object_unref(stream);
}

static void forget(struct opinion *o)
{
    free(o->lines.text);
    mail_free(&o->data);
}

/* Returns 1 if they differ; adds the leaves to |leaves| if the mail is well-formed. */
static unsigned compare(const char *name, const uint8_t *in, size_t len, unsigned *leaves)
{
    struct opinion ours, theirs;
    unsigned bad = 0;

    if (ask_scanner(&ours, in, len)) {
        ask_gmime(&theirs, in, len);
        bad = ours.leaves != theirs.leaves || (ours.leaves > 0
            && strcmp(ours.lines.text, theirs.lines.text) != 0);
        if (bad != 0)
            print_error("%s:\n%s--- GMime:\n%s", name, ours.leaves > 0 ? ours.lines.text : "",
                        theirs.leaves > 0 ? theirs.lines.text : "");
        *leaves += ours.leaves;
        forget(&theirs);
    }
    forget(&ours);
    return bad;
}

#endif
