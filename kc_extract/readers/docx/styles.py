"""How runs and paragraphs are set: their own properties over those of their styles over the document's defaults.

Source: ECMA-376 part 1, 17.7 (styles), 17.3 (properties of runs and paragraphs).
"""

from __future__ import annotations

import msgspec

from kc_extract.readers.docx.package import Element, W, child, children, is_on, number_of, value_of

_DEPTH = 20  # styles based on each other in a ring must end


class Face(msgspec.Struct, frozen=True, kw_only=True):
    """How a run is printed; ``font`` is the name for letters beyond ASCII."""

    bold: bool = False
    italic: bool = False
    raised: bool = False
    capitals: bool = False
    hidden: bool = False
    font: str = ""


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What a paragraph takes from its properties: list and level (from 0), centred, its run face."""

    list_id: str | None = None
    level: int | None = None
    centred: bool = False
    face: Face = Face()


_SWITCHES = {"b": "bold", "i": "italic", "caps": "capitals", "vanish": "hidden"}


def apply_face(face: Face, properties: Element | None) -> Face:
    """The face with the run properties applied to it."""
    changes: dict[str, bool | str] = {}
    for name, item in children(properties) if properties is not None else ():
        if name in _SWITCHES:
            changes[_SWITCHES[name]] = is_on(item)
        elif name == "vertAlign":
            changes["raised"] = value_of(item) == "superscript"
        elif name == "rFonts":
            changes["font"] = value_of(item, "hAnsi") or value_of(item, "ascii") or face.font
    return msgspec.structs.replace(face, **changes) if changes else face


def _apply_setting(setting: Setting, properties: Element | None) -> Setting:
    changes: dict[str, object] = {}
    numbers = child(properties, "numPr")
    if numbers is not None:
        changes["list_id"] = value_of(child(numbers, "numId")) or setting.list_id
        level = number_of(value_of(child(numbers, "ilvl")))
        changes["level"] = setting.level if level is None else level
    jc = child(properties, "jc")
    if jc is not None:
        changes["centred"] = value_of(jc) == "center"
    return msgspec.structs.replace(setting, **changes) if changes else setting


class Styles:
    """The styles of a document, resolved on demand."""

    def __init__(self, root: Element | None) -> None:
        items = [] if root is None else root.findall(W + "style")
        self._styles = {value_of(item, "styleId") or "": item for item in items}
        self._base = Setting(face=apply_face(Face(), child(root, "docDefaults", "rPrDefault", "rPr")))
        default = next((i for i in items if value_of(i, "type") == "paragraph" and value_of(i, "default") == "1"), None)
        self._default = value_of(default, "styleId")
        self._known: dict[str | None, Setting] = {}

    def setting_of(self, paragraph: Element) -> Setting:
        """The setting of a paragraph: what its style says, changed by what it says itself."""
        properties = child(paragraph, "pPr")
        return _apply_setting(self._style(value_of(child(properties, "pStyle")) or self._default), properties)

    def style_of(self, paragraph: Element) -> str | None:
        """The paragraph's style by its id."""
        return value_of(child(paragraph, "pPr", "pStyle"))

    def face_of(self, run: Element, around: Face) -> Face:
        """The face of a run in a paragraph of that face."""
        properties = child(run, "rPr")
        if properties is None:
            return around
        for style in self._chain(value_of(child(properties, "rStyle"))):
            around = apply_face(around, child(style, "rPr"))
        return apply_face(around, properties)

    def _style(self, name: str | None) -> Setting:
        if name not in self._known:
            setting = self._base
            for style in self._chain(name):
                face = apply_face(setting.face, child(style, "rPr"))
                setting = msgspec.structs.replace(_apply_setting(setting, child(style, "pPr")), face=face)
            self._known[name] = setting
        return self._known[name]

    def _chain(self, name: str | None) -> list[Element]:
        """The style and those that it is based on, the first ancestor first."""
        chain: list[Element] = []
        while name in self._styles and len(chain) < _DEPTH:
            chain.append(self._styles[name])
            name = value_of(child(chain[-1], "basedOn"))
        return chain[::-1]
