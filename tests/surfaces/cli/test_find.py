"""`siban find`: a phrase or a file of phrases, without a database."""

import json

import pytest
from typer.testing import CliRunner

from siban.surfaces.cli.main import app


def run(*arguments):
    return CliRunner().invoke(app, ["find", *map(str, arguments)])


def test_a_file_gives_one_list_a_phrase_in_order(tmp_path):
    file = tmp_path / "phrases.csv"
    file.write_text("no,phrase\n1,办低保\n2,今天天气咋样\n3,\n4,gljt\n", encoding="utf-8-sig")
    answer = run("--file", file, "--json", "--top", 1)
    assert answer.exit_code == 0
    assert json.loads(answer.stdout) == [["subsistence-allowance"], [], [], ["old-age-allowance"]]


def test_one_phrase_as_json_gives_its_list():
    assert json.loads(run("低保", "--json").stdout)[0] == "subsistence-allowance"


def test_a_phrase_shows_where_it_is_done():
    shown = run("孩子上户口").stdout
    assert "新生儿出生一件事" in shown
    assert "newborn-one-thing" in shown


def test_what_others_do_is_shown_with_where_to_go():
    assert "公安出入境窗口" in run("办护照").stdout


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("words,keys\n办低保,x\n".encode(), "phrase"),
        (b"", "phrase"),
        ("phrase\n办低保\n".encode("gb18030"), "UTF-8"),
        (None, "missing.csv"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(tmp_path, content, sentence):
    file = tmp_path / "missing.csv"
    if content is not None:
        file.write_bytes(content)
    answer = run("--file", file)
    assert answer.exit_code == 2
    assert sentence in answer.output


def test_neither_phrase_nor_file_and_a_folder_are_refused(tmp_path):
    assert run().exit_code == 2
    assert run("低保", "--file", tmp_path).exit_code == 2
    assert run("--file", tmp_path).exit_code == 2
