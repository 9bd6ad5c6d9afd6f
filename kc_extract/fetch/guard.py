"""Connections that end where they lead to a private address, before a word is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from kc_extract.fetch.addresses import is_public
from kc_extract.fetch.entry import Lasting

if TYPE_CHECKING:
    import socket


def private(host: str, number: str | None = None) -> Lasting:
    """The trouble with a host that is not of the public web."""
    there = host if number is None else f"{host} ({number})"
    message = f"{there} is not of the public web; where it is meant, put it into the list and give --allow-private"
    return Lasting("private_address", message)


class _Guarded(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        """Look at who answers, for a name may lead anywhere, and elsewhere the next time."""
        connected = super()._new_conn()
        number = connected.getpeername()[0]
        if not is_public(number):
            connected.close()
            raise private(self.host, number)
        return connected


class _GuardedSafe(_Guarded, HTTPSConnection):
    pass


class _Pool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Guarded


class _SafePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _GuardedSafe


def guarded(pools: urllib3.PoolManager) -> urllib3.PoolManager:
    """The same pools, none of whose connections leads to a private address."""
    pools.pool_classes_by_scheme = {"http": _Pool, "https": _SafePool}
    return pools
