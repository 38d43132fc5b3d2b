/* SPDX-License-Identifier: MIT */

/* A stream from memory, from a file, or from where a program reads, into a struct. */

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <tnef/mapi.h>

#include "priv.h"

#define FAILED (-1)
#define PIECE  65536

/* Where input comes from: returns how many of |size| bytes it put into |buf|, 0 at the end, below 0 if it
 * failed. */
typedef long (*source_fn)(void *user, uint8_t *buf, int size);

static void begin(struct ytnefi_parse *p, TNEFStruct *tnef)
{
    memset(p, 0, sizeof *p);
    p->tnef = tnef;
    p->arena = ytnefi_arena(tnef, true);
    p->last = &tnef->starting_attach;
    while (p->last->next != NULL) {
        p->last = p->last->next;
    }
}

/* Returns what the program is told. Damage inside of an embedded message is for those who parse that one. */
static int end(struct ytnefi_parse *p, bool fed)
{
    if (p->props != NULL && p->failed) {
        p->props = NULL; /* not whole */
    } else if (p->props != NULL) {
        ytnefi_prop_end(p);
    }
    ytnefi_attachment_end(p);
    ytnefi_props_keep(p, &p->message_props, &p->tnef->MapiProperties);
    ytnefi_subject(p);
    ytnefi_buffer_free(&p->value);
    ytnefi_buffer_free(&p->values);
    ytnefi_buffer_free(&p->message_props);
    ytnefi_buffer_free(&p->attachment_props);
    return fed && p->ended && !p->damaged && !p->failed ? 0 : FAILED;
}

/* A value that is longer than the program wants is left out. The program gives MiB. */
static tnef_status new_decoder(tnef_decoder **out, struct ytnefi_parse *p)
{
    tnef_decoder_limits limits = { .size = sizeof limits, .max_anomalies = UINT32_MAX };
    tnef_decoder_config cfg = { .size = sizeof cfg, .limits = &limits, .on_event = ytnefi_event, .user = p };

    if (p->tnef->attachmentSize > 0 && p->tnef->attachmentSize < 2048) {
        limits.max_length = (uint32_t)p->tnef->attachmentSize << 20;
    }
    cfg.flags = TNEF_RAW_NESTED | TNEF_DESCEND_DATA | TNEF_RESYNC;
    return tnef_decoder_new(out, &cfg, NULL);
}

static bool feed_all(tnef_decoder *decoder, source_fn source, void *user)
{
    uint8_t *buf = malloc(PIECE);
    tnef_status status = TNEF_OK;
    long len = 0;

    while (buf != NULL && status == TNEF_OK && (len = source(user, buf, PIECE)) > 0) {
        status = tnef_decoder_feed(decoder, buf, (size_t)len, NULL);
    }
    free(buf);
    return buf != NULL && status == TNEF_OK && len == 0;
}

static int parse(TNEFStruct *tnef, source_fn source, void *user)
{
    struct ytnefi_parse p;
    tnef_decoder *decoder;
    bool fed;

    begin(&p, tnef);
    if (p.arena == NULL || new_decoder(&decoder, &p) != TNEF_OK) {
        return FAILED;
    }
    fed = feed_all(decoder, source, user);
    (void)tnef_decoder_finish(decoder);
    tnef_decoder_free(decoder);
    return end(&p, fed);
}

/* ---- Sources ----------------------------------------------------------------------------------- */

struct memory {
    const BYTE *next;
    long left;
};

static long from_memory(void *user, uint8_t *buf, int size)
{
    struct memory *m = user;
    long len = m->left < size ? m->left : size;

    memcpy(buf, m->next, (size_t)len);
    m->next += len;
    m->left -= len;
    return len;
}

static long from_file(void *user, uint8_t *buf, int size)
{
    size_t len = fread(buf, 1, (size_t)size, user);

    return len == 0 && ferror((FILE *)user) != 0 ? -1 : (long)len;
}

/* Readers of programs may refuse to read if there is less than what they were asked for, so they are asked
 * for less and less. That the last byte cannot be read is the end. */
static long from_program(void *user, uint8_t *buf, int size)
{
    TNEFIOStruct *io = user;
    int len;

    do {
        len = io->ReadProc(io, 1, size, buf);
        if (len > 0) {
            return len < size ? len : size;
        }
        size /= 2;
    } while (size > 0);
    return 0;
}

/* ---- The interface ----------------------------------------------------------------------------- */

int TNEFParseMemory(BYTE *memory, long size, TNEFStruct *TNEF)
{
    struct memory m = { memory, size };

    if (memory == NULL || size <= 0 || size > INT_MAX) {
        return FAILED;
    }
    return parse(TNEF, from_memory, &m);
}

int TNEFParseFile(char *filename, TNEFStruct *TNEF)
{
    FILE *file = fopen(filename, "rb");
    int result;

    if (file == NULL) {
        return FAILED;
    }
    result = parse(TNEF, from_file, file);
    return fclose(file) == 0 ? result : FAILED;
}

int TNEFParse(TNEFStruct *TNEF)
{
    TNEFIOStruct *io = &TNEF->IO;
    int result;

    if (io->ReadProc == NULL || (io->InitProc != NULL && io->InitProc(io) < 0)) {
        return FAILED;
    }
    result = parse(TNEF, from_program, io);
    if (io->CloseProc != NULL) {
        (void)io->CloseProc(io);
    }
    return result;
}

int TNEFCheckForSignature(DWORD sig)
{
    return sig == TNEF_SIGNATURE ? 0 : FAILED;
}
