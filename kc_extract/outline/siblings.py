"""Titles that a heading's neighbours tell: what it holds, and how the other items of its list are written.

A single sentence over numbered items is their heading though it ends in a full stop; a label before a colon is a
heading where another item of the list is one; and in a list of sentences no item is a heading.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import regex

from kc_extract.outline.run_in import opens_with_deed
from kc_extract.types import Frozen, Section, Span

#: A heading of one sentence has no more words, a label before a colon no more.
_WORDS, _LABEL_WORDS = 75, 16
_STOP = regex.compile(r"[.:!?…]\s|[:;]$")
_LABEL = regex.compile(r"(?P<label>[^:;.]{2,120}?)\s*:\s+(?=\p{L})")
#: Fewer items make no list of sentences.
_SENTENCES = 3
#: What leads in to bullets is a heading where it is short.
_DEED_WORDS = 10
_BULLET = regex.compile(r"\n[-–+•*]")
_LISTS = ("marker_letter", "marker_paren")


class _List(Frozen, frozen=True):
    """What the items of one list show together.

    ``titled``: how many have a title; ``headed``: one of the titles is a heading, no label; ``openings``: the first two
    syllables of those that hold items.
    """

    size: int
    titled: int
    headed: bool
    openings: frozenset[tuple[str, ...]]


def with_told_titles(text: str, sections: Sequence[Section], bodies: Sequence[Span]) -> list[Section]:
    """The sections of one part with the titles that their neighbours give or take.

    ``bodies`` hold what stands behind each marker in its paragraph; articles and bullets stay as they are.
    """
    rules = {section.id: section.rule for section in sections}
    lists: dict[tuple[str | None, str], list[int]] = {}
    for at, section in enumerate(sections):
        if not section.bullet and section.rule != "marker_article":
            lists.setdefault((section.parent, section.rule), []).append(at)
    out = list(sections)
    for (parent, _), items in lists.items():
        shown = _shown(sections, bodies, items)
        in_article = rules.get(parent or "") == "marker_article"
        for at in items:
            body, holds = bodies[at], _holds_items(sections, bodies, at)
            title = sections[at].title
            if title is None and not in_article:
                title = _told(text[body.start : body.end].strip(), shown, sections[at], holds=holds)
            elif title is not None and not holds and _is_sentence(text, sections[at], body, shown):
                title = None
            out[at] = msgspec.structs.replace(sections[at], title=title)
    return out


def _shown(sections: Sequence[Section], bodies: Sequence[Span], items: Sequence[int]) -> _List:
    titles = [(at, title) for at in items if (title := sections[at].title) is not None]
    return _List(
        size=len(items),
        titled=len(titles),
        headed=any(not _STOP.search(title) for _, title in titles),
        openings=frozenset(_opening(title) for at, title in titles if _holds_items(sections, bodies, at)),
    )


def _opening(words: str) -> tuple[str, ...]:
    return tuple(words.split(maxsplit=2)[:2])


def _holds_items(sections: Sequence[Section], bodies: Sequence[Span], at: int) -> bool:
    """Whether the next numbered section stands in this one, in a paragraph of its own."""
    following = next(iter(sections[at + 1 : at + 2]), None)
    if following is None or following.bullet or following.parent != sections[at].id:
        return False
    return following.span.start >= bodies[at].end


def _told(words: str, shown: _List, section: Section, *, holds: bool) -> str | None:
    """The title of an item that has none of its own.

    Its one sentence, over items or opening like a numbered heading over items (``Hỗ trợ …``); else its label.
    """
    is_like = section.rule not in _LISTS and _opening(words) in shown.openings
    if (holds or is_like) and len(words.split()) <= _WORDS and _STOP.search(words) is None:
        return words.rstrip(" .") or None
    label = _LABEL.match(words)
    if label is None or not shown.headed or len(label["label"].split()) > _LABEL_WORDS:
        return None
    return str(label["label"])


def _is_sentence(text: str, section: Section, body: Span, shown: _List) -> bool:
    """Whether an item among sentences is one too, though its stop is lost, or only leads in to bullets."""
    if shown.titled > 1 or shown.size < _SENTENCES or section.rule not in _LISTS:
        return False
    words = text[body.start : body.end].strip()
    if words.endswith(":"):
        return len(words.split()) > _DEED_WORDS and opens_with_deed(words)
    return _BULLET.match(text, body.end) is None
