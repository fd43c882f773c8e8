"""Times, spans and figures in the words of a language."""

from datetime import datetime, timedelta

from babel import numbers as babel_numbers
from babel.dates import format_datetime

from claims.model import Money
from reports.words import Words

WEEK = timedelta(days=7)
INCLUSIVE = timedelta(microseconds=1)


def moment(at: datetime, words: Words) -> str:
    """A point in time to the minute: “11 November 2026, 06:14 UTC”."""
    pattern = words.say("d MMMM y, HH:mm")
    return f"{_formatted(at, pattern, words)} UTC"


def day(at: datetime, words: Words) -> str:
    """A day: “11 November 2026”."""
    return _formatted(at, words.say("d MMMM y"), words)


def short_day(at: datetime, words: Words) -> str:
    """A day without its year: “11 Nov”."""
    return _formatted(at, words.say("d MMM"), words)


def span(since: datetime, until: datetime, words: Words) -> str:
    """A period whose end does not belong to it: “9 to 15 November 2026”."""
    last = max(since, until - INCLUSIVE)
    if since.date() == last.date():
        return day(last, words)
    if since.year != last.year:
        first = words.say("d MMMM y")
    else:
        first = words.say("d") if since.month == last.month else words.say("d MMMM")
    return words.say("{first} to {last}", first=_formatted(since, first, words), last=day(last, words))


def is_week(since: datetime, until: datetime) -> bool:
    """Whether a period is a week."""
    return abs((until - since) - WEEK) <= timedelta(days=1)


def money(price: Money | None, words: Words) -> str:
    """An amount with its currency; empty where there is none."""
    if price is None:
        return ""
    if not price.currency:
        return babel_numbers.format_decimal(price.amount, locale=words.locale)
    return babel_numbers.format_currency(price.amount, price.currency, locale=words.locale)


def _formatted(at: datetime, pattern: str, words: Words) -> str:
    return format_datetime(at, pattern, locale=words.locale)
