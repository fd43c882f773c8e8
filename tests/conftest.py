"""What tests of several rooms share."""

from collections.abc import Iterator

import pytest

from tests.loopback import Loopback


@pytest.fixture
def server() -> Iterator[Loopback]:
    """A web server on 127.0.0.1, empty."""
    with Loopback() as loopback:
        yield loopback
