"""The invented weeks, as fixtures."""

from datetime import datetime

import pytest

from reports.material import Material
from tests.reports import week
from tests.reports.build import NOW


@pytest.fixture
def now() -> datetime:
    """When the editions of the tests are made."""
    return NOW


@pytest.fixture
def rich() -> Material:
    """A week in which everything happens once."""
    return week.rich_week()


@pytest.fixture
def quiet() -> Material:
    """A week in which nothing of weight happened."""
    return week.quiet_week()


@pytest.fixture
def first_look() -> Material:
    """The first visit to every site."""
    return week.first_look()
