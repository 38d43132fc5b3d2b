# SPDX-License-Identifier: MIT
"""Mails by a seed, well-formed and mutated, each with small streams in it: for diff_python.py.

A mail of one seed is the same on every machine, since only random.Random decides.

    diff_mails.py MAKE_SAMPLE FIRST COUNT FOLDER

writes the well-formed ones as FOLDER/SEED.eml."""

import base64
import binascii
import os
import random
import subprocess
import sys

SIGNATURE = b"\x78\x9f\x3e\x22"
TEXTS = ["hello", "a line\nand another one", "", "- a list\n- of two\n\n-- \nsigned", "From here on\n.\n",
         "1 = 2, said he\n\ttab and  blanks", "long " * 30]


def samples(make_sample):
    """Small streams of the project's writer."""
    names = [["a.txt"], ["b.dat", "c"], ["x" * 50]]
    out = [subprocess.run([make_sample, "--names"] + n, stdout=subprocess.PIPE, check=True).stdout for n in names]
    assert all(s.startswith(SIGNATURE) for s in out)
    return out


class Part:
    """A part as it is written: header lines without line ends, and a body that is bytes or parts."""

    def __init__(self, header, body=b"", parts=None, boundary=None):
        self.header, self.body, self.parts, self.boundary = header, body, parts, boundary


# ---- Leaves --------------------------------------------------------------------------------------

def lines_of(data, width):
    return "\n".join(data[i:i + width] for i in range(0, len(data), width))


def in_base64(rng, data):
    return lines_of(base64.b64encode(data).decode(), rng.choice([76, 76, 60, 4, 1000])).encode()


def qp_line(data):
    """A line in quoted-printable, with soft breaks in it, so that no line is longer than 76."""
    out, row = [], ""
    for byte in data:
        word = chr(byte) if 33 <= byte <= 126 and byte != 61 else "=%02X" % byte
        if len(row) + len(word) > 75:
            out.append(row + "=")
            row = ""
        row += word
    return "\n".join(out + [row])


def in_qp(data, eol):
    """Line ends |eol| stay, if it is not empty; in bytes that are not text no line end stays."""
    return "\n".join(qp_line(x) for x in (data.split(eol.encode()) if eol else [data])).encode()


def in_uu(data, name):
    rows = [binascii.b2a_uu(data[i:i + 45], backtick=True).decode().rstrip("\n")
            for i in range(0, len(data), 45)]
    return ("begin 644 %s\n" % name + "\n".join(rows) + "\n`\nend").encode()


def parameter(rng, name, value):
    how = rng.randrange(5)
    if how == 0 and value.isascii() and all(c.isalnum() or c in ".-_" for c in value):
        return "%s=%s" % (name, value)
    if how == 1:
        return "%s*=utf-8''%s" % (name, "".join(
            c if c.isascii() and c.isalnum() else "".join("%%%02X" % b for b in c.encode()) for c in value))
    if how == 2 and value.isascii() and len(value) > 3:
        return '%s*0="%s";\n %s*1="%s"' % (name, value[:2], name, value[2:])
    if how == 3:
        return '%s="=?utf-8?B?%s?="' % (name, base64.b64encode(value.encode()).decode())
    if not value.isascii():
        return parameter(rng, name, value)
    return '%s="%s"' % (name, value)


NAMES = ["winmail.dat", "a.txt", "two words.dat", "n\u00e4ive.dat", "x;y=z.bin", "WINMAIL12.DAT"]


def named(rng, header, type_, name):
    """Adds type and disposition with |name| in one of them, or in both."""
    where = rng.randrange(3)
    if where != 1:
        type_ += rng.choice(["; ", ";\n "]) + parameter(rng, "name", name)
    header.append("Content-Type: " + type_)
    if where != 0:
        header.append("Content-Disposition: attachment; " + parameter(rng, "filename", name))


def stream_leaf(rng, streams):
    data = rng.choice(streams)
    encoding = rng.choice(["base64", "base64", "base64", "quoted-printable", "binary", "x-uuencode"])
    header = []
    named(rng, header, rng.choice(["application/ms-tnef", "application/octet-stream",
                                   "Application/MS-TNEF", "application/vnd.ms-tnef"]), rng.choice(NAMES))
    header.append("Content-Transfer-Encoding: " + encoding)
    if encoding == "base64":
        body = in_base64(rng, data)
    elif encoding == "quoted-printable":
        body = in_qp(data, "")
    elif encoding == "binary":
        return Part(header, raw(data))
    else:
        body = in_uu(data, "winmail.dat")
    return Part(header, body)


