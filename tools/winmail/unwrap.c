/* SPDX-License-Identifier: MIT */
/* winmail unwrap: a mail in, the same mail out, with what was in its winmail.dat in the place of that. */

#define _POSIX_C_SOURCE 200809L

#include "winmail.h"

#include <errno.h>

static tnef_status put(void *user, const void *buf, size_t len, size_t *taken)
{
    int *failed = user;

    (void)taken;
    if (fwrite(buf, 1, len, stdout) == len)
        return TNEF_OK;
    *failed = errno != 0 ? errno : EIO;
    return TNEF_STOPPED;
}

static tnef_status feed(void *handle, const void *buf, size_t len)
{
    return tnef_unwrap_feed(handle, buf, len, NULL);
}

/* Why streams are still in it, and what that means for the exit code. */
static int complain_kept(const struct source *source, uint32_t kept)
{
    static const struct {
        uint32_t bit;
        int code;
        const char *says;
    } reasons[] = {
        { TNEF_UNWRAP_SIGNED, EXIT_NOT_TNEF, "it stays, since it is signed or enciphered" },
        { TNEF_UNWRAP_PLACE, EXIT_NOT_TNEF, "it stays, since it is not just a part of the mail" },
        { TNEF_UNWRAP_UNREAD, EXIT_MALFORMED, "it stays, since no message can be made of it" },
        { TNEF_UNWRAP_DAMAGED, EXIT_MALFORMED, "it stays beside what could be read of it" },
        { TNEF_UNWRAP_BOUNDARY, EXIT_NOT_TNEF, "it stays, since a line in it looks like a boundary" },
        { TNEF_UNWRAP_AMBIGUOUS, EXIT_MALFORMED, "the mail stays, since it has more than one reading" },
        { TNEF_UNWRAP_LIMIT, EXIT_LIMIT, "it stays, since a limit was reached" },
    };
    int code = EXIT_COMPLETE;

    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        if ((kept & reasons[i].bit) == 0)
            continue;
        complain(source, "%s", reasons[i].says);
        if (reasons[i].code > code)
            code = reasons[i].code;
    }
    return code;
}

/* Writes it, and says what it is. */
static int write_mail(tnef_unwrap *u, const struct source *source)
{
    struct tnef_unwrap_info info = { .size = sizeof info };
    tnef_error error = { .size = sizeof error };
    int failed = 0;
    tnef_status status = tnef_unwrap_finish(u);

    if (status == TNEF_OK)
        status = tnef_unwrap_write(u, put, &failed);
    if (status != TNEF_OK) {
        tnef_unwrap_error(u, &error);
        if (failed == 0 && status == TNEF_E_CALLBACK)
            complain_io(source, temporary_folder(), error.user_code);
        else if (failed == 0)
            complain(source, "%s", tnef_status_text(status));
        return EXIT_IO;
    }
    tnef_unwrap_info(u, &info);
    if (info.streams == 0 && info.kept == 0) {
        complain(source, "there is no TNEF in it");
        return EXIT_NOT_TNEF;
    }
    return complain_kept(source, info.kept);
}

int command_unwrap(const char *path, const struct options *opt)
{
    const struct source source = { .path = path };
    struct spool file = { 0 };
    const tnef_spool spool = spool_for(&file);
    const tnef_convert_config convert = { .size = sizeof convert, .max_memory = BODY_MEMORY,
                                          .decoder_limits = &opt->limits };
    const tnef_scanner_limits limits = { .size = sizeof limits, .max_input = opt->limits.max_input };
    const tnef_unwrap_config cfg = { .size = sizeof cfg, .spool = &spool, .convert = &convert,
                                     .scanner_limits = &limits };
    struct sink sink = { NULL, feed };
    tnef_unwrap *u;
    int io, code;

    if (tnef_unwrap_new(&u, &cfg, NULL) != TNEF_OK) {
        complain(&source, "out of memory");
        return EXIT_IO;
    }
    sink.handle = u;
    io = read_into(path, &sink);
    if (io != 0)
        complain_io(&source, NULL, io);
    code = io != 0 ? EXIT_IO : write_mail(u, &source);
    tnef_unwrap_free(u);
    spool_close(&file);
    return output_flush() != 0 ? EXIT_IO : code;
}
