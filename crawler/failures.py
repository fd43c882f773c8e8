"""What to call it when no answer came: a quality and its cause in words."""

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
from twisted.python.failure import Failure

from crawler.handler import HeadersTooLong
from crawler.job import Trip
from crawler.refusals import AddressRefused, RedirectLoop, RobotsRefused, RobotsUnknown, SiteGivenUp
from crawler.safety import private_cause
from db.model import Quality


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
    return Quality.UNREACHABLE, _tls_cause(error) or f"no answer ({type(error).__name__}: {_brief(error)})"


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
