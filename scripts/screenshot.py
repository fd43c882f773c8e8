"""A picture of a digest for the README: `python -m scripts.screenshot DIGEST.html docs/digest.png`."""

import argparse
from pathlib import Path

from tests.browser import opened


def picture(page: Path, out: Path, width: int, height: int, *, dark: bool) -> None:
    """Write the top of a page, `height` pixels of it, as PNG; all of it where `height` is 0."""
    with opened() as browser:
        window = browser.new_page(
            viewport={"width": width, "height": height or 900}, color_scheme="dark" if dark else "light"
        )
        window.goto(page.resolve().as_uri())
        window.screenshot(path=out, full_page=height == 0)


def main() -> None:
    """Read the arguments and take the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--width", type=int, default=900)
    parser.add_argument("--height", type=int, default=1500, help="0: the whole page")
    parser.add_argument("--dark", action="store_true")
    given = parser.parse_args()
    given.out.parent.mkdir(parents=True, exist_ok=True)
    picture(given.page, given.out, given.width, given.height, dark=given.dark)
    print(given.out)


if __name__ == "__main__":
    main()
