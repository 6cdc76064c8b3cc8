"""The command `cpr`: what it can do, each part loaded only when it is asked for.

Importing this module imports neither SQLAlchemy nor Prefect, which take seconds.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

import click

from deployments.console.edge import Console, exit_code_of
from models.guidance.words import Words


@dataclass(frozen=True)
class Entry:
    """One subcommand: where it is, what it is for, whether it needs the record.

    *alone* are the options and parts with which it works on files alone, and needs none.
    """

    target: str
    purpose: Words
    needs_record: bool = False
    alone: tuple[str, ...] = ()


_AT = "deployments.console"
TABLE = {
    "criteria": Entry(
        f"{_AT}.guidance:criteria",
        Words(cy="Cymhwyso'r meini prawf at ffeithiau", en="Apply the criteria to facts"),
    ),
    "deadlines": Entry(
        f"{_AT}.guidance:deadlines",
        Words(cy="Dangos terfynau amser adolygiad", en="Show the deadlines of a review"),
    ),
    "delays": Entry(
        f"{_AT}.delays:delays",
        Words(cy="I ble yr aeth diwrnodau adolygiad", en="Where a review’s days went"),
        needs_record=True,
    ),
    "attribute": Entry(
        f"{_AT}.delays:attribute_",
        Words(cy="Cofnodi achos oedi", en="Put a delay down to a cause"),
        needs_record=True,
    ),
    "plan": Entry(
        f"{_AT}.plan:plan",
        Words(cy="Cynllunio rhaglen o gyfarfodydd o ffeil", en="Plan a programme of meetings from a file"),
    ),
    "compare-boards": Entry(
        f"{_AT}.comparison:compare_boards",
        Words(cy="Cymharu nifer hysbysiadau’r Byrddau", en="Compare the Boards’ numbers of notifications"),
    ),
    "consistency": Entry(
        f"{_AT}.consistency:consistency",
        Words(
            cy="A yw’r Byrddau’n darllen y meini prawf yr un fath?", en="Do Boards read the criteria alike?"
        ),
    ),
    "national": Entry(
        f"{_AT}.national:national",
        Words(cy="Y darlun cenedlaethol ar un dudalen", en="The national picture on one page"),
    ),
    "protocol": Entry(
        f"{_AT}.protocols:protocol",
        Words(cy="Protocolau lleol wrth ochr y canllawiau", en="Local protocols beside the guidance"),
        needs_record=True,
    ),
    "monitoring": Entry(
        f"{_AT}.monitoring:monitoring",
        Words(
            cy="Y set data monitro: allforio, gwirio, darllen",
            en="The monitoring data set: export, check, read",
        ),
        needs_record=True,
        alone=("check", "read", "dictionary"),
    ),
    "review": Entry(
        f"{_AT}.reviews:review",
        Words(cy="Agor, rhestru a dangos adolygiadau", en="Open, list and show reviews"),
        needs_record=True,
    ),
    "referral": Entry(
        f"{_AT}.referrals:referral",
        Words(cy="Dychwelyd atgyfeiriadau am wybodaeth", en="Return referrals for information"),
        needs_record=True,
    ),
    "answer": Entry(
        f"{_AT}.answers:answer",
        Words(cy="Rhoi ateb i gam mewn adolygiad", en="Answer a stage of a review"),
        needs_record=True,
    ),
    "notification": Entry(
        f"{_AT}.notification:notification",
        Words(cy="Yr hysbysiad i Lywodraeth Cymru", en="The notification to Welsh Government"),
        needs_record=True,
    ),
    "people": Entry(
        f"{_AT}.people:people",
        Words(cy="Mewnforio pobl a'u rolau", en="Import people and their roles"),
        needs_record=True,
    ),
    "board": Entry(
        f"{_AT}.board:board",
        Words(
            cy="Swyddfa'r Bwrdd fel y mae llythyrau'n ei dangos", en="The Board's office as letters show it"
        ),
        needs_record=True,
    ),
    "audit": Entry(
        f"{_AT}.audit:audit",
        Words(cy="Gwirio'r archwiliad", en="Verify the audit"),
        needs_record=True,
    ),
    "letters": Entry(
        f"{_AT}.letters:letters",
        Words(cy="Gweld y llythyrau a phenderfynu arnynt", en="See the letters, and decide about them"),
        needs_record=True,
    ),
    "meeting": Entry(
        f"{_AT}.meetings:meeting",
        Words(cy="Cyfarfodydd, gwahoddiadau ac atebion", en="Meetings, invitations and answers"),
        needs_record=True,
    ),
    "programme": Entry(
        f"{_AT}.programme:programme",
        Words(cy="Dyddiadau holl gyfarfodydd adolygiad", en="The dates of all meetings of a review"),
        needs_record=True,
    ),
    "hold": Entry(
        f"{_AT}.holds:hold",
        Words(cy="Atal adolygiad dros dro, a dod â'r ataliad i ben", en="Hold a review and release it"),
        needs_record=True,
    ),
    "process": Entry(
        f"{_AT}.processes:process",
        Words(cy="Prosesau cyfochrog wrth ymyl adolygiad", en="Parallel processes beside a review"),
        needs_record=True,
    ),
    "replies": Entry(
        f"{_AT}.replies:replies",
        Words(cy="Darllen yr atebion a'u cadarnhau", en="Read the replies, and confirm answers"),
        needs_record=True,
    ),
    "event": Entry(
        f"{_AT}.event:event",
        Words(cy="Gofalu am y Digwyddiad Dysgu", en="Care for the Learning Event"),
        needs_record=True,
    ),
    "remind": Entry(
        f"{_AT}.reminders:remind",
        Words(
            cy="Anfon nodiadau atgoffa, neu weld pwy fyddai'n eu cael",
            en="Send reminders, or see who would get them",
        ),
        needs_record=True,
    ),
    "diary": Entry(
        f"{_AT}.diaries:diary",
        Words(cy="Pryd mae pobl yn brysur, o'u dyddiaduron", en="When people are busy, from their diaries"),
        needs_record=True,
    ),
    "away": Entry(
        f"{_AT}.reminders:away",
        Words(cy="Cofnodi bod rhywun i ffwrdd", en="Enter that somebody is away"),
        needs_record=True,
    ),
    "plan-all": Entry(
        f"{_AT}.plan_all:plan_all",
        Words(cy="Cynllunio pob adolygiad gyda'i gilydd", en="Plan all reviews together"),
        needs_record=True,
    ),
    "load": Entry(
        f"{_AT}.load:load",
        Words(cy="Oriau o gyfarfodydd i bob person bob mis", en="Hours of meetings, by person and month"),
        needs_record=True,
    ),
    "picture": Entry(
        f"{_AT}.pictures:picture",
        Words(cy="Lluniau: llinell amser, dyddiaduron, llwyth", en="Pictures: timeline, diaries, load"),
        needs_record=True,
    ),
    "reviewers": Entry(
        f"{_AT}.reviewers:reviewers",
        Words(cy="Y gronfa o adolygwyr, ac awgrymiadau", en="The pool of reviewers, and suggestions"),
        needs_record=True,
    ),
    "forecast": Entry(
        f"{_AT}.forecast:forecast",
        Words(cy="Pryd y disgwylir cwblhau adolygiad", en="When a review is expected to be complete"),
        needs_record=True,
        alone=("--file",),
    ),
    "stock-take": Entry(
        f"{_AT}.stock_take:stock_take",
        Words(cy="Arolwg blynyddol o'r sefyllfa", en="The annual stock-take"),
    ),
    "annual-report": Entry(
        f"{_AT}.stock_take:annual_report_",
        Words(
            cy="Cyfraniad at adroddiad blynyddol y Bwrdd", en="The contribution to the Board's annual report"
        ),
    ),
    "replay-2015": Entry(
        f"{_AT}.replay:replay_2015",
        Words(cy="Ailchwarae patrwm 2013-2015", en="Replay the pattern of 2013-2015"),
    ),
    "up": Entry(
        f"{_AT}.service:up",
        Words(cy="Rhedeg y gwasanaethau i gyd", en="Run all the services"),
    ),
    "doctor": Entry(
        f"{_AT}.service:doctor",
        Words(cy="Dweud a yw'r gosodiad yn iach", en="Say whether the installation is well"),
    ),
    "reconcile": Entry(
        f"{_AT}.service:reconcile",
        Words(cy="Ail-greu'r rhediadau sydd ar goll", en="Re-create the runs that are missing"),
        needs_record=True,
    ),
    "demo": Entry(
        f"{_AT}.demo:demo",
        Words(cy="Gwylio adolygiad o'r atgyfeiriad i'r diwedd", en="Watch a review from referral to its end"),
    ),
}
"""Every subcommand, in the order in which help shows them."""


class _Commands(click.Group):
    """A group that loads a subcommand when it is called, and none for its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Give the names in the table's order."""
        return list(TABLE)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Learn the language and where the record is, then load the subcommand."""
        ctx.ensure_object(Console).language = ctx.params["language"]
        entry = TABLE.get(args[0])
        if entry and entry.needs_record and not {"-h", "--help", *entry.alone} & set(args):
            from deployments import settings

            # Before it is loaded: Prefect reads the environment when it is imported.
            settings.enter(settings.installation())
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Load a subcommand; None when the table has none of this name."""
        if (entry := TABLE.get(cmd_name)) is None:
            return None
        module, _, attribute = entry.target.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """List what each subcommand is for, out of the table."""
        with formatter.section("Gorchmynion / Commands"):
            formatter.write_dl([(name, entry.purpose.both) for name, entry in TABLE.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--language",
    type=click.Choice(["cy", "en"]),
    envvar="CPR_LANGUAGE",
    default="en",
    help="Cymraeg (cy) neu Saesneg (en) / Welsh (cy) or English (en).",
)
@click.version_option(package_name="child-practice-reviews", prog_name="cpr")
def cpr(language: str) -> None:
    """Adolygiadau Ymarfer Plant / Child Practice Reviews."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code: 0 done, 1 failed, 2 usage or refused input."""
    console = Console()
    try:
        ended = cpr.main(list(arguments), prog_name="cpr", standalone_mode=False, obj=console)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the one edge where all becomes a sentence
        return exit_code_of(error, console.language)
    return ended if isinstance(ended, int) else 0


def main() -> None:
    """Be the command `cpr`."""
    sys.exit(run(sys.argv[1:]))
