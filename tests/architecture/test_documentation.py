"""The documentation says what the program does: pages are current, examples work, links lead somewhere."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from deployments.console.files import plain_values, text_of
from deployments.documents import monitoring, stages, traceability, unconfirmed
from deployments.settings import CHECKOUT
from models import casework
from models.casework import HoldReviewFacts, ProcessBegunFacts, ProcessEndedFacts, process_events
from models.casework.delays import DelayFacts, attribute
from models.casework.holding import HoldFacts, ReleaseFacts
from models.casework.panel_meetings import PanelMeetingFacts, meet_again
from models.casework.people import enter_people, read_people
from models.casework.process_looks import NoProcessFacts, none_known
from models.guidance import route
from models.guidance.packs import PACKS, MilestoneKey, pack
from models.guidance.provenance import Provenance
from models.records import Action, Review

EXAMPLES = CHECKOUT / stages.EXAMPLES
ALL = set(range(1, 120))
PAGES = sorted([CHECKOUT / "README.md", CHECKOUT / "CHANGELOG.md", *(CHECKOUT / "docs").rglob("*.md")])

_TO_DO = "run `python -m deployments.documents`"
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")


def example(name: str) -> Any:  # noqa: ANN401 - whatever the file holds
    return plain_values(text_of(str(EXAMPLES / name)))


def office(session: Session) -> casework.Office:
    now = datetime(2024, 9, 2, 10, tzinfo=UTC)
    return casework.Office(session=session, now=now, today=now.date(), by="coordinator")


def opened(at: casework.Office, reference: str) -> Review:
    """Take in the example's people and referral, as `cpr people import` and `cpr review open` do."""
    enter_people(at.session, read_people(text_of(str(EXAMPLES / "people.csv"))))
    given = example("S01-referral.yaml")
    del given["reference"]
    return casework.receive(at, reference, given.pop("board"), given)


def played(
    at: casework.Office, review: Review, changed: dict[MilestoneKey, dict[str, Any]]
) -> set[MilestoneKey]:
    """Answer what is asked for with its example, in the order of the days, until nothing is asked."""
    told: set[MilestoneKey] = {route.REFERRAL}
    while waiting := [*casework.open_actions(at.session, review)]:
        action = min(waiting, key=lambda each: str(_given(each, changed)["happened_on"]))
        step = casework.step_key(action)
        if step == route.CHECK and step in told:
            raise AssertionError(step)
        casework.answer(at, action, _given(action, changed))
        told.add(step)
    return told


def _given(action: Action, changed: dict[MilestoneKey, dict[str, Any]]) -> dict[str, Any]:
    """Give an action's example, for its own agency or addressee."""
    step = casework.step_key(action)
    subject = casework.answers[step].subject
    own = {subject: action.subject} if subject else {}
    return {**example(stages.example_name(step)), **changed.get(step, {}), **own}


def test_the_page_of_the_stages_is_current() -> None:
    # Seen to fail with a question on the page that is not the code's.
    written = (CHECKOUT / "docs/stages.md").read_text(encoding="utf-8")
    assert written == stages.page(CHECKOUT), _TO_DO


def test_the_page_of_what_is_not_confirmed_is_current_and_leaves_no_row_out() -> None:
    """R11. Seen to fail with a row taken out of the page."""
    written = (CHECKOUT / "docs/unconfirmed.md").read_text(encoding="utf-8")
    assert written == unconfirmed.page(CHECKOUT), _TO_DO
    for name in PACKS:
        rules = pack(name)
        sources = [*rules.criteria.values(), *(row.source for row in rules.rows)]
        count = sum(source.provenance is Provenance.UNCONFIRMED for source in sources)
        assert f"(`{name}`): {count}\n" in written


def test_the_page_of_the_data_dictionary_is_current() -> None:
    """R98. Seen to fail with a field's meaning changed and not its page."""
    written = (CHECKOUT / "docs/formats/monitoring.md").read_text(encoding="utf-8")
    assert written == monitoring.page(CHECKOUT), _TO_DO


def test_every_step_that_is_asked_has_its_example() -> None:
    wanted = {stages.example_name(step) for step in casework.answers.by_step}
    there = {path.name for path in EXAMPLES.iterdir()}
    beside = {"attribute.yaml", "hold.yaml", "release.yaml", "panel-meeting.yaml"}
    beside |= {"process-none.yaml", "process-begun.yaml", "process-ended.yaml"}
    assert there == wanted | beside | {"people.csv", "availability.csv", "plans"}


