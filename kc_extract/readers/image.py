"""Pictures as documents: JPEG, PNG, WebP and GIF are one page, each picture of a TIFF is a page."""

from __future__ import annotations

import io
import math
from functools import partial
from typing import TYPE_CHECKING, Any

from kc_extract.errors import UnreadableError
from kc_extract.types import Input, Limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from kc_extract.readers.ocr import Picture
    from kc_extract.readers.ocr.pages import Unread

_DPI = 200.0  # pictures are brought down to it: finer ones cost time and read no better
_FINE = 1.25  # of it: so much finer is not worth a new sampling
_MOST_BYTES = 500_000_000  # of one picture when decoded
_SIDE = (5.0, 24.0)  # inches: the longer side of a page, by the resolution that the file states
_A4 = 11.69  # inches: the longer side of a page whose file states none that can be
_REASON = "the page is a picture"
_DAMAGED = "the picture cannot be read (it is damaged or of an unknown kind); scan it again or save it as PNG"


def read_image(data: bytes, name: str | None = None, limits: Limits | None = None) -> Input:  # noqa: ARG001
    """The pages of a picture file as recognition reads them, in points of the picture as displayed.

    Raises ``UnreadableError`` for what is no picture, and for one with more pages than the limit.
    """
    from kc_extract.readers.ocr.pages import read_pages
    from kc_extract.readers.pdf.reader import assemble, unread_sheet, with_reading

    with _opened(data) as picture:
        count, most = getattr(picture, "n_frames", 1), (limits or Limits()).max_pages
        if count > most:
            code = "too_long"
            raise UnreadableError(code, f"the file holds {count} pictures, more than the limit of {most}; split it")
        pages = list(_pages(picture, 1 if picture.format == "GIF" else count))
        readings = read_pages(pages)
    sheets = [
        with_reading(unread_sheet(page.number, page.width, page.height, _REASON), reading)
        for page, reading in zip(pages, readings, strict=True)
    ]
    return assemble(sheets, _media_type(picture.format))


def _media_type(form: str | None) -> str:
    from PIL import Image

    return Image.MIME.get(form or "", "image/*")


def _opened(data: bytes) -> AbstractContextManager[Any]:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # what is too large is told by a note, see ``_refusal``
    try:
        picture = Image.open(io.BytesIO(data))
        picture.seek(0)
    except (OSError, ValueError, SyntaxError) as error:
        code = "damaged"
        raise UnreadableError(code, _DAMAGED) from error
    return picture


def _pages(picture: Any, count: int) -> Iterator[Unread]:  # noqa: ANN401
    from kc_extract.readers.ocr.pages import Unread

    for index in range(count):
        try:
            picture.seek(index)
        except (OSError, ValueError, EOFError, SyntaxError):
            yield Unread(number=index + 1, width=0, height=0, reason=_REASON, picture=None, refusal=_DAMAGED)
            continue
        dpi = _resolution(picture)
        width, height = _shown_size(picture)
        refusal = _refusal(picture)
        yield Unread(
            number=index + 1,
            width=width * 72 / dpi,
            height=height * 72 / dpi,
            reason=_REASON,
            picture=None if refusal else partial(_render, picture, index, dpi),
            refusal=refusal,
        )


def _shown_size(picture: Any) -> tuple[int, int]:  # noqa: ANN401
    """Width and height in pixels, as the camera held it."""
    width, height = picture.size
    return (height, width) if picture.getexif().get(_ORIENTATION, 1) in _SIDEWAYS else (width, height)


_ORIENTATION, _SIDEWAYS = 0x0112, {5, 6, 7, 8}  # the tag of EXIF, and its values for a picture on its side


def _resolution(picture: Any) -> float:  # noqa: ANN401
    """Pixels an inch: as the file states where that makes a page, else as if the picture were A4."""
    stated = picture.info.get("dpi", (0, 0))[0]
    longer = max(picture.size)
    if stated and _SIDE[0] <= longer / float(stated) <= _SIDE[1]:
        return float(stated)
    return float(longer / _A4)


def _refusal(picture: Any) -> str:  # noqa: ANN401
    width, height = picture.size
    if width * height * len(picture.getbands()) <= _MOST_BYTES:
        return ""
    return f"it has {width} x {height} pixels, more than is decoded; scan it again at 200 to 300 dpi"


def _flat(picture: Any) -> Any:  # noqa: ANN401
    """The picture in grey or colour, on paper where it lets through."""
    from PIL import Image

    if picture.mode in {"1", "L", "I", "F"}:
        return picture.convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGBA", layer.size, (255, 255, 255, 255))
    return Image.alpha_composite(paper, layer).convert("RGB")


def _shrunk(picture: Any, size: tuple[int, int]) -> Any:  # noqa: ANN401
    """The picture in grey or colour and smaller, made band by band: the whole in colour would take its memory again."""
    from PIL import Image

    picture.load()  # after ``draft`` the size is another
    width, height = size
    step = picture.height / height
    bands = []
    for top in range(0, height, _BAND):
        low, high = top * step, min(height, top + _BAND) * step
        first = int(low)
        band = _flat(picture.crop((0, first, picture.width, min(picture.height, math.ceil(high)))))
        box = (0, low - first, picture.width, min(high - first, band.height))
        bands.append(band.resize((width, min(height, top + _BAND) - top), Image.Resampling.BOX, box=box))
    whole = Image.new(bands[0].mode, size)
    for number, band in enumerate(bands):
        whole.paste(band, (0, number * _BAND))
    whole.info, whole.getexif()[_ORIENTATION] = {}, picture.getexif().get(_ORIENTATION, 1)
    return whole


_BAND = 256  # rows of the smaller picture


def _size_at(picture: Any, dpi: float) -> tuple[int, int]:  # noqa: ANN401
    """Width and height that the picture of this resolution has at the one that reading needs."""
    width, height = (max(1, round(side * _DPI / dpi)) for side in picture.size)
    return width, height


def _render(picture: Any, index: int, dpi: float) -> Picture:  # noqa: ANN401
    """The picture upright as the camera held it, at no more than the resolution that reading needs."""
    from PIL import ImageOps

    from kc_extract.readers.ocr import Picture

    picture.seek(index)
    fine = dpi > _FINE * _DPI
    size = _size_at(picture, dpi) if fine else picture.size
    if fine:
        picture.draft(None, size)  # a JPEG is decoded at half or a quarter where that is enough
    shown = ImageOps.exif_transpose(_shrunk(picture, size) if fine else _flat(picture))
    channels = len(shown.getbands())
    return Picture(
        width=shown.width, height=shown.height, channels=channels, samples=shown.tobytes(), dpi=_DPI if fine else dpi
    )
