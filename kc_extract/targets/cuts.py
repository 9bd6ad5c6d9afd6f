"""Where, between two figures, the phrase of the second begins."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from kc_extract.targets.times import without_times
from kc_extract.targets.words import ending, pattern, words
from kc_extract.types import Mention

_DELIMITER = regex.compile(
    r",\s(?:trong đó[,:]?\s(?:có\s)?)?|\s(?:và|cùng|hoặc|(?<!đối )với|nhưng|trong đó|do|nhờ)\s"
    r"|\s[-–]\s(?!(?:xây dựng|dịch vụ|xã hội)(?!\p{L}))|\("
)
#: A bracket that closes again before the second figure opens nothing there.
_CLOSED = regex.compile(r"\([^()]*\)")


def cut_between(folded: str, previous: Mention, following: Mention) -> int | None:
    """Where the second figure's phrase begins: at a delimiter before its verb, its name or itself; else None."""
    start = previous.span.end
    if following.kind == "percent" and _SHARE.fullmatch(folded, start, following.quantity.start):
        return start
    found = _delimiters(folded, start, following)
    for delimiter in reversed(found):
        between = without_times(folded[delimiter.end() : following.span.start].strip())
        counted = _COUNTED.sub("", between)
        is_named = any(pattern("figure_nouns").match(words_between) for words_between in (between, counted))
        if delimiter[0].strip() in {",", "(", "với"} and is_named:
            return delimiter.start()  # a figure with the noun that names it (``, kinh phí 200 triệu đồng``)
        is_base = _BASE.fullmatch(folded, start, delimiter.start()) is not None
        if delimiter[0].startswith(",") and ending("actions").search(folded, start, delimiter.start()) and not is_base:
            continue  # one verb of a list (``sửa chữa, nâng cấp 54 nhà văn hóa``)
        if not counted or pattern("actions", "results", "auxiliaries").match(counted):
            return _chain_start(folded, found[: found.index(delimiter) + 1])
    subject = [delimiter for delimiter in found if _opens_subject(folded, start, delimiter)]
    if subject and reaches(folded, subject[-1].end(), following.quantity.start):
        return _subject_start(folded, start, subject)
    if not found or not is_parallel(folded, previous, following):
        return None
    return next((match for match in found if "trong đó" in match[0]), found[0]).start()


#: What tells right behind a figure what share it is (``đạt 46.150 tấn bằng 98% kế hoạch``).
_SHARE = regex.compile(r"\s*(?:bằng|chiếm|tăng|giảm)\s+(?:khoảng\s+|gần\s+|trên\s+|hơn\s+)?")


#: What gives the cause of a change.
_CAUSES = frozenset({"do", "nhờ"})


def _opens_subject(folded: str, start: int, delimiter: regex.Match[str]) -> bool:
    """Whether a clause with a subject of its own may begin there: ``và`` opens one behind a figure told to its end."""
    if delimiter[0].strip() == "và":
        return _BASE.fullmatch(folded, start, delimiter.start()) is not None
    return delimiter[0].startswith((",", "(")) or delimiter[0].strip() in _CAUSES


def _delimiters(folded: str, start: int, following: Mention) -> list[regex.Match[str]]:
    end = following.span.start
    closed = [bracket.span() for bracket in _CLOSED.finditer(folded, start, end)]
    found = _DELIMITER.finditer(folded, start, end)
    return [match for match in found if not any(first <= match.start() < last for first, last in closed)]


def _subject_start(folded: str, start: int, delimiters: Sequence[regex.Match[str]]) -> int:
    """Where a subject with a verb of its own begins, which may hold commas itself (``văn bằng, chứng chỉ đạt 24%``)."""
    for delimiter in reversed(delimiters):
        named = pattern("figure_nouns").match(folded, _behind_joint(folded, delimiter.end()))
        if named is not None or "(" in delimiter[0] or "trong đó" in delimiter[0]:
            return delimiter.end() if delimiter[0].strip() in _CAUSES else delimiter.start()
    first = delimiters[0]
    return first.start() if _BASE.fullmatch(folded, start, first.start()) else delimiters[-1].start()


def _behind_joint(folded: str, at: int) -> int:
    joint = _JOINT.match(folded, at)
    return joint.end() if joint is not None else at


_JOINT = regex.compile(r"(?:riêng|trong đó|với|và|đồng thời|phấn đấu)\s+")
#: Behind these a figure is told to its end.
_BASE = regex.compile(r"(?:\s*/\s*năm)?(?:\s+(?:so với|so|vào|trong|trở lên|tổng|kế hoạch)(?!\p{L})[^,;()]*)?\s*")


def is_parallel(folded: str, previous: Mention, following: Mention) -> bool:
    """Whether two figures of one unit stand each behind its own name (``lúa 500 ha, ngô 300 ha``)."""
    if previous.unit is None or previous.unit != following.unit or previous.kind != following.kind:
        return False
    between = folded[previous.span.end : following.span.start]
    name = _NAMED.fullmatch(between)
    if name is None or _ENDS.match(folded, following.span.end) is None:
        return False
    verbs = pattern("actions", "results", "auxiliaries").search(name["name"])
    return verbs is None and without_times(name["name"]) != "" and ending("adjuncts").search(name["name"]) is None


#: A name is no longer than so many words.
_NAMED = regex.compile(
    r"(?:[^;:.,()\n]{0,80}(?=, trong đó))? *(?:,|;| và|\() *(?:(?:trong đó|riêng|gồm|bao gồm)(?: có)?[:,]? )?"
    r"(?P<name>\p{L}[\p{L}-]*(?: [\p{L}-]+){0,7})[ :]*"
)
_ENDS = regex.compile(r"(?:\s*/\s*(?:năm|tháng|ha))?\s*(?:[,.;)]|\n|$|và\s)")


def reaches(folded: str, start: int, end: int) -> bool:
    """Whether a result verb stands between, and not only inside an action (``nâng`` in ``nâng cấp``)."""
    found = pattern("actions", "results").finditer(folded, start, end)
    return any(match[0] in words("results") for match in found)


def _chain_start(folded: str, delimiters: Sequence[regex.Match[str]]) -> int:
    """Where a chain of verbs begins that share the figure (``và hỗ trợ sửa chữa, nâng cấp … cho``)."""
    at = delimiters[-1]
    for earlier in reversed(delimiters[:-1]):
        segment = folded[earlier.end() : at.start()].strip()
        if len(segment.split()) > _CHAIN or not pattern("actions").match(segment):
            break
        at = earlier
    return at.start()


#: A link of such a chain is a verb or two, no clause of its own.
_CHAIN = 4
_COUNTED = regex.compile(r"^(?:tổng\s+)?(?:mức|số|số lượng)\s+")
