"""The simulated service: the three endpoints that a monitor reads, on loopback HTTP."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from fairmeter.simulator.account import Account, Outcome
from fairmeter.simulator.answers import Answer, error_answer, json_answer, throttled_answer
from fairmeter.simulator.bodies import Shape, usage_body
from fairmeter.simulator.budget import EndpointBudget
from fairmeter.simulator.claude_folder import DEFAULT_TOKEN
from fairmeter.simulator.clock import SimClock
from fairmeter.simulator.commands import Ask, CommandRefused, obey, told
from fairmeter.simulator.faults import Fault, broken
from fairmeter.simulator.loopback import LOOPBACK, Call, LoopbackServer
from fairmeter.simulator.money_bodies import prepaid_body
from fairmeter.simulator.profile_body import ORGANIZATION_ID, profile_body

USAGE_PATH = "/api/oauth/usage"
PROFILE_PATH = "/api/oauth/profile"
CREDITS_PATH = f"/api/oauth/organizations/{ORGANIZATION_ID}/prepaid/credits"
CONTROL_PATH = "/control"
OAUTH_BETA = "oauth-2025-04-20"

# Usage contract: what an empty bearer got, a refusal that looks like throttling.
_EMPTY_BEARER_RETRY_S = 3242
_BEARER = "Bearer "


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A request that came in, kept for tests. The token is not in it.

    Attributes:
        method: GET or POST.
        path: Path without the query.
        query: Parameters, the first value of each.
        at: Simulated instant.
        headers: Headers in lower case; of `authorization` only the scheme is kept.
        authorized: Whether the accepted token was sent.
    """

    method: str
    path: str
    query: Mapping[str, str]
    at: datetime
    headers: Mapping[str, str]
    authorized: bool


