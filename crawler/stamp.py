"""A stamp by an authority for time (RFC 3161) on the newest manifest: a third party says that it was there by then."""

import hashlib
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

from crawler.errors import CrawlError, CrawlUnusable
from db.queries import Reader

SUFFIX = ".tsr"
SECONDS = 30.0
MOST = 100_000  # bytes of an answer; one takes a few thousand
MISSING = "stamps need rfc3161-client: run `pip install 'exowatch[stamp]'`, or leave timestamp_authority empty"


class StampFailed(CrawlError):
    """An authority that gave no stamp, or one that does not hold."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a stamp says: when it was made (UTC), and on which SHA-256 in hex."""

    at: datetime
    sha256: str


def library() -> ModuleType:
    """The library that reads stamps. Raises CrawlUnusable with the line to type where it is not installed."""
    try:
        import rfc3161_client
    except ImportError as error:
        raise CrawlUnusable(MISSING) from error
    return rfc3161_client


def stamp_newest(store: Path, captures: Path, authority: str, seconds: float = SECONDS) -> Path | None:
    """Asks for a stamp on the newest manifest and keeps the answer beside it; None where it has one.

    Older manifests need none: the newest names the SHA-256 of the one before. Raises StampFailed.
    """
    with Reader.open(store) as reader:
        known = reader.manifests()
    if not known:
        return None
    path = captures.parent / known[-1].path
    target = path.with_suffix(SUFFIX)
    if target.exists():
        return None
    answer = _asked(authority, path.read_bytes(), seconds)
    part = target.with_suffix(".part")
    part.write_bytes(answer)
    part.replace(target)
    return target


def read_stamp(answer: bytes, roots: Path | None = None) -> Stamp:
    """What the answer of an authority says. Raises StampFailed where it is none.

    With the certificates in `roots` (PEM) its signature is checked as well.
    """
    client = library()
    try:
        response = client.decode_timestamp_response(answer)
        if response.status != 0:
            raise StampFailed(f"the authority gave no stamp: {'; '.join(response.status_string) or 'no reason given'}")
        imprint = response.tst_info.message_imprint
        if roots is not None:
            _check(response, imprint.message, roots)
        return Stamp(response.tst_info.gen_time, imprint.message.hex())
    except ValueError as error:
        raise StampFailed(f"is no stamp ({error}): delete it, the next run asks for another") from error


def _check(response: object, message: bytes, roots: Path) -> None:
    from cryptography.x509 import load_pem_x509_certificates

    client = library()
    builder = client.VerifierBuilder()
    for certificate in load_pem_x509_certificates(roots.read_bytes()):
        builder = builder.add_root_certificate(certificate)
    try:
        builder.build().verify(response, message)
    except client.VerificationError as error:
        raise StampFailed(f"its signature does not hold by {roots}: {error}") from error


def _asked(authority: str, content: bytes, seconds: float) -> bytes:
    """The authority's answer, checked to be about this content and this question."""
    client = library()
    question = client.TimestampRequestBuilder().data(content).hash_algorithm(client.HashAlgorithm.SHA256).build()
    answer = _post(authority, question.as_bytes(), seconds)
    found = read_stamp(answer)
    if found.sha256 != hashlib.sha256(content).hexdigest():
        raise StampFailed(f"{authority}: stamped something else than was asked")
    if client.decode_timestamp_response(answer).tst_info.nonce != question.nonce:
        raise StampFailed(f"{authority}: gave the answer to another question")
    return answer


def _post(authority: str, question: bytes, seconds: float) -> bytes:
    if urlsplit(authority).scheme not in {"http", "https"}:
        raise StampFailed(f"{authority}: is no http address: correct timestamp_authority")
    headers = {"Content-Type": "application/timestamp-query"}
    request = urllib.request.Request(authority, question, headers)  # noqa: S310 - http and https only, see above
    try:
        with urllib.request.urlopen(request, timeout=seconds) as answer:  # noqa: S310
            return bytes(answer.read(MOST))
    except (OSError, urllib.error.URLError) as error:
        raise StampFailed(f"{authority}: gave no stamp ({error}): the next run asks for one on its manifest") from error
