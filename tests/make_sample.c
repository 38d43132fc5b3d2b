/* SPDX-License-Identifier: MIT */

/* Writes TNEF streams made by the test writer: samples, fuzz seeds, inputs for
 * measurements.
 *
 *     make_sample FILE            a realistic message, with attachments, into FILE
 *     make_sample FILE VECTOR     the vector of that name
 *     make_sample --list          the names of all vectors
 *     make_sample --all DIR       every vector as DIR/<name>.tnef
 *     make_sample --big MIB       a message with one attachment of MIB mebibytes; from 4096 on it
 *                                 is several, since the length of one has 32 bits
 *     make_sample --deep N        N messages, each inside the one before
 *     make_sample --props N       N message properties
 *     make_sample --recipients N  N rows in the recipient table
 *     make_sample --attributes N  N attributes
 *     make_sample --mails DIR     every malformed mail of scan_rows_*.c as DIR/<name>.eml
 *     make_sample --names NAME... a message with an attachment of each name, which holds its number
 *     make_sample --twice NAME NAME  one with an attachment whose long file name is given twice
 *     make_sample --long-recipients N  N rows with names of 500 characters
 *     make_sample --attachments N N attachments with names of 200 characters
 *     make_sample --contents N    an attachment "x.bin" with N contents that all differ
 *     make_sample --no-content N  N attachments without content, "empty.bin", and a sentinel
 *     make_sample --linked N      N attachments that are links: a UNC path
 *     make_sample --doubtful N    N attachments of three names, contents in a multi-valued property,
 *                                 bytes after a list, and a secretary
 *     make_sample --holding TEXT FILE...  a message that says TEXT, with each FILE attached
 *     make_sample --bodies N      N bodies in plain text
 *     make_sample --meeting N     an invitation without a body, with N of them embedded in each other
 *
 * All but the first four write to the standard output. */

#include "scan_cases.h"
#include "vectors.h"
#include "writer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 65536, BLOCKS_PER_MIB = 16, PART_MIB = 4095 };

/* Writes what |w| holds and empties it. 0 if that worked. */
static int flush(struct tw *w, FILE *out)
{
    size_t len;
    uint8_t *buf = tw_take(w, &len);
    int failed = fwrite(buf, 1, len, out) != len;

    free(buf);
    return failed;
}

static int write_file(const char *path, const struct vector *vector)
{
    struct tw w;
    FILE *out = fopen(path, "wb");
    int failed = 1;

    if (out != NULL) {
        tw_init(&w);
        vector->build(&w);
        failed = flush(&w, out);
        failed = fclose(out) != 0 || failed;
    }
    if (failed) {
        fprintf(stderr, "make_sample: %s: %s\n", path, strerror(errno));
    }
    return failed;
}

static int write_all(const char *dir)
{
    size_t count;
    const struct vector *all = vectors(&count);
    size_t room = strlen(dir) + 64;
    char *path = malloc(room);
    int failed = path == NULL;

    for (size_t i = 0; i < count && !failed; i++) {
        int len = snprintf(path, room, "%s/%s.tnef", dir, all[i].name);

        failed = len < 0 || (size_t)len >= room || write_file(path, &all[i]) != 0;
    }
    free(path);
    return failed;
}

static int write_mails(const char *dir)
{
    int failed = 0;

    for (size_t t = 0; t < SCAN_TABLES && !failed; t++)
        for (const struct scan_case *c = scan_tables[t]; c->name != NULL && !failed; c++) {
            char path[1024];
            struct mail m;
            FILE *out;

            (void)snprintf(path, sizeof path, "%s/%s.eml", dir, c->name);
            out = fopen(path, "wb");
            scan_case_mail(&m, c);
            failed = out == NULL || fwrite(m.p, 1, m.len, out) != m.len;
            failed = (out != NULL && fclose(out) != 0) || failed;
            mail_free(&m);
            if (failed)
                fprintf(stderr, "make_sample: %s: %s\n", path, strerror(errno));
        }
    return failed;
}

static int list(void)
{
    size_t count;
    const struct vector *all = vectors(&count);

    for (size_t i = 0; i < count; i++) {
        puts(all[i].name);
    }
    return 0;
}

