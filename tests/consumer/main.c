/* SPDX-License-Identifier: MIT */

/* A program outside of the project that uses the library, as C and as C++: counts the attributes
 * of a stream of one attribute, and decodes a compressed RTF of nothing but its end marker, which
 * needs zlib to be linked. */

#include <stdio.h>
#include <string.h>

#include <tnef/tnef.h>

static int count_attributes(void *user, const tnef_event *event)
{
    if (event->type == TNEF_EV_ATTR_BEGIN)
        ++*(int *)user;
    return TNEF_CONTINUE;
}

static tnef_status no_output(void *user, const void *buf, size_t len, size_t *taken)
{
    (void)user;
    (void)buf;
    (void)taken;
    return len > 0 ? TNEF_STOPPED : TNEF_OK;
}

static tnef_status empty_rtf(void)
{
    static const unsigned char rtf[] = {
        0x0F, 0x00, 0x00, 0x00,             /* COMPSIZE                         */
        0x00, 0x00, 0x00, 0x00,             /* RAWSIZE                          */
        0x4C, 0x5A, 0x46, 0x75,             /* "LZFu"                           */
        0x27, 0xD7, 0xCA, 0x10,             /* CRC                              */
        0x01, 0x0C, 0xF0                    /* a reference to place 207: end    */
    };
    tnef_lzfu_config cfg;
    struct tnef_lzfu_info info;
    tnef_lzfu *lzfu;
    tnef_status status;

    memset(&cfg, 0, sizeof cfg);
    cfg.size = sizeof cfg;
    cfg.sink = no_output;
    status = tnef_lzfu_new(&lzfu, &cfg, NULL);
    if (status != TNEF_OK)
        return status;
    status = tnef_lzfu_feed(lzfu, rtf, sizeof rtf, NULL);
    if (status == TNEF_OK)
        status = tnef_lzfu_finish(lzfu);
    memset(&info, 0, sizeof info);
    info.size = sizeof info;
    tnef_lzfu_info(lzfu, &info);
    tnef_lzfu_free(lzfu);
    if (info.flags != (TNEF_LZFU_HEADER | TNEF_LZFU_END))
        return TNEF_E_STATE;
    return status;
}

/* Whether a reader takes a list of properties. */
static int takes_list(void)
{
    static const uint8_t set[16] = TNEF_PSETID_APPOINTMENT_BYTES;
    static const tnef_bag_key wanted[] = {
        TNEF_BAG_ID(TNEF_PID_SUBJECT), TNEF_BAG_LID(set, TNEF_LID_LOCATION),
        TNEF_BAG_NAME(set, "Name")
    };
    tnef_bag_config bag;
    tnef_reader_config cfg;

    memset(&bag, 0, sizeof bag);
    bag.size = sizeof bag;
    bag.count = 3;
    bag.wanted = wanted;
    memset(&cfg, 0, sizeof cfg);
    cfg.size = sizeof cfg;
    cfg.bag = &bag;
    return tnef_reader_size(&cfg) > 0;
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
    tnef_decoder_config cfg;
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
    if (status == TNEF_OK)
        status = empty_rtf();
    printf("tnef %s: %d attribute, %s\n", tnef_version_string(), count,
           tnef_status_name(status));
    if (!takes_list())
        return 1;
    return tnef_version() == TNEF_VERSION_NUMBER && count == 1 && status == TNEF_OK ? 0 : 1;
}
