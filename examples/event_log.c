/* SPDX-License-Identifier: MIT */
/* A log of every event of the decoder: what is on the wire, in order.
 *
 *     cc event_log.c $(pkg-config --cflags --libs tnef) -o event_log
 *     ./event_log winmail.dat */

#include <inttypes.h>
#include <stdio.h>

#include <tnef/decoder.h>
#include <tnef/mapi.h>

static const char *known(const char *name)
{
    return name != NULL ? name : "?";
}

static void details(const tnef_event *ev)
{
    switch (ev->type) {
    case TNEF_EV_ATTR_BEGIN:
        printf(" %s, %" PRIu64 " bytes", known(tnef_attr_name(ev->attr)), ev->length);
        break;
    case TNEF_EV_PROP_BEGIN:
        printf(" %s %s", known(tnef_prop_tag_name(ev->prop_id, ev->prop_type)),
               known(tnef_type_name(ev->prop_type)));
        break;
    case TNEF_EV_VALUE_BEGIN:
        printf(" %" PRIu64 " bytes", ev->length);
        break;
    case TNEF_EV_DATA:
        printf(" %zu bytes, %" PRIu64 " to come", ev->len, ev->left);
        break;
    case TNEF_EV_ANOMALY:
        printf(" %s, expected %" PRIu64 ", found %" PRIu64, tnef_anomaly_name(ev->code),
               ev->expected, ev->found);
        break;
    default:
        break;
    }
}

static int on_event(void *user, const tnef_event *ev)
{
    unsigned long *count = user;

    ++*count;
    printf("%8" PRIu64 " %*s%s", ev->offset, (int)ev->depth * 4, "", tnef_event_name(ev->type));
    details(ev);
    printf("%s%s\n", (ev->flags & TNEF_F_COMPUTED) != 0 ? " (computed)" : "",
           (ev->flags & TNEF_F_INCOMPLETE) != 0 ? " (incomplete)" : "");
    return TNEF_CONTINUE;
}

static tnef_status log_file(FILE *f, tnef_decoder *decoder)
{
    char buf[65536];
    tnef_status status = TNEF_OK;
    size_t n;

    while (status == TNEF_OK && (n = fread(buf, 1, sizeof buf, f)) > 0)
        status = tnef_decoder_feed(decoder, buf, n, NULL);
    return tnef_decoder_finish(decoder);
}

int main(int argc, char **argv)
{
    unsigned long count = 0;
    const tnef_decoder_config cfg = { .size = sizeof cfg, .on_event = on_event, .user = &count };
    tnef_decoder *decoder;
    tnef_status status;
    FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;

    if (f == NULL) {
        fprintf(stderr, "usage: event_log FILE\n");
        return 1;
    }
    status = tnef_decoder_new(&decoder, &cfg, NULL);
    if (status == TNEF_OK) {
        status = log_file(f, decoder);
        tnef_decoder_free(decoder);
    }
    fclose(f);
    printf("%lu events: %s\n", count, tnef_status_text(status));
    return status != TNEF_OK;
}
