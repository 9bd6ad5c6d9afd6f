"""Memory, time and notes on documents that are too much: ``python benchmarks/limits.py [CASE …] [--seconds N]``.

Builds each document itself, reads it in a process of its own with an empty cache, and prints the highest memory of that
process, its seconds, and the notes that tell where a limit cut in. Recognition has ``--seconds`` for a document (120,
to be done in bearable time; a user's run has 1,500); a scan that was not finished is read a second time, which goes on.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

os.environ.setdefault("PYMUPDF_SUGGEST_LAYOUT_ANALYZER", "0")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pymupdf  # noqa: E402 - the engine must be told to be quiet first
from PIL import Image  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

FONT = str(ROOT / "corpus" / "fonts" / "SpecimenSerif-Regular.ttf")
A4 = (595.0, 842.0)
PAGES, ROWS, PICTURES, SIDE = 600, 3_000, 5_000, 20_000


class Measured(msgspec.Struct):
    """What a reading cost and said."""

    seconds: float
    cpu: float
    megabytes: int
    pages: int
    characters: int
    funding: int
    notes: dict[str, int]


def main() -> None:
    """Build, read and print each case."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"of {', '.join(CASES)}; all unless given")
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.read:
        sys.stdout.buffer.write(msgspec.json.encode(read(chosen.read)))
        return
    if chosen.build:
        chosen.build.write_bytes(CASES[chosen.build.name]())
        return
    for name in chosen.cases or CASES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            run("--build", path)
            environment = {**os.environ, "XDG_CACHE_HOME": folder, "KC_OCR_SECONDS": str(chosen.seconds)}
            again = say(name, path, environment)
            if again:
                say(f"{name}, again", path, environment)


def say(name: str, path: Path, environment: dict[str, str]) -> bool:
    """Read in a process of its own and print a line; whether something was left unfinished."""
    found = msgspec.json.decode(run("--read", path, environment), type=Measured)
    notes = ", ".join(f"{count} {code}" for code, count in sorted(found.notes.items())) or "no note"
    sys.stdout.write(
        f"{name:22} {found.megabytes:5} MB  {found.seconds:6.1f} s ({found.cpu:.1f} of CPU)  {found.pages} pages, "
        f"{found.characters} characters, {found.funding} amounts; {notes}\n"
    )
    sys.stdout.flush()
    return any(code.endswith("_unfinished") for code in found.notes)


def run(task: str, path: Path, environment: dict[str, str] | None = None) -> bytes:
    """What a process of its own prints; a process counts the highest memory of whoever starts it as its own."""
    command = [sys.executable, __file__, task, str(path)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment).stdout  # noqa: S603 - this file


def read(path: Path) -> Measured:
    """Read and extract a document in this process."""
    from kc_extract.pipeline import extract
    from kc_extract.pipeline import read as read_document

    begun = time.monotonic()
    extraction = extract(read_document(path.read_bytes(), path.name))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return Measured(
        seconds=time.monotonic() - begun,
        cpu=usage.ru_utime + usage.ru_stime,
        megabytes=usage.ru_maxrss // 1024,
        pages=len(extraction.pages),
        characters=len(extraction.text),
        funding=len(extraction.funding),
        notes=dict(Counter(note.code for note in extraction.notes)),
    )


# --- the documents ----------------------------------------------------------------------------------------


def printed(pages: int) -> Any:  # noqa: ANN401 - the engine has no type stubs
    """A document of so many full pages, no two alike."""
    document, font = pymupdf.open(), pymupdf.Font(fontfile=FONT)
    openings = ("Hỗ trợ", "Xây dựng", "Tổ chức tập huấn cho", "Sửa chữa, nâng cấp", "Mua sắm thiết bị cho", "Duy trì")
    for number in range(1, pages + 1):
        page = document.new_page(width=A4[0], height=A4[1])
        writer = pymupdf.TextWriter(page.rect)
        for line in range(38):
            what = openings[(number + line) % len(openings)]
            text = f"{line + 1}. {what} {number + line} mô hình, kinh phí {number}.{line:03d} triệu đồng"
            writer.append((70, 70 + 19 * line), text, font=font, fontsize=13)
        writer.write_text(page)
    return document


def born_digital() -> bytes:
    """600 pages of text."""
    return bytes(printed(PAGES).tobytes(garbage=3, deflate=True))


