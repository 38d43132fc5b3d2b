/* SPDX-License-Identifier: MIT */
/* Real small messages and real compressed RTF, of the folder that TNEF_CORPUS_DIR names, if there is one. */
#define _POSIX_C_SOURCE 200809L

#include "inputs_real.h"

#include "peers_ytnef.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SMALL 20000u

/* The names of the folder, in their order; the caller frees. */
static int names_of(struct dirent ***names)
{
    const char *folder = getenv("TNEF_CORPUS_DIR");

    *names = NULL;
    return folder != NULL ? scandir(folder, names, NULL, alphasort) : 0;
}

static size_t read_small(uint8_t *p, const char *name)
{
    char path[1024];
    FILE *in;
    size_t len = 0;

    (void)snprintf(path, sizeof path, "%s/%s", getenv("TNEF_CORPUS_DIR"), name);
    in = fopen(path, "rb");
    if (in != NULL) {
        len = fread(p, 1, SMALL, in);
        (void)fclose(in);
    }
    return len;
}

/* What is there once more, and again; of a copy, since the buffer moves while it grows. */
static void again(struct mail *m, size_t size)
{
    size_t once = m->len;
    uint8_t *copy = malloc(once + 1u);

    if (copy == NULL)
        exit(1);
    if (once > 0)
        memcpy(copy, m->p, once);
    while (once != 0 && m->len < size)
        mail_bytes(m, copy, once);
    free(copy);
}

static int is_message(const char *name, const uint8_t *p, size_t len)
{
    static const uint8_t signature[4] = { 0x78, 0x9F, 0x3E, 0x22 };

    (void)name;
    return len > 4u && memcmp(p, signature, 4) == 0 && bench_ytnef_reads(p, len);
}

static int is_rtf(const char *name, const uint8_t *p, size_t len)
{
    const char *end = strrchr(name, '.');

    return end != NULL && strcmp(end, ".lzfu") == 0 && bench_ytnef_unpacks(p, len);
}

/* The small files that |takes| takes. */
static void real(struct mail *m, size_t size, int (*takes)(const char *name, const uint8_t *p, size_t len))
{
    static uint8_t p[SMALL];
    struct dirent **names;
    int n = names_of(&names);

    for (int i = 0; i < n; i++) {
        size_t len = read_small(p, names[i]->d_name);

        if (len < SMALL && takes(names[i]->d_name, p, len))
            bench_record(m, p, len);
        free(names[i]);
    }
    free(names);
    again(m, size);
}

void bench_real(struct mail *m, size_t size)
{
    real(m, size, is_message);
}

void bench_real_rtf(struct mail *m, size_t size)
{
    real(m, size, is_rtf);
}
