"""Translations: `update` the catalogues from the sources, `check` that nothing is missing, `compile` them.

Source strings are Simplified Chinese. Every app folder that has strings keeps its English in
`locale/en/LC_MESSAGES/django.po` inside itself; the nearest app folder above a file owns the strings of that file.
Templates may hold Chinese only inside translate tags, in an element with `lang="zh…"`, or where the file says that its
sentences stand for data (the word `data-text` in a template comment).
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "siban"
CHINESE = re.compile(r"[\u3400-\u9fff]")
SET_IN_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
"""Han characters and the marks that go with them: a comma between two values is translated like a word."""
PLAIN = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
CONTEXT_PLURAL = {"npgettext", "npgettext_lazy"}


@dataclass(frozen=True, order=True, slots=True)
class Message:
    """One string to translate, as gettext knows it."""

    id: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> str | tuple[str, str]:
        return (self.id, self.plural) if self.plural else self.id


@dataclass(slots=True)
class Strings:
    """What one app folder says: its messages, and whatever is wrong with how it says them."""

    messages: dict[Message, str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)


def app_folders() -> list[Path]:
    """Folders with an apps.py, deepest first, so that the nearest one owns a file."""
    found = [path.parent for path in SOURCES.rglob("apps.py")]
    return sorted(found, key=lambda path: len(path.parts), reverse=True)


def owner_of(path: Path, apps: list[Path]) -> Path | None:
    return next((app for app in apps if app in path.parents), None)


def _constants(call: ast.Call, count: int) -> list[str] | None:
    values = [arg.value for arg in call.args[:count] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    return values if len(values) == count else None


def in_python(source: str) -> Iterator[tuple[Message, int]]:
    """Messages of a Python file, with their lines. A call whose strings are not literals is the caller's business."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
        if name in PLAIN and (found := _constants(node, 1)):
            yield Message(found[0]), node.lineno
        elif name in PLURAL and (found := _constants(node, 2)):
            yield Message(found[0], plural=found[1]), node.lineno
        elif name in CONTEXT and (found := _constants(node, 2)):
            yield Message(found[1], context=found[0]), node.lineno
        elif name in CONTEXT_PLURAL and (found := _constants(node, 3)):
            yield Message(found[1], plural=found[2], context=found[0]), node.lineno


_STRING = r"""(?:"(?P<d{0}>[^"]*)"|'(?P<s{0}>[^']*)')"""
TRANSLATE = re.compile(
    r"{%-?\s*trans(?:late)?\s+" + _STRING.format(1) + r"(?:\s+[^%]*?context\s+" + _STRING.format(2) + r")?[^%]*%}"
)
FILTERED = re.compile(r"_\(" + _STRING.format(1) + r"\)")
BLOCK = re.compile(
    r"{%\s*blocktrans(?:late)?(?P<options>[^%]*)%}(?P<body>.*?){%\s*endblocktrans(?:late)?\s*%}", re.DOTALL
)
PLURAL_TAG = re.compile(r"{%\s*plural\s*%}")
VARIABLE = re.compile(r"{{\s*([\w.]+)\s*}}")
COMMENT = re.compile(r"{#.*?#}|{%\s*comment[^%]*%}.*?{%\s*endcomment\s*%}|<!--.*?-->", re.DOTALL)
FOREIGN = re.compile(r"<(\w[\w-]*)\b[^>]*\blang=[\"']zh[^>]*>.*?</\1>", re.DOTALL)


def _blank(match: re.Match[str]) -> str:
    """Nothing, on as many lines."""
    return "\n" * match[0].count("\n")


def _text(match: re.Match[str], number: int) -> str:
    return match[f"d{number}"] if match[f"d{number}"] is not None else match[f"s{number}"] or ""


