"""The words of an HTML page, in lines. Nothing of the page itself is kept: no script, no style, no link, no tag."""

import re

from lxml import etree

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer "
        "form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead "
        "title tr ul ",
    )
)
_UNSEEN = frozenset(
    re.findall(
        r"\w+",
        "audio button embed head iframe input link math meta noscript object script select style svg template textarea video ",
    )
)


class NotHtml(ValueError):
    """Bytes that no parser of HTML takes."""


def words_of_html(data: bytes, encoding: str) -> str:
    """The text of a page, a line for each block. Its document type, its own entities and the network are never read."""
    parser = etree.HTMLParser(
        encoding=encoding,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=True,
        default_doctype=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as problem:
        raise NotHtml(str(problem)) from problem
    if any("depth" in problem.message for problem in parser.error_log):  # the parser leaves out what lies deeper
        raise NotHtml("too deep")
    if root is None:
        return ""
    said: list[str] = []
    unseen: object = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if unseen is None and tag in _UNSEEN:
                unseen = element
            elif unseen is None:
                said += ["\n"] if tag in _BLOCKS else []
                said.append(_flat(element.text, tag))
        else:
            if unseen is element:
                unseen = None
            elif unseen is None:
                said += ["\n"] if tag in _BLOCKS else []
            if unseen is None:
                said.append(_flat(element.tail, tag))
    return "".join(said)


def _flat(text: str | None, tag: str) -> str:
    """Line ends inside a paragraph mean nothing in HTML, except where it is written as it stands."""
    return (text or "") if tag == "pre" else (text or "").replace("\n", " ").replace("\r", " ")
