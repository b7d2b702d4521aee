"""What is measured inside a house: `python -m benchmarks.inside WHAT AMOUNT`, a process with the settings of that house.

Prints one line of JSON.
"""

import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from damai.console import django_ready

CHUNK = 2_000  # rows of one insert


def per_second(work: Callable[[], object], *, seconds: float, each: int = 1) -> float:
    """How often something can be done in a second, after one round to warm up; `each`: how much one round does."""
    work()
    rounds, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        work()
        rounds += 1
    return each * rounds / (time.perf_counter() - began)


def milliseconds(work: Callable[[], object], *, times: int) -> float:
    """The median time of something, after a few rounds to warm up."""
    for _ in range(3):
        work()
    found = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return statistics.median(found) * 1000


def peak_memory() -> float:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def places(seconds: float) -> dict[str, Any]:
    """Areas found by point, by name and by code; the reference is one row read by its key through the ORM."""
    from damai.areas import queries
    from damai.areas.actions import load_central_jakarta, load_hierarchy
    from damai.areas.models import Area

    load_hierarchy("31")
    load_central_jakarta()
    exact = _load_boundaries()
    points = [(-6.150 - 0.0001 * number, 106.80 + 0.00007 * number) for number in range(700)]  # across Central Jakarta
    turn = iter(_again(points))
    spelled = iter(_again(["kel tanah abang", "gelora", "jakpus", "kebon melati", "mentng"]))
    codes = list(Area.objects.filter(code__startswith="31.71.").values_list("code", flat=True))
    code = iter(_again(codes))
    reference = per_second(lambda: Area.objects.get(pk=next(code)), seconds=seconds)
    return {
        "exact": exact,
        "inside": sum(place.area is not None for place in queries.locate_many(points)) / len(points),
        "reference": reference,
        "by_point": per_second(lambda: queries.locate(*next(turn)), seconds=seconds),
        "by_point_many": per_second(lambda: queries.locate_many(points), seconds=seconds, each=len(points)),
        "by_name": per_second(lambda: queries.find(next(spelled)), seconds=seconds),
        "peak_mb": peak_memory(),
    }


def _again(things: list[Any]) -> Iterator[Any]:
    while True:
        yield from things


def _load_boundaries() -> bool:
    """Load outlines where the collected data lies beside the project; whether that was done."""
    folder = Path(os.getenv("DAMAI_SHARED_DATA", str(Path(__file__).parents[2] / "shared/data")))
    file = folder / "boundaries" / "jakarta_pusat_kelurahan.geojson"
    if not file.exists():
        return False
    from damai.areas.actions import import_boundaries

    import_boundaries(file.read_bytes(), source=file.name, credit=file.name, by="damai", accept_warnings=True)
    return True


def ledger(seconds: float) -> dict[str, Any]:
    """Facts appended, one and a hundred to a transaction, and given their place; the reference is one row through the ORM."""
    from django.db import transaction

    from damai.ledger.actions import integrate, record, record_many
    from damai.ledger.models import Entry

    from .filling import fact
    from .reference import Row  # makes its table, too

    number = iter(range(10**9))

    def hundred() -> None:
        with transaction.atomic():
            record_many([(fact(next(number)), "public") for _ in range(100)])

    def one() -> None:
        with transaction.atomic():
            record(fact(next(number)), by="public")

    found = {
        "reference": per_second(lambda: Row.objects.create(body="x" * 200), seconds=seconds),
        "one": per_second(one, seconds=seconds),
        "hundred": per_second(hundred, seconds=seconds, each=100),
    }
    while Entry.objects.filter(index=None).count() < 20_000:
        hundred()
    began = time.perf_counter()
    found["integrated"] = integrate() / (time.perf_counter() - began)
    return found | {"peak_mb": peak_memory()}


def sign(_: int) -> dict[str, Any]:
    """Give every waiting fact its place; the size of the tree then."""
    from damai.ledger.actions import integrate
    from damai.ledger.models import Log

    integrate()
    return {"size": Log.objects.get().size}


