"""Every phrase of the list of site furniture is shown by a line, and sentences stay silent."""

from collections.abc import Callable

import pytest

from kc_extract.readers import furniture as rooms
from kc_extract.text import bare

KINDS: dict[str, Callable[[str], bool]] = {
    "related": rooms.is_related,
    "tail": rooms.is_tail,
    "contact": rooms.is_contact,
    "menus": rooms.is_menu,
    "tools": rooms.is_tool,
    "counters": rooms.is_counter,
    "portal": rooms.is_portal,
    "properties": rooms.is_property,
    "published": lambda line: rooms.published_day(line) is not None,
}
LISTS = {name: getattr(rooms.furniture(), name) for name in KINDS}


@pytest.mark.parametrize(("name", "line"), [(name, line) for name in KINDS for line in LISTS[name].examples])
def test_the_line_is_recognised(name: str, line: str) -> None:
    assert KINDS[name](line)


@pytest.mark.parametrize(("name", "line"), [(name, line) for name in KINDS for line in LISTS[name].silent])
def test_the_sentence_is_left_alone(name: str, line: str) -> None:
    assert not KINDS[name](line)


@pytest.mark.parametrize("name", KINDS)
def test_every_phrase_has_a_line_that_shows_it(name: str) -> None:
    lines = [bare(line).lstrip(" *#>|•»«-") for line in LISTS[name].examples]
    assert [phrase for phrase in LISTS[name].phrases if not any(line.startswith(bare(phrase)) for line in lines)] == []
