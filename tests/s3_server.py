"""An S3 service of the tests' own on loopback, and the environment that leads there."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import Request, urlopen

import pytest


@contextmanager
def s3_service(environment: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a running service without buckets; libraries of this and of started processes use it."""
    import s3fs
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
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
        server.stop()
