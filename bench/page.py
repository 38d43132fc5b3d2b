# SPDX-License-Identifier: MIT
"""Writes docs/performance.md and its pictures, of what measure.everything() found. For scripts/bench."""

import html
import pathlib

DOCS = pathlib.Path(__file__).resolve().parent.parent / "docs"

OURS, PEER, LIMIT = "#2f5f9e", "#a07a1c", "#7d8a80"
FONT = 'font-family="sans-serif" font-size="12"'


def colour(way):
    return OURS if way.startswith("libtnef") else LIMIT if way.startswith("limit") else PEER


def svg(width, height, title, body):
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" {FONT}>\n<title>{html.escape(title)}</title>\n'
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>\n' + "\n".join(body) + "\n</svg>\n")


def bars(figures):
    """Speeds, as bars; each group has a scale of its own, whose end is its fastest."""
    body, y = [], 24
    for name, rows in figures["times"].items():
        if len(rows) < 2:
            continue
        rows = [r for r in rows if not r["way"].startswith("limit")]
        body.append(f'<text x="10" y="{y}" font-weight="bold">{html.escape(name)}</text>')
        fastest = max(r["bytes"] / r["seconds"] for r in rows)
        for row in rows:
            y += 18
            speed = row["bytes"] / row["seconds"]
            width = max(1, round(380 * speed / fastest))
            body.append(f'<text x="215" y="{y}" text-anchor="end">{html.escape(row["way"])}</text>'
                        f'<rect x="222" y="{y - 11}" width="{width}" height="13" fill="{colour(row["way"])}"/>'
                        f'<text x="{228 + width}" y="{y}">{speed / 1e6:,.0f} MB/s</text>')
        y += 28
    return svg(700, y, "Speed of libtnef and other libraries", body)


def growth(figures):
    """Time for one item, as the number of items grows: a line that stays level is linear work."""
    body, y0 = [], 20
    for name in dict.fromkeys(r["input"] for r in figures["growth"]):
        rows = [r for r in figures["growth"] if r["input"] == name]
        most = max(r["seconds"] / r["count"] for r in rows if not r["way"].startswith("limit"))
        body.append(f'<text x="10" y="{y0}" font-weight="bold">{html.escape(name)}: time for one, up to '
                    f'{most * 1e9:,.0f} ns</text>')
        counts = sorted({r["count"] for r in rows})
        for i, count in enumerate(counts):
            body.append(f'<text x="{60 + i * 130}" y="{y0 + 140}" text-anchor="middle">{count:,}</text>')
        for way in dict.fromkeys(r["way"] for r in rows):
            points = [(60 + counts.index(r["count"]) * 130,
                       y0 + 120 - round(100 * r["seconds"] / r["count"] / most))
                      for r in rows if r["way"] == way]
            line = " ".join(f"{x},{y}" for x, y in points)
            body.append(f'<polyline points="{line}" fill="none" stroke="{colour(way)}" stroke-width="2"/>'
                        f'<text x="{points[-1][0] + 8}" y="{points[-1][1] + 4}">{html.escape(way)}</text>')
        y0 += 175
    return svg(700, y0, "Time for one item as their number grows", body)


def table(head, rows):
    out = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return out + ["| " + " | ".join(str(c) for c in row) + " |" for row in rows] + [""]


def speed(row):
    return f"{row['bytes'] / row['seconds'] / 1e6:,.0f}"


def times_of(figures):
    out = []
    for name, rows in figures["times"].items():
        for i, row in enumerate(rows):
            ratio = "1" if i == 0 else f"{row['ratio']:.2f} ({row['ratio_low']:.2f} to {row['ratio_high']:.2f})"
            out.append([name if i == 0 else "", row["way"], f"{row['seconds'] * 1e3:,.2f}", speed(row), ratio])
    return table(["input", "read by", "ms", "MB/s", "time, in times of the first row (half of the rounds)"], out)


def instructions_of(figures):
    out, last = [], None
    for row in figures["instructions"]:
        name = row["input"]
        out.append([name if name != last else "", row["way"], f"{row['instructions'] / row['bytes']:.2f}"])
        last = name
    return table(["input", "read by", "instructions for a byte"], out)


