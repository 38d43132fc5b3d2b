/* SPDX-License-Identifier: MIT */

/* Streams for the converter, and what becomes of them, in every way of feeding and taking. For cmocka
 * programs. */

#ifndef TNEF_TESTS_CONVERT_CHECK_H
#define TNEF_TESTS_CONVERT_CHECK_H

#include <stddef.h>
#include <stdint.h>

#include <tnef/convert.h>

#include "writer.h"

extern const uint8_t CW_MEETING[16], CW_TASK[16], CW_ADDRESS[16], CW_LOG[16];

/* FILETIME of a date in UTC. */
uint64_t cw_time(int year, int month, int day, int hour, int minute, int second);

/* A stream up to the properties of its message, which are open, with its class as the first of them; and its
 * end. */
void cw_begin(struct tw *w, const char *message_class);
void cw_end(struct tw *w);

/* Named properties: one call names the next property. The others write one in a set. */
void cw_text(struct tw *w, const uint8_t set[16], uint32_t lid, const char *utf8);
void cw_number(struct tw *w, const uint8_t set[16], uint32_t lid, int32_t value);
void cw_flag(struct tw *w, const uint8_t set[16], uint32_t lid, int value);
void cw_date(struct tw *w, const uint8_t set[16], uint32_t lid, uint64_t filetime);
void cw_blob(struct tw *w, const uint8_t set[16], uint32_t lid, const void *data, size_t len);
void cw_hex(struct tw *w, const uint8_t set[16], uint32_t lid, const char *hex);
void cw_keywords(struct tw *w, const char *const *words, size_t count);

/* People: representing and sender, by SMTP. */
void cw_representing(struct tw *w, const char *name, const char *address);
void cw_sender(struct tw *w, const char *name, const char *address);

/* A one-off entry id in |out|, whose length is returned. */
size_t cw_one_off(uint8_t out[512], const char *name, const char *type, const char *address);

/* Bytes of hexadecimal digits, in which "~" stands for 00000000. Returns their number. */
size_t cw_bytes(const char *hex, uint8_t *out, size_t room);

/* Checks what is written of a stream: the same text whether the stream is fed at once or byte by byte, and
 * the sink takes all, a byte, or nothing first; that what it leaves out is |left_out|; and that with every
 * allocation failing, and every call of the sink, nothing else comes out than a beginning of it. Frees the
 * stream. */
extern void (*cw_reads)(uint32_t kind, const char *text); /* reads what cw_expect() expects; NULL: nobody */
void cw_expect(struct tw *w, uint32_t kind, const tnef_convert_options *options, const char *text,
               uint32_t left_out);

/* The text of a stream, to be freed; |left_out| may be NULL. The stream is freed. NULL: there is no such
 * kind. */
char *cw_convert(struct tw *w, uint32_t kind, const tnef_convert_options *options, uint32_t *left_out);

/* convert_text.c: the same of a calendar, which there must be. */
char *cw_calendar(struct tw *w, const tnef_convert_options *options, uint32_t *left_out);

/* Writes all of a stream, whose last |cut| bytes are left out. The stream is freed; the text is to be. */
tnef_status cw_write_all(struct tw *w, size_t cut, const tnef_convert_config *cfg, uint32_t kind,
                         const tnef_allocator *alloc, char **text, uint32_t *left_out);

/* A text has a part, has it not, and how often. */
void cw_has(const char *text, const char *part);
void cw_lacks(const char *text, const char *part);
size_t cw_count(const char *text, const char *part);

#endif
