"""What may leave as a file: HTCDS 2.0 as it is, tables with a dictionary that says the same as they do, and nobody who can be
known again by whoever got another file."""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace as changed

from services.reporting.exports.columns import STRICT, codes, columns_of, tables
from services.reporting.exports.htcds import OURS, faults, standard
from services.reporting.exports.known import Known, Pseudonyms, everybody, may_be_told
from services.reporting.exports.package import NotOfTheStandard, Ordered, made
from services.reporting.exports.rows import ROWS, mapping
from services.reporting.exports.written import DICTIONARY, text
from services.reporting.projections import persons
from services.reporting.projections.order import in_order
from services.reporting.projections.persons import Person
from services.reporting.projections.pinned import folded
from services.reporting.projections.told import told
from services.reporting.projections.trafficking import Consent, Facts, Leg, Trafficking
from shared.kernel.words import AgeGroup, Ethnicity, Sex
from shared.tables import as_csv, safe
from tests.reporting.town import NAME, PROVEN, VICTIM, Town, law, linked, may, walked

FORMS = sorted(tables().forms)
STATUSES = (
    persons.REPORTED, persons.RECEIVED, persons.VERIFYING, persons.VICTIM, persons.NOT_VICTIM, persons.UNRESOLVED,
    persons.POLICE_REFUSED,
)  # fmt: skip


def pseudonyms(scope: str = "the province", key: bytes = b"k" * 32) -> Pseudonyms:
    return Pseudonyms(key, scope)


def people(town: Town | None = None, scope: str = "the province") -> list[Known]:
    entries = (walked() if town is None else town).journal()
    return everybody(folded([told(entry) for entry in in_order(entries)]), pseudonyms(scope).of)


def ordered(form: str) -> Ordered:
    return Ordered(form, "province_labour", "report", "plan", date(2023, 5, 31), {"intake.labour": 30}, 0)


def files(form: str, known: Sequence[Known]) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made(known, ordered(form), law()).content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _one_of(kind: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(law().listed(kind)))


def _some_of(kind: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(_one_of(kind), max_size=4, unique=True).map(tuple)


@st.composite
def somebody(draw: st.DrawFn) -> Known:
    """Anybody the rules let happen, in the codes of the profile."""
    day = st.none() | st.dates(date(2023, 1, 1), date(2023, 12, 31))
    counted = st.integers(1, 5)
    person = Person(
        sex=draw(st.sampled_from(Sex)), age_group=draw(st.sampled_from(AgeGroup)), ethnicity=draw(st.sampled_from(Ethnicity)),
        unit=draw(st.none() | st.sampled_from(sorted(law().units))), status=draw(st.sampled_from(STATUSES)),
        proof_type=draw(st.none() | _one_of("proof_types")), purpose=draw(st.none() | _one_of("purposes")),
        route=draw(st.none() | _one_of("routes")), country=draw(st.none() | _one_of("countries")),
        cross_border=draw(st.none() | st.booleans()), reported_on=draw(day), received_on=draw(day), closed_on=draw(day),
        essential_needs=draw(_some_of("essential_needs")),
        regimes=draw(st.dictionaries(_one_of("regimes"), counted)), services=draw(st.dictionaries(_one_of("services"), counted)),
    )  # fmt: skip
    leg = st.builds(
        Leg, _one_of("htcds_leg_type"), _one_of("countries"), st.none() | st.integers(1990, 2023), st.none()
    )
    sites = "htcds_websites_and_apps"
    facts = Facts(
        acts=draw(_some_of("trafficking_acts")), means=draw(_some_of("trafficking_means")), purposes=draw(_some_of("purposes")),
        age_at_act=draw(st.sampled_from(AgeGroup)),
        relationship_to_trafficker=draw(st.none() | _one_of("htcds_relationship_to_trafficker")),
        method_of_recruitment=draw(_some_of("htcds_method_of_recruitment")), recruitment_websites_and_apps=draw(_some_of(sites)),
        methods_of_control=draw(_some_of("htcds_methods_of_control")),
        type_of_exploitation=draw(_some_of("htcds_type_of_exploitation")),
        type_of_sex_exploitation=draw(_some_of("htcds_type_of_sex_exploitation")),
        forced_labour_industry=draw(st.none() | _one_of("htcds_forced_labour_industry")),
        exploitation_websites_and_apps=draw(_some_of(sites)), legs=tuple(draw(st.lists(leg, max_size=3))),
    )  # fmt: skip
    consent = draw(st.none() | st.sampled_from([Consent.GIVEN, Consent.PARTLY]))
    closed = draw(st.none() | _one_of("closing_reasons"))
    return Known(
        pseudonyms().of(draw(st.uuids()).hex), person, Trafficking(facts, consent, closed, draw(st.booleans()))
    )


def test_the_standard_is_whole_as_its_sheet_has_it() -> None:
    fields = standard().fields
    assert len(fields) == 84
    assert sum(field.core for field in fields.values()) == 40
    assert [name for name, field in fields.items() if field.gone] == [
        "vic_AgreementToManagePersonalData", "vic_Vulnerabilities", "vic_DetailsOfVulnerabilities",
    ]  # fmt: skip
    assert {field.type for field in fields.values()} == {"text", "date", "number", "yes_no", "one", "many"}


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        ({"prs_Gender": "female"}, "prs_Gender: female is none of its codes"),
        ({"prs_Birthdate": "2001"}, "prs_Birthdate: str is no date"),
        ({"vic_MethodsOfControl": ("x_UsesChildren",)}, "vic_MethodsOfControl: x_UsesChildren is none of its codes"),
        ({"vic_MethodsOfControl": "DebtBondage"}, "vic_MethodsOfControl: str is no many"),
        ({"vic_AgeWhenTrafficked": True}, "vic_AgeWhenTrafficked: bool is no number"),
        ({"prs_MobilePhone": "0912 345 678"}, "prs_MobilePhone: does not look like a phone"),
        ({"vic_Vulnerabilities": ("Poverty",)}, "vic_Vulnerabilities: given up in 2.0"),
        ({"x_PersonId": "P1"}, "x_PersonId: no field of the standard"),
    ],
)  # fmt: skip
def test_what_the_standard_does_not_have_is_a_fault(record: dict[str, Any], fault: str) -> None:
    assert list(faults(record)) == [fault]


