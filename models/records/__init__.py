"""What is on record: tables, their constraints, their migrations.

The record is the only judge of what has happened. Prefect's runs may be lost,
doubled or made again at any time; they are put right from here.

Facts are filled in once and never changed: a correction supersedes the
milestone that the facts belong to, and the database refuses anything else.
"""

from models.records.audit import Entry
from models.records.base import Fact, metadata
from models.records.desk import Action, Installation
from models.records.holds import Hold, ParallelProcess
from models.records.learning import (
    Attendance,
    LearningPoint,
    PlanItem,
    PlanProgress,
    ReportVersion,
    SignOff,
)
from models.records.letters import Letter
from models.records.panel import Appointment, DocumentRequest, FamilyContact, Meeting, PanelMember
from models.records.people import Agency, Board, Person, Role
from models.records.publication import Acknowledgement, Channel, Publication, Submission
from models.records.reviews import (
    Closure,
    Decision,
    Involvement,
    Milestone,
    Notification,
    Recommendation,
    Referral,
    Review,
    StatusPeriod,
    SubjectFacts,
    Vote,
)

__all__ = [
    "Acknowledgement",
    "Action",
    "Agency",
    "Appointment",
    "Attendance",
    "Board",
    "Channel",
    "Closure",
    "Decision",
    "DocumentRequest",
    "Entry",
    "Fact",
    "FamilyContact",
    "Hold",
    "Installation",
    "Involvement",
    "LearningPoint",
    "Letter",
    "Meeting",
    "Milestone",
    "Notification",
    "PanelMember",
    "ParallelProcess",
    "Person",
    "PlanItem",
    "PlanProgress",
    "Publication",
    "Recommendation",
    "Referral",
    "ReportVersion",
    "Review",
    "Role",
    "SignOff",
    "StatusPeriod",
    "SubjectFacts",
    "Submission",
    "Vote",
    "metadata",
]
