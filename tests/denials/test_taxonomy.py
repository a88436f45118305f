"""Refusals of every kind and era, in wordings of our own, with the verdict that the rules give them."""

import pytest

from denials.trial import Figures, short, tried

ROOM = Figures(session=31, weekly=48)
FULL = Figures(session=100, weekly=48)
ROOM_FABLE = Figures(session=9, weekly=21, models={"Fable": 12}, model="claude-fable-5")

RAW = (
    '{"type":"error","error":{"type":"invalid_request_error","message":"You\'re out of extra usage. Add more at '
    'claude.ai/settings/usage and keep going."},"request_id":"req_011CabcdefghijkLMNOPQRSt"}'
)

CREDIT_LANE = [
    (f"API Error: 400 {RAW}", ROOM, "contradiction/plan"),
    (f"API Error: 400 {RAW}", Figures(weekly=62), "contradiction/plan"),
    (f"API Error: 400 {RAW}", Figures(), "unproven"),
    (f"API Error: 400 {RAW}", Figures(weekly=62, status=429), "unproven"),
    (f"Opus 5 (1M context) · Claude Max {RAW}", Figures(weekly=62), "unproven"),
    (f"Opus 5 (1M context) · Claude Max {RAW}", Figures(weekly=62, long_context=False), "contradiction/plan"),
    (f"API Error: 400 {RAW}", FULL, "explained/plan_used_up"),
    (f"API Error: 400 {RAW}", Figures(session=31, weekly=100), "explained/plan_used_up"),
    (f"API Error: 400 {RAW}", Figures(session=31, weekly=98.5), "unproven"),
    (
        "HTTP 400: You\u2019re out of extra usage. Add more at claude.ai/admin-settings/usage",
        ROOM,
        "contradiction/plan",
    ),
    ("400: You're out of extra usage. Ask your workspace admin to add more.", ROOM, "contradiction/plan"),
    ("You're out of usage credits. Add more at claude.ai/settings/usage", Figures(session=3), "contradiction/plan"),
    ("You're out of extra usage", Figures(session=3), "unproven"),
    ("You're out of extra usage", Figures(session=3, status=400), "contradiction/plan"),
    ("You're out of usage credits", Figures(session=3, weekly=8, status=429), "contradiction/plan"),
    ("You're out of extra usage", Figures(session=3, on=True, balance="12.50"), "contradiction/plan_and_extra"),
    (f"Error: 400 {RAW}", Figures(on=True, balance="12.50"), "contradiction/extra"),
    (f"Error: 400 {RAW}", Figures(session=100, on=True, spent="3", cap="20"), "contradiction/extra"),
    (f"Error: 400 {RAW}", Figures(session=100, on=True, spent="20", cap="20"), "explained/plan_used_up"),
    (f"Error: 400 {RAW}", Figures(session=31, weekly=48, model="opus", models={"Fable": 100}), "contradiction/plan"),
    (f"Error: 400 {RAW}", Figures(session=31, weekly=48, model="fable 5.1"), "unproven"),
    (f"Error: 400 {RAW}", Figures(session=31, weekly=48, model="fable", lists_all=True), "explained/model_limit"),
    (f"Error: 400 {RAW}", ROOM_FABLE, "contradiction/plan"),
    (f"Error: 400 {RAW}", Figures(session=9, models={"fable": 102}, model="fable"), "explained/model_limit"),
    (f"Error: 400 {RAW}", Figures(session=9, weekly=21, models={"Fable": 100}), "explained/model_limit"),
    (f"Error: 400 {RAW}", Figures(session=9, weekly=21, third_party=True), "explained/third_party"),
    (f"Error: 400 {RAW}", Figures(session=9, weekly=21, fast_mode=True), "explained/fast_mode"),
    (f"Error: 400 {RAW}", Figures(session=9, weekly=21, entrypoint="opencode"), "explained/third_party"),
    (f"Error: 400 {RAW}", Figures(session=9, weekly=21, headless=True, entrypoint="sdk-cli"), "contradiction/plan"),
    ("You're out of usage credits. Switch to another model to continue.", ROOM_FABLE, "contradiction/model"),
    ("You're out of usage credits. Switch to another model to continue.", Figures(session=2), "unproven"),
]