@given(somebody())
def test_a_strict_record_of_anybody_is_valid_against_the_standard(known: Known) -> None:
    for name, columns in columns_of(STRICT).items():
        for row in ROWS[name](known, law()):
            assert list(faults({column: row[column] for column in columns})) == []


@given(st.lists(somebody(), max_size=4), st.sampled_from(FORMS))
def test_every_code_written_stands_in_the_dictionary_of_the_same_file(known: list[Known], form: str) -> None:
    found = files(form, known)
    said = {(line["table"], line["column"], line["code"]) for line in rows(found["dictionary.csv"])}
    for name, columns in columns_of(form).items():
        for row in rows(found[f"{name}.csv"]):
            for column, cell in row.items():
                if codes(column, columns[column], law()):
                    assert all((name, column, code) in said for code in cell.split(";") if cell), (
                        column,
                        cell,
                    )


@given(somebody(), st.sampled_from(FORMS))
def test_a_row_has_the_columns_the_dictionary_says_and_no_other(known: Known, form: str) -> None:
    found = files(form, [known])
    said: dict[str, list[str]] = {}
    for line in rows(found["dictionary.csv"]):
        if line["column"] not in said.setdefault(line["table"], []):
            said[line["table"]].append(line["column"])
    for name in columns_of(form):
        assert next(csv.reader(io.StringIO(found[f"{name}.csv"].decode("utf-8-sig")))) == said[name]
        whole = set(columns_of("htcds_extended" if form == STRICT else form)[name])
        assert all(set(row) == whole for row in ROWS[name](known, law())), "a row says what no column has"


@pytest.mark.parametrize("kind", ["purposes", "services", "proof_types", "sexes"])
def test_every_code_of_the_profile_has_its_word_in_the_standard_or_a_reason_to_have_none(kind: str) -> None:
    assert mapping()[kind].keys() == law().listed(kind).keys()


def test_how_far_identification_is_has_its_word_in_the_standard() -> None:
    assert sorted(mapping()["statuses"]) == sorted(STATUSES)
    assert sorted(tables().tables["persons"].columns["status"].values) == sorted(STATUSES)


def test_words_given_to_codes_of_the_standard_are_for_all_of_them() -> None:
    for table in tables().tables.values():
        for name, column in table.columns.items():
            if column.values and name in standard().fields:
                assert sorted(column.values) == sorted(standard().fields[name].values), name


def test_every_column_that_answers_to_the_standard_names_a_field_there_is() -> None:
    extended = {name for columns in columns_of("htcds_extended").values() for name in columns}
    for columns in columns_of("tables").values():
        for name, column in columns.items():
            assert column.htcds is None or column.htcds in standard().fields.keys() | extended, name


def test_what_names_a_person_stays_empty_and_is_never_made_up() -> None:
    found = files(STRICT, people())
    named = [name for name in standard().fields if name.startswith("prs_") and name != "prs_Gender"]
    for row in rows(found["htcds.csv"]):
        assert {row[name] for name in named if name in row} == {""}
    for form in FORMS:
        content = made(people(), ordered(form), law()).content
        assert NAME.encode() not in content
        assert not any(str(case).encode() in content or case.hex.encode() in content for case in (VICTIM, PROVEN))


def test_a_strict_file_has_nothing_of_ours() -> None:
    names = {name for columns in columns_of(STRICT).values() for name in columns}
    assert not any(name.startswith(OURS) for name in names)
    assert names <= standard().fields.keys()


