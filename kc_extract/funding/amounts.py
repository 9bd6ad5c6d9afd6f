"""The amounts of money in a text, each with the words that belong to it and what it is for."""

from __future__ import annotations

import regex

from kc_extract.funding.places import Places
from kc_extract.funding.purposes import purpose_of
from kc_extract.funding.words import Purpose, source_hits
from kc_extract.types import Frozen, Mention, Span


class CellPlace(Frozen, frozen=True, kw_only=True):
    """Where an amount stands in a table, with the cells that say what it is.

    ``column`` is the whole header over it, ``name`` the part that tells the column from its neighbours,
    ``words`` are the cells of its header from the lowest up, ``label_span`` the cell that names its row.
    ``is_column_total``: it but sums up one column among others. ``explicit``: it carries its own currency.
    """

    table: str
    row: str | None
    column: str | None
    name: str | None
    is_column_total: bool
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
        """Whether the amount is a record: it is paid, and no mere column total or empty cell of a table."""
        return self.is_paid and not (self.place is not None and self.place.is_column_total) and not self.is_empty

    @property
    def is_empty(self) -> bool:
        """Whether the amount is a bare zero in a table, which says like a dash that nothing is set."""
        is_bare = self.place is not None and not self.place.explicit and self.mention.per is None
        return is_bare and self.purpose == "spend" and self.mention.low == self.mention.high == 0


#: How the words behind an amount that say whose money it is begin; a comma needs a preposition behind it.
_CLAIM = regex.compile(
    r"\s*(?:\([^()]{0,200}\)\s*)?(?:"
    r"(?:,\s*)?(?:được\s+)?(?:(?:huy động|lấy|trích|cấp|bố trí|bảo đảm|đảm bảo|cân đối|chi trả)\s+)?"
    r"(?:từ|do|bằng|thuộc|trong(?!\s+(?:đó|số)))"
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
    money = [mention for at, mention in enumerate(money) if not at or not is_gloss(places.low, money[at - 1], mention)]
    money = [mention for mention in money if not _is_misread(places.low, mention)]
    money = [mention for mention in money if not is_unit_line(places.low, mention)]
    out: list[Amount] = []
    for index, mention in enumerate(money):
        following = money[index + 1].span.start if index + 1 < len(money) else len(places.low)
        out.append(_amount(places, mention, out[-1] if out else None, following))
    return tuple(out)


_DATED = regex.compile(r"(?r)(?:ngày|tháng|số)\s*")
_LETTER = regex.compile(r"\p{L}")


def _is_misread(low: str, mention: Mention) -> bool:
    """Whether a sign that a scan made of a digit of a date (``ngày 2£ tháng``) is taken for a currency."""
    is_sign = _LETTER.search(low, mention.quantity.start, mention.quantity.end) is None
    return is_sign and _DATED.match(low, 0, mention.span.start) is not None


_UNIT = regex.compile(r"(?r)(?<!\p{L})(?:(?:đvt|dvt|đơn vị tính)\s*[:：]?|đơn vị\s*[:：])\s*\(?\s*")
_GLOSS = regex.compile(r"\s*[,.]?\s*\(?\s*(?:(?:viết |số tiền )?bằng chữ\s*:?\s*|số tiền\s*:?\s*)?")


def is_unit_line(low: str, mention: Mention) -> bool:
    """Whether an amount is the unit that a table counts in (``Đơn vị tính: 1000 đồng/m2``)."""
    return mention.low in _POWERS and _UNIT.match(low, 0, mention.span.start) is not None


_POWERS = {10**power for power in (0, 3, 6, 9)}


def is_gloss(low: str, figures: Mention, words: Mention) -> bool:
    """Whether an amount written in words only says again the amount in figures ahead of it."""
    between = low[figures.span.end : words.span.start]
    has_digits = any(char.isdigit() for char in low[words.quantity.start : words.quantity.end])
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
