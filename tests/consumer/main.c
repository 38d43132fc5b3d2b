/* SPDX-License-Identifier: MIT */

/* A program outside of the project that uses the library, as C and as C++: counts the attributes
 * of a stream of one attribute. */

#include <stdio.h>
#include <string.h>

#include <tnef.h>

static int count_attributes(void *user, const tnef_event *event)
{
    if (event->type == TNEF_EV_ATTR_BEGIN)
        ++*(int *)user;
    return TNEF_CONTINUE;
}

int main(void)
{
    static const unsigned char stream[] = {
        0x78, 0x9F, 0x3E, 0x22,             /* signature                        */
        0x01, 0x00,                         /* key                              */
        0x01,                               /* level: message                   */
        0x06, 0x90, 0x08, 0x00,             /* attTnefVersion                   */
        0x04, 0x00, 0x00, 0x00,             /* length                           */
        0x00, 0x00, 0x01, 0x00,             /* 1.0                              */
        0x01, 0x00                          /* checksum                         */
    };
    tnef_config cfg;
    tnef_decoder *decoder;
    tnef_status status;
    int count = 0;

    memset(&cfg, 0, sizeof cfg);
    cfg.size = sizeof cfg;
    cfg.on_event = count_attributes;
    cfg.user = &count;
    if (tnef_decoder_new(&decoder, &cfg, NULL) != TNEF_OK)
        return 1;
    status = tnef_decoder_feed(decoder, stream, sizeof stream, NULL);
    if (status == TNEF_OK)
        status = tnef_decoder_finish(decoder);
    tnef_decoder_free(decoder);
    printf("tnef %s: %d attribute, %s\n", tnef_version_string(), count,
           tnef_status_name(status));
    return tnef_version() == TNEF_VERSION_NUMBER && count == 1 && status == TNEF_OK ? 0 : 1;
}