def _block_text(text: str, trimmed: bool) -> str:
    """The msgid that Django's blocktranslate looks up: variables as %(name)s, percent signs doubled."""
    if trimmed:
        text = " ".join(line.strip() for line in text.strip().splitlines() if line.strip())
    return VARIABLE.sub(r"%(\1)s", text.replace("%", "%%"))


def in_template(source: str) -> Iterator[tuple[Message, int]]:
    """Messages of a template. Django's own templatize loses those in the attributes of components."""
    source = COMMENT.sub(_blank, source)
    for match in TRANSLATE.finditer(source):
        yield Message(_text(match, 1).replace("%", "%%"), context=_text(match, 2)), _line(source, match.start())
    for match in FILTERED.finditer(source):
        yield Message(_text(match, 1).replace("%", "%%")), _line(source, match.start())
    for match in BLOCK.finditer(source):
        options = match["options"]
        context = re.search(r"context\s+[\"']([^\"']*)[\"']", options)
        parts = [_block_text(part, "trimmed" in options.split()) for part in PLURAL_TAG.split(match["body"])]
        yield (
            Message(parts[0], plural=parts[1] if len(parts) > 1 else "", context=context[1] if context else ""),
            _line(source, match.start()),
        )


def _line(source: str, position: int) -> int:
    return source.count("\n", 0, position) + 1


def untranslated(source: str) -> Iterator[int]:
    """Lines of a template that hold Chinese which no translate tag covers."""
    if re.search(r"{#.*?data-text.*?#}", source):
        return
    for pattern in (COMMENT, BLOCK, TRANSLATE, FILTERED, FOREIGN):
        source = pattern.sub(_blank, source)
    for number, line in enumerate(source.splitlines(), start=1):
        if CHINESE.search(line):
            yield number


