/* SPDX-License-Identifier: MIT */

/* Runs a fuzz harness over files and over the files of folders, without a fuzzing engine:
 *
 *     replay_<name> FILE-OR-FOLDER...
 *
 * Each input is a heap block of exactly its size, so that tools that watch the heap see a read
 * beyond it. Finding no input at all is a failure. */

#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned long inputs;

static int fail(const char *path)
{
    fprintf(stderr, "replay: %s: %s\n", path, strerror(errno));
    return 1;
}

static int run_file(const char *path, size_t size)
{
    FILE *in = fopen(path, "rb");
    uint8_t *data = malloc(size > 0 ? size : 1);
    int failed = in == NULL || data == NULL || fread(data, 1, size, in) != size;

    if (!failed) {
        /* One line for each input, so that the last one is the one that crashed. */
        printf("%s\n", path);
        fflush(stdout);
        LLVMFuzzerTestOneInput(data, size);
        inputs++;
    }
    if (in != NULL)
        fclose(in);
    free(data);
    return failed ? fail(path) : 0;
}

static int run_folder(const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    int failed = 0;

    if (dir == NULL)
        return fail(folder);
    while ((entry = readdir(dir)) != NULL) {
        size_t room = strlen(folder) + strlen(entry->d_name) + 2;
        char *path = malloc(room);
        struct stat st;

        if (path == NULL) {
            failed = fail(folder);
            break;
        }
        snprintf(path, room, "%s/%s", folder, entry->d_name);
        if (stat(path, &st) != 0)
            failed = fail(path);
        else if (S_ISREG(st.st_mode))
            failed |= run_file(path, (size_t)st.st_size);
        free(path);
    }
    closedir(dir);
    return failed;
}

int main(int argc, char **argv)
{
    int failed = 0;

    for (int i = 1; i < argc; i++) {
        struct stat st;

        if (stat(argv[i], &st) != 0)
            failed = fail(argv[i]);
        else if (S_ISDIR(st.st_mode))
            failed |= run_folder(argv[i]);
        else
            failed |= run_file(argv[i], (size_t)st.st_size);
    }
    printf("%lu inputs\n", inputs);
    return failed || inputs == 0;
}
