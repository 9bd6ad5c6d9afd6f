"""Numbers with characters missing, mended from the document's own other mentions and words, never from outside."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec
import regex

from kc_extract.gazetteer import code_of_kind, is_agency_code, kind_of_code, kind_of_word
from kc_extract.references import Reference
from kc_extract.types import Frozen, Note

#: So many characters may be missing at one blank.
_LOST = 3


class Repair(Frozen, frozen=True, kw_only=True):
    """A reference as it is to be counted: mended or as printed, with a note where it was damaged."""

    reference: Reference
    mended: bool = False
    note: Note | None = None


def repair(references: Sequence[Reference]) -> tuple[Repair, ...]:
    """Each reference mended where the document proves what is missing; doubtful ones are kept and noted."""
    whole = [reference for reference in references if not reference.gaps]
    return tuple(_repair(reference, whole) for reference in references)


def _repair(reference: Reference, whole: Sequence[Reference]) -> Repair:
    if not reference.gaps:
        return Repair(reference=reference)
    twin = next((other for other in whole if _is_twin(reference, other)), None)
    if twin is not None:
        mended = msgspec.structs.replace(reference, number=twin.number, code=twin.code, kind=twin.kind)
        evidence = "the same number elsewhere in the text"
        return Repair(reference=mended, mended=True, note=_note(reference, mended, evidence))
    named = _named(reference)
    if named is not None:
        evidence = f"the word “{reference.noun}” before it"
        return Repair(reference=named, mended=True, note=_note(reference, named, evidence))
    return Repair(reference=reference, note=_doubt(reference) if _is_broken(reference) else None)


def _is_twin(damaged: Reference, other: Reference) -> bool:
    """Whether the other number is this one with characters put in at its blanks, and the dates allow it."""
    if len(other.number) <= len(damaged.number) or not _fits(damaged, other):
        return False
    dates = [item.dated.date for item in (damaged, other) if item.dated]
    agree = len(dates) > 1 and dates[0] == dates[1]
    if _number_part(damaged) != _number_part(other):
        return agree
    return agree or len(dates) <= 1 or bool(damaged.dated and damaged.dated.doubtful)


def _fits(damaged: Reference, other: Reference) -> bool:
    cuts = [0, *damaged.gaps, len(damaged.number)]
    pieces = [regex.escape(damaged.number[start:end]) for start, end in pairwise(cuts)]
    return regex.fullmatch(rf"[\p{{L}}\d]{{0,{_LOST}}}".join(pieces), other.number) is not None


def _number_part(reference: Reference) -> tuple[str, int | None]:
    return reference.digits, reference.year


def _named(reference: Reference) -> Reference | None:
    """The number whose type's first letters are lost, mended by the noun before it (``Quyết định 14/2020/ Đ-UBND``)."""
    start = len(reference.number) - len(reference.code)
    first = regex.match(r"[\p{L}\d]+", reference.code)
    kind = kind_of_word(reference.noun) if reference.noun else None
    if first is None or kind is None or start not in reference.gaps or kind_of_code(first[0]):
        return None
    codes = [code for code in code_of_kind(kind)[:1] if code.endswith(first[0]) and code != first[0]]
    if not codes:
        return None
    code = codes[0] + reference.code[first.end() :]
    return msgspec.structs.replace(reference, number=reference.number[:start] + code, code=code, kind=kind)


def _is_broken(reference: Reference) -> bool:
    """Whether the type in a number with blanks is none that is known."""
    first = regex.match(r"[\p{L}]+", reference.code)
    return first is not None and kind_of_code(first[0]) is None and not is_agency_code(first[0]) and len(first[0]) == 1


def _note(damaged: Reference, mended: Reference, evidence: str) -> Note:
    read = f"the number {damaged.number} has blanks in it and is read as {mended.number}"
    message = f"{read}, from {evidence}; compare the page"
    return Note(code="number_repaired", message=message, span=damaged.span)


def _doubt(reference: Reference) -> Note:
    message = f"the number {reference.number} seems to miss characters and is kept as printed; compare the page"
    return Note(code="number_doubtful", message=message, span=reference.span)
