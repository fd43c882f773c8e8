"""What the elements of HTML are to a reader: which part text, which are never read, which say a form."""

from claims.model import Form


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


SKIPPED = _names("script style template svg iframe object canvas audio video textarea head datalist")

# Elements that part the text before and after them; custom elements, whose names hold a hyphen, do too.
BLOCKS = _names(
    "html body div p section article main header footer nav aside h1 h2 h3 h4 h5 h6 hgroup ul ol li menu dl dt dd "
    "table thead tbody tfoot tr td th caption figure figcaption blockquote pre details summary form "
    "fieldset legend address hr center button select option optgroup dialog search noscript frameset template"
)
CELLS = _names("table thead tr td th dd")
BOLD = _names("b strong")
STRUCK = _names("del s strike")
CONTROLS = _names("select option optgroup")

# Headings inside these govern nothing outside them.
SCOPES = _names("section article aside li details td th blockquote dialog nav footer form fieldset figure dl main")

# Inside these a paragraph is a paragraph again, whatever it stands in.
FRESH = _names("table thead tbody tfoot tr td th section article main details dd")

FORMS = {
    "li": Form.BULLET,
    "blockquote": Form.QUOTE,
    "figcaption": Form.CAPTION,
    "caption": Form.CAPTION,
}

# How far out a heading stands; a smaller one stands inside a greater one.
LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "summary": 7, "legend": 7, "dt": 8}
TITLE_LEVEL = 1
TAB_LEVEL = 7
BOLD_LEVEL = 9
