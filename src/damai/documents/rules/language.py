"""What a template may say: fields, conditions, loops over rows, a handful of filters. Everything else of Jinja is refused.

A template comes from a person of an office, but a file can be forged or taken over, so it is read as hostile: nothing it can
say calls anything, reaches a Python attribute, grows beyond the values it is given, or includes something else.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from .words import NotANumberInWords, terbilang

LOOP = frozenset({"index", "index0", "first", "last", "length"})  # what {{ loop.… }} may say
DEEPEST = 4  # loops and conditions inside each other


def _number_in_words(value: Any) -> str:
    try:
        return terbilang(int(value))
    except (NotANumberInWords, ValueError, TypeError):
        return str(value)


def _default(value: Any, otherwise: str = "") -> Any:
    return otherwise if value in ("", None, []) else value


FILTERS: dict[str, Callable[..., Any]] = {
    "besar": lambda value: str(value).upper(),
    "kecil": lambda value: str(value).lower(),
    "terbilang": _number_in_words,
    "jumlah": len,  # how many rows
    "atau": _default,  # {{ catatan|atau("-") }}
    "upper": lambda value: str(value).upper(),
    "lower": lambda value: str(value).lower(),
    "length": len,
    "default": _default,
}
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.If, nodes.CondExpr,
    nodes.For, nodes.Filter, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
)  # fmt: skip


@dataclass(frozen=True)
class Refusal(Exception):
    """Something that a template may not say, and the line (of the text that was read) where it stands."""

    what: str
    line: int

    def __str__(self) -> str:
        return f"{self.what} (line {self.line})"


@dataclass(frozen=True)
class Used:
    """A field that a template names: `path` is ("peserta", "nama") for {{ p.nama }} inside {% for p in peserta %}."""

    path: tuple[str, ...]
    line: int
    is_list: bool = False  # it is repeated
    is_shown: bool = False  # it is written down as it is, not counted or asked about


class Language(ImmutableSandboxedEnvironment):
    """Jinja, cut down to what a template may say. Attributes are looked up in rows of values and nowhere else."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
        self.globals.clear()
        self.filters.clear()
        self.filters.update(FILTERS)
        self.tests.clear()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A part of a row, or what `loop` may tell."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Nothing: the language has no brackets."""
        return self.undefined(obj=obj, name=str(argument))


LANGUAGE = Language()


def parsed(text: str) -> nodes.Template:
    """The template as a tree; Refusal when it says more than the language knows, or cannot be read at all."""
    try:
        tree = LANGUAGE.parse(text)
        _check(tree, 0)
    except TemplateSyntaxError as error:
        raise Refusal(f"syntax: {error.message}", error.lineno) from None
    except RecursionError:
        raise Refusal("deep", 1) from None
    return tree


def _check(node: nodes.Node, depth: int) -> None:
    line = getattr(node, "lineno", 0) or 0
    if not isinstance(node, ALLOWED):
        raise Refusal(f"forbidden: {type(node).__name__}", line)
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        raise Refusal(f"forbidden: {node.attr}", line)
    if isinstance(node, nodes.Name) and node.name.startswith("_"):
        raise Refusal(f"forbidden: {node.name}", line)
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        raise Refusal(f"filter: {node.name}", line)
    if isinstance(node, nodes.For) and (
        node.recursive or node.test or not isinstance(node.target, nodes.Name) or node.target.name == "loop"
    ):
        raise Refusal("forbidden: For", line)
    if isinstance(node, nodes.For | nodes.If):
        depth += 1
        if depth > DEEPEST:
            raise Refusal("deep", line)
    for child in node.iter_child_nodes():
        _check(child, depth)


def fields_used(tree: nodes.Template) -> list[Used]:
    """Every field that a checked tree names, in order, rows resolved to the lists they come from."""
    return list(_used(tree, {}))


def _used(node: nodes.Node, rows: dict[str, tuple[str, ...] | None]) -> Iterator[Used]:
    if isinstance(node, nodes.For):
        path = _path(node.iter, rows)
        if path is None:
            raise Refusal("loop", node.lineno)
        if len(path) == 1 and rows:  # an inner loop over a list that is not its row's own would multiply
            raise Refusal("loop", node.lineno)
        yield Used(path, node.lineno, is_list=True)
        assert isinstance(node.target, nodes.Name)  # noqa: S101 (for mypy; _check refused everything else)
        inner = {**rows, node.target.name: path, "loop": None}
        for child in (*node.body, *node.else_):
            yield from _used(child, inner)
        return
    if isinstance(node, nodes.Output):
        for child in node.nodes:
            shown = _written_down(child)
            path = _path(shown, rows) if shown is not None else None
            if path:
                yield Used(path, child.lineno, is_shown=True)
            elif path is None:
                yield from _used(child, rows)
        return
    if isinstance(node, nodes.Getattr | nodes.Name):
        path = _path(node, rows)
        if path:
            yield Used(path, node.lineno)
        return
    for child in node.iter_child_nodes():
        yield from _used(child, rows)


def _written_down(node: nodes.Node) -> nodes.Node | None:
    """The field behind {{ field|besar }}; None where something else is written."""
    while isinstance(node, nodes.Filter) and node.name not in {"jumlah", "length"} and node.node is not None and not node.args:
        node = node.node
    return node if isinstance(node, nodes.Name | nodes.Getattr) else None


def _path(node: nodes.Node, rows: dict[str, tuple[str, ...] | None]) -> tuple[str, ...] | None:
    """The path of a name or an attribute; () for what `loop` tells; None for anything else."""
    if isinstance(node, nodes.Name):
        return (rows[node.name] or ()) if node.name in rows else (node.name,)
    if isinstance(node, nodes.Getattr):
        inner = _path(node.node, rows)
        if isinstance(node.node, nodes.Name) and node.node.name in rows and rows[node.node.name] is None:
            if node.attr not in LOOP:
                raise Refusal(f"forbidden: loop.{node.attr}", node.lineno)
            return ()
        return None if inner is None else (*inner, node.attr)
    return None
