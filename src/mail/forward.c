/* SPDX-License-Identifier: MIT */
/* The handlers that the readers of all levels get. They pass each call on to the caller's handlers, and look
 * into contents on the way. */

#include "mail/priv.h"

#define USER(level)  (tnefi_mail_speaks(level), (level)->mail->set.model_user)
#define MODEL(level) (&(level)->mail->set.model)

static int on_message_begin(void *user, const tnef_message_info *message)
{
    struct tnefi_mail_level *l = user;

    return tnefi_mail_answered(l->mail, MODEL(l)->message_begin(USER(l), message));
}

static int on_message_end(void *user, const tnef_message_info *message)
{
    struct tnefi_mail_level *l = user;

    return tnefi_mail_answered(l->mail, MODEL(l)->message_end(USER(l), message));
}

static int on_recipient(void *user, const tnef_recipient *recipient)
{
    struct tnefi_mail_level *l = user;

    return tnefi_mail_answered(l->mail, MODEL(l)->recipient(USER(l), recipient));
}

static int on_part_begin(void *user, const tnef_part *part)
{
    struct tnefi_mail_level *l = user;

    return tnefi_mail_answered(l->mail, MODEL(l)->part_begin(USER(l), part));
}

static int on_part_end(void *user, const tnef_part *part)
{
    struct tnefi_mail_level *l = user;

    return tnefi_mail_answered(l->mail, MODEL(l)->part_end(USER(l), part));
}

static int on_property(void *user, const tnef_event *event)
{
    struct tnefi_mail_level *l = user;

    return tnefi_mail_answered(l->mail, MODEL(l)->property(USER(l), event));
}

static int on_anomaly(void *user, const tnef_event *event)
{
    struct tnefi_mail_level *l = user;

    return tnefi_mail_answered(l->mail, MODEL(l)->anomaly(USER(l), event));
}

static void on_release(void *user, void *slot)
{
    struct tnefi_mail_level *l = user;

    MODEL(l)->release(l->mail->set.model_user, slot);
}

/* The answer, unless the next level has something to do first: then the reader pauses. */
static int or_pause(int answer, int waits)
{
    return waits && (answer == TNEF_CONTINUE || answer == TNEF_SKIP) ? TNEF_PAUSE : answer;
}

static int on_content_begin(void *user, const tnef_part *part, const tnef_content *content)
{
    struct tnefi_mail_level *l = user;
    int answer = TNEF_CONTINUE;

    if (MODEL(l)->content_begin != NULL)
        answer = tnefi_mail_answered(l->mail, MODEL(l)->content_begin(USER(l), part, content));
    if (l->mail->set.descend != 0)
        tnefi_mail_inner_begins(l, part, content);
    return answer;
}

static int on_part_data(void *user, const tnef_part *part, const tnef_content *content, const void *data,
                        size_t len)
{
    struct tnefi_mail_level *l = user;
    int answer = TNEF_CONTINUE;

    if (MODEL(l)->part_data != NULL)
        answer = tnefi_mail_answered(l->mail, MODEL(l)->part_data(USER(l), part, content, data, len));
    return or_pause(answer, tnefi_mail_inner_data(l, part, content, data, len));
}

static int on_content_end(void *user, const tnef_part *part, const tnef_content *content)
{
    struct tnefi_mail_level *l = user;
    int answer = TNEF_CONTINUE;

    if (MODEL(l)->content_end != NULL)
        answer = tnefi_mail_answered(l->mail, MODEL(l)->content_end(USER(l), part, content));
    return or_pause(answer, tnefi_mail_inner_ends(l, part, content));
}

void tnefi_mail_forward(const struct tnefi_mail_setup *set, tnef_reader_handlers *out)
{
    const tnef_reader_handlers *h = &set->model;
    int look = set->descend != 0;

    *out = (tnef_reader_handlers){ .size = sizeof *out };
    out->message_begin = h->message_begin != NULL ? on_message_begin : NULL;
    out->message_end = h->message_end != NULL ? on_message_end : NULL;
    out->recipient = h->recipient != NULL ? on_recipient : NULL;
    out->part_begin = h->part_begin != NULL ? on_part_begin : NULL;
    out->part_end = h->part_end != NULL ? on_part_end : NULL;
    out->property = h->property != NULL ? on_property : NULL;
    out->anomaly = h->anomaly != NULL ? on_anomaly : NULL;
    out->release = h->release != NULL ? on_release : NULL;
    out->content_begin = look || h->content_begin != NULL ? on_content_begin : NULL;
    out->part_data = look || h->part_data != NULL ? on_part_data : NULL;
    out->content_end = look || h->content_end != NULL ? on_content_end : NULL;
}
