/* SPDX-License-Identifier: MIT */

/* Writes HTML or text as RTF ([MS-OXRTFEX] 2.1), in as many ways as there are: which one is taken
 * for each character is up to a string of choices. Independent of the library. Memory that cannot
 * be had ends the program. */

#ifndef TNEF_TESTS_RTF_WRITER_H
#define TNEF_TESTS_RTF_WRITER_H

#include <stddef.h>
#include <stdint.h>

struct rtf_writer {
    char *bytes;                /* the RTF                                                        */
    size_t len, room;
    const uint8_t *choices;     /* taken one after the other, and again from the first            */
    size_t count, next;
    unsigned uc;                /* items that stand for \u now                                    */
    int is_html;
};

/* To be given back with rtf_writer_free(). Without choices, all of them are 0. */
void rtf_writer_init(struct rtf_writer *w, const uint8_t *choices, size_t count);
void rtf_writer_free(struct rtf_writer *w);

/* A whole document, of |count| characters. All can be written but for 0, halves of surrogate pairs,
 * U+F0B7, which readers take for a bullet, and in text control characters but those of lines. */
void rtf_write_html(struct rtf_writer *w, const uint32_t *text, size_t count);
void rtf_write_text(struct rtf_writer *w, const uint32_t *text, size_t count);

#endif
