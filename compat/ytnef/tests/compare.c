/* SPDX-License-Identifier: MIT */

/* ytnef_compare [-n MUTANTS] [-s SEED] [-l LIBRARY] [-v] [-w FOLDER] FILE...: mutants of the files through
 * our library and through the original, each parsing in a process of its own. Prints what came of it, and
 * exits with 1 if ours crashed or hung. -l: another file in the place of ours. -v: names the mutants of which
 * the original has a file that ours has not. -w: writes the mutants into a folder instead. */

#define _POSIX_C_SOURCE 200809L

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "facts.h"

static struct library ours, peer;
static int have_peer, verbose;
static const char *folder;

static struct {
    unsigned long all, ours_crashed, ours_hung, peer_crashed, peer_hung;
    unsigned long both_read, only_ours, only_peer, none;
    unsigned long same, more, files_more, files_missing, changed;
} sum;

/* ---- Mutants ----------------------------------------------------------------------------------- */

static uint64_t state = 1;

static uint32_t random_below(uint32_t n)
{
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return n > 0 ? (uint32_t)(state >> 33) % n : 0;
}

/* Numbers that are dear to faults in lengths and counts. */
static uint32_t odd_number(void)
{
    static const uint32_t odd[] = {0, 1, 2, 4, 8, 0xFF, 0x100, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF,
                                   0x80000000, 0xFFFFFFFC, 0xFFFFFFFF};

    return random_below(2) == 0 ? random_below(64) : odd[random_below(sizeof odd / sizeof odd[0])];
}

static void change(uint8_t *data, size_t *len)
{
    uint32_t at = random_below((uint32_t)*len), n;

    switch (random_below(6)) {
    case 0: data[at] ^= (uint8_t)(1u << random_below(8)); break;
    case 1: data[at] = (uint8_t)random_below(256); break;
    case 2:
    case 3:                      /* four bytes, as lengths and counts are, often at a multiple of two */
        n = odd_number();
        for (size_t i = 0; i < 4 && at + i < *len; i++) {
            data[at + i] = (uint8_t)(n >> (8 * i));
        }
        break;
    case 4:                      /* some bytes are missing */
        n = 1 + random_below(random_below(4) == 0 ? 64 : 4);
        if (at + n < *len) {
            memmove(data + at, data + at + n, *len - at - n);
            *len -= n;
        }
        break;
    default: *len = random_below(8) == 0 && at > 6 ? at : *len; break;
    }
}

/* After the signature and in the first 4 KiB is where structure is. */
static void mutate(uint8_t *data, size_t *len)
{
    uint32_t changes = 1 + random_below(4);

    for (uint32_t i = 0; i < changes && *len > 8; i++) {
        size_t head = *len > 4102 && random_below(2) == 0 ? 4102 : *len, part = head - 6, kept = part;

        change(data + 6, &part);
        if (part < kept && head < *len) {
            memmove(data + 6 + part, data + head, *len - head);
            *len -= kept - part;
        } else if (part < kept) {
            *len = 6 + part;
        }
    }
}

/* Makes the checksums of the outermost attributes right, since the original stops at one that is not. */
static void repair(uint8_t *data, size_t len)
{
    size_t at = 6;

    while (at + 11 <= len) {
        BYTE *head = data + at;
        size_t size = (size_t)head[5] | (size_t)head[6] << 8 | (size_t)head[7] << 16 | (size_t)head[8] << 24;
        unsigned total = 0;

        if (size > len - at - 11) {
            return;
        }
        for (size_t i = 0; i < size; i++) {
            total += head[9 + i];
        }
        head[9 + size] = (uint8_t)total;
        head[10 + size] = (uint8_t)(total >> 8);
        at += 11 + size;
    }
}

/* ---- Comparing --------------------------------------------------------------------------------- */

/* How often a kind of line is in a text. */
static unsigned long count(const char *text, const char *begin)
{
    unsigned long n = 0;

    for (; text != NULL && *text != '\0'; text += strcspn(text, "\n"), text += *text == '\n') {
        n += strncmp(text, begin, strlen(begin)) == 0 ? 1 : 0;
    }
    return n;
}

/* Files of the original that ours has, too, byte by byte. */
static unsigned long files_missing(const char *mine, const char *theirs)
{
    unsigned long n = 0;

    for (; *theirs != '\0'; theirs += strcspn(theirs, "\n"), theirs += *theirs == '\n') {
        char line[512];

        (void)snprintf(line, sizeof line, "%.*s", (int)strcspn(theirs, "\n") + 1, theirs);
        n += strncmp(line, "file ", 5) == 0 && strstr(mine, line) == NULL ? 1 : 0;
    }
    return n;
}

