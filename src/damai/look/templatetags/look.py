"""Tags and filters of the one visual language. Load with `{% load look %}`; the README beside `look` shows each in use."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, CheckboxInput
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from .icons import ICONS

register = template.Library()

BUILT = Path(__file__).parent.parent / "static/built"
MANIFEST = BUILT / "manifest.json"
NOT_BUILT = mark_safe("<!-- The front end is not built yet: cd web && npm ci && npm run build -->")

# --- What Vite built --------------------------------------------------------------------------------------------

_kept: dict[Path, tuple[float, dict[str, Any]]] = {}


def manifest() -> dict[str, Any]:
    """Vite's manifest, read again only when the file changes; empty where nothing was built."""
    try:
        changed = MANIFEST.stat().st_mtime
    except FileNotFoundError:
        return {}
    if _kept.get(MANIFEST, (None,))[0] != changed:
        _kept[MANIFEST] = (changed, json.loads(MANIFEST.read_text()))
    return _kept[MANIFEST][1]


def built(path: str) -> str:
    """The address of a built file. Vite put a digest in its name, so Django's own must not be added."""
    return f"{settings.STATIC_URL}built/{path}"


@register.simple_tag
def styles() -> SafeString:
    """The one style sheet."""
    entry = manifest().get("styles/index.css")
    if entry is None:
        return NOT_BUILT
    return format_html('<link rel="stylesheet" href="{}">', built(entry["file"]))


def script(source: str) -> SafeString:
    """The module script of an entry, with the style sheets it brings."""
    entry = manifest().get(source)
    if entry is None:
        return NOT_BUILT
    sheets = format_html_join("", '<link rel="stylesheet" href="{}">', ((built(sheet),) for sheet in entry.get("css", ())))
    return sheets + format_html('<script type="module" src="{}"></script>', built(entry["file"]))


@register.simple_tag
def app_script() -> SafeString:
    """The small enhancements that every page may use."""
    return script("app/index.ts")


@register.simple_tag
def island(name: str) -> SafeString:
    """The script of one island: `{% island "map" %}`."""
    return script(f"islands/{name}/index.ts")


def island_source(path: str) -> str:
    """The built script `islands/<path>.ts` itself, for a worker, which must be served from below the page it works for.

    Empty where nothing was built.
    """
    entry = manifest().get(f"islands/{path}.ts")
    return (BUILT / entry["file"]).read_text() if entry else ""


# --- Small pieces -----------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A drawing from icons.py. Words beside it carry the meaning; only where there are none, give a label."""
    about = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="icon" viewBox="0 0 24 24" focusable="false" {}><path d="{}"/></svg>', about, ICONS[name])


# A state's drawing differs from every other's, so that it is told apart without its colour.
STATE_ICONS = {"good": "done", "warn": "warn", "bad": "late", "info": "info", "quiet": "dot"}


@register.inclusion_tag("look/_status.html")
def badge(text: str, state: str = "quiet", icon: str = "") -> dict[str, str]:
    """A word with its state: good, warn, bad, info or quiet."""
    return {"text": text, "state": state, "icon": icon or STATE_ICONS[state]}


@register.inclusion_tag("look/_notice.html")
def notice(text: str, state: str = "info", title: str = "") -> dict[str, str]:
    """A paragraph that must be seen. For more than a sentence, use the classes of look/_notice.html."""
    return {"text": text, "state": state, "title": title, "icon": STATE_ICONS[state]}


@register.inclusion_tag("look/_stat.html")
def stat(label: str, value: object, *, href: str = "", state: str = "") -> dict[str, object]:
    """One number with its meaning, inside `<dl class="stats">`. No value is said to be no data, never zero."""
    value = None if value == "" else value
    words = isinstance(value, str) and not value.isdigit()  # set smaller than a number: words are longer
    return {"label": label, "value": value, "words": words, "href": href, "state": state, "icon": STATE_ICONS.get(state)}


@register.inclusion_tag("look/_nav_item.html", takes_context=True)
def nav_item(
    context: Context, href: str, label: str, icon: str, *, count: int = 0, exact: bool = False, also: str = ""
) -> dict[str, object]:
    """A place in a navigation list; marked as current on its page, unless exact on the pages below it, and below `also`.

    `also` is for a place that stands for several: their addresses, with spaces between.
    """
    path = getattr(context.get("request"), "path", "")
    below = (*also.split(), *(() if exact or href == "/" else (href,)))
    here = path == href or path.startswith(below)
    return {
        "href": href,
        "label": label,
        "icon": icon,
        "count": count,
        "current": ("page" if path == href else "true") if here else "",
    }


