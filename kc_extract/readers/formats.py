"""What bytes are, by their magic numbers and never by a file name, and the text they hold.

Sources: the formats' own signatures (ISO 32000 for ``%PDF-``, PKWARE APPNOTE for zip, MS-CFB for OLE, the WHATWG
encoding standard for byte order marks and declared character sets).
"""

from __future__ import annotations

import codecs
import io
import zipfile
from typing import Literal

import regex

from kc_extract.errors import UnreadableError
from kc_extract.text import nfc
from kc_extract.types import Frozen, Note

Format = Literal["pdf", "html", "mhtml", "plain", "docx", "doc", "rtf", "image", "zip", "gzip", "empty", "binary"]

MEDIA_TYPES: dict[Format, str] = {
    "pdf": "application/pdf",
    "html": "text/html",
    "mhtml": "multipart/related",
    "plain": "text/plain",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "rtf": "application/rtf",
    "image": "image/*",
    "zip": "application/zip",
    "gzip": "application/gzip",
    "empty": "application/x-empty",
    "binary": "application/octet-stream",
}

_SIGNATURES: tuple[tuple[bytes, Format], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "gzip"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"RIFF", "image"),  # WebP; the sound and video files of the family are as little a document
)
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_HEAD = 4096
#: ISO 32000-2 lets other bytes stand before the header; readers look through the first 1024.
_PDF_HEAD = 1024

# --- formats ----------------------------------------------------------------------------------------------


def detect(data: bytes) -> Format:
    """The format of the bytes; ``plain`` for anything that is meant to be text, ``binary`` where nothing fits."""
    head = data[:_HEAD]
    if not data.strip(b"\x00\t\n\x0b\x0c\r "):
        return "empty"
    signed = next((known for signature, known in _SIGNATURES if head.startswith(signature)), None)
    if signed is not None:
        return signed
    if b"%PDF-" in head[:_PDF_HEAD]:
        return "pdf"
    if head.startswith(_ZIPS):
        return _zip_format(data)
    if head.startswith(_OLE):
        return "doc" if _WORD_STREAM in data else "binary"
    return _text_format(data)


def _zip_format(data: bytes) -> Format:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        # A cut archive has lost its directory at the end, but its local headers still name the parts.
        return "docx" if b"word/document.xml" in data or b"[Content_Types].xml" in data[:_HEAD] else "zip"
    return "docx" if "word/document.xml" in names else "zip"


_MARKUP = regex.compile(r"(?is)^\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b")
_TAG = regex.compile(r"(?i)</?(?:p|div|span|table|tr|td|br|hr|h[1-6]|ul|ol|li|a|b|strong|meta|title|font)\b[^<>]*>")
_MHTML = regex.compile(r"(?is)^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related")
_FEW_TAGS = 3
_MARKED_UP = 8192


def _text_format(data: bytes) -> Format:
    encoding = _marked_encoding(data)
    if encoding is None and _is_binary(data[: 16 * _HEAD]):
        return "binary"
    head = data[:_MARKED_UP].decode(encoding or "utf-8", "replace").lstrip("\ufeff")
    if _MHTML.match(head.replace("\r\n", "\n")):
        return "mhtml"
    if _MARKUP.match(head) or (head.lstrip().startswith("<") and len(_TAG.findall(head)) >= _FEW_TAGS):
        return "html"
    return "plain"


_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\x0b\x0c\r\x1b\x1a")
_CONTROL_SHARE = 0.02


def _is_binary(data: bytes) -> bool:
    """Whether control characters that no text holds make up more than one byte in fifty."""
    kept = data.translate(None, _CONTROLS)
    return len(data) - len(kept) > _CONTROL_SHARE * len(data)


# --- character sets ---------------------------------------------------------------------------------------

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = regex.compile(rb"(?i)<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([a-z0-9_:.-]+)")
#: One bad byte in a thousand is a slip of the copy; more is another character set.
_TOLERATED = 1000
_BAD = "bad_encoding"
#: Letters below are those of Latin, Greek and Cyrillic, the last block of Vietnamese letters among them.
_LATIN_END = 0x2000


