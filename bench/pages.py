"""A made-up site for measuring: pages of 20 to 80 KB whose sentences hardly ever repeat."""

import random
from collections.abc import Iterator

SUBJECTS = ("Our serum", "The treatment", "This cream", "The clinic", "A session", "The exosome vial", "It")
VERBS = ("softens", "supports", "describes", "may improve", "was reviewed for", "reduces", "comes with", "stimulates")
OBJECTS = ("fine lines", "collagen", "the delivery time", "a dull tone", "tired skin cells", "the form", "hair density")
TAILS = ("in {n} weeks", "for {n} guests", "after {n} visits", "with {n} drops", "near platform {n}", "at {n} percent")
FILLER = ("autumn", "bridge", "copper", "delta", "ember", "fable", "garden", "harbour", "island", "jigsaw", "kettle")
SHARE_ON_SUBJECT = 0.2  # real pages spend most of their sentences on other things


def sentence(chance: random.Random) -> str:
    """One sentence, on the subject now and then."""
    words = " ".join(chance.choices(FILLER, k=chance.randint(6, 16)))
    if chance.random() > SHARE_ON_SUBJECT:
        return f"The {words} {chance.randint(100, 99999)}."
    tail = chance.choice(TAILS).format(n=chance.randint(2, 9999))
    return f"{chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.choice(OBJECTS)} {tail}, {words}."


def page(number: int, count: int, seed: int = 7) -> str:
    """Page `number` of a site of `count` pages, with links to the pages under it."""
    chance = random.Random(seed * 1_000_003 + number)  # noqa: S311 - repeatable on purpose
    size = chance.randint(20_000, 80_000)
    body: list[str] = []
    length = 0
    while length < size:
        paragraph = " ".join(sentence(chance) for _ in range(chance.randint(2, 6)))
        body.append(f"<p>{paragraph}</p>")
        length += len(body[-1])
    links = "".join(f'<li><a href="/exosomes/{n}">Page {n}</a></li>' for n in _under(number, count))
    return (
        f'<!doctype html><html lang="en"><head><title>Exosomes, page {number}</title></head><body><nav><ul>{links}</ul>'
        f"</nav><main><h1>Exosomes, page {number}</h1>{''.join(body)}</main></body></html>"
    )


def _under(number: int, count: int) -> Iterator[int]:
    """Five pages a page, so that every page is a few links away from the first."""
    return (n for n in range(5 * number + 1, min(5 * number + 6, count)))


def sentences(count: int, seed: int = 11) -> list[str]:
    """That many sentences."""
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    return [sentence(chance) for _ in range(count)]
