"""What is on record: tables, their constraints, their migrations.

The record is the only judge of what has happened. Prefect's runs may be lost,
doubled or made again at any time; they are put right from here.

Facts are filled in once and never changed: a correction supersedes the
milestone that the facts belong to, and the database refuses anything else.
"""

from models.records.audit import Entry
from models.records.base import Fact, metadata
from models.records.desk import Action, Installation
from models.records.diaries import (
    BoardDay,
    BusyBlock,
    Diary,
    ForecastMade,
    ProposedMeeting,
    ProposedProgramme,
    Venue,
)
from models.records.events import AgencyTold, Contribution
from models.records.holds import DelayAttribution, Hold, HoldReview, ParallelProcess
from models.records.learning import (
    Attendance,
    LearningPoint,
    PlanItem,
    PlanProgress,
    ReportVersion,
    SignOff,
)
from models.records.letters import Letter
from models.records.meetings import (
    Availability,
    Feedback,
    Invitation,
    Meeting,
    MeetingOption,
    Reply,
    Withdrawal,
)
from models.records.monitoring import EarlierCount, MonitoringRow, MonitoringSnapshot
from models.records.panel import Appointment, DocumentRequest, FamilyContact, PanelMember
from models.records.people import Absence, Agency, Alias, Board, Person, Role
from models.records.protocols import LocalProtocol
from models.records.publication import Acknowledgement, Channel, Publication, Submission
from models.records.replies import Offer, Received
from models.records.reviews import (
    Closure,
    Decision,
    Involvement,
    Milestone,
    Notification,
    NotificationDraft,
    Recommendation,
    Referral,
    Review,
    StatusPeriod,
    SubjectFacts,
    Vote,
)

__all__ = [
    "Absence",
    "Acknowledgement",
    "Action",
    "Agency",
    "AgencyTold",
    "Alias",
    "Appointment",
    "Attendance",
    "Availability",
    "Board",
    "BoardDay",
    "BusyBlock",
    "Channel",
    "Closure",
    "Contribution",
    "Decision",
    "DelayAttribution",
    "Diary",
    "DocumentRequest",
    "EarlierCount",
    "Entry",
    "Fact",
    "FamilyContact",
    "Feedback",
    "ForecastMade",
    "Hold",
    "HoldReview",
    "Installation",
    "Invitation",
    "Involvement",
    "LearningPoint",
    "Letter",
    "LocalProtocol",
    "Meeting",
    "MeetingOption",
    "Milestone",
    "MonitoringRow",
    "MonitoringSnapshot",
    "Notification",
    "NotificationDraft",
    "Offer",
    "PanelMember",
    "ParallelProcess",
    "Person",
    "PlanItem",
    "PlanProgress",
    "ProposedMeeting",
    "ProposedProgramme",
    "Publication",
    "Received",
    "Recommendation",
    "Referral",
    "Reply",
    "ReportVersion",
    "Review",
    "Role",
    "SignOff",
    "StatusPeriod",
    "SubjectFacts",
    "Submission",
    "Venue",
    "Vote",
    "Withdrawal",
    "metadata",
]
