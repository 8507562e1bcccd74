"""Formats for a class: goldens, and what Canvas and Moodle would change by their own rules."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import consumers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_records import HOSTILE, full, not_graded, unreadable
from test_export_records import UPDATE

from grader.emit.canvas import canvas
from grader.emit.downloaded import Filled, read_downloaded, write_downloaded
from grader.emit.line import Line, class_csv, line_of
from grader.emit.moodle import moodle_import, moodle_worksheet
from grader.emit.table import cell, read_cell

GOLDENS = Path(__file__).parent / "goldens" / "export" / "class"
# What a class table says: a whole score, a half one with points pending, none, nothing handed in, a hostile name.
CLASS = [
    Line("101", "Ada Lovelace", "ada@school.edu", "A", Decimal("61.50"), Decimal(65), Decimal("1.5"), "1 day late"),
    Line("ben", "Ben Bit", "ben@school.edu", "A", Decimal(40), Decimal(65)),
    Line("cleo", "Cleo Cache", "cleo@school.edu", "B", None, Decimal(65), remarks="not graded"),
    Line("dora", "Dora Disk", "dora@school.edu", "B", remarks="nothing handed in"),
    Line("=1+1", HOSTILE, "eve@school.edu", "B", Decimal(0), Decimal(65), remarks=HOSTILE),
]
TITLES = '"Essay, long (777)",Current Score,Final Score'
GRADEBOOK = f"""\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Homework 1 (12345),{TITLES}
,,,,,Manual Posting,,(read only),(read only)
    Points Possible,,,,,65.00,10.00,(read only),(read only)
