"""What of a text belongs to the document, and what the web site around it printed.

Articles come as dumps of whole pages: menus and a running clock above the headline, who posted it and how often it was
read below, then the text, and at the end related news, an address and visit counters. The rules read the order of these
parts and the word list ``boilerplate``; they know no site.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import regex

from kc_extract.readers import furniture
from kc_extract.readers.decisions import Ranges, is_decision, lists_properties
from kc_extract.types import Frozen


class ArticleText(Frozen, frozen=True, kw_only=True):
    """The article in a dump of a web page: its headline, its day, and the lines that are content, headline included."""

    headline: str | None
    published_on: dt.date | None
    content: Ranges


class _Block(Frozen, frozen=True, kw_only=True):
    """A paragraph of the dump: lines ``first`` to ``last`` (half-open), joined."""

    first: int
    last: int
    text: str

    @property
    def words(self) -> int:
        return len(self.text.split())


def article_of(lines: Sequence[str]) -> ArticleText | None:
    """The web article that the lines are a dump of; None for a decision and for anything that is no article."""
    blocks = _blocks(lines)
    prose = _first_prose(blocks)
    if prose is None or is_decision(lines) or lists_properties(lines):
        return None
    title = _headline(blocks, prose)
    end = _end(blocks, prose)
    start = prose if title is None else title
    if title is None and not _is_reported(blocks, end):
        return None
    kept = [block for block in blocks[start:end] if not _is_aside(block, blocks, prose)]
    return ArticleText(
        headline=None if title is None else _bare_headline(blocks[title].text),
        published_on=_published(blocks, title, prose),
        content=_ranges(kept, lines),
    )


# --- paragraphs -------------------------------------------------------------------------------------------

_WRAP = 120
_FULL = 0.7
_MANY = 8
_TERMINAL = (".", ":", ";", "!", "?", "./.", ".”", '."', "…", ",")
_SHORT_SENTENCE = 15
_LONG = 50
_CAPITALS = 0.4


def _blocks(lines: Sequence[str]) -> list[_Block]:
    """The paragraphs: single lines, or runs of them where the dump is wrapped at a fixed width."""
    width = _wrap_width(lines)
    out: list[_Block] = []
    open_ended = False
    for index, line in enumerate(lines):
        text = " ".join(line.split())
        if text and open_ended:
            out[-1] = _Block(first=out[-1].first, last=index + 1, text=f"{out[-1].text} {text}")
        elif text.strip("|*#_-–— "):
            out.append(_Block(first=index, last=index + 1, text=text))
        open_ended = bool(out) and bool(text) and width > 0 and len(line.rstrip()) >= _FULL * width
    return out


def _wrap_width(lines: Sequence[str]) -> int:
    """The width at which the dump was wrapped, 0 where its lines are whole paragraphs."""
    lengths = [len(line.rstrip()) for line in lines if line.strip()]
    longest = max(lengths, default=0)
    full = sum(1 for length in lengths if length >= _FULL * longest)
    return longest if longest <= _WRAP and full >= max(_MANY, len(lengths) // 3) else 0


def _first_prose(blocks: Sequence[_Block]) -> int | None:
    return next((index for index, block in enumerate(blocks) if _is_prose(block)), None)


def _is_prose(block: _Block) -> bool:
    """Whether the paragraph is running text: long, or a sentence that ends as one."""
    if furniture.is_furniture(block.text) or block.text.startswith("#"):
        return False
    if block.text.rstrip(" *_").endswith(_TERMINAL):
        return block.words >= _SHORT_SENTENCE
    return block.words >= _LONG and not _is_menu_row(block.text)


def _is_menu_row(text: str) -> bool:
    """Whether so many words open with a capital that they are the entries of a menu in one line."""
    words = text.split()
    return sum(1 for word in words if word[0].isupper()) > _CAPITALS * len(words)


def _is_reported(blocks: Sequence[_Block], end: int) -> bool:
    """Whether a text without a headline is an article all the same: site furniture below it, or a report's phrase."""
    if any(furniture.is_furniture(block.text) for block in blocks[end:]):
        return True
    return any(_REPORT.search(block.text) for block in blocks[:end])


_REPORT = regex.compile(
    r"\b(?:vừa|đã)\s+(?:ký\s+)?(?:ban\s+hành|phê\s+duyệt|ký)\b|\bTheo\s+đó\b"
    r"|\bban\s+hành\s+(?:Quyết\s+định|Kế\s+hoạch|Nghị\s+quyết|Chương\s+trình|Chỉ\s+thị)\s+số\b"
)