TEXT_LIMITS = [
    ("Claude AI usage limit reached|1760004000", FULL, "explained/plan_used_up"),
    ("Claude AI usage limit reached|1760004000", ROOM, "contradiction/plan"),
    ("Claude usage limit reached. Your limit will reset at 5pm (Europe/Warsaw).", Figures(session=88), "unproven"),
    ("5-hour limit reached ∙ resets 3pm", Figures(session=100), "explained/plan_used_up"),
    ("5-hour limit reached ∙ resets 3pm", Figures(session=40), "contradiction/plan"),
    ("Weekly limit reached · resets Dec 2, 7pm (Asia/Tokyo) ·", Figures(weekly=40), "contradiction/plan"),
    ("Weekly limit reached · resets Dec 2, 7pm (Asia/Tokyo) ·", Figures(session=40), "unproven"),
    ("You've hit your limit · resets 3pm (Europe/Paris)", ROOM, "contradiction/plan"),
    ("You've hit your limit · resets 3pm (Europe/Paris)", Figures(weekly=48), "unproven"),
    ("You've hit your limit - resets Feb 7, 11am (Asia/Seoul)", Figures(weekly=71), "contradiction/plan"),
    ("You've hit your limit · resets May 5 at 9pm (America/New_York)", Figures(weekly=100), "explained/plan_used_up"),
    ("You've hit your limit · resets Mon 12:00am", Figures(session=5, weekly=99.2), "explained/plan_used_up"),
    ("You've hit your session limit · resets 6:50am (UTC)", Figures(session=1, weekly=66), "contradiction/plan"),
    ("You've hit your session limit · resets 6:50am (UTC)", Figures(session=1, weekly=100), "explained/plan_used_up"),
    ("You've hit your session limit · resets 6:50am (UTC)", Figures(weekly=20), "unproven"),
    ("You've hit your session limit · resets 6:50am (UTC)", Figures(session=98), "unproven"),
    ("You've hit your weekly limit · resets Jul 25, 9pm", Figures(session=3, weekly=0), "contradiction/plan"),
    ("You've hit your Opus limit · resets 4pm", Figures(models={"Opus": 100}), "explained/model_limit"),
    ("You've hit your Sonnet limit · resets 4pm", Figures(models={"Sonnet": 22}, session=5), "contradiction/model"),
    ("You've hit your Sonnet limit · resets 4pm", Figures(session=5, weekly=5), "unproven"),
    ("You've reached your Fable 5 limit. Run /usage-credits to continue", ROOM_FABLE, "contradiction/model"),
    ("You've reached your Fable 5 limit. Run /usage-credits", Figures(models={"fable": 99}), "explained/model_limit"),
    ("You've reached your Fable 5 limit. Run /usage-credits", FULL, "explained/plan_used_up"),
    ("Claude Opus 4 limit reached, now using Sonnet 4", Figures(models={"opus": 100}), "explained/model_limit"),
    (
        "You're out of extra usage · resets 6:40pm (UTC)\n/upgrade or /extra-usage to finish",
        FULL,
        "explained/plan_used_up",
    ),
    ("You're out of extra usage · resets 6:40pm (UTC)", ROOM, "contradiction/plan"),
    ("You're out of extra usage · resets 6:40pm (UTC)", Figures(session=31), "unproven"),
    ("You're out of usage credits · resets 8:40pm (UTC)", Figures(on=True, balance="5"), "contradiction/extra"),
    ("You've hit your usage limit", Figures(session=11, weekly=7), "contradiction/plan"),
    ("Usage limit reached", Figures(session=2, weekly=32), "contradiction/plan"),
    ("You've hit your limit · resets 2pm", Figures(on=True, balance="25.79"), "contradiction/extra"),
    ("You've hit your limit · resets 2pm", Figures(session=100, on=True), "explained/plan_used_up"),
    ("You've hit your limit · resets 2pm", Figures(session=31, weekly=48, model="fable"), "contradiction/plan"),
]

