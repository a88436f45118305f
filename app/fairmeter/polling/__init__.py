"""When to ask, how long to stay away after a failure, and the thread on which it happens.

The heartbeat is imported by its own name, `fairmeter.polling.heartbeat`, so that whoever only decides does not load a
scheduler.
"""

from fairmeter.polling.cadence import Decision, PollFacts, Reason, decide, remember
from fairmeter.polling.gate import Gate, Setback, after_failure

__all__ = ["Decision", "Gate", "PollFacts", "Reason", "Setback", "after_failure", "decide", "remember"]
