# SPDX-License-Identifier: MIT
"""Builds the drivers and runs them: times, instructions, memory, whole programs. For scripts/bench."""

import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent
BUILD = TOP / "build" / "bench"
SMALL = TOP / "build" / "bench-small"
DRIVER = BUILD / "bench" / "bench"
KEPT = TOP / "bench" / "instructions.tsv"

# A peer that asks for a big block gets pages that the kernel must clear first. What that costs depends on the
# machine more than on the peer, so libc is told to keep its memory.
KEEP_MEMORY = {"MALLOC_MMAP_THRESHOLD_": "4294967296", "MALLOC_TRIM_THRESHOLD_": "8589934592"}

# libc chooses its memcpy and its like by processor; counts that are compared must not depend on it.
ONE_LIBC = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-AVX,-AVX512F,-AVX512VL,-AVX512BW,-ERMS,-FSRM,-RTM,"
                              "-SSE4_1,-SSE4_2,-SSSE3,-BMI2,-MOVBE,-AVX_Fast_Unaligned_Load,"
                              "-Fast_Unaligned_Copy"}

PIECES = [1, 64, 4096, 65536, 0]
GROWING = ["properties", "attributes", "recipients", "attachments"]
GROWTH = {"properties": 6250, "attributes": 12500, "recipients": 1250, "attachments": 1250}


def run(command, **more):
    return subprocess.run([str(c) for c in command], check=True, text=True, stdout=subprocess.PIPE,
                          **more).stdout


def build(directory, kind, targets, *options):
    log = directory / "build.log"
    directory.mkdir(parents=True, exist_ok=True)
    with open(log, "w", encoding="utf-8") as out:
        done = subprocess.run(["cmake", "-S", TOP, "-B", directory, f"-DCMAKE_BUILD_TYPE={kind}", *options],
                              stdout=out, stderr=out, check=False).returncode == 0
        done = done and subprocess.run(["cmake", "--build", directory, "--parallel", str(os.cpu_count()),
                                        "--target", *targets], stdout=out, stderr=out,
                                       check=False).returncode == 0
    if not done:
        print(log.read_text(encoding="utf-8"))
        raise SystemExit(1)


def build_drivers():
    build(BUILD, "Release", ["winmail", "make_sample", "tnef_bench"], "-DTNEF_BUILD_EXAMPLES=OFF",
          "-DTNEF_BUILD_BENCH=ON")


def ways():
    """The pairs of input and way, each with the small size of the input."""
    return [line.split("\t") for line in run([DRIVER, "--list"]).splitlines()]


def times(name, rounds, size=0, piece=0, only=()):
    """Of each way: bytes, median and quartiles of seconds, and of the ratio to the first way."""
    rows = []
    for line in run([DRIVER, "--times", name, size, piece, rounds, *only],
                    env={**os.environ, **KEEP_MEMORY}).splitlines():
        way, length, out, *figures = line.split("\t")
        t, low, high, ratio, ratio_low, ratio_high = (float(f) for f in figures)
        rows.append({"way": way, "bytes": int(length), "out": int(out), "seconds": t / 1e9,
                     "low": low / 1e9, "high": high / 1e9, "ratio": ratio, "ratio_low": ratio_low,
                     "ratio_high": ratio_high})
    return rows


def instructions(name, size, piece, way):
    """What is executed inside of measured(), as callgrind counts it."""
    told = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
                           "--toggle-collect=measured", DRIVER, "--once", name, str(size), str(piece), way],
                          check=True, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          env={**os.environ, **ONE_LIBC}).stderr
    return int(re.search(r"Collected *: *([0-9]+)", told).group(1))


def memory(name, way):
    """Calls of the allocator, and the most bytes that were held at a time."""
    return [int(n) for n in run([DRIVER, "--memory", name, 0, 0, way]).split()]


