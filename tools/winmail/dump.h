/* SPDX-License-Identifier: MIT */
#ifndef WINMAIL_DUMP_H
#define WINMAIL_DUMP_H
/* What the two forms of winmail dump share. */

#include "winmail.h"

#define NAME_SIZE (3 * TNEF_NAME_SIZE / 2 + 1)

struct dump {
    const struct options *opt;
    tnef_decoder *decoder;
    struct outcome outcome;
    uint32_t codepage[TNEF_DEPTH_CEILING + 1];   /* 0: none                                       */
    uint8_t codepage_known[TNEF_DEPTH_CEILING + 1];
    uint32_t page_bytes;
    tnef_text text;            /* of the open string                                              */
    tnef_status text_status;   /* TNEF_E_MEMORY: some text is cut                                 */
    uint64_t text_at, text_cut;  /* offset of the open string; of the first that is cut           */
    int text_open;
    uint64_t nuls;             /* held back                                                       */
    uint64_t shown;            /* bytes of the open value or attribute, in hex                    */
    /* JSON */
    char close[16 + 8 * (TNEF_DEPTH_CEILING + 1)];  /* what is open: brackets                     */
    size_t open;
    int comma;                 /* something stands before in what is open                         */
    char section;              /* section of the attribute that is open; 0: none                  */
    char saved_section[TNEF_DEPTH_CEILING + 1];
    int in_values[TNEF_DEPTH_CEILING + 1];          /* the values of the property are an array    */
    int checksum_bad[TNEF_DEPTH_CEILING + 1];
    int streams;               /* begun                                                           */
    char *anomalies;           /* their text                                                      */
    size_t anomalies_len;
    FILE *anomalies_file;
};

int dump_is_text(uint16_t type);
void dump_text_begin(struct dump *d, const tnef_event *ev);
void dump_text_data(struct dump *d, const tnef_event *ev);
void dump_text_end(struct dump *d);
void dump_hex(const uint8_t *p, size_t n);
void dump_fixed(const struct dump *d, const tnef_event *ev);
const char *dump_prop_name(const tnef_event *ev);
size_t dump_name_text(const tnef_event *ev, char *out);

void dump_text_file(const struct source *source);
void dump_text_event(struct dump *d, const tnef_event *ev);

/* dump_put.c: a comma, unless it is the first; members, of which the text may be NULL. */
void dump_comma(struct dump *d);
void dump_key(struct dump *d, const char *name);
void dump_key_number(struct dump *d, const char *name, uint64_t n);
void dump_key_true(struct dump *d, const char *name);
void dump_key_text(struct dump *d, const char *name, const char *text);

/* Opens an object, array or string, by its character; what closes it is remembered. Ends the innermost, and
 * tells what that closes with. */
void dump_begin(struct dump *d, char what);
void dump_end(struct dump *d);
char dump_innermost(const struct dump *d);

/* A string or an array that is a member of what is open around it; |which| tells them apart. Ends it. */
void dump_section(struct dump *d, const char *name, char which, char bracket);
void dump_no_section(struct dump *d);

void dump_json_begin(struct dump *d, const struct source *source);
void dump_json_event(struct dump *d, const tnef_event *ev);
void dump_json_end(struct dump *d);

#endif
