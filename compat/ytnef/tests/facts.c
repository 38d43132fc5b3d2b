/* SPDX-License-Identifier: MIT */

#define _POSIX_C_SOURCE 200809L

#include "facts.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void add(struct facts *f, const char *text, size_t len)
{
    if (f->size - f->len <= len) {
        f->size = (f->size + len) * 2 + 64;
        f->text = realloc(f->text, f->size);
        if (f->text == NULL) {
            abort();
        }
    }
    memcpy(f->text + f->len, text, len);
    f->len += len;
    f->text[f->len] = '\0';
}

static void say(struct facts *f, const char *format, ...)
{
    char line[512];
    va_list args;

    va_start(args, format);
    add(f, line, (size_t)vsnprintf(line, sizeof line, format, args));
    va_end(args);
}

void facts_free(struct facts *f)
{
    free(f->text);
    memset(f, 0, sizeof *f);
}

#define FEW 128u

/* All bytes, if there are any: in hexadecimal digits if they are few, else as a sum. */
static void say_bytes(struct facts *f, const char *what, const BYTE *data, size_t len)
{
    unsigned long long sum = 14695981039346656037ull;

    if (len == 0) {
        return;
    }
    say(f, "%s %zu ", what, len);
    for (size_t i = 0; i < len; i++) {
        if (len <= FEW) {
            say(f, "%02x", data[i]);
        }
        sum = (sum ^ data[i]) * 1099511628211ull;
    }
    if (len > FEW) {
        say(f, "#%016llx", sum);
    }
    add(f, "\n", 1);
}

static void say_value(struct facts *f, const char *what, const variableLength *value, int is_text)
{
    size_t len = value->data != NULL && value->size > 0 ? (size_t)value->size : 0;
    const BYTE *end = is_text && len > 0 ? memchr(value->data, 0, len) : NULL;

    say_bytes(f, what, value->data, end != NULL ? (size_t)(end - value->data) : len);
}

/* The original may leave out the terminator. */
static void say_text(struct facts *f, const char *what, const char *text, size_t size)
{
    if (text[0] != '\0') {
        say(f, "%s %.*s\n", what, (int)size - 1, text);
    }
}

static void say_date(struct facts *f, const char *what, const dtr *d)
{
    if (d->wYear != 0) {
        say(f, "%s %d-%d-%d %d:%d:%d %d\n", what, d->wYear, d->wMonth, d->wDay, d->wHour, d->wMinute,
            d->wSecond, d->wDayOfWeek);
    }
}

/* The original leaves empty properties after one that it cannot read. */
static void say_props(struct facts *f, const MAPIProps *props)
{
    for (DWORD i = 0; i < props->count; i++) {
        const MAPIProperty *p = &props->properties[i];
        int is_text = PROP_TYPE(p->id) == PT_UNICODE;

        if (p->id == 0 || p->count == 0) {
            continue;
        }
        say(f, "property %08x custom %u\n", p->id, p->custom);
        if (p->custom != 0) {
            say_bytes(f, " guid", p->guid, sizeof p->guid);
        }
        for (int n = 0; n < p->namedproperty; n++) {
            say_value(f, " name", &p->propnames[n], 1);
        }
        for (ULONG n = 0; n < p->count; n++) {
            variableLength value = p->data[n];

            /* The other two bytes are padding, which the original copies. */
            value.size = PROP_TYPE(p->id) == PT_BOOLEAN && value.size == 4 ? 2 : value.size;
            say_value(f, " value", &value, is_text);
        }
    }
}

static void say_attachments(struct facts *f, const Attachment *a)
{
    for (; a != NULL; a = a->next) {
        say(f, "attachment\n");
        say_value(f, "title", &a->Title, 1);
        say_value(f, "file", &a->FileData, 0);
        say_value(f, "icon", &a->IconData, 0);
        say_date(f, "created", &a->CreateDate);
        say_date(f, "modified", &a->ModifyDate);
        say_props(f, &a->MAPI);
    }
}

