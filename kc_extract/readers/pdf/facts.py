"""What lies on a page beside its words: pictures that cover it, text under them, letters that its fonts lost."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from kc_extract.readers.quality import TextFacts, weigh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kc_extract.readers.pdf.glyphs import Glyphs, Piece

_COVERS = 0.6  # of the page: a picture of a page, not in a page
_FEW_WORDS = 60
_SPACE = 32
_APART = 0.02  # of the type size: widths that differ by more are two glyphs


def gather_facts(page: Any, glyphs: Glyphs, pieces: Sequence[Piece]) -> TextFacts:  # noqa: ANN401 - engine, no stubs
    """The facts that decide whether the words of a page (``pieces``, furniture left out) are its text."""
    facts = weigh(piece.text for piece in pieces)
    lost = _lost_letters(page) if glyphs.odd_spaces else 0
    hidden = sum(piece.hidden for piece in pieces)
    if not hidden and facts.words >= _FEW_WORDS and not page.get_images():
        return msgspec.structs.replace(facts, lost=lost)
    log = page.get_bboxlog()
    under = _share_under(page, log)
    return msgspec.structs.replace(
        facts,
        lost=0 if hidden else lost,
        scanned=_covered(page, log) >= _COVERS,
        unseen=2 * hidden > facts.words or under,
        drawn=any(not kind.endswith("text") for kind, _ in log),
    )


def _covered(page: Any, log: list[Any]) -> float:  # noqa: ANN401
    """The part of the page that pictures cover; tiles of one scan add up."""
    area = page.cropbox.get_area() or 1.0
    return min(1.0, sum(_area(page, box) for kind, box in log if kind.startswith("fill-im")) / area)


def _area(page: Any, box: Any) -> float:  # noqa: ANN401
    width, height = page.cropbox.width, page.cropbox.height
    across, down = min(box[2], width) - max(box[0], 0), min(box[3], height) - max(box[1], 0)
    return float(max(across, 0) * max(down, 0))


def _share_under(page: Any, log: list[Any]) -> bool:  # noqa: ANN401
    """Whether a picture that covers the page is painted after most of the text."""
    page_area = page.cropbox.get_area() or 1.0
    under = over = 0
    for kind, box in log:
        if kind in {"fill-text", "stroke-text"}:
            over += 1
        elif kind.startswith("fill-im") and _area(page, box) >= _COVERS * page_area:
            under, over = under + over, 0
    return under > over


def _lost_letters(page: Any) -> int:  # noqa: ANN401
    """How many glyphs are mapped to a space and are not the space of their font, by glyph number and width."""
    spaces: dict[str, Counter[tuple[int, float]]] = {}
    for trace in page.get_texttrace():
        if trace["size"] <= 0:
            continue
        for code, glyph, _, box in trace["chars"]:
            if code == _SPACE:
                width = round((box[2] - box[0]) / trace["size"], 2)
                spaces.setdefault(trace["font"], Counter())[glyph, width] += 1
    return sum(map(_strange, spaces.values()))


def _strange(glyphs: Counter[tuple[int, float]]) -> int:
    """Glyphs of another width than the commonest space; one such glyph alone may be a wide space."""
    usual = glyphs.most_common(1)[0][0][1]
    found = [glyph for glyph in glyphs if abs(glyph[1] - usual) > _APART]
    return sum(glyphs[glyph] for glyph in found) if len(found) > 1 else 0
