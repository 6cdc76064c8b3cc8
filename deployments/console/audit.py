"""``cpr audit``: is every entry as it was written?"""

import json

import click

from deployments.console.edge import DONE, FAILED, Console
from models.guidance.sentences import sentence
from models.records import audit as audit_entries
from tasks.office import desk


@click.group()
def audit() -> None:
    """Gwirio'r archwiliad / Verify the audit."""


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
@click.pass_obj
def verify(console: Console, *, as_json: bool) -> int:
    """Cerdded y gadwyn gyfan / Walk the whole chain of entries."""
    with desk() as at:
        count, head, broken = audit_entries.verify(at.session)
    if as_json:
        click.echo(json.dumps({"entries": count, "head": head, "broken_at": broken}))
    elif broken is None:
        console.say(sentence("audit_whole", count=count, head=head))
    else:
        console.say(sentence("audit_broken", number=broken))
    return DONE if broken is None else FAILED
