"""A specimen as a web page: an article between menus, or a portal's page that carries a whole decision."""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from corpus.source import SPECIMEN_MARK, parse_runs

if TYPE_CHECKING:
    from corpus.source import Block, Header, Specimen

_TEMPLATES = Path(__file__).parent / "templates"
_TAGS = {"b": ("<b>", "</b>"), "i": ("<i>", "</i>"), "bi": ("<b><i>", "</i></b>"), "": ("", "")}
_WRAPS = {
    "text": ("<p>", "</p>"),
    "centre": ('<p align="center"><b>', "</b></p>"),
    "address": ('<p align="center">', "</p>"),
    "note": ('<p align="center"><i>', "</i></p>"),
    "right": ('<p align="right"><i>', "</i></p>"),
}


def render_web(specimen: Specimen) -> bytes:
    """The specimen as the bytes of an HTML page."""
    header = specimen.header
    template = Template((_TEMPLATES / f"{header.form}.html").read_text("utf-8"))
    parts = [_show_header(header)] if header.form == "portal" else []
    parts += [_show_block(block, header) for block in specimen.blocks]
    fields = {"title": header.title, "kind": header.kind, "number": header.number, "published": header.published}
    shown = {name: escape(value) for name, value in fields.items()}
    return template.substitute(shown, body="\n".join(parts), mark=SPECIMEN_MARK).encode()


def _show_runs(text: str) -> str:
    return "".join(_TAGS[face][0] + escape(piece, quote=False) + _TAGS[face][1] for piece, face in parse_runs(text))


def _show_block(block: Block, header: Header) -> str:
    if block.kind == "table":
        return _show_table(block)
    if block.kind == "sign":
        return _show_signature(header)
    before, after = _WRAPS[block.kind]
    return before + _show_runs(block.text) + after


def _show_table(table: Block) -> str:
    rows = []
    for at, row in enumerate(table.rows):
        tag = "th" if at < table.head else "td"
        cells = []
        for cell in row:
            if cell is not None:
                spans = "".join(f' {name}="{n}"' for name, n in (("colspan", cell[1]), ("rowspan", cell[2])) if n > 1)
                cells.append(f"<{tag}{spans}>{_show_runs(cell[0])}</{tag}>")
        rows.append("<tr>" + "".join(cells) + "</tr>")
    return '<table border="1">\n' + "\n".join(rows) + "\n</table>"


def _pair(left: str, right: str) -> str:
    return f'<tr><td valign="top">{left}</td><td valign="top">{right}</td></tr>'


def _show_header(header: Header) -> str:
    issuer = "<br>".join(f"<b>{line}</b>" for line in header.issuer)
    state = "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b>Độc lập - Tự do - Hạnh phúc</b>"
    rows = [
        _pair(f'<p align="center">{issuer}<br>-------</p>', f'<p align="center">{state}<br>---------------</p>'),
        _pair(f'<p align="center">Số: {header.number}</p>', f'<p align="right"><i>{header.dateline}</i></p>'),
    ]
    head = f'<table class="tieu-ngu">\n{chr(10).join(rows)}\n</table>'
    return f'{head}\n<p align="center"><b>{header.kind}</b></p>\n<p align="center"><b>{escape(header.title)}</b></p>'


def _show_signature(header: Header) -> str:
    recipients = "<br>".join(["<b><i>Nơi nhận:</i></b>", *(f"- {line}" for line in header.recipients)])
    signature = "<br>".join(f"<b>{line}</b>" for line in (*header.signature, "", header.signer))
    row = _pair(f"<p>{recipients}</p>", f'<p align="center">{signature}</p>')
    return f'<table class="chu-ky">\n{row}\n</table>'
