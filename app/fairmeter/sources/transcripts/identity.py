"""Which refusal a record tells of, however often and in whichever file it is found."""

import re
from hashlib import sha256

from fairmeter.denials import Refusal

_BLANKED = re.compile(r"redacted|xxx|\.\.\.|…", re.IGNORECASE)
"""People blank ids before they hand a transcript on; such an id names nothing."""


def identity_of(refusal: Refusal) -> str:
    """The same text for the same refusal, another for another.

    Claude Code copies lines into the file of a session that is resumed or forked (usage contract, transcripts), so a
    file and a place in it name nothing. What names a refusal, the first of these that it has:

    1. `request ID`: the service's own id of the request;
    2. `session ID TIME`: the session and the instant, to the millisecond that the client writes;
    3. `record DIGEST`: the SHA-256 of the whole line, which a copy shares.
    """
    if refusal.request_id is not None and not _BLANKED.search(refusal.request_id):
        return f"request {refusal.request_id}"
    if refusal.session is not None and refusal.at is not None:
        return f"session {refusal.session} {refusal.at.isoformat()}"
    return f"record {refusal.digest or sha256(refusal.text.encode('utf-8', 'replace')).hexdigest()}"