/* The attachment data attribute of |mib| mebibytes, never held in memory. */
static int big_data(struct tw *w, unsigned long mib)
{
    static uint8_t block[BLOCK];
    uint32_t sum = 0;

    for (size_t i = 0; i < sizeof block; i++) {
        block[i] = (uint8_t)(i * 7 + i / 256);
        sum += block[i];
    }
    tw_u8(w, TW_ATTACHMENT);
    tw_u32(w, TW_DATA);
    tw_u32(w, (uint32_t)mib << 20);
    if (flush(w, stdout) != 0) {
        return 1;
    }
    for (unsigned long i = 0; i < mib * BLOCKS_PER_MIB; i++) {
        if (fwrite(block, 1, sizeof block, stdout) != sizeof block) {
            return 1;
        }
    }
    tw_u16(w, (uint16_t)(sum * (uint32_t)(mib * BLOCKS_PER_MIB)));
    return flush(w, stdout);
}

static int big(unsigned long mib)
{
    struct tw w;
    int failed = 0;

    tw_init(&w);
    tw_head(&w);
    tw_subject(&w, "big");
    do {
        unsigned long part = mib < PART_MIB ? mib : PART_MIB;

        tw_rend_file(&w);
        tw_attr_string(&w, TW_ATTACHMENT, TW_TITLE, "big.bin");
        failed = big_data(&w, part);
        mib -= part;
    } while (mib > 0 && !failed);
    tw_free(&w);
    return failed;
}

static void deep(struct tw *w, unsigned long n)
{
    tw_deep(w, n);
}

static void props(struct tw *w, unsigned long n)
{
    tw_head(w);
    tw_msg_props_begin(w);
    for (unsigned long i = 0; i < n; i++) {
        tw_prop_i4(w, (uint16_t)(0x6000 + i % 0x1000), (int32_t)(i % 1000));
    }
    tw_attr_props_end(w);
    tw_sentinel(w);
}

static void recipients(struct tw *w, unsigned long n)
{
    char address[64];

    tw_head(w);
    tw_rows_begin(w);
    for (unsigned long i = 0; i < n; i++) {
        snprintf(address, sizeof address, "r%lu@example.org", i);
        tw_recipient(w, (int32_t)(1 + i % 3), "Recipient", "SMTP", address, NULL);
    }
    tw_rows_end(w);
    tw_sentinel(w);
}

static void attributes(struct tw *w, unsigned long n)
{
    tw_head(w);
    for (unsigned long i = 0; i < n; i++) {
        tw_attr(w, TW_MESSAGE, TW_UNKNOWN, NULL, 0);
    }
    tw_sentinel(w);
}

static void long_recipients(struct tw *w, unsigned long n)
{
    char name[501];

    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    tw_head(w);
    tw_rows_begin(w);
    for (unsigned long i = 0; i < n; i++)
        tw_recipient(w, 1, name, "SMTP", "r@example.org", NULL);
    tw_rows_end(w);
    tw_sentinel(w);
}

static void attachments(struct tw *w, unsigned long n)
{
    char name[201];

    tw_head(w);
    for (unsigned long i = 0; i < n; i++) {
        snprintf(name, sizeof name, "%0200lu", i);
        tw_attachment(w, name, name, 8);
    }
    tw_sentinel(w);
}

static void contents(struct tw *w, unsigned long n)
{
    tw_head(w);
    tw_rend_file(w);
    tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "x.bin");
    for (unsigned long i = 0; i < n; i++)
        tw_attr_u32(w, TW_ATTACHMENT, TW_DATA, (uint32_t)i);
    tw_sentinel(w);
}

static void no_content(struct tw *w, unsigned long n)
{
    tw_head(w);
    for (unsigned long i = 0; i < n; i++) {
        tw_rend_file(w);
        tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "empty.bin");
    }
    tw_sentinel(w);
}

static void linked(struct tw *w, unsigned long n)
{
    tw_head(w);
    for (unsigned long i = 0; i < n; i++) {
        tw_rend_file(w);
        tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "click.txt");
        tw_attach_props_begin(w);
        tw_prop_i4(w, TW_P_ATTACH_METHOD, 4);
        tw_prop_unicode(w, 0x370D, "\\\\server.example\\share\\run.exe"); /* PidTagAttachLongPathname */
        tw_attr_props_end(w);
    }
    tw_sentinel(w);
}