static void compare(const char *name, unsigned long number, const uint8_t *data, size_t len)
{
    struct facts mine = {NULL, 0, 0}, theirs = {NULL, 0, 0};
    int result = library_facts_apart(&ours, data, len, &mine), their_result = -1;
    const char *a, *b;
    unsigned long missing;

    sum.all++;
    sum.ours_crashed += result == CRASHED ? 1 : 0;
    sum.ours_hung += result == HUNG ? 1 : 0;
    if (result == CRASHED || result == HUNG) {
        printf("%s, mutant %lu: ours %s\n", name, number, result == HUNG ? "hung" : "crashed");
    }
    if (have_peer) {
        their_result = library_facts_apart(&peer, data, len, &theirs);
    }
    a = mine.text != NULL ? mine.text : "";
    b = theirs.text != NULL ? theirs.text : "";
    missing = files_missing(a, b);
    sum.peer_crashed += their_result == CRASHED ? 1 : 0;
    sum.peer_hung += their_result == HUNG ? 1 : 0;
    sum.both_read += result == 0 && their_result == 0 ? 1 : 0;
    sum.only_ours += result == 0 && their_result != 0 ? 1 : 0;
    sum.only_peer += result != 0 && their_result == 0 ? 1 : 0;
    sum.none += result != 0 && their_result != 0 ? 1 : 0;
    sum.same += strcmp(a, b) == 0 ? 1 : 0;
    sum.more += count(a, "property") > count(b, "property") ? 1 : 0;
    sum.files_more += count(a, "file") > count(b, "file") ? 1 : 0;
    sum.files_missing += count(a, "file") < count(b, "file") ? 1 : 0;
    sum.changed += missing > 0 && count(a, "file") >= count(b, "file") ? 1 : 0;
    if (verbose && missing > 0) {
        printf("%s, mutant %lu: ours %d, original %d, %lu files of the original are not in ours\n", name,
               number, result, their_result, missing);
    }
    facts_free(&mine);
    facts_free(&theirs);
}

static uint8_t *load(const char *name, size_t *len)
{
    FILE *file = fopen(name, "rb");
    uint8_t *data = NULL;
    long size = -1;

    if (file != NULL && fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0) {
        rewind(file);
        data = malloc((size_t)size + 1);
    }
    if (data == NULL || fread(data, 1, (size_t)size, file) != (size_t)size) {
        fprintf(stderr, "ytnef_compare: cannot read %s\n", name);
        exit(2);
    }
    (void)fclose(file);
    *len = (size_t)size;
    return data;
}

static void store(unsigned long number, const uint8_t *data, size_t len)
{
    char name[1024];
    FILE *file;

    (void)snprintf(name, sizeof name, "%s/%06lu", folder, number);
    file = fopen(name, "wb");
    if (file == NULL || fwrite(data, 1, len, file) != len || fclose(file) != 0) {
        fprintf(stderr, "ytnef_compare: cannot write %s\n", name);
        exit(2);
    }
}

static void report(void)
{
    printf("mutants %lu\n", sum.all);
    printf("ours: crashed %lu, hung %lu\n", sum.ours_crashed, sum.ours_hung);
    if (!have_peer) {
        printf("the original is not installed\n");
        return;
    }
    printf("original: crashed %lu, hung %lu\n", sum.peer_crashed, sum.peer_hung);
    printf("read without an error: by both %lu, by ours alone %lu, by the original alone %lu, by none %lu\n",
           sum.both_read, sum.only_ours, sum.only_peer, sum.none);
    printf("the same in every field %lu, more properties in ours %lu\n", sum.same, sum.more);
    printf("files: more in ours %lu, fewer in ours %lu, as many but of other bytes %lu\n", sum.files_more,
           sum.files_missing, sum.changed);
}

int main(int argc, char **argv)
{
    const char *library = YTNEF_OURS;
    unsigned long mutants = 200;
    int option;

    while ((option = getopt(argc, argv, "n:s:l:vw:")) != -1) {
        switch (option) {
        case 'n': mutants = strtoul(optarg, NULL, 10); break;
        case 's': state = strtoull(optarg, NULL, 10); break;
        case 'l': library = optarg; break;
        case 'v': verbose = 1; break;
        case 'w': folder = optarg; break;
        default: return 2;
        }
    }
    if (optind == argc || library_open(&ours, library) != 0) {
        fprintf(stderr, "usage: ytnef_compare [-n MUTANTS] [-s SEED] [-l LIBRARY] [-v] [-w FOLDER] "
                        "FILE...\n");
        return 2;
    }
    have_peer = YTNEF_PEER[0] != '\0' && library_open(&peer, YTNEF_PEER) == 0;
    for (unsigned long i = 0; i < mutants; i++) {
        const char *name = argv[optind + (int)(i % (unsigned long)(argc - optind))];
        size_t len;
        uint8_t *data = load(name, &len);

        mutate(data, &len);
        if (random_below(4) != 0) {
            repair(data, len);
        }
        if (folder != NULL) {
            store(i, data, len);
        } else {
            compare(name, i, data, len);
        }
        free(data);
    }
    if (folder != NULL) {
        return 0;
    }
    report();
    return sum.ours_crashed + sum.ours_hung > 0;
}
