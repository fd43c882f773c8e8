"""A made-up site for measuring: pages of 20 to 80 KB, weighed out like real ones, whose sentences hardly ever repeat.

Real pages of 107 KB hold some 2,170 words of text; the rest is head, styles, scripts, menus and attributes. So a page
here has 20 words a KB; a text-heavy one is text for nearly all its bytes.
"""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

OTHERS = ("Our serum", "The treatment", "This cream", "The clinic", "A session", "It")
SUBJECTS = (*OTHERS, "The exosome vial")
VERBS = ("softens", "supports", "describes", "may improve", "was reviewed for", "reduces", "comes with", "stimulates")
OBJECTS = ("fine lines", "collagen", "the delivery time", "a dull tone", "tired skin cells", "the form", "hair density")
TAILS = ("in {n} weeks", "for {n} guests", "after {n} visits", "with {n} drops", "near platform {n}", "at {n} percent")
CLAIMED = ("reduce wrinkles", "regenerate skin cells", "stimulate hair growth", "boost collagen", "fade scars")
FILLER = ("autumn", "bridge", "copper", "delta", "ember", "fable", "garden", "harbour", "island", "jigsaw", "kettle")
SHARE_ON_SUBJECT = 0.2  # real pages spend most of their sentences on other things
SMALLEST, LARGEST = 20_000, 80_000  # bytes of a page, all sizes alike likely
WORDS_A_KB = 20
MENU = 14  # links that stand on every page, and half as many at its foot
FURNITURE_WORDS = 130  # of menu and footer
STYLES = 0.3  # share of the padding that stands in the head, in styles; the rest in scripts at the end
CLAIMS, A_TENTH = 20, 10  # of a month: so many claims on every tenth page
NAMES = ("--colour", "--space", "--radius", "--shadow", "--line")


class Kind(StrEnum):
    """What pages are like: all on the subject; text for nearly all their bytes; a tenth on the subject."""

    USUAL = "usual"
    DENSE = "dense"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Made:
    """A site to be made up: how many pages, and what they are like."""

    count: int
    kind: Kind = Kind.USUAL
    seed: int = 7

    def is_on_subject(self, number: int) -> bool:
        """Whether a page is on exosomes."""
        return self.kind is not Kind.MONTH or number % A_TENTH == 0

    def title(self, number: int) -> str:
        """What a page is called."""
        return f"{'Exosomes' if self.is_on_subject(number) else 'Skin care'}, page {number}"


def sentence(chance: random.Random, subjects: tuple[str, ...] = SUBJECTS) -> str:
    """One sentence, on skin care and its like now and then."""
    words = " ".join(chance.choices(FILLER, k=chance.randint(6, 16)))
    if chance.random() > SHARE_ON_SUBJECT:
        return f"The {words} {chance.randint(100, 99999)}."
    tail = chance.choice(TAILS).format(n=chance.randint(2, 9999))
    return f"{chance.choice(subjects)} {chance.choice(VERBS)} {chance.choice(OBJECTS)} {tail}, {words}."


def claim(chance: random.Random) -> str:
    """One sentence that claims something for exosomes."""
    return f"Our exosomes {chance.choice(CLAIMED)} (leaflet {chance.randint(1000, 99999)})."


def sentences(count: int, seed: int = 11) -> list[str]:
    """That many sentences."""
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    return [sentence(chance) for _ in range(count)]


