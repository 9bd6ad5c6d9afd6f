"""Files that hold more or less than one document: several one after the other, or a decision without its appendices.

Sources: Nghị định 30/2020/NĐ-CP, Phụ lục I (quốc hiệu, số, nơi nhận of every document; phụ lục on own pages).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import msgspec
import regex

from kc_extract.text import bare, is_upper
from kc_extract.types import Document, Frozen, Note, Outline, Paragraph, Part, Section, Span

_MOTTO = regex.compile(r"doc lap\W+tu do\W+hanh phuc")
_NUMBER = regex.compile(
    r"\W*số\s*:?\s*(\d+\w?(?:/\d{4})?\s*[-/]\s*\p{Lu}[\p{Lu}\d]*(?:[-/]\s?\p{Lu}[\p{L}\d]*)*)", regex.IGNORECASE
)
_BASIS = regex.compile(r"\W*can cu\s")
_RECIPIENTS = regex.compile(r"\W*noi nhan\s*:?")
_SIGNATURE = regex.compile(r"\n\W*(?:noi nhan|(?:tm|kt|tl|tuq|q)\s?\.)", regex.MULTILINE)
_NUMBER_LINE = regex.compile(r"\W*số\s*:", regex.IGNORECASE)
#: Capitals that end a document: the signature without a name beneath it.
_ENDS = regex.compile(
    r"\W*(?:tm|kt|tl|tuq|q)\s?\.|(?:pho )?(?:chu tich|giam doc|bo truong|thu truong|thu tuong|chu nhiem)\b"
)
_ABOVE = 4  # paragraphs of the header block above the quốc hiệu
_SEVERAL = 2
_TAIL = 2_000  # characters that the recipients and the signature take at most
_NEAR = 12  # paragraphs from the quốc hiệu to the number and the first căn cứ of its document
_BASES = 2
_KIND = r"(?:quyet dinh|nghi quyet|ke hoach|chuong trinh|thong bao|van ban|cong van|to trinh|quy dinh|quy che|de an)"
_APPENDED = regex.compile(
    r"(?:\(|\b(?:theo|tai|xem|co|chi tiet|cac))\s*(?:cac |\d+ )?phu luc(?:\s[^.;:()\n]{0,40})?\s"
    rf"(?:kem theo|dinh kem)(?:\s+{_KIND} nay)?\s*(?:[).;,]|$)"
    rf"|kem theo {_KIND} nay (?:la |co )?(?:cac |\d+ )?phu luc"
)
_ISSUED = regex.compile(rf"ban hanh kem theo {_KIND} nay")
_APPENDIX_OF = regex.compile(
    r"\(?\s*(?:ban hanh\s+)?(?:kem theo|dinh kem)\s+"
    r"(?:quyet dinh|nghi quyet|ke hoach|chuong trinh|cong van|thong tu)\s+so\s*:?\s*"
)
_TOP = 10  # paragraphs: an appendix by itself says at its top what it belongs to


class _Head(Frozen, frozen=True):
    """Where a document of its own begins, the span of its quốc hiệu and its number."""

    start: int
    motto: Span
    number: str | None


def outline_volumes(document: Document, outline: Callable[[Document], Outline]) -> Outline:
    """The outline of the document; where the file holds several, each by itself, one after the other.

    The parts of the first keep their names. The bodies of the others are ``body-2``, ``body-3`` …; what is issued with
    them and their appendices are counted on over the file: no record of one document stands in a part of another.
    """
    whole = outline(document)
    heads = [] if document.article is not None else list(_heads(document, whole))
    starts = [0, *(head.start for head in heads[1:]), len(document.text)]
    if len(heads) < _SEVERAL:
        return whole
    pieces = [_shifted(outline(_cut(document, start, end)), start) for start, end in pairwise(starts)]
    return _joined(pieces)


def _cut(document: Document, start: int, end: int) -> Document:
    """The document with the paragraphs of one range alone; offsets stay."""
    inside = tuple(paragraph for paragraph in document.paragraphs if start <= paragraph.span.start < end)
    return msgspec.structs.replace(document, text=document.text[:end], paragraphs=inside)


def _shifted(outline: Outline, start: int) -> Outline:
    """The outline of a cut document, its first part beginning where the cut does."""
    first = msgspec.structs.replace(outline.parts[0], span=Span(start, outline.parts[0].span.end))
    return msgspec.structs.replace(outline, parts=(first, *outline.parts[1:]))


def _joined(pieces: Sequence[Outline]) -> Outline:
    counts: Counter[str] = Counter()
    parts: list[Part] = []
    sections: list[Section] = []
    for piece in pieces:
        names = {part.name: _counted(part.name.split("-")[0], counts) for part in piece.parts}
        parts += [msgspec.structs.replace(part, name=names[part.name]) for part in piece.parts]
        sections += _renumbered(piece.sections, names, len(sections))
    return Outline(
        parts=tuple(parts), sections=tuple(sections), markers=tuple(span for piece in pieces for span in piece.markers)
    )


def _counted(kind: str, counts: Counter[str]) -> str:
    counts[kind] += 1
    return kind if kind == "body" and counts[kind] == 1 else f"{kind}-{counts[kind]}"


def _renumbered(sections: Sequence[Section], names: dict[str, str], before: int) -> Iterator[Section]:
    """The sections in the renamed parts, counted on behind those before."""
    ids = {section.id: f"s{before + index + 1}" for index, section in enumerate(sections)}
    for section in sections:
        parent = None if section.parent is None else ids[section.parent]
        yield msgspec.structs.replace(section, id=ids[section.id], parent=parent, part=names[section.part])


def find_volumes(document: Document, outline: Outline) -> tuple[Note, ...]:
    """A note for each further document in the file, and one where its appendices stand in another file.

    ``several_documents`` names the number, the pages and the parts of each document behind the first;
    ``separate_appendix`` says what is missing here, or what this appendix belongs to.
    """
    if document.article is not None:
        return ()
    notes = tuple(_later_documents(document, outline))
    return notes or tuple(_separate(document, outline))


def _later_documents(document: Document, outline: Outline) -> Iterator[Note]:
    heads = list(_heads(document, outline))
    for head, following in pairwise([*heads[1:], None]):
        if head is None:
            return
        end = following.start if following else len(document.text)
        names = [part.name for part in outline.parts if head.start <= part.span.start < end]
        named = f" ({head.number})" if head.number else ""
        place = f"here{_pages(document, head, end)}, behind {heads[0].number or 'the first'}"
        message = (
            f"another document{named} begins {place}: "
            f"its records stand in the parts {', '.join(names)}, the fields are those of the first; to have its fields "
            "too, split the file"
        )
        yield Note(code="several_documents", span=head.motto, message=message)


def _pages(document: Document, head: _Head, end: int) -> str:
    """The pages that it takes, as words to add; nothing where the input has no pages."""
    numbers = [word.page for word in document.words if head.start <= word.span.start < end]
    if not numbers or not document.pages[0].width:
        return ""
    return f", on page {numbers[0]}" + (f" to {numbers[-1]}" if numbers[-1] > numbers[0] else "")


def _heads(document: Document, outline: Outline) -> Iterator[_Head]:
    """Where each document of its own begins; the same number again is the same document."""
    prose = [paragraph for paragraph in document.paragraphs if paragraph.role != "footnote"]
    texts = [_text(document, paragraph) for paragraph in prose]
    numbers: set[str | None] = set()
    signed = True
    for index, text in enumerate(texts):
        signed = signed or _RECIPIENTS.match(bare(text)) is not None
        if not (signed and _MOTTO.search(bare(text))):
            continue
        number = _own_number(texts, index)
        proven = number is not None or (_has_bases(texts, index) and not _in_appendix(prose[index], outline))
        if number in numbers or (numbers and not proven):
            continue
        numbers.add(number)
        signed = False
        yield _Head(_top(prose, texts, index).span.start, prose[index].span, number)


def _top(prose: Sequence[Paragraph], texts: Sequence[str], index: int) -> Paragraph:
    """The first paragraph of the header block around a quốc hiệu: capitals, or the number, stand above it."""
    first = index
    while first and index - first < _ABOVE and (is_upper(texts[first - 1]) or _NUMBER_LINE.match(texts[first - 1])):
        if _ENDS.match(bare(texts[first - 1])):
            break
        first -= 1
    return prose[first]


def _own_number(texts: Sequence[str], index: int) -> str | None:
    """The number in the header block around a quốc hiệu, spaces closed; None where it was never filled in."""
    for text in texts[max(0, index - 4) : index + _NEAR]:
        found = _NUMBER.match(text)
        if found:
            return regex.sub(r"\s", "", found[1])
    return None


def _has_bases(texts: Sequence[str], index: int) -> bool:
    return sum(_BASIS.match(bare(text)) is not None for text in texts[index : index + _NEAR + _BASES]) >= _BASES


def _in_appendix(paragraph: Paragraph, outline: Outline) -> bool:
    """Whether a header stands in an appendix, where it may be that of a form to fill in."""
    inside = (part.name for part in outline.parts if part.span.start < paragraph.span.start < part.span.end)
    return any(name.startswith("appendix") for name in inside)


def _separate(document: Document, outline: Outline) -> Iterator[Note]:
    yield from _without_own_head(document)
    if not _SIGNATURE.search(bare(document.text[-_TAIL:])):
        return  # something follows the signature, whether or not its heading was understood
    names = {part.name.split("-")[0] for part in outline.parts}
    for paragraph in document.paragraphs:
        folded = bare(_text(document, paragraph))
        appended = "appendix" not in names and _APPENDED.search(folded)
        found = appended or (names == {"body"} and _ISSUED.search(folded))
        if paragraph.role == "body" and found:
            what = "an appendix" if appended else "what is issued with it"
            message = f"the document says that {what} is attached, and the file does not hold it; extract that file too"
            yield Note(code="separate_appendix", message=message, span=paragraph.span)
            return


def _without_own_head(document: Document) -> Iterator[Note]:
    """A note where the file is an appendix by itself: it has no quốc hiệu, and says at its top what it belongs to."""
    top = document.paragraphs[:_TOP]
    if any(_MOTTO.search(bare(_text(document, paragraph))) for paragraph in top):
        return
    for paragraph in top:
        text = _text(document, paragraph)
        found = _APPENDIX_OF.match(bare(text))
        if found:
            number = regex.match(r"\S+", text, pos=found.end())
            message = f"the file is attached to another document ({number.group() if number else 'without a number'})"
            yield Note(code="separate_appendix", message=message, span=paragraph.span)
            return


def _text(document: Document, paragraph: Paragraph) -> str:
    return document.text[paragraph.span.start : paragraph.span.end]
