"""The programme of a review: what it is planned from, what was proposed, which was chosen, and planned again.

The planner proposes and people decide: nothing here moves a meeting until somebody chooses.
"""

from models.casework.programmes.ahead import Ahead, ahead, key_of
from models.casework.programmes.at_once import propose_at_once, replan_at_once, resume_at_once
from models.casework.programmes.choosing import Choice, choose
from models.casework.programmes.proposing import Proposal, chosen, latest_round, propose
from models.casework.programmes.replanning import movable, must_be_moved, replan
from models.casework.programmes.the_problem import problem_ahead, problem_of
from models.casework.programmes.why import Why, why

__all__ = [
    "Ahead",
    "Choice",
    "Proposal",
    "Why",
    "ahead",
    "choose",
    "chosen",
    "key_of",
    "latest_round",
    "movable",
    "must_be_moved",
    "problem_ahead",
    "problem_of",
    "propose",
    "propose_at_once",
    "replan",
    "replan_at_once",
    "resume_at_once",
    "why",
]
