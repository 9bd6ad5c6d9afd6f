"""Pictures of pages read, several at a time: prepared, recognised, their tables field by field, and kept in the cache.

Pages are read by threads, each with an engine of its own: Tesseract lets go of the interpreter's lock while it reads,
so threads keep the cores busy without processes inside the batch's worker processes. A worker of the batch has one.
"""

from __future__ import annotations

import os
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import msgspec

from kc_extract.readers.ocr.engine import recognise
from kc_extract.readers.ocr.scan import Picture, Scan, Seen
from kc_extract.readers.ocr.store import cache_folder, key_of, load, save

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kc_extract.readers.ocr.imaging import Straight

_DOUBTFUL = 0.65  # a median confidence under which the page may stand on its head
_SECONDS = 1500.0  # of one document: less than what a batch gives it
_LONG = 4  # letters of a word that is wider than tall
_ENOUGH = 5  # words that allow a judgement


class Late(msgspec.Struct, frozen=True):
    """A picture that is left unread since the time was up; ``seconds`` is how much of it there was."""

    seconds: float


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How pictures are read: ``cache`` a folder for readings (None: no cache), ``threads`` pages at a time.

    ``seconds``: when so much time has gone by, what is not read yet is left unread, so that the next reading, which
    finds in the cache what this one read, goes on from there.
    """

    cache: Path | None = msgspec.field(default_factory=cache_folder)
    threads: int = msgspec.field(default_factory=lambda: int(os.environ.get("KC_OCR_THREADS", "0")) or _cores())
    seconds: float = msgspec.field(default_factory=lambda: float(os.environ.get("KC_OCR_SECONDS", "0")) or _SECONDS)


def _cores() -> int:
    return min(os.cpu_count() or 1, 8)


Outcome = Scan | Late | str


def read_pictures(pictures: Iterable[Callable[[], Picture]], options: Options | None = None) -> Iterator[Outcome]:
    """What is read from each picture, in order; or that the time was up, or in words why its making failed.

    The pictures are made one by one as they are needed, by the thread of the caller, and at most two for each
    thread are held at a time; none is made once the time is up.
    """
    chosen = options or Options()
    end = time.monotonic() + chosen.seconds
    with ThreadPoolExecutor(chosen.threads) as pool:
        waiting: deque[Callable[[], Outcome]] = deque()
        for make in pictures:
            try:
                waiting.append(_begun(pool, make, chosen, end))
            except (OSError, ValueError, SyntaxError) as error:  # by these the makers refuse what is damaged
                waiting.append(partial(str, f"its picture is damaged ({error}); scan it again"))
            if len(waiting) >= 2 * chosen.threads:
                yield waiting.popleft()()
        while waiting:
            yield waiting.popleft()()


def _begun(
    pool: ThreadPoolExecutor, make: Callable[[], Picture], options: Options, end: float
) -> Callable[[], Outcome]:
    if time.monotonic() >= end:
        return partial(Late, options.seconds)
    return pool.submit(_read_kept, make(), options, end).result


def _read_kept(picture: Picture, options: Options, end: float) -> Scan | Late:
    """The reading in the cache, or a new one where there is time for it."""
    cache = options.cache
    key = key_of(picture)
    scan = None if cache is None else load(cache, key)
    if scan is not None:
        return scan
    if time.monotonic() >= end:
        return Late(options.seconds)
    scan = read_picture(picture)
    if cache is not None:
        save(cache, key, scan)
    return scan


def read_picture(picture: Picture) -> Scan:
    """The words and rules of a picture; of one whose text lies or stands on its head those after turning it."""
    from kc_extract.readers.ocr.fields import trust
    from kc_extract.readers.ocr.imaging import is_blank, quarter, straighten, to_grey

    grey = to_grey(picture)
    blank = Scan(width=picture.width, height=picture.height, dpi=picture.dpi)
    if is_blank(grey):
        return blank
    straight = straighten(grey)
    scan = _read_straight(blank, straight)
    if _lies(scan):
        straight = straighten(grey, 1 - straight.turn)
        scan = max(scan, _read_straight(blank, straight), key=lambda scan: trust(scan.words))
    if len(scan.words) < _ENOUGH or median(word.confidence for word in scan.words) >= _DOUBTFUL:
        return scan
    over = msgspec.structs.replace(straight, image=quarter(straight.image, 2), turn=straight.turn + 2)
    other = _read_straight(blank, over)
    return max(scan, other, key=lambda scan: trust(scan.words))


def _lies(scan: Scan) -> bool:
    """Whether most words of some length are taller than wide: the picture was turned wrongly, or should have been."""
    long = [word.box for word in scan.words if len(word.text) >= _LONG]
    tall = sum(y1 - y0 > x1 - x0 for x0, y0, x1, y1 in long)
    return len(long) >= _ENOUGH and 2 * tall > len(long)


def _read_straight(blank: Scan, straight: Straight) -> Scan:
    from kc_extract.readers.ocr.fields import read_fields
    from kc_extract.readers.ocr.imaging import without_borders, without_specks
    from kc_extract.readers.ocr.leftover import completed
    from kc_extract.readers.ocr.ruling import find_rules
    from kc_extract.readers.ocr.second import read_again
    from kc_extract.readers.ocr.strokes import by_strokes

    bordered = without_borders(straight.image)
    image = without_specks(bordered)
    across, down, unruled = find_rules(bordered, image, blank.dpi)
    scan = msgspec.structs.replace(blank, turn=straight.turn, skew=straight.skew, across=across, down=down)
    inside, rest, plain = read_fields(image, unruled, scan)
    words: tuple[Seen, ...] = by_strokes(read_again(recognise(rest, blank.dpi), rest, blank.dpi), rest)
    words = (*completed(words, plain, blank.dpi), *inside)
    return msgspec.structs.replace(scan, words=words)
