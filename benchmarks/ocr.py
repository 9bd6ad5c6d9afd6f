"""Character error rate and cost of OCR on real scans beside their text, against plain Tesseract and OCRmyPDF.

    python benchmarks/ocr.py FOLDER [--documents N] [--pages N] [--with tesseract,ocrmypdf]

FOLDER holds pairs NAME.pdf (a scan) and NAME.txt (the text it was printed from). The two are aligned word by word;
what stands only on the scan (stamps, notes in the margin) or only in the text is told apart and is no error of letters.
Every reading is made anew: no cache is used.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

_SURE = 4  # words in a row: no chance match
_REACH = 1.2  # times the words read: what comes later in the text is no loss where only the first pages were read
_LONG = 6  # words: a longer stretch on one side alone is text that the other side does not have


class Errors(NamedTuple):
    """Letters of the text that were read, wrong letters among them, words on one side alone, figures lost."""

    letters: int = 0
    wrong: int = 0
    missing: int = 0
    extra: int = 0
    figures: int = 0
    figures_wrong: int = 0

    def __add__(self, other: tuple[int, ...]) -> Errors:  # type: ignore[override]
        return Errors(*(a + b for a, b in zip(self, other, strict=True)))


def compare(truth: str, read: str) -> Errors:
    """The errors of a reading, aligned with its text; ``read`` may be a part of it (the first pages)."""
    expected, found = words_of(truth), words_of(read)
    expected = expected[: round(_REACH * len(found)) + _LONG]
    total = Errors()
    matcher = SequenceMatcher(None, expected, found, autojunk=False)
    end = max((block.b + block.size for block in matcher.get_matching_blocks() if block.size >= _SURE), default=0)
    for kind, a, b, c, d in matcher.get_opcodes():
        if d <= end and not (kind == "delete" and c == end):  # where the reading ends the text may go on
            total += _step(kind, expected[a:b], found[c:d])
    return total


def words_of(text: str) -> list[str]:
    """The words in NFC, kinds of dashes and quotes as one."""
    folded = unicodedata.normalize("NFC", text).translate(str.maketrans("–—“”‘’", "--\"\"''"))
    return [word for word in folded.split() if any(char.isalnum() for char in word)]


def _step(kind: str, expected: list[str], found: list[str]) -> Errors:
    letters = sum(map(len, expected))
    figures = sum(any(char.isdigit() for char in word) for word in expected)
    if kind == "equal":
        return Errors(letters=letters, figures=figures)
    if abs(len(expected) - len(found)) > _LONG:
        return Errors(missing=len(expected), extra=len(found))
    wrong = distance(" ".join(expected), " ".join(found))
    lost = sum(any(char.isdigit() for char in word) and word not in found for word in expected)
    return Errors(letters=letters, wrong=wrong, figures=figures, figures_wrong=lost)


def distance(first: str, second: str) -> int:
    """The least number of letters to change, add or leave out."""
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(second, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


def read_ours(data: bytes) -> str:
    """The text as this project reads it, without its cache and on one thread."""
    from kc_extract.layout import compose
    from kc_extract.readers.pdf import read_pdf

    return compose(read_pdf(data), identity="", name=None).text


def read_tesseract(data: bytes) -> str:
    """The text of the tesseract program on each page rendered at 200 dpi."""
    import pymupdf

    texts = []
    with pymupdf.open(stream=data, filetype="pdf") as document, tempfile.TemporaryDirectory() as folder:
        for page in document:
            picture = Path(folder) / "page.png"
            page.get_pixmap(dpi=200).save(picture)
            command = ["tesseract", str(picture), "-", "-l", "vie", "--psm", "3"]
            texts.append(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603
    return "\n".join(texts)


def read_ocrmypdf(data: bytes) -> str:
    """The text layer that OCRmyPDF adds, deskewing."""
    with tempfile.TemporaryDirectory() as folder:
        source, target, text = (Path(folder) / name for name in ("in.pdf", "out.pdf", "out.txt"))
        source.write_bytes(data)
        command = ["ocrmypdf", "-l", "vie", "--force-ocr", "--deskew", "--jobs", "1", "--output-type", "pdf"]
        subprocess.run([*command, "--sidecar", str(text), str(source), str(target)], check=True, capture_output=True)  # noqa: S603
        return text.read_text("utf-8")


READERS = {"kc-extract": read_ours, "tesseract": read_tesseract, "ocrmypdf": read_ocrmypdf}


def first_pages(path: Path, pages: int) -> bytes:
    """The PDF cut to its first pages."""
    import pymupdf

    with pymupdf.open(path) as document:
        if pages < document.page_count:
            document.select(list(range(pages)))
        return bytes(document.tobytes())


def page_count(data: bytes) -> int:
    """How many pages the PDF has."""
    import pymupdf

    with pymupdf.open(stream=data, filetype="pdf") as document:
        return int(document.page_count)


def cpu() -> float:
    """The CPU seconds of this process and its children so far."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def measure(name: str, cases: list[tuple[bytes, str]], *, show: bool) -> None:
    """Print a line for one reader over all cases."""
    total, pages = Errors(), sum(page_count(data) for data, _ in cases)
    begun, spent = time.monotonic(), cpu()
    for data, truth in cases:
        found = compare(truth, READERS[name](data))
        total += found
        if show:
            print(f"    {100 * found.wrong / max(1, found.letters):6.2f} %  {found}")
    seconds, wall = (cpu() - spent) / pages, (time.monotonic() - begun) / pages
    rate = 100 * total.wrong / max(1, total.letters)
    print(
        f"{name:12} {rate:6.2f} % of {total.letters} letters wrong; "
        f"{total.figures_wrong} of {total.figures} words with figures; "
        f"{total.missing} words missing, {total.extra} only on the scan; "
        f"{seconds:.1f} cpu-s a page, {60 / wall:.0f} pages a minute"
    )


def main() -> None:
    """Read the arguments and measure every reader that is here."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=3)
    parser.add_argument("--pages", type=int, default=2)
    parser.add_argument("--with", dest="others", default="tesseract,ocrmypdf")
    parser.add_argument("--show", action="store_true", help="a line for each document")
    chosen = parser.parse_args()
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp()
    names = [path for path in sorted(chosen.folder.glob("*.pdf")) if path.with_suffix(".txt").exists()]
    cases = [
        (first_pages(path, chosen.pages), path.with_suffix(".txt").read_text("utf-8"))
        for path in names[: chosen.documents]
    ]
    for name in ["kc-extract", *filter(None, chosen.others.split(","))]:
        if name != "kc-extract" and shutil.which(name) is None:
            print(f"{name:12} is not installed here", file=sys.stderr)
            continue
        measure(name, cases, show=chosen.show)


if __name__ == "__main__":
    main()
