"""What is known beside the error itself when a refusal is judged."""

from dataclasses import dataclass, field

from fairmeter.billing import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the caller knows of the request and of this computer; None is unknown throughout.

    `request` holds the model of the last answered request of the session and the gates in use. `headless` is whether it
    ran without a terminal; it explains nothing by itself. `newest_client` is the newest client version seen here. The
    marks are what is known to make the service take the real client for another app: a recent commit message that names
    one, a base URL that is set, an appended system prompt. `plan_changed` is whether the plan or extra usage was
    changed shortly before.
    """

    request: Request = field(default_factory=Request)
    headless: bool | None = None
    newest_client: str | None = None
    commit_names_harness: bool | None = None
    base_url_is_set: bool | None = None
    prompt_is_appended: bool | None = None
    plan_changed: bool | None = None
