"""What the desk does: one function is one transaction.

What the window opens with asks for ``services.cases.register_case`` and the like: a module is read when its first use
case is asked for, so that a start reads only what it shows.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from papi_desk.services import assistance as assistance
    from papi_desk.services import attention_entries as attention_entries
    from papi_desk.services import backup_plan as backup_plan
    from papi_desk.services import case_lists as case_lists
    from papi_desk.services import cases as cases
    from papi_desk.services import encryption as encryption
    from papi_desk.services import first_run as first_run
    from papi_desk.services import intake as intake
    from papi_desk.services import papers as papers
    from papi_desk.services import procedures as procedures
    from papi_desk.services import sign_in as sign_in
    from papi_desk.services import slips as slips
    from papi_desk.services import turn_away_papers as turn_away_papers
    from papi_desk.services import undo as undo
    from papi_desk.services import upkeep as upkeep
    from papi_desk.services import usage as usage
    from papi_desk.services import versions as versions
else:

    def __getattr__(name: str) -> ModuleType:
        """Read a module of use cases when it is asked for."""
        try:
            return import_module(f"{__name__}.{name}")
        except ModuleNotFoundError as error:
            if error.name != f"{__name__}.{name}":
                raise  # it is there, and lacks something itself
            raise AttributeError(name) from error