"Lovelace, Ada",101,s1,alovelace,A,,9.00,90.00,90.00
"Bit, Ben",102,s2,ben,A,40.0,8.50,85.00,85.00
"Cache, Cleo",103,s3,ccache,B,33.00,,,
"Disk, Dora",104,s4,dora,B,12.00,,,
"=HYPERLINK(1)",105,s5,eve@school.edu,B,,,,
"Student, Test",106,,,A,,,,
"""
COURSE = consumers.CanvasCourse(
    {101: ("alovelace", "Ada"), 102: ("ben", "Ben"), 103: ("ccache", "C"), 104: ("dora", "D"),
     105: ("eve@school.edu", "E"), 106: ("", "Test")},
    {12345: "Homework 1", 777: "Essay, long"},
    {(101, 777): "9.0", (102, 12345): "40.0", (102, 777): "8.5", (103, 12345): "33.0", (104, 12345): "12.0"},
)  # fmt: skip
CHANGED = "Grade can be changed,Last modified (grade),Feedback comments"
WORKSHEET = f"""Identifier,Full name,Email address,Status,Grade,Maximum Grade,{CHANGED}
Participant 901,Ada Lovelace,ada@school.edu,Submitted,,65.00,Yes,-,"<p>Well
done</p>"
Participant 902,Ben Bit,ben@school.edu,Submitted,"40,00",65.00,Yes,"Monday, 2 November 2026, 9:00 AM",
Participant 903,Cleo Cache,cleo@school.edu,Submitted,33.00,65.00,Yes,-,
Participant 904,Dora Disk,dora@school.edu,No submission,12.00,65.00,Yes,-,
Participant 905,Eve,eve@school.edu,Submitted,,65.00,No,-,
"""
STORED = {
    901: ("", "<p>Well\ndone</p>"), 902: ("40", ""), 903: ("33", ""), 904: ("12", ""), 905: ("", ""),
}  # fmt: skip


def golden(name: str, text: str) -> None:
    """The file is the one that was looked at."""
    path = GOLDENS / name
    if UPDATE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    assert text == path.read_bytes().decode("utf-8")


class TestCsv:
    def test_golden(self) -> None:
        """A line for each student; a missing score is an empty cell; what looks like a formula is text."""
        golden("class.csv", class_csv([*CLASS, line_of(full()), line_of(not_graded()), line_of(unreadable())]))

    def test_nothing_is_computed(self) -> None:
        """No cell begins like a formula, and each row has as many cells as the header."""
        rows = list(csv.reader(io.StringIO(class_csv(CLASS), newline="")))
        assert len({len(row) for row in rows}) == 1
        assert not [each for row in rows for each in row if each.startswith(("=", "+", "-", "@", "\t", "\r"))]

    @given(st.text(max_size=20))
    def test_cells_can_be_read_back(self, text: str) -> None:
        """The apostrophe is taken off again, and only that one."""
        shown = text if text.isprintable() else "".join(c if c.isprintable() else "?" for c in text)
        assert read_cell(cell(shown)) == shown


class TestCanvas:
    def filled(self, assignment: str | None = "Homework 1", out_of: Decimal | None = None) -> Filled:
        """The gradebook with the class's scores."""
        return canvas(GRADEBOOK, CLASS, assignment, out_of)

    def test_golden(self) -> None:
        """Byte for byte, with the mark at the beginning that the download had."""
        golden("canvas.csv", self.filled().text)

    def test_only_scores_are_changed(self) -> None:
        """Whoever has no score keeps the cell there was; equal scores and the essay are no change."""
        assert consumers.canvas(self.filled().text, COURSE) == {(101, 12345): "61.5", (105, 12345): "0"}

    def test_who_is_left_out(self) -> None:
        """It is said, with the reason."""
        filled = self.filled()
        assert filled.left_out == ("cleo: not graded", "dora: nothing handed in")
        assert filled.count == 3

    def test_without_the_scores_of_others(self) -> None:
        """A student who is not in the template is told, and nothing is guessed from a name that two rows have."""
        twins = GRADEBOOK.replace('"Student, Test",106', '"Lovelace, Ada",106')
        stranger = Line("zoe", "Ada Lovelace", "", "", Decimal(1), Decimal(65))
        filled = canvas(twins, [stranger], "12345", None)
        assert filled.count == 0
        assert filled.left_out == ("zoe: no row of the template is clearly theirs",)
        assert consumers.canvas(filled.text, COURSE) == {}

    def test_by_name(self) -> None:
        """A name will do where it is one student's and one row's, in either order."""
        line = Line("zoe", "Cleo Cache", "", "", Decimal("33.004"), Decimal(65))
        assert consumers.canvas(canvas(GRADEBOOK, [line], "12345", None).text, COURSE) == {}
        line = Line("zoe", "cleo  cache", "", "", Decimal(34), Decimal(65))
        assert consumers.canvas(canvas(GRADEBOOK, [line], "12345", None).text, COURSE) == {(103, 12345): "34"}

    def test_a_name_cannot_take_a_grade(self) -> None:
        """A student who takes another one's number or address for a name gets nothing by it."""
        forged = GRADEBOOK.replace('"Bit, Ben",102', '"101",102')
        changes = consumers.canvas(canvas(forged, CLASS[:1], "12345", None).text, COURSE)
        assert changes == {(101, 12345): "61.5"}

    def test_out_of(self) -> None:
        """Scores are scaled to what the assignment counts, half a cent up; a difference is said otherwise."""
        assert consumers.canvas(self.filled(out_of=Decimal(10)).text, COURSE)[101, 12345] == "9.46"
        assert self.filled().remarks == ()
        assert "out of 65, the scores are out of 10" in self.filled(out_of=Decimal(10)).remarks[0]

    @pytest.mark.parametrize(("cells", "reason"), [("EX", "is excused"), ("N/A", "does not have the assignment")])
    def test_cells_that_are_not_to_be_touched(self, cells: str, reason: str) -> None:
        """An excuse stays, and who does not have the assignment does not get it."""
        book = GRADEBOOK.replace("alovelace,A,,", f"alovelace,A,{cells},")
        filled = canvas(book, CLASS[:1], "12345", None)
        assert reason in filled.left_out[0]
        assert f",{cells}\n" in filled.text

    def test_semicolons(self) -> None:
        """A gradebook of a language that writes decimals with a comma."""
        book = "Student;ID;SIS Login ID;Section;Homework 1 (12345)\nAda;101;alovelace;A;\nBen;102;ben;A;40,00\n"
        text = canvas(book, CLASS[:2], None, None).text
        assert text.splitlines()[1:] == ["Ada;101;alovelace;A;61.5", "Ben;102;ben;A;40,00"]
        assert consumers.canvas(text, COURSE) == {(101, 12345): "61.5"}

    @pytest.mark.parametrize(
        ("template", "assignment", "said"),
        [
            ("a,b\n1,2\n", None, "no gradebook of Canvas"),
            ("", None, "no table"),
            (GRADEBOOK, None, "not said which one"),
            (GRADEBOOK, "Homework 2", "`Homework 2` is not one of them"),
            (GRADEBOOK, "Final Score", "is not one of them"),
            (GRADEBOOK.replace("65.00", "(read only)"), "12345", "does not let the column"),
        ],
    )
    def test_no_template(self, template: str, assignment: str | None, said: str) -> None:
        """What is missing is said in one sentence."""
        with pytest.raises(ValueError, match=said):
            canvas(template, CLASS, assignment, None)


