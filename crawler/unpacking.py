"""Bodies that are packed: unpacked as Scrapy does it, without loading Scrapy; and whether one came to its end.

What is unpacked of half a body looks like a short page.
"""

import struct
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from gzip import GzipFile
from io import BytesIO
from types import MappingProxyType

STEP = 65_536
GZIP, DEFLATE = zlib.MAX_WBITS | 16, zlib.MAX_WBITS


def unpacked(body: bytes, named: str) -> bytes:
    """A body that is packed as its header says, of one that breaks off what there is.

    Raises OSError, EOFError, ValueError, zlib.error where it is not packed so.
    """
    ways = [way.strip().lower() for way in named.split(",")]
    while ways and (unpack := UNPACKING.get(ways.pop())):
        body = unpack(body)
    return body


def is_whole(body: bytes, named: str) -> bool:
    """Whether a body holds the end of its packing; true for what is packed twice, or in no known way."""
    match named.strip().lower():
        case "gzip" | "x-gzip":
            return _ends(body, GZIP)
        case "deflate":
            return _ends(body, DEFLATE) or _ends(body, -DEFLATE)
        case "br":
            return _ends_as_brotli(body)
    return True


def _gunzip(body: bytes) -> bytes:
    file, pieces = GzipFile(fileobj=BytesIO(body)), list[bytes]()
    try:
        while piece := file.read1(STEP):
            pieces.append(piece)
    except (OSError, EOFError, struct.error):
        if not pieces:
            raise
    return b"".join(pieces)


def _inflate(body: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(body)
    except zlib.error:  # some servers leave the head out
        return zlib.decompressobj(-DEFLATE).decompress(body)


def _unbrotli(body: bytes) -> bytes:
    import brotli  # not where nothing is packed so

    unpacking, pieces = brotli.Decompressor(), list[bytes]()
    try:
        piece = unpacking.process(body, output_buffer_limit=STEP)
        while piece:
            pieces.append(piece)
            piece = b"" if unpacking.is_finished() else unpacking.process(b"", output_buffer_limit=STEP)
        return b"".join(pieces)
    except brotli.error as error:
        raise ValueError(f"no brotli: {error}") from error


UNPACKING: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {"gzip": _gunzip, "x-gzip": _gunzip, "deflate": _inflate, "br": _unbrotli}
)


def _ends(body: bytes, window: int) -> bool:
    unpacking = zlib.decompressobj(window)
    waiting = body
    with suppress(zlib.error):
        while waiting and not unpacking.eof:
            unpacking.decompress(waiting, STEP)
            waiting = unpacking.unconsumed_tail
    return unpacking.eof


def _ends_as_brotli(body: bytes) -> bool:
    import brotli

    unpacking = brotli.Decompressor()
    with suppress(brotli.error):
        for at in range(0, len(body), STEP):
            unpacking.process(body[at : at + STEP])
    return bool(unpacking.is_finished())
