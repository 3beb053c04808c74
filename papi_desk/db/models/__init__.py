"""Tables, split by noun; importing this package knows them all."""

from papi_desk.db.models.attachments import Attachment
from papi_desk.db.models.attention import AttentionRow
from papi_desk.db.models.audit import AuditEntry, AuditHead
from papi_desk.db.models.base import Base
from papi_desk.db.models.books import BookEntry, BookPage, HandoverLine
from papi_desk.db.models.cases import Case, CaseDocument, CaseEvent, Contact, Party, Result
from papi_desk.db.models.joined import JoinedEntry, JoinedPage, JoinedRegister
from papi_desk.db.models.lists import PartyWord, SavedView
from papi_desk.db.models.matters import MatterAttachment, MatterEvent, MatterRow
from papi_desk.db.models.money import Charge, Payment
from papi_desk.db.models.numbers import LateCause, MonthSeal
from papi_desk.db.models.offices import CalendarDay, Counter, Office, Officer, OfficeRule, Setting, SignInKey
from papi_desk.db.models.papers import Draft, IssuedPaper
from papi_desk.db.models.procedures import Field, Procedure, ProcedureVersionRow
from papi_desk.db.models.queue import QueueTicket
from papi_desk.db.models.ratings import Rating, RatingAnswer

__all__ = [
    "Attachment",
    "AttentionRow",
    "AuditEntry",
    "AuditHead",
    "Base",
    "BookEntry",
    "BookPage",
    "CalendarDay",
    "Case",
    "CaseDocument",
    "CaseEvent",
    "Charge",
    "Contact",
    "Counter",
    "Draft",
    "Field",
    "HandoverLine",
    "IssuedPaper",
    "JoinedEntry",
    "JoinedPage",
    "JoinedRegister",
    "LateCause",
    "MatterAttachment",
    "MatterEvent",
    "MatterRow",
    "MonthSeal",
    "Office",
    "OfficeRule",
    "Officer",
    "Party",
    "PartyWord",
    "Payment",
    "Procedure",
    "ProcedureVersionRow",
    "QueueTicket",
    "Rating",
    "RatingAnswer",
    "Result",
    "SavedView",
    "Setting",
    "SignInKey",
]
