"""`siban archive`: packages are read again, and what may be destroyed is listed."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from typer.testing import CliRunner, Result

from siban.domain.cases.models import Package
from siban.domain.cases.services import archiving
from siban.kernel import files
from siban.kernel.clock import today
from siban.surfaces.cli import archive as module
from tests.domain.cases.conftest import Work


@pytest.fixture(autouse=True)
def _standing(monkeypatch) -> None:
    monkeypatch.setattr(module, "ready", lambda: None)


@pytest.fixture
def package(committed) -> Package:
    work = Work()
    case = archiving.archive(work.delivered().pk, by=work.staff.decider)
    return Package.objects.select_related("file").get(case=case)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(module.archive, list(arguments))


def test_whole_packages_pass_and_a_changed_one_is_named(package) -> None:
    assert run("verify").exit_code == 0
    path = files._path(package.file.address)
    path.write_bytes(path.read_bytes()[:-9])
    result = run("verify", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {"packages": 1, "broken": [{"number": package.number, "part": "file"}]}


def test_what_may_be_destroyed_is_listed(package) -> None:
    assert json.loads(run("due", "--json").stdout) == []
    Package.objects.update(kept_until=today() - timedelta(days=1))
    assert [one["number"] for one in json.loads(run("due", "--json").stdout)] == [package.number]
