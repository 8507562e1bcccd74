"""Two languages: which one is spoken, that every text is found, and that translations change words alone."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from grader import words
from grader.cli import FOR_STUDENTS, cli
from grader.texts.docstrings import columns, replaced
from grader.texts.program import program_texts
from grader.texts.rewriting import retold

ROOT = Path(__file__).parents[2]
KNOWN = ["en", "zh"]
STUB = '''"""A unit.

Its words.
"""


def double(x):
    """Give twice x: `\\\\n` and \\"quotes\\" stay.

    * `x`: a number, described at such a length that the item goes on in a second line of the docstring,
      which belongs to it

    >>> double(2)
    4
    """
    raise NotImplementedError("unit.double")
'''


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    """No test leaves another language behind."""
    yield
    words.speak(words.ENGLISH)


def grade(*arguments: str, **environment: str) -> Result:
    """`grade` in an environment that names no other language."""
    neutral = dict.fromkeys(words.VARIABLES) | environment
    return CliRunner().invoke(cli, [*arguments, "--course", str(ROOT)], env=neutral)


def grade_help(*arguments: str, **environment: str) -> str:
    """What `grade` shows when it is asked for help, or mistyped."""
    return CliRunner().invoke(cli, list(arguments), env=dict.fromkeys(words.VARIABLES) | environment).output


def make_catalogues() -> ModuleType:
    """The authors' script."""
    spec = importlib.util.spec_from_file_location("make_catalogues", ROOT / "docs" / "make_catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("zh", "zh"), ("zh_CN", "zh"), ("zh_CN.UTF-8", "zh"), ("zh-Hans", "zh"), ("zh_Hans_CN", "zh"), ("ZH", "zh"),
        ("en_US.UTF-8", "en"), ("en", "en"), ("de_DE.UTF-8", ""), ("C.UTF-8", ""), ("POSIX", ""), ("", ""),
    ],
)  # fmt: skip
def test_names_of_languages(wish: str, language: str) -> None:
    """Every usual way of writing a language is understood; what names none gives none."""
    assert words.named(wish, KNOWN) == language


def test_help_comes_in_the_students_language() -> None:
    """Of the group and of a student's command by the locale or `--lang`; an instructor's command speaks English."""
    chinese = {"LC_ALL": "zh_CN.UTF-8"}
    assert "给一份提交评分" in grade_help("--help", **chinese)
    assert "显示此信息并退出" in grade_help("run", "--help", **chinese)
    assert "涉及设备的用例在哪里运行" in grade_help("run", "--lang", "zh", "--help")
    assert "Where device cases run." in grade_help("run", "--lang=en", "--help", **chinese)
    assert "There are texts in: en, zh." in grade_help("run", "--lang", "xx", "--help")
    assert "Grade a class: PLACE" in grade_help("batch", "--help", **chinese)
    assert "没有命令" in grade_help("nope", **chinese)


@pytest.mark.parametrize("name", FOR_STUDENTS)
def test_nothing_of_a_students_help_stays_english(name: str) -> None:
    """Whatever click shows of the command has Chinese words in it, but for names and choices."""
    shown = grade_help(name, "--lang", "zh", "--help").splitlines()
    english = [line for line in shown if re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", line)]
    assert not english


def test_show_speaks_chinese() -> None:
    """Its own words and the examples'; the exercise's text is the student's file."""
    shown = grade("show", "loss_fn", "--lang", "zh").output
    assert "用来评判它的示例" in shown
    assert "有 3 条提示：grade hint first_network.loss_fn" in shown
    assert "Examples" not in shown


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "fr:zh_CN:en"}, "zh"),
        ({"LANG": "C.UTF-8"}, ""),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, ""),
    ],
)
def test_the_locale_chooses(environment: dict[str, str], language: str) -> None:
    """LANGUAGE, LC_ALL, LC_MESSAGES and LANG are asked in that order."""
    assert words.of_locale(KNOWN, environment) == language


def test_a_template_finds_its_values_again() -> None:
    """Whatever a template was made into is taken apart into the same values."""
    made = words.template_of("`{name}` is defined {count} times; this last one counts")
    assert made is not None
    assert made.match("`w` is defined 3 times; this last one counts") == {"name": "w", "count": "3"}
    assert made.match("`w` is defined; this last one counts") is None
    assert words.template_of("{'data': 1} is no template") is None


def test_every_template_of_the_program_is_found_by_itself() -> None:
    """A sentence that is recognised where it is shown is taken for itself and for no other one."""
    tongue = words.Tongue("test", {text.text: f"<{text.text}>" for text in program_texts()})
    for text in program_texts():
        made = words.template_of(text.text)
        if made is None or made.weight < words.MIN_WEIGHT:
            continue
        values = {name: f"0{number}0" for number, name in enumerate(made.names)}
        assert tongue.recognise(text.text.format(**values)) == f"<{text.text}>".format(**values)


def test_docstrings_are_said_anew_and_nothing_else() -> None:
    """Examples, names and code stay as they are; long lines are wrapped, wide characters counted twice."""
    assert replaced(STUB, lambda text: text) == STUB
    anew = replaced(STUB, lambda text: "返回两倍的数，" * 20 if text.startswith("Give") else text)
    assert "    >>> double(2)\n    4\n" in anew
    assert all(columns(line) <= 118 for line in anew.splitlines())
    bare = [ast.dump(tree) for tree in map(without_docstrings, (STUB, anew))]
    assert bare[0] == bare[1]