def pieces_of(figures):
    out = []
    for name, way in dict.fromkeys((r["input"], r["way"]) for r in figures["pieces"]):
        rows = [r for r in figures["pieces"] if (r["input"], r["way"]) == (name, way)]
        out.append([name, way] + [f"{r['seconds'] / r['bytes'] * 1e9:.2f}" for r in rows])
    head = [("whole" if r["piece"] == 0 else f"{r['piece']:,}")
            for r in figures["pieces"] if (r["input"], r["way"]) == (name, way)]
    return table(["ns for a byte", "read by"] + head, out)


def growth_of(figures):
    out = []
    for name, way in dict.fromkeys((r["input"], r["way"]) for r in figures["growth"]):
        rows = sorted((r["count"], r["seconds"]) for r in figures["growth"] if (r["input"], r["way"]) == (name, way))
        out.append([name, way, f"{rows[0][0]:,}"] + [f"{s / n * 1e9:,.0f}" for n, s in rows])
    return table(["input", "read by", "n", "ns for one of n", "of 2n", "of 4n", "of 8n"], out)


def memory_of(figures):
    return table(["input", "read by", "allocations", "most bytes held"],
                 [[r["input"], r["way"], f"{r['calls']:,}", f"{r['peak']:,}"] for r in figures["memory"]])


def programs_of(figures):
    return table(["work", "program", "seconds of processor"],
                 [[r["what"], "`" + r["name"] + "`", f"{r['seconds']:.3f}"] for r in figures["programs"]])


def resets_of(figures):
    return table(["object", "ns for a reset"], [[r["what"], f"{r['ns']:.0f}"] for r in figures["resets"]])


def sizes_of(figures):
    return table(["what is linked", "program", "bytes of the program, stripped"],
                 [[r["what"], f"`{r['program']}`", f"{r['bytes']:,}"] for r in figures["sizes"]])


def page(figures):
    m = figures["machine"]
    lines = ["# Performance", "",
             "`scripts/bench` writes this page. What it measures stands in `bench/`; every input but the real "
             "ones is made by it, always the same. Run it on your machine before you believe a figure.", "",
             f"Measured on {m['day']} at {m['commit']}: {m['processor']}, {m['processors']} processors, "
             f"{m['compiler']}, CMake's Release.", "",
             "![Speed of libtnef and other libraries](performance.svg)", "",
             "## Times", "",
             "Times are of the processor, medians of rounds in which each way ran for at least four "
             "milliseconds, in one process. The last column is the median, and the middle half, of the "
             "ratios within a round: above 1 means slower than the first row. libc is told to keep memory "
             "that was freed, since new pages cost libraries that allocate much more than their own work. "
             "\"Contents\" is the decoder that is asked for data and for what begins, which is what "
             "libytnef keeps. A peer is compared where it does the same work, or less: libytnef does not "
             "read recipients, ktnef passes contents by and adds no checksums, GMime's parser decodes "
             "nothing unless it is said, and nettle and modp_b64 encode without lines. Mail that "
             "is unwrapped is kept in memory by its spool; 1 MiB of contents is the converter's.", ""]
    lines += times_of(figures)
    lines += ["## Instructions", "",
              "Counted by callgrind inside of the measured call, for small inputs. They are the same in each run, "
              "so `scripts/bench --check` compares ours with `bench/instructions.tsv`.", ""]
    lines += instructions_of(figures)
    lines += ["## Pieces", "", "The same input, handed over in pieces of so many bytes.", ""]
    lines += pieces_of(figures)
    lines += ["## Growth", "", "Time for one item. Where it does not grow with their number, work is linear.", "",
              "![Time for one item as their number grows](growth.svg)", ""]
    lines += growth_of(figures)
    lines += ["## Memory", "",
              "Calls of the allocator and the most bytes held at a time, for the inputs of the first table, all of "
              "their messages together.", ""]
    lines += memory_of(figures)
    lines += ["## Resets", "", "To make an object as new, for another message.", ""]
    lines += resets_of(figures)
    lines += ["## Whole programs", "", "`cp` copies the stream, as the least that can be done.", ""]
    lines += programs_of(figures)
    lines += ["## Size", "", "CMake's MinSizeRel, sections that are not used taken out, libtnef linked in.", ""]
    lines += sizes_of(figures)
    return "\n".join(lines).rstrip() + "\n"


def write(figures):
    (DOCS / "performance.md").write_text(page(figures), encoding="utf-8")
    (DOCS / "performance.svg").write_text(bars(figures), encoding="utf-8")
    (DOCS / "growth.svg").write_text(growth(figures), encoding="utf-8")
    print("bench: docs/performance.md is written")
