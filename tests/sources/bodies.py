"""Usage bodies in every shape that the service sent from November 2025 to October 2026, as JSON text."""

BODY_A = """\
{"five_hour": {"utilization": 19.0, "resets_at": "2025-11-25T22:00:00.288792+00:00"},
"seven_day": {"utilization": 7.0, "resets_at": "2025-12-01T21:00:00.288804+00:00"},
"seven_day_oauth_apps": {"utilization": 0.0, "resets_at": null}, "seven_day_opus": null, "seven_day_sonnet": null,
"iguana_necktie": null, "extra_usage": {"is_enabled": false, "monthly_limit": null, "used_credits": null,
"utilization": null}}
"""
"""November 2025, the oldest shape: flat windows, extra usage never configured."""

BODY_B = """\
{"five_hour": {"utilization": 23.0, "resets_at": "2026-06-11T16:30:00.170987+00:00"},
"seven_day": {"utilization": 19.0, "resets_at": "2026-06-16T22:00:00.171009+00:00"}, "seven_day_oauth_apps": null,
"seven_day_opus": null, "seven_day_sonnet": {"utilization": 0.0, "resets_at": "2026-06-16T22:00:01.171020+00:00"},
"seven_day_cowork": null, "seven_day_omelette": null, "tangelo": null, "iguana_necktie": null,
"omelette_promotional": null, "cinder_cove": null, "extra_usage": {"is_enabled": false, "monthly_limit": null,
"used_credits": null, "utilization": null, "currency": null, "disabled_reason": null}}
"""
"""June 2026, Max, the last shape before `limits[]`."""

BODY_C = """\
{"five_hour": {"utilization": 0.0, "resets_at": "2026-07-03T07:29:59.682460+00:00", "limit_dollars": null,
"used_dollars": null, "remaining_dollars": null}, "seven_day": {"utilization": 58.0,
"resets_at": "2026-07-03T21:59:59.682491+00:00", "limit_dollars": null, "used_dollars": null,
"remaining_dollars": null}, "seven_day_oauth_apps": null, "seven_day_opus": null, "seven_day_sonnet": null,
"seven_day_cowork": null, "seven_day_omelette": null, "tangelo": null, "iguana_necktie": null,
"omelette_promotional": null, "nimbus_quill": null, "cinder_cove": null, "amber_ladder": null,
"extra_usage": {"is_enabled": false, "monthly_limit": null, "used_credits": null, "utilization": null,
"currency": null, "decimal_places": null, "disabled_reason": null, "daily": null, "weekly": null},
"limits": [{"kind": "session", "group": "session", "percent": 0, "severity": "normal",
"resets_at": "2026-07-03T07:29:59.682460+00:00", "scope": null, "is_active": false}, {"kind": "weekly_all",
"group": "weekly", "percent": 58, "severity": "normal", "resets_at": "2026-07-03T21:59:59.682491+00:00",
"scope": null, "is_active": false}, {"kind": "weekly_scoped", "group": "weekly", "percent": 100,
"severity": "critical", "resets_at": "2026-07-03T21:59:59.682835+00:00", "scope": {"model": {"id": null,
"display_name": "Fable"}, "surface": null}, "is_active": true}], "spend": {"used": {"amount_minor": 0,
"currency": "USD", "exponent": 2}, "limit": null, "percent": 0, "severity": "normal", "enabled": false,
"disabled_reason": null, "cap": null, "balance": null, "auto_reload": null, "disclaimer":
"Usage credits cover you when you hit your plan limits. …", "can_purchase_credits": false, "can_toggle": false},
"member_dashboard_available": false}
"""
"""July 2026, Max: the Fable week is used up while the session is at 0; extra usage never enabled."""

BODY_D = """\
{"extra_usage": {"is_enabled": false, "monthly_limit": 10000, "used_credits": 0.0, "utilization": 0.0,
"currency": "USD", "decimal_places": 2, "disabled_reason": "out_of_credits", "daily": null, "weekly": null}}
"""
"""July 2026, a fragment: turned on with a limit of 100 USD and an empty balance, therefore off."""

