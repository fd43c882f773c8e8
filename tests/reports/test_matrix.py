"""Claim types by site as a drawing: its bars, signs and heads say what its figures say."""

from dataclasses import replace

import pytest

from claims.model import Status
from db.totals import MatrixCell
from reports.blocks import Chart, Table
from reports.lifelines import STANDS, UNSEEN, WENT
from reports.material import BRAND, Material
from reports.matrix import matrix
from reports.words import words
from tests.reports.test_accessible import contrast


def drawn(material: Material) -> Chart:
    """The chart of the material's matrix."""
    section = matrix(material, words())
    assert section
    chart = section.blocks[0]
    assert isinstance(chart, Chart)
    return chart


@pytest.fixture
def brand(rich: Material) -> Material:
    """The rich week for the other audience."""
    return replace(rich, audience=BRAND)


def test_each_cell_is_a_bar_with_the_sign_and_number_of_its_figure(brand: Material) -> None:
    chart = drawn(brand)
    table = chart.figures.blocks[0]
    assert isinstance(table, Table)
    figures = [cell[0].text for row in table.rows for cell in row[1:] if cell]
    beside = [label.text for label in chart.labels if label.role == "value"]
    assert sorted(beside) == sorted(figure.removesuffix(" dropped") for figure in figures)
    assert sorted(beside) == ["○", "● 1", "● 1", "● 1", "◐ 1"]
    assert len(chart.boxes) == len(beside)
    assert [label.text for label in chart.labels if label.role == "name"] == [row[0][0].text for row in table.rows]


def test_a_bar_is_as_long_as_its_number(brand: Material) -> None:
    cells = tuple(
        MatrixCell("glowdepot", name, live, 0, Status.ASSERTED) for name, live in (("safety", 20), ("pain", 5))
    )
    longer, shorter = sorted((box.width for box in drawn(replace(brand, matrix=cells)).boxes), reverse=True)
    assert longer == pytest.approx(4 * shorter, abs=0.5)


def test_ways_of_putting_it_differ_in_grey_and_in_sign(brand: Material) -> None:
    lights = [STANDS[1], WENT[1]]
    assert contrast(*lights) >= 3
    assert all(contrast(outline, "#ffffff") >= 3 for _, _, outline in (STANDS, WENT, UNSEEN))
    assert [key.word[0] for key in drawn(brand).keys] == ["●", "◐", "○"]


@pytest.mark.parametrize(
    "name", ["x" * 300, "サイト" * 40, "a-very-long-name-of-a-clinic " * 9, "\u05e9\u05dc\u05d5\u05dd"]
)
def test_long_names_stay_in_their_columns(brand: Material, name: str) -> None:
    sites = tuple(replace(brand.coverage[1], site=f"{number}{name}") for number in range(9))
    cells = tuple(MatrixCell(site.site, "safety", 1234, 0, Status.ASSERTED) for site in sites)
    section = matrix(replace(brand, coverage=sites, matrix=cells), words())
    assert section
    assert "1 more site not shown." in repr(section.blocks[1])
    heads = [label for label in drawn(replace(brand, coverage=sites, matrix=cells)).labels if label.role == "now"]
    assert 8 <= len(heads) <= 24
    assert max(len(label.text) for label in heads) <= 7
