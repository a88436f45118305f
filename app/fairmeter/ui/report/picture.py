"""What the report window is given: everything that its pages may show, for one instant."""

from dataclasses import dataclass, field
from datetime import datetime

from fairmeter.outlook import Outlook
from fairmeter.report import Origin
from fairmeter.ui.palette import Palette
from fairmeter.view.who_paid import Work
from fairmeter.view.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """An outlook with how to say it and in which colours; `work` is when was worked, as far as it is known."""

    outlook: Outlook
    now: datetime
    wording: Wording
    palette: Palette
    origin: Origin
    work: Work = field(default_factory=Work)
