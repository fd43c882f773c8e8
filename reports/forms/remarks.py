"""The few sentences that a form needs and an edition does not hold."""

from reports.words import words


def shortened(lang: str) -> str:
    """That a mail holds less than the page."""
    return words(lang).say("Shortened to fit a mail: the page of this edition holds it in full.")


def stop(lang: str, address: str) -> str:
    """How to end or change what comes."""
    return words(lang).say("To change or stop this mail, write to {address}.", address=address)


def on_the_web(lang: str) -> str:
    """What the link to an edition's page is called."""
    return words(lang).say("This edition as a page")
