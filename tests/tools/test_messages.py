"""The tool for translations finds what Django looks up, and nothing else."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from django.template import engines
from django.utils import translation

from tools import messages
from tools.messages import Message


def found(source: str, *, template: bool = True) -> list[Message]:
    return [message for message, _line in (messages.in_template if template else messages.in_python)(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('_("受理")', Message("受理")),
        ('gettext_lazy("一" "二")', Message("一二")),
        ('ngettext("%(n)d 天", "%(n)d 天", n)', Message("%(n)d 天", plural="%(n)d 天")),
        ('pgettext("weekday", "星期一")', Message("星期一", context="weekday")),
    ],
)
def test_calls_in_python(source: str, expected: Message):
    assert found(source, template=False) == [expected]


def test_a_call_without_a_literal_is_not_a_message():
    assert found("_(name)", template=False) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% translate "受理" %}', Message("受理")),
        ("<c-field label=\"{% translate '账号' %}\" />", Message("账号")),
        ('{% translate "一" context "weekday" %}', Message("一", context="weekday")),
        ('{% translate "百分之 100%" as text %}', Message("百分之 100%%")),
        ("{{ work|default:_('要办的事') }}", Message("要办的事")),
        ("{% blocktranslate with n=page.n %}第 {{ n }} 页{% endblocktranslate %}", Message("第 %(n)s 页")),
        (
            "{% blocktranslate count n=n %}{{ n }} 件{% plural %}{{ n }} 件们{% endblocktranslate %}",
            Message("%(n)s 件", plural="%(n)s 件们"),
        ),
        ("{% blocktranslate trimmed %}\n  一行\n  两行\n{% endblocktranslate %}", Message("一行 两行")),
    ],
)
def test_tags_in_templates(source: str, expected: Message):
    assert found(source) == [expected]


def test_a_comment_holds_no_message():
    assert found('{# {% translate "受理" %} #}') == []


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("<p>受理</p>", [1]),
        ('<p>{% translate "受理" %}</p>\n<p title="办结"></p>', [2]),
        ('<a lang="zh-Hans" href="/">中文</a>', []),
        ("{# 受理 #}", []),
        ("{# data-text #}<p>受理</p>", []),
        ("{% blocktranslate %}\n受理\n{% endblocktranslate %}", []),
    ],
)
def test_chinese_outside_translate_tags_is_named_by_line(source: str, lines: list[int]):
    assert list(messages.untranslated(source)) == lines


def test_placeholders_of_both_sorts_are_compared():
    assert messages.placeholders("%(n)s 件，{time}") == {"%(n)", "{time}"}


def test_each_message_is_looked_up_as_django_does():
    """What `{% translate %}` and `{% blocktranslate %}` ask gettext for is what the tool wrote down."""
    source = '{% translate "满 100%" %}{% blocktranslate %}第 {{ n }} 页，100%{% endblocktranslate %}'
    with patch.object(translation, "gettext", side_effect=lambda text: text) as gettext:
        engines["django"].from_string(source).render({"n": 1})
    asked = {call.args[0] for call in gettext.call_args_list}
    assert [message.id for message in found(source)][-1] in asked


def test_a_comma_between_two_values_is_a_message_too(tmp_path: Path):
    app = tmp_path / "desk"
    app.mkdir()
    (app / "apps.py").write_text("")
    (app / "today.py").write_text('_("，").join(parts)\n_("chmod {path}")\n')
    with patch.multiple(messages, ROOT=tmp_path, SOURCES=tmp_path):
        assert list(messages.collect()[app].messages) == [Message("，")]


def test_two_translations_of_one_string_are_named(tmp_path: Path):
    for name, english in (("desk", "Window"), ("cases", "At a window")):
        path = messages.po_of(tmp_path / name)
        path.parent.mkdir(parents=True)
        (tmp_path / name / "apps.py").write_text("")
        path.write_text(f'msgid ""\nmsgstr ""\n"Language: en\\n"\n\nmsgid "窗口"\nmsgstr "{english}"\n')
    with patch.multiple(messages, ROOT=tmp_path, SOURCES=tmp_path):
        assert [line.split("”")[0] for line in messages.contradictions()] == ["“窗口"]