static void people(struct tw *w)
{
    tw_msg_props_begin(w);
    tw_prop_unicode(w, TW_P_SENDER_NAME, "Secretary");
    tw_prop_unicode(w, TW_P_SENDER_TYPE, "SMTP");
    tw_prop_unicode(w, TW_P_SENDER_ADDRESS, "sec@example.org");
    tw_prop_unicode(w, TW_P_FROM_NAME, "Boss");
    tw_prop_unicode(w, TW_P_FROM_TYPE, "SMTP");
    tw_prop_unicode(w, TW_P_FROM_ADDRESS, "boss@example.org");
    tw_prop_unicode(w, TW_P_INTERNET_MESSAGE_ID, "<1@example.org>");
    tw_prop_i4(w, TW_P_IMPORTANCE, 2);
    tw_prop_i4(w, TW_P_SENSITIVITY, 3);
    tw_attr_props_end(w);
}

static void doubtful(struct tw *w, unsigned long n)
{
    tw_head(w);
    people(w);
    for (unsigned long i = 0; i < n; i++) {
        tw_rend_file(w);
        tw_attr_string(w, TW_ATTACHMENT, TW_TITLE, "invoice.exe");
        tw_attach_props_begin(w);
        tw_prop_unicode(w, TW_P_ATTACH_LONG_NAME, "invoice.txt");
        tw_prop_unicode(w, TW_P_DISPLAY_NAME, "invoice.scr");
        tw_prop_str8(w, TW_P_ATTACH_EXTENSION, ".pif");
        tw_prop_time(w, 0x3007, 0x01DC7E25C1A0F400u);   /* PidTagCreationTime */
        tw_values_begin(w, TW_T_MV | TW_T_BINARY, TW_P_ATTACH_DATA);
        tw_value(w, "first", 5);
        tw_value(w, "second", 6);
        tw_values_end(w);
        tw_props_end(w);
        tw_str8(w, "left over");
        tw_attr_end(w);
    }
    tw_sentinel(w);
}

static void meeting(struct tw *w, unsigned long n)
{
    const struct tw_date date = {2026, 1, 5, 9, 30, 0, 1};

    tw_stream(w, TW_KEY);
    tw_version(w, 0x00010000);
    tw_codepage(w, 1252, 0);
    for (unsigned long i = 0; i <= n; i++) {
        tw_class(w, "IPM.Microsoft Schedule.MtgReq");
        tw_subject(w, "lunch");
        tw_attr_date(w, TW_MESSAGE, TW_DATE_START, date);
        if (i < n)
            tw_embedded_begin(w, "inner");
    }
    for (unsigned long i = 0; i < n; i++)
        tw_embedded_end(w);
}

static void bodies(struct tw *w, unsigned long n)
{
    tw_head(w);
    for (unsigned long i = 0; i < n; i++)
        tw_attr_string(w, TW_MESSAGE, TW_BODY, "body");
}

static int names(char **all, size_t count)
{
    struct tw w;
    char content[32];

    tw_init(&w);
    tw_head(&w);
    for (size_t i = 0; i < count; i++) {
        snprintf(content, sizeof content, "%zu", i + 1);
        tw_rend_file(&w);
        tw_attr(&w, TW_ATTACHMENT, TW_DATA, content, strlen(content));
        tw_attach_props_begin(&w);
        tw_prop_unicode(&w, 0x3707, all[i]);        /* PidTagAttachLongFilename */
        tw_attr_props_end(&w);
    }
    return flush(&w, stdout);
}

static int twice(const char *first, const char *second)
{
    struct tw w;

    tw_init(&w);
    tw_head(&w);
    tw_rend_file(&w);
    tw_attr(&w, TW_ATTACHMENT, TW_DATA, "1", 1);
    tw_attach_props_begin(&w);
    tw_prop_unicode(&w, 0x3707, first);
    tw_prop_unicode(&w, 0x3707, second);
    tw_attr_props_end(&w);
    return flush(&w, stdout);
}

/* The rest of |in|. |*len| bytes, to be freed; NULL if that failed. */
static char *read_rest(FILE *in, size_t *len)
{
    char *buf = NULL;
    size_t room = 0;

    *len = 0;
    do {
        char *more = *len < room ? buf : realloc(buf, room = 2 * room + BLOCK);

        if (more == NULL) {
            free(buf);
            return NULL;
        }
        buf = more;
        *len += fread(buf + *len, 1, room - *len, in);
    } while (*len == room);
    return buf;
}

