"""A web article on its page: the main text by trafilatura, in our own lines, so that no word or number is lost.

Trafilatura says which paragraphs are the article's; the lines from the headline to the last of them are kept with
their styles and tables, the site's own lines among them left out. A number that trafilatura has and the lines have not
is told in a note.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex
from selectolax.lexbor import LexborHTMLParser

from kc_extract.readers.boilerplate import ArticleText, article_of
from kc_extract.readers.html import metadata
from kc_extract.readers.html.flow import Block, Flowed, block_text, outside_site
from kc_extract.text import bare, nfc
from kc_extract.types import Article, Frozen, Line, Note, Word

_NUMBER = regex.compile(r"\d+(?:[.,]\d+)*")
_SIGNS = regex.compile(r"\W+")
#: A line of so many letters is no menu entry that the text happens to repeat.
_DISTINCT = 60
_LEAST_WORDS = 4


class Found(Frozen, frozen=True, kw_only=True):
    """An article with its blocks and what there is to say of how it was found."""

    article: Article
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()


def find_article(page: LexborHTMLParser, flowed: Flowed, source: str) -> Found | None:
    """The article on the page; None where its lines are no article."""
    blocks = outside_site(flowed)
    texts = [block_text(block) for block in blocks]
    main = _main_text(source)
    first, last = _reach(texts, main)
    names = metadata.names(page)
    title = _title(texts[: first + 1], names)
    above = max(0, (first if title is None else title) - _ABOVE)
    dump = article_of(texts[above:last])
    if dump is None:
        return None
    headline = (dump.headline or next(iter(names), None)) if title is None else texts[title]
    kept = _kept(blocks[above:last], dump, skip=0 if title is None else title - above)
    return Found(
        article=Article(
            headline=headline,
            published_on=metadata.published_on(page) or dump.published_on,
        ),
        blocks=kept if headline is None or _opens(kept, headline) else (_heading(headline), *kept),
        notes=_notes(_missing(main, [headline or "", *texts[above:last]])),
    )


#: Lines above the headline among which a day of its own may stand.
_ABOVE = 3


def _main_text(source: str) -> str:
    from trafilatura import extract  # noqa: PLC0415, RUF100 - loaded for web articles alone

    return nfc(extract(source, include_comments=False, include_tables=True) or "")


def _reach(texts: Sequence[str], main: str) -> tuple[int, int]:
    """The blocks from the first to the last that the main text holds; all of them where it holds none."""
    paragraphs = {_fold(line) for line in main.splitlines()} - {""}
    whole = _fold(main)
    folded = [_fold(text) for text in texts]
    held = [
        index for index, text in enumerate(folded) if text in paragraphs or (len(text) >= _DISTINCT and text in whole)
    ]
    return (held[0], held[-1] + 1) if held else (0, len(texts))


def _fold(text: str) -> str:
    return _SIGNS.sub(" ", bare(text)).strip()


def _title(texts: Sequence[str], names: tuple[str, ...]) -> int | None:
    """The block that the page's own name repeats: the longest, of equal ones the nearest above the text."""
    named = [index for index, text in enumerate(texts) if metadata.is_named(text, names)]
    named = [index for index in named if len(texts[index].split()) >= _LEAST_WORDS]
    return max(named, key=lambda index: (len(texts[index]), index), default=None)


def _kept(blocks: Sequence[Block], dump: ArticleText, *, skip: int) -> tuple[Block, ...]:
    return tuple(
        block for first, last in dump.content for block in blocks[max(first, skip) : last] if block_text(block)
    )


def _opens(blocks: Sequence[Block], headline: str) -> bool:
    return bool(blocks) and _fold(block_text(blocks[0])) == _fold(headline)


def _heading(text: str) -> Line:
    return Line(words=tuple(Word(text=word, bold=True) for word in text.split()), break_before=True)


def _missing(main: str, texts: Sequence[str]) -> list[str]:
    """Numbers that trafilatura's text has more often than the lines."""
    ours = Counter(number for text in texts for number in _NUMBER.findall(text))
    return sorted((Counter(_NUMBER.findall(main)) - ours).elements())


_SHOWN = 10


def _notes(missing: Sequence[str]) -> tuple[Note, ...]:
    if not missing:
        return ()
    shown = ", ".join(missing[:_SHOWN])
    message = f"{len(missing)} number(s) of the main text are not in the lines read ({shown}); compare with the page"
    return (Note(code="article_numbers", message=message),)
