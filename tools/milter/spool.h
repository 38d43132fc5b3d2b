/* SPDX-License-Identifier: MIT */
#ifndef TNEF_MILTER_SPOOL_H
#define TNEF_MILTER_SPOOL_H
/* A mail, or what becomes of it: in memory first, and what exceeds that in a file without a name. So nothing
 * is left of it, however the daemon ends. */

#include <stddef.h>
#include <stdint.h>

#include <tnef/bodies.h>

struct spool {
    const char *dir;            /* where the file is made                                         */
    uint64_t max;               /* bytes of both                                                  */
    size_t memory;              /* bytes that memory may have                                     */
    unsigned char *mem;
    size_t room;                /* of |mem|                                                       */
    uint64_t end;               /* bytes that were written                                        */
    int fd;                     /* -1: no file was needed yet                                     */
};

void spool_init(struct spool *s, const char *dir, size_t memory, uint64_t max);
void spool_end(struct spool *s);
/* Both return 0, or an error number: EFBIG beyond |max|, EINVAL where nothing was written. */
int spool_write(void *spool, uint64_t offset, const void *buf, size_t len);
int spool_read(void *spool, uint64_t offset, void *buf, size_t len);
/* How the library sees it. */
tnef_spool spool_for(struct spool *s);

#endif
