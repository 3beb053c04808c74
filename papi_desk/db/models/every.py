"""Every table, for what takes the register as a whole: builds it, moves it, joins it, proves it."""

from papi_desk.db.models import (  # noqa: F401  # importing a table is what makes it known
    attachments,
    attention,
    audit,
    books,
    cases,
    drafts,
    joined,
    matters,
    money,
    numbers,
    offices,
    papers,
    procedures,
    queue,
    ratings,
    views,
    words,
)
from papi_desk.db.models.base import Base as Base
