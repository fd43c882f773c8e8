"""An edition as one self-contained HTML page."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from reports.blocks import EditionView
from reports.text import revealed


def render(view: EditionView) -> str:
    """The page of an edition: no outside request, no script, every foreign word escaped."""
    return _template().render(view=view)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_final,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("digest.html.j2")


def _final(value: object) -> object:
    """Every value that reaches the page passes here: text shows what would hide in it; markup is the template's own."""
    return revealed(value) if isinstance(value, str) and not isinstance(value, Markup) else value
