/* SPDX-License-Identifier: MIT */
#ifndef TESTS_KNOWN_H
#define TESTS_KNOWN_H
/* Single numbers out of what the info functions tell, for tests that compare one of them. */

#include <tnef/tnef.h>

#define KNOWN(object, field, name) \
    static inline uint64_t name(const tnef_##object *x) \
    { \
        struct tnef_##object##_info info = { .size = sizeof info }; \
        tnef_##object##_info(x, &info); \
        return info.field; \
    }

KNOWN(decoder, input, offset_of_decoder)
KNOWN(reader, input, offset_of_reader)
KNOWN(scanner, input, offset_of_scanner)
KNOWN(mail, input, offset_of_mail)
KNOWN(scanner, anomalies, anomalies_of_scanner)
KNOWN(mail, anomalies, anomalies_of_mail)
KNOWN(mail, streams, streams_of_mail)
KNOWN(bodies, anomalies, anomalies_of_bodies)
KNOWN(bodies, passed, passed_of_bodies)

#endif