def scan() -> bytes:
    """600 pages as grey pictures of 200 dpi."""
    source, document = printed(PAGES), pymupdf.open()
    for page in source:
        picture = page.get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
        copy = document.new_page(width=A4[0], height=A4[1])
        copy.insert_image(copy.rect, stream=picture.tobytes("jpeg", jpg_quality=70))
    return bytes(document.tobytes())


def huge_png() -> bytes:
    """A picture of 20,000 x 20,000 pixels, white and black."""
    out = io.BytesIO()
    Image.new("1", (SIDE, SIDE), 1).save(out, "PNG")
    return out.getvalue()


def huge_page() -> bytes:
    """The same on a page of a PDF, as large as it is at 200 dpi."""
    document = pymupdf.open()
    page = document.new_page(width=SIDE * 72 / 200, height=SIDE * 72 / 200)
    page.insert_image(page.rect, stream=huge_png())
    return bytes(document.tobytes())


def colour_page() -> bytes:
    """A page whose picture has 20,000 x 20,000 pixels of colour."""
    out = io.BytesIO()
    Image.new("RGB", (SIDE, SIDE), (250, 250, 250)).save(out, "JPEG", quality=10)
    document = pymupdf.open()
    page = document.new_page(width=A4[0], height=A4[1])
    page.insert_image(page.rect, stream=out.getvalue())
    return bytes(document.tobytes())


def tiny_pictures() -> bytes:
    """A page of 5,000 pictures of 2 x 2 pixels over a line of text."""
    document = printed(1)
    page = document[0]
    names = []
    for number in range(PICTURES):
        xref = document.get_new_xref()
        head = "<</Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8>>"
        document.update_object(xref, head)
        document.update_stream(xref, bytes([number % 256] * 4))
        names.append((f"T{number}", xref))
    resources = int(document.xref_get_key(page.xref, "Resources")[1].split()[0])
    document.xref_set_key(resources, "XObject", "<<" + "".join(f"/{name} {xref} 0 R" for name, xref in names) + ">>")
    drawn = "".join(
        f"q 5 0 0 5 {n % 100 * 5.9:.1f} {n // 100 * 16} cm /{name} Do Q\n" for n, (name, _) in enumerate(names)
    )
    contents, text = document.get_new_xref(), page.get_contents()
    document.update_object(contents, "<<>>")
    document.update_stream(contents, drawn.encode())
    document.xref_set_key(page.xref, "Contents", f"[{' '.join(f'{xref} 0 R' for xref in (*text, contents))}]")
    return bytes(document.tobytes())


def long_table() -> bytes:
    """A ruled table of 3,000 rows of amounts over 75 pages."""
    document, font = pymupdf.open(), pymupdf.Font(fontfile=FONT)
    xs, rows = (60, 110, 380, 535), 40
    for first in range(0, ROWS, rows):
        page = document.new_page(width=A4[0], height=A4[1])
        writer, shape = pymupdf.TextWriter(page.rect), page.new_shape()
        if first == 0:
            writer.append((400, 50), "Đơn vị tính: triệu đồng", font=font, fontsize=11)
        cells = [("STT", "Nội dung", "Kinh phí")] if first == 0 else []
        cells += [
            (str(n + 1), f"Sửa chữa đường thôn số {n + 1}", f"{n % 900 + 1}.500") for n in range(first, first + rows)
        ]
        for row, texts in enumerate(cells):
            for x, text in zip(xs, texts, strict=False):
                writer.append((x + 4, 73 + 18 * row), text, font=font, fontsize=11)
        bottom = 60 + 18 * len(cells)
        for row in range(len(cells) + 1):
            shape.draw_line((xs[0], 60 + 18 * row), (xs[-1], 60 + 18 * row))
        for x in xs:
            shape.draw_line((x, 60), (x, bottom))
        shape.finish(width=0.5)
        shape.commit()
        writer.write_text(page)
    return bytes(document.tobytes(garbage=3, deflate=True))


CASES: dict[str, Callable[[], bytes]] = {
    "born_digital": born_digital,
    "scan": scan,
    "huge_page": huge_page,
    "huge_png": huge_png,
    "colour_page": colour_page,
    "tiny_pictures": tiny_pictures,
    "long_table": long_table,
}


if __name__ == "__main__":
    main()
