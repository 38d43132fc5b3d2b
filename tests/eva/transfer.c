/* SPDX-License-Identifier: MIT */

/* The decoders of base64, quoted-printable and uuencode, for Eva. */

#include "eva.h"

#include "transfer/priv.h"

static struct tnef_transfer memory;

int main(void)
{
    static tnef_transfer_config cfg = { .size = sizeof cfg, .sink = sink };
    static tnef_error error = { .size = sizeof error };
    static struct tnef_transfer_info info = { .size = sizeof info };
    tnef_transfer *t;

    cfg.kind = any32();
    cfg.max_input = any64();
    cfg.max_output = any64();
    /* Eva keeps no relation of the status to the object. */
    if (tnef_transfer_init(&t, &memory, sizeof memory, &cfg) != TNEF_OK || memory.sink != sink)
        return 1;
    t = &memory;
    while (any()) {
        ANY_CALLS(tnef_transfer, t);
        tnef_transfer_error(t, &error);
        tnef_transfer_info(t, &info);
        (void)tnef_transfer_anomalies(t, any32());
        (void)tnef_transfer_first(t, any32());
        (void)tnef_anomaly_name(any32());
    }
    return 0;
}
