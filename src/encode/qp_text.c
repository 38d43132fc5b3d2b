/* SPDX-License-Identifier: MIT */
/* quoted-printable, the fast way: what fits into the line and is decided by the bytes that are there. It
 * does what byte by byte would do (qp.c), and stops before all else. */

#include "encode/vectors.h"

/* What a byte is. FIRST is text that may not begin a line. LEADS2 to LEADS4 begin a UTF-8 sequence of so
 * many bytes. The order matters: text comes first. */
enum { PLAIN, FIRST, BLANK, RAW, LEADS2, LEADS3, LEADS4, ENDS };

#define PLAIN_2   PLAIN, PLAIN
#define PLAIN_4   PLAIN_2, PLAIN_2
#define PLAIN_8   PLAIN_4, PLAIN_4
#define PLAIN_16  PLAIN_8, PLAIN_8
#define RAW_2     RAW, RAW
#define RAW_4     RAW_2, RAW_2
#define RAW_8     RAW_4, RAW_4
#define RAW_16    RAW_8, RAW_8
#define LEADS2_2  LEADS2, LEADS2
#define LEADS2_4  LEADS2_2, LEADS2_2
#define LEADS2_8  LEADS2_4, LEADS2_4
#define LEADS2_16 LEADS2_8, LEADS2_8
#define LEADS3_2  LEADS3, LEADS3
#define LEADS3_4  LEADS3_2, LEADS3_2
#define LEADS3_8  LEADS3_4, LEADS3_4
#define LEADS3_16 LEADS3_8, LEADS3_8
#define LEADS4_2  LEADS4, LEADS4
#define LEADS4_4  LEADS4_2, LEADS4_2

static const uint8_t classes[256] = {
    RAW_8,    RAW,      BLANK,    ENDS,      RAW_2,    ENDS,    RAW_16, RAW_2,   BLANK, PLAIN_8,
    PLAIN_4,  PLAIN,    FIRST,    PLAIN_8,   PLAIN_4,  PLAIN_2, RAW,    PLAIN_8, FIRST, PLAIN_16,
    PLAIN_16, PLAIN_16, PLAIN_8,  RAW_16,    RAW_16,   RAW_16,  RAW_16, RAW_2,   RAW,   LEADS2_16,
    LEADS2_8, LEADS2_4, LEADS2_2, LEADS3_16, LEADS4_4, LEADS4,  RAW_8,  RAW_2,   RAW,
};

/* The columns that a byte takes that is encoded. */
/*@ E_TOTAL;
    assigns \nothing;
    ensures 3 <= \result <= 12; */
static uint32_t raw_width(uint8_t class)
{
    switch (class) {
    case LEADS2:
        return 6;
    case LEADS3:
        return 9;
    case LEADS4:
        return 12;
    default:
        return 3;
    }
}

uint32_t tnefi_encode_qp_width(uint8_t b)
{
    return classes[b] <= BLANK ? 1 : raw_width(classes[b]);
}

static const uint8_t digits[16] = { '0', '1', '2', '3', '4', '5', '6', '7',
                                    '8', '9', 'A', 'B', 'C', 'D', 'E', 'F' };

/*@ requires \valid(out + (0 .. 2));
    E_TOTAL;
    assigns out[0 .. 2]; */
static void escape(uint8_t *out, uint8_t b)
{
    out[0] = '=';
    out[1] = digits[b / 16u];
    out[2] = digits[b % 16u];
}

/* Copies text, |most| bytes at most of the |n| that there are, where |room| bytes may be written. Returns how
 * many. A blank that comes last stays, if a line break follows, or may. */
/*@ requires most <= n && most <= room;
    requires \valid_read(p + (0 .. n - 1)) && \valid(out + (0 .. room - 1));
    requires \separated(p + (0 .. n - 1), out + (0 .. room - 1));
    E_TOTAL;
    assigns out[0 .. room - 1];
    ensures \result <= most; */
