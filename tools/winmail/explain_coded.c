/* SPDX-License-Identifier: MIT */
/* Anomalies about transfer encodings, compressed RTF and RTF. */

#include "explain.h"

const struct word explain_coded[] = {
    { "TNEF_TRANSFER_A_JUNK", "A character that does not belong to the encoding was passed over, or in"
      " a uuencoded line read as if it did." },
    { "TNEF_TRANSFER_A_BLANK", "Base64 has blanks in its lines." },
    { "TNEF_TRANSFER_A_PADDING_MIDDLE", "Base64 goes on after its padding (\"=\"); some readers stop"
      " there." },
    { "TNEF_TRANSFER_A_PADDING_MISSING", "Base64 lacks padding (\"=\") where it ends." },
    { "TNEF_TRANSFER_A_PADDING_EXTRA", "Base64 has padding (\"=\") where none belongs." },
    { "TNEF_TRANSFER_A_LONE", "Base64 ends with a single character, which makes no byte and is dropped." },
    { "TNEF_TRANSFER_A_BITS", "The last character of base64 has bits that belong to no byte; something"
      " may be hidden there." },
    { "TNEF_TRANSFER_A_HEX", "Quoted-printable text holds a \"=\" that begins nothing." },
    { "TNEF_TRANSFER_A_HEX_LOWER", "Quoted-printable text has hexadecimal digits in lower case." },
    { "TNEF_TRANSFER_A_SOFT_BLANKS", "Blanks stand between the \"=\" at the end of a line and the line"
      " end." },
    { "TNEF_TRANSFER_A_SOFT_END", "Quoted-printable text ends in the middle of a broken line: it may be"
      " cut." },
    { "TNEF_TRANSFER_A_TRAILING_BLANKS", "Blanks at the end of a line were dropped." },
    { "TNEF_TRANSFER_A_BLANKS_KEPT", "There are so many blanks in a row that they were kept." },
    { "TNEF_TRANSFER_A_RAW", "Quoted-printable text holds characters that should be encoded." },
    { "TNEF_TRANSFER_A_BARE_CR", "A line ends with CR alone." },
    { "TNEF_TRANSFER_A_BARE_LF", "A line ends with LF alone." },
    { "TNEF_TRANSFER_A_LONG_LINE", "A line has more than 76 characters." },
    { "TNEF_TRANSFER_A_BEGIN_MISSING", "Nothing that is said to be uuencoded begins." },
    { "TNEF_TRANSFER_A_BEGIN_ODD", "The first line of a uuencoded block is not written as usual." },
    { "TNEF_TRANSFER_A_NAME_CUT", "The name of a uuencoded file is too long; its end is dropped." },
    { "TNEF_TRANSFER_A_BLOCKS", "There are several uuencoded files one after the other." },
    { "TNEF_TRANSFER_A_END_MISSING", "A uuencoded block has no end: it may be cut." },
    { "TNEF_TRANSFER_A_ZERO_MISSING", "The empty line before the end of a uuencoded block is missing." },
    { "TNEF_TRANSFER_A_ZERO_MIDDLE", "A uuencoded block goes on after its last line; some readers stop"
      " there." },
    { "TNEF_TRANSFER_A_LINE_SHORT", "A uuencoded line is too short; zeros stand for the rest." },
    { "TNEF_TRANSFER_A_LINE_EXTRA", "A uuencoded line is too long; the rest is not used." },
    { "TNEF_TRANSFER_A_LENGTH", "A uuencoded line says that it is longer than is usual." },
    { "TNEF_TRANSFER_A_JUNK_LINE", "A line in a uuencoded block is not part of it; it is passed over." },
    { "TNEF_TRANSFER_A_AFTER_END", "Lines follow the end of a uuencoded block; they are passed over." },
    { "TNEF_TRANSFER_A_BASE64", "A block of base64 stands where a uuencoded one is usual." },

    { "TNEF_LZFU_HEADER", "The compressed RTF has its header, as it must." },
    { "TNEF_LZFU_STORED", "The RTF is stored without compression." },
    { "TNEF_LZFU_PLAIN", "The RTF is there as it is, without the header of compressed RTF." },
    { "TNEF_LZFU_END", "The compressed RTF has its end marker: all of it is there." },
    { "TNEF_LZFU_A_NO_END", "The compressed RTF has no end marker; some writers leave it out." },
    { "TNEF_LZFU_A_CUT_REFERENCE", "The compressed RTF is cut in the middle of two bytes that belong"
      " together." },
    { "TNEF_LZFU_A_AFTER_END", "Bytes follow the end marker of the compressed RTF; they are not read." },
    { "TNEF_LZFU_A_BAD_REFERENCE", "The compressed RTF repeats text that was not there yet; it is"
      " damaged." },
    { "TNEF_LZFU_A_BAD_CRC", "The checksum of the compressed RTF does not match; it may be damaged." },
    { "TNEF_LZFU_A_STORED_CRC", "RTF without compression has a checksum, which only compressed RTF has." },
    { "TNEF_LZFU_A_RAW_SIZE", "The RTF has another size than the compressed one says." },
    { "TNEF_LZFU_A_CUT", "The compressed RTF ends before the size that it says." },
    { "TNEF_LZFU_A_TAIL", "Bytes follow the compressed RTF; they are not read." },
    { "TNEF_LZFU_A_COMP_SIZE", "The compressed RTF says a wrong size of itself; its other sizes agree"
      " with what is there, and were believed." },

    { "TNEF_RTF_A_CUT", "The RTF ends before its last brace: it is cut." },
    { "TNEF_RTF_A_TRAILING", "Something follows the last brace of the RTF; it is not read." },
    { "TNEF_RTF_A_DEEP", "The RTF has groups nested so deep that some of their form is not kept." },
    { "TNEF_RTF_A_DAMAGED", "Text of the RTF is not valid in its code page; U+FFFD stands for it." },
    { "TNEF_RTF_A_CODEPAGE", "The RTF uses a code page that is not known or not allowed, so that"
      " letters may be wrong." },
    { "TNEF_RTF_A_FONTS", "The RTF has too many fonts; letters in some may be wrong." },
    { "TNEF_RTF_A_LINK", "The RTF holds a link of a kind that is not passed on; its text is." },
    { "", "" }
};
