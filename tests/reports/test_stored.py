"""What an edition said comes back from the store as it was, with nothing hidden in it."""

from dataclasses import replace

import pytest

from reports.clean import clean
from reports.errors import EditionError
from reports.material import BRAND, Material
from reports.stored import packed, unpacked
from reports.view import view
from tests.reports.build import NOW
from tests.reports.test_hostile import HOSTILE, poisoned
from tests.reports.week import first_look, quiet_week, rich_week


@pytest.mark.parametrize(
    "material", [rich_week(), quiet_week(), first_look(), replace(rich_week(), audience=BRAND)], ids=range(4)
)
def test_a_view_comes_back_as_it_was(material: Material) -> None:
    told = view(material, NOW, 46)
    assert unpacked(packed(told)) == told
    assert packed(told) == packed(told)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_kept_as_it_is_shown(text: str) -> None:
    told = view(poisoned(rich_week(), text), NOW, 46)
    again = unpacked(packed(told))
    assert again == clean(told) == clean(again)


@pytest.mark.parametrize("body", [b"", b"2anything", b"1not compressed", packed(view(quiet_week(), NOW, 1))[:-9]])
def test_a_body_that_cannot_be_read_says_what_to_do(body: bytes) -> None:
    with pytest.raises(EditionError, match="render"):
        unpacked(body)


def test_the_sheets_hold_every_change_once(rich: Material) -> None:
    sheets = {sheet.key: sheet for sheet in view(rich, NOW, 46).sheets}
    assert list(sheets) == ["changes", "products", "types", "coverage"]
    assert [row[0] for row in sheets["changes"].rows] == [change.id for change in rich.changes]
    assert len(sheets["coverage"].rows) == len(rich.coverage)
    assert all(len(row) == len(sheet.keys) == len(sheet.heads) for sheet in sheets.values() for row in sheet.rows)
    first = dict(zip(sheets["changes"].keys, sheets["changes"].rows[0], strict=True))
    assert first["subject"] == rich.claims[0].quote
    assert first["level"] == "Critical"
    assert first["sha256"] == rich.claims[0].places[0].digest
