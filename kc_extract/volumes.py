"""Files that hold more or less than one document: several one after the other, or a decision without its appendices.

Sources: Nghị định 30/2020/NĐ-CP, Phụ lục I (quốc hiệu, số, nơi nhận of every document; phụ lục on own pages).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from kc_extract.text import bare
from kc_extract.types import Document, Note, Outline, Paragraph, Span

_MOTTO = regex.compile(r"doc lap\W+tu do\W+hanh phuc")
_NUMBER = regex.compile(
    r"\W*số\s*:?\s*(\d+\w?(?:/\d{4})?\s*[-/]\s*\p{Lu}[\p{Lu}\d]*(?:[-/]\s?\p{Lu}[\p{L}\d]*)*)", regex.IGNORECASE
)
_BASIS = regex.compile(r"\W*can cu\s")
_RECIPIENTS = regex.compile(r"\W*noi nhan\s*:?")
_SIGNATURE = regex.compile(r"\n\W*(?:noi nhan|(?:tm|kt|tl|tuq|q)\s?\.)", regex.MULTILINE)
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


def find_volumes(document: Document, outline: Outline) -> tuple[Note, ...]:
    """A note for each further document in the file, and one where its appendices stand in another file.

    ``several_documents`` names the number and the place of each document behind the first; ``separate_appendix`` says
    what is missing here, or what this appendix belongs to.
    """
    if document.article is not None:
        return ()
    notes = tuple(_later_documents(document, outline))
    return notes or tuple(_separate(document, outline))


def _later_documents(document: Document, outline: Outline) -> Iterator[Note]:
    heads = list(_heads(document, outline))
    for span, number in heads[1:]:
        named = f" ({number})" if number else ""
        message = (
            f"another document{named} begins here, behind {heads[0][1] or 'the first'}: its records stand among those "
            "of the first; split the file and extract the parts by themselves"
        )
        yield Note(code="several_documents", span=span, message=message)


def _heads(document: Document, outline: Outline) -> Iterator[tuple[Span, str | None]]:
    """Where each document of its own begins, and its number; the same number again is the same document."""
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
        yield prose[index].span, number


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
