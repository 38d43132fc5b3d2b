#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares what the scanner reads with Python's email package, and with ripMIME where it is installed.

Of well-formed mail the leaves are the same: type, file name, decoded bytes. Of mutated mail FIND finds each
stream that another reader shows, or the difference is one of EXPLAINED.

    diff_python.py SCAN_TOLD MAKE_SAMPLE [FIRST COUNT [FOLDER]]

FIRST and COUNT are the seeds; mails that differ are written to FOLDER."""

import email
import email.header
import email.utils
import os
import re
import shutil
import subprocess
import sys
import tempfile

import diff_mails
from diff_mails import SIGNATURE

RIPMIME = shutil.which("ripmime")


# ---- Readers -------------------------------------------------------------------------------------

class Ours:
    def __init__(self):
        self.heads, self.leaves, self.streams, self.anomalies, self.status = [], [], [], set(), ""


def unhex(word):
    return bytes.fromhex(word[1:])


def ask_scanner(program, mails):
    """What the scanner says of each mail."""
    run = subprocess.run([program], input=b"".join(b"%d\n" % len(m) + m for m in mails),
                         stdout=subprocess.PIPE, check=True)
    said = run.stdout.decode("utf-8", "surrogateescape").split("\n")[:-1]
    out, ours = [], Ours()
    for line in said:
        words = line.split(" ")
        if words[0] == "head":
            ours.heads.append((int(words[1]), int(words[2])))
        elif words[0] == "leaf":
            ours.leaves.append((words[2], unhex(words[3]).decode(), unhex(words[4])))
        elif words[0] == "stream":
            ours.streams.append(unhex(words[3]))
        elif words[0] == "read":
            ours.status = words[1]
        else:
            ours.anomalies = set(words[1:]) - {""}
            out.append(ours)
            ours = Ours()
    assert len(out) == len(mails)
    return out


def python_name(part):
    name = part.get_filename()
    if name is None:
        return ""
    return str(email.header.make_header(email.header.decode_header(name)))


def ask_python(mail):
    """The leaves that Python sees."""
    leaves = []
    for part in email.message_from_bytes(mail).walk():
        if not part.is_multipart():
            leaves.append((part.get_content_type(), part, part.get_payload(decode=True) or b""))
    return leaves


def ask_ripmime(mail):
    """The streams among the files that ripMIME writes."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "mail"), "wb") as f:
            f.write(mail)
        os.mkdir(os.path.join(folder, "out"))
        try:
            subprocess.run([RIPMIME, "-q", "-i", os.path.join(folder, "mail"), "-d", os.path.join(folder, "out")],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=10, check=False)
        except subprocess.TimeoutExpired:
            return []
        files = [open(e.path, "rb").read() for e in os.scandir(os.path.join(folder, "out")) if e.is_file()]
    return [data for data in files if data.startswith(SIGNATURE)]


# ---- Differences ---------------------------------------------------------------------------------

# What is odd about bytes, so that readers differ in them: the stream is found, and this said.
OF_BYTES = {"base64_junk", "base64_padding", "base64_end", "base64_blanks", "qp_bad", "qp_lower", "qp_blanks",
            "uu_bad", "uu_no_end", "line_long"}
# What is odd about the frame, so that readers differ in where a part ends.
OF_ENDS = {"no_end", "no_inner_end", "boundary_junk", "boundary_prefix", "after_end", "bare_cr", "header_end",
           "no_blank_line", "duplicate_encoding", "duplicate_type", "duplicate_parameter", "parameter_syntax",
           "no_boundary", "encoding_other", "garbage_line", "boundary_blanks"}


FIELD = re.compile(rb"(?i)(^|[\r\n])content-(type|transfer-encoding|disposition)[ \t]*:")


def has_fields_in_text(mail, _stream, ours):
    return any(not any(begin <= m.end() <= end for begin, end in ours.heads) for m in FIELD.finditer(mail))


def has_almost_a_boundary(mail, _stream, _ours):
    marks = [part.get_boundary("").encode("utf-8", "surrogateescape")
             for part in email.message_from_bytes(mail).walk()]
    return any(mark and mark in line and not line.startswith(b"--" + mark)
               for mark in marks for line in mail.splitlines() if line.startswith(b"-"))


def has_a_begin_line(mail, _stream, ours):
    return "no_blank_line" in ours.anomalies and re.search(rb"[\r\n]begin [0-7]", mail)


def has_a_message_instead(_mail, _stream, ours):
    return {"duplicate_type", "header_end", "garbage_line"} <= ours.anomalies


def has_a_blank_line_first(_mail, _stream, ours):
    return any(leaf[2][:1] in (b"\r", b"\n") and leaf[2].lstrip(b"\r\n").startswith(SIGNATURE)
               for leaf in ours.leaves)


def has_a_signature_in_two_lines(mail, _stream, ours):
    return ours.anomalies & {"header_end", "garbage_line"} and re.search(rb"[\r\n]eJ8\+I?[\r\n]", mail)


def has_another_mode(mail, _stream, _ours):
    return re.search(rb"[\r\n]begin +[^0-7\r\n]", mail)


def has_a_line_end_of_cr(mail, stream, ours):
    return re.search(rb"\r[^\n]", mail) and any(mine[:5] == stream[:5] for mine in ours.streams)