class TestMoodleImport:
    def test_golden(self) -> None:
        """Students with a score alone: an empty grade would take one away."""
        golden("moodle.csv", moodle_import(CLASS, "Homework 1", None).text)

    @pytest.mark.parametrize("column", ["email", "username"])
    def test_grades(self, column: str) -> None:
        """Mapped by address or by user name."""
        users = {"ada@school.edu": 1, "ben@school.edu": 2, "101": 1, "ben": 2}
        text = moodle_import(CLASS, "Homework 1", Decimal(100)).text
        assert consumers.moodle_import(text, users, column, "Homework 1") == {1: Decimal("94.62"), 2: Decimal("61.54")}

    def test_who_is_left_out(self) -> None:
        """Whom Moodle could not know is not in it: one unknown user cancels everything."""
        twins = [*CLASS, Line("flo", email="BEN@school.edu", score=Decimal(1), possible=Decimal(65))]
        filled = moodle_import(twins, "Homework 1", None)
        assert filled.count == 1
        assert [said.partition(":")[0] for said in filled.left_out] == ["ben", "cleo", "dora", "=1+1", "flo"]

    def test_grades_above_a_hundred(self) -> None:
        """They would cancel the import, so there is none."""
        with pytest.raises(ValueError, match="above 100"):
            moodle_import([Line("ada", score=Decimal(101), possible=Decimal(120))], "Homework", None)


class TestMoodleWorksheet:
    def filled(self, template: str = WORKSHEET) -> Filled:
        """The worksheet with the class's grades."""
        return moodle_worksheet(template, CLASS, None, None)

    def test_golden(self) -> None:
        """Every other cell as it came."""
        golden("moodle-worksheet.csv", self.filled().text)

    def test_only_grades_are_changed(self) -> None:
        """Equal grades are no change, whoever has none keeps it, and feedback stays."""
        assert consumers.moodle_worksheet(self.filled().text, STORED, Decimal(65)) == ({901: Decimal("61.5")}, {})

    def test_what_moodle_would_skip_is_said(self) -> None:
        """A locked grade, and one above the maximum."""
        assert "=1+1: the grade is locked in Moodle" in self.filled().left_out
        low = self.filled(WORKSHEET.replace("65.00", "50.00"))
        assert "101: 61.5 is above the 50 that Moodle takes" in low.left_out

    def test_another_language(self) -> None:
        """The column of grades can be named."""
        german = WORKSHEET.replace(",Grade,", ",Bewertung,")
        with pytest.raises(ValueError, match="no column `Grade`; its columns are Identifier, Full name"):
            self.filled(german)
        assert moodle_worksheet(german, CLASS, "Bewertung", None).text == self.filled().text.replace(
            ",Grade,", ",Bewertung,"
        )

    def test_participants_by_number(self) -> None:
        """Submissions named after the participant's number find their row, unless the roster says another name."""
        one = Line("901", score=Decimal(3), possible=Decimal(65))
        filled = moodle_worksheet(WORKSHEET, [one], None, None)
        assert consumers.moodle_worksheet(filled.text, STORED, Decimal(65))[0] == {901: Decimal(3)}
        other = Line("901", "Flo Float", score=Decimal(3), possible=Decimal(65))
        assert moodle_worksheet(WORKSHEET, [other], None, None).count == 0


@given(
    st.lists(st.lists(st.text("ab,;\"'\n\r é", max_size=6), min_size=3, max_size=3), min_size=1, max_size=5),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_a_downloaded_file_survives(rows: list[list[str]], line_end: str, has_mark: bool) -> None:
    """Whatever is in its cells, what is read and written again has the same cells and looks."""
    header = ["Student", "ID", "Section"]
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator=line_end, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    text = ("\ufeff" if has_mark else "") + stream.getvalue()
    book = read_downloaded(text)
    assert book.rows == (tuple(header), *(tuple(row) for row in rows))
    assert read_downloaded(write_downloaded(book, book.rows)) == book
