/* SPDX-License-Identifier: MIT */

/* The leaf of the scanner, alone: bytes of a body go in without any mail around them. What is said, what
 * comes out and what is found is the same in every split, byte by byte, and when the sink takes one byte in
 * two calls; limits at n and n + 1; and what STRICT refuses. */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "leaf_log.h"
#include "touched.h"

#include <stdlib.h>
#include <string.h>

/* ---- Rows ---------------------------------------------------------------------------------- */

struct row {
    const char *text;
    size_t len;
    const char *says;
};
#define R(text, says) { text, sizeof(text) - 1u, says }

/* Reads the row, in pieces that end at |cut| and after each |piece| bytes. */
static void expect(const struct row *row, const struct leaf_plan *plan, size_t cut, size_t piece)
{
    struct leaf_log *r = leaf_log_new(plan);
    uint64_t before = touched_now();

    for (size_t at = 0; at < row->len;) {
        size_t n = row->len - at < piece ? row->len - at : piece;

        if (at < cut && cut - at < n)
            n = cut - at;
        leaf_log_feed(r, row->text + at, n);
        at += n;
    }
    leaf_log_finish(r);
    assert_true(!touched_counts() || touched_now() - before <= 1024 + 64 * row->len);
    if (strcmp(r->says.text, row->says) != 0)
        print_error("cut at %zu and after %zu of: %s\n", cut, piece, row->text);
    assert_string_equal(r->says.text, row->says);
    free(r->says.text);
    free(r);
}

static void check_row(const struct row *row, struct leaf_plan plan)
{
    for (size_t cut = 0; cut <= row->len; cut++)
        expect(row, &plan, cut, SIZE_MAX);
    expect(row, &plan, 0, 1);
    if (plan.sink != LEAF_SINK_ALL)
        return;
    plan.sink = LEAF_SINK_ONE;
    expect(row, &plan, 0, SIZE_MAX);
    expect(row, &plan, 0, 1);
}

#define CHECK(rows, plan) \
    do { \
        for (size_t row_i = 0; row_i < sizeof(rows) / sizeof(rows)[0]; row_i++) \
            check_row(&(rows)[row_i], plan); \
    } while (0)

static struct leaf_plan declared_as(uint16_t encoding)
{
    const struct leaf_plan plan = { .place = { .kind = TNEF_SCANNER_LEAF,
                                          .announced = 1,
                                          .declared = encoding,
                                          .claims = TNEF_SCANNER_CLAIMS_TYPE } };

    return plan;
}

/* A stream of 8 bytes in each form. */
#define RAW    "x\x9F>\"abcd"
#define BASE64 "eJ8+ImFiY2Q="
#define QP     "x=9F>\"ab=\r\ncd"
#define UU     "begin 644 winmail.dat\r\n(>)\\^(F%B8V0 \r\n \r\nend\r\n"

/* ---- Which reader shows it ------------------------------------------------------------------- */

static void declared_or_not_it_is_found(void **state)
{
    static const struct row none[] = {
        R(RAW, "found(identity) <x.>\"abcd> : "),
        R(BASE64, "found(base64) <x.>\"abcd> : encoding_other"),
        R(QP, "found(qp) <x.>\"abcd> : encoding_other"),
        R(UU, "block(winmail.dat! at 23) found(uu) <x.>\"abcd> end : uu_block"),
    };
    static const struct row base64[] = {
        R(RAW, "found(identity) <x.>\"abcd> : encoding_other"),
        R(BASE64, "found(base64) <x.>\"abcd> : "),
        R(QP, "found(qp) <x.>\"abcd> : encoding_other"),
    };
    static const struct row qp[] = {
        R(BASE64, "found(base64) <x.>\"abcd> : encoding_other"),
        R(QP, "found(qp) <x.>\"abcd> : "),
    };
    static const struct row uu[] = {
        R(RAW, "found(identity) <x.>\"abcd> : encoding_other"),
        R(UU, "block(winmail.dat! at 23) found(uu) <x.>\"abcd> end : "),
    };

    (void)state;
    CHECK(none, declared_as(TNEF_SCANNER_NONE));
    CHECK(base64, declared_as(TNEF_SCANNER_BASE64));
    CHECK(qp, declared_as(TNEF_SCANNER_QP));
    CHECK(uu, declared_as(TNEF_SCANNER_UUENCODE));
}


