"""Runs of number words and figures that follow one another and may be one number (``2 tỷ năm trăm triệu``)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

import regex

from kc_extract.lexicon import alternation
from kc_extract.numerals import FIGURE, NUMBER_WORDS, SCALE_NAMES, canonical, figure_to_decimal
from kc_extract.rules.lists import units

if TYPE_CHECKING:
    from kc_extract.numerals import Token
    from kc_extract.rules.view import View

#: What begins like a number word and is another (``tỷ lệ``, ``triệu tập``, ``năm ngoái``).
_OTHERS = alternation(word for word in units().decoys if word.split()[0] in NUMBER_WORDS)
#: A number word, whole.
WORD = rf"(?!(?:{_OTHERS})(?!\p{{L}}))(?:{alternation(NUMBER_WORDS)})(?!\p{{L}})"
_RUN = regex.compile(rf"(?:(?P<figure>{FIGURE})|(?P<word>{WORD}))")
_RUN_GAP = regex.compile(r"[ \t]+")
#: A group between two scales holds no more words, and with decimals read one by one no more than the second.
_LONGEST_GROUP = 7
_LONGEST_DECIMAL = 12
_LONGEST_RUN = 40
_LARGEST = "tỷ"
_THOUSANDS = "nghìn"
_CLOSING = SCALE_NAMES | {"rưỡi"}
_BLANKS = frozenset((" ", "\t", ""))
#: Digits that are also words of their own: years, private.
_UNSURE = frozenset(("năm", "tư"))
_ENDS = frozenset(".,;)\n")


class Part(NamedTuple):
    """One word or figure of a run."""

    start: int
    end: int
    token: Token


def run_at(low: str, at: int) -> list[Part]:
    """Figures and number words that follow one another, parted by blanks alone, as far as they may be one number."""
    parts: list[Part] = []
    group, longest = 0, _LONGEST_GROUP
    while found := _RUN.match(low, at, at + 60):
        start, end = found.span()
        token: Token = figure_to_decimal(found[0]) if found["figure"] else canonical(found[0])
        if token in SCALE_NAMES:
            if _is_another(parts, token):
                break
            group = 0
        group, longest = group + 1, _LONGEST_DECIMAL if token == "phẩy" else longest  # noqa: S105 - a number word
        if group > longest:
            break
        parts.append(Part(start, end, token))
        at = _behind_blanks(low, end)
        if at == end and not low[end : end + 1].isalnum():
            break
    return parts


def _behind_blanks(low: str, at: int) -> int:
    """Where the next word may begin: most words are parted by one blank."""
    if low[at : at + 1] == " " and low[at + 1 : at + 2] not in _BLANKS:
        return at + 1
    gap = _RUN_GAP.match(low, at, at + 8)
    return gap.end() if gap else at


def _is_another(parts: list[Part], token: Token) -> bool:
    """Whether a scale begins another number: nghìn and triệu stand before tỷ and behind it, tỷ behind tỷ.

    The thousands of tỷ may be said apart (``ba nghìn tỷ sáu trăm tỷ``).
    """
    if parts and parts[-1].token == token:
        return len(parts) > _LONGEST_RUN
    seen = [part.token for part in parts]
    count = seen.count(token)
    if token != _LARGEST or count != 1:
        return count >= (1 if token == _LARGEST else 2)
    first = seen.index(token)
    return first == 0 or seen[first - 1] != _THOUSANDS


def closes(view: View, run: list[Part]) -> bool:
    """Whether a number of several groups may end here.

    With a scale, a half or tens, before a currency, or with a digit that stands for the next place (``1 triệu 5.``).
    """
    last = run[-1].token
    if last in _CLOSING or any(part.token == "linh" for part in run):  # noqa: S105 - a number word, no password
        return True
    end = run[-1].end
    after = view.words.after.match(view.low, end)
    if isinstance(last, str) and run[-2].token not in SCALE_NAMES and last not in _UNSURE:
        return True
    if after is not None:
        return view.words.kind_of(after[0]) == "currency"
    is_digit = isinstance(last, Decimal) and end - run[-1].start == 1
    return is_digit and run[-2].token in SCALE_NAMES and (end == len(view.low) or view.low[end] in _ENDS)


def is_open(view: View, run: list[Part]) -> bool:
    """Whether a lone digit word behind a scale (``hai tỷ năm``) is followed by anything but a currency or an end."""
    if run[-2].token not in SCALE_NAMES and run[-2].token != "trăm":  # noqa: S105 - a number word, no password
        return False
    after = view.words.after.match(view.low, run[-1].end)
    if after is None:
        return view.low[run[-1].end : run[-1].end + 2].strip(" ")[:1] not in ("", ".", ",", ")", ";", "\n")
    return view.words.kind_of(after[0]) != "currency"
