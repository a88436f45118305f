"""What a report must not carry is taken out of the words of others, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairmeter.report import masked
from fairmeter.report.masking import LONGEST

SECRETS = [
    ("sk-ant-oat01-AbCdEf_ghIJ-klmnop", "[token]"),
    ("sk-proj-1234567890abcdef", "[token]"),
    ("Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln", "Bearer [token]"),
    ("Authorization: Bearer abcdef0123456789", "Authorization: [token] [token]"),
    ('"access_token":"abc123def"', '"access_token":"[token]"'),
    ("x-api-key: topsecret1", "x-api-key: [token]"),
    ("sessionKey=abc; path", "sessionKey=[token]; path"),
    ("https://jane:pw@proxy.example/x", "https://[login]@proxy.example/x"),
    ("jane.doe+work@example.co.uk", "[e-mail]"),
    ("5b0c3b52-7f0e-4f5e-9d8a-0123456789ab", "[id]"),
    ("5B0C3B527F0E4F5E9D8A0123456789AB", "[id]"),
    ("org_01AbCdEfGh", "[id]"),
    ("/Users/jane/work/secret.py", "[path]"),
    ("/Users/Jane Doe/My Project/secret.py", "[path]"),
    ("/home/jane", "[path]"),
    ("/root/.claude/x.jsonl", "[path]"),
    ("~/.claude/.credentials.json", "[path]"),
    ("~jane/notes.txt", "[path]"),
    ("file:///home/jane/x", "[path]"),
    ("C:\\Users\\Jane Doe\\x.txt", "[path]"),
    ("C:\\\\Users\\\\jane\\\\x.txt", "[path]"),
    ("D:/work/x.txt", "[path]"),
    ("\\\\server\\share\\x", "[path]"),
    ("-Users-jane-work-app", "[path]"),
    ("/private/var/folders/ab/x", "[path]"),
]


@pytest.mark.parametrize(("secret", "mask"), SECRETS, ids=[secret for secret, _ in SECRETS])
@pytest.mark.parametrize("around", ["{}", "error at {}: no", '"{}"', "({})", "x={} y"])
def test_what_is_private_is_masked_wherever_it_stands(secret: str, mask: str, around: str) -> None:
    assert masked(around.format(secret)) == around.format(mask)


HARMLESS = [
    "You're out of extra usage. Add more at claude.ai/settings/usage and keep going.",
    "Run /usage-credits to continue or switch models with /model",
    "Please run /login · API Error: 401",
    "https://status.claude.com/incidents/abc",
    "messages.3.content.0: Input should be a valid string",
    "org_level_disabled_until, org_service_zero_credit_limit, member_level_disabled, oauth_org_not_allowed",
    "req_011CVbq8mZ4yT6nH2xKd",
    "You've hit your session limit · resets 11:10pm (Europe/Berlin)",
    "maximum 200000 tokens: 1024 > 512",
    "max_tokens: 4096",
    "OAuth access token has expired. Re-authenticate to continue.",
    "b" * 64,
    "input/output tokens 3/4, 24/7",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_words_of_refusals_stay_as_they_are(text: str) -> None:
    assert masked(text) == text


def test_what_is_not_seen_is_taken_out_and_line_breaks_are_plain() -> None:
    assert masked("a\x1b[31mb\u202ec\u200bd\r\ne\rf\x00") == "a[31mbcd\ne\nf"


def test_invisible_characters_do_not_hide_a_secret() -> None:
    assert masked("sk-\u200bant-oat01-abcdef") == "[token]"


def test_a_long_text_is_cut_and_says_so() -> None:
    said = masked("word " * 10_000)
    assert len(said) <= LONGEST + len(" [cut]")
    assert said.endswith(" [cut]")


def test_a_secret_across_the_cut_is_not_shown_in_part() -> None:
    said = masked("x" * (LONGEST - 10) + " sk-ant-oat01-" + "s" * 60)
    assert "sss" not in said


@given(st.text())
def test_masking_never_fails_and_masks_no_more_the_second_time(text: str) -> None:
    once = masked(text)
    assert masked(once) == once


@given(
    st.text(max_size=40), st.sampled_from([secret for secret, _ in SECRETS if " " not in secret]), st.text(max_size=40)
)
def test_no_surrounding_lets_a_secret_through(before: str, secret: str, after: str) -> None:
    assert secret not in masked(f"{before} {secret} {after}")
