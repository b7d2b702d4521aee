"""No template holds an inline style or script: the policy of the house forbids both, and a browser would drop them silently."""

import re
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src/damai"
TEMPLATES = sorted(SRC.glob("**/templates/**/*.html"))

# Scripts that are data, never run: Django's json_script, and django-allauth's own notation.
DATA = re.compile(r'type="application/(?:ld\+)?json"')
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.S),
    "a style element": re.compile(r"<style[\s>]", re.I),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.S | re.I),
    "an htmx handler that needs eval": re.compile(r"\shx-on|=[\"'](?:js|javascript):", re.I),
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SRC)))
def test_template_holds_no_inline_style_or_script(template):
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", template.read_text(), flags=re.S)
    assert [what for what, pattern in FORBIDDEN.items() if pattern.search(text)] == []
    scripts = re.findall(r"<script\b[^>]*>", text, re.I)
    assert [script for script in scripts if "src=" not in script and not DATA.search(script)] == []


def test_the_patterns_would_notice():
    """A test that can only pass holds nothing."""
    assert FORBIDDEN["a style attribute"].search('<p class="a" style="color: red">')
    assert FORBIDDEN["an event handler"].search('<button onclick="go()">')
    assert FORBIDDEN["an htmx handler that needs eval"].search('<a hx-on:click="go()">')
    assert FORBIDDEN["a style element"].search("<style>p {}</style>")
    assert len(TEMPLATES) > 30
