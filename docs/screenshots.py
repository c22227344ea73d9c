"""Pictures of the page of a built folder: docs/page.png, page-dark.png, page-phone.png.

    python docs/screenshots.py [DIR] [--output FOLDER]

Needs what the tests need: Playwright and a Chromium.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
CALL = "line=kamala-harris~donald-trump"
#: Name → width, height, theme, view.
PICTURES = {
    "page": (1400, 900, "light", CALL),
    "page-dark": (1400, 900, "dark", "node=donald-trump&show=not-asserted"),
    "page-phone": (360, 740, "light", CALL),
}
#: Looked at while the page is made, kept by nobody: `--all`.
MORE = {
    "opening": (1400, 900, "light", ""),
    "wide": (1920, 1080, "light", ""),
    "table": (1400, 900, "light", "view=table&show=not-asserted"),
    "path": (1400, 900, "light", "path=steven-cheung,keir-starmer"),
    "times": (1400, 900, "light", "class=Person&from=2024-11&to=2024-11"),
    "other": (
        1400,
        900,
        "dark",
        "claim=kamala-harris--spoke_at--howard-university--planned&show=not-asserted",
    ),
    "phone": (360, 740, "dark", ""),
    "phone-table": (360, 740, "light", "view=table"),
}


def main() -> None:
    """Open the page in each size and theme, and save what is seen."""
    parser = argparse.ArgumentParser(description="Pictures of the page of a built folder.")
    parser.add_argument("folder", nargs="?", type=Path, default=HERE.parent / "output")
    parser.add_argument("--output", type=Path, default=HERE)
    parser.add_argument("--all", action="store_true", help="many more views than the documentation shows")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    page_file = (options.folder / "graph.html").resolve().as_uri()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (width, height, theme, view) in (PICTURES | (MORE if options.all else {})).items():
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce"
            )
            page = context.new_page()
            page.goto(f"{page_file}#{view}")
            page.wait_for_timeout(300)
            page.screenshot(path=options.output / f"{name}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
