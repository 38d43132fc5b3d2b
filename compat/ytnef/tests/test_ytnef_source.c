/* SPDX-License-Identifier: MIT */

/* Where streams come from: memory, files and programs; what is there of those that are cut, or too long. */

#define _POSIX_C_SOURCE 200809L

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "facts.h"
#include "stream.h"

struct reader {
    struct stream s;
    size_t at, piece;
    int whole;                   /* refuses to read less than it is asked for */
    int begun, ended, fails;
};

static int begin(TNEFIOStruct *io)
{
    struct reader *r = io->data;

    r->begun++;
    return r->fails == 1 ? -1 : 0;
}

static int end(TNEFIOStruct *io)
{
    struct reader *r = io->data;

    r->ended++;
    return 0;
}

static int more(TNEFIOStruct *io, int size, int count, void *dest)
{
    struct reader *r = io->data;
    size_t n = (size_t)size * (size_t)count, left = r->s.len - r->at;

    if (r->fails == 2 || (r->whole && n > left)) {
        return -1;
    }
    n = n < left ? n : left;
    n = n < r->piece ? n : r->piece;
    memcpy(dest, r->s.data + r->at, n);
    r->at += n;
    return (int)n / size;
}

static int parse_by(struct reader *r, TNEFStruct *t)
{
    TNEFInitialize(t);
    t->IO.InitProc = begin;
    t->IO.ReadProc = more;
    t->IO.CloseProc = end;
    t->IO.data = r;
    return TNEFParse(t);
}

/* The same as from memory, in pieces of every size. */
static void pieces(void **state)
{
    struct stream s = stream_of_everything();
    struct facts whole = {NULL, 0, 0};
    TNEFStruct t;

    (void)state;
    assert_int_equal(stream_parse(s, &t), 0);
    facts_of(&whole, &t);
    TNEFFree(&t);
    for (size_t piece = 1; piece <= s.len + 1; piece++) {
        struct reader r = {s, 0, piece, piece % 2 == 0, 0, 0, 0};
        struct facts f = {NULL, 0, 0};

        assert_int_equal(parse_by(&r, &t), 0);
        assert_int_equal(r.begun, 1);
        assert_int_equal(r.ended, 1);
        assert_ptr_equal(t.IO.data, &r);
        facts_of(&f, &t);
        assert_string_equal(f.text, whole.text);
        facts_free(&f);
        TNEFFree(&t);
    }
    facts_free(&whole);
    free(s.data);
}

static void from_a_file(void **state)
{
    struct stream s = stream_of_everything();
    char name[] = "/tmp/ytnef-XXXXXX";
    int fd = mkstemp(name);
    TNEFStruct t;

    (void)state;
    assert_true(fd >= 0);
    assert_int_equal(write(fd, s.data, s.len), (ssize_t)s.len);
    (void)close(fd);
    TNEFInitialize(&t);
    assert_int_equal(TNEFParseFile(name, &t), 0);
    assert_text(&t.subject, "a/b");
    TNEFFree(&t);
    (void)unlink(name);
    assert_int_equal(TNEFParseFile(name, &t), -1);
    assert_int_equal(TNEFParseFile((char[]){"/tmp"}, &t), -1);
    TNEFFree(&t);
    free(s.data);
}

static void refused(void **state)
{
    struct stream s = stream_of_everything();
    struct reader r = {s, 0, s.len, 0, 0, 0, 1};
    TNEFStruct t;

    (void)state;
    TNEFInitialize(&t);
    assert_int_equal(TNEFParse(&t), -1);
    assert_int_equal(TNEFParseMemory(NULL, 5, &t), -1);
    assert_int_equal(TNEFParseMemory(s.data, 0, &t), -1);
    assert_int_equal(TNEFParseMemory(s.data, -1, &t), -1);
    if (LONG_MAX > INT_MAX) {
        assert_int_equal(TNEFParseMemory(s.data, INT_MAX + 1L, &t), -1);
    }
    assert_int_equal(parse_by(&r, &t), -1);
    assert_int_equal(r.ended, 0);
    r.fails = 2;
    assert_int_equal(parse_by(&r, &t), -1);
    assert_int_equal(r.ended, 1);
    TNEFFree(&t);
    assert_int_equal(TNEFCheckForSignature(0x223E9F78), 0);
    assert_int_equal(TNEFCheckForSignature(0x789F3E22), -1);
    free(s.data);
}

/* Cut anywhere but between two attributes, it fails; it can be walked, and what is whole is there. */
static void cut(void **state)
{
    struct stream s = stream_of_everything();
    size_t longest = 0;
    unsigned whole = 0;

    (void)state;
    for (size_t len = 1; len < s.len; len++) {
        struct facts f = {NULL, 0, 0};
        struct stream part = {s.data, len};
        TNEFStruct t;
        int result = stream_parse(part, &t);

        assert_true(result == 0 || result == -1);
        facts_of(&f, &t);
        if (result == 0) {
            whole++;
            assert_true(f.len >= longest);
            longest = f.len;
        }
        facts_free(&f);
        TNEFFree(&t);
    }
    assert_int_equal(whole, 17);     /* at the ends of the head and of all attributes but the last */
    free(s.data);
}

/* The longest value that the program wants is whole; a longer one is left out, and what follows is there. */
static void longest_value(void **state)
{
    (void)state;
    for (size_t more_bytes = 0; more_bytes < 2; more_bytes++) {
        uint8_t *data = calloc(1, (1u << 20) + 1);
        struct tw w;
        struct stream s;
        TNEFStruct t;

        assert_non_null(data);
        tw_init(&w);
        tw_head(&w);
        tw_attachment(&w, "a", data, (1u << 20) + more_bytes);
        tw_sentinel(&w);
        s = stream_taken(&w);
        TNEFInitialize(&t);
        assert_int_equal(t.attachmentSize, 50);
        t.attachmentSize = 1;
        assert_int_equal(TNEFParseMemory(s.data, (long)s.len, &t), more_bytes == 0 ? 0 : -1);
        assert_int_equal(t.starting_attach.next->FileData.size, more_bytes == 0 ? 1 << 20 : 0);
        assert_memory_equal(t.starting_attach.next->next->FileData.data, "S", 1);
        TNEFFree(&t);
        free(s.data);
        free(data);
    }
}

static void checksums_do_not_matter(void **state)
{
    struct tw w;
    struct stream s;
    TNEFStruct t;

    (void)state;
    tw_init(&w);
    tw_checksum_bias(&w, 1);
    tw_head(&w);
    tw_sentinel(&w);
    s = stream_taken(&w);
    assert_int_equal(stream_parse(s, &t), 0);
    assert_non_null(t.starting_attach.next);
    TNEFFree(&t);
    free(s.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces),
        cmocka_unit_test(from_a_file),
        cmocka_unit_test(refused),
        cmocka_unit_test(cut),
        cmocka_unit_test(longest_value),
        cmocka_unit_test(checksums_do_not_matter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
