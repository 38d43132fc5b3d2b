/* SPDX-License-Identifier: MIT */

/* Mail with streams in it, and what tnef_unwrap makes of it, in every way of feeding and taking. For cmocka
 * programs. */

#ifndef TNEF_TESTS_UNWRAP_CHECK_H
#define TNEF_TESTS_UNWRAP_CHECK_H

#include <stddef.h>
#include <stdint.h>

#include <tnef/convert.h>

#include "kept_output.h"
#include "writer.h"

/* The header of a part that is a stream, and what uw_note(w, "Hello Bob.\r\n") becomes as a part. In forms
 * a line ends with LF: see uw_fill(). */
#define UW_HEAD \
  "Content-Type: application/ms-tnef; name=\"winmail.dat\"\n" \
  "Content-Transfer-Encoding: base64\n"
#define UW_LEAF \
  "Content-Type: text/plain; charset=us-ascii\n" \
  "Content-Transfer-Encoding: 7bit\n" \
  "\n" \
  "Hello Bob.\n"
#define UW_ROOT "From: ann@example.org\nSubject: Outer\n"

/* A mail from Ann to Bob with a text, and a blind copy; a file after it. */
void uw_note(struct tw *w, const char *text);
void uw_file(struct tw *w);

/* Base64 in lines, to be freed. The stream is freed; its last |cut| bytes are left out. */
char *uw_armor(struct tw *w, const char *eol, size_t cut);

/* |form|, in which "%" is |base64|, and line ends are |eol|. To be freed. */
char *uw_fill(const char *form, const char *base64, const char *eol);

struct uw_spool {
    char *bytes;
    size_t len, room;
    uint32_t fail_at;            /* the call that fails, from 1; 0: none                          */
};

int uw_spool_write(void *user, uint64_t offset, const void *buf, size_t len);
int uw_spool_read(void *user, uint64_t offset, void *buf, size_t len);

struct uw_way {
    size_t piece;
    enum kept_takes takes;
    const tnef_allocator *alloc;
    uint32_t sink_fails, spool_fails;
    uint32_t max_memory;         /* of the converter                                              */
    int twice;                   /* reset, and again; written again                               */
    const tnef_convert_config *convert; /* NULL: that memory only                                 */
    const tnef_convert_options *options;
    const tnef_scanner_limits *scanner_limits;
};

struct uw_result {
    tnef_status status;
    struct tnef_unwrap_info info;
    struct kept_output out;
};

/* One mail; |r->out.out| is to be freed. */
void uw_run(const char *mail, const struct uw_way *way, struct uw_result *r);

/* Checks what comes out: however the mail is cut and the sink pauses; with each call of allocator, sink and
 * spool failing nothing but a beginning of it; and that the same again changes nothing. */
void uw_expect(const char *mail, const char *text, uint32_t replaced, uint32_t kept);

/* The same of the stream that |make| writes, in a form, with lines that end with CR LF and with LF. What
 * comes out is |form_after|; NULL: what went in. |cut|: of the stream. */
void uw_check_cut(void (*make)(struct tw *w), size_t cut, const char *form, const char *form_after,
                  uint32_t replaced, uint32_t kept);
void uw_check(void (*make)(struct tw *w), const char *form, const char *form_after, uint32_t kept);

/* unwrap_once.c: a note that greets; and one way of a mail, the form with the stream of |make| and lines
 * that end with |eol|. What is not replaced is as it was. */
void uw_hello(struct tw *w);
void uw_run_once(void (*make)(struct tw *w), const char *form, const char *eol, const struct uw_way *way,
                 struct uw_result *r);

#endif