static size_t copy(uint8_t *out, size_t room, const uint8_t *p, size_t n, size_t most)
{
    size_t i = tnefi_encode_text_vectors(out, p, tnefi_encode_min(n, room), most);

    /*@ loop invariant 0 <= i <= most;
        loop assigns i, out[0 .. most - 1];
        loop variant most - i; */
    while (i < most && classes[p[i]] <= BLANK) {
        out[i] = p[i];
        i++;
    }
    TNEFI_TOUCH(i + 2u);
    if (i > 0 && classes[p[i - 1u]] == BLANK && (i == n || classes[p[i]] == ENDS))
        i--;
    return i;
}

/* Copies text that fits into the line, if it may stand there. Returns how many bytes. */
/*@ requires 1 <= n && column <= QP_LINE;
    requires \valid_read(p + (0 .. n - 1)) && \valid(out + (0 .. room - 1));
    requires \separated(p + (0 .. n - 1), out + (0 .. room - 1));
    E_TOTAL;
    assigns out[0 .. room - 1];
    ensures \result <= n && \result <= room && \result <= QP_LINE - column; */
static size_t text(uint8_t *out, size_t room, const uint8_t *p, size_t n, uint32_t column)
{
    size_t most = tnefi_encode_min(tnefi_encode_min(n, room), QP_LINE - column);

    return column == 0 && classes[p[0]] == FIRST ? 0 : copy(out, room, p, n, most);
}

/* How many bytes of a line break stand there, if it is whole and nothing that follows could be part of it. */
/*@ requires 1 <= n && \valid_read(p + (0 .. n - 1));
    E_TOTAL;
    assigns \nothing;
    ensures \result <= n && \result <= 2; */
static size_t line_break(const uint8_t *p, size_t n)
{
    if (p[0] == '\n')
        return 1;
    return n >= 2u && p[0] == '\r' && p[1] == '\n' ? 2 : 0;
}

/* Whether what comes first of |n| bytes begins the next line if it does not fit into this one. Of a blank
 * that may end this one that is not decided. */
/*@ requires 1 <= n && \valid_read(p + (0 .. n - 1));
    E_TOTAL;
    assigns \nothing; */
static int begins_line(const uint8_t *p, size_t n)
{
    uint8_t class = classes[p[0]];

    return class != BLANK || (n >= 2u && classes[p[1]] != ENDS);
}

/*@ requires \valid(out + (0 .. 2));
    E_TOTAL;
    assigns out[0 .. 2]; */
static void soft_break(uint8_t *out)
{
    out[0] = '=';
    out[1] = '\r';
    out[2] = '\n';
}

/* A soft break and an escape. */
#define MOST_OF_ONE 6u

size_t tnefi_encode_qp_text(struct tnef_encode *e, const uint8_t *p, size_t n)
{
    uint8_t *out = e->scratch + e->to;
    size_t room = tnefi_encode_room(e);
    uint32_t column = e->column;
    size_t i = 0;
    size_t put = 0;

    /*@ loop invariant 0 <= i <= n && put <= room && column <= QP_LINE && (i == 0 ==> put == 0);
        loop assigns i, put, column, e->scratch[0 .. SCRATCH_SIZE - 1];
        loop variant n - i; */
    while (i < n && room - put >= MOST_OF_ONE) {
        uint8_t class = classes[p[i]];
        uint32_t width = class <= BLANK ? 1u : raw_width(class);
        size_t done = 1;

        if (class == ENDS && e->kind == KIND_TEXT) {
            done = line_break(p + i, n - i);
            if (done == 0)
                break;
            out[put] = '\r';
            out[put + 1u] = '\n';
            put += 2u;
            column = 0;
            i += done;
            continue;
        }
        if (column > QP_LINE - width) {
            if (!begins_line(p + i, n - i))
                break;
            soft_break(out + put);
            put += 3u;
            column = 0;
        }
        if (class <= BLANK) {
            done = text(out + put, room - put, p + i, n - i, column);
            if (done == 0)
                break;
            put += done;
            column += (uint32_t)done;
        } else {
            escape(out + put, p[i]);
            put += 3u;
            column += 3u;
        }
        i += done;
    }
    tnefi_encode_advance(e, i, put);
    e->column = column;
    return i;
}
