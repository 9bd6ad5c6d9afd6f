"""Numbers that the words in front of them name: Điều 5, tháng 3, số 12, đợt 2, ấp 3, điện thoại."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import regex

from kc_extract.rules.shape import Silence, shape_at
from kc_extract.rules.vocabulary import squeeze

if TYPE_CHECKING:
    from kc_extract.rules.lists import Cue
    from kc_extract.rules.view import View

_LIST = r"[ \t]*(?:,|;|và|hoặc|hay|đến|tới|[-–—]|&)[ \t]*"

_DAY = (
    r"\d{1,2}-(?:1[0-2]|0?[1-9])(?=[ ]*(?:[,.;:)|]|$|\n))(?!,\d|\.\d)|"
    r"\d{1,2}(?:[ ]*(?:,|và|[-–]|đến)[ ]*\d{1,2})*+[ ]*"
    r"(?:tháng[ ]*\d{1,2}(?:[ ]*,?[ ]*năm[ ]*\d{4})?|(?:hằng|hàng)[ ]tháng"
    r"|[/.-][ ]?\d{1,2}(?:[/.-](?:[ ]?\d{4}|\d\d))?(?!\d)"
    r"(?:[ ]*(?:,|và|[-–]|đến)[ ]*\d{1,2}/\d{1,2}(?:/\d{4})?)*)(?!\d)"
    r"|\d{1,2}(?=[ ]*(?:[,.;:)|(]|$|\n|và|đến|tháng|của|cuối|tết|âm|dương))(?!,\d|\.\d)"
)
_MONTH = (
    r"\d{1,2}(?:[ ]*[/-][ ]*\d{4}|\.(?:19|20)\d\d|[ ]*,?[ ]*năm[ ]*\d{4}"
    r"|[ ]+(?:năm (?:nay|trước|sau|tới)|hằng năm|hàng năm|âm lịch))?"
    r"(?![\d/])(?![.,]\d)"
)
#: What follows a cue, by the name that the word list gives it.
_TAILS = {
    "day": _DAY,
    "month": _MONTH,
    "hour": r"(?:[01]?\d|2[0-4])[ ]?(?:giờ|h)(?:[ ]?[0-5]\d(?:[ ]?phút)?)?(?![\p{L}\d]|[ ](?:làm|công|dạy|học))",
    "year": r"(?:19|20)\d\d(?![\d]|[.,/]\d)",
    "reference": r"\d{1,4}(?:\.\d{1,3}){0,4}(?![\d]|,\d)(?:\p{Ll}(?!\p{L}))?(?:-\d+)?",
    "label": r"\d{1,4}(?:\.\d{1,2})?(?!\d|[.,]\d)(?:\p{L}(?![\p{L}\d]))?(?:/\d+)?(?![%\d])",
    "code": r"\d+(?:[/.]\d+)*(?:\p{Ll}(?!\p{L}))?(?:/\p{L}+)?(?![\d%]|[.,]\d)",
    "grade": r"\d(?:[.,]\d{1,2})?/\d{1,2}(?![\d%]|[.,]\d)",
    "version": r"\d\.0(?!\d)",
    "road": r"\d+(?:\p{L}{1,2}(?!\p{L}))?(?:\+\d+)?(?:[.-]\d+)?",
    "phone": (
        r"(?=\+?\(?\d(?:[(). -]{0,2}\d){2})\+?\(?\d+(?:[(). -]{1,2}\d+){0,6}"
        r"(?:[ ]?[-–/,;][ ]?\(?0?\d{2,}(?:[(). -]{1,2}\d+){0,5})*(?![\d%]|,\d)"
    ),
    "digits": r"\d[\d.-]*(?:[ ]\d[\d.-]*)*(?<=\d)(?!,\d)",
    "counter": r"\d[\d.,]*(?<=\d)(?!\d*/\d)",
    "coordinate": (
        r"\d{1,4}(?:\.\d{3}){2}(?:,\d+)?(?![\d%])|\d{2,4}\.\d{3}(?:,\d+)?(?![\d%])|\d{5,7}(?:[.,]\d+)?(?![\d%])"
        r"|\d{1,3}[.,]\d{4,}"
    ),
    "standard": r"\d[\d.:/-]*(?<=\d)(?:/\p{L}+)?",
    "match": r"\d{1,2}[ ]?[-–][ ]?\d{1,2}(?![\d%]|[.,]\d)",
    "none": r"(?!)",
}  # fmt: skip
_TAIL = {name: regex.compile(pattern) for name, pattern in _TAILS.items()}
_MORE = {
    name: regex.compile(rf"{_LIST}(?P<number>{_TAILS[name]})")
    for name in ("month", "year", "reference", "label", "code")
}
_STREET = regex.compile(
    r"[ ]*,?[ ]+(?:đường|phố|ngõ|ngách|hẻm|đại lộ|quốc lộ|tỉnh lộ|hương lộ|ấp|thôn|khu phố|tổ)(?!\p{L})"
)
#: A noun that is numbered itself, at the end of its clause (``thửa 124, 125 tờ 7``).
_NUMBERED = regex.compile(r"[ ]\d{1,4}[ ]*(?=[.,;)\n]|$)(?![.,]\d)")
_RATES = ("mỗi ", "một ", "hằng ", "hàng ", "từng ", "bình quân ", "mọi ")
_ABBREVIATED = frozenset(("road", "label", "phone"))
_ABBREVIATION = 4


class Named(NamedTuple):
    """What a cue covers, and whether a unit behind the number would still make it a quantity."""

    silence: Silence
    is_weak: bool
    reason: str


def cue_before(view: View, at: int) -> Named | None:
    """The cue in front of the number at ``at``, with the figures that it names, or None."""
    found, gap = view.words.cue.match(view.low, 0, at), ""
    if found is None:
        end, gap = _gap_before(view.low, at)
        found = view.words.cue.match(view.low, 0, end) if gap else None
    if found is None:
        return None
    for cue in view.words.cues[squeeze(found[0])]:
        if cue.reason is not None and _is_near(view, cue, found, gap) and (tail := _TAIL[cue.tail].match(view.low, at)):
            return _named(view, cue, found, tail)
    return None


def _gap_before(low: str, at: int) -> tuple[int, str]:
    """Where the word in front of a number ends, and the sign between them: a colon, a full stop, a bracket."""
    end = at
    while end and low[end - 1] in " \t":
        end -= 1
    if low[end - 1 : end] not in (":", ".", "(", "+"):
        return end, ""
    end -= 1
    while end and low[end - 1] in " \t:(.":
        end -= 1
    return end, low[end:at].strip()


def _named(view: View, cue: Cue, found: regex.Match[str], tail: regex.Match[str]) -> Named:
    reason = cue.reason or ""
    if cue.name == "numbered" and _STREET.match(view.low, tail.end(), tail.end() + 24):
        reason = "address"
    is_weak = cue.strength == "weak" and not (cue.tail == "month" and tail.end() > tail.start() + 2)
    return Named(Silence(found.start(), _last(view, cue, tail.end()), reason, cue.name), is_weak, reason)


def _is_near(view: View, cue: Cue, found: regex.Match[str], gap: str) -> bool:
    """Whether nothing but what the cue allows stands between, and no word makes it a rate (``mỗi tháng 2 đợt``)."""
    if gap and not cue.colon and not (gap == "." and cue.tail in _ABBREVIATED and len(found[0]) < _ABBREVIATION):
        return False
    if cue.tail == "counter" and not gap:
        return False
    is_rated = cue.strength == "weak" or cue.tail in ("day", "label", "reference")
    return not (is_rated and view.low.endswith(_RATES, 0, found.start()))


def _last(view: View, cue: Cue, end: int) -> int:
    """The end of a list of numbers that share the cue (``khoản 1, 2 và 3``); one with a unit or a date is not of it."""
    more = _MORE.get(cue.tail)
    while more is not None and (found := more.match(view.low, end, end + 60)):
        dated = None if cue.reason == "date" else shape_at(view.text, found.start("number"))
        if dated is not None and dated.reason == "date":
            break
        after = view.words.after.match(view.low, found.end())
        if after is not None and _is_unit(view, after[0]) and not _goes_on(view, cue, after[0], after.end()):
            break
        end = found.end()
    return end


def _is_unit(view: View, word: str) -> bool:
    """Whether the word behind a listed number is what it counts, and no verb of the clause."""
    return view.words.meanings[squeeze(word)].kind != "decoy" and word not in view.words.verbs


def _goes_on(view: View, cue: Cue, word: str, end: int) -> bool:
    """Whether the unit-like word behind a listed number, up to ``end``, goes on with what the cue names.

    The next reference (``khoản 1, 2 Điều 5``), a year, a place with its name (``ấp 3 và 4 xã Long Phước``).
    """
    if cue.tail == "reference":
        named = view.words.cues.get(squeeze(word), ())
        return any(cue.reason in ("legal_reference", "document_number") for cue in named)
    if cue.reason == "address" and word in view.words.places:
        return view.text[end + 1 : end + 2].isupper()
    if cue.tail == "label" and _NUMBERED.match(view.low, end):
        return True
    return cue.tail in ("month", "label") and word == "năm"
