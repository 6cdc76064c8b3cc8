"""What ``make traceability`` runs: the page of the requirements, on standard output."""

import sys

from deployments.documents.traceability import page
from deployments.settings import CHECKOUT

if __name__ == "__main__":
    sys.stdout.write(page(CHECKOUT))
