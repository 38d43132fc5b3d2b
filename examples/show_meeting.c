/* SPDX-License-Identifier: MIT */
/* Named properties: where and when the appointments in a winmail.dat are, and what they are about.
 *
 *     cc show_meeting.c $(pkg-config --cflags --libs tnef) -o show_meeting
 *     ./show_meeting < winmail.dat
 *
 * The list says what is wanted; the bag of each message has it. Times are seconds since 1970, UTC. */

#include <stdio.h>
#include <tnef/tnef.h>

/* Windows has standard input in text mode, where 1A ends a file and CR is lost. */
#ifdef _WIN32
#  include <fcntl.h>
#  include <io.h>
#  define BINARY(file) (void)_setmode(_fileno(file), _O_BINARY)
#else
#  define BINARY(file) (void)(file)
#endif

static const uint8_t appointment[16] = TNEF_PSETID_APPOINTMENT_BYTES;
static const uint8_t strings[16] = TNEF_PS_PUBLIC_STRINGS_BYTES;

enum { PLACE, START, END, KEYWORDS, WANTED };
static const tnef_bag_key wanted[WANTED] = {
    TNEF_BAG_LID(appointment, TNEF_LID_LOCATION),
    TNEF_BAG_LID(appointment, TNEF_LID_APPOINTMENT_START_WHOLE),
    TNEF_BAG_LID(appointment, TNEF_LID_APPOINTMENT_END_WHOLE),
    TNEF_BAG_NAME(strings, "Keywords")
};

static int message_end(void *user, const tnef_message_info *m)
{
    const tnef_bag_item *keywords = tnef_bag_get(m->bag, KEYWORDS);
    tnef_time start = tnef_bag_time(tnef_bag_get(m->bag, START), 0);
    tnef_time end = tnef_bag_time(tnef_bag_get(m->bag, END), 0);
    tnef_string place = tnef_bag_string(tnef_bag_get(m->bag, PLACE), 0);

    (void)user;
    printf("message %lu\n", (unsigned long)m->id);
    if (place.text != NULL)
        printf("  place    %s\n", place.text);
    if (start.flags != 0)
        printf("  start    %lld\n", (long long)start.seconds);
    if (end.flags != 0)
        printf("  end      %lld\n", (long long)end.seconds);
    for (uint32_t i = 0; tnef_bag_string(keywords, i).text != NULL; i++)
        printf("  keyword  %s\n", tnef_bag_string(keywords, i).text);
    return TNEF_CONTINUE;
}

int main(void)
{
    const tnef_bag_config bag = { .size = sizeof bag, .count = WANTED, .wanted = wanted };
    const tnef_reader_handlers handlers = { .size = sizeof handlers, .message_end = message_end };
    const tnef_reader_config cfg = { .size = sizeof cfg, .handlers = &handlers, .bag = &bag };
    tnef_reader *reader;
    tnef_status status = tnef_reader_new(&reader, &cfg, NULL);
    char buf[65536];
    size_t n;

    BINARY(stdin);
    while (status == TNEF_OK && (n = fread(buf, 1, sizeof buf, stdin)) > 0)
        status = tnef_reader_feed(reader, buf, n, NULL);
    if (status == TNEF_OK)
        status = tnef_reader_finish(reader);
    fprintf(stderr, "%s\n", tnef_status_text(status));
    tnef_reader_free(reader);
    return status != TNEF_OK;
}
