"""A report as one HTML page that loads nothing, runs nothing and links to nothing."""

from collections.abc import Iterator
from html import escape

from fairmeter.report.sheet import Block, Facts, Heading, Listing, Quoted, Sheet, Table, Words

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
:root { color-scheme: light dark; }
body { font: 14px/1.45 system-ui, sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.4em; } h2 { font-size: 1.1em; margin-top: 1.6em; }
table { border-collapse: collapse; } th, td { text-align: left; padding: .25em .8em .25em 0; vertical-align: top; }
td, th { border-bottom: 1px solid #8888; font-variant-numeric: tabular-nums; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #8888; border-radius: 6px; padding: .7em; }
"""


def html(report: Sheet) -> str:
    """The report as a whole page in UTF-8."""
    body = "\n".join(text for block in report.blocks for text in _block(block))
    title = escape(report.title)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{body}\n</body>\n</html>\n"
    )


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield f"<h2>{escape(text)}</h2>"
        case Words(text):
            yield f"<p>{escape(text)}</p>"
        case Quoted(text):
            yield f"<pre>{escape(text)}</pre>"
        case Facts(pairs):
            rows = "".join(
                f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>' for name, value in pairs
            )
            yield f"<table>{rows}</table>"
        case Listing(lines):
            yield f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
        case Table(columns, rows):
            head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
            body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
            yield f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _fact(name: str, value: str) -> str:
    return f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>'