class raw(bytes):
    """Bytes in which no line end is changed."""


def text_leaf(rng, _):
    text = rng.choice(TEXTS)
    header = []
    if rng.randrange(4):
        header.append("Content-Type: text/%s; charset=%s" % (rng.choice(["plain", "html"]),
                                                             rng.choice(["utf-8", '"us-ascii"'])))
    encoding = rng.choice(["", "7bit", "8bit", "quoted-printable", "base64"])
    if encoding:
        header.append("Content-Transfer-Encoding: " + encoding)
    if encoding == "base64":
        return Part(header, in_base64(rng, text.encode()))
    if encoding == "quoted-printable":
        return Part(header, in_qp(text.encode(), "\n"))
    return Part(header, text.encode())


def binary_leaf(rng, _):
    header = []
    named(rng, header, "application/octet-stream", rng.choice(NAMES))
    header.append("Content-Transfer-Encoding: base64")
    return Part(header, in_base64(rng, rng.randbytes(rng.randrange(80))))


# ---- Containers ----------------------------------------------------------------------------------

def container(rng, streams, depth):
    rng.boundaries = getattr(rng, "boundaries", 0) + 1
    number = 10000 + 100 * rng.randrange(800) + rng.boundaries   # none begins with another one
    boundary = rng.choice(["b%d", "=_%d_x", "----=_Part_%d", "%d'()+_,-./:=?", "a b%d"]) % number
    kind = rng.choice(["mixed", "alternative", "related", "mixed", "digest"])
    header = ['Content-Type: multipart/%s;%sboundary="%s"' % (kind, rng.choice([" ", "\n "]), boundary)]
    if kind == "digest":
        parts = [message(rng, streams, depth + 1, rng.randrange(2) == 0) for _ in range(rng.randrange(1, 3))]
    else:
        parts = [node(rng, streams, depth + 1) for _ in range(rng.randrange(1, 4))]
    return Part(header, rng.choice([b"", b"This is a mail in MIME.", b"x\n"]), parts, boundary)


def message(rng, streams, depth, said=True):
    header = ["Content-Type: message/rfc822"] if said else []
    return Part(header, None, [top(rng, streams, depth + 1)])


def node(rng, streams, depth):
    kinds = [stream_leaf, stream_leaf, text_leaf, text_leaf, binary_leaf]
    if depth < 4 and rng.randrange(3) == 0:
        return rng.choice([container, message])(rng, streams, depth)
    return rng.choice(kinds)(rng, streams)


def top(rng, streams, depth=0):
    """A message: a part with the header of one."""
    part = container(rng, streams, depth) if rng.randrange(5) else node(rng, streams, depth)
    part.header = ["From: a@example.org", "To: b@example.org", "Subject: seed", "MIME-Version: 1.0"] + part.header
    return part


# ---- Writing -------------------------------------------------------------------------------------

def lines(data, eol):
    return data if isinstance(data, raw) else data.replace(b"\n", eol)


def write(part, eol):
    out = b"".join(lines(h.encode(), eol) + eol for h in part.header) + eol
    if part.parts is None:
        return out + lines(part.body, eol)
    if part.boundary is None:
        return out + write(part.parts[0], eol)
    mark = b"--" + part.boundary.encode()
    if part.body:
        out += lines(part.body, eol) + eol
    for p in part.parts:
        out += mark + eol + write(p, eol) + eol
    return out + mark + b"--" + eol


def well_formed(seed, streams):
    rng = random.Random(seed)
    return write(top(rng, streams), rng.choice([b"\r\n", b"\r\n", b"\n"]))


# ---- Mutations -----------------------------------------------------------------------------------

def split(mail):
    return mail.splitlines(keepends=True) if b"\r\n" not in mail else \
        [x + b"\r\n" for x in mail.split(b"\r\n")[:-1]] + [mail.split(b"\r\n")[-1]]


def some_line(rng, all_, wanted):
    places = [i for i, line in enumerate(all_) if wanted(line)]
    return rng.choice(places) if places else None


def is_field(line):
    return line.lower().startswith(b"content-")


def is_mark(line):
    return line.startswith(b"--") and len(line) > 4