def collect(only: Sequence[Path] = ()) -> dict[Path, Strings]:
    """The strings of all app folders, or of those named."""
    apps = app_folders()
    found = {app: Strings() for app in apps if not only or app in only}
    for path in sorted(SOURCES.rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or "migrations" in path.parts:
            continue
        template = "templates" in path.parts
        if not template and path.suffix != ".py":
            continue
        source = path.read_text(encoding="utf-8")
        owner = owner_of(path, apps)
        where = str(path.relative_to(ROOT))
        for message, line in (in_template if template else in_python)(source):
            if not SET_IN_CHINESE.search(message.id):
                continue
            if owner is None and not only:
                print(f"{where}:{line}: no app folder owns “{message.id}”", file=sys.stderr)
            if owner not in found:
                continue
            found[owner].messages.setdefault(message, f"{where}:{line}")
        if template and owner in found:
            found[owner].complaints += [
                f"{where}:{line}: Chinese outside translate tags" for line in untranslated(source)
            ]
    return found


def po_of(app: Path) -> Path:
    return app / "locale" / "en" / "LC_MESSAGES" / "django.po"


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en")


def _known(catalog: Catalog) -> dict[tuple[str, str], Entry]:
    """The entries of a catalogue by id and context (the header has no id)."""
    return {
        (entry.id if isinstance(entry.id, str) else entry.id[0], entry.context or ""): entry
        for entry in catalog
        if entry.id
    }


def update(only: Sequence[Path]) -> int:
    """Add what is missing, with an empty translation, and take out what no source says any more."""
    for app, strings in collect(only).items():
        path = po_of(app)
        if not strings.messages:
            if path.exists():
                path.unlink()
                print(f"removed {path.relative_to(ROOT)}")
            continue
        old = _known(read(path)) if path.exists() else {}
        fresh = Catalog(locale="en", project="siban", charset="utf-8", fuzzy=False, revision_date=None)
        added = 0
        for message in sorted(strings.messages):
            entry = old.get((message.id, message.context))
            value = entry.string if entry is not None and not entry.fuzzy else ("", "") if message.plural else ""
            if bool(message.plural) != isinstance(value, tuple):
                value = ("", "") if message.plural else ""
            added += not any(value) if isinstance(value, tuple) else not value
            fresh.add(
                message.key, value, context=message.context or None, flags=entry.flags - {"fuzzy"} if entry else ()
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, fresh, width=120, omit_header=False, sort_output=False)
        _drop_dates(path)
        if added:
            print(f"{path.relative_to(ROOT)}: {added} to translate")
    return 0


def _drop_dates(path: Path) -> None:
    """Without dates and generator the file changes only when its strings do."""
    keep = ('"Content-', '"Language', '"MIME', '"Plural', '"Project')
    lines, in_header = [], True
    for line in path.read_text(encoding="utf-8").splitlines():
        if in_header and line.startswith("#"):
            continue
        if in_header and line.startswith('"') and not line.startswith(keep):
            continue
        if not line:
            in_header = False
        lines.append(line)
    path.write_text("\n".join(lines).strip() + "\n", encoding="utf-8")


def check(only: Sequence[Path]) -> int:
    """Complain of each missing, empty, obsolete or fuzzy translation, and of Chinese outside translate tags: then 1."""
    complaints: list[str] = []
    for app, strings in collect(only).items():
        complaints += strings.complaints
        path = po_of(app)
        where = path.relative_to(ROOT)
        known = _known(read(path)) if path.exists() else {}
        said = {(message.id, message.context) for message in strings.messages}
        for message, place in sorted(strings.messages.items()):
            entry = known.get((message.id, message.context))
            if entry is None:
                complaints.append(f"{place}: not in {where}: “{message.id}”")
            elif entry.fuzzy:
                complaints.append(f"{where}: fuzzy: “{message.id}”")
            elif not (all(entry.string) if isinstance(entry.string, tuple) else entry.string):
                complaints.append(f"{where}: empty: “{message.id}”")
            elif placeholders(entry.id) != placeholders(entry.string):
                complaints.append(f"{where}: other placeholders: “{message.id}”")
        complaints += [f"{where}: obsolete: “{id_}”" for id_, context in sorted(known.keys() - said)]
    if not only:
        complaints += list(contradictions())
    for complaint in complaints:
        print(complaint)
    print(f"{len(complaints)} to mend" if complaints else "every string has its English")
    return 1 if complaints else 0


def contradictions() -> Iterator[str]:
    """Strings that two apps translate differently: Django merges all catalogues, so one would win everywhere."""
    english: dict[tuple[str, str], dict[str, Path]] = {}
    for app in app_folders():
        path = po_of(app)
        for key, entry in _known(read(path)).items() if path.exists() else ():
            if text := entry.string if isinstance(entry.string, str) else " / ".join(entry.string or ()):
                english.setdefault(key, {}).setdefault(text, app)
    for (id_, _context), said in english.items():
        if len(said) > 1:
            places = ", ".join(f"“{text}” ({app.relative_to(SOURCES)})" for text, app in said.items())
            yield f"“{id_}” has several translations, give one a context: {places}"


def placeholders(text: str | Sequence[str] | None) -> set[str]:
    """What is filled in: %(name)s and {name}."""
    parts = (text,) if isinstance(text, str) else text or ()
    return {found for part in parts for found in re.findall(r"%\(\w+\)|{\w+}", part)}


def compile_all(only: Sequence[Path]) -> int:
    """Write the .mo beside each .po. They are not kept in version control."""
    for app in only or app_folders():
        path = po_of(app)
        if not path.exists():
            continue
        # Written aside and moved into place: a server or a test may be reading.
        draft = path.with_suffix(f".{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, read(path))
        draft.replace(path.with_suffix(".mo"))
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("update", "check", "compile"))
    parser.add_argument(
        "apps", nargs="*", type=lambda name: Path(name).resolve(), help="app folders; all, if none is named"
    )
    arguments = parser.parse_args()
    return {"update": update, "check": check, "compile": compile_all}[arguments.what](arguments.apps)


if __name__ == "__main__":
    sys.exit(main())