/* What the essays of leaf.c, uu.c and judge.c promise. */
static void essays_keep_their_promise(void **state)
{
    static const struct row rows[] = {
        R("\r\n\r\n" BASE64, "found(base64) <x.>\"abcd> : encoding_other"),
        R("hello\r\n" UU, "block(winmail.dat! at 30) found(uu) <x.>\"abcd> end : uu_block"),
        R("hello\r\nBEGIN 644 a\r\n(>)\\^(F%B8V0 \r\n \r\nend\r\n",
          "block(a at 20) found(uu) <x.>\"abcd> end : uu_block"),
        R("hello\r\n" BASE64 "\r\n", "block( at 7) found(uu) <x.>\"abcd> end : stream_in_text"),
        R("hello" RAW, ": no_signature"),
        R("a" BASE64, ": no_signature"),
        R("(>)\\^(F%B8V0 \r\n", ": no_signature"),
        R("> " UU, ": no_signature"),
        R("x\x9F>", ": no_signature short"),
        R("", ": no_signature short"),
    };

    (void)state;
    CHECK(rows, declared_as(TNEF_SCANNER_NONE));
}

/* ---- What is said of it ---------------------------------------------------------------------- */

static void preambles_and_epilogues_are_announced_first(void **state)
{
    static const struct row preamble[] = {
        R("hello\r\n", ": "),
        R(RAW, "leaf found(identity) <x.>\"abcd> : preamble type_other"),
        R(UU, "leaf block(winmail.dat! at 23) found(uu) <x.>\"abcd> end : preamble uu_block"),
    };
    static const struct row epilogue[] = {
        R(BASE64, "leaf found(base64) <x.>\"abcd> : epilogue encoding_other type_other"),
    };
    static const struct row silent[] = { R(RAW, ": "), R(UU, ": ") };
    struct leaf_plan plan = { .place = { .kind = TNEF_SCANNER_PRE } };

    (void)state;
    CHECK(preamble, plan);
    plan.place.kind = TNEF_SCANNER_POST;
    CHECK(epilogue, plan);
    plan.place.muted = 1; /* as STRICT has them */
    CHECK(silent, plan);
}

static void blocks_are_parts(void **state)
{
    static const struct row rows[] = {
        R(UU "between\r\n" UU,
          "block(winmail.dat! at 23) found(uu) <x.>\"abcd> end "
          "block(winmail.dat! at 78) found(uu) <x.>\"abcd> end : uu_block"),
        R("begin 644 a.txt\r\n#86)C\r\n \r\nend\r\n" UU,
          "block(winmail.dat! at 55) found(uu) <x.>\"abcd> end : uu_block"),
        R("begin 644 a\r\n(>)\\^(F%B8V0 \r\nno line of it\r\n",
          "block(a at 13) found(uu) <x.>\"abcd> end : uu_bad uu_no_end uu_block / uu_bad uu_no_end"),
    };

    (void)state;
    CHECK(rows, declared_as(TNEF_SCANNER_NONE));
}

static void text_is_read_once_more(void **state)
{
    static const struct row base64[] = {
        R("YmVnaW4gNjQ0IGEKKD4pXF4oRiVCOFYwIAogCmVuZAo=",
          "block(a at 0) found(uu) <x.>\"abcd> end : uu_block"),
        R(BASE64, "found(base64) <x.>\"abcd> : "),
    };
    static const struct row qp[] = {
        R("h=C3=A9\r\nbegin 644 a\r\n(>)\\^(F%B8V0=20\r\n=20\r\nend\r\n",
          "block(a at 0) found(uu) <x.>\"abcd> end : uu_block"),
    };
    struct leaf_plan plan = declared_as(TNEF_SCANNER_BASE64);

    (void)state;
    plan.place.text = 1;
    CHECK(base64, plan);
    plan.place.declared = TNEF_SCANNER_QP;
    CHECK(qp, plan);
}

static void base64_is_decoded_twice(void **state)
{
    static const struct row rows[] = {
        R("ZUo4K0ltRmlZMlE9", "block( at 0) found(uu) <x.>\"abcd> end : base64_twice"),
        R("Z UoRK0ltRmlZMlE9", ": no_signature"),
    };

    (void)state;
    CHECK(rows, declared_as(TNEF_SCANNER_BASE64));
}

static void decoders_tell_at_the_end(void **state)
{
    static const struct row base64[] = {
        R("eJ8+ImFiY2Q", "found(base64) <x.>\"abcd> : base64_end"),
        R("eJ8+Im*FiY2Q=", "found(base64) <x.>\"abcd> : base64_junk"),
        R("*aGVsbG8=", ": no_signature"), /* only what was delivered counts */
    };

    (void)state;
    CHECK(base64, declared_as(TNEF_SCANNER_BASE64));
}

/* ---- What the caller answers ------------------------------------------------------------------ */

