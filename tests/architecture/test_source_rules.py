"""Rules of the house that a linter does not know; each names the line that breaks it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "masthead"
SOURCES = sorted(
    path for path in PACKAGE.rglob("*.py") if "migrations" not in path.relative_to(PACKAGE).parts
)

# Where HTML may be called safe, and why it is.
MARKED_SAFE = {
    "newsroom/templatetags/newsroom_start.py": "JSON with every letter of markup escaped",
    "newsroom/widgets.py": "JSON with every letter of markup escaped, after a widget's own markup",
    "newsroom/wirepages.py": "goes through the cleaner in the same line",
    "public/bodies.py": "a version's HTML, cleaned when it was kept; a transcript, escaped",
    "public/templatetags/masthead_site.py": "JSON-LD with every letter of markup escaped",
}
# Who may speak to the network: the guarded client and its connection, and one that stays at home.
NETWORK_CLIENTS = {
    "kernel/fetching.py": "the guarded client itself",
    "kernel/guarded_stream.py": "the guarded client's connection, which bounds time and bytes",
    "cli/announcing.py": "asks our own web server, on this machine, whether it answers",
}
NETWORK = {
    "requests", "httpx", "httpcore", "urllib.request", "urllib3", "http.client", "aiohttp",
    "ftplib",
}  # fmt: skip
# A module longer than this is two.
LONGEST = 400

Finding = tuple[int, str]


def name_of(node: ast.expr) -> str:
    """A dotted name as it is written, or ''."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attribute):
            return f"{name_of(value)}.{attribute}"
        case _:
            return ""


def silent_handlers(tree: ast.AST, path: str) -> Iterator[Finding]:
    """`except:` at all, and handlers of every exception that do nothing about it."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ExceptHandler):
            continue
        if node.type is None:
            yield node.lineno, "a bare except"
        elif all(isinstance(step, ast.Pass) for step in node.body):
            yield node.lineno, "an exception is swallowed"
        elif name_of(node.type) in {"Exception", "BaseException"} and all(
            isinstance(step, ast.Pass | ast.Continue) for step in node.body
        ):
            yield node.lineno, "every exception is swallowed"


def network_imports(tree: ast.AST, path: str) -> Iterator[Finding]:
    """Imports of what opens connections, outside the guarded client."""
    if path in NETWORK_CLIENTS:
        return
    for node in ast.walk(tree):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        names = [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            names = [module, *(f"{module}.{name}" for name in names)]
        for name in names:
            if any(name == client or name.startswith(f"{client}.") for client in NETWORK):
                yield node.lineno, f"imports {name}"


def marked_safe(tree: ast.AST, path: str) -> Iterator[Finding]:
    """Text declared safe HTML anywhere but in the files that say why.

    Naming the type in an annotation is fine; making one is not, and neither is another name for
    the function or a `format_html` whose pattern is not written out.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.safestring":
            for alias in node.names:
                if alias.asname or alias.name not in {"mark_safe", "SafeString"}:
                    yield node.lineno, f"imports {alias.name} under another name"
        if not isinstance(node, ast.Call):
            continue
        name = name_of(node.func).rpartition(".")[2]
        if name in {"mark_safe", "SafeString", "SafeText"} and path not in MARKED_SAFE:
            yield node.lineno, f"calls {name}"
        if name == "format_html" and not (node.args and isinstance(node.args[0], ast.Constant)):
            yield node.lineno, "format_html with a pattern that is not written out"


def printing(tree: ast.AST, path: str) -> Iterator[Finding]:
    """`print` outside the command line."""
    if path.startswith("cli/"):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node.func) == "print":
            yield node.lineno, "prints"


def naive_moments(tree: ast.AST, path: str) -> Iterator[Finding]:
    """Moments without a zone: now() without one, utcnow(), today()."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = name_of(node.func)
        if name.endswith(("datetime.utcnow", "datetime.utcfromtimestamp", "datetime.today",
                          "date.today")):  # fmt: skip
            yield node.lineno, name
        if name.endswith("datetime.now") and not node.args and not node.keywords:
            yield node.lineno, f"{name} without a zone"


RULES: list[Callable[[ast.AST, str], Iterator[Finding]]] = [
    silent_handlers,
    network_imports,
    marked_safe,
    printing,
    naive_moments,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_module_breaks_the_rule(rule: Callable[[ast.AST, str], Iterator[Finding]]) -> None:
    found = [
        f"masthead/{path.relative_to(PACKAGE).as_posix()}:{line}: {words}"
        for path in SOURCES
        for line, words in rule(
            ast.parse(path.read_text(encoding="utf-8")), path.relative_to(PACKAGE).as_posix()
        )
    ]
    assert not found, "\n".join(found)


def test_no_module_is_too_long() -> None:
    long = {
        path.relative_to(PACKAGE).as_posix(): count
        for path in SOURCES
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert not long


def test_the_allow_lists_name_files_that_are_there() -> None:
    for path in (*MARKED_SAFE, *NETWORK_CLIENTS):
        assert (PACKAGE / path).exists(), path


def test_no_template_turns_escaping_off() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}: {sign}"
        for path in PACKAGE.rglob("*.html")
        for sign in ("|safe", "| safe", "autoescape off", "safeseq")
        if sign in path.read_text(encoding="utf-8")
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (silent_handlers, "try:\n    x()\nexcept:\n    y()"),
        (silent_handlers, "try:\n    x()\nexcept Exception:\n    pass"),
        (silent_handlers, "try:\n    x()\nexcept ValueError:\n    pass"),
        (network_imports, "import urllib.request"),
        (network_imports, "from urllib import request"),
        (network_imports, "import httpcore"),
        (network_imports, "from requests.adapters import HTTPAdapter"),
        (marked_safe, "from django.utils.safestring import mark_safe as m"),
        (marked_safe, "safestring.mark_safe(x)"),
        (marked_safe, "SafeString(x)"),
        (marked_safe, "format_html(x + y)"),
        (printing, "print(1)"),
        (naive_moments, "datetime.now()"),
        (naive_moments, "datetime.datetime.utcnow()"),
        (naive_moments, "date.today()"),
    ],
)
def test_each_rule_sees_what_it_is_about(
    rule: Callable[[ast.AST, str], Iterator[Finding]], source: str
) -> None:
    assert list(rule(ast.parse(source), "somewhere.py"))