class Decoded(Frozen, frozen=True):
    """Text with the character set it was read from; notes tell of bytes shown as ``U+FFFD``."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decode(data: bytes) -> str:
    """The text of the bytes: see ``decode_with_notes``, whose notes it leaves out."""
    return decode_with_notes(data).text


def decode_with_notes(data: bytes) -> Decoded:
    """The text of the bytes, by byte order mark, UTF-8, declared character set or Vietnamese Windows letters.

    At most one bad byte in a thousand is replaced, visibly, and noted. Raises ``UnreadableError`` (``bad_encoding``)
    with the place of the first bad byte where more are.
    """
    encoding = _marked_encoding(data)
    if encoding is not None:
        return _lenient(data, encoding)
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error)


def _marked_encoding(data: bytes) -> str | None:
    """The character set that a byte order mark, or the zero bytes of UTF-16, prove."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    head = data[:_HEAD]
    pairs = len(head) // 2
    if not pairs or b"\x00" not in head:
        return None
    # Of Vietnamese text at least three letters in ten are ASCII, so every other byte is often zero.
    even, odd = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    if odd > 0.3 * pairs and even < 0.02 * pairs:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * pairs and odd < 0.02 * pairs else None


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> Decoded:
    declared = _declared_encoding(data)
    for encoding in (declared, "windows-1258"):
        if encoding is None:
            continue
        text = nfc(data.decode(encoding, "replace"))
        if encoding == declared and "\ufffd" not in text and _reads_as_text(text):
            return Decoded(text=text, encoding=encoding)
        if _reads_as_vietnamese(text):
            return Decoded(text=text, encoding=encoding)
    return _lenient(data, "utf-8", error)


def _declared_encoding(data: bytes) -> str | None:
    """The character set that an HTML page names for itself, where it is one that Python knows and not UTF-8."""
    found = _DECLARED.search(data[:_HEAD])
    if found is None:
        return None
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
    except LookupError:
        return None
    return None if name in {"utf-8", "ascii"} or name.startswith(("utf-16", "utf-32")) else name


_C1 = regex.compile(r"[\x00-\x08\x0e-\x19\x80-\x9f]")
_WORD = regex.compile(r"\p{L}+")
#: Words that any page of Vietnamese prose holds, and that no other reading of its bytes gives.
_FREQUENT = frozenset(
    ["của", "và", "định", "được", "năm", "tỉnh", "ngày", "hiện", "các", "có", "với", "về", "này", "những"]
)
_FREQUENT_SHARE = 0.03


def _reads_as_text(text: str) -> bool:
    return _C1.search(text) is None


def _reads_as_vietnamese(text: str) -> bool:
    """Whether frequent accented words of Vietnamese are there in the share that prose has."""
    words = _WORD.findall(text.lower())
    frequent = sum(1 for word in words if word in _FREQUENT)
    return frequent > 0 and frequent >= _FREQUENT_SHARE * len(words)


def _lenient(data: bytes, encoding: str, error: UnicodeDecodeError | None = None) -> Decoded:
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    bad = text.count("\ufffd") - data.count("\ufffd".encode())
    if error is None:
        error = _first_error(data, encoding)
    if error is None:
        if not _is_prose(text):
            message = f"the bytes are marked as {encoding.upper()} but are no text in it; save the file as UTF-8"
            raise UnreadableError(_BAD, message)
        return Decoded(text=text, encoding=encoding)
    if bad * _TOLERATED > len(data):
        raise UnreadableError(_BAD, _bad_bytes(error, encoding))
    message = f"{bad} bad byte(s) shown as U+FFFD; the first is at offset {error.start}; compare with the source"
    return Decoded(text=text, encoding=encoding, notes=(Note(code="bad_bytes", message=message),))


def _first_error(data: bytes, encoding: str) -> UnicodeDecodeError | None:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error
    return None


def _is_prose(text: str) -> bool:
    """Whether most letters are of the Latin script, as a byte order mark before garbage does not give."""
    sample = text[:_HEAD]
    letters = regex.findall(r"\p{L}|[\p{Co}\p{Cn}]", sample)
    return not letters or 2 * sum(1 for char in letters if ord(char) < _LATIN_END) >= len(letters)


def _bad_bytes(error: UnicodeDecodeError, encoding: str) -> str:
    shown = error.object[error.start : error.start + 4].hex(" ")
    name = encoding.removesuffix("-sig").upper()
    return (
        f"not valid {name}: the first bad byte is at offset {error.start} ({shown}), and no other character set fits; "
        "save the file as UTF-8, or give the document it was copied from"
    )