def without_docstrings(source: str) -> ast.Module:
    """The tree with every text emptied."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return tree


def test_sentences_of_cases_are_said_anew_in_their_places() -> None:
    """The values of a sentence stand where its translation puts them."""
    source = 'assert count == 1, f"{count} of {len(all)} came."\n'
    anew = retold(source, lambda text: {"{count} of {all} came.": '共 {all} 个，来了 "{count}" 个'}.get(text, text))
    told: dict[str, object] = {}
    with pytest.raises(AssertionError, match='共 3 个，来了 "2" 个'):
        exec(anew, {"count": 2, "all": [1, 2, 3]}, told)


def test_a_hint_comes_in_the_language_asked_for() -> None:
    """`--lang` counts before the locale, and the locale before English; the course's texts come too."""
    english, chinese = "`torch.ones` makes the numbers.", "`torch.ones` 可以生成这些数。"
    assert english in grade("hint", "autograd.leaf").output
    assert chinese in grade("hint", "autograd.leaf", "--lang", "zh").output
    assert chinese in grade("hint", "autograd.leaf", LANG="zh_CN.UTF-8").output
    assert english in grade("hint", "autograd.leaf", "--lang", "en", LANG="zh_CN.UTF-8").output


def test_an_error_comes_in_the_language_asked_for() -> None:
    """A sentence that was made in English is recognised where it is told; an unknown language is met with one."""
    assert "没有名为 `nothing` 的练习" in grade("hint", "nothing", "--lang", "zh").output
    unknown = grade("hint", "autograd.leaf", "--lang", "xx", LANG="zh_CN.UTF-8")
    assert unknown.exit_code == 2
    assert "现有这些语言的文本：en, zh。" in unknown.output


def test_a_comparison_and_a_mistake_are_told_in_the_language_spoken() -> None:
    """What the judge makes comes in the language that was chosen before."""
    import torch

    from grader.compare import Mismatch, assert_close

    def told() -> str:
        with pytest.raises(Mismatch) as caught:
            assert_close(torch.ones(2, 3), torch.ones(3, 2))
        return caught.value.message

    assert told() == "The result should have shape (3, 2), and has (2, 3). Rows and columns are swapped."
    with words.speaking("zh", ROOT):
        assert told() == "结果的形状应为 (3, 2)，实际为 (2, 3)。行与列颠倒了。"
        assert words.translate("`torch.eye` has ones on the diagonal only.") == "`torch.eye` 只有对角线上是 1。"
        assert words.translate("never translated") == "never translated"


def test_the_programs_catalogues_are_in_step() -> None:
    """The template names every text of the source, and what is compiled says what was translated."""
    wrong = make_catalogues().wrong(is_check=True)
    assert not [each for each in wrong if not each.startswith("not translated")]


def test_the_courses_catalogues_are_in_step() -> None:
    """`grade build` has nothing to write, and no translation lacks or invents a name."""
    from grader.course import read_course
    from grader.texts.translations import translations

    for each in translations(read_course(ROOT)):
        assert not each.stale
        assert not each.surplus
        assert not [fault for fault in each.faults if "not translated" not in fault]


def test_no_text_of_the_program_lacks_its_translation() -> None:
    """Every word a student may read is there in every language of the program."""
    assert make_catalogues().wrong(is_check=True) == []


def test_no_text_of_the_course_lacks_its_translation() -> None:
    """Every word of this course is there in every language it has."""
    from grader.course import read_course
    from grader.texts.translations import translations

    found = translations(read_course(ROOT))
    assert [each.language for each in found] == ["zh"]
    assert [each.faults for each in found] == [[]]


def test_english_reads_no_catalogue() -> None:
    """English costs nothing: no catalogue is opened."""
    assert words.spoken() == words.ENGLISH
    assert "babel" not in sys.modules or words.translate("x") == "x"
    assert words._SPOKEN[0].texts == {}


def test_a_class_is_told_in_the_language_typed(tmp_path: Path) -> None:
    """`--lang` decides, never the locale; each language has its own results, and a regrade keeps the language."""
    machine = {"LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    answer = tmp_path / "class" / "one" / "autograd.py"
    answer.parent.mkdir(parents=True)
    text = "import torch\n\n\ndef leaf(rows, columns):\n    return torch.ones(rows, columns)\n"
    answer.write_text(text, encoding="utf-8")
    record = tmp_path / "out" / "records" / "one.json"
    records = []
    for more in ([], ["--lang", "zh"], []):
        command = ["batch", str(tmp_path / "class"), "--out", str(tmp_path / "out"), "--course", str(ROOT)]
        result = CliRunner().invoke(cli, [*command, "--only", "autograd.leaf", "--device", "cpu", *more], env=machine)
        assert result.exit_code == 0, result.output
        records.append({**json.loads(record.read_text(encoding="utf-8")), "timing": None})
    assert records[0] == records[2]
    english, chinese = (
        [case["message"] for each in record["exercises"] for case in each["cases"]] for record in records[:2]
    )
    assert any("require grad" in message for message in english)
    assert all(message.isascii() for message in english)
    assert not any(message.isascii() for message in chinese if message)
    again = CliRunner().invoke(cli, ["regrade", str(tmp_path / "out"), "--course", str(ROOT)], env=machine)
    assert again.exit_code == 0, again.output
