"""The parts of a document: the decision itself, what is issued with it, and its appendices.

Sources: Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I mục 5 and phần III (phụ lục, văn bản kèm theo).
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from kc_extract.text import bare, is_upper
from kc_extract.types import Document, Paragraph, Part, Span

_APPENDIX = regex.compile(
    r"phu luc(?:\s+(?:so\s*)?(?P<number>[ivxlc]+|\d{1,2}[a-z]?|[a-h]))?\s*(?:[.:]|[-–]|(?=\s)|$)\s*(?P<rest>.*)",
    regex.DOTALL,
)
#: What a decision issues with itself; the heading stands in capitals on a line of its own.
_KINDS = (
    "chuong trinh", "ke hoach", "quy che", "quy dinh", "de an", "dieu le", "phuong an", "danh muc", "noi quy",
    "huong dan", "chien luoc", "quy hoach", "bang gia", "danh sach", "quy trinh", "bo tieu chi", "tieu chi", "dinh muc",
    "khung", "bieu", "noi dung", "du toan", "quy chuan", "bo chi so", "phe duyet", "chinh sach", "muc thu", "don gia",
)  # fmt: skip
_ISSUED_WITH = regex.compile(
    r"\(?\s*(?:duoc\s+)?(?:ban hanh\s+|phe duyet\s+)?(?:kem theo|dinh kem)\b"
    r"|\(\s*(?:ban hanh\s+)?theo (?:quyet dinh|nghi quyet)"
)
#: Said of an appendix, not over it (``Phụ lục kèm theo Quyết định này gồm``).
_ITS_OWN = regex.compile(r"(?:ban hanh )?kem theo (?:quyet dinh|nghi quyet|ke hoach|thong tu|quy dinh) nay")
_SIGNED = regex.compile(r"(?:tm|kt|tuq|tl|q)\.\s|noi nhan\s*:")
_NEAR = 5
#: A heading of so many words, with brackets below it that say what it is issued with, opens a part of any kind.
_HEADING = 4
_LONG = 300


def find_parts(document: Document) -> tuple[Part, ...]:
    """The parts in the order of the text, covering it without gaps."""
    prose = [paragraph for paragraph in document.paragraphs if paragraph.role == "body"]
    starts: list[tuple[str, Paragraph]] = []
    for index, paragraph in enumerate(prose):
        kind = _opening(document.text, prose, index)
        if kind and not _is_same(starts, kind, index, prose):
            starts.append((kind, paragraph))
    return _named(starts, len(document.text))


def _is_same(starts: list[tuple[str, Paragraph]], kind: str, index: int, prose: Sequence[Paragraph]) -> bool:
    """Whether the heading only continues the one before it (``PHỤ LỤC I`` / ``QUY ĐỊNH VỀ …``)."""
    if kind != "attachment" or not starts:
        return False
    return starts[-1][1] in prose[max(0, index - _NEAR) : index]


def _opening(text: str, prose: Sequence[Paragraph], index: int) -> str | None:
    own = _text(text, prose[index])
    if not own or len(own) > _LONG:
        return None
    if _opens_appendix(own, prose[index]) and not _is_bare(own, text, prose, index):
        return "appendix"
    return "attachment" if _opens_attachment(own, text, prose, index) else None


def _opens_appendix(own: str, paragraph: Paragraph) -> bool:
    found = _APPENDIX.match(bare(own))
    if found is None or own.endswith((";", ",")):
        return False
    rest = own[found.start("rest") :].strip()
    if own.startswith("PHỤ LỤC") and _ITS_OWN.match(bare(rest)) is None:
        return not rest or not rest[:1].islower() or _ISSUED_WITH.match(bare(rest)) is not None
    return (
        (not rest and bool(found["number"]))
        or (not rest and (paragraph.bold or paragraph.centred))
        or (bool(found["number"]) and (paragraph.bold or is_upper(rest)))
    )


def _is_bare(own: str, text: str, prose: Sequence[Paragraph], index: int) -> bool:
    """An unnumbered heading over numbered appendices stands for them all and is no appendix of its own."""
    found = _APPENDIX.match(bare(own))
    if found is None or found["number"]:
        return False
    for paragraph in prose[index + 1 : index + 1 + _NEAR]:
        later = _text(text, paragraph)
        number = _APPENDIX.match(bare(later))
        if number and number["number"] and len(later) < _LONG:
            return True
        if not (later.startswith("(") or is_upper(later)):
            return False
    return False


def _opens_attachment(own: str, text: str, prose: Sequence[Paragraph], index: int) -> bool:
    """A kind word in capitals that the next lines say is issued with the decision, or that follows the signature."""
    folded = bare(own)
    first = own.split("(", maxsplit=1)[0].strip()
    if not index or not first or not is_upper(first):
        return False
    after = [own[len(first) :], *(_text(text, paragraph) for paragraph in prose[index + 1 : index + 1 + _NEAR])]
    is_kind = folded.startswith(_KINDS)
    for line in after:
        if _ISSUED_WITH.match(bare(line).strip()):
            return is_kind or (line.strip().startswith("(") and len(first.split()) >= _HEADING)
        if any(char.islower() for char in line.split("(", maxsplit=1)[0]):
            break
    return is_kind and folded in _KINDS and _is_after_signature(text, prose, index)


def _is_after_signature(text: str, prose: Sequence[Paragraph], index: int) -> bool:
    return any(_SIGNED.match(bare(_text(text, paragraph))) for paragraph in prose[max(0, index - 40) : index])


def _named(starts: Sequence[tuple[str, Paragraph]], end: int) -> tuple[Part, ...]:
    names, counts = ["body"], {"attachment": 0, "appendix": 0}
    for kind, _ in starts:
        counts[kind] += 1
        names.append(f"{kind}-{counts[kind]}")
    edges = [0, *(paragraph.span.start for _, paragraph in starts), end]
    return tuple(Part(name=name, span=Span(edges[i], edges[i + 1])) for i, name in enumerate(names))


def _text(text: str, paragraph: Paragraph) -> str:
    return text[paragraph.span.start : paragraph.span.end].strip()
