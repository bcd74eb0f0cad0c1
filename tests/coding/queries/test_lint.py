"""Each rule of the lint on the least that it should catch, and on what it should let pass."""

from datetime import date

import pytest

from claimwright.coding.queries import Answer, Indicator, Option, Paper, ProviderQuery, Record, lint
from claimwright.coding.queries.lint import lint_rules
from claimwright.core import Document, Evidence, replace

TEXT = "ASSESSMENT\n1. Heart failure. EF 30%. IV furosemide given.\n2. Hypertension.\nNo pneumonia."
RECORD = Record(
    papers=(
        Paper(document=Document(text=TEXT, date=date(2025, 10, 9))),
        Paper(document=Document(id="addendum", text="Acute systolic heart failure.", date=date(2025, 10, 10))),
        Paper(document=Document(id="before", text="EF 55%", date=date(2025, 1, 2)), encounter="e0"),
        Paper(document=Document(id="alien", text="EF 20%", date=date(2025, 10, 9)), patient="p2"),
        Paper(document=Document(id="mixed", text="Name: Ada Lind\nEF 20%\nName: Bo Marsh\n", date=date(2025, 10, 9))),
        Paper(document=Document(id="report", kind="pathology", text="Adenocarcinoma of the cecum.", date=date(2025, 10, 9))),
    ),
    patient="p1",
    encounter="e1",
)


def quoted(words, document="note", name="", label=""):
    text = RECORD.paper(document).document.text
    start = text.index(words)
    return Indicator(name=name, label=label, words=Evidence(document=document, start=start, end=start + len(words), text=words))


GOOD = ProviderQuery(
    purpose="specificity",
    title="Type and acuity of the documented heart failure",
    question="Based on your clinical judgment, can the type and acuity be stated?",
    indicators=(quoted("EF 30%", name="ef"), quoted("IV furosemide", name="treatment")),
    options=(
        Option(text="Acute systolic heart failure", supported_by=("ef", "treatment")),
        Option(text="Chronic systolic heart failure", supported_by=("ef",)),
        Option(text="Other (please specify)", kind="other"),
        Option(text="Unable to determine", kind="undetermined"),
    ),
)
YES_NO = replace(GOOD, form="yes-no", options=(), purpose="cause-effect", about=("Hypertension", "Heart failure"))
MOVED = Indicator(words=Evidence(start=0, end=6, text="EF 30%"))
LATER = Answer(outcome="agreed", addendum="addendum", codes_before=("I50.9",), codes_after=("I50.21",), changes="type stated")
BAD = [
    ("R1", replace(GOOD, indicators=())),
    ("R1", replace(GOOD, indicators=(*GOOD.indicators, MOVED))),
    ("R2", replace(GOOD, title="Pneumonia clarification")),
    ("R2", replace(GOOD, question="Was the furosemide given for acute kidney injury?")),
    ("R3", replace(GOOD, question=GOOD.question + " It would raise the DRG.")),
    ("R3", replace(GOOD, title="Heart failure type (MCC)")),
    ("R4", replace(GOOD, options=GOOD.options[1:])),
    ("R4", replace(GOOD, options=GOOD.options[:3])),
    ("R4", replace(GOOD, options=(*GOOD.options[:2], GOOD.options[3]))),
    ("R4", replace(GOOD, options=(Option(text="Cardiogenic shock"), *GOOD.options))),
    ("R5", replace(GOOD, form="yes-no", options=())),
    ("R5", replace(YES_NO, about=("Hypertension", "Sepsis"))),
    ("R5", replace(YES_NO, about=("Hypertension",))),
    ("R5", replace(YES_NO, purpose="substantiate", about=("Cholangiocarcinoma",))),
    ("R6", replace(GOOD, question="Please document acute systolic heart failure.")),
    ("R6", replace(GOOD, question="Do you agree that the type should be stated?")),
    ("R7", replace(GOOD, indicators=(*GOOD.indicators, quoted("EF 20%", "alien")))),
    ("R7", replace(GOOD, indicators=(*GOOD.indicators, quoted("EF 20%", "mixed")))),
    ("R7", replace(GOOD, indicators=(*GOOD.indicators, quoted("EF 55%", "before")))),
    ("R8", replace(GOOD, answer=replace(LATER, addendum="lost"))),
    ("R8", replace(GOOD, answer=replace(LATER, changes=""))),
    ("R8", replace(GOOD, answer=replace(LATER, outcome="undetermined"))),
]


