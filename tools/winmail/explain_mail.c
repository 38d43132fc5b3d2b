/* SPDX-License-Identifier: MIT */
/* Anomalies about mail. */

#include "explain.h"

const struct word explain_mail[] = {
    { "TNEF_SCANNER_A_BARE_LF", "A line ends with LF alone, not with CR LF." },
    { "TNEF_SCANNER_A_BARE_CR", "A line ends with CR alone; not all readers see a line end there." },
    { "TNEF_SCANNER_A_NO_BLANK_LINE", "No blank line stands between the header and the body." },
    { "TNEF_SCANNER_A_GARBAGE_LINE", "A line of the header is not a header field; it is passed over." },
    { "TNEF_SCANNER_A_SPACE_COLON", "There are blanks between the name of a header field and its colon." },
    { "TNEF_SCANNER_A_FOLDED_TYPE", "There are blanks or a line break in the middle of a type or"
      " encoding." },
    { "TNEF_SCANNER_A_COMMENT", "A type, encoding or parameter holds a comment, which some readers do"
      " not understand." },
    { "TNEF_SCANNER_A_NUL", "A header field holds a NUL; some readers end there." },
    { "TNEF_SCANNER_A_EIGHT_BIT", "A header field holds bytes that are not ASCII." },
    { "TNEF_SCANNER_A_FROM_LINE", "The mail begins with a line of a mailbox (\"From \")." },
    { "TNEF_SCANNER_A_LEADING_BLANK", "The mail begins with blank lines." },
    { "TNEF_SCANNER_A_HEADER_END", "The mail, or the part around it, ends in the middle of a header." },
    { "TNEF_SCANNER_A_LINE_LIMIT", "A header field is too long; its end is not read." },
    { "TNEF_SCANNER_A_HEADER_LIMIT", "A header is too long or has too many fields." },
    { "TNEF_SCANNER_A_DUPLICATE_TYPE", "A part has two types; readers may differ in which they take." },
    { "TNEF_SCANNER_A_DUPLICATE_ENCODING", "A part has two encodings; readers may differ in which they"
      " take." },
    { "TNEF_SCANNER_A_DUPLICATE_PARAMETER", "A multipart has two boundaries; readers may differ in"
      " which they take." },
    { "TNEF_SCANNER_A_PARAMETER_SYNTAX", "A type or parameter has characters that need quotes, but no"
      " quotes." },
    { "TNEF_SCANNER_A_PARAMETER_PIECES", "A boundary is given in pieces, which few readers put"
      " together." },
    { "TNEF_SCANNER_A_PARAMETER_EMPTY", "A boundary, charset or name is empty." },
    { "TNEF_SCANNER_A_PARAMETER_QUOTE", "A quoted value has no end." },
    { "TNEF_SCANNER_A_PARAMETER_LIMIT", "A field has too many parameters; the rest is not read." },
    { "TNEF_SCANNER_A_NAME_BROKEN", "The name of a file cannot be decoded as it says." },
    { "TNEF_SCANNER_A_NAME_DIFFERS", "A part has two names of files that differ." },
    { "TNEF_SCANNER_A_NAME_WORD", "The name of a file is encoded in a form that is not meant for names." },
    { "TNEF_SCANNER_A_NO_BOUNDARY", "A multipart names no boundary; lines that look like one are taken"
      " for one." },
    { "TNEF_SCANNER_A_BOUNDARY_LONG", "A boundary has more than 70 characters." },
    { "TNEF_SCANNER_A_BOUNDARY_CUT", "A boundary is longer than 256 characters, or there is no room for it;"
      " what was not kept is not compared in full." },
    { "TNEF_SCANNER_A_BOUNDARY_PREFIX", "A boundary begins with another one that is open, so that"
      " readers may differ in where parts end." },
    { "TNEF_SCANNER_A_BOUNDARY_JUNK", "Something follows a boundary on its line." },
    { "TNEF_SCANNER_A_BOUNDARY_BLANKS", "Blanks follow a boundary on its line." },
    { "TNEF_SCANNER_A_NO_END", "The mail ends before the end of a multipart: it may be cut." },
    { "TNEF_SCANNER_A_NO_INNER_END", "A multipart is ended by the one around it." },
    { "TNEF_SCANNER_A_AFTER_END", "A part stands after the end of its multipart; it is read." },
    { "TNEF_SCANNER_A_TOO_DEEP", "Parts are nested too deep; what is deeper is not taken apart." },
    { "TNEF_SCANNER_A_TOO_MANY_PARTS", "There are too many parts; the others are searched, but not"
      " listed." },
    { "TNEF_SCANNER_A_TOO_MANY_STREAMS", "There are too many TNEF streams; the others are left out." },
    { "TNEF_SCANNER_A_PREAMBLE", "A TNEF stream stands before the first part, where most readers do not"
      " look." },
    { "TNEF_SCANNER_A_EPILOGUE", "A TNEF stream stands after the last part, where most readers do not"
      " look." },
    { "TNEF_SCANNER_A_ENCODING_UNKNOWN", "A part has an encoding that does not exist." },
    { "TNEF_SCANNER_A_ENCODING_COMPOSITE", "A multipart or message is encoded as a whole, which is not"
      " allowed." },
    { "TNEF_SCANNER_A_ENCODING_OTHER", "A TNEF stream is not encoded as its part says." },
    { "TNEF_SCANNER_A_TYPE_OTHER", "A TNEF stream stands in a part that does not say that it is one." },
    { "TNEF_SCANNER_A_NO_SIGNATURE", "A part says that it is TNEF, and is not." },
    { "TNEF_SCANNER_A_BASE64_JUNK", "Base64 holds characters that do not belong to it." },
    { "TNEF_SCANNER_A_BASE64_PADDING", "Base64 goes on after its end; some readers stop there." },
    { "TNEF_SCANNER_A_BASE64_END", "Base64 ends in the middle of a group: it may be cut." },
    { "TNEF_SCANNER_A_BASE64_BLANKS", "Base64 has blanks in its lines." },
    { "TNEF_SCANNER_A_QP_BAD", "Quoted-printable text holds a \"=\" that begins nothing." },
    { "TNEF_SCANNER_A_QP_LOWER", "Quoted-printable text has hexadecimal digits in lower case." },
    { "TNEF_SCANNER_A_QP_BLANKS", "Quoted-printable text has blanks at the end of a line." },
    { "TNEF_SCANNER_A_UU_BAD", "A line of uuencoded text is damaged." },
    { "TNEF_SCANNER_A_UU_NO_END", "A uuencoded block has no end: it may be cut." },
    { "TNEF_SCANNER_A_UU_BLOCK", "A uuencoded file stands in text." },
    { "TNEF_SCANNER_A_STREAM_LIMIT", "A TNEF stream is too large; it is cut." },
    { "TNEF_SCANNER_A_LINE_LONG", "An encoded line has more than 76 characters." },
    { "TNEF_SCANNER_A_SHORT", "A part says that it is TNEF, and ends before it could be." },
    { "TNEF_SCANNER_A_BOUNDARY_OTHER",
      "A line that is not quite the boundary of its multipart is taken for it, since a part begins after"
      " it." },
    { "TNEF_SCANNER_A_UTF16", "The mail is stored in UTF-16; it is read as what it decodes to." },
    { "TNEF_SCANNER_A_STREAM_IN_TEXT", "Base64 of a TNEF stream stands in text; it is read as a block." },
    { "TNEF_SCANNER_A_BASE64_TWICE", "A TNEF stream is encoded in base64 twice." },
    { "TNEF_SCANNER_A_APPLE_HEAD",
      "A TNEF stream stands after a head of AppleSingle or AppleDouble, which is passed over." },
    { "TNEF_SCANNER_A_MAIL_AS_FILE", "A TNEF stream is found in a mail that is attached as a file." },
    { "", "" }
};