BODY_E = """\
{"seven_day_opus": null, "seven_day_sonnet": null, "seven_day_oauth_apps": null, "seven_day_cowork": null,
"seven_day_omelette": null, "tangelo": null, "iguana_necktie": null, "omelette_promotional": null,
"nimbus_quill": null, "cinder_cove": null, "amber_ladder": null, "limits": [{"kind": "session", "group": "session",
"percent": 0, "severity": "normal", "resets_at": null, "scope": null, "is_active": false}, {"kind": "weekly_all",
"group": "weekly", "percent": 90, "severity": "critical", "resets_at": "2026-07-27T16:00:00.081713+00:00",
"scope": null, "is_active": false}, {"kind": "weekly_scoped", "group": "weekly", "percent": 100,
"severity": "critical", "resets_at": "2026-07-27T16:00:00.081947+00:00", "is_active": true,
"scope": {"model": {"id": null, "display_name": "Fable"}, "surface": null}}],
"spend": {"used": {"amount_minor": 4001, "currency": "EUR", "exponent": 2}, "limit": {"amount_minor": 4000,
"currency": "EUR", "exponent": 2}, "percent": 100, "severity": "critical", "enabled": true, "disabled_reason": null,
"cap": {"money": {"amount_minor": 4000, "currency": "EUR", "exponent": 2}, "credits": null}, "balance": null,
"auto_reload": null, "can_purchase_credits": false, "can_toggle": false}, "extra_usage": {"is_enabled": true,
"monthly_limit": 4000, "used_credits": 4001, "utilization": 100, "currency": "EUR", "decimal_places": 2,
"disabled_reason": null, "user_disabled": false, "spend_limit_reached": false, "credits_ever_enabled": true,
"daily": null, "weekly": null}}
"""
"""July 2026, EUR: one cent over the monthly limit; the session is idle; the two headline windows are left out."""

BODY_F = """\
{"five_hour": {"utilization": 48.0, "resets_at": "2026-09-05T12:59:59.966454+00:00", "limit_dollars": null,
"used_dollars": null, "remaining_dollars": null, "locked_reason": null}, "seven_day": {"utilization": 64.0,
"resets_at": "2026-09-11T20:59:59.966479+00:00", "limit_dollars": null, "used_dollars": null,
"remaining_dollars": null, "locked_reason": null}, "seven_day_oauth_apps": null, "seven_day_opus": null,
"seven_day_sonnet": {"utilization": 2.0, "resets_at": "2026-09-11T20:59:59.966479+00:00", "limit_dollars": null,
"used_dollars": null, "remaining_dollars": null, "locked_reason": null}, "seven_day_cowork": null,
"seven_day_omelette": null, "tangelo": null, "iguana_necktie": null, "omelette_promotional": null,
"nimbus_quill": {"utilization": 0.0, "resets_at": null, "limit_dollars": null, "used_dollars": null,
"remaining_dollars": null, "locked_reason": null}, "cinder_cove": null, "copper_kite": null, "amber_ladder": null,
"juniper_tide": null, "extra_usage": {"is_enabled": true, "monthly_limit": null, "used_credits": 0.0,
"utilization": null, "currency": "EUR", "decimal_places": 2, "disabled_reason": null, "user_disabled": false,
"spend_limit_reached": false, "credits_ever_enabled": true, "daily": null, "weekly": null},
"limits": [{"kind": "session", "group": "session", "percent": 48, "severity": "normal",
"resets_at": "2026-09-05T12:59:59.966454+00:00", "scope": null, "is_active": true}, {"kind": "weekly_all",
"group": "weekly", "percent": 64, "severity": "normal", "resets_at": "2026-09-11T20:59:59.966479+00:00",
"scope": null, "is_active": false}], "spend": {"used": {"amount_minor": 0, "currency": "EUR", "exponent": 2},
"limit": null, "percent": 0, "severity": "normal", "enabled": true, "disabled_reason": null, "cap": null,
"balance": null, "auto_reload": null, "disclaimer":
"Usage credits cover you when you hit your plan limits. [Learn more](https://support.claude.com/articles/12429409)",
"can_purchase_credits": false, "can_toggle": false}, "member_dashboard_available": false}
"""
"""September 2026, Max: extra usage on, nothing spent, no monthly limit, EUR; a Sonnet week outside the list."""

