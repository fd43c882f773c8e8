"""A disclaimer that was dropped stands among what changed, with its words and its proof."""

from datetime import UTC, datetime

from claims.model import Level, SiteKind
from db.known import Change
from db.model import ChangeKind
from db.totals import SiteTotal
from reports.changed import TOLD, happened, section
from reports.material import Material
from reports.words import words

NOW = datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
TOTAL = SiteTotal("shop", SiteKind.BRAND, "GB", "https://shop.invalid/", 0, 0, 0, 0, 0)
DROPPED = Change(
    1,
    ChangeKind.DISCLAIMER_DROPPED,
    NOW,
    "shop",
    "https://shop.invalid/c",
    "Regrows hair.*",
    "*Results may vary.",
    level=Level.HIGH,
    claim=3,
    reason="the claim that it limits stands on without it",
)


def test_it_is_told_with_what_it_said() -> None:
    english = words()
    assert section(Material("brand", NOW, NOW, changes=(DROPPED,), site_totals=(TOTAL,)), set(), english) is not None
    told = "".join(part.text for part in happened(DROPPED, english))
    assert told.startswith("Disclaimer dropped: ")
    assert "*Results may vary." in told
    assert told.endswith("The claim that it limits stands on without it.")


def test_every_kind_of_change_has_a_name() -> None:
    assert set(words().changes) == set(ChangeKind)
    assert set(TOLD) | {ChangeKind.NEW, ChangeKind.RETURNED} == set(ChangeKind)