GATES = [
    ("Third-party apps now draw from your extra usage, not your plan limits.", ROOM, "explained/third_party"),
    (
        "Third-party apps now draw from extra usage, not plan limits. Ask your workspace admin to claim it",
        FULL,
        "explained/third_party",
    ),
    ("[400] third-party apps now draw from your extra us\nage", Figures(third_party=False), "explained/third_party"),
    ("Extra usage is required for long context requests.", ROOM, "explained/long_context"),
    (
        "Error during compaction: Extra usage is required for 1M context · run /extra-usage",
        ROOM,
        "explained/long_context",
    ),
    ("API Error: Usage credits required for 1M context · turn on usage credits", ROOM, "explained/long_context"),
    ("Opus 4.6 with 1M context is not available for your account.", ROOM, "explained/long_context"),
    ("API Error: Rate limit reached", Figures(model="opus[1m]", session=2, weekly=0), "explained/long_context"),
    ("API Error: Rate limit reached", Figures(long_context=True), "explained/long_context"),
    ("API Error: Rate limit reached", Figures(session=1, weekly=2), "unproven"),
    ("API Error: Rate limit reached", Figures(session=1, weekly=2, model="haiku", long_context=False), "unproven"),
    ("API Error: Rate limit reached", Figures(session=100), "explained/plan_used_up"),
    ("Fast mode unavailable: Fast mode has been disabled by your organization", ROOM, "explained/fast_mode"),
    ("Fast mode disabled · extra usage credits exhausted", ROOM, "explained/fast_mode"),
    ("API Error: 400 Fast mode is currently available in research preview", ROOM, "explained/fast_mode"),
]

SPEND_AND = "You've hit your monthly spend limit · your {} limit resets {}"

SPEND = [
    ("You've hit your org's monthly usage limit", ROOM, "contradiction/plan"),
    ("You've hit your org's monthly usage limit", Figures(session=100), "explained/plan_used_up"),
    ("You've hit your org's monthly usage limit", Figures(session=40), "unproven"),
    ("You've hit your monthly spend limit · raise it at claude.ai/settings/usage", ROOM, "contradiction/plan"),
    ("You've hit your monthly spend limit · raise it at claude.ai/settings/usage", Figures(weekly=20), "unproven"),
    ("You've hit your monthly spend limit", Figures(session=4, weekly=9, model="claude-fable-5"), "unproven"),
    ("You've hit your monthly spend limit", Figures(session=100, on=True, spent="9", cap="50"), "contradiction/extra"),
    (SPEND_AND.format("session", "2:40pm"), Figures(), "explained/plan_used_up"),
    (SPEND_AND.format("session", "2:40pm"), Figures(session=20), "unproven"),
    (SPEND_AND.format("session", "2:40pm"), FULL, "explained/plan_used_up"),
    ("You've hit your usage credit limit · resets Oct 1", ROOM, "contradiction/plan"),
    (
        "You've hit your monthly spend limit · your session limit resets 2:40pm",
        Figures(weekly=20),
        "explained/plan_used_up",
    ),
    (SPEND_AND.format("weekly", "May 5"), Figures(weekly=20), "unproven"),
    (
        "You've hit your monthly spend limit · your session limit resets 2pm",
        Figures(on=True, balance="2"),
        "contradiction/extra",
    ),
    ("You've hit your extra usage spend limit", ROOM, "contradiction/plan"),
    ("Extra usage limit reached", Figures(session=4), "unproven"),
    ("You've hit your individual spend limit", ROOM, "explained/org_policy"),
    ("You've hit your org's monthly spend limit", ROOM, "explained/org_policy"),
    ("You've hit your channel's monthly spend limit", ROOM, "explained/org_policy"),
    ("You've used up your team's shared budget", ROOM, "explained/org_policy"),
    ("You've hit your individual usage limit", ROOM, "explained/org_policy"),
    ("spend limit reached (daily; resets 2026-09-02)", ROOM, "explained/org_policy"),
    (
        "You have reached your specified API usage limits. You will regain access on 2025-07-01",
        ROOM,
        "explained/org_policy",
    ),
]

MODELS = [
    ("Fable 5 requires usage credits", Figures(models={"fable": 3}), "contradiction/model"),
    ("Fable 5.1 runs on usage credits, billed separately from your plan", ROOM_FABLE, "contradiction/model"),
    ("Fable 5.1 runs on usage credits", Figures(models={"fable": 3}, session=100), "explained/plan_used_up"),
    ("Fable 5.1 runs on usage credits", Figures(models={"fable": 3}, weekly=98.4), "unproven"),
    ("Fable 5 requires usage credits", Figures(session=3, weekly=3), "unproven"),
    ("Fable 5 requires usage credits", Figures(session=3, weekly=3, lists_all=True), "explained/model_limit"),
    ("Fable 5 requires usage credits", Figures(models={"Fable": 100}, session=2), "explained/model_limit"),
    (
        "Usage credits are required for this model.",
        Figures(models={"fable": 0}, model="fable-5"),
        "contradiction/model",
    ),
    ("Usage credits are required for this model.", Figures(models={"fable": 0}), "unproven"),
    (
        "You don't have usage credits yet. Set up usage credits on claude.ai to use this model.",
        ROOM_FABLE,
        "contradiction/model",
    ),
    (
        "Fable 5 now uses usage credits; the prompt to confirm went unanswered",
        Figures(models={"fable": 100}),
        "explained/model_limit",
    ),
]

