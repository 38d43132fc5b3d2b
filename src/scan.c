/* SPDX-License-Identifier: MIT */
/* The public face of the scanner, and the loop that runs its steps. */

#include "scan_priv.h"

#include "alloc.h"
#include "config.h"

_Static_assert(TNEF_SCAN_NUMBER_OF <= 63, "a bit for each finding");

/* ---- Results ------------------------------------------------------------------------------- */

static void clear_result(struct tnefi_scan_result *r)
{
    r->status = TNEF_OK;
    r->offset = r->limit = r->found = 0;
    r->code = TNEF_NO_CODE;
    r->user_code = 0;
}

void tnefi_scan_fail(struct tnef_scanner *s, tnef_status status, uint64_t offset, uint32_t code)
{
    s->halt = HALT_FATAL;
    if (s->fatal.status != TNEF_OK)
        return;
    s->fatal.status = status;
    s->fatal.offset = offset;
    s->fatal.code = code;
}

/* Where in the input that is which is read now. How far a decoder has come depends on how its input was
 * cut: of what is decoded, it is where that begins. */
uint64_t tnefi_scan_place(const struct tnef_scanner *s)
{
    if (s->top > 0)
        return s->decoded_at;
    return s->leaf.open != 0 ? s->leaf.body : s->level[0].offset;
}

void tnefi_scan_limit(struct tnef_scanner *s, tnef_status status, uint64_t limit, uint64_t found)
{
    if (s->limit.status != TNEF_OK)
        return;
    s->limit.status = status;
    s->limit.offset = tnefi_scan_place(s);
    s->limit.limit = limit;
    s->limit.found = found;
}

void tnefi_scan_note(struct tnef_scanner *s, uint64_t *to, uint32_t finding)
{
    *to |= TNEF_SCAN_BIT(finding);
    s->findings |= TNEF_SCAN_BIT(finding);
    if (s->cfg.policy == TNEF_SCAN_STRICT && (s->cfg.refuse & TNEF_SCAN_BIT(finding)) != 0)
        tnefi_scan_fail(s, TNEF_E_AMBIGUOUS, tnefi_scan_place(s), finding);
}

void tnefi_scan_note_all(struct tnef_scanner *s, uint64_t *to, uint64_t findings)
{
    if (findings == 0)
        return;
    for (uint32_t i = 0; i < TNEF_SCAN_NUMBER_OF; i++)
        if ((findings & TNEF_SCAN_BIT(i)) != 0)
            tnefi_scan_note(s, to, i);
    TNEFI_TOUCH(TNEF_SCAN_NUMBER_OF);
}

void tnefi_note_head(struct tnef_scanner *s, uint32_t finding)
{
    tnefi_scan_note(s, &s->head.findings, finding);
}

void tnefi_note_leaf(struct tnef_scanner *s, uint32_t finding)
{
    tnefi_scan_note(s, &s->leaf.findings, finding);
}

void tnefi_note_frame(struct tnef_scanner *s, uint32_t frame, uint32_t finding)
{
    tnefi_scan_note(s, &s->frame[frame].findings, finding);
}

void tnefi_note_block(struct tnef_scanner *s, uint32_t finding)
{
    tnefi_scan_note(s, &s->block.findings, finding);
}

/* ---- Steps --------------------------------------------------------------------------------- */

/* One thing that is due in |l| and takes no byte; 0: none is. */
static int due(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    if (l->out_len > 0 || l->out_keep > 0)
        tnefi_out_step(s, l);
    else if (l->closing != 0)
        tnefi_close_step(s, l);
    else if (l->act != 0)
        tnefi_act_step(s, l);
    else
        return 0;
    return 1;
}

/* The level |l| reads some of |n| bytes. */
static size_t reads(struct tnef_scanner *s, struct tnefi_line_level *l, const uint8_t *p, size_t n)
{
    size_t taken;

    if (l->state == S_PROBE)
        taken = tnefi_probe_step(s, l, p[0]);
    else if (l->state >= C_DASH && l->state <= C_AFTER_CR_CR)
        taken = tnefi_line_step(s, l, p, n);
    else if (l->state <= H_BLANK_CR)
        taken = tnefi_head_step(s, l, p, n);
    else
        taken = tnefi_body_step(s, l, p, n);
    l->offset += taken;
    return taken;
}

/* What a level above the input reads: first what is to be read again, then what was decoded. */
static int reads_own(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    if (l->replay_at < l->replay_len) {
        l->replay_at += (uint32_t)reads(s, l, l->probe + l->replay_at,
                                        l->replay_len - l->replay_at);
        return 1;
    }
    if (l->at < l->have) {
        l->at += (uint32_t)reads(s, l, l->feed + l->at, l->have - l->at);
        return 1;
    }
    if (l->held != 0) {
        tnefi_level_held(s, l);
        return 1;
    }
    return 0;
}

