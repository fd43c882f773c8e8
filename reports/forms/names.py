"""The names of the forms: whoever only names one need not load what makes it."""

from enum import StrEnum


class Form(StrEnum):
    """What an edition can be rendered as."""

    PAGE = "page"
    MAIL = "mail"
    TEXT = "text"
    PDF = "pdf"
    FEED = "feed"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"
