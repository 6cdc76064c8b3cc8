"""``cpr people``: who works on reviews, from a file."""

import click

from deployments.console.edge import Console
from deployments.console.files import text_of
from models.casework.came_back import send_to_new_addresses
from models.casework.people import enter_people, read_people
from models.guidance.sentences import sentence
from models.records import audit
from tasks.office import desk


@click.group()
def people() -> None:
    """Mewnforio pobl a'u rolau / Import people and their roles."""


@people.command("import")
@click.option("--file", "path", required=True, help="CSV with a heading line; - reads standard input.")
@click.option("--dry-run", is_flag=True, help="Read and check the file, and enter nothing.")
@click.pass_obj
def import_(console: Console, path: str, *, dry_run: bool) -> None:
    """Mewnforio'r rhestr bobl / Import the list of people: all of it, or nothing."""
    rows = read_people(text_of(path))
    if dry_run:
        console.say(sentence("people_readable", count=len(rows)))
        return
    with desk() as at:
        count = enter_people(at.session, rows)
        send_to_new_addresses(at)
        audit.write(at.session, "people_imported", by=at.by, people=count, rows=len(rows))
    console.say(sentence("people_imported", count=count))