/* The end of what |l| reads; 0 if nothing is to be done about it any more. */
static int ends(struct tnef_scanner *s, struct tnefi_line_level *l)
{
    if (l->eof == 0 || l->finished != 0)
        return 0;
    if (l->state == S_PROBE) {
        tnefi_probe_eof(s, l);
    } else if (l->state >= C_DASH && l->state <= C_AFTER_CR_CR) {
        tnefi_line_eof(s, l);
    } else if (l->state <= H_BLANK_CR) {
        tnefi_head_eof(s, l);
    } else if (l->state != S_DONE && l->hold_len > 0) {
        l->state = B_LINE;
        tnefi_out(l, 0, l->hold_len, 0);
    } else if (l->state != S_DONE) {
        l->state = S_DONE;
        l->closing = 1;
        l->close_to = l->frame0;
    } else {
        l->finished = 1;
        if (s->top > 0)
            s->top--;
    }
    return 1;
}

/* One step: from the topmost level down, the first that has something to do. *|taken| of the |n|
 * bytes were read. 0 if nothing can be done without more bytes. */
static int step(struct tnef_scanner *s, const uint8_t *p, size_t n, size_t *taken)
{
    *taken = 0;
    TNEFI_TOUCH(1);
    if (s->leaf.stage != STAGE_NONE) {
        tnefi_leaf_stage(s);
        return 1;
    }
    if (s->opening != 0) {
        tnefi_open_step(s);
        return 1;
    }
    if (s->leaf.open != 0 && s->leaf.held != NO_READER) {
        tnefi_leaf_held(s);
        return 1;
    }
    for (uint32_t k = s->top + 1u; k > 0; k--) {
        struct tnefi_line_level *l = &s->level[k - 1u];

        if (due(s, l) || reads_own(s, l))
            return 1;
        if (k == 1 && n > 0 && l->state != S_DONE) {
            *taken = reads(s, l, p, n);
            return 1;
        }
        if (ends(s, l))
            return 1;
    }
    return 0;
}

static size_t run(struct tnef_scanner *s, const uint8_t *p, size_t n)
{
    size_t i = 0;
    size_t taken;

    s->halt = HALT_NONE;
    while (s->halt == HALT_NONE && step(s, n > 0 ? p + i : p, n - i, &taken))
        i += taken;
    return i;
}

/* ---- Life ---------------------------------------------------------------------------------- */

/* What is not set here is set before it is read. */
static void start(struct tnef_scanner *s)
{
    clear_result(&s->fatal);
    clear_result(&s->limit);
    tnefi_entries_drop(s, 0, 0);
    s->fed = s->output = s->findings = s->decoded_at = 0;
    s->top = s->frames = s->parts = s->streams = 0;
    s->halt = s->busy = s->closing = s->opening = s->header_done = s->no_comments = 0;
    s->leaf.open = 0;
    s->leaf.stage = STAGE_NONE;
    s->block.open = 0;
    tnefi_scan_level(s, &s->level[0]);
    tnefi_head_begin(s, 1);
    s->head.given = 0;
}

size_t tnef_scanner_size(const tnef_scanner_config *cfg)
{
    struct tnefi_scan_config imported;

    return tnefi_scan_import(&imported, cfg) == TNEF_OK ? tnefi_scan_size(&imported) : 0;
}

tnef_status tnef_scanner_init(tnef_scanner **out, void *mem, size_t len,
                              const tnef_scanner_config *cfg)
{
    struct tnefi_scan_config imported;
    struct tnef_scanner *s = mem;
    tnef_status status;

    *out = NULL;
    status = tnefi_scan_import(&imported, cfg);
    if (status != TNEF_OK)
        return status;
    if (mem == NULL || len < tnefi_scan_size(&imported)
        || (uintptr_t)mem % alignof(max_align_t) != 0)
        return TNEF_E_ARGUMENT;
    s->cfg = imported;
    tnefi_scan_lay_out(s);
    s->alloc.alloc = NULL;
    s->alloc.release = NULL;
    s->alloc.user = NULL;
    start(s);
    *out = s;
    return TNEF_OK;
}

tnef_status tnef_scanner_new(tnef_scanner **out, const tnef_scanner_config *cfg,
                             const tnef_allocator *alloc)
{
    size_t size = tnef_scanner_size(cfg);
    tnef_allocator a;
    tnef_status status;
    void *mem;

    *out = NULL;
    if (size == 0)
        return TNEF_E_ARGUMENT;
    status = tnefi_take_memory(&mem, &a, alloc, size);
    if (status != TNEF_OK)
        return status;
    status = tnef_scanner_init(out, mem, size, cfg);
    if (status == TNEF_OK)
        (*out)->alloc = a;
    else
        tnefi_return_memory(&a, mem, size);
    return status;
}

void tnef_scanner_free(tnef_scanner *scanner)
{
    tnef_allocator a;

    if (scanner == NULL || scanner->alloc.release == NULL)
        return;
    a = scanner->alloc;
    a.release(a.user, scanner, tnefi_scan_size(&scanner->cfg));
}

/* A caller who misuses a scanner has lost something, and would otherwise not notice. */
static tnef_status misuse(struct tnef_scanner *s, tnef_status status)
{
    if (s->fatal.status == TNEF_OK)
        tnefi_scan_fail(s, status, s->level[0].offset, TNEF_NO_CODE);
    return status;
}

