"""What a student wrote between the cells of a notebook, as HTML: Markdown is read by mistune and written here.

mistune gives a tree and no HTML, so that only the few elements below can come of it, whatever was written. A link is
its words and its address as text, a picture its name: the page asks nobody for anything. nbconvert passes a student's
HTML on, and takes most of a second to be imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from grader.emit.markup import text
from grader.words import translate

MAX_LENGTH = 5000
Token = Mapping[str, Any]
# Headings of a student's are none of the page's.
TAGS = {
    **{"paragraph": "p", "block_quote": "blockquote", "list_item": "li"},
    **{"table_head": "tr", "table_row": "tr", "table_cell": "td"},
    **{"emphasis": "i", "strong": "b", "strikethrough": "s"},
}


def remark(markdown: str) -> str:
    """A cell of prose; plain where mistune cannot make sense of it."""
    shown = markdown if len(markdown) <= MAX_LENGTH else f"{markdown[:MAX_LENGTH]} …"
    try:
        body = written(parsed(shown))
    except RecursionError:
        body = f"<pre>{text(shown, MAX_LENGTH + 2)}</pre>"
    return f'<div class="prose">{body}</div>' if body else ""


def parsed(markdown: str) -> Iterable[Token]:
    """The tree of a text."""
    # Only a notebook with prose needs it.
    from mistune import create_markdown

    tree = create_markdown(renderer=None, plugins=["table", "strikethrough"])(markdown)
    return [] if isinstance(tree, str) else tree


def written(tokens: Iterable[Token]) -> str:
    """Parts of a tree, one after the other."""
    return "".join(map(_written, tokens))


def _written(token: Token) -> str:
    kind, inner = token["type"], written(token.get("children", ()))
    match kind:
        case "heading":
            return f"<p><b>{inner}</b></p>"
        case "list":
            tag = "ol" if token["attrs"]["ordered"] else "ul"
            return f"<{tag}>{inner}</{tag}>"
        case "link":
            return _link(inner, text(str(token["attrs"]["url"])))
        case "image":
            return f"<i>[{translate('picture')}{': ' if inner else ''}{inner}]</i>"
        case "block_code" | "block_html":
            return f"<pre><code>{text(token['raw'].rstrip(), MAX_LENGTH)}</code></pre>"
        case "codespan":
            return f"<code>{text(token['raw'])}</code>"
        case "linebreak":
            return "<br>"
        case "softbreak":
            return "\n"
        case "thematic_break":
            return "<hr>"
        case "table":
            return f"<table><tbody>{inner}</tbody></table>"
    own = TAGS.get(kind)
    plain = inner or text(token.get("raw", ""), MAX_LENGTH)
    return f"<{own}>{plain}</{own}>" if own else plain


def _link(words: str, address: str) -> str:
    """Its words, and where it leads if they do not say so."""
    return words if words == address else f"{words} ({address})"