def page(number: int, site: Made) -> str:
    """Page `number` of a site, with links to the pages under it."""
    chance = random.Random(site.seed * 1_000_003 + number)  # noqa: S311 - repeatable on purpose
    size = chance.randint(SMALLEST, LARGEST)
    if site.kind is Kind.DENSE:
        return _framed(number, site, _paragraphs(chance, size), "", "")
    words = max(60, size * WORDS_A_KB // 1000 - FURNITURE_WORDS)
    if site.kind is Kind.MONTH:
        claimed = "".join(f"<p>{claim(chance)}</p>" for _ in range(CLAIMS)) if site.is_on_subject(number) else ""
        body = claimed + _sections(chance, words, site.count, lambda: sentence(chance, OTHERS))
    else:
        body = _sections(chance, words, site.count, lambda: sentence(chance))
    bare = _framed(number, site, body, "", "")
    left = max(0, size - len(bare))
    styles = _styles(chance, int(left * STYLES))
    return _framed(number, site, body, styles, _scripts(chance, left - len(styles)))


def _paragraphs(chance: random.Random, size: int) -> str:
    """Paragraphs up to that many bytes."""
    made: list[str] = []
    length = 0
    while length < size:
        made.append(f"<p>{' '.join(sentence(chance) for _ in range(chance.randint(2, 6)))}</p>")
        length += len(made[-1])
    return "".join(made)


def _sections(chance: random.Random, words: int, count: int, say: Callable[[], str]) -> str:
    """Copy of about that many words as page builders lay it out: headings, paragraphs, lists, cards, pictures."""
    made: list[str] = []
    told = number = 0
    while told < words:
        number += 1
        copy = [say() for _ in range(chance.randint(3, 8))]
        told += sum(text.count(" ") + 1 for text in copy)
        made.append(_section(chance, number, copy, count))
    return "".join(made)


def _section(chance: random.Random, number: int, copy: list[str], count: int) -> str:
    """A heading with what stands under it, in one of three layouts."""
    name = f"section-{number}-{chance.randrange(16**8):08x}"
    first, *rest = copy
    inner = (_list, _prose, _cards)[number % 3](chance, first, rest, count)
    heading = f"{' '.join(chance.choices(FILLER, k=4)).capitalize()} {chance.randint(1, 999)}"
    return (
        f'<section id="{name}" class="section section--pad-y bg-white" data-section-id="{name}" data-aos="fade-up">'
        f'<div class="container container--narrow"><div class="section__head"><h2 class="h2 section__title">{heading}'
        f"</h2></div>{inner}</div></section>"
    )


def _list(_: random.Random, first: str, rest: list[str], __: int) -> str:
    items = "".join(
        f'<li class="list__item list__item--dot"><span class="list__text">{text}</span></li>' for text in rest
    )
    return f'<p class="copy copy--lead">{first}</p><ul class="list list--spaced" role="list">{items}</ul>'


def _prose(_: random.Random, first: str, rest: list[str], __: int) -> str:
    return f'<div class="rich-text rte"><p>{first} {" ".join(rest)}</p></div>'


def _cards(chance: random.Random, first: str, rest: list[str], count: int) -> str:
    cards = "".join(
        f'<div class="card card--flat col-12 col-md-4" data-card="{at}"><a class="card__link stretched" tabindex="-1" '
        f'href="/exosomes/{chance.randrange(count)}">{_picture(chance)}</a><div class="card__body">'
        f'<p class="card__text">{text}</p></div></div>'
        for at, text in enumerate(rest)
    )
    return f'<p class="copy">{first}</p><div class="row row--cards">{cards}</div>'


def _picture(chance: random.Random) -> str:
    name = f"/media/{chance.randrange(16**10):010x}"
    widths = ", ".join(f"{name}_{width}x.jpg {width}w" for width in (180, 360, 540, 720))
    return (
        f'<img class="card__image lazyload" src="{name}_360x.jpg" srcset="{widths}" loading="lazy" width="360" '
        'height="240" sizes="(min-width: 750px) 33vw, 100vw" alt="">'
    )


def _framed(number: int, site: Made, body: str, styles: str, scripts: str) -> str:
    """A whole page: head, menu, copy, footer."""
    links = "".join(f'<li><a href="/exosomes/{n}">Page {n}</a></li>' for n in _under(number, site.count))
    title = site.title(number)
    if site.kind is Kind.DENSE:
        return (
            f'<!doctype html><html lang="en"><head><title>{title}</title></head><body><nav><ul>{links}</ul>'
            f"</nav><main><h1>{title}</h1>{body}</main></body></html>"
        )
    about = json.dumps({"@context": "https://schema.org", "@type": "WebPage", "name": title, "inLanguage": "en"})
    return (
        f'<!doctype html>\n<html lang="en" class="no-js">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<meta property="og:title" content="{title}">\n'
        f'<script type="application/ld+json">{about}</script>\n<style>{styles}</style>\n</head>\n'
        f'<body class="template-page">\n<header class="site-header"><nav class="site-nav"><ul>{_menu(site)}</ul></nav>'
        f'</header>\n<main id="main" role="main"><h1 class="h1 page__title">{title}</h1>{body}</main>\n'
        f'<aside class="related"><ul>{links}</ul></aside>\n<footer class="site-footer" role="contentinfo">'
        f"{_footer(site)}</footer>\n<script>{scripts}</script>\n</body></html>"
    )


def _menu(site: Made) -> str:
    return "".join(
        f'<li class="site-nav__item site-nav__item--{n}"><a class="site-nav__link link link--text focus-inset" '
        f'href="/exosomes/{n}" data-track="nav-{n}"><span class="site-nav__label">{FILLER[n % 11]} {FILLER[n % 7]}'
        "</span></a></li>"
        for n in range(min(MENU, site.count))
    )


def _footer(site: Made) -> str:
    links = "".join(
        f'<li class="footer__item"><a class="footer__link" href="/exosomes/{n}">{FILLER[n % 5]} {n}</a></li>'
        for n in range(min(MENU // 2, site.count))
    )
    return f'<ul class="footer__list">{links}</ul><p class="footer__small">Open by appointment. Prices with tax.</p>'


def _styles(chance: random.Random, size: int) -> str:
    """Rules of a style sheet up to that many bytes."""
    made: list[str] = []
    length = 0
    while length < size:
        name, colour = f"{chance.randrange(16**6):06x}", f"{chance.choice(NAMES)}-{chance.randint(1, 9)}"
        made.append(
            f".c-{name}>.{chance.choice(FILLER)}__inner{{display:flex;margin:{chance.randint(0, 64)}px;"
            f"color:var({colour});transition:opacity .{chance.randint(1, 9)}s ease}}"
        )
        length += len(made[-1])
    return "".join(made)


def _scripts(chance: random.Random, size: int) -> str:
    """Lines of a script up to that many bytes."""
    made: list[str] = []
    length = 0
    while length < size:
        one, other, third = chance.choices(FILLER, k=3)
        made.append(
            f'window.q=window.q||[];q.push(["{one}.{other}",{{id:"{chance.randrange(16**12):012x}",'
            f"at:{chance.randint(1, 10**9)},on:function(e){{return e&&e.target.dataset.{third}}}}}]);\n"
        )
        length += len(made[-1])
    return "".join(made)


def _under(number: int, count: int) -> Iterator[int]:
    """Five pages a page, so that every page is a few links away from the first."""
    return (n for n in range(5 * number + 1, min(5 * number + 6, count)))
