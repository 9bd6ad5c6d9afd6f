"""A specimen as a Word file as offices write it: the header and signature in tables without borders, lists numbered."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape
from typing import TYPE_CHECKING

from corpus.source import SPECIMEN_MARK, parse_runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.source import Block, Face, Header, Specimen

_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/numbering.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>'
    '<Override PartName="/word/footer1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>'
)
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_FACES: dict[Face, str] = {"": "", "b": "<w:b/>", "i": "<w:i/>", "bi": "<w:b/><w:i/>"}
_STYLES: dict[str, tuple[str, Face]] = {
    "text": ("both", ""), "centre": ("center", "b"), "address": ("center", ""), "note": ("center", "i"),
    "right": ("right", "i"),
}  # fmt: skip
_ITEM = re.compile(r"([a-d])\) ")
_LETTERS = "abcd"
_FIXED = (2026, 1, 1, 0, 0, 0)


def render_word(specimen: Specimen) -> bytes:
    """The specimen as the bytes of a .docx."""
    lists = _lists(specimen.blocks)
    body = _show_header(specimen.header) + "".join(
        _show_block(block, specimen.header, lists.get(at, 0)) for at, block in enumerate(specimen.blocks)
    )
    sect = f'<w:sectPr><w:footerReference w:type="default" r:id="rId2" xmlns:r="{_OFFICE}"/></w:sectPr>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(_relation(1, "officeDocument", "word/document.xml")),
        "word/document.xml": f'<w:document xmlns:w="{_SPACE}"><w:body>{body}{sect}</w:body></w:document>',
        "word/_rels/document.xml.rels": _RELATIONS.format(
            _relation(1, "numbering", "numbering.xml") + _relation(2, "footer", "footer1.xml")
        ),
        "word/numbering.xml": _numbering(max(lists.values(), default=0)),
        "word/footer1.xml": f'<w:ftr xmlns:w="{_SPACE}">{_paragraph(SPECIMEN_MARK, "center")}</w:ftr>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _FIXED), _HEAD + text)
    return out.getvalue()


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _lists(blocks: Sequence[Block]) -> dict[int, int]:
    """For each item of a list a) b) c) that Word can number by itself (its letters have no đ), the list's number."""
    found: dict[int, int] = {}
    start, count = 0, 0
    while start < len(blocks):
        end = start
        while end < len(blocks) and _letter(blocks[end]) == _LETTERS[(end - start) % 4] and end - start < len(_LETTERS):
            end += 1
        whole = end - start > 1 and not (end < len(blocks) and blocks[end].text.startswith("đ) "))
        if whole:
            count += 1
            found |= dict.fromkeys(range(start, end), count)
        start = max(end, start + 1)
    return found


def _letter(block: Block) -> str:
    found = _ITEM.match(block.text) if block.kind == "text" else None
    return found[1] if found else ""


def _numbering(count: int) -> str:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl>'
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{override}</w:num>' for n in range(1, count + 1))
    abstract = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    return f'<w:numbering xmlns:w="{_SPACE}">{abstract}{lists}</w:numbering>'


def _show_block(block: Block, header: Header, number: int) -> str:
    if block.kind == "table":
        return _show_table(block)
    if block.kind == "sign":
        return _show_signature(header)
    if block.kind in _STYLES:
        align, face = _STYLES[block.kind]
        text = block.text[3:] if number else block.text
        return _paragraph(
            text, align, face, f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' * (number > 0)
        )
    return "" if block.kind == "rule" else '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def _paragraph(text: str, align: str, face: Face = "", more: str = "") -> str:
    runs = "".join(
        f'<w:r><w:rPr>{_FACES[own or face]}</w:rPr><w:t xml:space="preserve">{escape(piece, quote=False)}</w:t></w:r>'
        for piece, own in parse_runs(text)
    )
    return f'<w:p><w:pPr>{more}<w:jc w:val="{align}"/></w:pPr>{runs}</w:p>'


def _cell(content: str, columns: int = 1, merge: str = "") -> str:
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/>{merge}</w:tcPr>{content}</w:tc>'


def _show_table(table: Block) -> str:
    rows = "".join(f"<w:tr>{''.join(_cells(table, at))}</w:tr>" for at in range(len(table.rows)))
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"


def _cells(table: Block, at: int) -> Iterator[str]:
    """The cells of a row; under one that covers several rows stands a continuation, as the format wants it."""
    face: Face = "b" if at < table.head else ""
    column = 0
    while column < len(table.widths):
        cell = table.rows[at][column]
        above = next((r for r in range(at, -1, -1) if table.rows[r][column] is not None), at)
        origin = table.rows[above][column]
        columns, rows = (origin[1], origin[2]) if origin else (1, 1)
        if cell is not None:
            merge = '<w:vMerge w:val="restart"/>' if rows > 1 else ""
            yield _cell(_paragraph(cell[0], "center" if at < table.head else "left", face), columns, merge)
        else:
            yield _cell("<w:p/>", columns, "<w:vMerge/>")
        column += columns


def _frame(rows: Sequence[tuple[str, str]]) -> str:
    shown = "".join(f"<w:tr>{_cell(left)}{_cell(right)}</w:tr>" for left, right in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{shown}</w:tbl>"


def _show_header(header: Header) -> str:
    issuer = _paragraph(header.superior, "center") if header.superior else ""
    issuer += "".join(_paragraph(line, "center", "b") for line in header.issuer)
    state = _paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "center", "b")
    state += _paragraph("Độc lập - Tự do - Hạnh phúc", "center", "b")
    number = _paragraph(f"Số: {header.number}", "center")
    if header.subject:
        number += _paragraph(f"V/v {header.subject}", "center")
    frame = _frame([(issuer, state), (number, _paragraph(header.dateline, "center", "i"))])
    if not header.kind:
        return frame
    return frame + _paragraph(header.kind, "center", "b") + _paragraph(header.title, "center", "b")


def _show_signature(header: Header) -> str:
    recipients = _paragraph("***Nơi nhận:***", "left")
    recipients += "".join(_paragraph(f"- {line}", "left") for line in header.recipients)
    signature = "".join(_paragraph(line, "center", "b") for line in (*header.signature, "", header.signer))
    return _frame([(recipients, signature)])
