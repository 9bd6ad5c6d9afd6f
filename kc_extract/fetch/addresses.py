"""Addresses in the one form under which they are asked for, recorded and filed."""

from __future__ import annotations

import hashlib
import socket
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from kc_extract.fetch.entry import Lasting
from kc_extract.naming import safe_part

_SCHEMES = frozenset({"http", "https"})
_BAD = "bad_address"
_NONE = "this is no address; give one that begins with https:// or http://"
#: IPv4 addresses within ones of IPv6: translated (RFC 6052, RFC 2765) and compatible (RFC 4291).
_TRANSLATED = tuple(map(IPv6Network, ("64:ff9b::/96", "::ffff:0:0:0/96", "::/96")))


def normal(words: str) -> str:
    """The address as it goes over the wire, letters encoded, without a fragment.

    Raises ``Lasting`` (``bad_address``) for what is none of the public web: another scheme, a password in it.
    """
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    try:
        url = parse_url(words)
    except (LocationParseError, ValueError) as error:
        raise Lasting(_BAD, _NONE) from error
    if url.scheme not in _SCHEMES or not url.host:
        message = "only https:// and http:// are fetched"
        raise Lasting(_BAD, message)
    if url.auth:
        message = "only public addresses are fetched, without user and password"
        raise Lasting(_BAD, message)
    return str(url._replace(fragment=None, path=url.path or "/").url)


def joined(address: str, location: str) -> str:
    """Where a redirect leads, in normal form; raises as ``normal``.

    Headers are read as Latin-1, and hosts put letters into them as UTF-8 without encoding them.
    """
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        whole = urljoin(address, location)
    except ValueError as error:  # half an address of IPv6
        raise Lasting(_BAD, _NONE) from error
    return normal(whole)


def host_of(address: str) -> str:
    """The host and port of an address in normal form: what is asked one thing at a time."""
    return urlsplit(address).netloc


def name_of(address: str) -> str:
    """The host of an address in normal form, without its port."""
    return (urlsplit(address).hostname or "").rstrip(".")


def is_public(number: str) -> bool:
    """Whether an IP address belongs to the public web (IANA special-purpose registries), not to a machine or a house.

    An IPv4 address within one of IPv6 (mapped, compatible, translated, 6to4, Teredo) counts as itself.
    """
    found = ip_address(number.partition("%")[0])
    if isinstance(found, IPv6Address):
        within = IPv4Address(int(found) & 0xFFFFFFFF) if any(found in network for network in _TRANSLATED) else None
        found = within or found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1] or found
    return found.is_global and not found.is_multicast


def is_plainly_private(host: str) -> bool:
    """Whether a host says by its name that it is not of the public web, without anybody being asked."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    with suppress(ValueError):
        return not is_public(host)
    with suppress(OSError):  # 127.1 and 2130706433 are read as numbers too
        return not is_public(socket.inet_ntoa(socket.inet_aton(host)))
    return False


def origin_of(address: str) -> str:
    """Scheme, host and port: what one robots.txt speaks for."""
    split = urlsplit(address)
    return f"{split.scheme}://{split.netloc}"


def file_of(address: str, ending: str) -> str:
    """The file of an address below the folder: a folder per host, the last part of the path, a checksum of the whole.

    So the same address always has the same name, and no two share one. ``ending`` is that of its content.
    """
    split = urlsplit(address)
    last = unquote(split.path).rstrip("/").rpartition("/")[-1]
    stem = PurePosixPath(last).stem if len(PurePosixPath(last).suffix) in range(2, 7) else last
    mark = hashlib.sha256(address.encode()).hexdigest()[:8]
    return f"{safe_part(split.netloc.replace(':', '_'))}/{safe_part(stem.strip('. ') or 'index')}-{mark}{ending}"
