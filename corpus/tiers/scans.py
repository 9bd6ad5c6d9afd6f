"""Scans of the printed specimens: pictures of pages without a text layer, clean, or as offices leave them."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass

import numpy as np
import pymupdf
from PIL import Image, ImageDraw, ImageFilter

_SEED = 20_260_101
_RED = (200, 30, 40)
_STAMP = 0.12  # of the page's width: the radius of the stamp


@dataclass(frozen=True)
class Look:
    """How a scan is made: skew in degrees, share of specks, JPEG quality, grey noise, a stamp over the text."""

    dpi: int = 200
    skew: float = 0.0
    speckle: float = 0.0
    quality: int = 85
    noise: float = 0.0
    stamped: bool = False


CLEAN = Look()
NOISY = Look(skew=1.0, speckle=0.001, quality=45, noise=14.0, stamped=True)


def scan(data: bytes, look: Look) -> bytes:
    """The PDF as a PDF of pictures, one a page; equal input gives equal pictures."""
    source, made = pymupdf.open(stream=data, filetype="pdf"), pymupdf.open()
    for page in source:
        pixels = page.get_pixmap(dpi=look.dpi)
        picture = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)
        copy = made.new_page(width=page.rect.width, height=page.rect.height)
        copy.insert_image(copy.rect, stream=_photographed(picture, look, page.number))
    made.set_metadata({})
    result: bytes = made.tobytes(garbage=4, no_new_id=True)
    return result


def _photographed(picture: Image.Image, look: Look, number: int) -> bytes:
    if look.stamped:
        picture = _stamp(picture)
    if look.skew:
        turn = look.skew if number % 2 else -look.skew
        picture = picture.rotate(turn, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    if look.noise:
        picture = _worn(picture, look, number)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=look.quality)
    return out.getvalue()


def _stamp(picture: Image.Image) -> Image.Image:
    """A round red stamp, half transparent, over the lower part of the text."""
    width, height = picture.size
    layer = Image.new("RGBA", picture.size, (255, 255, 255, 0))
    pen = ImageDraw.Draw(layer)
    x, y, radius = width * 0.62, height * 0.55, width * _STAMP
    for share in (1.0, 0.93, 0.62):
        box = (x - radius * share, y - radius * share, x + radius * share, y + radius * share)
        pen.ellipse(box, outline=(*_RED, 190), width=max(2, width // 400))
    tips = [(x + radius * 0.5 * math.sin(math.tau * k * 2 / 5), y - radius * 0.5 * math.cos(math.tau * k * 2 / 5))
            for k in range(5)]  # fmt: skip
    pen.polygon(tips, fill=(*_RED, 150))
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")


def _worn(picture: Image.Image, look: Look, number: int) -> Image.Image:
    """The picture a little blurred, with grey noise and black and white specks."""
    chance = np.random.default_rng(_SEED + number)
    pixels = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.5)), dtype=np.float32)
    pixels = pixels + chance.normal(0, look.noise, pixels.shape[:2])[..., None]
    specks = chance.random(pixels.shape[:2])
    pixels[specks < look.speckle / 2] = 0
    pixels[specks > 1 - look.speckle / 2] = 255
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
