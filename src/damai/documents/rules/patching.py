"""The XML of a template as its language reads it: fields made whole, steps that stand alone without what is around them.

docxtpl does the same, and more that is not used here, with patterns that a hostile file can keep busy for hours; each of these
looks at any character a bounded number of times.
"""

import re

# A word processor may split "{{ hal }}" into pieces with marks between the braces.
BETWEEN_BRACES = re.compile(r"(?<={)(?:<[^>]*>)+(?=[{%#])|(?<=[%}#])(?:<[^>]*>)+(?=})")
SAID = re.compile(r"{%(?:(?!%}).)*|{#(?:(?!#}).)*|{{(?:(?!}}).)*", re.S)
BETWEEN_WORDS = re.compile(r"</w:t>(?:(?!<w:t[ >]).)*<w:t(?: [^>]*)?>", re.S)
INSIDE = re.compile(r"(?<={[{%])[^{}]{0,2000}?(?=[}%]})")
PLAIN = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "“": '"', "”": '"', "‘": "'", "’": "'"}
# {%p … %} alone in a paragraph, {%tr … %} in a row, {%tc … %} in a cell: what is around it goes.
ALONE = {
    name: re.compile(rf"<w:{name}[ >](?:(?!<w:{name}[ >]).)*?({{[%{{#]){name} ([^{{}}]{{0,2000}}?[%}}#]}}).*?</w:{name}>", re.S)
    for name in ("tr", "tc", "p")
}


def readable(xml: str) -> str:
    """The XML with every field and step whole, for Jinja to read."""
    xml = BETWEEN_BRACES.sub("", xml)
    xml = SAID.sub(lambda found: BETWEEN_WORDS.sub("", found.group()), xml)
    xml = xml.replace("<w:t>", '<w:t xml:space="preserve">')
    for pattern in ALONE.values():
        xml = pattern.sub(r"\1 \2", xml)
    return INSIDE.sub(_plainly, xml)


def _plainly(found: re.Match[str]) -> str:
    text = found.group()
    for written, meant in PLAIN.items():
        text = text.replace(written, meant)
    return text


def by_paragraph(xml: str) -> str:
    """The same with each paragraph, and each step that stood alone, on a line of its own, so that a problem has its place."""
    xml = re.sub(r"<w:p([ >])", r"\n<w:p\1", xml)
    return re.sub(r"(</w:(?:p|tr)>)({%)", r"\1\n\2", xml)
