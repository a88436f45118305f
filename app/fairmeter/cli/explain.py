"""`fairmeter explain`: a verdict on a pasted refusal, from the text and whatever figures are given."""

import argparse
import io
import json
import sys
from typing import TextIO

from fairmeter.billing import Request
from fairmeter.cli.given import model_limit, money, percentage, status_code, usage_file, yes_no
from fairmeter.cli.given import snapshot as snapshot_given
from fairmeter.denials import Context, Verdict, from_paste, judge
from fairmeter.view.verdict_page import as_json, page

USAGE_ERROR = 2

_SWITCHES = ("--long-context", "--fast-mode", "--third-party", "--headless")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `explain` to the command line."""
    parser = commands.add_parser(
        "explain",
        help="verdict for a pasted refusal",
        description="Say whether a refusal contradicts the plan that was left. All percentages are used, not left; "
        "what is not given is unknown.",
    )
    parser.add_argument("text", nargs="*", metavar="TEXT", help="the refusal; read from standard input when left out")
    parser.add_argument("--usage", type=usage_file, metavar="FILE", help="a body of the usage service")
    parser.add_argument("--session", type=percentage, metavar="PCT", help="percent used of the session")
    parser.add_argument("--weekly", type=percentage, metavar="PCT", help="percent used of the week, all models")
    parser.add_argument(
        "--model-limit",
        type=model_limit,
        action="append",
        default=[],
        metavar="NAME=PCT",
        help="percent used of one model's week; may be repeated",
    )
    parser.add_argument("--extra", type=str.casefold, choices=("on", "off"), help="whether extra usage is turned on")
    parser.add_argument("--balance", type=money, metavar="AMOUNT", help="prepaid money left")
    parser.add_argument("--spent", type=money, metavar="AMOUNT", help="extra usage of this month")
    parser.add_argument("--cap", type=money, metavar="AMOUNT", help="the monthly limit of extra usage")
    parser.add_argument("--currency", type=str.upper, metavar="CUR", help="of the amounts, such as USD")
    parser.add_argument("--model", metavar="NAME", help="the model that was asked")
    parser.add_argument("--client", metavar="VERSION", help="Claude Code's version")
    parser.add_argument("--entrypoint", metavar="NAME", help="as the transcript names it: cli, sdk-cli, ...")
    parser.add_argument("--status", type=status_code, metavar="CODE", help="the HTTP status")
    for switch in _SWITCHES:
        parser.add_argument(switch, type=yes_no, metavar="yes|no")
    parser.add_argument("--json", action="store_true", help="print the stable JSON form")


def run(args: argparse.Namespace, stdin: TextIO, stdout: TextIO) -> int:
    """Print the verdict on the text given, or read from standard input."""
    text = " ".join(args.text) if args.text and args.text != ["-"] else _read(stdin)
    if not text.strip():
        print("fairmeter explain: no text was given, neither as an argument nor on standard input", file=sys.stderr)
        return USAGE_ERROR
    verdict = explained(text, args)
    if args.json:
        print(json.dumps(as_json(verdict), indent=2), file=stdout)
    else:
        print("\n".join(page(verdict)), file=stdout)
    return 0


def explained(text: str, args: argparse.Namespace) -> Verdict:
    """The verdict on a text with the figures of a parsed command line, which count as taken at the refusal."""
    snapshot = snapshot_given(args)
    request = Request(
        model=args.model,
        long_context=args.long_context,
        fast_mode=args.fast_mode,
        third_party=args.third_party,
    )
    context = Context(request=request, headless=args.headless)
    refusal = from_paste(text, status=args.status, client=args.client, entrypoint=args.entrypoint)
    return judge(refusal, [] if snapshot is None else [snapshot], context)


def _read(stdin: TextIO) -> str:
    """All of standard input; bytes that are no text are marked, not fatal."""
    if isinstance(stdin, io.TextIOWrapper):
        raw: bytes = stdin.buffer.read()
        return raw.decode("utf-8", "replace")
    return stdin.read()
