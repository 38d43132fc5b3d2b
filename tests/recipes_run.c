/* SPDX-License-Identifier: MIT */

/* Replays recipes and compares what is said with what is expected. */

#include "recipes.h"

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum form { WITH_SENTINEL, ALONE, WRONG_CHECKSUMS };

struct replay {
    const struct recipe *recipe;
    const struct expectation *want;
    enum form form;
    uint32_t flags;
    uint8_t *in;
    size_t len;
    bool sentinel; /* one was written */
    struct recording whole, other;
    char *remainders; /* that the decoder has */
    char *why; /* 1024 bytes */
};

#define SAY(r, ...) say_failure((r), __VA_ARGS__)

static bool say_failure(struct replay *r, const char *what, const char *expected,
                        const char *found)
{
    static const char *const forms[] = { "with sentinel", "alone", "wrong checksums" };

    (void)snprintf(
        r->why, 1024, "%s (%s, flags %u): %s\n  expected: %.380s\n  found:    %.380s",
        r->recipe->name, forms[r->form], (unsigned)r->flags, what, expected, found);
    return false;
}

static bool differs(struct replay *r, const char *what, uint64_t expected, uint64_t found)
{
    char a[32];
    char b[32];

    (void)snprintf(a, sizeof a, "%llu", (unsigned long long)expected);
    (void)snprintf(b, sizeof b, "%llu", (unsigned long long)found);
    return SAY(r, what, a, b);
}

/* ---- The decoder ---------------------------------------------------------------------------- */

static bool check_anomalies(struct replay *r)
{
    for (uint32_t i = 0; i < TNEF_A_END; i++) {
        uint64_t want = r->want->anomalies[i];
        uint64_t found = r->whole.anomalies[i];

        if (want == MANY || (i == TNEF_A_CHECKSUM && r->form == WRONG_CHECKSUMS)) {
            if (found == 0)
                return SAY(r, "anomaly missing", tnef_anomaly_name(i), "none");
        } else if (found != want) {
            char what[64];

            (void)snprintf(what, sizeof what, "anomalies of %s", tnef_anomaly_name(i));
            return differs(r, what, want, found);
        }
    }
    return true;
}

static bool check_result(struct replay *r)
{
    if (r->whole.bad[0] != '\0')
        return SAY(r, "a rule of decoder.h", "kept", r->whole.bad);
    if (r->whole.status != r->want->status)
        return SAY(r, "status", tnef_status_name(r->want->status),
                   tnef_status_name(r->whole.status));
    if (r->want->error_at != 0 && r->form != WRONG_CHECKSUMS &&
        r->whole.error.offset != r->want->error_at)
        return differs(r, "offset of the error", r->want->error_at,
                       r->whole.error.offset);
    return check_anomalies(r);
}

static bool check_splits(struct replay *r)
{
    static const size_t pieces[] = { 1, 2, 3, 7, 4096 };
    char why[256];

    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        recording_run(&r->other, r->in, r->len,
                      &(struct plan){ .flags = r->flags, .piece = pieces[i] });
        if (!recording_same(&r->whole, &r->other, why))
            return SAY(r, "in pieces", "the same as whole", why);
    }
    return true;
}

/* The line of |spec| that begins at |p|, as a string that is to be freed. */
static char *one_line(const char *p, size_t *len)
{
    const char *end = strchr(p, '\n');
    char *line;

    *len = end != NULL ? (size_t)(end - p) : strlen(p);
    line = malloc(*len + 3u);
    if (line == NULL)
        abort();
    line[0] = '\n';
    memcpy(line + 1, p, *len);
    line[*len + 1u] = '\n';
    line[*len + 2u] = '\0';
    return line;
}

/* Finds |line|, "\n...\n" or "\n...*\n" or "\n!...\n", in |text| from |*at| on. */
static bool find_line(const char *text, const char **at, char *line, size_t len,
                      bool alone)
{
    const char *found;

    if (line[1] == '!') {
        line[1] = '\n';
        line[len + 1u] = '\0';
        return !alone || strstr(text, line + 1) == NULL;
    }
    if (line[len] == '*')
        line[len] = '\0';
    found = strstr(*at, line);
    if (found == NULL)
        return false;
    *at = found + 1;
    *at = strchr(*at, '\n');
    return true;
}

static bool check_seen(struct replay *r)
{
    const char *p = r->want->seen;
    char *text;
    const char *at;
    bool good = true;

    if (p == NULL || r->form == WRONG_CHECKSUMS)
        return true;
    text = recipe_seen(r->in, r->len, r->flags);
    at = text;
    while (good && *p != '\0') {
        size_t len;
        char *line = one_line(p, &len);

        good = find_line(text, &at, line, len, !r->sentinel);
        if (!good)
            (void)SAY(r, "an event", p, text);
        free(line);
        p += len;
        if (*p == '\n')
            p++;
    }
    free(text);
    return good;
}

/* ---- The message model ---------------------------------------------------------------------- */

#define SENTINEL "sentinel=S\n"

/* Whether |text|, of |len| bytes, is |pattern|, in which a star stands for the rest of its line. */
static bool matches(const char *pattern, const char *text, size_t len)
{
    size_t i = 0;

    for (; *pattern != '\0'; pattern++) {
        if (*pattern == '*') {
            while (i < len && text[i] != '\n')
                i++;
        } else if (i == len || text[i++] != *pattern) {
            return false;
        }
    }
    return i == len;
}