class Service:
    """The stand-in service, a context manager: it listens from entry to exit and ends with its threads.

    Args:
        account: What it tells of.
        clock: Simulated time.
        port: 0 for any free one.
        token: The bearer token that it accepts.
        budget: How often usage may be read; None for as often as one likes.
        shape: Shape of the usage body.
        control: Whether `POST /control` may steer it, for a simulator inside another process.

    Attributes:
        fault: What is wrong with every answer, None for nothing.
        retry_after_s: What `Fault.RATE_LIMITED` says.
        redirect_to: Where `Fault.REDIRECT` points; a second name of this machine by default, so that a token that
            follows is seen in `requests`.
        token: The accepted token.
        token_expires_at: Simulated instant from which the token is refused, None for never.
        shape: Shape of the usage body.
        ask: What a request of the control endpoint does; the account pays by default.
    """

    def __init__(
        self,
        account: Account,
        clock: SimClock,
        port: int = 0,
        *,
        token: str = DEFAULT_TOKEN,
        budget: EndpointBudget | None = None,
        shape: Shape = Shape.NEWEST,
        control: bool = False,
    ) -> None:
        self.account = account
        self.clock = clock
        self.token = token
        self.token_expires_at: datetime | None = None
        self.shape = shape
        self.retry_after_s = 1800
        self.redirect_to = ""
        self.ask: Callable[[Ask], Outcome] = self._ask_account
        self._port = port
        self._budget = budget
        self._control = control
        self._fault: Fault | None = None
        self._released = threading.Event()
        self._news = threading.Condition()
        self._requests: list[Received] = []
        self._polls = 0
        self._server: LoopbackServer | None = None

    def __enter__(self) -> Self:
        self._server = LoopbackServer(self._respond, self._port)
        self._port = self._server.port
        self.redirect_to = self.redirect_to or f"http://localhost:{self._port}/elsewhere"
        self._server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._released.set()
        if self._server is not None:
            self._server.stop()
            self._server = None

    @property
    def base_url(self) -> str:
        """Where it listens, without a slash at the end; meaningful inside the context."""
        return f"http://{LOOPBACK}:{self._port}"

    @property
    def fault(self) -> Fault | None:
        """What is wrong at the moment."""
        return self._fault

    @fault.setter
    def fault(self, fault: Fault | None) -> None:
        self._released.clear()
        self._fault = fault

    @property
    def requests(self) -> tuple[Received, ...]:
        """Everything that came in so far, the control endpoint left out."""
        with self._news:
            return tuple(self._requests)

    def wait_for_requests(self, count: int, timeout_s: float = 10.0) -> bool:
        """Wait until so many requests have come in, answered or not; False if they did not."""
        with self._news:
            return self._news.wait_for(lambda: len(self._requests) >= count, timeout_s)

    def release(self) -> None:
        """Let the answers go that `Fault.SLOW` holds, and hold no more until a fault is set again."""
        self._released.set()

    def _respond(self, call: Call) -> Answer:
        parts = urlsplit(call.target)
        if parts.path == CONTROL_PATH and self._control:
            return self._steer(call)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self._record(call, parts.path, query)
        fault = self._fault
        if fault is Fault.SLOW:
            self._released.wait()
        sound = self._sound(call, parts.path, query)
        if fault is None or parts.path not in {USAGE_PATH, PROFILE_PATH, CREDITS_PATH}:
            return sound
        return broken(fault, sound, retry_after_s=self.retry_after_s, redirect_to=self.redirect_to)

    def _record(self, call: Call, path: str, query: Mapping[str, str]) -> None:
        headers = {name.lower(): value for name, value in call.headers.items()}
        sent = headers.get("authorization", "")
        if sent:
            headers["authorization"] = sent.split(" ", 1)[0]
        received = Received(
            method=call.method,
            path=path,
            query=query,
            at=self.clock.now(),
            headers=headers,
            authorized=sent == _BEARER + self.token,
        )
        with self._news:
            self._requests.append(received)
            self._news.notify_all()

    def _sound(self, call: Call, path: str, query: Mapping[str, str]) -> Answer:
        """The answer of a service in good health."""
        if call.method != "GET" or path not in {USAGE_PATH, PROFILE_PATH, CREDITS_PATH}:
            return error_answer(404, "not_found_error", "Not found")
        refused = self._sign_in(call, path)
        if refused is not None:
            return refused
        state = self.account.look()
        if path == PROFILE_PATH:
            return json_answer(profile_body(state))
        if path == CREDITS_PATH:
            if state.extra.balance_minor is None:
                return error_answer(404, "not_found_error", "No prepaid credits for this organization")
            return json_answer(prepaid_body(state.extra, state.opened_at))
        return self._usage(query)

    def _sign_in(self, call: Call, path: str) -> Answer | None:
        """None if the token may read this path."""
        sent = call.headers.get("Authorization", "")
        if sent.strip() == _BEARER.strip():
            return throttled_answer(_EMPTY_BEARER_RETRY_S)
        if sent != _BEARER + self.token:
            return error_answer(401, "authentication_error", "Invalid bearer token")
        if self.token_expires_at is not None and self.clock.now() >= self.token_expires_at:
            return error_answer(401, "authentication_error", "OAuth access token has expired.")
        if path != PROFILE_PATH and OAUTH_BETA not in call.headers.get("anthropic-beta", ""):
            return error_answer(401, "authentication_error", "OAuth authentication is currently not supported.")
        return None

    def _usage(self, query: Mapping[str, str]) -> Answer:
        state = self.account.look()
        with self._news:
            retry_after_s = None if self._budget is None else self._budget.ask(state.at)
            if retry_after_s is not None:
                return throttled_answer(retry_after_s)
            self._polls += 1
            poll = self._polls
        body = usage_body(state, poll, self.shape, skip_spend=query.get("skip_spend") == "1")
        headers = {"anthropic-organization-id": ORGANIZATION_ID, "request-id": f"req_usage_{poll:04d}"}
        return json_answer(body, headers=headers)

    def _ask_account(self, ask: Ask) -> Outcome:
        return self.account.request(ask.model, ask.cost_units, long_context=ask.long_context, fast_mode=ask.fast_mode)

    def _steer(self, call: Call) -> Answer:
        try:
            outcome = obey(call.body, self) if call.method == "POST" else None
        except CommandRefused as refused:
            return error_answer(400, "invalid_request_error", str(refused))
        return json_answer(
            {
                "now": self.clock.now().isoformat(),
                "outcome": None if outcome is None else told(outcome),
                "fault": self._fault,
                "requests": [{"method": r.method, "path": r.path, "at": r.at.isoformat()} for r in self.requests],
            }
        )