BODY_G = """\
{"extra_usage": {"is_enabled": true, "monthly_limit": 10000, "used_credits": 0.0, "utilization": null,
"currency": "USD", "decimal_places": 2, "disabled_reason": null, "user_disabled": false,
"spend_limit_reached": false, "credits_ever_enabled": true, "daily": null, "weekly": null},
"spend": {"used": {"amount_minor": 0, "currency": "USD", "exponent": 2}, "limit": {"amount_minor": 10000,
"currency": "USD", "exponent": 2}, "percent": 0, "severity": "normal", "enabled": true, "disabled_reason": null,
"cap": {"money": null, "credits": {"amount_minor": 10000, "exponent": 2}}, "balance": null, "auto_reload": null,
"disclaimer": "…", "can_purchase_credits": false, "can_toggle": false}}
"""
"""September 2026, a fragment: on, nothing spent of 100 USD, the cap expressed in credits."""

BODY_H = """\
{"five_hour": {"utilization": 8.0, "resets_at": "2026-09-14T15:30:00.910731+00:00", "limit_dollars": null,
"used_dollars": null, "remaining_dollars": null, "locked_reason": null}, "seven_day": {"utilization": 2.0,
"resets_at": "2026-09-15T22:00:00.910755+00:00", "limit_dollars": null, "used_dollars": null,
"remaining_dollars": null, "locked_reason": null}, "seven_day_oauth_apps": null, "seven_day_opus": null,
"seven_day_sonnet": null, "seven_day_cowork": null, "seven_day_omelette": null, "nimbus_quill": {"utilization": 0.0,
"resets_at": null, "limit_dollars": null, "used_dollars": null, "remaining_dollars": null, "locked_reason": null},
"copper_kite": null, "harbor_lantern": null, "juniper_tide": null, "extra_usage": {"is_enabled": false,
"monthly_limit": null, "used_credits": null, "utilization": null, "currency": null, "decimal_places": null,
"disabled_reason": null, "user_disabled": false, "spend_limit_reached": false, "credits_ever_enabled": false,
"daily": null, "weekly": null}, "limits": [{"kind": "session", "group": "session", "percent": 8,
"severity": "normal", "resets_at": "2026-09-14T15:30:00.910731+00:00", "scope": null, "is_active": true},
{"kind": "weekly_all", "group": "weekly", "percent": 2, "severity": "normal",
"resets_at": "2026-09-15T22:00:00.910755+00:00", "scope": null, "is_active": false}, {"kind": "weekly_scoped",
"group": "weekly", "percent": 4, "severity": "normal", "resets_at": "2026-09-15T21:59:59.911047+00:00",
"scope": {"model": {"id": null, "display_name": "Fable"}, "surface": null}, "is_active": false}],
"spend": {"used": {"amount_minor": 0, "currency": "USD", "exponent": 2}, "limit": null, "percent": 0,
"severity": "normal", "enabled": false, "disabled_reason": null, "cap": null, "balance": null, "auto_reload": null,
"disclaimer": "…", "can_purchase_credits": false, "can_toggle": false}, "member_dashboard_available": false,
"seven_day_breakdown": null}
"""
"""September 2026, Max: extra usage never enabled."""

