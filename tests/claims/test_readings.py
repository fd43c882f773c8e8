"""What is written down of a reading, to be compared with what another version reads."""

from itertools import islice

from claims.model import Block, Document, SiteKind
from scripts.readings import READ, pages, told


def test_tells_claims_and_flags_of_a_page() -> None:
    page = Document("a", "", SiteKind.CLINIC, "Exosomes", "en", (Block("Our exosomes treat eczema."),))
    (line,) = told(iter((page,)))
    assert "type='disease_treatment'" in line
    assert "'uk-cpr-human'" in line


def test_reads_no_page_that_only_scores() -> None:
    assert not [name for name in READ if "fresh" in name or "left" in name]
    assert all(page.blocks for page in islice(pages(), 4))
