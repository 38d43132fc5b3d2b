/* SPDX-License-Identifier: MIT */
/* KDE's ktnef: whole messages in memory. It reads no checksums, and passes contents by. */
#include <KTNEF/KTNEFMessage>
#include <KTNEF/KTNEFParser>
#include <QBuffer>
#include <QLoggingCategory>

extern "C" {
#include "bench.h"
}

static uint64_t ktnef(const struct bench_run *r)
{
    uint64_t out = 0;
    const uint8_t *p;
    size_t at = 0, len;

    QLoggingCategory::setFilterRules(QStringLiteral("*=false"));     /* dates that are none, a line for each */
    while (bench_next(r, &at, &p, &len) != 0) {
        QByteArray bytes = QByteArray::fromRawData(reinterpret_cast<const char *>(p), static_cast<int>(len));
        QBuffer buffer(&bytes);
        KTnef::KTNEFParser parser;

        if (buffer.open(QIODevice::ReadOnly) && parser.openDevice(&buffer) && parser.message() != nullptr)
            out += len;
    }
    return out;
}

extern "C" const struct bench_way bench_ktnef[] = {
    { "small messages", "ktnef", ktnef },
    { "real small messages", "ktnef", ktnef },
    { "properties", "ktnef", ktnef },
    { "attributes", "ktnef", ktnef },
    { "recipients", "ktnef", ktnef },
    { "attachments", "ktnef", ktnef },
    { "attachment", "ktnef", ktnef },
    { nullptr, nullptr, nullptr },
};
