"""PDF pages set for the tests: lines at given places, rules, pictures; the words are invented."""

from __future__ import annotations

import os
from itertools import groupby
from pathlib import Path
from typing import Any

os.environ.setdefault("PYMUPDF_SUGGEST_LAYOUT_ANALYZER", "0")

import pymupdf

A4 = (595.0, 842.0)
BODY = 13.0
FONT = Path(__file__).parents[1] / "corpus" / "fonts" / "SpecimenSerif-Regular.ttf"


class Sheet:
    """A page under construction; ``y`` counts from the top to the middle of the line."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401 - the engine has no type stubs
        self.page = page

    def line(self, x: float, y: float, text: str, size: float = BODY, *, bold: bool = False) -> Sheet:
        style = f"font-size:{size}px;font-family:serif;margin:0;white-space:nowrap;"
        style += "font-weight:bold;" if bold else ""
        box = pymupdf.Rect(x, y - size, x + 900, y + 2 * size)
        self.page.insert_htmlbox(box, f'<p style="{style}">{text}</p>', scale_low=1, overlay=True)
        return self

    def lines(self, x: float, y: float, texts: list[str], leading: float = 17.0, size: float = BODY) -> Sheet:
        for number, text in enumerate(texts):
            self.line(x, y + number * leading, text, size)
        return self

    def stand_in(self, x: float, y: float, text: str, size: float = BODY) -> Sheet:
        """A line in a font that lacks Vietnamese letters, which another prints after it, as office programs do."""
        plain, full = pymupdf.Font("tiro"), pymupdf.Font(fontfile=str(FONT))
        writers = {True: pymupdf.TextWriter(self.page.rect), False: pymupdf.TextWriter(self.page.rect)}
        for is_latin, letters in groupby(text, key=lambda letter: ord(letter) < 256):
            run, font = "".join(letters), plain if is_latin else full
            writers[is_latin].append((x, y), run, font=font, fontsize=size)
            x += font.text_length(run, size)
        for writer in writers.values():
            writer.write_text(self.page)
        return self

    def grid(self, xs: list[float], ys: list[float]) -> Sheet:
        for x in xs:
            self.page.draw_line((x, ys[0]), (x, ys[-1]), width=0.5)
        for y in ys:
            self.page.draw_line((xs[0], y), (xs[-1], y), width=0.5)
        return self

    def picture(self, box: tuple[float, float, float, float] | None = None) -> Sheet:
        pixels = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 40, 40), False)  # noqa: FBT003
        pixels.clear_with(230)
        self.page.insert_image(pymupdf.Rect(box) if box else self.page.rect, pixmap=pixels)
        return self


def make(count: int = 1, size: tuple[float, float] = A4) -> tuple[Any, list[Sheet]]:
    """A new document with so many empty pages."""
    document = pymupdf.open()
    for _ in range(count):
        document.new_page(width=size[0], height=size[1])
    return document, [Sheet(document[number]) for number in range(count)]


SENTENCES = [
    "Hội nghị thống nhất giao các đơn vị liên quan triển khai thực hiện các nội",
    "dung nêu trên theo đúng quy định hiện hành và báo cáo kết quả về cơ quan chủ",
    "trì trước khi kết thúc quý để tổng hợp, trình cấp có thẩm quyền xem xét.",
]