static void raw_and_decoded_bodies_are_delivered(void **state)
{
    static const struct row raw[] = {
        R("aGVsbG8=", "<aGVsbG8=> : no_signature"),
        R(BASE64, "<eJ8+ImFiY2Q=> : "),
        R(RAW, "<x.>\"abcd> : encoding_other"),
    };
    static const struct row decoded[] = {
        R("aGVsbG8=", "<hello> : no_signature"),
        R("aGVsbG8", "<hello> : no_signature base64_end"),
        R(BASE64, "<x.>\"abcd> : "),
    };
    struct leaf_plan plan = declared_as(TNEF_SCANNER_BASE64);

    (void)state;
    plan.mode = MODE_RAW;
    CHECK(raw, plan);
    plan.mode = MODE_DECODE;
    CHECK(decoded, plan);
}

static void skipped_streams_are_not_delivered(void **state)
{
    static const struct row found[] = {
        R(BASE64, "found(base64) : encoding_other"),
        R(UU UU,
          "block(winmail.dat! at 23) found(uu) end block(winmail.dat! at 69) found(uu) end : uu_block"),
    };
    static const struct row block[] = {
        R(UU UU, "block(winmail.dat! at 23) end block(winmail.dat! at 69) end : uu_block"),
    };
    static const struct row epilogue[] = { R(UU UU, "leaf : epilogue uu_block") };
    struct leaf_plan plan = declared_as(TNEF_SCANNER_NONE);

    (void)state;
    plan.skip = 2;
    CHECK(found, plan);
    plan.skip = 1;
    CHECK(block, plan);
    plan.place.kind = TNEF_SCANNER_POST;
    plan.place.announced = 0;
    CHECK(epilogue, plan);
}

/* ---- Mail ------------------------------------------------------------------------------------ */

static void a_mail_is_handed_on(void **state)
{
    static const struct row none[] = {
        R("Subject: x\r\n\r\n" RAW, "mail(identity) <Subject: x....x.>\"abcd> : "),
        R("U3ViamVjdDogeAoKaGVsbG8K", ": no_signature"), /* it is not declared */
    };
    static const struct row base64[] = {
        R("U3ViamVjdDogeAoKaGVsbG8K", "mail(base64) <Subject: x..hello.> : "),
        R("U3ViamVjdDo", "mail(base64) <Subject:> : "),
        R("Subject: x\r\n", ": no_signature"),
    };
    static const struct row qp[] = {
        R("Sub=\r\nject: =78\r\n", "mail(qp) <Subject: x..> : "),
    };
    static const struct row deep[] = {
        R("Subject: x\r\n", "limit(4) : too_deep no_signature"),
        R("Subject: x\r\n" UU,
          "limit(4) block(winmail.dat! at 35) found(uu) <x.>\"abcd> end : too_deep uu_block"),
    };
    struct leaf_plan plan = declared_as(TNEF_SCANNER_NONE);

    (void)state;
    plan.place.mail = 1;
    CHECK(none, plan);
    plan.place.no_room = 4;
    CHECK(deep, plan);
    plan.place.no_room = 0;
    plan.place.declared = TNEF_SCANNER_BASE64;
    CHECK(base64, plan);
    plan.place.declared = TNEF_SCANNER_QP;
    CHECK(qp, plan);
}

/* ---- Limits, refusals and sinks --------------------------------------------------------------- */

static void limits_cut_streams(void **state)
{
    static const struct row enough[] = { R(BASE64, "found(base64) <x.>\"abcd> : ") };
    static const struct row cut[] = { R(BASE64, "found(base64) <x.>\"abc> limit(7) : stream_limit") };
    static const struct row in_magic[] = { R(BASE64, "found(base64) <x.> limit(2) : stream_limit") };
    static const struct row blocks[] = {
        R(UU UU, "block(winmail.dat! at 23) found(uu) <x.>\"abcd> end "
          "limit(1) : too_many_streams uu_block"),
    };
    static const struct row of_both[] = {
        R(UU UU, "block(winmail.dat! at 23) found(uu) <x.>\"abcd> end "
          "block(winmail.dat! at 69) found(uu) <x.>\"> limit(12) end : uu_block / stream_limit"),
    };
    struct leaf_plan plan = declared_as(TNEF_SCANNER_BASE64);

    (void)state;
    plan.limits.max_stream = 8;
    CHECK(enough, plan);
    plan.limits.max_stream = 7;
    CHECK(cut, plan);
    plan.limits.max_stream = 0;
    plan.limits.max_output = 7;
    CHECK(cut, plan);
    plan.limits.max_output = 2;
    CHECK(in_magic, plan);
    plan = declared_as(TNEF_SCANNER_NONE);
    plan.limits.max_streams = 1;
    CHECK(blocks, plan);
    plan.limits.max_streams = 2;
    plan.limits.max_output = 12;
    CHECK(of_both, plan);
}

