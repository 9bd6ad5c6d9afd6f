"""The tree of a page as a browser shows it: what is hidden, what starts a line of its own, and how text is styled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import regex
from selectolax.lexbor import LexborNode

from kc_extract.types import Frozen

#: Elements whose content a browser does not print as text (HTML standard, section 15.3.1), and controls.
_UNSHOWN = frozenset(
    [
        "head", "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas",
        "audio", "video", "map", "area", "datalist", "select", "option", "textarea", "input", "button", "img",
        "picture", "source", "meta", "link", "title", "base", "param", "track", "rp",
    ]
)  # fmt: skip
_BLOCKS = frozenset(
    [
        "html", "body", "address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "dir", "div",
        "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hgroup", "hr", "legend", "li", "listing", "main", "menu", "nav", "ol", "p", "pre", "search", "section",
        "summary", "table", "caption", "colgroup", "col", "tbody", "thead", "tfoot", "tr", "td", "th", "ul",
    ]
)  # fmt: skip
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_DECLARATION = regex.compile(r"([a-z-]+)\s*:\s*([^;]+)")
_BOLD_FROM = 600


class Style(Frozen, frozen=True, kw_only=True):
    """How the text inside an element is printed; inherited by what stands in it."""

    bold: bool = False
    italic: bool = False
    raised: bool = False
    centred: bool = False
    kept: bool = False  # white space is kept, line feeds break lines
    footnote: bool = False


class Look:
    """An element with what its attributes say, read once: they are asked for many times."""

    __slots__ = ("attributes", "css", "is_block", "node", "tag")

    def __init__(self, node: LexborNode) -> None:
        self.node = node
        self.tag = node.tag or ""
        self.attributes = node.attributes
        self.css = declarations(self.attributes.get("style")) if self.attributes else {}
        self.is_block = _is_block(self)


Event = tuple[Literal["open", "close"], Look] | tuple[Literal["text"], str]


def events(root: LexborNode, *, hidden: bool = False) -> Iterator[Event]:
    """The visible elements and texts under the root in order; with ``hidden``, what the page hides as well.

    Runs without recursion, so that no depth of nesting is too deep.
    """
    stack: list[LexborNode | Look] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, Look):
            yield "close", item
        elif item.tag == "-text":
            yield "text", item.text_content or ""
        elif (look := look_at(item, hidden=hidden)) is not None:
            yield "open", look
            stack.append(look)
            stack.extend(reversed(children(item)))


def children(node: LexborNode) -> list[LexborNode]:
    """The child elements and texts, comments left out."""
    out = []
    child = node.child
    while child is not None:
        if child.tag != "-comment":
            out.append(child)
        child = child.next
    return out


def look_at(node: LexborNode, *, hidden: bool = False) -> Look | None:
    """The element as a browser prints it, None where it prints nothing; with ``hidden``, as it would once unhidden."""
    tag = node.tag or ""
    if tag in _UNSHOWN or tag.startswith(("-", "!")):
        return None
    look = Look(node)
    return look if hidden or not is_hidden(look) else None


def is_hidden(look: Look) -> bool:
    """Whether the page hides the element until something is clicked."""
    css = look.css
    return (
        "hidden" in look.attributes
        or css.get("display", "").startswith("none")
        or css.get("visibility", "").startswith("hidden")
    )


def is_site(look: Look) -> bool:
    """Whether the element calls itself navigation, a footer, an aside or a form."""
    attributes = look.attributes
    if look.tag in {"nav", "footer", "aside", "form", "menu"} or attributes.get("role") in _SITE_ROLES:
        return True
    return bool(attributes) and _SITE_NAMES.search(_names(attributes)) is not None


_SITE_ROLES = frozenset(["navigation", "contentinfo", "search", "complementary", "menu", "menubar"])
_SITE_NAMES = regex.compile(r"(?i)(?<![a-z])(?:breadcrumbs?|navbar|main-?menu|site-?footer)(?![a-z])")


def _names(attributes: dict[str, str | None]) -> str:
    return f"{attributes.get('id') or ''} {attributes.get('class') or ''}"


def declarations(style: str | None) -> dict[str, str]:
    """The declarations of a ``style`` attribute in lower case."""
    return dict(_DECLARATION.findall(style.lower())) if style else {}


def _is_block(look: Look) -> bool:
    """Whether the element starts and ends lines of its own."""
    display = look.css.get("display", "").strip()
    if display.startswith("inline") or display == "contents":
        return False
    return look.tag in _BLOCKS or display.startswith(("block", "flex", "grid", "table", "list-item"))


def style_in(look: Look, outer: Style) -> Style:
    """The style of text in the element, by its tag and its own attributes."""
    tag, attributes, css = look.tag, look.attributes, look.css
    if not attributes and tag not in _STYLED:
        return outer
    return Style(
        bold=_bold(tag, css.get("font-weight"), outer=outer.bold),
        italic=_italic(tag, css.get("font-style"), outer=outer.italic),
        raised=tag == "sup" or css.get("vertical-align", "").startswith("super") or outer.raised,
        centred=_centred(tag, css.get("text-align") or attributes.get("align"), outer=outer.centred),
        kept=tag in {"pre", "listing"} or css.get("white-space", "").startswith("pre") or outer.kept,
        footnote=outer.footnote or _FOOTNOTE.search(_names(attributes)) is not None,
    )


_STYLED = _HEADINGS | {"b", "strong", "th", "i", "em", "cite", "var", "sup", "center", "pre", "listing"}
#: A note at the foot of the page, as word processors save it.
_FOOTNOTE = regex.compile(r"^ftn\d+ |\bMso(?:Foot|End)noteText\b")


def _bold(tag: str, weight: str | None, *, outer: bool) -> bool:
    if weight is not None and weight.strip() not in {"inherit", "unset", ""}:
        number = weight.strip()
        return int(number) >= _BOLD_FROM if number.isdecimal() else number.startswith("bold")
    return outer or tag in {"b", "strong", "th"} or tag in _HEADINGS


def _italic(tag: str, slant: str | None, *, outer: bool) -> bool:
    if slant is not None and slant.strip() not in {"inherit", "unset", ""}:
        return slant.startswith(("italic", "oblique"))
    return outer or tag in {"i", "em", "cite", "var"}


def _centred(tag: str, align: str | None, *, outer: bool) -> bool:
    if align:
        return "center" in align.lower()
    return tag in {"center", "th"} or outer


_WHOLE = regex.compile(r"\s*(\d{1,9})")


def number_of(value: str | None, default: int, limit: int) -> int:
    """The whole number that an attribute gives, at least 1 and at most the limit."""
    found = _WHOLE.match(value) if value else None
    return min(max(int(found[1]), 1), limit) if found else default