# --- headline and day -------------------------------------------------------------------------------------

_LEAST = 5
_MOST = 50
_COUNTED = 15
_NEAR = 4
_HEADING = 100  # a marked heading above the text is its headline
_REACH = 3


def _headline(blocks: Sequence[_Block], prose: int) -> int | None:
    """The paragraph that is the headline: above the first prose, long enough, next to the day or to the text."""
    near = [index for index in range(prose) if _is_dated(blocks[index].text)]
    scores = {
        index: _score(blocks[index], beside=any(abs(index - day) == 1 for day in near), last=index == prose - 1)
        for index in range(prose)
        if _may_be_headline(blocks[index])
    }
    return max(scores, key=lambda index: scores[index], default=None)


def _score(block: _Block, *, beside: bool, last: bool) -> int:
    heading = _HEADING if block.text.startswith("#") else 0
    return min(block.words, _COUNTED) + heading + (_NEAR if beside else 0) + (_NEAR // 2 if last else 0)


def _may_be_headline(block: _Block) -> bool:
    text = _bare_headline(block.text)
    if not _LEAST <= len(text.split()) <= _MOST or not text[:1].strip("“\"'‘(["):
        return _LEAST <= len(text.split()) <= _MOST and text[1:2].isupper()
    if furniture.is_furniture(text) or _is_dated(text) or text.endswith((".", ";", ",", ":")):
        return False
    if _LEAD.match(text) or _MARKED.match(text):
        return False
    return text[0].isupper() or text[0].isdigit()


#: The first sentence of news tells the day; a headline does not begin with it.
_LEAD = regex.compile(r"(?:(?:Sáng|Chiều|Tối|Trưa)\s+(?:nay\s*,?\s*)?)?[Nn]gày\s+\d{1,2}\s*[-/.]\s*\d{1,2}")

#: A heading of a numbered outline, which stands in a text and not over it.
_MARKED = regex.compile(r"(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*)[.)]\s")


def _bare_headline(text: str) -> str:
    return " ".join(text.strip("#* _|").split())


def _is_dated(text: str) -> bool:
    return furniture.published_day(text) is not None or furniture.is_day_line(text)


def _published(blocks: Sequence[_Block], title: int | None, prose: int) -> dt.date | None:
    """The day of publication: labelled anywhere, else on a line of its own beside the headline or above the text.

    A line with a weekday above the headline is the site's clock at the hour of the visit, never the day sought.
    """
    labelled = [found for block in blocks if (found := furniture.published_day(block.text))]
    sure = [day for day, only_updated in labelled if not only_updated]
    if sure:
        return sure[0]
    head = prose if title is None else title
    below = [block.text for block in blocks[head + 1 : min(prose, head + _REACH) + 1]]
    above = [block.text for block in blocks[max(0, head - 1) : head] if not furniture.is_clock(block.text)]
    plain = [text for text in below + above if furniture.is_day_line(text) and not furniture.published_day(text)]
    days = [day for text in plain if (day := furniture.day_in(text))]
    return next(iter(days), next((day for day, _ in labelled), None))


# --- content ----------------------------------------------------------------------------------------------


def _end(blocks: Sequence[_Block], prose: int) -> int:
    """The paragraph at which the site's own closing lines begin."""
    for index in range(prose + 1, len(blocks)):
        text = blocks[index].text
        if furniture.is_tail(text) or furniture.is_counter(text):
            return index
        if furniture.is_contact(text) and not any(_is_prose(block) for block in blocks[index + 1 :]):
            return index
    return len(blocks)


def _is_aside(block: _Block, blocks: Sequence[_Block], prose: int) -> bool:
    """Whether a line between headline and end is the site's: a tool, a menu entry, the line of the day."""
    if furniture.is_tool(block.text) or furniture.is_menu(block.text):
        return True
    return block.first < blocks[prose].first and _is_dated(block.text) and not _may_be_headline(block)


def _ranges(blocks: Sequence[_Block], lines: Sequence[str]) -> Ranges:
    """The lines of the paragraphs as ranges; the blank line behind each stays, so that paragraphs stay apart."""
    out: list[tuple[int, int]] = []
    for block in blocks:
        blank = block.last < len(lines) and not lines[block.last].strip()
        last = block.last + blank
        if out and not any(line.strip() for line in lines[out[-1][1] : block.first]):
            out[-1] = (out[-1][0], last)
        else:
            out.append((block.first, last))
    return tuple(out)
