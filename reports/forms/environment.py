"""The templates of the forms: strict, and every value shown with what would hide in it."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from reports.text import revealed


@cache
def markup_template(name: str) -> Template:
    """A template of HTML or XML: everything is escaped."""
    return _environment(escape=True).get_template(name)


@cache
def text_environment() -> Environment:
    """The templates of plain text: nothing is escaped, as nothing is markup."""
    return _environment(escape=False)


def _environment(*, escape: bool) -> Environment:
    return Environment(
        loader=PackageLoader("reports"),
        autoescape=escape,  # noqa: S701 - off for plain text only
        undefined=StrictUndefined,
        finalize=_final,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _final(value: object) -> object:
    return revealed(value) if isinstance(value, str) and not isinstance(value, Markup) else value
