"""The amounts of money in a text, each with the words that belong to it and what it is for."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from kc_extract.funding.places import Places
from kc_extract.funding.words import Cue, Purpose, cues, source_hits
from kc_extract.types import Frozen, Mention, Span

#: Why an amount is no funding record; ``rule`` is a step of a calculation, ``gloss`` repeats an amount in words.
Verdict = Purpose


class CellPlace(Frozen, frozen=True, kw_only=True):
    """Where an amount stands in a table: its header cells (``words``) from the lowest up, and the cell that names its row.

    ``is_total``: it stands in a row that sums up its column. ``explicit``: the amount carries its own currency rather than the table's.
    """

    table: str
    row: str | None
    column: str | None
    is_total: bool
    row_number: int
    column_number: int
    label_header: str | None
    words: tuple[Span, ...]
    label_span: Span
    explicit: bool


class Amount(Frozen, frozen=True, kw_only=True):
    """An amount of money in its sentence.

    ``before`` runs from the amount ahead of it (or the sentence's start), ``after`` holds the words behind it that
    say whose money it is. ``purpose`` is None where no word tells it.
    """

    mention: Mention
    sentence: Span
    before: Span
    after: Span
    purpose: Purpose | None
    place: CellPlace | None = None

    @property
    def start(self) -> int:
        """Where the amount stands, which tells it from all others."""
        return self.mention.span.start

    @property
    def is_paid(self) -> bool:
        """Whether somebody plans, grants, charges, fines or caps the amount."""
        return self.purpose in {"spend", "charge", "fine", "prize"}

    @property
    def is_funding(self) -> bool:
        """Whether the amount is a record: it is paid, and does not only sum up the column of a table."""
        return self.is_paid and not (self.place is not None and self.place.is_total)


#: How the words behind an amount that say whose money it is begin; a comma needs a preposition behind it.
_CLAIM = regex.compile(
    r"\s*(?:\([^()]{0,200}\)\s*)?(?:"
    r"(?:,\s*)?(?:được\s+)?(?:(?:huy động|lấy|trích|cấp|bố trí|bảo đảm|đảm bảo|cân đối|chi trả)\s+)?(?:từ|do|bằng|thuộc|trong(?!\s+(?:đó|số)))"
    r"|\(?\s*(?:của|nguồn|vốn|ngân sách|kinh phí)"
    r"|\(\s*(?:từ|do|bằng)"
    r")(?!\p{L})"
)
_CLAIM_END = regex.compile(r"[,;:.)](?=\s|$)|\n| \| |$")
_AND = regex.compile(r"(?r)\s+(?:và|,|;|cùng)\s+")
_LISTED = regex.compile(
    r",\s+(?:và\s+)?(?:từ\s+|các\s+)?(?:nguồn|vốn|ngân sách|kinh phí|đóng góp|đối ứng|xã hội hóa|xã hội hoá)(?!\p{L})"
)


def read_amounts(places: Places) -> tuple[Amount, ...]:
    """Every amount of money outside tables with its words and its purpose, in reading order."""
    money = [m for m in places.context.reading.mentions if m.kind == "money" and places.cell(m.span.start) is None]
    money = [mention for at, mention in enumerate(money) if not at or not is_gloss(places, money[at - 1], mention)]
    out: list[Amount] = []
    for index, mention in enumerate(money):
        following = money[index + 1].span.start if index + 1 < len(money) else len(places.low)
        out.append(_amount(places, mention, out[-1] if out else None, following))
    return tuple(out)


_GLOSS = regex.compile(r"\s*[,.]?\s*\(?\s*(?:(?:viết |số tiền )?bằng chữ\s*:?\s*|số tiền\s*:?\s*)?")


def is_gloss(places: Places, figures: Mention, words: Mention) -> bool:
    """Whether an amount written in words only says again the amount in figures ahead of it."""
    between = places.low[figures.span.end : words.span.start]
    has_digits = any(char.isdigit() for char in places.low[words.quantity.start : words.quantity.end])
    return not has_digits and _GLOSS.fullmatch(between) is not None and bool(between.strip())


def _amount(places: Places, mention: Mention, previous: Amount | None, following: int) -> Amount:
    sentence = places.sentence(mention.span)
    start = max(sentence.start, previous.after.end) if previous else sentence.start
    before = Span(min(start, mention.span.start), mention.span.start)
    after = Span(
        mention.span.end, _claim_end(places, mention.span.end, min(following, max(sentence.end, mention.span.end)))
    )
    return Amount(
        mention=mention,
        sentence=sentence,
        before=before,
        after=after,
        purpose=purpose_of(places, mention, Span(sentence.start, mention.span.start), last=before.start),
    )


def _claim_end(places: Places, at: int, stop: int) -> int:
    """Where the words behind an amount end that say whose money it is; ``at`` where there are none."""
    low = places.low
    if low.count("(", at, stop) > low.count(")", at, stop):
        stop = low.index("(", at, stop)
    begin = _CLAIM.match(low, at, stop)
    end = _phrase_end(low, begin.end() if begin else at, stop)
    last = _AND.search(low, at, end) if end == stop else None
    if last is not None and not low[last.end() : end].strip():
        end = last.start()
    hit = next(source_hits(low, at, end), None)
    begins = begin is not None or (hit is not None and not low[at : hit.start].strip(" ("))
    return end if begins and hit is not None else at


def _phrase_end(low: str, at: int, stop: int) -> int:
    """The end of a phrase that may list several sources; an amount behind a comma belongs to what follows."""
    while (end := _CLAIM_END.search(low, at + 1, stop)) is not None and end[0] == ",":
        listed = _LISTED.match(low, end.start(), stop)
        if listed is None or _CLAIM_END.search(low, listed.end(), stop) is None:
            return end.start()
        at = listed.end()
    return end.start() if end is not None else stop


# --- what it is for ---------------------------------------------------------------------------------------

#: A share of something times an amount is a rule of calculation, whoever pays.
_FACTOR = regex.compile(r"(?r)\d\s*%[^.;%]{0,40}\s[x×*]\s*\(?\s*|[x×*]\s*\d[\d.,]*\s*%\s*[x×*]\s*|\+\s*\(?\s*")
#: An amount right ahead of another's name only bounds a class to which the other applies (``Đến 1 tỷ đồng mức thu là …``).
_BOUND_OF = regex.compile(r"\s*(?:thì\s+|được\s+)?(?:mức (?:thu|phí|phạt|hỗ trợ|chi|đóng)|phải nộp|thu)(?!\p{L})")
_SEGMENT = regex.compile(r"[,;:()–]|\s-\s|\. ")
_PART_OF_SUM = regex.compile(r"(?r)phần\s+(?:[\p{L} ]{0,40})(?:trên|vượt|còn lại)?\s*")


def purpose_of(
    places: Places, mention: Mention, before: Span, *, last: int = 0, inherit: bool = True
) -> Purpose | None:
    """What the amount is for: told by its sentence, else, to ``inherit``, by the lines that lead in and the headings.

    ``before`` is the sentence ahead of it, ``last`` where the amount ahead of it in that sentence ends.
    """
    low = places.low
    if _FACTOR.match(low, before.start, before.end) or _PART_OF_SUM.match(low, before.start, mention.quantity.start):
        return "worth"
    if _BOUND_OF.match(low, mention.span.end):
        return "worth"
    own = next((found for part in _segments(low, before, last) if (found := leading_cue(low, part)) is not None), None)
    if own is not None and own.bounds and _is_bounded(mention) and next(source_hits(low, own.end, before.end), None) is None:
        return "worth"
    if own is not None and not (own.weak and inherit):
        return _settled(places, own.purpose)
    above = _inherited(places, mention, before) if inherit else None
    if own is not None and above not in {"charge", "fine"}:
        return own.purpose
    return _settled(places, above)


def _is_bounded(mention: Mention) -> bool:
    """Whether the amount is but a bound: one side is open, or excluded."""
    return None in {mention.low, mention.high} or mention.low_open or mention.high_open or mention.low != mention.high


#: In the documents that set prices a price is a charge; elsewhere it is only reported.
_SETS_PRICES = frozenset({"decision", "resolution", "circular", "decree", "law", "ordinance"})


def _settled(places: Places, purpose: Purpose | None) -> Purpose | None:
    return "charge" if purpose == "market" and places.context.header.kind in _SETS_PRICES else purpose


def _segments(low: str, before: Span, last: int) -> Iterator[Span]:
    """The parts of the sentence before an amount, the nearest first; another amount ends a part too."""
    marks = [mark.span() for mark in _SEGMENT.finditer(low, before.start, before.end)]
    if before.start < last < before.end:
        marks = sorted([*marks, (last, last)])
    end = before.end
    for start, stop in reversed(marks):
        yield Span(stop, end)
        end = start
    yield Span(before.start, end)


def leading_cue(low: str, span: Span) -> Cue | None:
    """The word that decides a part of a sentence: its first, but a weak one only where no stronger one follows."""
    weak: Cue | None = None
    for cue in cues(low, span.start, span.end):
        if not cue.weak:
            return cue
        weak = weak or cue
    return weak


def first_purpose(low: str, span: Span) -> Purpose | None:
    """The purpose that a heading, a label or a part of a sentence states."""
    cue = leading_cue(low, span)
    return cue.purpose if cue is not None else None


def _inherited(places: Places, mention: Mention, sentence: Span) -> Purpose | None:
    paragraph = places.paragraph(mention.span.start)
    for part in _segments(places.low, Span(paragraph.start, max(paragraph.start, sentence.start)), 0):
        if (found := first_purpose(places.low, part)) is not None:
            return found
    for lead in places.leads(mention.span.start):
        found = first_purpose(places.low, places.paragraphs[lead].span)
        if found is not None:
            return found
    part = places.index.part(mention.span.start)
    return title_purpose(places, part.span.start) if part.name != "body" else _header_purpose(places)


def _header_purpose(places: Places) -> Purpose | None:
    title = (places.context.header.title or "").lower()
    return first_purpose(title, Span(0, len(title)))


#: The heading of an attachment and its title stand in its first lines.
_TITLE_LINES = 4


def title_purpose(places: Places, start: int) -> Purpose | None:
    """What the title of the part that starts at the offset says of its money."""
    first = places.index.paragraph_index(start)
    for paragraph in places.paragraphs[first : first + _TITLE_LINES]:
        found = first_purpose(places.low, paragraph.span)
        if found is not None:
            return found
    return None
