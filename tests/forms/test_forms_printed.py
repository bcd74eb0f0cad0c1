"""What stands on a printed claim, where, and what is told when something does not fit: read back from the PDF itself."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from forms_making import CLINIC, DAY, DOCTOR, OTHER, PATIENT, professional, service, standing, stay
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.core import Claim, Diagnosis, InputError, Money, Patient, Payer, Provider, Subscriber, ValueCode, replace
from claimwright.forms import form_for, forms, print_form, sheet
from claimwright.forms.sheets import cms1500, ub04


def printed(claim, **options):
    return print_form(form_for(claim), claim, printed_on=DAY, **options)


CMS1500 = {
    "payer.name": "EXAMPLE MEDICARE", "type=medicare": "X", "insured.id": "1EG4TE5MK73", "patient.name": "RIVERA, ANA, B",
    "patient.birth": "04 02 1961", "patient.sex=F": "X", "relationship=self": "X", "insured.name": "RIVERA, ANA, B",
    "patient.street": "9 QUARRY LANE APT 4", "patient.city": "SPRINGFIELD", "patient.state": "IL", "patient.zip": "62702",
    "patient.area": "217", "patient.phone": "5550142", "insured.group": "NONE", "insured.birth": "04 02 1961", "insured.sex=F": "X",
    "cause.employment=no": "X", "cause.auto=no": "X", "cause.other=no": "X", "patient.signed": "SIGNATURE ON FILE",
    "insured.signed": "SIGNATURE ON FILE", "onset": "02 27 26", "onset.kind": "431", "outside=no": "X", "icd": "0",
    "diagnosis.A": "E1165", "diagnosis.B": "I10", "authorization": "AUTH77", "line.1.from": "03 02 26", "line.1.through": "03 02 26",
    "line.1.place": "11", "line.1.procedure": "99214", "line.1.modifier.1": "25", "line.1.pointers": "AB", "line.1.charge": "22500",
    "line.1.units": "1", "line.1.rendering": "1679576722", "line.2.procedure": "36415", "line.2.charge": "1250", "tax.id": "123456789",
    "tax.kind=EIN": "X", "account": "A1001", "assignment=yes": "X", "total": "23750", "provider.signed": "SIGNATURE ON FILE",
    "provider.signed.on": "03 02 26", "facility.name": "EXAMPLE FAMILY PRACTICE", "billing.name": "EXAMPLE FAMILY PRACTICE",
    "billing.street": "12 ELM STREET", "billing.city": "SPRINGFIELD IL 627010001", "billing.area": "217", "billing.phone": "5550100",
    "billing.npi": "1245319599", "billing.taxonomy": "ZZ207Q00000X", "facility.npi": "1245319599",
}  # fmt: skip
UB04 = {
    "billing.name": "EXAMPLE FAMILY PRACTICE", "account": "H1001", "bill": "0111", "tax.id": "12-3456789", "statement.from": "030226",
    "statement.through": "030526", "patient.name": "RIVERA, ANA, B", "patient.birth": "04021961", "patient.sex": "F",
    "admission": "030226", "admission.hour": "09", "admission.type": "1", "admission.source": "1", "discharge.hour": "11", "status": "01",
    "condition.1": "09", "occurrence.1": "11", "occurrence.1.on": "030226", "span.1": "74", "span.1.from": "030226",
    "span.1.through": "030426", "value.1": "80", "value.1.amount": "300", "line.1.revenue": "0120", "line.1.service": "1500.00",
    "line.1.units": "3", "line.1.charge": "450000", "line.2.revenue": "0360", "line.2.charge": "700025", "total.code": "0001",
    "page": "1", "pages": "1", "made.on": "030226", "total": "1150025", "billing.npi": "1245319599", "payer.1.name": "EXAMPLE MEDICARE",
    "payer.2.name": "PRAIRIE MUTUAL", "payer.2.paid": "4000", "payer.1.member": "1EG4TE5MK73", "payer.1.relationship": "18",
    "payer.2.relationship": "01", "payer.2.insured": "RIVERA, JO", "payer.1.authorization": "AUTH77", "icd": "0", "principal": "K8000",
    "principal.poa": "Y", "other.A": "I10", "other.A.poa": "N", "admitting": "R1011", "drg": "419", "cause.1": "W010XXA",
    "cause.1.poa": "Y", "procedure.1": "0FT44ZZ", "procedure.1.on": "030226", "attending.npi": "1679576722", "attending.last": "OKAFOR",
    "operating.npi": "1316950001", "operating.last": "SATO", "operating.first": "MEI", "remarks.1": "SEEN IN THE NIGHT CLINIC",
    "billing.taxonomy": "207Q00000X",
}  # fmt: skip


@pytest.mark.parametrize(("claim", "golden"), [(professional(), CMS1500), (stay(), UB04)])
def test_every_value_stands_in_its_box(claim, golden):
    found = standing(printed(claim, grid=False))
    assert {name: found.get(name) for name in golden} == golden
    assert not printed(claim).cut


def test_nothing_else_stands_on_the_page():
    assert set(standing(printed(professional(), grid=False))) - set(CMS1500) == {
        "insured.street", "insured.city", "insured.state", "insured.zip", "line.2.from", "line.2.through", "line.2.place",
        "line.2.pointers", "line.2.units", "line.2.rendering", "facility.street", "facility.city",
    }  # fmt: skip


@pytest.mark.parametrize("claim", [professional(), stay()])
def test_the_same_claim_gives_the_same_bytes_without_a_day_or_a_name_in_them(claim):
    one, two = printed(claim), printed(claim)
    assert one.pdf == two.pdf
    assert one.pdf.startswith(b"%PDF-")
    assert b"Rivera" not in one.pdf
    assert re.findall(rb"/CreationDate \((.*?)\)", one.pdf) == [b"D:20000101000000+00'00'"]


@pytest.mark.parametrize("claim", [professional(), stay()])
def test_a_printer_that_prints_askew_is_met_by_an_offset(claim):
    moved = printed(claim, grid=False, offset=(0.25, -0.125))
    assert standing(moved, offset=(0.25, -0.125)) == standing(printed(claim, grid=False))


@pytest.mark.parametrize("claim", [professional(), stay()])
def test_the_grid_leaves_the_data_where_they_are(claim):
    plain, drawn = standing(printed(claim, grid=False)), standing(printed(claim))
    assert {name: drawn[name] for name in plain} == plain


def test_more_services_than_a_page_takes_go_on_another_and_only_the_last_has_the_total():
    claim = professional(lines=tuple(service(number, procedure=f"9921{number % 6}") for number in range(1, 15)))
    done = printed(claim, grid=False)
    pages = [standing(done, page) for page in (1, 2, 3)]
    assert done.pages == 3
    assert [sum(name.endswith(".procedure") for name in page) for page in pages] == [6, 6, 2]
    assert [page.get("total") for page in pages] == [None, None, "315000"]
    assert all(page["diagnosis.A"] == "E1165" and page["patient.name"] for page in pages)


def test_a_long_stay_has_pages_of_twenty_two_lines_and_counts_them():
    rows = tuple(service(number, revenue_code=f"{300 + number:04d}", procedure="") for number in range(1, 31))
    done = printed(stay(lines=rows), grid=False)
    first, last = standing(done, 1), standing(done, 2)
    assert (first["page"], first["pages"], last["page"]) == ("1", "2", "2")
    assert first["line.22.revenue"] == "0322"
    assert last["line.8.revenue"] == "0330"
    assert "total" not in first
    assert last["total"] == "675000"


def test_what_is_too_long_is_cut_and_told():
    claim = professional(id="A-VERY-LONG-NUMBER-9", patient=replace(PATIENT, last="Featherstonehaugh-Cholmondeley", first="Maximiliana"))
    done = printed(claim)
    assert {(cut.field, cut.printed) for cut in done.cut} == {
        ("26", "A-VERY-LONG-NU"), ("2", "FEATHERSTONEHAUGH-CHOLMONDEL"), ("4", "FEATHERSTONEHAUGH-CHOLMONDELE"),
    }  # fmt: skip
    assert all(cut.claim == claim.id and cut.page == 1 for cut in done.cut)


def test_what_no_page_has_room_for_is_told():
    many = tuple(Diagnosis(code=f"M{number:02}.9", qualifier="ABF") for number in range(20))
    assert [(cut.field, cut.value) for cut in printed(professional(diagnoses=many)).cut] == [("21", "20 entries")]
    values = tuple(ValueCode(code=f"{number}", amount=Decimal(1)) for number in range(10, 24))
    told = {
        cut.field: cut.printed for cut in printed(stay(diagnoses=(Diagnosis(code="I10", qualifier="ABK"), *many), value_codes=values)).cut
    }
    assert told == {"67A-Q": "the first 17", "39-41": "the first 12"}


def test_letters_lose_their_accents_and_other_scripts_are_told():
    assert (
        standing(printed(professional(patient=replace(PATIENT, last="Muñoz-Ángel")), grid=False))["patient.name"] == "MUNOZ-ANGEL, ANA, B"
    )
    done = printed(professional(patient=replace(PATIENT, last="Иванова")))
    assert {cut.field for cut in done.cut} == {"2", "4"}


def test_secondary_insurance_and_what_was_paid():
    found = standing(printed(professional(other_payers=(OTHER,), references={"patient_paid": "10.00"}), grid=False))
    assert (found["other.name"], found["other.policy"], found["other.plan"]) == ("RIVERA, JO", "PM99", "PRAIRIE MUTUAL")
    assert found["another=yes"] == "X"
    assert found["paid"] == "5000"


def test_a_replacement_names_the_payers_number():
    found = standing(printed(professional(frequency="7", payer_claim_id="ICN123"), grid=False))
    assert (found["resubmission"], found["original"]) == ("7", "ICN123")
    assert standing(printed(stay(frequency="8", payer_claim_id="ICN123"), grid=False))["bill"] == "0118"


def test_a_drug_stands_in_the_shaded_line_of_its_service():
    line = service(procedure="J3301", references={"ndc": "00003-0293-05", "ndc_unit": "ML", "ndc_quantity": "1"})
    assert standing(printed(professional(lines=(line,)), grid=False))["line.1.shaded"] == "N400003029305 ML1"


def test_an_accident_and_its_state():
    found = standing(printed(professional(references={"accident": "auto", "accident_state": "OH"}), grid=False))
    assert (found["cause.auto=yes"], found["cause.employment=no"], found["cause.state"]) == ("X", "X", "OH")


def test_what_cannot_be_printed_is_refused_with_a_way_out():
    with pytest.raises(InputError, match="choose one of cms1500, ub04"):
        print_form("birthday-card", professional())
    with pytest.raises(InputError, match="print it on ub04"):
        print_form("cms1500", stay())
    with pytest.raises(InputError, match="no form"):
        form_for(replace(professional(), kind="dental"))


def test_several_claims_go_into_one_pdf():
    done = print_form("cms1500", [professional(), professional(id="A1002")], grid=False)
    assert done.pages == 2
    assert standing(done, 2)["account"] == "A1002"


@pytest.mark.parametrize("name", ["cms1500", "ub04"])
def test_boxes_lie_on_the_paper_and_no_two_share_a_cell(name):
    form, taken = sheet(name), {}
    for box in form.boxes():
        assert 0 <= box.left < box.right <= form.width * 72 + 0.1, box.source
        assert 0 < box.bottom < form.height * 72, box.source
        line = box.field.y + (box.row - 1) * box.field.step
        for column in range(box.field.x, box.field.x + box.field.width):
            place = line, column
            assert place not in taken, (box.source, taken[place])
            taken[place] = box.source


def test_every_value_that_a_form_makes_has_a_box_and_every_box_a_value():
    """Under one claim that says everything a form can hold."""
    lines = tuple(
        service(n, references={"emergency": "Y", "ndc": "1"}, modifiers=("25", "59", "GT", "LT")) for n in range(1, 7)
    )  # fmt: skip
    dates = {"onset": DAY, "last_seen": DAY, "disability_start": DAY, "disability_end": DAY, "admission": DAY, "discharge": DAY}
    claim = professional(
        lines=lines, dates=dates, other_payers=(OTHER,), referring=DOCTOR, notes=("x",), condition_codes=("AA",), frequency="7",
        payer_claim_id="1", references={"accident": "auto", "accident_state": "OH", "patient_paid": "1.00", "clia": "x"},
        diagnoses=tuple(Diagnosis(code=f"M{n}") for n in range(12)),
    )  # fmt: skip
    pages, _ = cms1500.pages(claim, sheet("cms1500"), DAY)
    assert {box.source for box in sheet("cms1500").boxes()} == set(pages[0])
    pages, _ = ub04.pages(stay(), sheet("ub04"), DAY)
    assert set(pages[0]) <= {box.source for box in sheet("ub04").boxes()}


def test_forms_are_found_by_themselves():
    assert list(forms()) == ["cms1500", "ub04"]


words = st.text(st.characters(min_codepoint=32, max_codepoint=0x17F), max_size=40)
amounts = st.integers(0, 10**9).map(Money)
services = st.lists(
    st.builds(
        lambda code, charge, units, points: service(1, procedure=code, charge=charge, units=Decimal(units), diagnosis_pointers=points),
        st.from_regex(r"[0-9A-Z]{5}", fullmatch=True), amounts, st.integers(1, 999), st.lists(st.integers(0, 14), max_size=6).map(tuple),
    ),
    max_size=8,
)  # fmt: skip


@settings(max_examples=40)
@given(words, words, words, services)
def test_a_printed_value_is_in_its_box_or_told_as_cut(last, street, member, lines):
    claim = professional(
        patient=Patient(last=last, first="Ana", birth_date=date(1961, 4, 2), address=replace(PATIENT.address, line1=street)),
        subscriber=Subscriber(member_id=member), lines=tuple(replace(line, number=n) for n, line in enumerate(lines, 1)),
    )  # fmt: skip
    done = printed(claim, grid=False)
    pages, _ = cms1500.pages(claim, sheet("cms1500"), DAY)
    assert done.pages == len(pages)
    held_to_its_boxes(done, pages)


revenue = st.lists(
    st.builds(
        lambda code, charge, units, procedure: service(1, revenue_code=code, procedure=procedure, charge=charge, units=Decimal(units)),
        st.from_regex(r"0[0-9]{3}", fullmatch=True), amounts, st.integers(1, 99999), st.sampled_from(["", "99283", "J3301"]),
    ),
    max_size=30,
)  # fmt: skip
coded = st.lists(st.from_regex(r"[A-Z][0-9][0-9A-Z]\.[0-9A-Z]{0,4}", fullmatch=True), max_size=25)


@settings(max_examples=25)
@given(
    words, revenue, coded, st.lists(st.tuples(st.from_regex(r"[0-9A-Z]{2}", fullmatch=True), st.decimals(0, 99999, places=2)), max_size=14)
)
def test_a_printed_stay_is_in_its_boxes_or_told_as_cut(last, lines, codes, values):
    claim = stay(
        patient=replace(PATIENT, last=last), lines=tuple(replace(line, number=n) for n, line in enumerate(lines, 1)),
        diagnoses=tuple(Diagnosis(code=code, qualifier="ABF" if n else "ABK", poa="Y") for n, code in enumerate(codes)),
        value_codes=tuple(ValueCode(code=code, amount=amount) for code, amount in values),
    )  # fmt: skip
    done = printed(claim, grid=False)
    pages, _ = ub04.pages(claim, sheet("ub04"), DAY)
    assert done.pages == len(pages)
    held_to_its_boxes(done, pages)


def held_to_its_boxes(done, pages):
    """Each box of each page holds its value, or as much as it can with the cut told; nothing else stands anywhere."""
    told = {(cut.page, cut.field, cut.printed) for cut in done.cut}
    for number, values in enumerate(pages, 1):
        found = standing(done, number)
        for box in sheet(done.form).boxes():
            shown = found.get(f"{box.source}={box.field.when}" if box.field.when else box.source, "")
            whole = letters(box.text(values))
            assert shown == whole[: box.field.width].strip(), box.source
            assert len(whole.rstrip()) <= box.field.width or (number, box.field.number, whole[: box.field.width].rstrip()) in told


def letters(value):
    """Capitals without accents, other scripts as question marks: written anew, to hold the form to it."""
    split = unicodedata.normalize("NFKD", value)
    return "".join("?" if ord(sign) > 126 else sign for sign in split if not unicodedata.combining(sign)).upper()


def test_the_claim_object_of_another_program_prints_as_ours(tmp_path):
    from claimwright.core import decode, encode

    claim = stay()
    assert print_form("ub04", decode(encode(claim), Claim)).pdf == print_form("ub04", claim).pdf


def test_providers_and_payers_without_details_leave_their_boxes_empty():
    bare = professional(billing=Provider(npi=CLINIC.npi, name="X"), payer=Payer("1"), rendering=None, dates={}, references={})
    found = standing(printed(bare, grid=False))
    assert "billing.street" not in found
    assert "tax.kind=EIN" not in found
    assert found["type=other"] == "X"
