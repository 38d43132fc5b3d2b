/* SPDX-License-Identifier: MIT */
#ifndef WINMAIL_H
#define WINMAIL_H
/* What the parts of winmail share. */

#include <stdio.h>

#include <tnef/tnef.h>

/* Exit codes. Of several files the highest counts. */
enum {
    EXIT_COMPLETE = 0,
    EXIT_USAGE = 1,
    EXIT_IO = 2,
    EXIT_NOT_TNEF = 3,
    EXIT_MALFORMED = 4,
    EXIT_LIMIT = 5,
    EXIT_NO_BODY = 6
};

struct selection;

struct options {
    int json;
    int names0;                /* list, extract: paths, each with a NUL after it                  */
    int strict;                /* anomalies count as damage                                       */
    uint64_t damage;           /* of these, TNEF_ANOMALY_BIT()                                    */
    int raw;                   /* extract: embedded messages as files too                         */
    int no_bodies;             /* extract: attachments only                                       */
    const char *directory;     /* extract                                                         */
    int no_pager;              /* view                                                            */
    int has_colours;           /* view                                                            */
    int to;                    /* TO_*: extract: what becomes of files                            */
    struct selection *selection; /* extract: which are wanted                                     */
    int as;                    /* AS_*: what an input is                                          */
    uint32_t form;             /* body: TNEF_BODY_*                                               */
    tnef_decoder_limits limits;
    uint64_t max_output;       /* extract, body: 0: by what comes in, see struct budget           */
    int trailing;              /* bytes after the last attribute are no damage                    */
    const struct by_name *by_name; /* called as another program, see by_name.h; NULL: as winmail  */
};

enum { AS_SNIFFED, AS_TNEF, AS_MAIL };
enum { TO_FOLDER, TO_LIST, TO_STDOUT };

/* Where a TNEF stream comes from: a file ("-": standard input), or a part of a mail in it. */
struct source {
    const char *path;
    const char *part;          /* "1.2", or NULL                                                  */
    uint32_t message;          /* of a mailbox: 1, 2, ...; 0: no mailbox                          */
    uint32_t attached;         /* in the stream there, a mail that is attached: 1, 2, ...; or 0,  */
    const char *attached_part; /* and the part of that                                            */
    struct budget *budget;     /* of the file, for all streams in it                              */
};

/* How a file went. */
struct outcome {
    tnef_status status;        /* of the decoding                                                 */
    uint64_t offset;           /* of what is wrong                                                */
    uint64_t anomalies;
    uint64_t kinds;            /* of these, TNEF_ANOMALY_BIT()                                    */
    int io;                    /* errno of a failed read or write, 0: none                        */
    const char *where;         /* what failed then; NULL: to read the input                       */
};

int outcome_exit_code(const struct outcome *o, const struct options *opt);

/* "TNEF_OK", ...; "IO" if reading or writing failed. */
const char *outcome_name(const struct outcome *o);

/* ---- options.c ---------------------------------------------------------------------------- */

/* Fills |opt|, which is all zero but for an empty |selection|; |*operands| is the index of the first argument
 * that is no option. -1: go on, else the exit code. */
int parse_options(int argc, char **argv, struct options *opt, int *operands);

/* One line with the reason and one with the advice. Returns EXIT_USAGE. |what|, if it is not NULL, is
 * shown in quotes after the reason. */
int usage_error(const char *reason, const char *what);

/* misuse.c: options that a command has no use for are mistakes. Returns the reason, or NULL. */
const char *wrong_options(const char *name, const struct options *opt, char **files);

/* ---- report.c ----------------------------------------------------------------------------- */

/* What stands before each line on standard error: "winmail". */
extern const char *program_name;

