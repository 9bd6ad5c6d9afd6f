"""What a page says of itself in its head: its name and the day it was published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import regex
from selectolax.lexbor import LexborHTMLParser

from kc_extract.readers import furniture
from kc_extract.text import bare, nfc

#: Names of publication in meta elements (Open Graph, schema.org, Dublin Core, Parsely), never of change or of fetching.
_PUBLISHED = frozenset(
    [
        "article:published_time", "article:published", "og:published_time", "og:article:published_time",
        "datepublished", "pubdate", "publishdate", "publish-date", "publish_date", "dc.date.issued", "dcterms.issued",
        "dc.date.created", "dcterms.created", "sailthru.date", "parsely-pub-date", "article.published",
        "citation_publication_date",
    ]
)  # fmt: skip
_LINKED = regex.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_SITE = regex.compile(r"\s+[|•»–—-]\s+|\s*\|\s*|\s+::\s+")


def published_on(page: LexborHTMLParser) -> dt.date | None:
    """The day of publication that the page's metadata name, else None."""
    return next((day for text in _days(page) if (day := _day(text))), None)


def _days(page: LexborHTMLParser) -> Iterator[str]:
    for node in page.css("meta[content]"):
        name = node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop") or ""
        if name.lower() in _PUBLISHED:
            yield node.attributes.get("content") or ""
    for node in page.css("script[type='application/ld+json']"):
        yield from _LINKED.findall(node.text(deep=True))
    for node in page.css("time[itemprop=datePublished], time[pubdate], [itemprop=datePublished][datetime]"):
        yield node.attributes.get("datetime") or node.text()


def _day(text: str) -> dt.date | None:
    found = regex.match(r"\s*((?:19|20)\d\d-[01]\d-[0-3]\d)", text)
    return furniture.day_in(found[1] if found else text)


def names(page: LexborHTMLParser) -> tuple[str, ...]:
    """The page's names for itself, whole first, then with the site's name cut off behind or before them."""
    nodes = page.css("meta[property='og:title'], meta[name='title']")
    whole = [_plain(node.attributes.get("content") or "") for node in nodes]
    title = page.css_first("head title")
    whole += [_plain(title.text())] if title is not None else []
    parts = [
        part for name in whole for cut in _SITE.finditer(name) for part in (name[: cut.start()], name[cut.end() :])
    ]
    return tuple(dict.fromkeys(name for name in whole + parts if name))


def _plain(text: str) -> str:
    return " ".join(nfc(text).split())


def is_named(text: str, page_names: tuple[str, ...]) -> bool:
    """Whether a line is what the page calls itself, case and accents aside."""
    return bare(_plain(text)) in {bare(name) for name in page_names}
