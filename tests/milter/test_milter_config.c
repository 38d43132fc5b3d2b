/* SPDX-License-Identifier: MIT */
/* The configuration: each key, what is wrong with a line, and bytes that are no configuration at all. */

#define _XOPEN_SOURCE 700

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

#include "config.h"

struct told {
    unsigned count, line;
    char what[256];
};

static void wrong(void *user, unsigned line, const char *what)
{
    struct told *t = user;

    t->count++;
    t->line = line;
    (void)snprintf(t->what, sizeof t->what, "%s", what);
}

static struct config parsed(const char *text, struct told *t)
{
    struct config cfg;
    unsigned count;

    memset(t, 0, sizeof *t);
    config_defaults(&cfg);
    count = config_parse(&cfg, text, strlen(text), wrong, t);
    assert_int_equal(count, t->count);
    return cfg;
}

static void expect_wrong(const char *text, unsigned line, const char *what)
{
    struct told t;

    (void)parsed(text, &t);
    assert_int_equal(t.count, 1);
    assert_int_equal(t.line, line);
    assert_string_equal(t.what, what);
}

static void defaults_are_right(void **state)
{
    struct config cfg;
    struct told t = { 0 };

    (void)state;
    config_defaults(&cfg);
    assert_int_equal(config_check(&cfg, wrong, &t), 0);
    assert_true(cfg.name[0] != '\0');
}

static void each_key_sets_its_field(void **state)
{
    struct told t;
    const struct config c = parsed(
        "# a comment\n\n   # another\nsocket = inet:10027@127.0.0.1\nsocket-group=mail\nsocket-mode = 0640\n"
        "timeout = 60\r\non-tnef = reject\non-damaged = tag\non-unreadable = quarantine\non-ambiguous = "
        "reject\n"
        "on-limit=accept\non-failure = tempfail\nadd-header = no\nname = mx.example.org\nmax-mail = 20M\n"
        "max-header = 64K\nmax-output = 1G\nmax-spool = 2G\nspool-memory = 0\nmemory = 4096\nmax-active = 7\n"
        "spool-dir = /var/tmp\nlog = syslog\nlog-facility = local3\nlog-level = debug\n"
        "counters-file = /run/a = b\ncounters-socket = /run/c\ncounters-interval = "
        "3600\n\tstop-timeout\t=\t0\t",
        &t);

    (void)state;
    assert_int_equal(t.count, 0);
    assert_string_equal(c.socket, "inet:10027@127.0.0.1");
    assert_string_equal(c.socket_group, "mail");
    assert_int_equal(c.socket_mode, 0640);
    assert_int_equal(c.timeout, 60);
    assert_int_equal(c.on_tnef, ACT_REJECT);
    assert_int_equal(c.on_damaged, ACT_TAG);
    assert_int_equal(c.on_unreadable, ACT_QUARANTINE);
    assert_int_equal(c.on_ambiguous, ACT_REJECT);
    assert_int_equal(c.on_limit, ACT_ACCEPT);
    assert_int_equal(c.on_failure, ACT_TEMPFAIL);
    assert_int_equal(c.add_header, 0);
    assert_string_equal(c.name, "mx.example.org");
    assert_int_equal(c.max_mail, 20u << 20);
    assert_int_equal(c.max_header, 64u << 10);
    assert_int_equal(c.max_output, 1u << 30);
    assert_int_equal(c.max_spool, 2ull << 30);
    assert_int_equal(c.spool_memory, 0);
    assert_int_equal(c.memory, 4096);
    assert_int_equal(c.max_active, 7);
    assert_string_equal(c.spool_dir, "/var/tmp");
    assert_int_equal(c.log_to, LOG_TO_SYSLOG);
    assert_int_equal(c.log_facility, LOG_LOCAL3);
    assert_int_equal(c.log_level, LOG_DEBUG);
    assert_string_equal(c.counters_file, "/run/a = b");
    assert_string_equal(c.counters_socket, "/run/c");
    assert_int_equal(c.counters_interval, 3600);
    assert_int_equal(c.stop_timeout, 0);
}

static void lines_that_are_wrong(void **state)
{
    char text[CONFIG_LINE + 64];

    (void)state;
    expect_wrong("\nsockets = a\n", 2, "sockets: no such key");
    expect_wrong("socket\n", 1, "not \"key = value\"");
    expect_wrong("= a", 1, "no such key");
    expect_wrong("log = stderr\nlog = stderr", 2, "log: a second time");
    expect_wrong("log = file", 1, "log: a word that is not one of its values");
    expect_wrong("on-failure = reject", 1, "on-failure: a word that is not one of its values");
    expect_wrong("on-limit = unwrap", 1, "on-limit: a word that is not one of its values");
    expect_wrong("on-tnef = ", 1, "on-tnef: a word that is not one of its values");
    memset(text, 'a', sizeof text);
    memcpy(text, "socket-group = ", 15);
    text[15 + 64] = '\0';
    expect_wrong(text, 1, "socket-group: too long");
    memset(text, '#', sizeof text);
    text[CONFIG_LINE] = '\0';
    expect_wrong(text, 1, "not a line of text");
}

static void text_up_to_its_room(void **state)
{
    char text[128];
    struct told t;

    (void)state;
    memset(text, 'a', sizeof text);
    memcpy(text, "socket-group = ", 15);
    text[15 + 63] = '\0';
    assert_int_equal(strlen(parsed(text, &t).socket_group), 63);
    assert_int_equal(t.count, 0);
}

