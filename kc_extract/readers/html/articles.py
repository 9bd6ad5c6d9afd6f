"""A web article on its page: the main text by trafilatura, in our own lines, so that no word or number is lost.

Trafilatura says which paragraphs are the article's; the lines between its first and its last are kept with their
styles and tables, the site's own lines among them left out. What trafilatura has and the lines have not is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex
from selectolax.lexbor import LexborHTMLParser

from kc_extract.readers import furniture
from kc_extract.readers.boilerplate import article_of
from kc_extract.readers.html import metadata
from kc_extract.readers.html.flow import Block, Flowed
from kc_extract.text import bare, nfc
from kc_extract.types import Article, Frozen, Line, Note, TableContent, Word

_NUMBER = regex.compile(r"\d+(?:[.,]\d+)*")
_SPACE = regex.compile(r"\W+")
_LEAST = 12


class Found(Frozen, frozen=True, kw_only=True):
    """An article with its blocks and what there is to say of how it was found."""

    article: Article
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()


def find_article(page: LexborHTMLParser, flowed: Flowed, source: str) -> Found | None:
    """The article on the page; None where neither trafilatura nor the lines themselves show a main text."""
    main = _main_text(source)
    texts = [_text(block) for block in flowed.blocks]
    first, last = _reach(texts, main)
    dump = article_of([" ".join(text.split()) for text in texts[:last]])
    names = metadata.names(page)
    title = _headline(texts, names, first)
    if first == last and dump is None:
        return None
    if first == last and dump is not None:
        first, last = dump.content[0][0], dump.content[-1][1]
    kept = tuple(block for block in flowed.blocks[first:last] if not _is_site(block))
    headline = _headline_text(texts, title, names, dump.headline if dump else None)
    day = metadata.published_on(page) or (dump.published_on if dump else None)
    head = () if headline is None or _holds(kept[:3], headline) else (_line(headline),)
    missing = _missing(main, [headline or "", *texts[first:last]])
    return Found(
        article=Article(headline=headline, published_on=day),
        blocks=head + kept,
        notes=_notes(missing),
    )


def _main_text(source: str) -> str:
    from trafilatura import extract  # noqa: PLC0415 - loaded for web articles alone

    text = extract(source, include_comments=False, include_tables=True, favor_precision=False, output_format="txt")
    return nfc(text or "")


def _text(block: Block) -> str:
    if isinstance(block, Line):
        return block.text
    return " ".join(line.text for row in block.rows for cell in row for line in cell.lines)


def _fold(text: str) -> str:
    return _SPACE.sub(" ", bare(text)).strip()


def _reach(texts: Sequence[str], main: str) -> tuple[int, int]:
    """The lines from the first to the last that the main text holds; (0, 0) where none does."""
    whole = f" {_fold(main)} "
    held = [index for index, text in enumerate(texts) if len(text) >= _LEAST and f" {_fold(text)} " in whole]
    return (held[0], held[-1] + 1) if held else (0, 0)


def _headline(texts: Sequence[str], names: tuple[str, ...], first: int) -> int | None:
    """The line that the page's own name repeats, the nearest above the text."""
    named = [index for index, text in enumerate(texts[: first + 1]) if metadata.is_named(text, names)]
    return named[-1] if named else None


def _headline_text(texts: Sequence[str], title: int | None, names: tuple[str, ...], dumped: str | None) -> str | None:
    if title is not None:
        return " ".join(texts[title].split())
    return dumped or max(names, key=len, default=None)


def _is_site(block: Block) -> bool:
    """Whether a line within the article is a button, a counter or a menu entry of the site."""
    if isinstance(block, TableContent):
        return False
    text = block.text
    if furniture.is_menu(text) or furniture.is_tool(text) or furniture.is_counter(text):
        return True
    return furniture.published_day(text) is not None and furniture.is_day_line(text)


def _holds(blocks: Sequence[Block], headline: str) -> bool:
    return any(_fold(_text(block)) == _fold(headline) for block in blocks)


def _line(text: str) -> Line:
    return Line(words=tuple(Word(text=word, bold=True) for word in text.split()), break_before=True)


def _missing(main: str, texts: Sequence[str]) -> list[str]:
    """Numbers that trafilatura's text has more often than the lines kept."""
    ours = Counter(number for text in texts for number in _NUMBER.findall(text))
    return sorted((Counter(_NUMBER.findall(main)) - ours).elements())


def _notes(missing: Sequence[str]) -> tuple[Note, ...]:
    if not missing:
        return ()
    message = f"{len(missing)} number(s) of the main text stand outside the lines read: {', '.join(missing[:10])}"
    return (Note(code="article_numbers", message=message),)