@pytest.mark.parametrize(("rule", "query"), BAD, ids=[f"{rule}-{number}" for number, (rule, _) in enumerate(BAD)])
def test_a_fault_is_found_by_its_rule(rule, query, books):
    assert rule in {fault.rule for fault in lint(query, RECORD, books)}


def test_every_rule_is_tried():
    assert {rule for rule, _ in BAD} == {rule.id for rule in lint_rules()} == {f"R{number}" for number in range(1, 9)}


@pytest.mark.parametrize(
    "query",
    [
        GOOD,
        YES_NO,
        replace(GOOD, options=GOOD.options[1:], only_option="the ejection fraction alone supports one type"),
        replace(GOOD, form="open", options=()),
        replace(GOOD, answer=LATER),
        replace(GOOD, indicators=(*GOOD.indicators, quoted("EF 55%", "before", label="visit of 2025-01-02"))),
        replace(
            YES_NO,
            purpose="substantiate",
            title="Finding of the pathology report",
            question="Is the quoted finding of the pathology report a diagnosis of this patient?",
            about=("Adenocarcinoma of the cecum",),
            indicators=(quoted("Adenocarcinoma of the cecum", "report"),),
        ),
    ],
    ids=["choice", "yes-no", "one option", "open", "answered", "earlier encounter", "substantiate"],
)
def test_a_compliant_query_passes(query, books):
    assert lint(query, RECORD, books) == ()


def test_a_negated_diagnosis_is_not_a_documented_one(books):
    assert "R2" in {fault.rule for fault in lint(replace(GOOD, title="Kind of pneumonia"), RECORD, books)}


FREE = (Option(text="Yes"), Option(text="No"), *GOOD.options[2:])


@pytest.mark.parametrize(
    ("rule", "query"),
    [
        ("R2", replace(GOOD, title="Chronic diastolic heart failure")),
        ("R4", replace(YES_NO, options=FREE[:2])),
        ("R5", replace(YES_NO, options=(Option(text="Yes, hypertensive heart disease with sepsis"), *FREE[1:]))),
        ("R6", replace(GOOD, options=(replace(GOOD.options[0], text="Acute systolic heart failure (recommended)"), *GOOD.options[1:]))),
        ("R8", replace(GOOD, answer=replace(LATER, addendum="note"))),
    ],
)
def test_what_hides_in_a_title_an_option_or_an_answer(rule, query, books):
    assert {fault.rule for fault in lint(query, RECORD, books)} == {rule}


@pytest.mark.parametrize(
    "question",
    [
        "There appears to be conflicting documentation. Which type of heart failure was treated?",
        "It is not clearly documented which type of heart failure was treated. Can it be stated?",
        "What do these findings indicate in your judgment?",
        "This is a request for clarification: can the type of heart failure be stated?",
        "What is the most likely diagnosis for which furosemide is given?",
        "Was furosemide left out because of financial hardship or lack of insurance?",
        "Can the type be stated? Please document your answer in the progress notes.",
        "What was the AUDIT score, and the size of the graft in cms?",
        "I am reviewing this record and would appreciate a clarification of the type of heart failure.",
        "That a question is asked does not imply that any particular answer is desired. Can the type be stated?",
    ],
)
def test_plain_words_do_not_lead(question, books):
    assert lint(replace(GOOD, question=question), RECORD, books) == ()


def test_a_diagnosis_of_this_encounter_by_name_is_documented_and_another_patients_is_not(books):
    own = Paper(document=Document(id="own", text="Septic shock.", date=date(2025, 10, 9)), patient="p1", encounter="e1")
    titled = replace(GOOD, title="Septic shock")
    assert lint(titled, replace(RECORD, papers=(*RECORD.papers, own)), books) == ()
    assert "R2" in {fault.rule for fault in lint(titled, replace(RECORD, papers=(*RECORD.papers, replace(own, patient="p2"))), books)}


@pytest.mark.parametrize("kind", ["dietitian-note", "nursing-note", "wound-care-note", "radiology report", "physical-therapy"])
def test_what_others_wrote_is_not_the_providers(kind, books):
    paper = Paper(document=Document(id="more", kind=kind, text="Septic shock.", date=date(2025, 10, 9)))
    record = replace(RECORD, papers=(*RECORD.papers, paper))
    assert "R2" in {fault.rule for fault in lint(replace(GOOD, title="Septic shock"), record, books)}
