"""Web pages in wrappings: gzip, and MHTML as browsers save it (RFC 2557)."""

from __future__ import annotations

import email
import email.policy
import zlib
from email.message import EmailMessage

from kc_extract.errors import UnreadableError
from kc_extract.readers.formats import Format
from kc_extract.types import Limits

_DAMAGED, _TOO_LARGE, _NO_TEXT = "damaged", "too_large", "no_text"


def unpack(data: bytes, form: Format, limits: Limits) -> bytes:
    """The page in the wrapping, never more than the limit of bytes.

    Raises ``UnreadableError`` for a damaged wrapping, one without a page, or one that holds too much.
    """
    return _gunzip(data, limits.max_bytes) if form == "gzip" else _page_of_mhtml(data)


def _gunzip(data: bytes, limit: int) -> bytes:
    stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        out = stream.decompress(data, limit + 1)
    except zlib.error as error:
        message = f"damaged gzip data ({error}); fetch the file again"
        raise UnreadableError(_DAMAGED, message) from error
    if len(out) > limit:
        message = f"over {limit / 1e6:.0f} MB of text once unpacked; split it, or raise Limits.max_bytes"
        raise UnreadableError(_TOO_LARGE, message)
    if not stream.eof:
        message = "the gzip data end too early; fetch the file again"
        raise UnreadableError(_DAMAGED, message)
    return out


def _page_of_mhtml(data: bytes) -> bytes:
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return content
    reason = "the MHTML file holds no HTML page; save the page again"
    raise UnreadableError(_NO_TEXT, reason)
