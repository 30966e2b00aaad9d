"""Exports that fill the table of a system: what it takes back, and nothing else in it touched."""

import csv
import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_reports import STABLE, report, submission, unstable
from workbooks import workbook

from autograder.errors import UsageError
from autograder.grading.results import Report
from autograder.reports.export_format import Export, Options
from autograder.reports.formats import FORMATS
from autograder.reports.roster import roster_of
from autograder.reports.sheet import parse_sheet

BLACKBOARD = (
    '"Last Name","First Name","Username","Student ID","Last Access","Availability",'
    '"Total [Total Pts: up to 30 Score] |1","Softmax with cross entropy [Total Pts: 10 Score] |664617",'
    '"Quiz 2 [Total Pts: 10 Score] |664618"\n'
    '"Ito","Ann","alice","1001","2026-11-20 10:00:00","Yes","12","","3"\n'
    '"森","勉","bob","1002","","Yes","","2",""\n'
    '"O\'Neill","C ""Cy""","carol","1003","","Yes","","","7"\n'
)
BRIGHTSPACE = (
    "OrgDefinedId,Username,Last Name,First Name,Email,Softmax with cross entropy Points Grade <Numeric MaxPoints:10>,"
    "Quiz Points Grade <Numeric MaxPoints:5>,End-of-Line Indicator\n"
    "#1001,#alice,Ito,Ann,a@x.ca,,3,#\n#1002,#bob,Mori,Ben,b@x.ca,2,,#\n"
)
SAKAI = (
    '"Student ID","Student Name","Softmax with cross entropy [10]","* Softmax with cross entropy","Quiz [5]","* Quiz",'
    '"# Total"\n"alice","Ito, Ann","","well","3","","3"\n"bob","Mori, Ben","2","","","","2"\n'
)
GRADES_CSV = (
    '"Softmax","SCORE_GRADE_TYPE"\n""\n'
    '"Display ID","ID","Last Name","First Name","grade","Submission date","Late submission"\n'
    '"alice","a-1","Ito","Ann","","2026-11-20T10:00:00Z","On time"\n"bob","b-1","森","勉","","",""\n'
)
MANABA = [
    *([["レポート"], [], ["# 点数を記入してください"], [], [], []]),
    ["# 内部コースID", "# コース名", "# ユーザID", "# 学籍番号", "# 氏名", "# 合計点", "# 講評"],
    ["1", "数値計算", "u1", "alice", "伊藤　杏", "", ""],
    ["1", "数値計算", "u2", "bob", "森　勉", "", "再提出"],
    ["#end"],
]


def exported(name: str, roster: bytes, *ids: str, **options: object) -> Export:
    """Everybody has 10 points but bob, who has 9."""
    read = roster_of(parse_sheet(roster, "r.csv"), "r.csv")
    return FORMATS[name].render(class_of(*ids), Options(roster=read, **options))


def class_of(*ids: str) -> Report:
    return report(*(submission(i, unstable(STABLE)) if i == "bob" else submission(i) for i in ids))


