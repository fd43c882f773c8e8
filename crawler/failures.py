"""What to call it when no answer came: a quality and its cause in words."""

import zlib
from gzip import BadGzipFile
from urllib.parse import urlsplit

from OpenSSL.SSL import Error as TLSError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from service_identity.exceptions import VerificationError
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.python.failure import Failure
from twisted.web._newclient import ParseError
from twisted.web.http_headers import InvalidHeaderName

from crawler.handler import HeadersTooLong
from crawler.job import Trip
from crawler.refusals import AddressRefused, RedirectLoop, RobotsRefused, RobotsUnknown, SiteGivenUp
from crawler.safety import private_cause
from db.model import Quality

PACKINGS = frozenset(
    {"brotli", "_brotli", "zstandard", "compression.zstd", "backports.zstd", "zstd"}
)  # modules whose errors these are


def failure_of(failure: Failure | BaseException, address: str, trip: Trip) -> tuple[Quality, str]:
    """The quality and the cause of an address that gave no answer."""
    error = failure.value if isinstance(failure, Failure) else failure
    host = urlsplit(address).hostname or address
    manners = trip.job.manners
    if isinstance(error, IgnoreRequest):
        return _refusal(error, manners.max_size)
    match error:
        case CannotResolveHostError():
            known = trip.refused.get(host)
            return (
                Quality.UNREACHABLE,
                f"{host}: {private_cause(known)}" if known else f"unknown host {host}",
            )
        case DownloadConnectionRefusedError():
            return Quality.UNREACHABLE, f"connection refused by {host}"
        case DownloadTimeoutError():
            return Quality.UNREACHABLE, f"no whole answer within {manners.timeout:g} s"
        case DownloadCancelledError():
            return Quality.TRUNCATED, f"larger than {_megabytes(manners.max_size)}: not read"
        case ResponseDataLossError():
            return Quality.TRUNCATED, "the connection ended before the page did"
    if any(isinstance(inner, HeadersTooLong) for inner in _chain(error)):
        return Quality.TRUNCATED, "headers that do not end: not read"
    if _is_packing(error):
        return Quality.ERROR, f"the answer cannot be unpacked ({_brief(error)})"
    return Quality.UNREACHABLE, _tls_cause(error) or _silence(error)


def _refusal(error: IgnoreRequest, max_size: int) -> tuple[Quality, str]:
    match error:
        case RobotsRefused():
            return Quality.ROBOTS, str(error)
        case RobotsUnknown():
            return error.quality, str(error)
        case RedirectLoop():
            return Quality.ERROR, str(error)
        case AddressRefused() | SiteGivenUp():
            return Quality.UNREACHABLE, str(error)
    if "decompression" in str(error):
        return Quality.TRUNCATED, f"larger than {_megabytes(max_size)} once unpacked: not read"
    return Quality.ERROR, _brief(error)


def _is_packing(error: BaseException | None) -> bool:
    """Whether a body is not packed as its header says."""
    return isinstance(error, BadGzipFile | zlib.error | EOFError) or type(error).__module__ in PACKINGS


def _silence(error: BaseException | None) -> str:
    """The words for an answer that never came, or was none, by what lies at the bottom of it."""
    inner = next((one for one in _chain(error) if not (getattr(one, "reasons", ()) or one.__cause__)), error)
    if isinstance(inner, ConnectionDone | ConnectionLost):
        return "no answer: the connection was closed before one came"
    if isinstance(inner, ParseError | InvalidHeaderName | ValueError):
        return f"no answer that is HTTP ({_brief(inner)})"
    return f"no answer ({type(inner).__name__}: {_brief(inner)})"


def _tls_cause(error: BaseException | None) -> str:
    """The words for a certificate that does not hold, wherever in the chain of causes it is named."""
    for inner in _chain(error):
        if isinstance(inner, TLSError | VerificationError):
            return f"the certificate does not hold ({_brief(inner)})"
    return ""


def _chain(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    waiting: list[BaseException] = [error] if error else []
    while waiting and len(found) < 20:
        inner = waiting.pop()
        found.append(inner)
        waiting += [failure.value for failure in getattr(inner, "reasons", ())]
        waiting += [cause for cause in (inner.__cause__,) if cause]
    return found


def _brief(error: BaseException | None) -> str:
    return " ".join(str(error).split())[:200]


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:g} MB"