static int attach(struct tw *w, const char *path)
{
    const char *name = strrchr(path, '/');
    FILE *in = fopen(path, "rb");
    char *content = NULL;
    size_t len;

    if (in != NULL) {
        content = read_rest(in, &len);
        (void)fclose(in);
    }
    if (content == NULL) {
        fprintf(stderr, "make_sample: %s: %s\n", path, strerror(errno));
        return 1;
    }
    tw_attachment(w, name != NULL ? name + 1 : path, content, len);
    free(content);
    return 0;
}

static int holding(const char *text, char **files)
{
    struct tw w;
    int failed = 0;

    tw_init(&w);
    tw_head(&w);
    tw_subject(&w, text);
    tw_msg_props_begin(&w);
    tw_prop_unicode(&w, TW_P_BODY, text);
    tw_attr_props_end(&w);
    for (; *files != NULL && !failed; files++)
        failed = attach(&w, *files);
    return flush(&w, stdout) != 0 || failed;
}

static int write_many(const char *what, unsigned long n)
{
    static const struct {
        const char *option;
        void (*build)(struct tw *w, unsigned long n);
    } makers[] = {{"--deep", deep},
                  {"--props", props},
                  {"--recipients", recipients},
                  {"--attributes", attributes},
                  {"--long-recipients", long_recipients},
                  {"--attachments", attachments},
                  {"--contents", contents},
                  {"--no-content", no_content},
                  {"--linked", linked},
                  {"--doubtful", doubtful},
                  {"--meeting", meeting},
                  {"--bodies", bodies}};
    struct tw w;

    if (strcmp(what, "--big") == 0) {
        return big(n);
    }
    for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++) {
        if (strcmp(what, makers[i].option) == 0) {
            tw_init(&w);
            makers[i].build(&w, n);
            return flush(&w, stdout);
        }
    }
    fprintf(stderr, "make_sample: no option %s\n", what);
    return 1;
}

static int number_option(const char *option, const char *text)
{
    char *end;
    unsigned long n;
    int failed;

    errno = 0;
    n = strtoul(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0) {
        fprintf(stderr, "make_sample: %s is no number\n", text);
        return 1;
    }
    failed = write_many(option, n);
    if (fflush(stdout) != 0 || failed) {
        fprintf(stderr, "make_sample: could not write everything\n");
        return 1;
    }
    return 0;
}

static int sample(const char *path, const char *name)
{
    const struct vector *vector = vectors_find(name);

    if (vector == NULL) {
        fprintf(stderr, "make_sample: no vector is called %s\n", name);
        return 1;
    }
    return write_file(path, vector);
}

int main(int argc, char **argv)
{
    int failed = 1;

    if (argc == 2 && strcmp(argv[1], "--list") == 0) {
        failed = list();
    } else if (argc == 3 && strcmp(argv[1], "--mails") == 0) {
        failed = write_mails(argv[2]);
    } else if (argc == 3 && strcmp(argv[1], "--all") == 0) {
        failed = write_all(argv[2]);
    } else if (argc >= 2 && strcmp(argv[1], "--names") == 0) {
        failed = names(argv + 2, (size_t)argc - 2);
    } else if (argc == 4 && strcmp(argv[1], "--twice") == 0) {
        failed = twice(argv[2], argv[3]);
    } else if (argc >= 3 && strcmp(argv[1], "--holding") == 0) {
        failed = holding(argv[2], argv + 3);
    } else if (argc == 3 && argv[1][0] == '-') {
        failed = number_option(argv[1], argv[2]);
    } else if ((argc == 2 || argc == 3) && argv[1][0] != '-') {
        failed = sample(argv[1], argc == 3 ? argv[2] : "sample");
    } else {
        fprintf(stderr,
                "usage: make_sample FILE [VECTOR] | --list | --all DIR | --mails DIR\n"
                "       make_sample --big|--deep|--props|--recipients|--attributes|\n"
                "                   --long-recipients|--attachments|--contents|--no-content|\n"
                "                   --linked|--doubtful|--meeting|--bodies N\n"
                "       make_sample --names NAME... | --twice NAME NAME | --holding TEXT FILE...\n");
    }
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
