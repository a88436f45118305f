"""The folder that Claude Code of the simulated user keeps: its login and its transcripts."""

import json
import os
from datetime import datetime, timedelta
from pathlib import Path

from fairmeter.simulator.account import AccountState
from fairmeter.simulator.plans import plan_facts

DEFAULT_TOKEN = "simulated-token"  # noqa: S105 - opens nothing but the stand-in

# So far ahead that a program that looks at the real clock finds the login alive too.
_TOKEN_LIFE = timedelta(days=3650)


class ClaudeFolder:
    """A configuration folder in the place of `~/.claude`.

    Args:
        path: The folder; made if it is missing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.projects = path / "projects"
        self.credentials = path / ".credentials.json"
        self.projects.mkdir(parents=True, exist_ok=True)

    def sign_in(self, token: str, state: AccountState, expires_at: datetime | None = None) -> None:
        """Write the login file, mode 0600, in the contract's shape.

        Args:
            token: Access token.
            state: The account, for the plan of this login.
            expires_at: When the token ends, ten years from the state's instant if None.
        """
        facts = plan_facts(state.plan)
        ends = _epoch_ms(expires_at or state.at + _TOKEN_LIFE)
        login = {
            "claudeAiOauth": {
                "accessToken": token,
                "refreshToken": "simulated-refresh-token",
                "expiresAt": ends,
                "refreshTokenExpiresAt": ends,
                "scopes": [
                    "user:profile",
                    "user:inference",
                    "user:sessions:claude_code",
                    "user:mcp_servers",
                    "user:file_upload",
                ],
                "subscriptionType": facts.subscription_type,
                "rateLimitTier": state.tier or facts.tier,
            },
            "mcpOAuth": {},
        }
        draft = self.credentials.with_suffix(".draft")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(login, file)
        draft.replace(self.credentials)

    def sign_out(self) -> None:
        """Remove the login file."""
        self.credentials.unlink(missing_ok=True)


def _epoch_ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
