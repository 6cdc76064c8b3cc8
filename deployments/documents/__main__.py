"""Write the pages that are made of the program itself."""

from collections.abc import Callable, Mapping
from pathlib import Path

from deployments.documents import monitoring, stages, traceability, unconfirmed
from deployments.settings import CHECKOUT

PAGES: Mapping[str, Callable[[Path], str]] = {
    "docs/stages.md": stages.page,
    "docs/unconfirmed.md": unconfirmed.page,
    "docs/formats/monitoring.md": monitoring.page,
    "docs/traceability.md": traceability.page,
}
"""Each page, and what writes it out of a checkout."""


def main() -> None:
    """Write every page anew; one that says the same already does not change."""
    for name, page in PAGES.items():
        (CHECKOUT / name).write_text(page(CHECKOUT), encoding="utf-8")


if __name__ == "__main__":
    main()
