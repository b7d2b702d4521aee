"""The figures as a page for people."""

from typing import Any


def as_markdown(found: dict[str, Any]) -> str:
    """All that was measured, as Markdown tables."""
    machine = found["machine"]
    versions = ", ".join(f"{name} {number}" for name, number in machine["versions"].items())
    lines = [
        "# What was measured",
        "",
        f"{machine['at']}, {machine['cores']} cores shared by server and load, load average {machine['load_before']} before.",
        f"{machine['system']}, Python {machine['python']}, Damai {machine['damai']}, {versions}.",
        "The × are against the reference of the same run; only they mean anything on another machine.",
    ]
    for kind, stages in found["databases"].items():
        lines += ["", f"## {kind}"]
        for stage, figures in stages.items():
            lines += ["", *PAGES[stage](figures)]
    return "\n".join(lines) + "\n"


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    """A Markdown table."""
    return ["| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows]]


def _submissions(found: dict[str, Any]) -> list[str]:
    rows = []
    for clients, bare in found["reference"].items():
        rows.append(["reference: bare Django view, one row", "–", clients, *_speed(bare), "1.00"])
        for how, label in (
            ("alone", "Damai: OpenRosa submission"),
            ("with_worker", "the same, while the worker sorts what came in"),
        ):
            for stored, damai in found[how].items():
                ratio = damai[clients]["per_second"] / bare["per_second"]
                rows.append([label, f"{int(stored):,}", clients, *_speed(damai[clients]), f"{ratio:.2f}"])
    memory = ", ".join(f"{name} {number:.0f} MB" for name, number in found["peak_mb"].items())
    delay = found["merge_delay"]
    return [
        "### Submissions accepted",
        "",
        *table(["what", "stored before", "clients", "per second", "p50 ms", "p99 ms", "× reference"], rows),
        "",
        f"Facts waited for the signed checkpoint that covers them: p50 {delay['p50']:.1f} s, p99 {delay['p99']:.1f} s, "
        f"most {delay['most']:.1f} s.",
        f"Peak memory (all processes of each): {memory}.",
    ]


def _speed(found: dict[str, float]) -> list[str]:
    return [f"{found['per_second']:,.0f}", f"{found['p50_ms']:.1f}", f"{found['p99_ms']:.1f}"]


def _against(found: dict[str, Any], names: dict[str, str]) -> list[list[str]]:
    return [[label, f"{found[name]:,.0f}", f"{found[name] / found['reference']:.2f}"] for name, label in names.items()]


def _ledger(found: dict[str, Any]) -> list[str]:
    names = {
        "reference": "reference: one row through the ORM, a commit each",
        "one": "facts recorded, a commit each",
        "hundred": "facts recorded, a commit per hundred",
        "integrated": "facts numbered, hashed into the tree and signed",
    }
    return ["### Ledger", "", *table(["what", "per second", "× reference"], _against(found, names)), "", _peak(found)]


def _places(found: dict[str, Any]) -> list[str]:
    how = "exact, by boundaries" if found["exact"] else "approximate, by the nearest point: no boundaries were loaded"
    names = {
        "reference": "reference: one area read by its key through the ORM",
        "by_point": f"a point's kelurahan ({how})",
        "by_point_many": "the same, many points at once",
        "by_name": "a place by its name, misspelt or short",
    }
    return ["### Places", "", *table(["what", "per second", "× reference"], _against(found, names)), "", _peak(found)]


def _home(found: list[dict[str, Any]]) -> list[str]:
    few, many = found[0], found[-1]
    rows = [
        [
            f"{each['reports']:,}",
            f"{each['ms']:.1f}",
            f"{each['list_ms']:.1f}",
            f"{each['counting_ms']:,.0f}",
            f"{each['peak_mb']:.0f}",
        ]
        for each in found
    ]
    growth = [f"× {many[name] / few[name]:.2f}" for name in ("ms", "list_ms", "counting_ms")]
    return [
        "### Home page and lists",
        "",
        *table(
            ["reports", "home, server ms", "first page of a list, ms", "public counts made anew (hourly), ms", "peak MB"],
            [*rows, ["growth", *growth, ""]],
        ),
    ]


def _pledges(found: dict[str, Any]) -> list[str]:
    labels = {
        "reference": "reference: bare Django view, one row",
        "ask": "the form sent: place kept, letter written",
        "confirm": "the link pressed: signed, recorded, letter written",
    }
    reference = found["reference"]["per_second"]
    rows = [[label, *_speed(found[name]), f"{found[name]['per_second'] / reference:.2f}"] for name, label in labels.items()]
    both = 1 / (1 / found["ask"]["per_second"] + 1 / found["confirm"]["per_second"])
    rows.append(["both together: one citizen's signature", f"{both:,.0f}", "", "", f"{both / reference:.2f}"])
    counted = found["counted"]
    return [
        f"### {found['citizens']:,} citizens sign a declaration, 8 at a time",
        "",
        *table(["what", "per second", "p50 ms", "p99 ms", "× reference"], rows),
        "",
        f"With {counted['stored']:,} signatures: counted anew in {counted['count_anew_ms']:.1f} ms, asked again in "
        f"{counted['count_asked_ms']:.2f} ms, a page of named citizens in {counted['page_of_names_ms']:.1f} ms. "
        f"A certificate: {counted['certificate_ms']:.0f} ms.",
        f"Peak memory of the server: {found['peak_mb']:.0f} MB.",
    ]


def _papers(found: dict[str, Any]) -> list[str]:
    labels = {
        "plain-docx": "reference: the same words by python-docx, a paragraph each",
        "docx": "DOCX from the template of an office",
        "plain-pdf": "reference: the same words by typst, a paragraph each, same standards",
        "pdf": "PDF/A-2a and PDF/UA-1 from that DOCX",
    }
    rows = []
    for name, label in labels.items():
        each, bare = found[name], found[f"plain-{name.removeprefix('plain-')}"]
        size, pages = f"{each['bytes'] / 1024:.0f} KB", str(each.get("pages", "–"))
        times = [f"{each['first_ms']:.0f}", f"{each['ms']:.0f}", f"{each['ms'] / bare['ms']:.2f}"]
        rows.append([label, *times, f"{each['peak_mb']:.0f}", pages, size])
    return [
        f"### Minutes of a three-hour meeting, {found['items']} items",
        "",
        *table(["what", "first, ms", "again, ms", "× reference", "peak MB", "pages", "size"], rows),
        "",
        f"Issued whole (number, both formats, sealed, recorded): {found['issued_ms']:.0f} ms; the sealed PDF opened again: "
        f"{found['opened_ms']:.2f} ms. {_peak(found)}",
        "The first includes what a new process loads; again is the same paper once more, of which the compiler remembers parts.",
    ]


def _evidence(found: dict[str, Any]) -> list[str]:
    reference = found["reference_mb_s"]
    labels = {
        "reference_mb_s": "reference: shutil.copyfileobj of one plain file into SHA-256",
        "store_mb_s": "the sealed originals read and hashed (AES-256-GCM, counted frames)",
        "pack_mb_s": "the pack streamed: the same, checked against its list, in its frame",
        "verify_mb_s": "the pack checked offline: SHA-256, CRC-32, frame, records, proofs",
    }
    rows = [[label, f"{found[name]:,.0f}", f"{found[name] / reference:.2f}"] for name, label in labels.items()]
    return [
        f"### An evidence pack of {found['megabytes']:,} MB, {found['originals']} originals",
        "",
        *table(["what", "MB a second", "× reference"], rows),
        "",
        f"Listed, proven and signed, before the first byte leaves: {found['ready_ms']:,.0f} ms. Size: {found['bytes']:,} bytes. "
        f"Most memory of the process that streams: {found['peak_mb']:.0f} MB ({found['peak_before_mb']:.0f} MB before it began); "
        f"of the one that checks: {found['verify_peak_mb']:.0f} MB. Taken in and sealed: {found['kept_mb_s']:,.0f} MB a second.",
    ]


def _peak(found: dict[str, Any]) -> str:
    return f"Peak memory: {found['peak_mb']:.0f} MB."


def _deadlines(found: dict[str, Any]) -> list[str]:
    names = {
        "reference": "reference: a moment plus seven days",
        "loop": "reference: a bare loop to the seventh working day",
        "P7": "P7, seven working days, every day with its reason, legal and counter's end",
        "P8": "P8, fourteen working days, the same",
        "K1": "K1, twenty-four running hours, the same",
        "explained": "P7 laid out as list and calendar",
        "database": "P7 by the tables in the database, read anew",
    }
    rows = [
        [label, f"{found[name]:,.0f}", f"{found[name] / found['reference']:.4f}", f"{found[name] / found['loop']:.3f}"]
        for name, label in names.items()
    ]
    return ["### Deadlines counted", "", *table(["what", "per second", "× addition", "× loop"], rows), "", _peak(found)]


def _wall(found: list[dict[str, Any]]) -> list[str]:
    names = ("page_ms", "rows_ms", "counts_ms", "remind_ms", "preview_ms")
    few, many = found[0], found[-1]
    rows = [[f"{each['terms']:,}", *(f"{each[name]:,.1f}" for name in names), f"{each['peak_mb']:.0f}"] for each in found]
    growth = ["growth", *(f"× {many[name] / few[name]:.2f}" for name in names), ""]
    head = [
        "running terms",
        "page, ms",
        "its rows, ms",
        "its numbers, ms",
        "whom to remind, ms",
        "what a day off moves, ms",
        "peak MB",
    ]
    return ["### The wall of deadlines", "", *table(head, [*rows, growth])]


PAGES = {
    "submissions": _submissions,
    "ledger": _ledger,
    "places": _places,
    "home": _home,
    "pledges": _pledges,
    "papers": _papers,
    "evidence": _evidence,
    "deadlines": _deadlines,
    "wall": _wall,
}
