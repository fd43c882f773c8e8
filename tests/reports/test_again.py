"""Every form of a closed edition comes again from its number, byte for byte, whatever happened since."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from claims.model import Level
from db.outbox import Closing
from db.queries import Reader
from reports.again import again
from reports.errors import EditionError
from reports.forms.form import Form
from reports.publish import beside, publish
from tests.db.world import START, WEEK, Leaf, Says, World

NOW = START + timedelta(days=1)
FORMS = tuple(form for form in Form if form is not Form.PAGE)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A store of one visit."""
    made = World(tmp_path / "exowatch.db")
    made.visit(
        START, serum=Leaf((Says("Regrows hair in weeks."), Says("Heals scars.", "wound_scar", level=Level.CRITICAL)))
    )
    yield made
    made.store.close()


def renderings(store: Path, number: int) -> dict[Form, bytes]:
    """Every form of an edition."""
    with Reader.open(store) as reader:
        return {form: again(reader, number, form).body for form in Form}


def test_every_form_comes_again_as_it_was_first_written(world: World, tmp_path: Path) -> None:
    page = publish(world.path, tmp_path / "digests", "regulator", now=NOW, forms=FORMS)
    written = {form: beside(page, form).read_bytes() for form in Form}
    assert renderings(world.path, 1) == written
    world.visit(START + WEEK, serum=Leaf((Says("Regrows hair at once."),)), mist=Leaf((Says("Lifts the face."),)))
    publish(world.path, tmp_path / "digests", "regulator", now=NOW + WEEK)
    assert renderings(world.path, 1) == written
    assert renderings(world.path, 2) != written


def test_a_number_that_is_not_closed_is_told(world: World) -> None:
    with Reader.open(world.path) as reader, pytest.raises(EditionError, match="`exowatch editions` lists them"):
        again(reader, 7, Form.TEXT)


def test_an_edition_without_its_words_has_its_page_only(world: World) -> None:
    world.store.close_edition(Closing("regulator", START, START, (), START, "digests/0001.html"))
    with Reader.open(world.path) as reader, pytest.raises(EditionError, match="only its page in the folder"):
        again(reader, 1, Form.TEXT)