def test_a_strict_record_that_broke_the_standard_would_give_nothing_away(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = replace(people()[0], person=changed(people()[0].person, services={"treatment": 1}))
    monkeypatch.setitem(ROWS, "support", lambda *_: iter([{"spl_Type": "Doctor", "x_PersonId": "P"}]))
    with pytest.raises(NotOfTheStandard, match="Doctor is none of its codes"):
        made([wrong], ordered(STRICT), law())


@pytest.mark.parametrize("form", FORMS)
def test_the_same_people_and_positions_give_the_same_bytes(form: str) -> None:
    first = made(people(), ordered(form), law())
    assert first.content == made(people(), ordered(form), law()).content
    other = replace(ordered(form), positions={"intake.labour": 31})
    assert first.digest != made(people(), other, law()).digest


def test_excel_reads_vietnamese_and_no_cell_is_a_formula_for_it() -> None:
    content = files("tables", people())["dictionary.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    assert "Cưỡng bức lao động" in content.decode("utf-8-sig")
    assert b"\r\n" in content
    assert b"\n" not in content.replace(b"\r\n", b"")


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), max_size=5))
def test_whatever_stands_in_a_cell_comes_back_and_is_never_a_formula(cells: list[list[str]]) -> None:
    whole = [[cell.replace("\x00", "") for cell in row] for row in cells]
    read = list(csv.reader(io.StringIO(as_csv(("a", "b"), whole).decode("utf-8-sig"), newline="")))[1:]
    assert read == [[safe(cell) for cell in row] for row in whole]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in read for cell in row)


def test_values_are_written_as_everybody_reads_them() -> None:
    assert [text(value) for value in (None, True, False, date(2023, 5, 6), 3, ("a", "b"), ())] == [
        "", "TRUE", "FALSE", "2023-05-06", "3", "a;b", "",
    ]  # fmt: skip
    assert safe("=1+1") == "'=1+1"
    assert DICTIONARY[0] == "table"


def test_a_person_has_the_same_pseudonym_for_the_same_recipient_and_another_for_every_other() -> None:
    mine, again, theirs = people(), people(), people(scope="a university")
    assert [known.id for known in mine] == [known.id for known in again]
    assert {known.id for known in mine}.isdisjoint(known.id for known in theirs)
    assert pseudonyms(key=b"x" * 32).of(str(VICTIM)) != pseudonyms().of(str(VICTIM))


def test_two_cases_of_one_person_are_one_row_under_the_pseudonym_of_the_first() -> None:
    both = people(linked(Town(), until=may(9)))
    assert len(both) == 1
    apart = people(linked(Town(), until=may(10)))
    assert len(apart) == 2
    assert both[0].id in {known.id for known in apart}


def known(consent: Consent | None) -> Known:
    return Known("P1", Person(received_on=may(5)), Trafficking(consent=consent))


@pytest.mark.parametrize(
    ("consent", "by_duty", "by_consent"),
    [(Consent.GIVEN, 1, 1), (Consent.PARTLY, 1, 0), (None, 1, 0), (Consent.REFUSED, 0, 0)],
)
def test_whoever_said_no_is_in_no_file_and_by_consent_only_whoever_gave_it(
    consent: Consent | None, by_duty: int, by_consent: int
) -> None:
    assert len(may_be_told([known(consent)], needs_consent=False)) == by_duty
    assert len(may_be_told([known(consent)], needs_consent=True)) == by_consent


def test_codes_that_only_we_have_become_other_in_the_standard_and_are_said_beside_it() -> None:
    facts = Facts(methods_of_control=("x_UsesChildren", "DebtBondage"), recruitment_websites_and_apps=("x_Zalo",))
    (row,) = ROWS["htcds"](Known("P1", Person(), Trafficking(facts)), law())
    assert row["vic_MethodsOfControl"] == ("Other", "DebtBondage")
    assert row["vic_RecruitmentWebsitesAndApps"] == ("Other",)
    assert (row["x_UsesChildren"], row["x_RestrictsMovement"], row["x_Zalo"]) == (True, False, True)


def test_where_the_facts_say_nothing_the_main_purpose_says_what_she_was_exploited_for() -> None:
    (row,) = ROWS["htcds"](Known("P1", Person(purpose="P06"), Trafficking()), law())
    assert row["vic_TypeOfExploitation"] == ("ForcedLabour",)
    (unknown,) = ROWS["htcds"](Known("P1", Person(purpose="P99"), Trafficking()), law())
    assert unknown["vic_TypeOfExploitation"] == ()


def test_the_readme_names_the_source_of_the_standard_and_claims_no_endorsement() -> None:
    said = files(STRICT, people())["README.txt"].decode("utf-8-sig")
    assert "CC BY 4.0" in said
    assert "IOM has not endorsed" in said
    assert "htcds.csv: Mỗi dòng là một người" in said
    assert "{" not in said
