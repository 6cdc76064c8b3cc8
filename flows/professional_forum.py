"""A Multi-Agency Professional Forum: the criteria are not met, but there is learning to be had."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.asking import ask
from flows.beginning import carries
from flows.showing import show_end
from tasks import forum


@flow(name="professional-forum", persist_result=False)
def professional_forum(reference: str) -> State[None]:
    """Cynnal Fforwm Proffesiynol Amlasiantaethol.

    Carry a forum from its convening to the themes that come of it. It starts by itself
    when the Chair's decision says so, and cannot close before its learning is passed on.
    """
    if not carries(reference):
        return Completed(message="Another run carries this forum, or it is done.")
    ask(forum.convene_forum, reference)
    ask(forum.hold_forum, reference)
    ask(forum.record_learning, reference)
    ask(forum.pass_on, reference)
    ask(forum.set_themes, reference)
    show_end(reference, "forum done")
    return Completed(message="Done.")
