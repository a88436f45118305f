"""The usage service, asked directly with the login that Claude Code keeps."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from http import HTTPStatus
from typing import Final

import httpx

from fairmeter import __version__
from fairmeter.limits import FailureKind, Hint, Money, Reading, SourceFailure, SourceName
from fairmeter.sources.answers import failure, failure_of_answer, failure_of_trouble
from fairmeter.sources.balances import BalanceMemory
from fairmeter.sources.credentials import Credential, LoginProblem, Secret
from fairmeter.sources.deadline import Deadline, Patience
from fairmeter.sources.json_values import BodyUnreadable, decode
from fairmeter.sources.prepaid_body import read_balance
from fairmeter.sources.profile_body import Profile, read_profile
from fairmeter.sources.profiles import ProfileMemory, is_recent
from fairmeter.sources.usage_body import read_usage
from fairmeter.sources.wire import Answer, Trouble, Wire

DEFAULT_BASE = "https://api.anthropic.com"
USAGE_PATH = "/api/oauth/usage"
PROFILE_PATH = "/api/oauth/profile"
PREPAID_PATH = "/api/oauth/organizations/{organization}/prepaid/credits"
LOCAL_ACCOUNT = "local"
"""The account's name until its profile is known."""

REFUSED_TOKEN_REST = timedelta(minutes=30)
"""A refused login is not sent again before this, unless it changes; then once more, for the service decides."""


class UsageApi:
    """A source that asks the usage service once for each reading.

    The login is read anew every time, for Claude Code renews it while it runs, and it is never renewed from here. It
    is not thread-safe: one worker reads.
    """

    name: Final = SourceName.API

    def __init__(
        self,
        *,
        credential: Callable[[], Credential | LoginProblem],
        base_url: str = DEFAULT_BASE,
        user_agent: str = f"Fairmeter/{__version__}",
        transport: httpx.BaseTransport | None = None,
        patience: Patience | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._credential = credential
        self._wire = Wire(base_url, user_agent=user_agent, patience=patience, transport=transport)
        self._monotonic = monotonic
        self._profiles = ProfileMemory()
        self._balances = BalanceMemory()
        self._refused: tuple[str, SourceFailure] | None = None

    def read(self, now: datetime) -> Reading | SourceFailure:
        """Ask once, in about 20 seconds at most. Nothing is raised for what the world does."""
        if not self._wire.is_safe:  # before any login is read
            return failure(FailureKind.UNREADABLE, Hint.INSECURE_BASE, now)
        login = self._credential()
        if isinstance(login, LoginProblem):
            return failure(login.kind, login.hint, now)
        if (refusal := self._standing_refusal(login, now)) is not None:
            return refusal
        asking = _Asking(self._wire, self._wire.deadline(self._monotonic))
        reply = asking.get(USAGE_PATH, login.token)
        if isinstance(reply, Answer) and reply.status == HTTPStatus.UNAUTHORIZED:
            renewed = self._credential()  # Claude Code may have renewed it between the two
            if isinstance(renewed, Credential) and renewed.token != login.token:
                login, reply = renewed, asking.get(USAGE_PATH, renewed.token)
        outcome = self._understood(reply, login, asking, now)
        return replace(outcome, requests=asking.requests)

    def close(self) -> None:
        """Let go of the connection; another read opens it again."""
        self._wire.close()

    def _standing_refusal(self, login: Credential, now: datetime) -> SourceFailure | None:
        if self._refused is None:
            return None
        digest, refusal = self._refused
        if digest != login.token.digest or not is_recent(refusal.at, now, REFUSED_TOKEN_REST):
            return None
        return replace(refusal, at=now, requests=0)

    def _understood(
        self, reply: Answer | Trouble, login: Credential, asking: "_Asking", now: datetime
    ) -> Reading | SourceFailure:
        if isinstance(reply, Trouble):
            return failure_of_trouble(reply, now)
        refusal = failure_of_answer(reply, now)
        if refusal is None:
            self._refused = None
            return self._reading(reply.body, login, asking, now)
        if refusal.needs_user:
            self._refused = login.token.digest, refusal
        return refusal

    def _reading(self, raw: bytes, login: Credential, asking: "_Asking", now: datetime) -> Reading | SourceFailure:
        try:
            body = decode(raw)
        except BodyUnreadable:
            return failure(FailureKind.UNREADABLE, Hint.NOT_JSON, now, HTTPStatus.OK)
        try:
            reading = read_usage(body, account=LOCAL_ACCOUNT, taken_at=now, digest=sha256(raw).hexdigest())
        except BodyUnreadable:
            return failure(FailureKind.UNREADABLE, Hint.NOT_THE_SERVICE, now, HTTPStatus.OK)
        profile = self._profiles.of(login.token.digest, now, lambda: asking.profile(login.token))
        if profile is None:
            return reading
        # A person can belong to several organisations, and limits are the organisation's: they are what is told apart.
        account = profile.organization or profile.account or LOCAL_ACCOUNT
        return replace(
            reading, account=account, plan=profile.plan, balance=self._balance(profile, reading, asking, login)
        )

    def _balance(self, profile: Profile, reading: Reading, asking: "_Asking", login: Credential) -> Money | None:
        organization = profile.organization
        if organization is None:
            return None
        return self._balances.of(
            organization, reading.extra, reading.taken_at, lambda: asking.balance(organization, login.token)
        )


class _Asking:
    """The requests of one reading: they share a deadline, and they are counted."""

    def __init__(self, wire: Wire, deadline: Deadline) -> None:
        self._wire = wire
        self._deadline = deadline
        self.requests = 0

    def get(self, path: str, token: Secret) -> Answer | Trouble:
        reply = self._wire.get(path, token, self._deadline)
        if isinstance(reply, Answer) or reply.was_sent:
            self.requests += 1
        return reply

    def profile(self, token: Secret) -> Profile | None:
        """The profile; None when it fails in any way, for that must not cost the reading."""
        reply = self.get(PROFILE_PATH, token)
        if isinstance(reply, Trouble) or reply.status != HTTPStatus.OK:
            return None
        try:
            return read_profile(decode(reply.body))
        except BodyUnreadable:
            return None

    def balance(self, organization: str, token: Secret) -> Money | None:
        """The prepaid balance; None when it fails in any way: some accounts are not given it."""
        reply = self.get(PREPAID_PATH.format(organization=organization), token)
        if isinstance(reply, Trouble) or reply.status != HTTPStatus.OK:
            return None
        try:
            return read_balance(decode(reply.body))
        except BodyUnreadable:
            return None
