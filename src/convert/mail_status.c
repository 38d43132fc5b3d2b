/* SPDX-License-Identifier: MIT */
/* The status of somebody in a report ([MS-OXOMSG] 2.2.2, RFC 3463): as a number, in what the other server
 * said, or by the code of a diagnosis or reason that MAPI has. */

#include "convert/mail_report.h"

#include "base/ascii.h"
#include "base/touch.h"

#include <string.h>

/* The length of "x.y.z" at |p|; 0: it is none. */
static size_t status_length(const char *p, size_t n)
{
    size_t at = 0;

    for (uint32_t part = 0; part < 3u; part++) {
        size_t digits = 0;

        if (part > 0 && (at == n || p[at++] != '.'))
            return 0;
        while (digits < 3u && at < n && tnefi_base_is_digit((uint8_t)p[at])) {
            digits++;
            at++;
        }
        if (digits == 0)
            return 0;
    }
    return at;
}

size_t tnefi_convert_find_status(tnef_string s, size_t *len)
{
    size_t at = 0;

    *len = 0;
    TNEFI_TOUCH(s.len);
    while (at < s.len && s.text[at] != '#')
        at++;
    if (at == s.len)
        return 0;
    *len = status_length(s.text + at + 1u, s.len - at - 1u);
    return *len > 0 ? at + 1u : 0;
}

/* ---- Codes of MAPI ------------------------------------------------------------------------- */

#define CODE(k, s, d) (uint16_t)((k)*100 + (s)*10 + (d))

/* PidTagNonDeliveryReportDiagCode, 0 to 48. */
static const uint16_t diagnoses[] = {
    CODE(5, 1, 0), CODE(5, 1, 4), CODE(4, 4, 5), CODE(4, 4, 6), CODE(5, 1, 0), CODE(4, 4, 7), CODE(5, 3, 0),
    CODE(5, 6, 0), CODE(5, 6, 3), CODE(5, 6, 2), CODE(5, 6, 0), CODE(5, 5, 4), CODE(5, 6, 0), CODE(5, 3, 4),
    CODE(5, 6, 0), CODE(5, 6, 1), CODE(5, 5, 3), CODE(5, 5, 5), CODE(5, 3, 3), CODE(5, 6, 2), CODE(5, 6, 0),
    CODE(5, 6, 0), CODE(4, 6, 4), CODE(4, 6, 4), CODE(4, 6, 4), CODE(4, 6, 4), CODE(5, 7, 3), CODE(4, 4, 6),
    CODE(5, 7, 2), CODE(5, 7, 1), CODE(5, 2, 4), CODE(5, 6, 1), CODE(5, 1, 3), CODE(5, 1, 0), CODE(5, 1, 3),
    CODE(5, 1, 1), CODE(5, 1, 0), CODE(5, 3, 0), CODE(5, 3, 0), CODE(5, 1, 0), CODE(5, 1, 6), CODE(5, 1, 0),
    CODE(5, 1, 0), CODE(5, 1, 6), CODE(5, 0, 0), CODE(5, 0, 0), CODE(5, 7, 0), CODE(5, 0, 0), CODE(5, 1, 2),
};

/* PidTagNonDeliveryReportReasonCode, 0 to 6. */
static const uint16_t reasons[] = { CODE(5, 4, 0), CODE(5, 1, 0), CODE(5, 6, 5), CODE(5, 6, 5),
                                    CODE(5, 2, 0), CODE(5, 3, 0), CODE(4, 4, 3) };

/* The diagnosis, or the reason if there is none; 0: neither is known. */
static uint32_t by_codes(const struct tnef_bag *bag)
{
    const int64_t diagnosis = tnefi_convert_number(bag, TNEFI_CONVERT_NDR_DIAGNOSIS, -1);
    const int64_t reason = tnefi_convert_number(bag, TNEFI_CONVERT_NDR_REASON, -1);
    const int64_t none = UINT32_MAX;

    if (diagnosis != -1 && diagnosis != none)
        return diagnosis >= 0 && diagnosis < (int64_t)(sizeof diagnoses / sizeof diagnoses[0])
                   ? diagnoses[diagnosis]
                   : 0;
    return reason >= 0 && reason < (int64_t)(sizeof reasons / sizeof reasons[0]) ? reasons[reason] : 0;
}

/* ---- Which one ----------------------------------------------------------------------------- */

static size_t put_code(char *out, uint32_t code)
{
    out[0] = (char)('0' + code / 100u);
    out[1] = out[3] = '.';
    out[2] = (char)('0' + code / 10u % 10u);
    out[4] = (char)('0' + code % 10u);
    return 5;
}

/* Whatever is said, what was not delivered has no status of success, and the other way round. */
size_t tnefi_convert_report_status(const tnef_recipient *r, enum tnefi_convert_detail detail,
                                   char out[TNEFI_CONVERT_STATUS])
{
    const tnef_string said = tnefi_convert_string(r->bag, TNEFI_CONVERT_SUPPLEMENTARY);
    const int64_t number = tnefi_convert_number(r->bag, TNEFI_CONVERT_NDR_STATUS, 0);
    const int64_t class = number / 100;
    size_t n;
    size_t at = tnefi_convert_find_status(said, &n);
    size_t len;

    if (class == 2 || class == 4 || class == 5) {
        len = put_code(out, (uint32_t)number);
    } else if (at > 0 && n < TNEFI_CONVERT_STATUS && said.text[at + 1u] == '.') {
        memcpy(out, said.text + at, n);
        len = n;
    } else {
        len = put_code(out, by_codes(r->bag));
    }
    out[0] = detail == TNEFI_CONVERT_FAILED ? '5' : detail == TNEFI_CONVERT_DELAYED ? '4' : '2';
    return len;
}