BODY_I = """\
{"five_hour": {"utilization": 30.0, "resets_at": "2026-09-26T03:29:59.547844+00:00", "limit_dollars": null,
"used_dollars": null, "remaining_dollars": null, "locked_reason": null}, "seven_day": {"utilization": 60.0,
"resets_at": "2026-10-01T02:00:00.547863+00:00", "limit_dollars": null, "used_dollars": null,
"remaining_dollars": null, "locked_reason": null}, "seven_day_oauth_apps": null, "seven_day_opus": null,
"seven_day_sonnet": null, "seven_day_cowork": null, "seven_day_omelette": null, "tangelo": null,
"iguana_necktie": {"utilization": 22.98, "resets_at": "2026-11-05T07:59:00+00:00", "limit_dollars": 250,
"used_dollars": 57.46, "remaining_dollars": 192.54, "locked_reason": null}, "omelette_promotional": null,
"nimbus_quill": {"utilization": 0.0, "resets_at": null, "limit_dollars": null, "used_dollars": null,
"remaining_dollars": null, "locked_reason": null}, "cinder_cove": null, "copper_kite": null, "brass_thimble": null,
"harbor_lantern": null, "wattle_ember": null, "amber_ladder": null, "amber_cistern": null, "juniper_tide": null,
"cedar_ember": null, "amber_gauge": null, "extra_usage": {"is_enabled": false, "monthly_limit": 2400,
"used_credits": 2382.0, "utilization": 99.25, "currency": "EUR", "decimal_places": 2,
"disabled_reason": "out_of_credits", "user_disabled": false, "spend_limit_reached": false,
"credits_ever_enabled": true, "daily": null, "weekly": null}, "limits": [{"kind": "session", "group": "session",
"percent": 30, "severity": "normal", "resets_at": "2026-09-26T03:29:59.547844+00:00", "scope": null,
"is_active": false}, {"kind": "weekly_all", "group": "weekly", "percent": 60, "severity": "normal",
"resets_at": "2026-10-01T02:00:00.547863+00:00", "scope": null, "is_active": false}, {"kind": "weekly_scoped",
"group": "weekly", "percent": 86, "severity": "warning", "resets_at": "2026-10-01T02:00:00.548083+00:00",
"scope": {"model": {"id": null, "display_name": "Fable"}, "surface": null}, "is_active": true}],
"spend": {"used": {"amount_minor": 2382, "currency": "EUR", "exponent": 2}, "limit": {"amount_minor": 2400,
"currency": "EUR", "exponent": 2}, "percent": 99, "severity": "critical", "enabled": false,
"disabled_reason": "out_of_credits", "cap": {"money": {"amount_minor": 2400, "currency": "EUR", "exponent": 2},
"credits": null}, "balance": null, "auto_reload": null, "disclaimer":
"Usage credits cover you when you hit your plan limits. [Learn more](...)", "can_purchase_credits": false,
"can_toggle": false}, "member_dashboard_available": false,
"seven_day_breakdown": {"as_of": "2026-09-26T02:19:03.586107+00:00",
"window_started_at": "2026-09-24T02:00:00.547863+00:00", "rows": [{"key": "claude_code",
"display_name": "Claude Code", "percent": 99}, {"key": "chat", "display_name": "Chats", "percent": 1},
{"key": "cowork", "display_name": "Cowork", "percent": 0}, {"key": "other", "display_name": "Other",
"percent": 0}]}}
"""
"""September 2026, Max, EUR: off because the balance is empty; one dollar pool; the week's start is stated."""

