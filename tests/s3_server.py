"""An S3 service of the tests' own on loopback, and the environment that leads there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.request import Request, urlopen

import pytest

_RUNNING: dict[str, Any] = {}


@contextmanager
def s3_service(environment: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a running service without buckets; libraries of this and of started processes use it."""
    import s3fs

    address = _start(0)
    for name, value in {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "tester",
        "AWS_SECRET_ACCESS_KEY": "tester",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        environment.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()  # those of other tests ask at other addresses
    urlopen(Request(f"{address}/moto-api/reset", method="POST")).close()  # noqa: S310 - buckets of other tests
    try:
        yield address
    finally:
        _RUNNING.pop(address).stop()


@contextmanager
def stopped(address: str) -> Iterator[None]:
    """The service away for the length of the block; what it held is there again afterwards."""
    server = _RUNNING.pop(address)
    server.stop()
    try:
        yield
    finally:
        _start(int(address.rpartition(":")[2]))


def _start(port: int) -> str:
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    _RUNNING[address] = server
    return address
