"""Invented things that editions are made of: provisions, flags, places, claims, changes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from claims.model import Level, Provision, SiteKind, Status
from db.known import Change, KnownClaim, KnownFlag, KnownPlace
from db.model import ChangeKind

NOW = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)
UNTIL = datetime(2026, 11, 16, tzinfo=UTC)
SINCE = UNTIL - timedelta(days=7)
SEEN = datetime(2026, 11, 14, 5, 40, tzinfo=UTC)

ANNEX = Provision(
    id="eu-cpr-14-annex2-416",
    market="EU",
    instrument="Regulation (EC) No 1223/2009",
    provision="Art. 14(1)(a) and Annex II entry 416",
    title="Cells, tissues or products of human origin",
    says="Material of human origin is on the list.",
    address="https://eur-lex.europa.eu/eli/reg/2009/1223/oj",
    confirmed=True,
)
MEDICINE = replace(
    ANNEX,
    id="uk-hmr-2",
    market="UK",
    instrument="Human Medicines Regulations 2012",
    provision="reg. 2(1)",
    title="Medicinal product",
    address="https://www.legislation.gov.uk/uksi/2012/1916/regulation/2",
    confirmed=False,
)
NOTICE = replace(
    ANNEX,
    id="us-fda-2019",
    market="US",
    instrument="FDA notice on exosome products",
    provision="6 December 2019",
    address="https://www.fda.gov/notice",
    kind="notice",
)


def flag(market: str, level: Level, rule: str, reason: str, *provisions: Provision) -> KnownFlag:
    """A flag of one market."""
    answer = "A file that shows another source or route than the page tells."
    confirmed = any(provision.confirmed for provision in provisions)
    return KnownFlag(market, level, "prohibited", rule, reason, answer, provisions, (), confirmed, False)


def place(address: str, title: str, **more: str) -> KnownPlace:
    """A place of a claim on a page of that address."""
    return KnownPlace(
        page=address,
        address=address,
        title=title,
        place="/html/body/main/p[2]",
        product=more.get("product", ""),
        live=True,
        first_seen=SEEN,
        last_seen=SEEN + timedelta(days=1),
        capture=7,
        digest="9d02c6f7be" + "41" * 27,
        warc="captures/lumen-vale/2026-11-15.warc.gz",
        offset=48_213,
        trail=("Treatments", more.get("under", "What it does")),
        form=more.get("form", "paragraph"),
        captured=SEEN,
        status=200,
        answered=more.get("answered", address),
    )


def claim(
    number: int, site: str, type_: str, quote: str, span: str, level: Level | None, *places: KnownPlace
) -> KnownClaim:
    """A claim stated as fact that was first seen in the week."""
    return KnownClaim(
        id=number,
        site=site,
        kind=SiteKind.BRAND,
        country="DE",
        type=type_,
        status=Status.ASSERTED,
        quote=quote,
        span=span,
        span_start=quote.index(span),
        product="",
        product_name="",
        rule=f"en/{type_}/plain",
        rule_version=3,
        words=span,
        cue="",
        cue_words="",
        limits="",
        level=level,
        flags=(),
        places=places,
        first_seen=SEEN,
        last_seen=SEEN + timedelta(days=1),
        wording_since=SEEN,
        gone_at=None,
        experimental=False,
        technical=False,
        lang="en",
    )


def change(number: int, kind: ChangeKind, of: KnownClaim, **more: str) -> Change:
    """A change of a claim in the week."""
    return Change(
        id=number,
        kind=kind,
        at=SEEN,
        site=of.site,
        address=of.places[0].address,
        subject=of.quote,
        before=more.get("before", ""),
        after=more.get("after", ""),
        level=of.level,
        claim=of.id,
    )