NOT_QUOTA = [
    ("529 overloaded_error Overloaded", ROOM, "not_quota/overload"),
    ("API Error: Repeated 529 Overloaded errors", ROOM, "not_quota/overload"),
    ("Opus is experiencing high load, please use /model to switch to Sonnet", ROOM, "not_quota/overload"),
    (
        'API Error: 500 {"type":"error","error":{"type":"api_error","message":"Internal server error"}}',
        ROOM,
        "not_quota/overload",
    ),
    (
        "API Error: Server is temporarily limiting requests (not your usage limit) · Rate limited",
        ROOM,
        "not_quota/overload",
    ),
    ("API Error: Request rejected (429)", ROOM, "not_quota/overload"),
    ("429 rate_limit_error: exceed the rate limit of 40,000 input tokens per minute", ROOM, "not_quota/overload"),
    ("API Error: Connection error.", ROOM, "not_quota/overload"),
    ('API Error (529 {"type":"error"}) · Retrying in 1 seconds… (attempt 1/10)', ROOM, "not_quota/overload"),
    ("Too many tokens, please wait before trying again.", ROOM, "not_quota/overload"),
    ("Login expired · Please run /login", ROOM, "not_quota/sign_in"),
    ("Invalid API key · Fix external API key", ROOM, "not_quota/sign_in"),
    ("Credit balance is too low", Figures(status=400), "not_quota/sign_in"),
    ('403 {"type":"error","error":{"type":"forbidden","message":"Request not allowed"}}', ROOM, "not_quota/sign_in"),
    (
        'API Error: 403 {"error":{"type":"permission_error","message":"Your organization does not allow it"}}',
        ROOM,
        "explained/org_policy",
    ),
    ("OAuth authentication is currently not allowed for this organization.", ROOM, "explained/org_policy"),
    ("API Error: 400 prompt is too long: 214501 tokens > 200000 maximum", ROOM, "not_quota/request"),
    (
        "API Error: 400 messages.96.content.4.image: At least one of the image dimensions exceed max allowed size",
        ROOM,
        "not_quota/request",
    ),
    (
        "API Error: 400 input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000",
        ROOM,
        "not_quota/request",
    ),
    ('API Error: 413 {"error":{"message":"Request size exceeds model context window"}}', ROOM, "not_quota/request"),
    ("API Error: 400 due to tool use concurrency issues.", ROOM, "not_quota/request"),
    ("API Error: 400 The supported names are alpha and beta, but you passed gamma.", ROOM, "not_quota/request"),
    ("Context limit reached · /compact or /clear to continue", ROOM, "not_quota/request"),
]

STRANGE = [
    ("Something went wrong", ROOM, "unproven"),
    ("I hit a wall of money this month", Figures(session=3, weekly=3, on=True, balance="9"), "unproven"),
    ("You've used 91% of your weekly limit · resets Fri 9am", ROOM, "unproven"),
    ("You're now using usage credits · resets 4pm", ROOM, "unproven"),
    ("Approaching usage limit · resets at 7pm", FULL, "unproven"),
    ('{"error_type":"grace_daily_limit_reached"}', Figures(session=22), "unproven"),
    (
        'API Error: 429 {"error":{"type":"rate_limit_error","message":"Error"}}',
        Figures(session=22, weekly=4),
        "unproven",
    ),
    ("This request would exceed your account's rate limit. Please try again.", FULL, "explained/plan_used_up"),
    ("", ROOM, "unproven"),
]


@pytest.mark.parametrize(
    ("text", "figures", "expected"), [*CREDIT_LANE, *TEXT_LIMITS, *GATES, *SPEND, *MODELS, *NOT_QUOTA, *STRANGE]
)
def test_a_refusal_gets_the_verdict_that_the_rules_give_it(text: str, figures: Figures, expected: str) -> None:
    assert short(tried(text, figures)) == expected