static void numbers_have_bounds(void **state)
{
    static const char *const good[] = {
        "timeout = 10",     "timeout = 86400",     "socket-mode = 777",
        "socket-mode = 0",  "max-mail = 1K",       "max-mail = 16G",
        "max-header = 64M", "memory = 1G",         "spool-memory = 1073741824",
        "max-active = 1",   "stop-timeout = 3600",
    };
    static const char *const bad[] = {
        "timeout = 9",
        "timeout = 86401",
        "socket-mode = 1000",
        "socket-mode = 8",
        "max-mail = 1023",
        "max-mail = 17G",
        "max-mail = 17179869185",
        "max-header = 65M",
        "memory = 2G",
        "memory = 4095",
        "spool-memory = 1073741825",
        "max-active = 0",
        "stop-timeout = 3601",
        "timeout = ",
        "timeout = 1 0",
        "timeout = -10",
        "timeout = 0x10",
        "max-mail = K",
        "max-mail = 1KK",
        "max-mail = 1k",
        "max-mail = 18446744073709551617",
        "timeout = 99999999999999999999999999",
        "counters-interval = 0",
    };
    struct told t;

    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        (void)parsed(good[i], &t);
        assert_int_equal(t.count, 0);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        (void)parsed(bad[i], &t);
        assert_int_equal(t.count, 1);
        assert_non_null(strstr(t.what, ": not a number, or outside of its bounds"));
    }
}

static void what_no_line_can_tell(void **state)
{
    static const struct {
        const char *text, *what;
    } rows[] = {
        { "socket = /run/a", "socket: not unix:/PATH, inet:PORT@HOST or inet6:PORT@HOST" },
        { "socket = inet:", "socket: not unix:/PATH, inet:PORT@HOST or inet6:PORT@HOST" },
        { "name = a b", "name: not the name of a host" },
        { "name = ", "name: not the name of a host" },
        { "counters-socket = c", "counters-socket: not a path that begins with /" },
        { "counters-file = c", "counters-file: not a path that begins with /" },
        { "spool-dir = /nonexistent", "spool-dir: not a folder in which this user can make files" },
        { "max-spool = 1M", "max-spool: less than max-mail" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct told t;
        const struct config cfg = parsed(rows[i].text, &t);

        assert_int_equal(t.count, 0);
        assert_int_equal(config_check(&cfg, wrong, &t), 1);
        assert_string_equal(t.what, rows[i].what);
    }
}

static void files(void **state)
{
    char path[] = "/tmp/tnef-milter-test-XXXXXX";
    struct config cfg;
    struct told t = { 0 };
    const int fd = mkstemp(path);
    FILE *file = fdopen(fd, "w");

    (void)state;
    assert_non_null(file);
    assert_true(fputs("on-failure = tempfail\nno\n", file) >= 0);
    assert_int_equal(fflush(file), 0);
    assert_int_equal(config_load(&cfg, path, wrong, &t), 1);
    assert_int_equal(cfg.on_failure, ACT_TEMPFAIL);
    for (size_t i = 0; i < CONFIG_SIZE_MAX; i++)
        (void)putc('\n', file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(config_load(&cfg, path, wrong, &t), 1);
    assert_string_equal(t.what, "the file is too large");
    assert_int_equal(remove(path), 0);
    assert_int_equal(config_load(&cfg, path, wrong, &t), 1);
    assert_string_equal(t.what, "No such file or directory");
    assert_int_equal(config_load(&cfg, "/tmp", wrong, &t), 1);
}

/* Whatever the bytes are, each line is right or told as wrong, and the fields stay in their bounds. */
static void any_bytes(void **state)
{
    static const char seed[] =
        "socket = unix:/a\nmax-mail = 10M\nlog = syslog\non-tnef = unwrap\nname = b\n#\n";
    uint32_t random = 1;

    (void)state;
    for (unsigned round = 0; round < 20000; round++) {
        char text[sizeof seed];
        struct config cfg;
        struct told t = { 0 };
        unsigned count;

        memcpy(text, seed, sizeof seed);
        for (unsigned i = 0; i < 3; i++) {
            random = random * 1664525u + 1013904223u;
            text[(random >> 8) % (sizeof seed - 1)] = (char)(random >> 24);
        }
        config_defaults(&cfg);
        count = config_parse(&cfg, text, random % sizeof seed, wrong, &t);
        assert_int_equal(count, t.count);
        assert_in_range(cfg.max_mail, 1024, (uint64_t)16 << 30);
        assert_in_range(cfg.on_tnef, ACT_ACCEPT, ACT_REJECT);
        assert_non_null(memchr(cfg.socket, '\0', sizeof cfg.socket));
        assert_non_null(memchr(cfg.name, '\0', sizeof cfg.name));
    }
}

static void what_counts_at_the_start(void **state)
{
    struct config a, b;
    struct told t;

    (void)state;
    config_defaults(&a);
    b = parsed("on-tnef = reject", &t);
    assert_true(config_same_start(&a, &b));
    b = parsed("timeout = 60", &t);
    assert_false(config_same_start(&a, &b));
    b = parsed("socket = inet:1@a", &t);
    assert_false(config_same_start(&a, &b));
    assert_string_equal(action_name(ACT_QUARANTINE), "quarantine");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_right),
        cmocka_unit_test(each_key_sets_its_field),
        cmocka_unit_test(lines_that_are_wrong),
        cmocka_unit_test(text_up_to_its_room),
        cmocka_unit_test(numbers_have_bounds),
        cmocka_unit_test(what_no_line_can_tell),
        cmocka_unit_test(files),
        cmocka_unit_test(any_bytes),
        cmocka_unit_test(what_counts_at_the_start),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
