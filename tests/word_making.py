"""Small Word files for the tests, written as bare parts of the format."""

from __future__ import annotations

import io
import zipfile

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)


def word_file(body: str, **parts: str) -> bytes:
    """A .docx with that body; ``parts``: the content of its styles, numbering, footnotes and endnotes."""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
    extra = {"w": SPACE, "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006"}
    extra |= {"v": "urn:schemas-microsoft-com:vml", "wps": "urn:wps", "a": "urn:a", "m": "urn:m"}
    names = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in extra.items())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", f"<w:document {names}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{roots[name]} {names}>{content}</w:{roots[name]}>")
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    """A run of text with run properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of runs (plain texts or runs) with paragraph properties."""
    shown = "".join(item if item.startswith("<") else run(item) for item in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{shown}</w:p>"


def cell(*paragraphs: str, properties: str = "") -> str:
    """A table cell."""
    shown = "".join(item if item.startswith("<") else paragraph(item) for item in paragraphs)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{shown}</w:tc>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of rows of cells (plain texts or cells)."""
    shown = ("".join(item if item.startswith("<w:tc>") else cell(item) for item in row) for row in rows)
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in shown)}</w:tbl>"


def listed(number: int, level: int = 0) -> str:
    """The paragraph properties of an item of a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def level(place: int, form: str, text: str, more: str = "") -> str:
    """One level of a list."""
    shown = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{place}">{shown}{more}</w:lvl>'


def lists(*levels: str, numbers: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """The numbering of a document with one list definition."""
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{numbers}'
