/* SPDX-License-Identifier: MIT */

/* Every published fault as an input, with what the library must make of it written beside it.
 *
 * A recipe is a builder with parameters and an expectation. Its name is that of the recipe and of
 * the CVE, issue or fix that it replays; docs/faults.md lists them. Rows of a table are written by
 * hand; a family computes its rows from lists of ids, types, lengths and counts, and computes what
 * is expected of each from the format, not from the library. */

#ifndef TNEF_TESTS_RECIPES_H
#define TNEF_TESTS_RECIPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tnef/message.h>

#include "writer.h"

#define BIT(code) (UINT64_C(1) << (code))

enum {
    HEAD_SIZE = 75, /* bytes that tw_head writes: where most damage begins */
    MANY = 0xFFFF   /* an anomaly that occurs at least once */
};

struct expectation {
    tnef_status status;                   /* of finish */
    uint16_t anomalies[TNEF_A_END]; /* how often each occurs, or MANY */
    uint64_t error_at;                    /* offset of the error; 0: not compared */

    /* Lines that the decoder's events must hold in this order, separated by line ends:
     *     A00018004=...  data of an attribute       C0037:001E=...  a computed property
     *     P0037:001E=... a value of a list or row   R00069003=...   bytes after a list
     *     T=...          bytes after all attributes O3701:000D=...  a message not descended into
     * Behind a '>' for each message around it. Bytes that are no printable ASCII, and '\',
     * are \xHH. A '*' at the end stands for anything. After a '!', what no line may begin
     * with, sentinel aside. NULL: nothing is compared. */
    const char *seen;

    /* All parts that the message model delivers, but for the sentinel and remainders, which are
     * compared with what the decoder says, in the order of their ends:
     * "name=content" of an attachment, its contents joined by '|', followed by '#' and the index of
     * the one that counts unless that is the first; "@plain=...", "@html=..." and "@rtf=..." of a
     * body; a message is "(message)". Each ends with a line end. NULL: only the sentinel. */
    const char *files;
    const char *subject;      /* of the outermost message; NULL: not compared */
    uint64_t model;           /* BIT()s of what the message model adds to the anomalies */
    tnef_status model_status; /* what its finish returns; 0: the same as |status| */
    bool model_free;          /* the model may add any anomaly */
    bool lost;                /* the sentinel after the damage is not found */
};

struct recipe {
    char name[112];
    void (*build)(struct tw *w, const struct recipe *r);
    uint32_t a, b, c; /* for the builder */
    const void *data; /* for the builder */
    size_t len;
    struct expectation want; /* without any flag */
    bool has_all;            /* |all| holds with ALL_FLAGS; else |want| does */
    struct expectation all;
    bool open_end; /* nothing is written after it: it is about the end of the input */
    bool no_bias;  /* wrong checksums change more than checksums */
};

/* Fills |r|, which is all zero, with row |i|; false if there is none. */
typedef bool (*recipe_family)(size_t i, struct recipe *r);

/* Replays it: with a sentinel after it, without one, and with wrong checksums; whole and in pieces
 * of 1, 2, 3, 7 and 4096 bytes; without flags and with all; through the decoder and through the
 * message model. False if anything is not as expected; |why| says what. */
bool recipe_replay(const struct recipe *r, char why[1024]);

/* Replays all rows. Returns how many are not as expected, and prints them. */
size_t recipe_replay_table(const struct recipe *rows, size_t count);
size_t recipe_replay_family(recipe_family family, size_t least);

/* The lines of the decoder and of the model. The caller frees both with free(). The second are the
 * remainders that the model must deliver, as the decoder has them: T and R lines without the filler
 * that they begin with, numbered. */
char *recipe_seen(const uint8_t *in, size_t len, uint32_t flags);
char *recipe_remainders(const uint8_t *in, size_t len, uint32_t flags);
struct recipe_model {
    char *files, *subject;
    char *remainders;     /* lines ">remainder-1.bin=..." */
    tnef_status status;
    uint64_t anomalies[TNEF_A_END];
    uint64_t peak, bound; /* bytes of memory held at most, and the most that is allowed */
};
void recipe_model_run(struct recipe_model *m, const uint8_t *in, size_t len,
                      uint32_t flags, size_t piece);
void recipe_model_free(struct recipe_model *m);

/* Text that grows. */
struct lines {
    char *text;
    size_t len, cap;
};
void lines_add(struct lines *l, const char *format, ...);
void lines_bytes(struct lines *l, const uint8_t *p, size_t len);

/* All bytes of all data that the decoder delivers without flags, NULs as dots. */
void recipe_everything(struct lines *all, const uint8_t *in, size_t len);

/* What builders share. */
void recipe_file(struct tw *w); /* attachment "a.txt" that holds "one" */
void recipe_prop(struct tw *w,
                 uint16_t id); /* PtypInteger32 0x01020304, "a sound property" */

/* The tables. */
struct recipe_table {
    const struct recipe *rows;
    size_t count;
};
extern const struct recipe_table recipes_wire, recipes_wire_values, recipes_props,
    recipes_props_values, recipes_nested, recipes_evasion;

/* The families, in recipes_family_*.c. */
bool family_w3(size_t i, struct recipe *r);
bool family_w4(size_t i, struct recipe *r);
bool family_w4_nested(size_t i, struct recipe *r);
bool family_w6(size_t i, struct recipe *r);
bool family_w8(size_t i, struct recipe *r);
bool family_w10(size_t i, struct recipe *r);
bool family_w11(size_t i, struct recipe *r);
bool family_w16(size_t i, struct recipe *r);
bool family_p1(size_t i, struct recipe *r);
bool family_p6(size_t i, struct recipe *r);
bool family_p8(size_t i, struct recipe *r);
bool family_p10(size_t i, struct recipe *r);
bool family_p12(size_t i, struct recipe *r);
bool family_p16(size_t i, struct recipe *r);
bool family_p16_short(size_t i, struct recipe *r);

#endif