def on_lines(wanted, change):
    def mutate(rng, mail):
        all_ = split(mail)
        at = some_line(rng, all_, wanted)
        if at is not None:
            change(rng, all_, at)
        return b"".join(all_)
    return mutate


def drop(_, all_, at):
    del all_[at]


def twice(_, all_, at):
    all_.insert(at, all_[at])


def swap(rng, all_, at):
    other = rng.randrange(len(all_))
    all_[at], all_[other] = all_[other], all_[at]


def another_end(rng, all_, at):
    all_[at] = all_[at].rstrip(b"\r\n") + rng.choice([b"\n", b"\r", b"\r\n", b"\r\r\n", b" \r\n", b"\t\n"])


def another_field(rng, all_, at):
    all_.insert(at + rng.randrange(2), rng.choice([
        b"Content-Type: text/plain\r\n", b"Content-Type: multipart/mixed; boundary=b1\r\n",
        b"Content-Transfer-Encoding: 7bit\r\n", b"Content-Transfer-Encoding: base64\r\n",
        b"Content-Transfer-Encoding: quoted-printable\r\n", b"Content-Type: message/rfc822\r\n"]))


def odd_name(rng, all_, at):
    name, _, value = all_[at].partition(b":")
    all_[at] = rng.choice([name.upper(), name + b" ", name.lower(), name + b"\t"]) + b":" + value


def odd_value(rng, all_, at):
    name, _, value = all_[at].partition(b":")
    value = rng.choice([
        value.upper(), b" (comment)" + value, value.replace(b'"', b""), value.replace(b";", b"; ;"),
        value.replace(b"/", b" / "), value.replace(b"=", b" = ", 1), b"\r\n" + value, value.lstrip(),
        value.replace(b'"', b"", 1), value.rstrip(b"\r\n") + b";\r\n", value.rstrip(b"\r\n") + b" (c)\r\n"])
    all_[at] = name + b":" + value


def garbage(rng, all_, at):
    all_.insert(at, rng.choice([b"garbage\r\n", b" folded\r\n", b"X: y\r\n", b"\r\n", b"\0\r\n",
                                b"--\r\n", b"begin 644 x\r\n", b"From a@b\r\n", b"=\r\n", b"\xef\xbb\xbf\r\n"]))


def odd_mark(rng, all_, at):
    line = all_[at].rstrip(b"\r\n")
    all_[at] = rng.choice([line + b" ", line + b"x", line[:-1], line + b"--", b" " + line, line.upper(),
                           b"-" + line, line + b"\t \t"]) + b"\r\n"


def truncate(rng, mail):
    return mail[:rng.randrange(len(mail) + 1)]


def flip(rng, mail):
    at = rng.randrange(len(mail))
    return mail[:at] + bytes([rng.choice([0, 10, 13, 32, 45, 61, 255, mail[at] ^ 32])]) + mail[at + 1:]


def all_ends(rng, mail):
    return mail.replace(b"\r\n", rng.choice([b"\n", b"\r", b"\r\r\n"]))


def anything(line):
    return True


MUTATIONS = [
    truncate, flip, flip, all_ends,
    on_lines(lambda l: is_mark(l) and l.rstrip().endswith(b"--"), drop), on_lines(is_mark, drop),
    on_lines(is_mark, odd_mark), on_lines(is_mark, twice), on_lines(is_field, drop),
    on_lines(is_field, another_field), on_lines(is_field, odd_name), on_lines(is_field, odd_value),
    on_lines(is_field, odd_value), on_lines(is_field, garbage), on_lines(is_field, twice),
    on_lines(lambda l: l.strip() == b"", drop), on_lines(anything, another_end), on_lines(anything, garbage),
    on_lines(anything, swap), on_lines(anything, twice), on_lines(anything, drop),
]


def mutated(seed, streams):
    """A mail of this seed after one to three mutations."""
    rng = random.Random("mutated %d" % seed)
    mail = well_formed(seed, streams)
    for _ in range(rng.choice([1, 1, 2, 3])):
        if mail:
            mail = rng.choice(MUTATIONS)(rng, mail)
    return mail


def main(args):
    streams = samples(args[0])
    for seed in range(int(args[1]), int(args[1]) + int(args[2])):
        with open(os.path.join(args[3], "%d.eml" % seed), "wb") as f:
            f.write(well_formed(seed, streams))


if __name__ == "__main__":
    main(sys.argv[1:])
