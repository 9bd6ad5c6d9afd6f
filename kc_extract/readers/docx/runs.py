"""A paragraph's content as runs of text in one face, tracked changes settled: insertions kept, deletions dropped."""

from __future__ import annotations

from collections import Counter

import msgspec

from kc_extract.readers.docx.package import Element, child, children, name_of, value_of
from kc_extract.readers.docx.styles import Face, Styles

#: What holds runs and prints them in place.
_HOLDERS = frozenset(
    {"ins", "moveTo", "hyperlink", "smartTag", "sdtContent", "fldSimple", "customXml", "dir", "bdo", "oMath",
     "oMathPara", "sSup", "sSub", "sSubSup", "e", "sup", "sub", "f", "num", "den", "d", "rad", "sdt", "ruby",
     "rubyBase"}
)  # fmt: skip
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\xad"}
_PICTURES = frozenset({"blip", "imagedata"})
#: Numbers of symbol fonts are shown in the private use area.
_PRIVATE = 0xF000


class Run(msgspec.Struct, frozen=True):
    """Text of one face; a line feed in it ends a printed line. ``note`` names the note that its mark stands for."""

    text: str
    face: Face
    note: str = ""


class Seen(msgspec.Struct):
    """What was met beside the text: tracked changes, pictures, and the marks of footnotes in their order."""

    tallies: Counter[str] = msgspec.field(default_factory=Counter)
    marks: list[Run] = msgspec.field(default_factory=list)


class Content(msgspec.Struct, frozen=True):
    """The runs of a paragraph, and the contents of the text boxes that hang on it."""

    runs: tuple[Run, ...]
    boxes: tuple[Element, ...]


class RunReader:
    """Reads paragraphs; ``seen`` collects what their readers are told in notes."""

    def __init__(self, styles: Styles) -> None:
        self.seen = Seen()
        self._styles = styles

    def read(self, paragraph: Element, face: Face) -> Content:
        """The runs and text boxes of a paragraph whose runs inherit that face."""
        runs: list[Run] = []
        boxes: list[Element] = []
        self._walk(paragraph, face, runs, boxes)
        return Content(tuple(runs), tuple(boxes))

    def _walk(self, element: Element, face: Face, runs: list[Run], boxes: list[Element]) -> None:
        for name, item in children(element):
            if name == "r":
                self._run(item, self._styles.face_of(item, face), runs, boxes)
            elif name in {"del", "moveFrom"}:
                self.seen.tallies["deletions"] += 1
            elif name == "AlternateContent":
                self._alternate(item, face, runs, boxes)
            elif name in _HOLDERS:
                self.seen.tallies["insertions"] += name in {"ins", "moveTo"}
                self._walk(item, face, runs, boxes)

    def _alternate(self, item: Element, face: Face, runs: list[Run], boxes: list[Element]) -> None:
        """One of the forms of the same thing: the first, which is the newest."""
        for form in item[:1]:
            if child(form, "r") is not None:
                self._walk(form, face, runs, boxes)
            else:
                self._run(form, face, runs, boxes)

    def _run(self, run: Element, face: Face, runs: list[Run], boxes: list[Element]) -> None:
        if face.hidden:
            self.seen.tallies["hidden"] += 1
            return
        for name, item in children(run):
            if name == "t":
                text = item.text or ""
                runs.append(Run(text.upper() if face.capitals else text, face))
            elif name in _SIGNS:
                runs.append(Run(_SIGNS[name], face))
            elif name == "sym":
                runs.append(Run(_symbol(item), face))
            elif name in {"footnoteReference", "endnoteReference"}:
                self._mark(name, item, face, runs)
            elif name == "AlternateContent":
                self._alternate(item, face, runs, boxes)
            elif name in {"drawing", "pict", "object"}:
                self._drawing(item, boxes)

    def _mark(self, name: str, item: Element, face: Face, runs: list[Run]) -> None:
        kind = name.removesuffix("Reference")
        number = 1 + sum(mark.note.startswith(kind) for mark in self.seen.marks)
        mark = Run(str(number), msgspec.structs.replace(face, raised=True), f"{kind} {value_of(item, 'id')}")
        self.seen.marks.append(mark)
        runs.append(mark)

    def _drawing(self, item: Element, boxes: list[Element]) -> None:
        for inner in item.iter():
            name = name_of(inner)
            if name == "txbxContent" and not _is_fallback(inner, item):
                boxes.append(inner)
            self.seen.tallies["pictures"] += name in _PICTURES


def _is_fallback(element: Element, top: Element) -> bool:
    """Whether the element stands in the older form of something, or in a box within a box, which is read with it."""
    above = element.getparent()
    while above is not None and above is not top:
        if name_of(above) in {"Fallback", "txbxContent"}:
            return True
        above = above.getparent()
    return False


def _symbol(item: Element) -> str:
    try:
        code = int(value_of(item, "char") or "", 16)
    except ValueError:
        return ""
    return chr(code if code >= _PRIVATE else code + _PRIVATE) if code < 0x10000 else ""  # noqa: PLR2004
