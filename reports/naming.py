"""What to call a subject and where to find it."""

from claims.model import Form
from db.known import KnownClaim, KnownPlace, KnownSource
from reports.findings import Finding
from reports.pick import one_of_each
from reports.subjects import Subject
from reports.text import short

# Forms that no visitor of the page sees: no link can land on them.
INVISIBLE = {Form.META, Form.STRUCTURED_DATA, Form.ALT_TEXT}


def subject_name(subject: Subject) -> str:
    """The name of the product, else the title of the page; empty where neither is known."""
    claim = lead_claim(subject)
    place = best_place(claim) if claim else None
    source = subject.source
    names = (
        subject.entry.name if subject.entry else "",
        claim.product_name if claim and claim.product == subject.product else "",
        source.name if source and source.product else "",
        place.title if place else "",
        source.title if source else "",
    )
    return next((short(name) for name in names if name.strip()), "")


def address_of(subject: Subject) -> str:
    """Where a person finds the subject."""
    place = place_of(subject)
    if place:
        return place.address
    return subject.source.address if subject.source else ""


def place_of(subject: Subject) -> KnownPlace | None:
    """The place that shows the leading claim of a subject best."""
    claim = lead_claim(subject)
    return best_place(claim) if claim else None


def shown_by(subject: Subject) -> KnownPlace | KnownSource | None:
    """What leads a subject, with the capture that shows it; None where no capture of it is kept."""
    place = place_of(subject)
    shows = subject.source if subject.led_by_source or place is None else place
    return shows if shows is not None and shows.warc else None


def best_place(claim: KnownClaim) -> KnownPlace | None:
    """The place that shows a claim best: one that is live, visible on its page, and seen last."""
    order = sorted(claim.places, key=lambda p: (p.live, visible(p), p.last_seen), reverse=True)
    return order[0] if order else None


def visible(place: KnownPlace) -> bool:
    """Whether a visitor of the page sees the words there."""
    return place.form not in INVISIBLE


def lead_claim(subject: Subject) -> KnownClaim | None:
    """The claim that speaks for the subject."""
    return subject.findings[0].lead if subject.findings else None


def claims_by_type(finding: Finding) -> tuple[KnownClaim, ...]:
    """One claim of each type of a sentence, the leading one first."""
    return one_of_each(finding.claims, lambda claim: claim.type)
