/* SPDX-License-Identifier: MIT */

/* Events of the decoder, sorted: what is of the outermost stream goes to attributes and properties. */

#include <tnef/mapi.h>

#include "priv.h"

/* Level, id and length, which precede the bytes of an attribute: [MS-OXTNEF] 2.1.2. */
#define ATTR_HEAD 9u

static void attr_begin(struct ytnefi_parse *p, const tnef_event *event)
{
    ytnefi_attribute_begin(p, event->attr, event->level);
    if (!ytnefi_is_list(event->attr) && event->attr != TNEF_ATT_RECIP_TABLE) {
        ytnefi_value_begin(p, event->offset + ATTR_HEAD, false);
    }
}

static void attr_end(struct ytnefi_parse *p, const tnef_event *event)
{
    if (p->collecting) {
        ytnefi_attribute(p, event->attr);
    }
}

static void property(struct ytnefi_parse *p, const tnef_event *event)
{
    /* A property that is made of an attribute either has its bytes, or comes after them. */
    if ((event->flags & TNEF_F_COMPUTED) != 0) {
        p->ignored = event->type == TNEF_EV_PROP_BEGIN && p->value.len > 0;
    } else if (event->type == TNEF_EV_PROP_BEGIN && ytnefi_is_list(event->attr)) {
        ytnefi_prop_begin(p, event);
    } else if (event->type == TNEF_EV_PROP_END && p->props != NULL) {
        ytnefi_prop_end(p);
    }
}

static void data(struct ytnefi_parse *p, const tnef_event *event)
{
    if ((event->flags & (TNEF_F_REMAINDER | TNEF_F_TRAILING)) != 0 || p->ignored || !p->collecting) {
        return;
    }
    if (p->props != NULL) {
        ytnefi_prop_value(p, event);
    } else {
        ytnefi_value_data(p, event);
    }
}

/* Of an embedded message only this is of interest: where those are that are too deep. Programs parse embedded
 * messages by functions that call themselves; in the copy that they get, such a message is none. */
static void inner(struct ytnefi_parse *p, const tnef_event *event)
{
    if (event->type == TNEF_EV_ANOMALY && event->status == TNEF_E_LIMIT_DEPTH) {
        ytnefi_value_erase(p, event->offset);
    }
}

/* An embedded message that is none is there as it is, and who parses it is told. The table of recipients is
 * for nobody. */
static void anomaly(struct ytnefi_parse *p, const tnef_event *event)
{
    if (event->status != TNEF_OK && event->status != TNEF_E_NESTED && event->attr != TNEF_ATT_RECIP_TABLE) {
        p->damaged = true;
    }
}

static void outer(struct ytnefi_parse *p, const tnef_event *event)
{
    switch (event->type) {
    case TNEF_EV_ATTR_BEGIN:
        attr_begin(p, event);
        break;
    case TNEF_EV_ATTR_END:
        attr_end(p, event);
        break;
    case TNEF_EV_PROP_BEGIN:
    case TNEF_EV_PROP_END:
        property(p, event);
        break;
    case TNEF_EV_VALUE_BEGIN:
    case TNEF_EV_VALUE_END:
        if (p->props != NULL) {
            ytnefi_prop_value(p, event);
        }
        break;
    case TNEF_EV_DATA:
        data(p, event);
        break;
    case TNEF_EV_STREAM_END:
        p->ended = (event->flags & TNEF_F_INCOMPLETE) == 0;
        break;
    case TNEF_EV_ANOMALY:
        anomaly(p, event);
        break;
    default:
        break;
    }
}

int ytnefi_event(void *user, const tnef_event *event)
{
    struct ytnefi_parse *p = user;

    if (event->depth > 0) {
        inner(p, event);
    } else {
        outer(p, event);
    }
    return p->failed ? TNEF_STOP : TNEF_CONTINUE;
}
