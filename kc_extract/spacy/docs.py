"""An extraction as a spaCy ``Doc``: its text in words, its records as span groups with attributes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from kc_extract.rules import find_quantities
from kc_extract.schema import decode, encode
from kc_extract.spacy.words import word_spans
from kc_extract.types import Extraction, Frozen, Mention, Record, Span

if TYPE_CHECKING:
    from spacy.vocab import Vocab

#: The span groups, each with the label of its spans.
GROUPS = {"sections": "SECTION", "quantities": "QUANTITY", "targets": "TARGET", "funding": "FUNDING"}
_KEY = "kc_extract"

Place = Callable[[Span], Span | None]


class Opened(Frozen, frozen=True):
    """What a ``Doc`` carries, decoded: the extraction, and its records and quantities by the ids of their spans."""

    extraction: Extraction
    records: dict[str, Record | Mention]


def doc_of(extraction: Extraction, vocab: Vocab) -> Doc:
    """The extraction's text as a ``Doc`` of Vietnamese words, cut so that every record begins and ends with a word."""
    edges = (edge for _, _, span in _placed(extraction) for edge in (span.start, span.end))
    doc = words_to_doc(extraction.text, word_spans(extraction.text, edges), vocab)
    return annotate(doc, extraction, lambda span: span)


def words_to_doc(text: str, words: Sequence[Span], vocab: Vocab) -> Doc:
    """A ``Doc`` whose text is ``text``; what lies between the words, but for one space, are tokens of white space."""
    tokens: list[str] = []
    spaces: list[bool] = []
    end = 0
    for span in (*words, Span(len(text), len(text))):
        gap = text[end : span.start]
        if gap.startswith(" ") and tokens:
            spaces[-1], gap = True, gap[1:]
        for piece in (gap, text[span.start : span.end]):
            if piece:
                tokens.append(piece)
                spaces.append(False)
        end = span.end
    return Doc(vocab, words=tokens, spaces=spaces)


def annotate(doc: Doc, extraction: Extraction, place: Place) -> Doc:
    """The ``Doc`` with the extraction's records as span groups; ``place`` tells where in it a span of theirs is.

    A span that begins or ends inside a token takes the whole token; a record without a place has no span.
    """
    doc.user_data[_KEY] = encode(extraction)
    groups: dict[str, list[DocSpan]] = {name: [] for name in GROUPS}
    for name, identity, span in _placed(extraction):
        placed = place(span)
        if placed is not None:
            found = doc.char_span(placed.start, placed.end, GROUPS[name], alignment_mode="expand", span_id=identity)
            groups[name] += [found] if found is not None else []
    for name, spans in groups.items():
        doc.spans[name] = spans
    return doc


def _placed(extraction: Extraction) -> Iterator[tuple[str, str, Span]]:
    """Group, id and span of everything that becomes a span of a ``Doc``; bullets are no sections."""
    for name, records in (
        ("sections", [section for section in extraction.sections if not section.bullet]),
        ("targets", extraction.targets),
        ("funding", extraction.funding),
    ):
        yield from ((name, record.id, record.span) for record in records if len(record.span))
    for identity, mention in _quantities(extraction):
        yield "quantities", identity, mention.span


def _quantities(extraction: Extraction) -> Iterator[tuple[str, Mention]]:
    """The quantities of the text outside the markers of sections, numbered in its order."""
    marked = [Span(section.span.start, section.span.start + len(section.marker)) for section in extraction.sections]
    starts = {offset for span in marked for offset in range(span.start, span.end)}
    mentions = (mention for mention in find_quantities(extraction.text) if mention.span.start not in starts)
    yield from ((f"q{number}", mention) for number, mention in enumerate(mentions, start=1))


@lru_cache(maxsize=64)
def _opened(data: bytes) -> Opened:
    extraction = decode(data)
    records: Iterable[Record] = (*extraction.sections, *extraction.targets, *extraction.funding)
    return Opened(extraction, {**{record.id: record for record in records}, **dict(_quantities(extraction))})


def _extraction(doc: Doc) -> Extraction | None:
    return _opened(doc.user_data[_KEY]).extraction if _KEY in doc.user_data else None


def _record(span: DocSpan) -> Record | Mention | None:
    data = span.doc.user_data.get(_KEY)
    return None if data is None else _opened(data).records.get(span.id_)


Doc.set_extension("kc", getter=_extraction, force=True)
DocSpan.set_extension("kc", getter=_record, force=True)
