/* SPDX-License-Identifier: MIT */
/* Counters: their text, the file and the socket; and the configuration that all connections share. */

#define _XOPEN_SOURCE 700

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "counters.h"
#include "failing.h"
#include "serve.h"
#include "service.h"

/* Each line is a comment, or a name that the lines before announced, perhaps a label, and a number. */
static unsigned expect_lines(char *text)
{
    unsigned count = 0;
    char announced[128] = "";

    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        char name[128];
        double number;

        if (sscanf(line, "# TYPE %127s", announced) == 1 || strncmp(line, "# HELP ", 7) == 0)
            continue;
        assert_int_equal(sscanf(line, "%127s %lf", name, &number), 2);
        assert_int_equal(strncmp(name, announced, strlen(announced)), 0);
        count++;
    }
    return count;
}

static void all_of_them(void **state)
{
    struct counters c = { 0 };
    char text[COUNTERS_TEXT];
    size_t len;

    (void)state;
    count_one(&c, N_UNWRAPPED);
    count_more(&c, N_WORK_MICROSECONDS, 1500000);
    count_one(&c, N_OPEN_MAILS);
    count_down(&c, N_OPEN_MAILS);
    assert_int_equal(count_of(&c, N_OPEN_MAILS), 0);
    len = counters_text(&c, text);
    assert_int_equal(len, strlen(text));
    assert_non_null(strstr(text, "\ntnef_milter_mails_total{result=\"unwrapped\"} 1\n"));
    assert_non_null(strstr(text, "\ntnef_milter_kept_total{reason=\"limit\"} 0\n"));
    assert_non_null(strstr(text, "\ntnef_milter_work_seconds_total 1.500000\n"));
    assert_int_equal(expect_lines(text), N_COUNTERS);
}

static void the_largest_numbers(void **state)
{
    struct counters c = { 0 };
    char text[COUNTERS_TEXT];
    size_t len;

    (void)state;
    for (unsigned i = 0; i < N_COUNTERS; i++)
        count_more(&c, (enum counter)i, UINT64_MAX);
    len = counters_text(&c, text);
    assert_true(len < COUNTERS_TEXT - 1 && text[len - 1] == '\n');
    assert_int_equal(expect_lines(text), N_COUNTERS);
}

static void the_file(void **state)
{
    char dir[] = "/tmp/tnef-milter-counters-XXXXXX", path[64], text[COUNTERS_TEXT], back[COUNTERS_TEXT];
    struct counters c = { 0 };
    FILE *file;

    (void)state;
    assert_non_null(mkdtemp(dir));
    (void)snprintf(path, sizeof path, "%s/c", dir);
    for (unsigned i = 0; i < 2; i++) {
        const size_t len = counters_text(&c, text);

        assert_int_equal(serve_file(&c, path), 0);
        file = fopen(path, "r");
        assert_non_null(file);
        assert_int_equal(fread(back, 1, sizeof back, file), len);
        assert_memory_equal(back, text, len);
        (void)fclose(file);
        count_one(&c, N_CLEAN);
    }
    assert_int_equal(remove(path), 0);
    assert_int_equal(rmdir(dir), 0);
    assert_int_equal(serve_file(&c, path), ENOENT);
}

static void the_socket(void **state)
{
    char dir[] = "/tmp/tnef-milter-counters-XXXXXX", text[COUNTERS_TEXT], back[COUNTERS_TEXT];
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    struct counters c = { 0 };
    size_t len, got = 0;

    (void)state;
    assert_non_null(mkdtemp(dir));
    (void)snprintf(address.sun_path, sizeof address.sun_path, "%s/s", dir);
    for (unsigned i = 0; i < 2; i++) { /* the second time in the place of the first one */
        const int listener = serve_listen(address.sun_path);
        const int fd = socket(AF_UNIX, SOCK_STREAM, 0);

        assert_true(listener >= 0 && fd >= 0);
        serve_one(&c, listener); /* nobody waits */
        assert_int_equal(connect(fd, (const struct sockaddr *)&address, sizeof address), 0);
        serve_one(&c, listener);
        len = counters_text(&c, text);
        got = 0;
        for (ssize_t n = 1; n > 0; got += (size_t)n)
            n = read(fd, back + got, sizeof back - got);
        assert_int_equal(got, len);
        assert_memory_equal(back, text, len);
        (void)close(fd);
        (void)close(listener);
    }
    assert_int_equal(unlink(address.sun_path), 0);
    assert_int_equal(rmdir(dir), 0);
    assert_int_equal(serve_listen(address.sun_path), -1);
    memset(text, 'a', 200);
    text[200] = '\0';
    assert_int_equal(serve_listen(text), -1);
    assert_int_equal(errno, ENAMETOOLONG);
}

/* ---- The configuration that is shared -------------------------------------------------------- */

static void exchanging(void **state)
{
    struct service s;
    struct config cfg;
    const struct config *before, *after;

    (void)state;
    config_defaults(&cfg);
    cfg.timeout = 1;
    failing_after(0);
    assert_int_equal(service_init(&s, &cfg), ENOMEM);
    failing_after(-1);
    assert_int_equal(service_init(&s, &cfg), 0);
    before = config_get(&s);
    cfg.timeout = 2;
    failing_after(0);
    assert_int_equal(service_exchange(&s, &cfg), ENOMEM);
    failing_after(-1);
    assert_int_equal(service_exchange(&s, &cfg), 0);
    after = config_get(&s);
    assert_int_equal(before->timeout, 1);
    assert_int_equal(after->timeout, 2);
    config_put(&s, before);
    config_put(&s, after);
    service_end(&s);
}

static void *gets_and_puts(void *user)
{
    struct service *s = user;

    for (unsigned i = 0; i < 20000; i++) {
        const struct config *cfg = config_get(s);

        if (cfg->timeout != cfg->stop_timeout)
            return user;
        config_put(s, cfg);
    }
    return NULL;
}

static void many_threads(void **state)
{
    pthread_t threads[4];
    struct service s;
    struct config cfg;

    (void)state;
    config_defaults(&cfg);
    cfg.timeout = cfg.stop_timeout;
    assert_int_equal(service_init(&s, &cfg), 0);
    for (unsigned i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, gets_and_puts, &s), 0);
    for (uint32_t i = 0; i < 2000; i++) {
        cfg.timeout = cfg.stop_timeout = i;
        assert_int_equal(service_exchange(&s, &cfg), 0);
    }
    for (unsigned i = 0; i < 4; i++) {
        void *bad = &s;

        assert_int_equal(pthread_join(threads[i], &bad), 0);
        assert_null(bad);
    }
    service_end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_of_them), cmocka_unit_test(the_largest_numbers), cmocka_unit_test(the_file),
        cmocka_unit_test(the_socket),  cmocka_unit_test(exchanging),          cmocka_unit_test(many_threads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
