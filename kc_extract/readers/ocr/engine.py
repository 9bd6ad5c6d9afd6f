"""Tesseract in process: one engine for each thread, words with boxes, baselines and confidences.

``vie`` alone is loaded: it knows the Latin letters of names and units too, and a second language costs accuracy.
"""

from __future__ import annotations

import hashlib
import os
import sys
import threading
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kc_extract.readers.ocr.scan import Seen
from kc_extract.text import nfc

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

LANGUAGE = "vie"
#: What brings the engine and its language data where they are missing, on Debian and Ubuntu.
INSTALL = "apt-get install tesseract-ocr tesseract-ocr-vie; pip install tesserocr"
_PAGE, _BLOCK, _LINE = 3, 6, 7  # page segmentation: automatic, one block of text, one line
_TYPE = 1.05  # of the height of a row as the engine measures it: the type size
_ABOVE, _BELOW = 0.95, 0.3  # of the type size: how far letters reach from the baseline
_CUT = 0.6  # of a word's height: where its baseline leaves less of it, the baseline is not its own
#: White space, and signs that no document prints at a word: what specks and rules beside it are read as.
_NEVER = " \t\n_|~¬¦"
_local = threading.local()


@cache
def missing() -> str | None:
    """What the machine lacks for character recognition and the command that brings it; None where all is there."""
    try:
        _module()
    except ImportError:
        return f"tesserocr is not installed ({INSTALL})"
    if _data_folder() is None:
        return f"Tesseract's language data for Vietnamese ({LANGUAGE}.traineddata) is not installed ({INSTALL})"
    return None


@cache
def version() -> str:
    """The engine and its language data, as a key: readings of another version are not those of this one."""
    folder = _data_folder()
    data = b"" if folder is None else (folder / f"{LANGUAGE}.traineddata").read_bytes()
    return f"{release()}-{LANGUAGE}-{hashlib.sha256(data).hexdigest()[:12]}"


@cache
def release() -> str:
    """The release of the engine, ``5.5.4``."""
    words = str(_module().tesseract_version()).split()
    return words[1]


@cache
def _module() -> Any:  # noqa: ANN401 - the module has no type stubs
    # With threads of its own Tesseract takes eight times as long for a page.
    os.environ["OMP_THREAD_LIMIT"] = "1"
    import tesserocr

    return tesserocr


@cache
def _data_folder() -> Path | None:
    """The folder with the language data: the one named by the user, that of this environment, or one of the system's.

    The engine is not asked for its own, for it would walk through all that lies below the folder of this process.
    """
    named = os.environ.get("TESSDATA_PREFIX")
    places = [Path(named), Path(named) / "tessdata"] if named else []
    places.append(Path(sys.prefix) / "share" / "tessdata")
    for share in os.environ.get("XDG_DATA_DIRS", "/usr/local/share:/usr/share").split(":"):
        places += sorted(Path(share).glob("tesseract*/*/tessdata"), reverse=True)
        places += [Path(share) / "tessdata", Path(share) / "tesseract" / "tessdata"]
    return next((place for place in places if (place / f"{LANGUAGE}.traineddata").is_file()), None)


def recognise(image: Image, dpi: float, *, block: bool = False, line: bool = False) -> tuple[Seen, ...]:
    """The words of a grey picture in reading order.

    ``block``: it is one block of text, as in a field of a table; ``line``: it is one line.
    """
    with _engine(_LINE if line else _BLOCK if block else _PAGE) as api:
        api.SetImage(image)
        api.SetSourceResolution(round(dpi))
        return tuple(_words(api)) if api.Recognize() else ()


@contextmanager
def _engine(mode: int) -> Iterator[Any]:
    """The engine of this thread, its picture forgotten afterwards."""
    api = getattr(_local, "api", None)
    if api is None:
        api = _local.api = _module().PyTessBaseAPI(path=str(_data_folder()), lang=LANGUAGE)
    api.SetPageSegMode(mode)
    try:
        yield api
    finally:
        api.Clear()
        api.ClearAdaptiveClassifier()


def _words(api: Any) -> Iterator[Seen]:  # noqa: ANN401
    engine = _module()
    level = engine.RIL.WORD
    found = api.GetIterator()
    if found is None:
        return
    for word in engine.iterate_level(found, level):
        if word.Empty(level):
            continue
        text, box = nfc(word.GetUTF8Text(level)).strip(_NEVER), word.BoundingBox(level)
        if text and box is not None:
            base, size = _base(word, level, box), _size(word, box)
            inner = _within(box, base, size)
            if inner[3] - inner[1] < _CUT * (box[3] - box[1]):  # accents taken for a line lift the baseline
                inner, base = box, float(box[3])
            confidence = round(word.Confidence(level) / 100, 3)
            yield Seen(text, inner, round(base, 1), round(size, 1), confidence)


def _base(word: Any, level: int, box: tuple[int, int, int, int]) -> float:  # noqa: ANN401
    line = word.Baseline(level)
    return float(box[3]) if line is None else (line[0][1] + line[1][1]) / 2


def _size(word: Any, box: tuple[int, int, int, int]) -> float:  # noqa: ANN401
    """The type size in pixels, from the height of the row."""
    row = word.RowAttributes()
    height = row["row_height"] if row else 0
    return _TYPE * (height or box[3] - box[1])


def _within(box: tuple[int, int, int, int], base: float, size: float) -> tuple[int, int, int, int]:
    """The box without what it holds of the rows above and below."""
    x0, y0, x1, y1 = box
    top, bottom = max(y0, round(base - _ABOVE * size)), min(y1, round(base + _BELOW * size))
    return (x0, top, x1, bottom) if top < bottom else box
