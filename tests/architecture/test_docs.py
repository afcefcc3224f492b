"""The documents say what the code does: nothing is left out, nothing is promised that is gone."""

from __future__ import annotations

import re
import subprocess
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
import typer

from masthead.cli.main import app
from masthead.kernel.installation import Installation

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
PACKAGES = sorted(path.parent.name for path in (ROOT / "masthead").glob("*/__init__.py"))
README = (ROOT / "README.md").read_text(encoding="utf-8")

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
# A test's path, a module's: what a page names in code marks and must be there.
NAMED_FILE = re.compile(r"`((?:masthead|tests|docs|requirements)/[\w./-]+\.\w+)`")
# Written in two halves, so that this file does not find itself.
MACHINE_PATHS = re.compile(
    "(?<![\\w.])/(?:ro" + "ot|wo" + "rk|t" + "mp|ho" + "me/\\w+|Us" + "ers/\\w+)/"
)
REGISTRIES = re.compile("py" + "pi\\.org|pythonhos" + "ted\\.org|index-u" + "rl", re.IGNORECASE)
# Words that a lock must not hold stand in the command that keeps them out of it.
MAY_NAME_INDEX = {"Makefile"}
# Generated or binary: read by machines alone.
TEXT = {".py", ".md", ".toml", ".txt", ".html", ".css", ".js", ".sh", ".xml", ".svg", ".cfg", ""}
# A printed page; longer is a document, and a decision has to be read.
LONGEST_DECISION = 75


def table_of(text: str, *, under: str) -> dict[str, str]:
    """The rows of the first table below a heading: its first cell's name, and the whole line."""
    _, _, part = text.partition(f"\n## {under}\n")
    lines = part.partition("\n## ")[0].splitlines()
    rows = [line for line in lines if line.startswith("| `")]
    return {row.split("`")[1]: row for row in rows}


def files_kept() -> list[Path]:
    """The repository's files, as git knows them, those not yet added included."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listing.returncode != 0:
        pytest.skip("this is no git checkout, so what belongs to the repository is not known")
    paths = (ROOT / name for name in listing.stdout.split("\0") if name)
    return [path for path in paths if path.is_file() and path.suffix in TEXT]


def short(path: Path) -> str:
    """A path as the repository has it."""
    return path.relative_to(ROOT).as_posix()


def test_every_setting_is_explained_and_no_other() -> None:
    told = table_of((DOCS / "operating.md").read_text(encoding="utf-8"), under="Settings")
    assert set(told) == {field.name for field in fields(Installation)}


@pytest.mark.parametrize("field", fields(Installation), ids=lambda field: field.name)
def test_a_settings_variable_and_default_are_the_codes(field: object) -> None:
    name, default = getattr(field, "name", ""), getattr(field, "default", None)
    told = table_of((DOCS / "operating.md").read_text(encoding="utf-8"), under="Settings")[name]
    variable = "PORT" if name == "port" else f"MASTHEAD_{name.upper()}"
    assert f"`{variable}`" in told
    match default:
        case bool():
            assert f"`{str(default).lower()}`" in told
        case int():
            assert f"`{default}`" in told
        case str() if default:
            assert f'`"{default}"`' in told


def test_every_verb_is_explained_for_operators() -> None:
    command = typer.main.get_command(app)
    text = (DOCS / "operating.md").read_text(encoding="utf-8")
    verbs: list[str] = sorted(getattr(command, "commands", {}))
    assert verbs
    assert [verb for verb in verbs if f"masthead {verb}" not in text] == []


def test_every_verb_that_the_pages_name_is_there() -> None:
    command = typer.main.get_command(app)
    known = set(getattr(command, "commands", {}))
    for page in PAGES:
        named = re.findall(
            r"(?:`|bin/|^    )masthead ([a-z][a-z-]+)", page.read_text("utf-8"), re.M
        )
        assert set(named) <= known, short(page)


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_every_link_within_the_repository_leads_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    local = [target.partition("#")[0] for target in targets if "://" not in target]
    assert [target for target in local if target and not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    named = NAMED_FILE.findall(page.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_picture_in_the_readme_has_words_for_those_who_cannot_see_it() -> None:
    pictures = re.findall(r"!\[([^\]]*)\]\(", README)
    assert pictures
    assert all(len(words.split()) > 3 for words in pictures)


def test_every_package_is_described_and_no_other() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    described = re.findall(r"^\| `masthead/(\w+)/` \|", text, re.M)
    assert sorted(described) == PACKAGES


def test_the_layers_are_drawn_in_the_order_that_is_held() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = contracts["tool"]["importlinter"]["contracts"][0]["layers"]
    held = [name.strip().removeprefix("masthead.") for row in layers for name in row.split("|")]
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `masthead/(\w+)/` \|", text, re.M) == held


@pytest.mark.parametrize("page", DECISIONS, ids=short)
def test_a_decision_has_context_choice_and_cost_on_one_page(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.M) == ["Context", "Choice", "Cost"]
    assert text.startswith(f"# {page.name[:4]} ")
    assert len(text.splitlines()) <= LONGEST_DECISION


def test_decisions_are_numbered_without_gaps() -> None:
    assert [page.name[:4] for page in DECISIONS] == [
        f"{number:04}" for number in range(1, len(DECISIONS) + 1)
    ]


def test_every_direct_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[\[<>=~! ]", line, maxsplit=1)[0] for line in wanted}
    text = (DOCS / "decisions" / "0008-dependencies.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([\w-]+)` \|", text, re.M)) == names


def test_the_readme_names_the_two_commands_and_what_they_need() -> None:
    for words in ("    make run\n", "    make test\n", "Python 3.11", "venv"):
        assert words in README


def test_no_file_names_a_machines_path_or_a_registry() -> None:
    found = []
    for path in files_kept():
        text = path.read_text(encoding="utf-8", errors="replace")
        if MACHINE_PATHS.search(text):
            found.append(f"{short(path)}: a path of one machine")
        if short(path) not in MAY_NAME_INDEX and REGISTRIES.search(text):
            found.append(f"{short(path)}: a registry")
    assert found == []