static bool check_files(struct replay *r, const char *files)
{
    bool here = r->sentinel && !r->want->lost;
    size_t tail = here ? sizeof SENTINEL - 1u : 0;
    size_t len = strlen(files);

    if (here && (len < tail || strcmp(files + len - tail, SENTINEL) != 0))
        return SAY(r, "the sentinel", SENTINEL, files);
    if (r->want->files == NULL)
        return true;
    if (len < tail || !matches(r->want->files, files, len - tail))
        return SAY(r, "the parts", r->want->files, files);
    return true;
}

static bool check_model_anomalies(struct replay *r, const struct recipe_model *m)
{
    for (uint32_t i = 0; i < TNEF_A_END; i++) {
        bool more = (r->want->model & BIT(i)) != 0;
        uint64_t decoder = r->whole.anomalies[i];

        if (more && m->anomalies[i] <= decoder)
            return SAY(r, "anomaly of the model", tnef_anomaly_name(i), "none");
        if (!more && !r->want->model_free && m->anomalies[i] != decoder)
            return SAY(r, "anomaly of the model", "none", tnef_anomaly_name(i));
    }
    return true;
}

static bool compare_model(struct replay *r, const struct recipe_model *m)
{
    tnef_status want =
        r->want->model_status != TNEF_OK ? r->want->model_status : r->want->status;

    if (m->peak > m->bound)
        return differs(r, "memory", m->bound, m->peak);
    if (m->status != want)
        return SAY(r, "status of the model", tnef_status_name(want),
                   tnef_status_name(m->status));
    if (r->want->subject != NULL &&
        (m->subject == NULL || strcmp(m->subject, r->want->subject) != 0))
        return SAY(r, "the subject", r->want->subject,
                   m->subject != NULL ? m->subject : "none");
    if (strcmp(m->remainders, r->remainders) != 0)
        return SAY(r, "the remainders", r->remainders, m->remainders);
    return check_files(r, m->files) && check_model_anomalies(r, m);
}

static bool check_model(struct replay *r)
{
    static const size_t pieces[] = { 0, 1, 2, 3, 7, 4096 };
    bool good = true;

    r->remainders = recipe_remainders(r->in, r->len, r->flags);
    for (size_t i = 0; good && i < sizeof pieces / sizeof pieces[0]; i++) {
        struct recipe_model m;

        recipe_model_run(&m, r->in, r->len, r->flags, pieces[i]);
        good = compare_model(r, &m);
        recipe_model_free(&m);
    }
    free(r->remainders);
    return good;
}

/* ---- All of it ------------------------------------------------------------------------------ */

static bool replay_input(struct replay *r)
{
    static const uint32_t flags[] = { 0, ALL_FLAGS };
    bool good = true;

    for (size_t i = 0; good && i < sizeof flags / sizeof flags[0]; i++) {
        r->flags = flags[i];
        r->want =
            flags[i] != 0 && r->recipe->has_all ? &r->recipe->all : &r->recipe->want;
        recording_run(&r->whole, r->in, r->len, &(struct plan){ .flags = r->flags });
        good = check_result(r) && check_splits(r) && check_seen(r) && check_model(r);
    }
    return good;
}

static bool replay_form(struct replay *r, enum form form)
{
    struct tw w;
    bool good;

    r->form = form;
    tw_init(&w);
    if (form == WRONG_CHECKSUMS)
        tw_checksum_bias(&w, 1);
    r->recipe->build(&w, r->recipe);
    r->sentinel = form != ALONE && !r->recipe->open_end;
    if (r->sentinel)
        tw_sentinel(&w);
    r->in = tw_take(&w, &r->len);
    good = replay_input(r);
    free(r->in);
    return good;
}

bool recipe_replay(const struct recipe *recipe, char why[1024])
{
    struct replay r;
    bool good;

    memset(&r, 0, sizeof r);
    r.recipe = recipe;
    r.why = why;
    recording_init(&r.whole);
    recording_init(&r.other);
    good = (recipe->open_end || replay_form(&r, WITH_SENTINEL)) &&
           replay_form(&r, ALONE) &&
           (recipe->no_bias || replay_form(&r, WRONG_CHECKSUMS));
    recording_free(&r.whole);
    recording_free(&r.other);
    return good;
}

static size_t replay_and_print(const struct recipe *recipe)
{
    char why[1024];

    if (recipe_replay(recipe, why))
        return 0;
    (void)fprintf(stderr, "%s\n", why);
    return 1;
}

size_t recipe_replay_table(const struct recipe *rows, size_t count)
{
    size_t bad = count == 0 ? 1 : 0;

    for (size_t i = 0; i < count; i++)
        bad += replay_and_print(&rows[i]);
    return bad;
}

size_t recipe_replay_family(recipe_family family, size_t least)
{
    size_t bad = 0;
    size_t i;

    for (i = 0;; i++) {
        struct recipe r;

        memset(&r, 0, sizeof r);
        if (!family(i, &r))
            break;
        bad += replay_and_print(&r);
    }
    if (i < least) {
        (void)fprintf(stderr, "a family of %zu rows, of which there are %zu\n", least, i);
        bad++;
    }
    return bad;
}

/* ---- What builders share -------------------------------------------------------------------- */

void recipe_file(struct tw *w)
{
    tw_attachment(w, "a.txt", "one", 3);
}

void recipe_prop(struct tw *w, uint16_t id)
{
    tw_prop_i4(w, id, 0x01020304);
}
