/* SPDX-License-Identifier: MIT */

/* A file as bytes. For cmocka programs. */

#ifndef TNEF_TESTS_FILE_BYTES_H
#define TNEF_TESTS_FILE_BYTES_H

#include <stddef.h>
#include <stdint.h>

/* All of a file that must be there, to be given back with free(). */
uint8_t *file_bytes(const char *path, size_t *len);

#endif