BODY_J = """\
{"amber_cistern": null, "amber_gauge": null, "amber_ladder": null, "brass_thimble": null, "cedar_ember": null,
"cinder_cove": null, "copper_kite": null, "harbor_lantern": null, "iguana_necktie": null, "juniper_tide": null,
"nimbus_quill": null, "omelette_promotional": null, "tangelo": null, "wattle_ember": null,
"extra_usage": {"credits_ever_enabled": false, "currency": null, "daily": null, "decimal_places": null,
"disabled_reason": null, "is_enabled": false, "monthly_limit": null, "spend_limit_reached": false,
"used_credits": null, "user_disabled": false, "utilization": null, "weekly": null},
"five_hour": {"limit_dollars": null, "locked_reason": null, "remaining_dollars": null,
"resets_at": "2026-10-09T21:00:00.412873+00:00", "used_dollars": null, "utilization": 3.0},
"seven_day": {"limit_dollars": null, "locked_reason": null, "remaining_dollars": null,
"resets_at": "2026-10-16T07:59:59.412873+00:00", "used_dollars": null, "utilization": 12.0},
"seven_day_breakdown": null, "seven_day_cowork": null, "seven_day_oauth_apps": null, "seven_day_omelette": null,
"seven_day_opus": null, "seven_day_sonnet": null, "limits": [{"group": "session", "is_active": true,
"kind": "session", "percent": 3.0, "resets_at": "2026-10-09T21:00:00.412873+00:00", "scope": null,
"severity": "normal"}, {"group": "weekly", "is_active": false, "kind": "weekly_all", "percent": 12.0,
"resets_at": "2026-10-16T07:59:59.412873+00:00", "scope": null, "severity": "normal"}, {"group": "weekly",
"is_active": false, "kind": "weekly_scoped", "percent": 0.0, "resets_at": "2026-10-16T08:00:00+00:00",
"scope": {"model": {"display_name": "Fable", "id": null}, "surface": null}, "severity": "normal"}],
"member_dashboard_available": false, "spend": {"auto_reload": null, "balance": null, "can_purchase_credits": false,
"can_toggle": false, "cap": null, "disabled_reason": null, "disclaimer": "Invented text.", "enabled": false,
"limit": null, "percent": 0, "severity": "normal", "used": {"amount_minor": 0, "currency": "USD", "exponent": 2}},
"weekly_scoped_shares": [{"allowance_percent_of_weekly": 100, "limit_index": 2, "used_percent_of_weekly": 0}]}
"""
"""October 2026, the newest shape: resets with and without a fraction in one body."""

BODY_K = """\
{"five_hour": null, "seven_day": null, "seven_day_oauth_apps": null, "seven_day_opus": null,
"seven_day_sonnet": null, "seven_day_cowork": null, "seven_day_omelette": null, "seven_day_breakdown": null,
"extra_usage": null, "spend": null, "amber_cistern": null, "amber_gauge": null, "amber_ladder": null,
"brass_thimble": null, "cedar_ember": null, "cinder_cove": null, "copper_kite": null, "harbor_lantern": null,
"iguana_necktie": null, "juniper_tide": null, "nimbus_quill": null, "omelette_promotional": null, "tangelo": null,
"wattle_ember": null, "weekly_scoped_shares": null, "limits": [], "member_dashboard_available": false}
"""
"""October 2026, Free: an expired Pro, everything null and an empty list."""

BODY_L = """\
{"five_hour": {"utilization": 100.0, "limit_dollars": null, "used_dollars": null, "remaining_dollars": null},
"seven_day": {"utilization": 56.0, "limit_dollars": null, "used_dollars": null, "remaining_dollars": null},
"extra_usage": {"is_enabled": false, "monthly_limit": null, "used_credits": null, "utilization": null,
"credits_ever_enabled": false}}
"""
"""August 2026, an Enterprise seat billed by usage: windows without a reset, the member's spend limit is not told."""

BODY_M = """\
{"extra_usage": {"is_enabled": true, "monthly_limit": null, "used_credits": 705180, "utilization": null,
"currency": "USD"}}
"""
"""July 2026, a fragment of a Team seat: on, no limit, USD, spend from before exponents were stated."""

BODIES = {
    "A": BODY_A,
    "B": BODY_B,
    "C": BODY_C,
    "D": BODY_D,
    "E": BODY_E,
    "F": BODY_F,
    "G": BODY_G,
    "H": BODY_H,
    "I": BODY_I,
    "J": BODY_J,
    "K": BODY_K,
    "L": BODY_L,
    "M": BODY_M,
}
