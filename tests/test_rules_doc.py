"""The page of rules is current, and shows every rule that the code names."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.phrases import phrases
from docs.rules import PAGE, page
from kc_extract.outline.markers import System
from kc_extract.rules.shape import SHAPES
from kc_extract.rules.vocabulary import squeeze

RULES = Path(__file__).parent.parent / "kc_extract" / "rules"


@pytest.fixture(scope="module")
def made() -> str:
    return page()


def names_of_silences() -> Iterator[str]:
    """The rules that are named where a silence is made."""
    for path in sorted(RULES.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Silence":
                last = node.args[-1]
                if isinstance(last, ast.Constant) and isinstance(last.value, str):
                    yield last.value


def test_the_committed_page_is_what_the_code_gives(made: str) -> None:
    assert PAGE.read_text("utf-8") == made, "write it anew: python -m docs.rules"


def test_every_named_silence_and_shape_is_shown(made: str) -> None:
    shown = set(re.findall(r"^### `(\w+)`$", made, re.MULTILINE))
    names = {*names_of_silences(), *(shape.name for shape in SHAPES)}
    assert len(names) > 40
    assert names - shown == set()


def test_every_marker_is_shown(made: str) -> None:
    shown = set(re.findall(r"^### `marker_(\w+)`$", made, re.MULTILINE))
    assert set(System.__args__) == shown


def test_every_rule_has_an_example(made: str) -> None:
    for section in re.split(r"^### ", made, flags=re.MULTILINE)[1:]:
        assert "\n- " in section, section


def test_phrases_are_short_and_told_once() -> None:
    found = phrases()
    assert len(found) == len(set(found)) > 200
    assert all(squeeze(phrase) for phrase in found)
