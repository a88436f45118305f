"""Refusals found in the transcripts that Claude Code writes; read only, and never more kept than a verdict needs."""

from fairmeter.sources.transcripts.identity import identity_of
from fairmeter.sources.transcripts.mark import Mark
from fairmeter.sources.transcripts.places import claude_dirs, projects_dirs
from fairmeter.sources.transcripts.scan import Scan, scan
from fairmeter.sources.transcripts.scanned import Scanned

__all__ = ["Mark", "Scan", "Scanned", "claude_dirs", "identity_of", "projects_dirs", "scan"]
