"""A specimen as PDF in the layout of Nghị định 30/2020/NĐ-CP, with the same bytes whenever it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.page import A4, LEFT, Sheet, Style
from corpus.table import set_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus.source import Block, Header, Specimen

_BODY = Style(indent=28.0, before=4.5)
_STYLES = {
    "text": _BODY,
    "centre": Style(align="centre", face="b", before=4.5),
    "address": Style(align="centre", before=6.0),
    "note": Style(align="centre", face="i", before=3.0),
    "right": Style(12, "right", face="i", before=3.0),
}


def render_pdf(specimen: Specimen) -> bytes:
    """The specimen as the bytes of a PDF; no clock and no random identifier goes in."""
    sheet = Sheet()
    _set_header(sheet, specimen.header)
    for block in specimen.blocks:
        _set_block(sheet, block, specimen.header)
    sheet.close()
    sheet.pdf.set_metadata({})
    data: bytes = sheet.pdf.tobytes(garbage=4, deflate=True, deflate_fonts=True, no_new_id=True)
    return data


def _set_block(sheet: Sheet, block: Block, header: Header) -> None:
    actions: dict[str, Callable[[], None]] = {
        "table": lambda: set_table(sheet, block),
        "break": sheet.turn,
        "portrait": lambda: sheet.turn(A4),
        "landscape": lambda: sheet.turn((A4[1], A4[0])),
        "rule": lambda: _set_rule(sheet, 90.0),
        "sign": lambda: _set_signature(sheet, header),
    }
    if block.kind in actions:
        actions[block.kind]()
    else:
        sheet.paragraph(block.text, _STYLES[block.kind])


def _set_rule(sheet: Sheet, length: float) -> None:
    sheet.rule(LEFT + sheet.width / 2, length, sheet.y + 5)
    sheet.y += 9


def _set_header(sheet: Sheet, header: Header) -> None:
    left, right = sheet.width * 0.40, sheet.width * 0.60
    small, motto = Style(12.5, "centre"), Style(13, "centre", face="b")
    issuer = [(header.superior, small)] if header.superior else []
    issuer += [(line, Style(12.5, "centre", face="b")) for line in header.issuer]
    state = [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Style(12, "centre", face="b")),
        ("Độc lập - Tự do - Hạnh phúc", motto),
    ]
    below_left = sheet.column(issuer, LEFT, left)
    below_right = sheet.column(state, LEFT + left, right)
    sheet.rule(LEFT + left / 2, 60, below_left + 3)
    sheet.rule(LEFT + left + right / 2, 158, below_right + 3)
    sheet.y = max(below_left, below_right) + 9
    number = [(f"Số: {header.number}", Style(13, "centre"))]
    if header.subject:
        number.append((f"V/v {header.subject}", Style(12, "centre", before=3)))
    below_left = sheet.column(number, LEFT, left)
    below_right = sheet.column([(header.dateline, Style(13.5, "centre", face="i"))], LEFT + left, right)
    sheet.y = max(below_left, below_right) + 12
    _set_title(sheet, header)


def _set_title(sheet: Sheet, header: Header) -> None:
    if not header.kind:
        return
    sheet.paragraph(header.kind, Style(14, "centre", face="b"))
    sheet.paragraph(header.title, Style(14, "centre", face="b"))
    _set_rule(sheet, 90.0)
    sheet.y += 4


def _set_signature(sheet: Sheet, header: Header) -> None:
    recipients = [("***Nơi nhận:***", Style(12, "left"))]
    recipients += [(f"- {line}", Style(11, "left", leading=1.15)) for line in header.recipients]
    signature = [(line, Style(13, "centre", face="b")) for line in header.signature]
    signature.append((header.signer, Style(13.5, "centre", face="b", before=62)))
    sheet.y += 12
    sheet.room(max(16 + 12.7 * len(recipients), 100 + 16 * len(signature)))
    half = sheet.width / 2
    below = sheet.column(recipients, LEFT, half - 12)
    sheet.y = max(below, sheet.column(signature, LEFT + half, half)) + 8
