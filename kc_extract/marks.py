"""The marks of sections as they are printed, from one list: those that head a section, and those that open a line.

Forms after Nghị định 30/2020/NĐ-CP, Phụ lục I, and what ministries and provinces print beside them.
"""

from __future__ import annotations

from functools import cache

import msgspec
import regex

from kc_extract.lexicon import load


class _Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sign behind a number, and by name what follows it: see ``lexicon/marks.toml``."""

    sign: str
    section: str
    line: str | None = None


class System(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way to number sections, its forms, and lines that do and do not begin with one of its marks."""

    name: str
    number: str
    forms: tuple[_Form, ...]
    shown: tuple[str, ...]
    silent: tuple[str, ...]
    ahead: str = ""


class Marks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The word list ``marks``."""

    follows: dict[str, str]
    system: tuple[System, ...]


def marks() -> Marks:
    """The word list, decoded once."""
    loaded: Marks = load("marks", Marks)
    return loaded


@cache
def heading(name: str) -> regex.Pattern[str]:
    """A mark of one system at the start of a paragraph, up to where the heading's words begin."""
    system = next(system for system in marks().system if system.name == name)
    forms = "|".join(form.sign + marks().follows[form.section] for form in system.forms)
    return regex.compile(f"{system.number}(?:{forms}){system.ahead}")


@cache
def line_opening() -> str:
    """A pattern without groups for a mark that opens a paragraph wherever it stands first on a line."""
    return "|".join(_NAMED.sub("(?:", _at_line(system)) for system in marks().system if _at_line(system))


_NAMED = regex.compile(r"\(\?P<\w+>")


def _at_line(system: System) -> str:
    forms = [form.sign + marks().follows[form.line] for form in system.forms if form.line]
    return f"{system.number}(?:{'|'.join(forms)}){system.ahead}" if forms else ""
