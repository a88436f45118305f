"""Where readings come from: the usage service, asked with the login that Claude Code keeps."""

from fairmeter.sources.credentials import Credential, LoginProblem, Secret, login_found, read_credential
from fairmeter.sources.json_values import BodyUnreadable, decode
from fairmeter.sources.profile_body import Profile, read_profile
from fairmeter.sources.usage_api import DEFAULT_BASE, LOCAL_ACCOUNT, UsageApi
from fairmeter.sources.usage_body import read_usage

__all__ = [
    "DEFAULT_BASE",
    "LOCAL_ACCOUNT",
    "BodyUnreadable",
    "Credential",
    "LoginProblem",
    "Profile",
    "Secret",
    "UsageApi",
    "decode",
    "login_found",
    "read_credential",
    "read_profile",
    "read_usage",
]
