"""What the crawler and the processes that read pages both need, loaded before they part: once, and held once."""

import lxml.etree  # noqa: F401

import crawler.task  # noqa: F401
from crawler.addresses import worth_a_visit
from crawler.subject import subject_score, tells_of_subject


def load() -> None:
    """Has the data files at hand that both ask; one that cannot be read is told where it is asked."""
    worth_a_visit("")
    tells_of_subject("")
    subject_score("")