# Why another reader may show a stream that is not found: name, what holds of it, reason.
EXPLAINED = [
    ("fields in text", has_fields_in_text,
     "fields of a header stand in a text, a preamble or an epilogue, behind a blank line that is one too many "
     "or where no boundary is: ripMIME reads fields wherever they stand"),
    ("almost a boundary", has_almost_a_boundary,
     "lines that hold the boundary and more hyphens before it: ripMIME takes them for boundaries"),
    ("begin line", has_a_begin_line,
     "a line of a header block that begins a uuencoded block begins the body: ripMIME passes over it"),
    ("message instead", has_a_message_instead,
     "the blank line before the body is missing, and a second type says that the part is a message, in whose header "
     "no stream is looked for: Python takes the first type"),
    ("blank line first", has_a_blank_line_first,
     "a line end before the signature, which is the first byte of what is quoted-printable or binary: ripMIME "
     "drops it"),
    ("signature in two lines", has_a_signature_in_two_lines,
     "the blank line before the body is missing, and the first line of base64 is too short for the signature, "
     "which is looked for in one line of a header block only: Python begins the body at any line that is no field"),
    ("begin with another mode", has_another_mode,
     "a line that begins a uuencoded block has a mode that is not octal digits: Python takes any number"),
    ("line end of CR", has_a_line_end_of_cr,
     "a line of quoted-printable or uuencode that ends with CR alone: the stream is found, and Python and ripMIME "
     "drop what follows up to the next LF"),
]


def plain(data):
    """What ripMIME leaves of bytes that are not text: NUL is a blank for it, and CR LF a line end."""
    return data.replace(b"\0", b" ").replace(b"\r\n", b"\n")


def same(mine, other):
    """The same bytes, with or without the line end before a boundary, which ripMIME keeps."""
    if mine == other:
        return True
    mine, other = plain(mine), plain(other)
    return other.startswith(mine) and other[len(mine):].strip(b"\r\n") == b""


def is_found(stream, ours):
    """Whether one of our streams is this one, as far as both know."""
    return any(same(mine, stream) for mine in ours.streams) or (
        bool(ours.anomalies & (OF_BYTES | OF_ENDS)) and any(mine[:5] == stream[:5] for mine in ours.streams))


def explained(mail, stream, ours, counts):
    for name, holds, _ in EXPLAINED:
        if holds(mail, stream, ours):
            counts[name] = counts.get(name, 0) + 1
            return True
    return False


def brief(leaf):
    return "%s %r %d bytes %r" % (leaf[0], leaf[1], len(leaf[2]), leaf[2][-20:])


def report(folder, seed, who, mail, text):
    print("seed %d: %s: %s" % (seed, who, text))
    if folder is not None:
        with open(os.path.join(folder, "%d-%s.eml" % (seed, who)), "wb") as f:
            f.write(mail)


def compare_well_formed(seed, mail, ours, folder):
    """1 if a leaf is not the same."""
    theirs = [(type_, python_name(part), data) for type_, part, data in ask_python(mail)]
    if ours.leaves == theirs:
        return 0
    for mine, other in zip(ours.leaves, theirs):
        if mine != other:
            report(folder, seed, "leaves", mail, "%s instead of %s" % (brief(mine), brief(other)))
            return 1
    report(folder, seed, "leaves", mail, "%d leaves instead of %d" % (len(ours.leaves), len(theirs)))
    return 1


def compare_mutated(seed, mail, ours, folder, counts):
    """How many streams of others were not found."""
    bad = 0
    readers = [("python", [data for _, _, data in ask_python(mail) if data.startswith(SIGNATURE)])]
    if RIPMIME is not None:
        readers.append(("ripmime", ask_ripmime(mail)))
    for who, streams in readers:
        counts[who] = counts.get(who, 0) + len(streams)
        for stream in streams:
            if not is_found(stream, ours) and not explained(mail, stream, ours, counts):
                report(folder, seed, who, mail, "%d bytes not found (%d streams, %s)" % (
                    len(stream), len(ours.streams), " ".join(sorted(ours.anomalies))))
                bad += 1
    return bad


# ---- All mails -----------------------------------------------------------------------------------

def main(args):
    streams = diff_mails.samples(args[1])
    first, count = (int(args[2]), int(args[3])) if len(args) > 3 else (1, 400)
    folder = args[4] if len(args) > 4 else None
    seeds = range(first, first + count)
    good = [diff_mails.well_formed(s, streams) for s in seeds]
    odd = [diff_mails.mutated(s, streams) for s in seeds]
    bad = leaves = 0
    counts = {}
    for seed, mail, ours in zip(seeds, good, ask_scanner(args[0], good)):
        leaves += len(ours.leaves)
        bad += compare_well_formed(seed, mail, ours, folder)
    for seed, mail, ours in zip(seeds, odd, ask_scanner(args[0], odd)):
        bad += compare_mutated(seed, mail, ours, folder, counts)
    print("%d leaves of well-formed mails; of mutated ones: %s; %d wrong" % (
        leaves, ", ".join("%s %d" % c for c in sorted(counts.items())), bad))
    return bad != 0 or leaves < count or counts["python"] < count // 4


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
