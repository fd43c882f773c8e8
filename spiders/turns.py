"""Whose turn it is: what was never visited or has changed, then what was visited longest ago."""

from crawler.items import KnownLead

MONTH = 28 * 86_400


def turn_of(known: KnownLead | None, modified: str) -> int:
    """When an address was last asked for, in seconds; 0 where it never was, or where its site dates a change since.

    `modified` is the date that this visit's sources give. A page whose date stands comes as if it had been visited four
    weeks later than it was: dates that are never brought up to date put a page off, and not for ever.
    """
    if known is None or known.asked_at is None:
        return 0
    dated = modified or known.lead.modified
    stands = known.unchanged and dated == known.lead.modified
    if known.expected and dated and not stands:
        return 0
    return int(known.asked_at.timestamp()) + (MONTH if stands else 0)