static void refusals_stop_it(void **state)
{
    static const struct row base64[] = { R(BASE64 BASE64, "refused(encoding_other) : encoding_other") };
    static const struct row block[] = {
        R("begin 644 a\x01\r\n(>)\\^(F%B8V0 \r\n", "refused(uu_block) : uu_block / name_broken"),
    };
    static const struct row file[] = { R(RAW, "refused(of files) : ") };
    static const struct row judged[] = { R("hello", "refused(no_signature) : no_signature") };
    struct leaf_plan plan = declared_as(TNEF_SCANNER_NONE);

    (void)state;
    plan.place.refused =
        TNEF_ANOMALY_BIT(TNEF_SCANNER_A_ENCODING_OTHER) | TNEF_ANOMALY_BIT(TNEF_SCANNER_A_UU_BLOCK);
    CHECK(base64, plan);
    CHECK(block, plan);
    plan.place.refused = TNEF_ANOMALY_BIT(TNEF_SCANNER_A_NO_SIGNATURE);
    CHECK(judged, plan);
    plan.place.refused = 0;
    plan.place.in_file = 1;
    plan.place.refused_of_files = TNEF_ANOMALY_BIT(TNEF_SCANNER_A_MAIL_AS_FILE);
    CHECK(file, plan);
}

/* Of a stream that shows in what is delivered, and of a limit that cuts that, the first one is refused. */
static void the_first_refusal_counts(void **state)
{
    static const struct row cut[] = { R(BASE64, "<x.>> limit(3) refused(stream_limit) : stream_limit") };
    static const struct row shows[] = { R(BASE64, "<x.>\"> refused(of files) : ") };
    struct leaf_plan plan = declared_as(TNEF_SCANNER_BASE64);

    (void)state;
    plan.mode = MODE_DECODE;
    plan.place.in_file = 1;
    plan.place.refused = TNEF_ANOMALY_BIT(TNEF_SCANNER_A_STREAM_LIMIT);
    plan.place.refused_of_files = TNEF_ANOMALY_BIT(TNEF_SCANNER_A_MAIL_AS_FILE);
    plan.limits.max_stream = 3;
    CHECK(cut, plan);
    for (uint64_t max = 4; max < 9; max++) {
        plan.limits.max_stream = max;
        CHECK(shows, plan);
    }
}

static void a_sink_that_fails_stops_it(void **state)
{
    static const struct row fails[] = {
        R(BASE64, "found(base64) failed(-7) : "),
        R("aGVs", ": no_signature"),
    };
    static const struct row stops[] = { R(BASE64, "found(base64) failed(2) : ") };
    struct leaf_plan plan = declared_as(TNEF_SCANNER_BASE64);

    (void)state;
    plan.sink = LEAF_SINK_FAILS;
    CHECK(fails, plan);
    plan.sink = LEAF_SINK_STOPS;
    CHECK(stops, plan);
}

/* One object reads one leaf after the other: nothing of one is left in the next, but what they count. */
static void leaves_do_not_know_each_other(void **state)
{
    const struct leaf_plan plan = declared_as(TNEF_SCANNER_NONE);
    struct leaf_log *r = leaf_log_new(&plan);

    (void)state;
    leaf_log_feed(r, UU, sizeof UU - 1);
    leaf_log_finish(r);
    tnefi_scan_leaf_open(&r->f, &plan.place);
    tnefi_scan_leaf_start(&r->f, MODE_SEARCH);
    r->of_leaf = 0;
    lines_add(&r->says, "\n");
    leaf_log_feed(r, BASE64, sizeof BASE64 - 1);
    leaf_log_finish(r);
    assert_string_equal(r->says.text, "block(winmail.dat! at 23) found(uu) <x.>\"abcd> end : uu_block\n"
                                      "found(base64) <x.>\"abcd> : encoding_other");
    assert_int_equal(r->f.streams, 2);
    assert_int_equal(r->f.output, 16);
    tnefi_scan_leaf_reset(&r->f);
    assert_int_equal(r->f.streams + r->f.output, 0);
    free(r->says.text);
    free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(declared_or_not_it_is_found),
        cmocka_unit_test(essays_keep_their_promise),
        cmocka_unit_test(preambles_and_epilogues_are_announced_first),
        cmocka_unit_test(blocks_are_parts),
        cmocka_unit_test(text_is_read_once_more),
        cmocka_unit_test(base64_is_decoded_twice),
        cmocka_unit_test(decoders_tell_at_the_end),
        cmocka_unit_test(raw_and_decoded_bodies_are_delivered),
        cmocka_unit_test(skipped_streams_are_not_delivered),
        cmocka_unit_test(a_mail_is_handed_on),
        cmocka_unit_test(limits_cut_streams),
        cmocka_unit_test(refusals_stop_it),
        cmocka_unit_test(the_first_refusal_counts),
        cmocka_unit_test(a_sink_that_fails_stops_it),
        cmocka_unit_test(leaves_do_not_know_each_other),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
