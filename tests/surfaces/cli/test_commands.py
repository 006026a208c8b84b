"""What an operator reads: what is unsafe, whether the record is whole, and how fast help comes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from typer.testing import CliRunner

from siban.kernel.clock import now
from siban.kernel.ids import new_id
from siban.kernel.models import Stream, User
from siban.surfaces.cli import check
from siban.surfaces.cli.main import app
from tests.domain.cases.conftest import Work, sequenced


def codes(level: check.Level | None = None) -> set[str]:
    return {finding.code for finding in check.findings() if level in (None, finding.level)}


def test_help_needs_neither_django_nor_a_database() -> None:
    program = "import sys; from siban.surfaces.cli import main; print(sorted({'django', 'psycopg'} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_a_site_for_the_public_must_be_safe(committed: None, settings: Any) -> None:
    settings.DEBUG = True
    settings.SECRET_KEY = "short"
    settings.PUBLIC_URL = "http://banshi.example"
    settings.ALLOWED_HOSTS = ["*"]
    User.objects.create_user("demo", "演示", "long enough to pass")
    User.objects.filter(username="demo").update(is_demonstration=True)
    assert {"debug", "secret-key", "tls", "allowed-hosts", "demonstration"} <= codes(check.Level.UNSAFE)


def test_on_a_machine_for_trying_out_demonstration_data_are_fine(committed: None, settings: Any) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    User.objects.create_user("demo", "演示", "long enough to pass")
    User.objects.filter(username="demo").update(is_demonstration=True)
    assert "demonstration" not in codes()
    assert "public-url" in codes(check.Level.MISSING)


def test_a_key_that_others_can_read_is_unsafe(committed: None, settings: Any, tmp_path: Path) -> None:
    settings.MASTER_KEY_FILE = tmp_path / "keys" / "master.key"
    settings.MASTER_KEY_FILE.parent.mkdir(mode=0o700)
    assert "master-key" in codes(check.Level.MISSING)
    settings.MASTER_KEY_FILE.write_text("00" * 32)
    settings.MASTER_KEY_FILE.chmod(0o640)
    assert "key-permissions" in codes(check.Level.UNSAFE)
    settings.MASTER_KEY_FILE.chmod(0o600)
    assert not {"master-key", "key-permissions"} & codes()


def test_an_application_that_could_rewrite_the_record_is_unsafe(committed: None) -> None:
    assert "append-only" not in codes()
    with connections["owner"].cursor() as cursor:
        role = connections["default"].settings_dict["USER"]
        cursor.execute(f"GRANT UPDATE ON kernel_event TO {role}")
        try:
            assert "append-only" in codes(check.Level.UNSAFE)
        finally:
            cursor.execute(f"REVOKE UPDATE ON kernel_event FROM {role}")


def test_a_transaction_left_open_is_found(committed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "LONG_SECONDS", -1)
    assert "old-transaction" in codes(check.Level.UNSAFE)


def test_check_as_json_says_by_its_exit_code_whether_anything_is_unsafe(committed: None, settings: Any) -> None:
    settings.DEBUG = True
    result = CliRunner().invoke(app, ["check", "--json"])
    assert result.exit_code == 1
    assert "debug" in {finding["code"] for finding in json.loads(result.stdout)}


def test_audit_names_the_first_broken_link(committed: None) -> None:
    assert CliRunner().invoke(app, ["audit", "verify"]).exit_code == 0
    stream = Stream.objects.create(id=new_id(), kind="case", last_number=3, last_at=now())
    result = CliRunner().invoke(app, ["audit", "verify"])
    assert result.exit_code == 1
    assert str(stream.id) in result.output


def test_seals_are_carried_out_and_one_event_is_proved_with_them(committed: None, tmp_path: Path) -> None:
    def siban(*words: object) -> tuple[int, str]:
        result = CliRunner().invoke(app, ["audit", *map(str, words)])
        return result.exit_code, result.output

    case = Work().received()
    sequenced()
    assert siban("prove", f"{case.pk}:1")[0] == 1, "no seal covers it yet"
    assert siban("seals")[0] == 1
    assert siban("seal")[0] == 0
    carried, proof = tmp_path / "seals.json", tmp_path / "proof.json"
    assert siban("seals", "--export", carried, "--qr")[0] == 0
    code, said = siban("verify", "--seals", carried)
    assert code == 0 and "1 个封印一致" in said
    paper = tmp_path / "paper.txt"
    paper.write_text(siban("seals")[1])
    assert siban("verify", "--seals", paper)[0] == 0
    assert siban("prove", f"{case.pk}:1", "--export", proof)[0] == 0
    key = json.loads(carried.read_text())["public_key"]
    assert siban("verify", "--proof", proof, "--seals", carried, "--public-key", key)[0] == 0
    assert siban("verify", "--proof", proof, "--public-key", "00" * 32)[0] == 1
    assert siban("verify", "--public-key", "00" * 32)[0] == 1
    proof.write_text(proof.read_text().replace(str(case.pk), str(new_id())))
    assert siban("verify", "--proof", proof)[0] == 1
    siban("seal")
    paper.write_text(siban("seals")[1].replace("siban-seal 2 ", "siban-seal 7 "))
    code, said = siban("verify", "--seals", paper)
    assert code == 1 and "第 7 个封印" in said
    for wrong in ("nonsense", f"{new_id()}:1", f"{case.pk}:x"):
        assert siban("prove", wrong)[0] == 1
    assert siban("verify", "--seals", tmp_path / "nowhere")[0] == 1
