"""An edition as plain text, by a template of its own: what a mail shows where HTML is not wanted."""

import textwrap

from reports.blocks import EditionView, Line, Style
from reports.forms.environment import text_environment
from reports.text import shown

WIDTH = 76


def rendered(view: EditionView) -> str:
    """The text; lines of at most 76 characters, but for words and addresses that are longer."""
    environment = text_environment()
    environment.filters.update(line=line_of, wrapped=wrapped, under=under)
    return environment.get_template("digest.txt.j2").render(view=view)


def line_of(parts: Line) -> str:
    """A line with the words that matter between asterisks, and each address after the words that lead there."""
    return "".join(_part(part.text, part.style, part.href) for part in parts).strip()


def wrapped(text: str, indent: int = 0, first: str = "", rest: int = 0) -> str:
    """A text in lines, `indent` from the left; `first` stands before it, later lines lie `rest` further in."""
    return textwrap.fill(
        shown(first + text),
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + rest),
        break_long_words=False,
        break_on_hyphens=False,
    )


def under(title: str, mark: str) -> str:
    """A heading on a line of its own, underlined."""
    lines = wrapped(title).splitlines() or [""]
    return "\n".join([*lines, mark * min(WIDTH, max(map(len, lines)))])


def _part(text: str, style: Style, href: str) -> str:
    said = f"*{text}*" if style is Style.MARK and text.strip() else text
    return f"{said} <{href}>" if href else said
