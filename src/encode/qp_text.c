/* SPDX-License-Identifier: MIT */
/* quoted-printable, the fast way: what fits into the line and is decided by the bytes that are there. It
 * does what byte by byte would do (qp.c), and stops before all else. */

#include "encode/priv.h"

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

/* Copies text, |most| bytes at most of the |n| that there are. Returns how many. A blank that comes last
 * stays, if a line break follows, or may. */
/*@ requires most <= n && \valid_read(p + (0 .. n - 1)) && \valid(out + (0 .. most - 1));
    requires \separated(p + (0 .. n - 1), out + (0 .. most - 1));
    E_TOTAL;
    assigns out[0 .. most - 1];
    ensures \result <= most; */
static size_t copy(uint8_t *out, const uint8_t *p, size_t n, size_t most)
{
    size_t i = 0;

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
    while (i < n && room - put >= 3u) {
        uint8_t class = classes[p[i]];

        if (class <= BLANK) {
            size_t most = tnefi_encode_min(tnefi_encode_min(n - i, room - put), QP_LINE - column);
            size_t done = column == 0 && class == FIRST ? 0 : copy(out + put, p + i, n - i, most);

            if (done == 0)
                break;
            i += done;
            put += done;
            column += (uint32_t)done;
        } else {
            if (class == ENDS || column > QP_LINE - raw_width(class))
                break;
            escape(out + put, p[i]);
            i++;
            put += 3u;
            column += 3u;
        }
    }
    tnefi_encode_advance(e, i, put);
    e->column = column;
    return i;
}
