/* SPDX-License-Identifier: MIT */
/* Findings about mail. */

#include "explain.h"

const struct word explain_mail[] = {
    { "TNEF_SCAN_BARE_LF", "A line ends with LF alone, not with CR LF." },
    { "TNEF_SCAN_BARE_CR", "A line ends with CR alone; not all readers see a line end there." },
    { "TNEF_SCAN_NO_BLANK_LINE", "No blank line stands between the header and the body." },
    { "TNEF_SCAN_GARBAGE_LINE", "A line of the header is no header field; it is passed over." },
    { "TNEF_SCAN_SPACE_COLON", "There are blanks between the name of a header field and its colon." },
    { "TNEF_SCAN_FOLDED_TYPE", "There are blanks or a line break in the middle of a type or"
      " encoding." },
    { "TNEF_SCAN_COMMENT", "A type, encoding or parameter holds a comment, which some readers do not"
      " understand." },
    { "TNEF_SCAN_NUL", "A header field holds a NUL; some readers end there." },
    { "TNEF_SCAN_EIGHT_BIT", "A header field holds bytes that are not ASCII." },
    { "TNEF_SCAN_FROM_LINE", "The mail begins with a line of a mailbox (\"From \")." },
    { "TNEF_SCAN_LEADING_BLANK", "The mail begins with blank lines." },
    { "TNEF_SCAN_HEADER_END", "The mail, or the part around it, ends in the middle of a header." },
    { "TNEF_SCAN_LINE_LIMIT", "A header field is too long; its end is not read." },
    { "TNEF_SCAN_HEADER_LIMIT", "A header is too long or has too many fields." },
    { "TNEF_SCAN_DUPLICATE_TYPE", "A part has two types; readers may differ in which they take." },
    { "TNEF_SCAN_DUPLICATE_ENCODING", "A part has two encodings; readers may differ in which they"
      " take." },
    { "TNEF_SCAN_DUPLICATE_PARAMETER", "A multipart has two boundaries; readers may differ in which"
      " they take." },
    { "TNEF_SCAN_PARAMETER_SYNTAX", "A type or parameter has characters that need quotes and has"
      " none." },
    { "TNEF_SCAN_PARAMETER_PIECES", "A boundary is given in pieces, which few readers put together." },
    { "TNEF_SCAN_PARAMETER_EMPTY", "A boundary, charset or name is empty." },
    { "TNEF_SCAN_PARAMETER_QUOTE", "A quoted value has no end." },
    { "TNEF_SCAN_PARAMETER_LIMIT", "A field has too many parameters; the rest is not read." },
    { "TNEF_SCAN_NAME_BROKEN", "The name of a file cannot be decoded as it says." },
    { "TNEF_SCAN_NAME_DIFFERS", "A part has two names of files that differ." },
    { "TNEF_SCAN_NAME_WORD", "The name of a file is encoded in a form that is not meant for names." },
    { "TNEF_SCAN_NO_BOUNDARY", "A multipart says no boundary; lines that look like one are taken." },
    { "TNEF_SCAN_BOUNDARY_LONG", "A boundary has more than 70 characters." },
    { "TNEF_SCAN_BOUNDARY_CUT", "A boundary is too long; its beginning decides." },
    { "TNEF_SCAN_BOUNDARY_PREFIX", "A boundary begins with another one that is open, so that readers"
      " may differ in where parts end." },
    { "TNEF_SCAN_BOUNDARY_JUNK", "Something follows a boundary on its line." },
    { "TNEF_SCAN_BOUNDARY_BLANKS", "Blanks follow a boundary on its line." },
    { "TNEF_SCAN_NO_END", "The mail ends before the end of a multipart: it may be cut." },
    { "TNEF_SCAN_NO_INNER_END", "A multipart is ended by the one around it." },
    { "TNEF_SCAN_AFTER_END", "A part stands after the end of its multipart; it is read." },
    { "TNEF_SCAN_TOO_DEEP", "Parts are nested too deep; what is deeper is not taken apart." },
    { "TNEF_SCAN_TOO_MANY_PARTS", "There are too many parts; the others are searched, but not listed." },
    { "TNEF_SCAN_TOO_MANY_STREAMS", "There are too many TNEF streams; the others are left out." },
    { "TNEF_SCAN_PREAMBLE", "A TNEF stream stands before the first part, where most readers do not"
      " look." },
    { "TNEF_SCAN_EPILOGUE", "A TNEF stream stands after the last part, where most readers do not"
      " look." },
    { "TNEF_SCAN_ENCODING_UNKNOWN", "A part has an encoding that does not exist." },
    { "TNEF_SCAN_ENCODING_COMPOSITE", "A multipart or message is encoded as a whole, which is not"
      " allowed." },
    { "TNEF_SCAN_ENCODING_OTHER", "A TNEF stream is encoded otherwise than its part says." },
    { "TNEF_SCAN_TYPE_OTHER", "A TNEF stream stands in a part that does not say that it is one." },
    { "TNEF_SCAN_NO_SIGNATURE", "A part says that it is TNEF, and is not." },
    { "TNEF_SCAN_BASE64_JUNK", "Base64 holds characters that do not belong to it." },
    { "TNEF_SCAN_BASE64_PADDING", "Base64 goes on after its end; some readers stop there." },
    { "TNEF_SCAN_BASE64_END", "Base64 ends in the middle of a group: it may be cut." },
    { "TNEF_SCAN_BASE64_BLANKS", "Base64 has blanks in its lines." },
    { "TNEF_SCAN_QP_BAD", "Quoted-printable text holds a \"=\" that begins nothing." },
    { "TNEF_SCAN_QP_LOWER", "Quoted-printable text has hexadecimal digits in lower case." },
    { "TNEF_SCAN_QP_BLANKS", "Quoted-printable text has blanks at the end of a line." },
    { "TNEF_SCAN_UU_BAD", "A line of uuencoded text is damaged." },
    { "TNEF_SCAN_UU_NO_END", "A uuencoded block has no end: it may be cut." },
    { "TNEF_SCAN_UU_BLOCK", "A uuencoded file stands in text." },
    { "TNEF_SCAN_STREAM_LIMIT", "A TNEF stream is too large; it is cut." },
    { "TNEF_SCAN_LINE_LONG", "An encoded line has more than 76 characters." },
    { "TNEF_SCAN_SHORT", "A part says that it is TNEF, and ends before it could be." },
    { "", "" }
};