void facts_of(struct facts *f, const TNEFStruct *t)
{
    say_text(f, "version", t->version, sizeof t->version);
    say_text(f, "class", t->messageClass, sizeof t->messageClass);
    say_text(f, "id", t->messageID, sizeof t->messageID);
    say_text(f, "parent", t->parentID, sizeof t->parentID);
    say_value(f, "from", &t->from, 0);
    say_value(f, "subject", &t->subject, 1);
    say_value(f, "body", &t->body, 0);
    say_value(f, "codepage", &t->CodePage, 0);
    say_value(f, "original class", &t->OriginalMessageClass, 0);
    say_date(f, "sent", &t->dateSent);
    say_date(f, "received", &t->dateReceived);
    say_date(f, "date modified", &t->dateModified);
    say_date(f, "start", &t->DateStart);
    say_date(f, "end", &t->DateEnd);
    say_props(f, &t->MapiProperties);
    say_attachments(f, t->starting_attach.next);
}

/* ---- Libraries --------------------------------------------------------------------------------- */

/* A pointer to an object may not be cast to one to a function. */
static int find(const struct library *lib, const char *name, void *function)
{
    void *found = dlsym(lib->handle, name);

    memcpy(function, &found, sizeof found);
    return found != NULL ? 0 : -1;
}

int library_open(struct library *lib, const char *path)
{
    lib->handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (lib->handle == NULL) {
        return -1;
    }
    return find(lib, "TNEFInitialize", &lib->initialize) | find(lib, "TNEFParseMemory", &lib->parse_memory)
        | find(lib, "TNEFFree", &lib->release) | find(lib, "DecompressRTF", &lib->decompress);
}

int library_facts(const struct library *lib, const unsigned char *data, size_t len, struct facts *f)
{
    BYTE *copy = malloc(len > 0 ? len : 1);
    TNEFStruct tnef;
    int result;

    if (copy == NULL) {
        abort();
    }
    if (len > 0) {
        memcpy(copy, data, len);
    }
    memset(&tnef, 0, sizeof tnef);
    lib->initialize(&tnef);
    result = lib->parse_memory(copy, (long)len, &tnef);
    free(copy);
    facts_of(f, &tnef);
    lib->release(&tnef);
    return result;
}

/* The number comes first, then the lines. */
static void answer(const struct library *lib, const unsigned char *data, size_t len, int to)
{
    struct facts f = {NULL, 0, 0};
    int nowhere = open("/dev/null", O_WRONLY), result;
    size_t done = 0;
    ssize_t n = 0;

    (void)dup2(nowhere, 1);
    (void)dup2(nowhere, 2);
    (void)alarm(10);
    result = library_facts(lib, data, len, &f);
    n = write(to, &result, sizeof result);
    while (n > 0 && done < f.len) {
        n = write(to, f.text + done, f.len - done);
        done += n > 0 ? (size_t)n : 0;
    }
    _exit(n > 0 ? 0 : 1);
}

int library_facts_apart(const struct library *lib, const unsigned char *data, size_t len, struct facts *f)
{
    int ends[2], status, result;
    char buf[4096];
    ssize_t n;
    pid_t child;

    if (pipe(ends) != 0 || (child = fork()) < 0) {
        abort();
    }
    if (child == 0) {
        (void)close(ends[0]);
        answer(lib, data, len, ends[1]);
    }
    (void)close(ends[1]);
    if (read(ends[0], &result, sizeof result) != sizeof result) {
        result = CRASHED;
    }
    while ((n = read(ends[0], buf, sizeof buf)) > 0) {
        add(f, buf, (size_t)n);
    }
    (void)close(ends[0]);
    if (waitpid(child, &status, 0) != child) {
        abort();
    }
    if (WIFSIGNALED(status)) {
        return WTERMSIG(status) == SIGALRM ? HUNG : CRASHED;
    }
    return result;
}
