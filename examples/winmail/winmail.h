/* SPDX-License-Identifier: MIT */
#ifndef WINMAIL_H
#define WINMAIL_H
/* What the parts of winmail share. */

#include <stdio.h>

#include <tnef.h>

/* Exit codes. Of several files the highest counts. */
enum {
    EXIT_COMPLETE = 0,
    EXIT_USAGE = 1,
    EXIT_IO = 2,
    EXIT_NOT_TNEF = 3,
    EXIT_MALFORMED = 4,
    EXIT_LIMIT = 5
};

struct options {
    int json;
    int strict;                /* anomalies count as damage                                       */
    int raw;                   /* extract: embedded messages as files too                         */
    const char *directory;     /* extract                                                         */
    tnef_limits limits;
};

/* How a file went. */
struct outcome {
    tnef_status status;        /* of the decoding                                                 */
    uint64_t offset;           /* of what is wrong                                                */
    uint64_t anomalies;
    int io;                    /* errno of a failed read or write, 0: none                        */
};

int outcome_exit_code(const struct outcome *o, const struct options *opt);

/* "TNEF_OK", ...; "IO" if reading or writing failed. */
const char *outcome_name(const struct outcome *o);

/* The commands: each does one file ("-": standard input) and returns an exit code. */
int command_list(const char *path, const struct options *opt);
int command_extract(const char *path, const struct options *opt);
int command_dump(const char *path, const struct options *opt);

/* ---- input.c ------------------------------------------------------------------------------ */

/* Something that takes bytes: a reader or a decoder. */
struct sink {
    void *handle;
    tnef_status (*feed)(void *handle, const void *buf, size_t len);
    tnef_status (*finish)(void *handle);
};

/* Reads the file into the sink, piece by piece, and finishes it. Returns the status of finish, or
 * of the feed that failed for good. *|io| is the errno of a read that failed, or 0; what was read
 * before it is then finished all the same. */
tnef_status read_into(const char *path, const struct sink *sink, int *io);

/* ---- text.c ------------------------------------------------------------------------------- */

/* Text that a terminal cannot mistake for commands, and that nobody can mistake for other text:
 * control and direction characters are shown as \u{...}. */
void print_safe(FILE *f, const char *utf8, size_t len);
void print_string(FILE *f, tnef_string s);

/* The inside of a JSON string, escaped; |utf8| must be valid. */
void print_json_text(FILE *f, const char *utf8, size_t len);

/* A JSON string, or null for one that is absent. */
void print_json_string(FILE *f, tnef_string s);
void print_json_cstring(FILE *f, const char *s);

/* "2013-10-31T22:12:13Z"; without the Z if the zone is unknown. |out| has TIME_SIZE bytes. */
#define TIME_SIZE 40
void format_time(char *out, tnef_time t);

/* The same for PtypTime; 0 and the two values that mean "never" give 0 and no text. */
int format_filetime(char *out, uint64_t filetime);

#endif
