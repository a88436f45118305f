"""A stand-in account and usage service on the loopback address: for the demo, for tests, for measuring.

It knows nothing of Fairmeter's own rules, so that it can be right where they are wrong.

```python
with Simulator(stories.SEED, folder=tmp, speed=0) as sim:
    sim.player.run()  # the story in simulated time, without waiting
    sim.base_url, sim.token, sim.claude_dir
```
"""

from fairmeter.simulator import stories
from fairmeter.simulator.account import (
    Account,
    AccountState,
    CreditPool,
    Order,
    Outcome,
    PaidBy,
    Served,
)
from fairmeter.simulator.bodies import Shape, usage_body
from fairmeter.simulator.budget import EndpointBudget, Regime
from fairmeter.simulator.clock import SimClock
from fairmeter.simulator.commands import Ask
from fairmeter.simulator.extra import ExtraUsage
from fairmeter.simulator.faults import Fault
from fairmeter.simulator.meters import Meter, MeterKind
from fairmeter.simulator.money_bodies import prepaid_body
from fairmeter.simulator.plans import PlanKind
from fairmeter.simulator.player import Event, Player
from fairmeter.simulator.profile_body import profile_body
from fairmeter.simulator.refusal_text import Era
from fairmeter.simulator.refusals import RefusalCause, Refused
from fairmeter.simulator.service import Received, Service
from fairmeter.simulator.simulator import Simulator
from fairmeter.simulator.steps import Level, Start, Story
from fairmeter.simulator.transcripts import TranscriptWriter

__all__ = [
    "Account",
    "AccountState",
    "Ask",
    "CreditPool",
    "EndpointBudget",
    "Era",
    "Event",
    "ExtraUsage",
    "Fault",
    "Level",
    "Meter",
    "MeterKind",
    "Order",
    "Outcome",
    "PaidBy",
    "PlanKind",
    "Player",
    "Received",
    "RefusalCause",
    "Refused",
    "Regime",
    "Served",
    "Service",
    "Shape",
    "SimClock",
    "Simulator",
    "Start",
    "Story",
    "TranscriptWriter",
    "prepaid_body",
    "profile_body",
    "stories",
    "usage_body",
]
