"""The icon in words: its tooltip is also its only accessible name, so it is whole sentences."""

from datetime import datetime

from fairmeter.limits import WindowState
from fairmeter.outlook import Outlook, Standing
from fairmeter.view.banner import banner
from fairmeter.view.headline import headline
from fairmeter.view.wording import Wording, limit_name


def tooltip(outlook: Outlook, now: datetime, wording: Wording) -> str:
    """The verdict sentence, or that of a contradiction, then each limit with its figure and reset, one line each."""
    line = headline(outlook, now, wording)
    contradiction = banner(outlook, now, wording)
    lines = [_sentence(contradiction.heading if contradiction else line.first)]
    standing = outlook.standing(now)
    if outlook.snapshot is None or standing in {Standing.READING, Standing.SIGNED_OUT, Standing.NO_FIGURES}:
        return "\n".join([*lines, _sentence(line.second)])
    for dated in outlook.snapshot.windows:
        window = dated.value
        over = window.state(now) is WindowState.OVER
        figure = wording.figure(None if over else window.used_pct)
        reset = ""
        if window.resets_at is not None and not over:
            reset = f", resets {wording.clock.absolute(window.resets_at, now)}"
        lines.append(f"{limit_name(window)}: {figure}{reset}.")
    return "\n".join(lines)


def _sentence(text: str) -> str:
    return text if not text or text.endswith(".") else f"{text}."