@register.simple_tag(takes_context=True)
def querystring_with(context: Context, **changes: object) -> str:
    """The current query with these parameters changed, or removed where the value is empty: `?page=2&state=late`."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return "?" + query.urlencode()


@dataclass(frozen=True)
class Column:
    """A column of a plain table."""

    label: str
    number: bool = False


@dataclass(frozen=True)
class Cell:
    """A value under its column."""

    value: object
    column: Column


@register.inclusion_tag("look/_table.html")
def table(caption: str, columns: Iterable[Mapping[str, Any]], rows: Iterable[Iterable[object]]) -> dict[str, object]:
    """A table of plain values; `columns` are `{"label": "Laporan", "number": True}`. On a phone each row becomes a card."""
    heads = [Column(label=str(column["label"]), number=bool(column.get("number"))) for column in columns]
    return {
        "caption": caption,
        "columns": heads,
        "rows": [[Cell(value, column) for value, column in zip(row, heads, strict=True)] for row in rows],
    }


@register.inclusion_tag("look/_pagination.html", takes_context=True)
def page_links(context: Context, page: Page[Any]) -> dict[str, object]:
    """Earlier and later pages of a list, keeping its filters."""
    return {"page": page, "request": context["request"]}


# --- Forms ------------------------------------------------------------------------------------------------------


@register.simple_tag
def field(bound: BoundField, css: str = "", label: str = "", optional: bool = True) -> SafeString:
    """A form's field with its label, help and errors, tied together for assistive technology.

    A field that may stay empty says so, unless `optional` is false (in filters, everything may stay empty).
    """
    single = isinstance(bound.field.widget, CheckboxInput)
    may_be_empty = optional and not bound.field.required
    values = {"field": bound, "label": label or bound.label, "single": single, "optional": may_be_empty, "css": css}
    return mark_safe(render_to_string("look/_field.html", values))  # noqa: S308 -- rendered by our own template


@register.simple_tag
def fields(form: BaseForm) -> SafeString:
    """A whole form without its buttons: a summary of what is wrong, hidden fields, then every visible field."""
    return mark_safe(render_to_string("look/_fields.html", {"form": form}))  # noqa: S308 -- our own template


# --- Words ------------------------------------------------------------------------------------------------------

JOINTS = (": ", "; ", ", ", " (")


@register.filter
def said(text: str) -> str:
    """What a rule or a table of the law says in Indonesian, in the reader's language.

    Such a text may be put together ("akhir pekan, libur: Natal"); then each part is said by itself, and a part
    without a translation stays as it is.
    """
    whole = _(text)
    if whole != text or get_language() == "id":
        return whole
    for joint in JOINTS:
        before, found, after = text.partition(joint)
        if found:
            return said(before) + joint + said(after)
    before, found, after = text.partition(" dan ")
    if found:
        return f"{said(before)} {_('dan')} {said(after)}"
    bare = text.rstrip(".)")
    return _(bare) + text[len(bare) :]


# --- Time -------------------------------------------------------------------------------------------------------


def here(moment: datetime) -> datetime:
    """The moment in the time zone of the house."""
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def shown(value: date | datetime | None, pattern: str) -> str:
    if value is None:
        return ""
    return date_format(here(value) if isinstance(value, datetime) else value, pattern)


@register.filter
def long_date(value: date | datetime | None) -> str:
    """Rabu, 14 Februari 2024."""
    return shown(value, "l, j F Y")


@register.filter
def short_date(value: date | datetime | None) -> str:
    """14 Feb 2024."""
    return shown(value, "j M Y")


@register.filter
def clock_time(value: datetime | None) -> str:
    """16.05 WIB in Indonesian, 16:05 WIB in English."""
    return shown(value, "H:i T" if get_language() == "en" else "H.i T")


@register.filter
def date_time(value: datetime | None) -> str:
    """14 Feb 2024, 16.05 WIB."""
    return f"{short_date(value)}, {clock_time(value)}" if value else ""


@dataclass(frozen=True)
class Weekday:
    """The head of a column of a calendar."""

    name: str
    short: str


@register.simple_tag
def weekdays() -> list[Weekday]:
    """Monday to Sunday: `{% weekdays as heads %}`."""
    return [Weekday(str(WEEKDAYS[number]), str(WEEKDAYS_ABBR[number])) for number in range(7)]


@dataclass(frozen=True)
class Step:
    """A unit of elapsed time and the words for a number of it."""

    length: timedelta
    words: Callable[[int], str]


STEPS = (
    Step(timedelta(days=365), lambda n: ngettext("%(n)d tahun", "%(n)d tahun", n) % {"n": n}),
    Step(timedelta(days=30), lambda n: ngettext("%(n)d bulan", "%(n)d bulan", n) % {"n": n}),
    Step(timedelta(days=1), lambda n: ngettext("%(n)d hari", "%(n)d hari", n) % {"n": n}),
    Step(timedelta(hours=1), lambda n: ngettext("%(n)d jam", "%(n)d jam", n) % {"n": n}),
    Step(timedelta(minutes=1), lambda n: ngettext("%(n)d menit", "%(n)d menit", n) % {"n": n}),
)


def span(length: timedelta) -> str:
    """The largest whole unit of a length of time, in words; empty below a minute."""
    step = next((step for step in STEPS if length >= step.length), None)
    return step.words(length // step.length) if step else ""


@register.filter
def ago(moment: datetime | None, now: datetime | None) -> SafeString:
    """3 jam yang lalu, with the exact moment in the title. The browser keeps it true while the page is open."""
    if moment is None:
        return mark_safe("")
    if now is None:
        return format_html('<time datetime="{}">{}</time>', moment.isoformat(), date_time(moment))
    words = span(abs(now - moment))
    pattern = _("%(span)s yang lalu") if moment <= now else _("dalam %(span)s")
    text = pattern % {"span": words} if words else _("baru saja")
    return format_html(
        '<time datetime="{}" title="{}" data-relative="{}">{}</time>',
        moment.isoformat(),
        date_time(moment),
        now.isoformat(),
        text,
    )


UNITS: dict[str, Callable[[int], str]] = {
    "working_days": lambda n: ngettext("%(n)d hari kerja", "%(n)d hari kerja", n) % {"n": n},
    "calendar_days": lambda n: ngettext("%(n)d hari kalender", "%(n)d hari kalender", n) % {"n": n},
    "hours": lambda n: ngettext("%(n)d jam", "%(n)d jam", n) % {"n": n},
}


@register.inclusion_tag("look/_deadline.html")
def deadline(
    due: datetime | date,
    *,
    now: datetime,
    unit: str = "",
    left: int | None = None,
    met: bool = False,
    basis: str = "",
    soon_hours: int = 48,
    big: bool = False,
) -> dict[str, object]:
    """A due date with what is left of it, in words, with its state: late, soon, open or met.

    `unit` is the law's unit (working_days, calendar_days, hours) and `left` what is left in it, as `statutes` counts;
    without `left` the plain time to the due moment is said. A moment at midnight is the end of the day before, and is said so:
    "Friday, 00.00" would be read as a day that one still has.
    """
    if isinstance(due, datetime) and here(due).time() == time(0):
        due = here(due).date() - timedelta(days=1)
    whole_day = not isinstance(due, datetime)
    today = here(now).date()
    distance = timedelta(days=(due - today).days) if not isinstance(due, datetime) else due - now
    late = not met and distance < timedelta(0)
    soon = not met and not late and distance <= timedelta(hours=soon_hours)
    length = UNITS[unit](abs(left)) if left is not None and unit in UNITS else span(abs(distance))
    if met:
        words = _("Selesai")
    elif late:
        words = _("Terlambat %(span)s") % {"span": length} if length else _("Baru saja lewat")
    elif whole_day and due == today:
        words = _("Hari ini")
    else:
        words = _("Sisa %(span)s") % {"span": length} if length else _("Kurang dari 1 menit lagi")
    state = "met" if met else "late" if late else "soon" if soon else "open"
    icons = {"met": "done", "late": "late", "soon": "soon", "open": "clock"}
    return {
        "due": due,
        "whole_day": whole_day,
        "words": words,
        "state": state,
        "icon": icons[state],
        "basis": basis,
        "big": big,
    }


@register.simple_tag
def mark() -> SafeString:
    """The mark of Damai, for a header."""
    return mark_safe(render_to_string("look/_mark.html"))  # noqa: S308 -- our own template


@register.simple_tag
def favicon() -> SafeString:
    """The mark for a browser's tab."""
    return format_html('<link rel="icon" type="image/svg+xml" href="{}">', static("look/mark.svg"))