def rows_of(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


# Blackboard


def test_blackboard_gets_its_own_columns_and_no_other_items() -> None:
    export = exported("blackboard", BLACKBOARD.encode(), "bob", "alice")
    assert rows_of(export.text) == [
        [
            *("Last Name", "First Name", "Username", "Student ID", "Last Access", "Availability"),
            "Softmax with cross entropy [Total Pts: 10 Score] |664617",
        ],
        ["Ito", "Ann", "alice", "1001", "2026-11-20 10:00:00", "Yes", "10"],
        ["森", "勉", "bob", "1002", "", "Yes", "9"],
        ["O'Neill", 'C "Cy"', "carol", "1003", "", "Yes", ""],
    ]
    assert not export.notes
    assert not export.left_out


def test_blackboards_xls_is_tab_separated_utf_16_and_stays_so() -> None:
    table = BLACKBOARD.replace('","', '"\t"')
    export = exported("blackboard", table.encode("utf-16"), "alice", "bob")
    assert export.content.startswith(b"\xff\xfe")
    rows = rows_of(export.content.decode("utf-16"), "\t")
    assert rows[2][:4] + rows[2][6:] == ["森", "勉", "bob", "1002", "9"]
    assert '"Ito"\t"Ann"\t"alice"' in export.content.decode("utf-16")


def test_blackboard_asks_which_column_and_makes_a_new_one_only_where_there_is_none() -> None:
    others = BLACKBOARD.replace("Softmax with cross entropy", "Quiz 1")
    with pytest.raises(
        UsageError, match=r"r.csv: which column is the assignment's\? Add --column with one of 'Quiz 1'"
    ):
        exported("blackboard", others.encode(), "alice")
    for column in ("quiz 1", "Quiz 1 [Total Pts: 10 Score] |664617"):
        header, alice, *_ = rows_of(exported("blackboard", others.encode(), "alice", column=column).text)
        assert (header[-1], alice[-1]) == ("Quiz 1 [Total Pts: 10 Score] |664617", "10")
    new = exported("blackboard", b"Last Name,Username\nIto,alice\n", "alice")
    assert rows_of(new.text) == [
        ["Last Name", "Username", "Softmax with cross entropy [Total Pts: 10 Score]"],
        ["Ito", "alice", "10"],
    ]
    assert "the file adds it" in new.notes[0].en


def test_one_column_is_the_one_and_another_scale_is_said() -> None:
    export = exported("blackboard", b"Username,HW [Total Pts: 100 Score] |5\nalice,\n", "alice")
    assert rows_of(export.text)[1] == ["alice", "10"]
    assert "in the column 'HW [Total" in export.notes[0].en
    assert "out of 100, the assignment out of 10" in export.notes[1].en


# Brightspace


def test_brightspace_gets_ids_the_item_and_the_end_of_the_line() -> None:
    export = exported("brightspace", BRIGHTSPACE.encode(), "alice", "bob")
    item = "Softmax with cross entropy Points Grade <Numeric MaxPoints:10>"
    assert rows_of(export.text) == [
        ["OrgDefinedId", "Username", item, "End-of-Line Indicator"],
        ["#1001", "#alice", "10", "#"],
        ["#1002", "#bob", "9", "#"],
    ]
    assert rows_of(exported("brightspace", BRIGHTSPACE.encode(), "1002").text)[2][2] == "10"


def test_brightspace_makes_an_item_before_the_end_of_the_line() -> None:
    header, alice = rows_of(exported("brightspace", b"Username,Email\nalice,a@x.ca\n", "alice", column="HW").text)
    assert header == ["Username", "HW Points Grade <Numeric MaxPoints:10>", "End-of-Line Indicator"]
    assert alice == ["alice", "10", "#"]


# Sakai


def test_sakai_gets_the_item_with_its_comments_and_no_others() -> None:
    export = exported("sakai", SAKAI.encode(), "alice", "bob")
    assert rows_of(export.text) == [
        [
            *("Student ID", "Student Name", "Softmax with cross entropy [10]", "* Softmax with cross entropy"),
            "# Total",
        ],
        ["alice", "Ito, Ann", "10", "well", "3"],
        ["bob", "Mori, Ben", "9", "", "2"],
    ]


def test_the_grades_csv_of_a_sakai_assignment_is_filled_to_the_byte() -> None:
    export = exported("sakai", GRADES_CSV.encode(), "alice", "bob")
    expected = GRADES_CSV.replace('"Ann",""', '"Ann",10').replace('"勉",""', '"勉",9')
    assert export.text == expected


# manaba


def test_manabas_workbook_comes_back_with_marks_and_all_else_as_it_was() -> None:
    before = workbook(MANABA)
    after = exported("manaba", before, "alice", "bob").content
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert old.namelist() == new.namelist()
        sheets = [z.read("xl/worksheets/sheet1.xml").decode() for z in (old, new)]
        assert all(old.read(n) == new.read(n) for n in old.namelist() if "sheet1" not in n)
    assert re.sub(r"<v>(10|9)</v></c>", "/>", sheets[1].replace('"><v>10', '"><v>10')) != sheets[0]
    rows = parse_sheet(after, "r.xlsx").rows
    assert [row[5] for row in rows[7:9]] == ["10", "9"]
    assert [(*row[:5], *row[6:]) for row in rows] == [(*row[:5], *row[6:]) for row in parse_sheet(before, "r").rows]


def test_manabas_sheet_saved_as_csv_on_a_japanese_windows_is_read_and_stays_cp932() -> None:
    text = io.StringIO()
    csv.writer(text).writerows(MANABA)
    export = exported("manaba", text.getvalue().encode("cp932"), "u1", "u2")
    expected = text.getvalue().replace("伊藤　杏,", "伊藤　杏,10").replace("森　勉,", "森　勉,10")
    assert export.content.decode("cp932") == expected


def test_manaba_takes_only_its_own_sheet() -> None:
    with pytest.raises(UsageError, match="only its own sheet"):
        FORMATS["manaba"].render(class_of("alice"), Options())
    with pytest.raises(UsageError, match=r"r.csv: has no column 合計点 or 得点 or 点数; name the one for marks"):
        exported("manaba", "学籍番号\nalice\n".encode(), "alice")


# Any table


NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)


