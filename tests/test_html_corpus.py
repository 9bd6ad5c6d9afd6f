"""Real pages and dumps, where they are at hand: every number of a decision once, headline and day as labelled."""

import json
from collections import Counter
from pathlib import Path

import pytest
import regex
from lxml import html

from kc_extract.readers.boilerplate import article_of
from kc_extract.readers.html import read_html
from kc_extract.text import nfc
from kc_extract.types import Limits, Line, TableContent

SHARED = Path(__file__).parents[2] / "shared"
PAGES = sorted([*SHARED.glob("corpus/html/*.html"), *SHARED.glob("corpus/unlabelled/html/*.html")])
SEEDS = sorted(SHARED.glob("corpus/seeds/*.txt"))
NUMBER = regex.compile(r"\d+(?:[.,]\d+)*")
NEEDS_SHARED = pytest.mark.skipif(not PAGES, reason="the shared corpus is not beside this checkout")
#: The portal's own name for the element that holds the decision; only this test knows it.
TEXT = "//*[contains(@class, 'preview-content')]"


def _text(block: Line | TableContent) -> str:
    if isinstance(block, Line):
        return block.text
    return " ".join(line.text for row in block.rows for cell in row for line in cell.lines)


def _numbers_of_element(page: bytes) -> Counter[str] | None:
    found = html.fromstring(page.decode()).xpath(TEXT)
    if not found:
        return None
    for node in found[0].iter("p", "div", "td", "br", "tr", "li"):
        node.tail = f" {node.tail or ''}"
    return Counter(NUMBER.findall(nfc(found[0].text_content())))


@NEEDS_SHARED
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_number_of_the_decision_is_there_once(path: Path) -> None:
    data = path.read_bytes()
    found = read_html(data, path.name, Limits())
    expected = _numbers_of_element(data)
    if expected is None:
        assert [note.code for note in found.notes] == ["no_document_text"]
        return
    assert found.article is None
    assert Counter(NUMBER.findall(" ".join(map(_text, found.pages[0].blocks)))) == expected


@NEEDS_SHARED
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_headline_and_day_of_the_dumps_are_as_labelled(path: Path) -> None:
    (gold,) = [
        fields
        for label in SHARED.glob("gold/*.json")
        if (fields := json.loads(label.read_text())["document"])["source_name"] == path.name
    ]
    found = article_of(nfc(path.read_text()).splitlines())
    assert (found is not None) == (gold["kind"] == "article")
    if found is not None:
        day = found.published_on.isoformat() if found.published_on else None
        assert (found.headline, day) == (gold["title"], gold["published_on"])
