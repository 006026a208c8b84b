"""The data dictionary: every table of ours with its columns and constraints, from the models and their docstrings."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import connection, models
from django.db.models.constraints import BaseConstraint
from django.db.models.expressions import BaseExpression, Combinable
from django.db.models.fields.related import ForeignKey

HEAD = """# Data dictionary

Every table that the platform owns, by folder. A column that is not marked "may be empty" is required. Personal values
lie in columns called `sealed…`, encrypted under the key of the person that they are about. Times are stored in UTC,
sums in fen, regions as digits of the national code.

Made from the models by `tools/docs.py`; do not edit.
"""
CHINESE = re.compile(r"^[^:.]*?([\u4e00-\u9fff][\u4e00-\u9fff、]*)")
"""The Chinese term of a table: it stands in the first clause of its docstring."""


def page() -> str:
    """All tables, in the order in which the folders may import each other."""
    parts = [HEAD]
    for app in apps.get_app_configs():
        if not app.name.startswith("siban."):
            continue
        tables = [model for model in app.get_models() if model._meta.managed and not model._meta.auto_created]
        if tables:
            parts.append(f"## {app.label}\n")
            parts += [table(model) for model in tables]
    return "\n".join(parts)


def table(model: type[models.Model]) -> str:
    """One table: what it is, its columns, its constraints and indexes."""
    said = _sentence(inspect.getdoc(model) or "")
    chinese = CHINESE.search(said)
    title = f"### `{model._meta.db_table}`" + (f" {chinese[1]}" if chinese else "")
    notes = _notes(model)
    rows = [_column(field, notes.get(field.name, "")) for field in model._meta.concrete_fields]
    lines = [title, "", said, "", "| column | type | |", "|---|---|---|", *rows, ""]
    rules = [*map(_constraint, model._meta.constraints), *map(_index, model._meta.indexes)]
    rules += [f"`{trigger.name}`: trigger" for trigger in getattr(model._meta, "triggers", ())]
    lines += [f"- {rule}" for rule in rules]
    return "\n".join([*lines, ""] if rules else lines)


def _sentence(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


@cache
def _notes(model: type[models.Model]) -> dict[str, str]:
    """The docstrings that stand below fields."""
    (body,) = (node for node in ast.parse(inspect.getsource(model)).body if isinstance(node, ast.ClassDef))
    found = {}
    for before, after in zip(body.body, body.body[1:], strict=False):
        if isinstance(before, ast.Assign) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            (target,) = before.targets
            found[ast.unparse(target)] = _sentence(str(after.value.value))
    return found


def _column(field: models.Field, note: str) -> str:
    told = []
    if isinstance(field, ForeignKey):
        told.append(f"→ `{field.related_model._meta.db_table}`" + (", one to one" if field.unique else ""))
    if field.primary_key:
        told.append("primary key")
    elif field.unique and not isinstance(field, ForeignKey):
        told.append("unique")
    if field.choices:
        told.append("one of " + ", ".join(f"`{value}`" for value, _name in field.flatchoices))
    if field.null:
        told.append("may be empty")
    said = ". ".join(part for part in ("; ".join(told), note) if part)
    return f"| `{field.column}` | {field.db_type(connection)} | {said} |"


def _constraint(rule: BaseConstraint) -> str:
    match rule:
        case models.CheckConstraint():
            return f"`{rule.name}`: {_condition(rule.condition)}"
        case models.UniqueConstraint():
            where = f", where {_condition(rule.condition)}" if rule.condition else ""
            return f"`{rule.name}`: unique ({', '.join(rule.fields)}){where}"
        case ExclusionConstraint():
            return f"`{rule.name}`: no two rows overlap"
    return f"`{rule.name}`"


def _index(rule: models.Index) -> str:
    where = f", where {_condition(rule.condition)}" if rule.condition else ""
    return f"`{rule.name}`: index ({', '.join(rule.fields)}){where}"


def _condition(condition: object) -> str:
    """A condition in words that a reader of SQL knows."""
    if not isinstance(condition, models.Q):
        return str(condition)
    joined = f" {condition.connector.lower()} ".join(_terms(condition))
    return f"not ({joined})" if condition.negated else joined


def _terms(condition: models.Q) -> Iterator[str]:
    for child in condition.children:
        if isinstance(child, models.Q):
            inner = _condition(child)
            yield f"({inner})" if len(child.children) > 1 and not child.negated else inner
        elif isinstance(child, tuple):
            yield _comparison(*child)
        else:
            yield str(child)


COMPARISONS = {"gt": ">", "gte": "≥", "lt": "<", "lte": "≤", "regex": "matches", "in": "in", "has_key": "has"}


def _comparison(name: str, value: object) -> str:
    column, _, how = name.partition("__")
    if how == "isnull":
        return f"{column} is {'' if value else 'not '}empty"
    return f"{column} {COMPARISONS.get(how, how.replace('__', ' ') or '=')} {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return "(" + ", ".join(_value(one) for one in value) + ")"
    if isinstance(value, BaseExpression | Combinable):
        return str(getattr(value, "name", value))
    return str(value)
