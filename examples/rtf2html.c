/* SPDX-License-Identifier: MIT */
/* RTF, compressed or not, from standard input to HTML on standard output; with -t to text.
 *
 * A chain of two feeds: the decoder of compressed RTF, which passes on what is not compressed, gives
 * its output to the RTF reader, and that to stdout. Nothing is held in memory.
 *
 *     cc rtf2html.c $(pkg-config --cflags --libs tnef) -o rtf2html && ./rtf2html < body.rtf
 */

#include <stdio.h>
#include <string.h>

#include <tnef/lzfu.h>
#include <tnef/rtf.h>

/* Windows has standard input and output in text mode, where 1A ends a file and CR is lost. */
#ifdef _WIN32
#  include <fcntl.h>
#  include <io.h>
#  define BINARY(file) (void)_setmode(_fileno(file), _O_BINARY)
#else
#  define BINARY(file) (void)(file)
#endif

static tnef_status to_stdout(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)taken;
    return fwrite(buf, 1, len, stdout) == len ? TNEF_OK : TNEF_STOPPED;
}

static tnef_status to_rtf(void *rtf, const void *buf, size_t len, size_t *taken)
{
    return tnef_rtf_feed(rtf, buf, len, taken);
}

static tnef_status convert(tnef_lzfu *lzfu, tnef_rtf *rtf)
{
    static char buf[65536];
    tnef_status status = TNEF_OK;
    tnef_status unpacked;
    size_t n;

    while (status == TNEF_OK && (n = fread(buf, 1, sizeof buf, stdin)) > 0)
        status = tnef_lzfu_feed(lzfu, buf, n, NULL);
    unpacked = tnef_lzfu_finish(lzfu);
    status = tnef_rtf_finish(rtf);
    return status != TNEF_OK ? status : unpacked;
}

int main(int argc, char **argv)
{
    int text = argc > 1 && strcmp(argv[1], "-t") == 0;
    tnef_rtf_config rtf_config = { .size = sizeof rtf_config, .sink = to_stdout,
                                   .want = text ? TNEF_RTF_TEXT : TNEF_RTF_HTML };
    tnef_lzfu_config lzfu_config = { .size = sizeof lzfu_config, .sink = to_rtf };
    tnef_status status;
    tnef_lzfu *lzfu = NULL;
    tnef_rtf *rtf = NULL;

    BINARY(stdin);
    BINARY(stdout);
    status = tnef_rtf_new(&rtf, &rtf_config, NULL);
    lzfu_config.user = rtf;
    if (status == TNEF_OK)
        status = tnef_lzfu_new(&lzfu, &lzfu_config, NULL);
    if (status == TNEF_OK)
        status = convert(lzfu, rtf);
    if (status != TNEF_OK)
        fprintf(stderr, "rtf2html: %s\n", tnef_status_text(status));
    tnef_lzfu_free(lzfu);
    tnef_rtf_free(rtf);
    return status == TNEF_OK ? 0 : 1;
}
