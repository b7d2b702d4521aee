"""A QR code in the page, as a drawing of its own: no image to fetch, and sharp on paper and on a wall. `{% load qr %}`."""

import segno
from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def qr(text: str, label: str = "") -> SafeString:
    """The text (as a rule an address) as a QR code, black on white in both themes; `label` says where it leads."""
    code = segno.make_qr(text, error="m").svg_inline(
        scale=1, border=3, dark="#000", light="#fff", omitsize=True, svgclass="qr__code", lineclass=None
    )
    about = conditional_escape(label or _("Kode QR"))
    return mark_safe(code.replace("<svg ", f'<svg role="img" aria-label="{about}" ', 1))  # noqa: S308 -- drawn by segno
