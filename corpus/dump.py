"""A specimen as the plain text that legal portals hand out: hard-wrapped, cells between bars, ``**`` marks."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from corpus.source import SPECIMEN_MARK, bare

if TYPE_CHECKING:
    from corpus.source import Block, Header, Specimen

_WIDTH = 80
_NARROW = 18


def render_dump(specimen: Specimen) -> bytes:
    """The specimen as the bytes of a text file."""
    parts = [_show_header(specimen.header)]
    parts += [_show_block(block, specimen.header) for block in specimen.blocks]
    parts.append(SPECIMEN_MARK)
    return ("\n\n".join(parts) + "\n").encode()


def _wrap(text: str, width: int = _WIDTH) -> str:
    return "\n".join(textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False))


def _show_block(block: Block, header: Header) -> str:
    if block.kind == "table":
        return _show_table(block)
    if block.kind == "sign":
        return _show_signature(header)
    if block.kind == "centre":
        return _wrap(f"**{bare(block.text)}**")
    if block.kind in ("note", "right"):
        return _wrap(f"*{bare(block.text)}*")
    return _wrap(block.text.replace(".** ", ". **"))


def _show_table(table: Block) -> str:
    lines = ["|"]
    for at, row in enumerate(table.rows):
        for cell in row:
            if cell is not None:
                text = bare(cell[0])
                lines += [_wrap(f"**{text}**" if at < table.head else text, 36), "|"]
        lines.append("|")
    return "\n".join(lines[:-1])


def _show_header(header: Header) -> str:
    cells = [
        "\n".join([_wrap(f"**{header.issuer[0]}**", _NARROW), *header.issuer[1:], "-------"]),
        "**CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM**\nĐộc lập - Tự do - Hạnh phúc\n---------------",
        "|",
        _wrap(f"Số: {header.number}", _NARROW),
        _wrap(f"*{header.dateline}*", 20),
    ]
    block = "|\n" + "\n|\n".join(cells) + "\n|"
    block = block.replace("|\n|\n|", "|\n|")
    return f"{block}\n\n**{header.kind}**\n\n{_wrap(header.title, 62)}"


def _show_signature(header: Header) -> str:
    recipients = "\n".join(["Nơi nhận:", *(_wrap(f"- {line}", 32) for line in header.recipients)])
    signature = "\n".join(f"**{line}**" for line in header.signature)
    return f"|\n{recipients}\n|\n{signature}\n{header.signer}\n|"
