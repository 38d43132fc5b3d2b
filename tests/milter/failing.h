/* SPDX-License-Identifier: MIT */
#ifndef TNEF_TESTS_MILTER_FAILING_H
#define TNEF_TESTS_MILTER_FAILING_H
/* Memory that runs out: malloc, calloc and realloc of what is tested. */

/* The allocation after |good| more, and all after it, return NULL; -1: none does. */
void failing_after(long good);
/* How many there were since the last call of failing_after(). */
long failing_count(void);

/* Whether the file system knows no files without a name, as some do not. */
void failing_tmpfile(int fails);

#endif