def merge_delay(first: int) -> dict[str, Any]:
    """How long facts, from this place in the tree on, waited for the signed checkpoint that covers them, in seconds."""
    from damai.ledger.models import Checkpoint, Entry

    last = Entry.objects.latest("id")
    deadline = time.monotonic() + 120
    while not Entry.objects.exclude(index=None).filter(pk=last.pk).exists() and time.monotonic() < deadline:
        time.sleep(0.2)
    checkpoints = iter(Checkpoint.objects.order_by("id").values_list("size", "at"))
    size, signed_at = next(checkpoints)
    delays = []
    for index, at in Entry.objects.filter(index__gte=first).order_by("index").values_list("index", "at").iterator():
        while size <= index:
            size, signed_at = next(checkpoints)
        delays.append((signed_at - at).total_seconds())
    delays.sort()
    return {"p50": delays[len(delays) // 2], "p99": delays[int(len(delays) * 0.99)], "most": delays[-1]}


def home(reports: int) -> dict[str, Any]:
    """The home page's time in the server, with so many reports; through the whole stack of middleware, without the network."""
    from django.test import Client

    from damai.triage.actions import publish_counts
    from damai.triage.models import Release

    from .filling import reports as fill

    fill(reports)
    Release.objects.all().delete()
    counting = milliseconds(_counted_anew, times=5)
    publish_counts()
    client = Client()
    answer = client.get("/")
    assert answer.status_code == 200, answer.status_code  # noqa: S101  # a wrong page has no time
    return {
        "reports": reports,
        "ms": milliseconds(lambda: client.get("/"), times=40),
        "list_ms": milliseconds(_first_page, times=20),
        "counting_ms": counting,
        "kilobytes": len(answer.content) / 1024,
        "peak_mb": peak_memory(),
    }


def _counted_anew() -> None:
    from damai.triage.queries import count_by_area

    count_by_area()


def _first_page() -> None:
    from damai.agencies.models import Member
    from damai.triage.queries import page_of

    page_of(Member.objects.get(username="sari"))


def fill(messages: int) -> dict[str, Any]:
    """Accept messages until there are so many, by the way that real ones come."""
    from .filling import messages as accept

    return {"messages": accept(messages)}


def pledge_forms(count: int) -> dict[str, Any]:
    """A declaration that is open, and the tokens of so many forms, opened some seconds ago as people's are."""
    from datetime import timedelta

    from django.conf import settings
    from tests.cast import cast, neighbours

    from damai.ledger.queries import now
    from damai.pledges import actions, doors
    from damai.pledges.models import Declaration
    from damai.statutes.actions import load_statutes

    cast()
    kasman = neighbours().kasman
    load_statutes()
    actions.load_shipped_declarations()
    template = Declaration.objects.get(state=Declaration.State.TEMPLATE)
    words = {"title": template.title, "occasion": template.occasion, "place": template.place, "held_at": now()}
    draft = actions.draft(**words, election=template.election, template=template, by=kasman)
    opens_at = now() - timedelta(hours=1)
    opened = actions.open_for_signing(draft, opens_at=opens_at, closes_at=opens_at + timedelta(days=2), by=kasman)
    forms = [doors.new_form_token() for _ in range(count)]
    (settings.HOME / "forms.txt").write_text("\n".join(forms))
    return {"slug": opened.slug, "forms": str(settings.HOME / "forms.txt")}


def pledge_links(_: int) -> dict[str, Any]:
    """The links in the letters that wait to be sent."""
    import re

    from django.conf import settings

    from damai.outbox.models import Letter
    from damai.outbox.queries import content_of

    rows = Letter.objects.filter(purpose="pledge-confirm").order_by("id").iterator()
    found = [re.search(r"/deklarasi/konfirmasi/[^/\s]+/", content_of(row).text) for row in rows]
    (settings.HOME / "links.txt").write_text("\n".join(match[0] for match in found if match))
    return {"links": str(settings.HOME / "links.txt")}


def pledge_counts(count: int) -> dict[str, Any]:
    """How many signed; then, with so many signatures, how long counting, a page of names and a certificate take."""
    from damai.pledges import public, queries
    from damai.pledges.models import Signature

    from .filling import signatures

    slug = next(each.slug for each in public.declarations() if each.state == "open")
    text = queries.signed_text(queries.Declaration.objects.get(slug=slug))
    one = Signature.objects.filter(state="signed").select_related("text__declaration", "participant", "agency").first()
    signed = public.counts(slug).citizens
    signatures(one, count)

    def anew() -> None:
        queries.forget_counts()
        queries.tally(text)

    return {
        "signed": signed,
        "stored": count,
        "count_anew_ms": milliseconds(anew, times=20),
        "count_asked_ms": milliseconds(lambda: public.counts(slug), times=200),
        "page_of_names_ms": milliseconds(lambda: public.citizens(slug), times=20),
        "certificate_ms": milliseconds(lambda: queries.certificate_of(one), times=20),
        "peak_mb": peak_memory(),
    }


def papers(times: int) -> dict[str, Any]:
    """The minutes of a long meeting; see the module."""
    from .papers import papers as measured

    return measured(times)


def evidence_fill(megabytes: int) -> dict[str, Any]:
    """Originals in the sealed store; see the module."""
    from .evidence import fill as filled

    return filled(megabytes)


def evidence_stream(megabytes: int) -> dict[str, Any]:
    """A pack of them; see the module."""
    from .evidence import stream

    return stream(megabytes)


def evidence_check(megabytes: int) -> dict[str, Any]:
    """That pack checked; see the module."""
    from .evidence import check

    return check(megabytes)


def deadlines(seconds: float) -> dict[str, Any]:
    """Deadlines counted; see the module."""
    from .deadlines import counted

    return counted(seconds)


def wall(terms: int) -> dict[str, Any]:
    """The wall with so many running terms; see the module."""
    from .deadlines import wall as measured

    return measured(terms)


COMMANDS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "places": places,
    "ledger": ledger,
    "sign": sign,
    "merge-delay": merge_delay,
    "home": home,
    "fill": fill,
    "pledge-forms": pledge_forms,
    "pledge-links": pledge_links,
    "pledge-counts": pledge_counts,
    "papers": papers,
    "evidence-fill": evidence_fill,
    "evidence-stream": evidence_stream,
    "evidence-check": evidence_check,
    "deadlines": deadlines,
    "wall": wall,
}

if __name__ == "__main__":
    django_ready()
    amount = float(sys.argv[2])
    print(json.dumps(COMMANDS[sys.argv[1]](int(amount) if amount.is_integer() else amount)))  # noqa: T201