@given(
    st.lists(st.tuples(NAMES, NAMES, st.sampled_from(["", "4"])), min_size=1, max_size=6),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_a_roster_comes_back_unchanged_but_for_the_grades(rows, delimiter, quoting, end, encoding) -> None:
    def written(grade: str) -> str:
        header = ["Username", "name", "HW", "remark"]
        table = [header, *([f"s{i}", name, old, remark] for i, (name, remark, old) in enumerate(rows))]
        table[1][2] = grade or table[1][2]
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(table)
        return text.getvalue().replace("\r", end.replace("\n", "")) if end == "\n" else text.getvalue()

    export = exported("table", written("").encode(encoding), "s0", column="HW")
    assert export.content.decode(encoding) == re.sub('"?THE GRADE"?', "10", written("THE GRADE"))
    assert not export.left_out


def test_a_table_gets_a_column_that_its_encoding_can_spell() -> None:
    western = "Username,Name\nalice,François\nbob,Müller\n".encode("cp1252")
    assert exported("table", western, "alice", column="HW").content.decode("cp1252") == (
        "Username,Name,HW\nalice,François,10\nbob,Müller\n"
    )
    with pytest.raises(UsageError, match="no letters for '課題'; name the column"):
        exported("table", western, "alice", column="課題")
    with pytest.raises(UsageError, match="add it as --roster"):
        FORMATS["table"].render(class_of("alice"), Options())


def test_a_workbook_becomes_csv_where_the_system_takes_no_workbook() -> None:
    rows = [["Username", "HW [Total Pts: 10 Score] |5"], ["alice", ""], ["bob", ""]]
    export = exported("blackboard", workbook(rows), "alice", "bob")
    assert export.content.decode("utf-8-sig").splitlines() == [
        "Username,HW [Total Pts: 10 Score] |5",
        "alice,10",
        "bob,9",
    ]


@pytest.mark.parametrize("name", ["blackboard", "brightspace", "sakai"])
def test_without_a_roster_ids_are_taken_for_logins_and_that_is_said(name: str) -> None:
    export = FORMATS[name].render(class_of("alice", "bob"), Options(column="HW"))
    header, alice, bob = rows_of(export.text)
    assert "HW" in (header[1] if name != "sakai" else header[2])
    assert ("10" in alice, "9" in bob) == (True, True)
    assert "no --roster" in export.notes[0].en


@pytest.mark.parametrize("data", [b"PK\x03\x04", workbook([["a"]])[:200], b"\xff\xfea", b'a,b\n"x" y,1\n', b"\x00"])
def test_what_is_no_table_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(UsageError, match=r"^r.csv: "):
        roster_of(parse_sheet(data, "r.csv"), "r.csv")


@given(st.lists(st.lists(NAMES, max_size=4), max_size=5))
def test_a_workbook_reads_as_it_was_written(rows) -> None:
    clean = [[re.sub(r"[\x00-\x1f\ufffe\uffff\r]", "", cell) for cell in row] for row in rows]
    read = parse_sheet(workbook(clean), "r.xlsx").rows
    assert [[*row, *[""] * (len(c) - len(row))] for row, c in zip(read, clean, strict=True)] == clean


def test_a_student_is_found_by_whatever_the_download_calls_them() -> None:
    """The ids of one class: a login, a number after # (Brightspace), a user id of a file name, a name."""
    roster = (
        'Student,ID,SIS Login ID\n    Points Possible,,\n"Ito, Ann",12345,aito\n"森, 勉",12346,tmori\nCy,12347,cy\n'
    )
    export = exported("canvas", roster.encode(), "aito", "12346", "Cy")
    assert sorted(row[1] for row in rows_of(export.text)[2:]) == ["12345", "12346", "12347"]
    assert not export.left_out