def test_the_examples_carry_a_review_from_its_referral_to_its_closed_action_plan(session: Session) -> None:
    # Seen to fail with an agency in the action plan's example that is not on the list.
    at = office(session)
    review = opened(at, "CPR EX 1/2023")
    told = played(at, review, {})
    standing = casework.stand(session, review)
    assert route.has_ended(standing)
    beside = {route.HOLD_REVIEW}  # asked only while a hold stands: the next test has one
    assert told == {key for key, step in route.STEPS.items() if step.path != "forum"} - beside


def test_the_examples_carry_a_forum_to_its_themes(session: Session) -> None:
    at = office(session)
    review = opened(at, "CPR EX 2/2023")
    outcome = {"outcome": "mapf"}
    told = played(at, review, {route.RECOMMENDATION: outcome, route.DECISION: outcome})
    assert route.has_ended(casework.stand(session, review))
    assert told >= {key for key, step in route.STEPS.items() if step.path == "forum"}


def test_the_examples_of_what_happens_beside_the_line_work(session: Session) -> None:
    at = office(session)
    review = opened(at, "CPR EX 3/2023")
    asked = casework.understand(NoProcessFacts, example("process-none.yaml"))
    assert none_known(at, review, asked).milestone == "process_none"
    for step in (
        route.SCOPING,
        route.RECOMMENDATION,
        route.DECISION,
        route.PANEL,
        route.FIRST_CHECK,
        route.FIRST_PANEL,
    ):
        action = casework.find(session, review, step[0], milestone=step[1])
        casework.answer(at, action, _given(action, {}))
    held = casework.hold(at, review, casework.understand(HoldFacts, example("hold.yaml")))
    looked = casework.understand(HoldReviewFacts, example("S07-hold_review.yaml"))
    assert casework.look_again(at, review, looked).round == 1
    ended = casework.release(at, review, casework.understand(ReleaseFacts, example("release.yaml")))
    begun = casework.understand(ProcessBegunFacts, example("process-begun.yaml"))
    process = process_events.begin(at, review, begun)
    over = casework.understand(ProcessEndedFacts, example("process-ended.yaml"))
    assert process_events.end(at, review, over).id == process.ended_milestone_id
    met = meet_again(at, review, casework.understand(PanelMeetingFacts, example("panel-meeting.yaml")))
    assert (held.id, ended.ended_on, met.happened_on) == (ended.id, date(2023, 5, 2), date(2023, 5, 19))
    put_down = attribute(at, review, casework.understand(DelayFacts, example("attribute.yaml")))
    assert (put_down.milestone, put_down.subject) == ("delay_attributed", "diary")


def test_the_requirements_page_lists_each_number_once_and_cites_none_that_is_not_there(
    tmp_path: Path,
) -> None:
    # Seen to fail with a test that cites a number past the last.
    page = tmp_path / "traceability.md"
    page.write_text(traceability.page(CHECKOUT), encoding="utf-8")
    listed = [int(number) for number in re.findall(r"^\| R(\d+) \|", page.read_text("utf-8"), re.MULTILINE)]
    assert listed == sorted(ALL)
    assert set(traceability.citations(CHECKOUT)) <= ALL
    known = traceability.requirements(CHECKOUT)
    assert known["later"] | known["later_in_part"] <= ALL
    assert not known["later"] & known["later_in_part"]


def test_a_number_is_found_in_a_docstring_an_id_and_a_comment_and_given_to_its_test(tmp_path: Path) -> None:
    folder = tmp_path / "tests"
    folder.mkdir()
    cited = '"""R{}."""\n# R{}\n@parametrize(ids=["R{}"])\ndef test_of_this():\n    # R{}\n    R{} = 1\n'
    (folder / "test_it.py").write_text(cited.format(1, 2, 3, 4, 5), encoding="utf-8")
    found = {number: min(tests) for number, tests in traceability.citations(tmp_path).items()}
    of_this = "`tests/test_it.py`: of this"
    assert found == {1: "`tests/test_it.py`", 2: of_this, 3: of_this, 4: of_this}


def links() -> Iterator[tuple[Path, str]]:
    for page in PAGES:
        for target in _LINK.findall(page.read_text(encoding="utf-8")):
            if "://" not in target:
                yield page, target


def test_every_link_between_the_pages_leads_somewhere() -> None:
    broken = [(page.name, target) for page, target in links() if not (page.parent / target).exists()]
    assert not broken


@pytest.mark.parametrize("name", ["README.md", "docs/coordinators.md", "docs/glossary.md"])
def test_what_people_read_first_is_there_in_welsh_too(name: str) -> None:
    text = (CHECKOUT / name).read_text(encoding="utf-8")
    assert "adolygiad" in text.lower()
    assert re.search(r"\bmae\b", text, re.IGNORECASE)
