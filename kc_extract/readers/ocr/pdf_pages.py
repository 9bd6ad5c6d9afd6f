"""Pages of an open PDF as pictures for recognition, within limits of memory."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

from kc_extract.readers.ocr.pages import Reading, Unread, read_pages
from kc_extract.readers.ocr.scan import POINTS, Picture
from kc_extract.readers.pdf.opening import failures, mupdf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kc_extract.readers.quality import Verdict
    from kc_extract.types import BBox

DPI = 200.0
_MOST_PIXELS = 16_000_000  # of a rendered page: A2 at 200 dpi; 48 MB in colour
_MOST_BYTES = 500_000_000  # of one embedded picture when decoded, which the engine does whole


#: What is wrong with a page whose text layer, if any, is all set over the picture: a signature, a watermark.
_OVERLAID = {"scan", "stub"}


def read_unread(document: Any, pages: Sequence[tuple[int, Verdict]]) -> tuple[Reading, ...]:  # noqa: ANN401
    """A reading of each page given by its number from 1 and the verdict why its text cannot be used."""
    return read_pages([_unread(document, number, verdict) for number, verdict in pages])


def _unread(document: Any, number: int, verdict: Verdict) -> Unread:  # noqa: ANN401
    page = document[number - 1]
    width, height = page.rect.width, page.rect.height
    dpi = min(DPI, POINTS * math.sqrt(_MOST_PIXELS / max(1.0, width * height)))
    heavy = [image for image in page.get_images() if image[2] * image[3] * _bytes(image) > _MOST_BYTES]
    limited = f"the page is {width:.0f} x {height:.0f} points; it was rendered at {dpi:.0f} instead of {DPI:.0f} dpi"
    refusal = "".join(
        f"its picture has {image[2]} x {image[3]} pixels, more than is decoded; scan it again at 200 to 300 dpi"
        for image in heavy[:1]
    )
    return Unread(
        number=number,
        width=width,
        height=height,
        reason=verdict.message.split(";")[0],
        picture=None if heavy else partial(_render, document, number - 1, dpi),
        refusal=refusal,
        limited="" if dpi == DPI else limited,
        overlay=_overlay(page) if verdict.reason in _OVERLAID else (),
    )


def _overlay(page: Any) -> tuple[tuple[str, BBox], ...]:  # noqa: ANN401
    """The words of the text layer with their boxes on the page as displayed."""
    turned = page.rotation_matrix
    words = [(word[4], mupdf().Rect(word[:4]) * turned) for word in page.get_text("words")]
    return tuple((text, (box.x0, box.y0, box.x1, box.y1)) for text, box in words)


def _bytes(image: Any) -> int:  # noqa: ANN401
    """Bytes of a decoded pixel; one-bit pictures are decoded to grey."""
    return {"DeviceGray": 1, "CalGray": 1, "Indexed": 1, "DeviceCMYK": 4}.get(image[5], 1 if image[4] == 1 else 3)


def _render(document: Any, index: int, dpi: float) -> Picture:  # noqa: ANN401
    engine = mupdf()
    scale = dpi / POINTS
    try:
        page = document[index]
        pixmap = page.get_pixmap(matrix=engine.Matrix(scale, scale), alpha=False)
    except failures() as error:
        raise OSError(str(error)) from error
    colour = pixmap if not pixmap.is_monochrome and pixmap.n == 3 else engine.Pixmap(engine.csGRAY, pixmap)  # noqa: PLR2004
    engine.TOOLS.store_shrink(100)
    return Picture(width=colour.width, height=colour.height, channels=colour.n, samples=bytes(colour.samples), dpi=dpi)