def cpu(command, **more):
    """Seconds of processor of a program."""
    child = subprocess.Popen([str(c) for c in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                             **more)
    _, _, used = os.wait4(child.pid, 0)
    child.returncode = 0
    return used.ru_utime + used.ru_stime


def programs(rounds):
    """Whole programs, in turn: an attachment of 64 MiB out of a stream, and out of a mail."""
    rows = []
    with tempfile.TemporaryDirectory() as room:
        room = pathlib.Path(room)
        stream, mail = room / "winmail.dat", room / "mail.eml"
        stream.write_bytes(subprocess.run([BUILD / "tests" / "make_sample", "--big", "64"], check=True,
                                          stdout=subprocess.PIPE).stdout)
        import base64
        mail.write_bytes(b"MIME-Version: 1.0\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n"
                         b"Content-Transfer-Encoding: base64\r\n\r\n"
                         + base64.encodebytes(stream.read_bytes()).replace(b"\n", b"\r\n"))
        out = room / "out"
        tool = BUILD / "tools" / "winmail"
        todo = [("attachment of 64 MiB, listed", "winmail list", [tool, "list", stream]),
                ("attachment of 64 MiB, listed", "tnef -t", ["tnef", "-t", "-f", stream]),
                ("attachment of 64 MiB, written", "winmail extract", [tool, "extract", "-d", out, stream]),
                ("attachment of 64 MiB, written", "tnef", ["tnef", "-C", out, "-f", stream]),
                ("attachment of 64 MiB, written", "cp", ["cp", stream, out]),
                ("mail with it, written", "winmail extract", [tool, "extract", "-d", out, mail]),
                ("mail with it, written", "ripmime, its TNEF not opened", ["ripmime", "-i", mail, "-d", out])]
        figures = {}
        for _ in range(rounds):
            for what, name, command in todo:
                if not shutil.which(str(command[0])):
                    continue
                shutil.rmtree(out, ignore_errors=True)
                out.mkdir()
                figures.setdefault((what, name), []).append(cpu(command))
        for (what, name), all_of in figures.items():
            rows.append({"what": what, "name": name, "seconds": statistics.median(all_of)})
    return rows


def resets():
    """Nanoseconds of a reset of each object."""
    rows = [line.split("\t") for line in run([DRIVER, "--resets"]).splitlines()]
    return [{"what": what, "ns": float(ns)} for what, ns in rows]


def sizes():
    """Bytes of stripped programs with the library in them, which do nothing with what they read."""
    build(SMALL, "MinSizeRel", ["least_decoder", "least_reader", "least_mail"], "-DTNEF_BUILD_EXAMPLES=OFF",
          "-DTNEF_BUILD_BENCH=ON", "-DCMAKE_EXE_LINKER_FLAGS=-Wl,--gc-sections",
          "-DCMAKE_C_FLAGS=-ffunction-sections -fdata-sections")
    rows = []
    for what, name in (("decoder", "least_decoder"), ("message model", "least_reader"),
                       ("mail reader", "least_mail")):
        stripped = SMALL / (name + ".stripped")
        run(["strip", "-o", stripped, SMALL / "bench" / name])
        rows.append({"what": what, "program": f"bench/{name}.c", "bytes": stripped.stat().st_size})
    return rows


def machine():
    model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text(encoding="ascii"))
    compiler = run(["cc", "--version"]).splitlines()[0]
    return {"processor": model.group(1) if model else "unknown", "processors": os.cpu_count(),
            "compiler": compiler, "day": run(["date", "-u", "+%Y-%m-%d"]).strip(),
            "commit": run(["git", "-C", TOP, "rev-parse", "--short=12", "HEAD"]).strip()}


def everything(rounds):
    """All figures of docs/performance.md."""
    table = ways()
    figures = {"machine": machine(), "times": {}, "instructions": [], "pieces": [], "growth": [], "memory": []}
    for name in dict.fromkeys(row[0] for row in table):
        print(f"bench: {name}", flush=True)
        figures["times"][name] = times(name, rounds)
        if name in GROWING:
            for k in (1, 2, 4, 8):
                for row in times(name, rounds, GROWTH[name] * k):
                    figures["growth"].append({"input": name, "count": GROWTH[name] * k, **row})
    for name, way, small in table:
        small = int(small)
        if small == 0 and not name.startswith("real ") or way.startswith("limit") or way == "ktnef":
            continue
        small = small or 1 << 17
        if not figures["times"][name]:
            continue
        n = instructions(name, small, 0, way)
        length = times(name, 1, small, 0, [way])[0]["bytes"]
        figures["instructions"].append({"input": name, "way": way, "bytes": length, "instructions": n})
        if way.startswith("libtnef"):
            calls, peak = memory(name, way)
            figures["memory"].append({"input": name, "way": way, "calls": calls, "peak": peak})
    for name, way in (("small messages", "libtnef, decoder"), ("small messages", "libtnef, message model"),
                      ("mail: text", "libtnef, scanner"), ("mail with TNEF", "libtnef, mail reader"),
                      ("compressed RTF", "libtnef"), ("RTF", "libtnef, to HTML")):
        for piece in PIECES:
            row = times(name, 3, 1 << 20, piece, [way])[0]
            figures["pieces"].append({"input": name, "way": way, "piece": piece, "bytes": row["bytes"],
                                      "seconds": row["seconds"]})
    figures["programs"] = programs(5)
    figures["resets"] = resets()
    figures["sizes"] = sizes()
    return figures


def counts():
    """Instructions of each way of ours for a small input, as bench/instructions.tsv keeps them."""
    rows = {}
    for name, way, small in ways():
        if way.startswith("libtnef") and int(small) != 0:
            for piece in (0, 64):
                rows[f"{name}\t{way}\t{piece}"] = instructions(name, small, piece, way)
    return rows


def save(figures, path):
    path.write_text(json.dumps(figures, indent=1), encoding="utf-8")