tnef_status tnef_scanner_reset(tnef_scanner *scanner)
{
    if (scanner->busy != 0)
        return misuse(scanner, TNEF_E_STATE);
    start(scanner);
    return TNEF_OK;
}

/* ---- Feeding ------------------------------------------------------------------------------- */

static tnef_status after_run(const struct tnef_scanner *s)
{
    if (s->fatal.status != TNEF_OK)
        return s->fatal.status;
    return s->halt == HALT_PAUSE ? TNEF_PAUSED : TNEF_OK;
}

tnef_status tnef_scanner_feed(tnef_scanner *scanner, const void *buf, size_t len, size_t *taken)
{
    struct tnef_scanner *s = scanner;
    uint64_t allowed = s->cfg.max_input - s->fed;
    size_t n = len < allowed ? len : (size_t)allowed;
    tnef_status status;
    size_t i;

    if (taken != NULL)
        *taken = 0;
    if (s->busy != 0 || s->closing != 0)
        return misuse(s, TNEF_E_STATE);
    if (buf == NULL && len > 0)
        return misuse(s, TNEF_E_ARGUMENT);
    if (s->fatal.status != TNEF_OK)
        return s->fatal.status;
    i = run(s, buf, n);
    s->fed += i;
    if (taken != NULL)
        *taken = i;
    status = after_run(s);
    if (status == TNEF_OK && n < len) {
        tnefi_scan_fail(s, TNEF_E_LIMIT_INPUT, s->fed, TNEF_NO_CODE);
        s->fatal.limit = s->cfg.max_input;
        s->fatal.found = s->cfg.max_input + 1u;
        status = s->fatal.status;
    }
    return status;
}

tnef_status tnef_scanner_header(tnef_scanner *scanner, const char *name, size_t name_len,
                                const char *value, size_t value_len)
{
    struct tnef_scanner *s = scanner;
    size_t len = name_len;

    if (s->busy != 0 || s->closing != 0 || s->fed > 0 || s->header_done != 0)
        return misuse(s, TNEF_E_STATE);
    if ((name == NULL && name_len > 0) || (value == NULL && value_len > 0))
        return misuse(s, TNEF_E_ARGUMENT);
    if (s->fatal.status != TNEF_OK)
        return s->fatal.status;
    s->head.given = 1;
    s->head.begun = 1;
    s->head.fields++;
    s->head.bytes += name_len + value_len;
    s->head.len = 0;
    s->head.cut = 0;
    while (len > 0 && tnefi_is_blank((uint8_t)name[len - 1u]))
        len--;
    s->head.field = tnefi_field_id((const uint8_t *)name, len);
    if (s->head.field != F_OTHER && len < name_len)
        tnefi_note_head(s, TNEF_SCAN_SPACE_COLON);
    TNEFI_TOUCH(name_len + value_len);
    for (size_t i = 0; s->head.field != F_OTHER && i < value_len; i++)
        if ((uint8_t)value[i] != CR && (uint8_t)value[i] != LF)
            tnefi_head_value(s, (uint8_t)value[i]);
    if (s->fatal.status == TNEF_OK)
        tnefi_head_field(s);
    return s->fatal.status;
}

tnef_status tnef_scanner_end_of_headers(tnef_scanner *scanner)
{
    struct tnef_scanner *s = scanner;

    if (s->busy != 0 || s->closing != 0 || s->fed > 0 || s->header_done != 0)
        return misuse(s, TNEF_E_STATE);
    if (s->fatal.status != TNEF_OK)
        return s->fatal.status;
    tnefi_head_done(s, &s->level[0], 0);
    if (s->fatal.status == TNEF_OK)
        run(s, NULL, 0);
    return after_run(s);
}

/* ---- The end ------------------------------------------------------------------------------- */

static const struct tnefi_scan_result *result(const struct tnef_scanner *s)
{
    return s->fatal.status != TNEF_OK ? &s->fatal : &s->limit;
}

tnef_status tnef_scanner_finish(tnef_scanner *scanner)
{
    struct tnef_scanner *s = scanner;

    if (s->busy != 0)
        return misuse(s, TNEF_E_STATE);
    s->closing = 1;
    s->level[0].eof = 1;
    if (s->fatal.status == TNEF_OK)
        run(s, NULL, 0);
    if (s->fatal.status == TNEF_OK && s->halt == HALT_PAUSE)
        return TNEF_PAUSED;
    return result(s)->status;
}

void tnef_scanner_error(const tnef_scanner *scanner, tnef_error *out)
{
    const struct tnefi_scan_result *r = result(scanner);
    const tnef_error e = { .size = sizeof e, .status = r->status, .offset = r->offset,
                           .limit = r->limit, .found = r->found, .code = r->code,
                           .user_code = r->user_code };

    tnefi_fill(out, &e, sizeof e);
}

uint64_t tnef_scanner_offset(const tnef_scanner *scanner)
{
    return scanner->fed;
}

uint64_t tnef_scanner_findings(const tnef_scanner *scanner)
{
    return scanner->findings;
}
