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
    return f"{format_datetime(at, 'd MMMM y, HH:mm', locale=words.locale)} UTC"


def day(at: datetime, words: Words) -> str:
    """A day: “11 November 2026”."""
    return format_datetime(at, "d MMMM y", locale=words.locale)


def short_day(at: datetime, words: Words) -> str:
    """A day without its year: “11 Nov”."""
    return format_datetime(at, "d MMM", locale=words.locale)


def span(since: datetime, until: datetime, words: Words) -> str:
    """A period whose end does not belong to it: “9 to 15 November 2026”."""
    last = max(since, until - INCLUSIVE)
    if since.date() == last.date():
        return day(last, words)
    first = "d MMMM y" if since.year != last.year else "d" if since.month == last.month else "d MMMM"
    return f"{format_datetime(since, first, locale=words.locale)} to {day(last, words)}"


def period_name(since: datetime, until: datetime) -> str:
    """What to call the period in a sentence: week where it is one, else period."""
    return "week" if abs((until - since) - WEEK) <= timedelta(days=1) else "period"


def count(number: int, words: Words) -> str:
    """A whole number with its thousands set apart."""
    return babel_numbers.format_decimal(number, locale=words.locale)


def money(price: Money | None, words: Words) -> str:
    """An amount with its currency; empty where there is none."""
    if price is None:
        return ""
    if not price.currency:
        return babel_numbers.format_decimal(price.amount, locale=words.locale)
    return babel_numbers.format_currency(price.amount, price.currency, locale=words.locale)
