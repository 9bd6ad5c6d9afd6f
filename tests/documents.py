"""Small documents for the tests, made by the real reader and the real layout."""

from kc_extract.context import Context, Index
from kc_extract.layout import compose
from kc_extract.mentions import find_mentions
from kc_extract.outline import outline
from kc_extract.readers.plain import read_plain
from kc_extract.types import Document, Header, Outline


def document(text: str) -> Document:
    """The document that the plain reader and the layout make of a text."""
    return compose(read_plain(text.encode()), identity="0" * 64, name="test.txt")


def tree(text: str) -> Outline:
    return outline(document(text))


def paths(text: str) -> list[str]:
    """``part:path`` of every numbered section, ``body`` left out."""
    return [
        section.path if section.part == "body" else f"{section.part}:{section.path}"
        for section in tree(text).sections
        if section.path is not None
    ]


def context(text: str, header: Header | None = None) -> tuple[Context, Index]:
    """The context of a text and its index."""
    made = document(text)
    sections = outline(made)
    found = Context(document=made, outline=sections, header=header or Header(), reading=find_mentions(made, sections))
    return found, Index(found)