/* "winmail: SOURCE: " on standard error, where the rest of the line is still to come; and with that. */
void complain_begin(const struct source *source);
void complain(const struct source *source, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;

/* Says that reading the input, or what |where| names, failed with |error|. */
void complain_io(const struct source *source, const char *where, int error);

/* Says what an outcome that is not good means. */
void complain_outcome(const struct source *source, const struct outcome *o);

/* Says which anomalies of |opt->damage| there are in a stream that is good but for these. */
void complain_damage(const struct source *source, const struct outcome *o, const struct options *opt);

/* Says that the limit of output is reached. */
void complain_full(const struct source *source);

/* What is wrong with the RTF of a body. */
const char *body_damage(tnef_status status);

/* Says which of |anomalies|, those that were met while bodies were read (TNEF_BODIES_A_*), mean that
 * something is lost, may be read wrongly, or is not passed on. Returns the exit code: EXIT_MALFORMED if
 * something is lost. */
int complain_anomalies(const struct source *source, uint64_t anomalies, const struct options *opt);

/* losses.c: says which of |left_out|, a set of TNEF_CONVERT_NO_RULE and its like, mean that something is
 * lost; of all of them if |all|. Returns the exit code: EXIT_MALFORMED if something is lost, or if |strict|
 * anything is left out. */
int complain_losses(const struct source *source, uint32_t left_out, int all, int strict);

/* The bodies of any message that were passed over, as there were too many. */
uint64_t bodies_passed(const tnef_bodies *bodies);

/* Writes out standard output. Returns 0, or -1 once it has failed: said on standard error, once. */
int output_flush(void);

/* ---- budget.c ----------------------------------------------------------------------------- */

/* What may come out of one file. Attachments come out as large as they went in, and compressed RTF at
 * most 8 times as large; but an embedded message costs 100 bytes and may repeat all of that. So if
 * nobody says how much, it is BUDGET_BASE bytes and BUDGET_RATIO more for each byte of the streams that
 * were read: more than any real mail needs, and no small one fills a disk. Each file counts BUDGET_FILE
 * bytes more then, since it takes room though it is empty. */
#define BUDGET_BASE  (UINT64_C(16) << 20)
#define BUDGET_RATIO 32u
#define BUDGET_FILE  512u

struct budget {
    uint64_t limit;            /* that was asked for, or 0                                        */
    uint64_t in;               /* bytes of streams read                                           */
    uint64_t out;              /* bytes written                                                   */
};

/* How many of |len| bytes may be written; they are counted. */
size_t budget_take(struct budget *b, size_t len);
/* Whether one more file may be made; it is counted. */
int budget_file(struct budget *b);
/* What was written is removed again. */
void budget_give_back(struct budget *b, uint64_t len);

/* A command does one stream at a time, in pieces: it opens a session, which reports when it
 * closes. */
struct command {
    const char *name;
    void *(*open)(const struct source *source, const struct options *opt);
    /* A status other than TNEF_OK: it wants no more. */
    tnef_status (*feed)(void *session, const void *buf, size_t len);
    /* |io|: errno of a read that failed, or 0. Returns the exit code. */
    int (*close)(void *session, const struct source *source, int io);
    /* JSON of a file with no stream in it, or of none; |name| is the status. NULL: there is none. */
    void (*none)(const struct source *source, const char *name);
};

extern const struct command list_command, extract_command, dump_command, body_command;
extern const struct command view_command;
extern const struct command eml_command, ics_command, vcf_command;

/* explain.c: what the words of the other commands mean. |names|: NULL-terminated, none: all. */
int command_explain(char *const *names);

/* scan.c: the parts of a mail. */
int command_scan(const char *path, const struct options *opt);

/* unwrap.c: a mail with what was in its streams in their place. */
int command_unwrap(const char *path, const struct options *opt);

/* ---- input.c ------------------------------------------------------------------------------ */

/* Something that takes bytes, and wants no more after a status other than TNEF_OK. */
struct sink {
    void *handle;
    tnef_status (*feed)(void *handle, const void *buf, size_t len);
};

/* Reads the file ("-": standard input) into the sink, piece by piece. Returns the errno of an open
 * or read that failed, or 0. */
int read_into(const char *path, const struct sink *sink);

/* ---- mailbox.c ---------------------------------------------------------------------------- */

#define MAILBOX_LINE 512u      /* bytes of a line in which "From " and the time must be           */

/* What a mailbox is taken apart into. */
struct mailbox_handlers {
    void (*message)(void *user);                 /* the next message begins                       */
    void (*bytes)(void *user, const void *buf, size_t len);     /* of it                          */
};

struct mailbox {
    const struct mailbox_handlers *to;
    void *user;
    int may_begin;             /* this line may begin a message: it is held                       */
    int first;                 /* it is the first one                                             */
    int blank;                 /* the line so far is                                              */
    char held[MAILBOX_LINE];
    size_t len;                /* of these                                                        */
};

/* Whether a file that begins with |head| is a mailbox. -1: it depends on what follows, unless this is
 * |all|. */
int mailbox_begins(const char *head, size_t len, int all);
void mailbox_init(struct mailbox *m, const struct mailbox_handlers *to, void *user);
void mailbox_feed(struct mailbox *m, const char *p, size_t n);
void mailbox_end(struct mailbox *m);

/* ---- head.c ------------------------------------------------------------------------------- */

/* A file that is read from its beginning; its first bytes tell whether it is a mailbox. */
struct head {
    const struct head_handlers *to;
    void *user;
    char bytes[MAILBOX_LINE];
    size_t len;                /* of these; few of a short file, enough to tell what it is else   */
    int is_known, is_mailbox;
    struct mailbox mailbox;
};

struct head_handlers {
    /* The head is there, and nothing was passed on yet. What begins like a mailbox is not one if
     * |is_mailbox| is cleared. A status other than TNEF_OK: nothing is wanted. */
    tnef_status (*begin)(void *user, struct head *head);
    /* All bytes of what is no mailbox, from the first one on. */
    tnef_status (*bytes)(void *user, const void *buf, size_t len);
    struct mailbox_handlers messages;
};

void head_init(struct head *h, const struct head_handlers *to, void *user);

/* The feed of a sink, whose handle is a struct head. */
tnef_status head_feed(void *handle, const void *buf, size_t len);
void head_end(struct head *h);

/* ---- mail.c ------------------------------------------------------------------------------- */

/* Does a file: the stream that it is, or those in the mail or mailbox that it is. Returns the
 * highest exit code. */
int do_file(const char *path, const struct command *command, const struct options *opt);

/* ---- source.c ----------------------------------------------------------------------------- */

/* The name of a source for people: "FILE", "FILE (part 1.2)", "FILE (part 1.2) (attached mail 1, part
 * 1.2)". JSON: its members, after "{". */
void print_source(FILE *f, const struct source *source);
void print_json_source(FILE *f, const struct source *source);

/* ---- spool.c ------------------------------------------------------------------------------ */

/* The folder of temporary files: that of TMPDIR, else /tmp. */
const char *temporary_folder(void);

/* A new temporary file without a name: its descriptor, or -1 and errno. */
int temporary_file(void);

/* All |len| bytes at |offset|. They return 0 or the errno. */
int write_at(int fd, uint64_t offset, const void *buf, size_t len);
int read_at(int fd, uint64_t offset, void *buf, size_t len);

/* Bytes of bodies in memory; there is room for more in a temporary file. */
#define BODY_MEMORY (UINT32_C(256) << 10)

/* A temporary file for bodies that memory has no room for, made when it is needed. All zero is a good
 * beginning; spool_close() closes it. */
struct spool {
    int fd;
    int open;
};

tnef_spool spool_for(struct spool *spool);
void spool_close(struct spool *spool);

/* ---- text.c ------------------------------------------------------------------------------- */

/* Reads one character. Returns its bytes; 1, and UINT32_MAX, for a byte that is no UTF-8; 0 if the
 * text ends inside of it. */
size_t text_decode(const char *s, size_t len, uint32_t *c);

/* Whether a character is not to be shown as it is: control characters (C0, C1), those that turn the
 * direction of text, those without width, separators of lines, tags, byte order marks, and those
 * that are no characters. */
int text_is_hidden(uint32_t c);

/* Whether there is nothing to see of a character: it is hidden, or a space of any kind. */
int text_is_blank(uint32_t c);

/* Text that a terminal cannot mistake for commands: what is hidden is shown as \u{...}, and bytes that
 * are no UTF-8 as \xHH. |utf8| may be any bytes. */
void print_safe(FILE *f, const char *utf8, size_t len);
void print_safe_cstring(FILE *f, const char *s);
void print_string(FILE *f, tnef_string s);

/* Lines of text that come in pieces, for a terminal: as print_safe(), but line ends and tabulators
 * stay. All zero is a good beginning. */
struct safe_lines {
    char held[4];
    size_t len;
};

void safe_lines_feed(struct safe_lines *t, FILE *f, const char *s, size_t len);
void safe_lines_end(struct safe_lines *t, FILE *f);

/* The inside of a JSON string: what is hidden is \uHHHH, and a byte that is no UTF-8 is \ufffd. */
void print_json_text(FILE *f, const char *utf8, size_t len);

/* A JSON string, or null for one that is absent. */
void print_json_string(FILE *f, tnef_string s);
void print_json_cstring(FILE *f, const char *s);

/* ---- time.c ------------------------------------------------------------------------------- */

/* "2013-10-31T22:12:13Z"; without the Z if the zone is unknown. |out| has TIME_SIZE bytes. */
#define TIME_SIZE 40
void format_time(char *out, tnef_time t);

/* The same for PtypTime; 0 and the two values that mean "never" give 0 and no text. */
int format_filetime(char *out, uint64_t filetime);

#endif
