"""An outline as the blocks of a document."""

from collections.abc import Sequence

from claims.model import Block, Form
from crawler.extract import wording
from crawler.extract.labels import opens_ingredients
from crawler.extract.outline import Outline, Run
from crawler.extract.rows import SEPARATOR

_FEWEST_INGREDIENTS = 3
_REVIEWED = {Form.PARAGRAPH, Form.QUOTE, Form.BULLET, Form.ANSWER, Form.CAPTION}


def blocks_of(outline: Outline, furniture: Sequence[bool], products: Sequence[str], lang: str) -> tuple[Block, ...]:
    """The blocks, one for each run; `products` names the product of each run, `lang` the document's language."""
    return tuple(
        Block(
            run.text,
            form_of(run),
            run.trail,
            run.frame.place(),
            flag,
            product,
            run.frame.lang if run.frame.lang != lang else "",
        )
        for run, flag, product in zip(outline.runs, furniture, products, strict=True)
    )


def form_of(run: Run) -> Form:
    """The form of a run, where its place among reviews or under a label of ingredients is counted in."""
    review = run.frame.review
    reviewed = run.reviewed or (review is not None and not review.titled)
    if reviewed and (run.form in _REVIEWED or run.level > 2):
        return Form.REVIEW
    if run.form in {Form.HEADING, Form.QUESTION, Form.ALT_TEXT}:
        return run.form
    return Form.INGREDIENTS if ingredients_in(run) else run.form


def ingredients_in(run: Run) -> str:
    """The list of ingredients that a run prints, without its label; empty where it prints none."""
    mark = SEPARATOR if run.form is Form.TABLE_ROW and SEPARATOR in run.text else ":"
    label, colon, rest = run.text.replace("：", ":", 1).partition(mark)
    if colon and opens_ingredients(label) and wording.separators(rest) >= _FEWEST_INGREDIENTS - 1:
        return rest.strip()
    if run.trail and opens_ingredients(run.trail[-1]) and wording.separators(run.text) >= _FEWEST_INGREDIENTS - 1:
        return run.text
    return ""
