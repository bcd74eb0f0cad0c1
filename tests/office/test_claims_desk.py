"""The biller's desk: lists and pages, safe fixes, batches, rejected claims, corrections, voids, the next payer; twice, and late."""

import datetime as dt
import html
import re

import office_making as make
import pytest
from django.utils import timezone

from claimwright import core, ledger
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.claims import batches, build, engine, following, queries
from claimwright.office.claims.actions import deliver_to_sandbox, mend_claim, override_finding, submit_batch, submit_claims
from claimwright.office.claims.answers import apply
from claimwright.office.claims.errors import BatchChanged, CannotFollow, ClaimChanged, NeedsReason, NothingToMend, NotReady
from claimwright.office.claims.models import Claim, ClaimFinding, File, Submission
from claimwright.office.encounters.actions import add_code, finalize_codes, import_encounter, propose_codes, reopen
from claimwright.office.kit.errors import Forbidden
from claimwright.office.kit.models import AuditEvent
from claimwright.office.kit.scope import crossing, within
from claimwright.office.ledger import queries as books_of
from claimwright.office.remits.actions import import_remittance

pytestmark = pytest.mark.django_db
ON = make.DAY + dt.timedelta(days=20)
NORTHWIND = core.Coverage(payer=core.Payer("EXCOM1", "Northwind Health Plan"), subscriber=core.Subscriber(member_id="NW100200300"))
PRAIRIE = core.Coverage(payer=core.Payer("EXCOM2", "Prairie Mutual"), subscriber=core.Subscriber(member_id="PM555000202"), sequence=2)


def billed(practice, by, number=3, **changes):
    """A signed encounter's claim."""
    encounter = propose_codes(import_encounter(practice, make.encounter(number, **changes), by=by), by=by)
    make.accept_all(encounter, by)
    return finalize_codes(encounter, by=by)[0]


def answered(practice, by, claim):
    """The claim, sent, delivered, and its payment posted."""
    for submission in submit_claims(practice, [claim], by=by, on=ON):
        for file in deliver_to_sandbox(submission, by=by):
            if file.kind == "835":
                import_remittance(file, by=by)
    return fresh(claim)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def finding(claim, name, fix, severity=core.Severity.WARNING):
    value = core.Finding(
        id=name, severity=severity, claim=claim.claim_id, line=None, field="", value="", message="Look.", fix=fix, source="test",
        effective=None, prevents=(),
    )  # fmt: skip
    return ClaimFinding.objects.create(practice=claim.practice, claim=claim, version=claim.version, value=value)


@pytest.fixture
def commercial(books, practice, manager):
    """A claim to a payer that takes replacements, with a second insurance."""
    return billed(practice, manager, number=7, coverages=(NORTHWIND, PRAIRIE))


@pytest.fixture
def paid(commercial, practice, manager):
    done = answered(practice, manager, commercial)
    assert done.state in build.ANSWERED
    return done


# Lists


def test_every_worklist_counts_as_many_as_it_shows(page, commercial, paid, practice):
    text = page.get("/claims/").content.decode()
    tabs = re.findall(r'<a href="\?show=([\w-]+)"[^>]*>[^<]+<span>(\d+)</span>', text)
    assert [name for name, _ in tabs] == ["held", *queries.WORKLISTS]
    for name, number in tabs:
        shown = page.get(f"/claims/?show={name}").content.decode()
        assert len(re.findall(r"<a data-open", shown)) == int(number), name


def test_encounters_without_a_claim_stand_there_with_their_reason(page, practice, manager, books):
    encounter = propose_codes(import_encounter(practice, make.encounter(1, covered=False), by=manager), by=manager)
    make.accept_all(encounter, manager)
    assert finalize_codes(encounter, by=manager) == []
    text = page.get("/claims/?show=held").content.decode()
    assert "self-pay: statement, no claim" in text
    assert encounter.external_id in text


def many(practice, template, number):
    """Copies of a claim's row, each a day later and a dollar dearer."""
    for at in range(number):
        Claim.objects.create(
            practice=practice, encounter=template.encounter, patient=template.patient, payer=template.payer, claim_id=f"M{at:05d}",
            state="denied", charge=core.Money(10000 + 100 * at), date_of_service=make.DAY + dt.timedelta(days=at % 30),
        )  # fmt: skip


@pytest.mark.parametrize("sort", ["oldest", "newest", "dearest"])
def test_pages_hold_every_claim_once_in_order(claim, practice, sort):
    many(practice, claim, 120)
    seen, after = [], ""
    while True:
        rows, after = queries.Chosen(show="denied", sort=sort).page(practice, after)
        seen += rows
        if not after:
            break
    assert len(seen) == len({row.pk for row in seen}) == 120
    keys = [row.charge if sort == "dearest" else row.date_of_service for row in seen]
    assert keys == sorted(keys, reverse=sort != "oldest")


def test_files_and_encounters_without_a_claim_have_pages_too(page, claim, practice, manager):
    from claimwright.office.encounters.models import Encounter

    for at in range(60):
        Encounter.objects.create(
            practice=practice, patient=claim.patient, external_id=f"X{at}", date_of_service=make.DAY, state="held", held_reason="why",
            value=claim.encounter.value,
        )  # fmt: skip
        file = File.objects.create(practice=practice, sha256=f"{at:064d}", direction="out", kind="837", name="x", content=b"ISA")
        Submission.objects.create(practice=practice, payer=claim.payer, number=at + 1, on=ON, file=file)
    for address, mark in (("/claims/?show=held", "/encounters/"), ("/claims/files/", "/claims/files/")):
        first = page.get(address).content.decode()
        following_page = html.unescape(re.search(r'rel="next" href="([^"]+)"', first)[1])
        second = page.get(address.partition("?")[0] + following_page).content.decode()
        shown = [re.findall(rf'data-open href="{mark}(\w+)"', text) for text in (first, second)]
        assert [len(found) for found in shown] == [50, 10]
        assert not set(shown[0]) & set(shown[1])
        assert 'rel="next"' not in second


def test_a_page_of_another_practice_is_no_place_to_go_on_from(claim, practice, stranger):
    many(practice, claim, 60)
    _, after = queries.Chosen(show="denied").page(practice)
    with within(stranger.practice):
        assert queries.Chosen(show="denied").page(stranger.practice, after) == ([], "")


def test_filters_narrow_by_payer_age_and_amount(page, claim, practice):
    many(practice, claim, 40)
    other = type(claim.payer).objects.create(practice=practice, payer_id="X", name="X")
    asked = queries.Chosen(show="denied", on=make.DAY + dt.timedelta(days=45))
    assert asked.sums(practice)[0] == 40
    for changes, number in (
        ({"payer": other.public_id}, 0), ({"payer": claim.payer.public_id}, 40), ({"age": "30"}, 25), ({"least": core.Money(12000)}, 20),
        ({"age": "no", "payer": ""}, 40),
    ):  # fmt: skip
        narrowed = queries.Chosen(**{"show": "denied", "on": asked.on, **changes})
        assert narrowed.sums(practice)[0] == number, changes
        assert len(narrowed.page(practice)[0]) == number
    text = page.get("/claims/", {"show": "denied", "least": "$130.00", "payer": claim.payer.public_id, "age": "junk"}).content.decode()
    assert "10 claims, $1,345.00" in text


def test_claims_of_one_reason_are_found_together(page, claim, practice):
    many(practice, claim, 6)
    for row in Claim.objects.filter(state="denied")[:2]:
        row.say("CO-197, CO-45: Denied by Northwind")
        row.save()
    assert queries.Chosen(show="denied", code="CO-197").sums(practice)[0] == 2
    assert "2 claims" in page.get("/claims/", {"show": "denied", "code": "co-197"}).content.decode()
    assert "6 claims" in page.get("/claims/", {"show": "denied", "code": "Lindqvist"}).content.decode()


def test_a_claim_that_waits_says_for_how_long(page, practice, manager, commercial):
    submit_claims(practice, [commercial], by=manager, on=timezone.localdate() - dt.timedelta(days=41))
    text = page.get("/claims/?show=waiting&age=30").content.decode()
    assert "41 days" in text
    assert commercial.claim_id in text


@pytest.mark.parametrize("asked", ["show=%01", "least=abc", "least=1e9", "after=" + "9" * 16, "sort=x", "payer=%27", "age=-1"])
def test_odd_questions_are_answered_quietly(page, claim, asked):
    assert page.get(f"/claims/?{asked}").status_code == 200


# One claim


def test_a_claim_page_says_denials_in_words(page, practice, manager, paid):
    stored = paid.answers.get()
    line = core.replace(
        stored.value.lines[0], adjustments=(core.Adjustment(group="CO", reason="197", amount=core.Money(100)),), remarks=("N130",)
    )
    stored.value = core.replace(stored.value, lines=(line,))
    stored.save()
    text = html.unescape(page.get(f"/claims/{paid.public_id}").content.decode())
    assert "CO-197" in text
    assert engine.reason_words("CO", "197", None)["words"] in text
    assert engine.remark_words("N130") in text


def test_an_unknown_reason_is_said_to_have_no_words():
    assert engine.reason_words("ZZ", "9999", None)["words"] == "no words for this number"
    assert engine.remark_words("XX99") == "no words for this number"


def test_safe_fixes_make_a_new_version_with_nothing_billed_changed(claim, manager):
    from claimwright.edits.mending import billed as what_is_billed

    value = core.replace(claim.value, subscriber=core.replace(claim.value.subscriber, member_id="1EG4-TE5-MK73"))
    claim.version = 2
    build.keep(claim, core.replace(value, version=2), "Mistyped", by=manager)
    safe = [row for row in claim.findings.filter(version=2) if row.value.fix.kind == "safe"]
    assert safe, "the edits know no safe fix for a hyphen in a member number"
    mended = mend_claim(claim, by=manager, version=2)
    assert mended.version == 3
    assert what_is_billed(mended.value) == what_is_billed(value)
    assert not [row for row in mended.findings.filter(version=3) if row.value.id == safe[0].value.id]
    assert "Mended" in "".join(event.what for event in mended.events.all())


def test_mending_an_old_page_or_nothing_is_refused(claim, manager):
    with pytest.raises(ClaimChanged):
        mend_claim(claim, by=manager, version=claim.version + 1)
    with pytest.raises(NothingToMend):
        mend_claim(claim, by=manager, version=claim.version)
    assert fresh(claim).version == claim.version


def test_a_finding_of_an_older_version_is_not_overridden(claim, manager):
    old = finding(claim, "own-test", core.Fix.propose("x"), core.Severity.ERROR)
    build.keep(claim, core.replace(claim.value, version=2), "Built again", by=manager)
    with pytest.raises(ClaimChanged):
        override_finding(old, by=manager, reason="seen")


def test_overriding_twice_keeps_the_first_reason(claim, manager):
    row = finding(claim, "own-test", core.Fix.propose("x"), core.Severity.ERROR)
    override_finding(row, by=manager, reason="first")
    events = AuditEvent.objects.count()
    override_finding(fresh(row), by=manager, reason="second")
    assert fresh(row).override_reason == "first"
    assert AuditEvent.objects.count() == events


def test_x12_and_paper_show_the_claim_and_leave_it_alone(page, claim):
    before = (claim.events.count(), Submission.objects.count())
    assert f"CLM*{claim.claim_id}" in html.unescape(page.get(f"/claims/{claim.public_id}/x12").content.decode())
    assert "Everything fits" in page.get(f"/claims/{claim.public_id}/paper").content.decode()
    answer = page.get(f"/claims/{claim.public_id}/form.pdf?paper=preprinted&right=0.1&down=-9&x=1")
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"] == 'inline; filename="cms1500.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert (claim.events.count(), Submission.objects.count()) == before
    assert {"claim:x12:read", "claim:print"} <= set(AuditEvent.objects.values_list("tag", flat=True))


def test_the_printer_is_remembered_for_the_session(page, claim):
    page.get(f"/claims/{claim.public_id}/paper?paper=preprinted&right=0.125&down=nan")
    text = page.get(f"/claims/{claim.public_id}/paper").content.decode()
    assert 'name="right" inputmode="decimal" size="6" value="0.125"' in text
    assert 'name="down" inputmode="decimal" size="6" value="0.0"' in text
    assert '<option value="preprinted" selected>' in text


# Batches


def test_a_batch_is_sent_as_its_summary_showed_it(practice, manager, claim, commercial):
    ready = batches.ready(practice)
    groups = batches.summary(ready)
    assert {(group.payer, group.claims, group.charge) for group in groups} == {
        ("Example Medicare", 1, claim.charge), ("Northwind Health Plan", 1, commercial.charge),
    }  # fmt: skip
    made = submit_batch(practice, by=manager, on=ON, groups={group.name for group in groups}, agreed=batches.mark(ready))
    assert [submission.claims.count() for submission in made] == [1, 1]
    assert fresh(claim).sent_on == ON


def test_only_what_is_ticked_goes(practice, manager, claim, commercial):
    ready = batches.ready(practice)
    made = submit_batch(practice, by=manager, on=ON, groups={batches.group_of(commercial)}, agreed=batches.mark(ready))
    assert [list(item.claims.all()) for item in made] == [[commercial]]
    assert fresh(claim).state == "ready"
    assert submit_batch(practice, by=manager, on=ON, groups=set(), agreed=batches.mark(batches.ready(practice))) == []


def test_a_summary_that_is_old_sends_nothing(practice, manager, claim, page):
    agreed = batches.mark(batches.ready(practice))
    billed(practice, manager, number=7)
    with pytest.raises(BatchChanged):
        submit_batch(practice, by=manager, on=ON, groups={batches.group_of(claim)}, agreed=agreed)
    page.post("/claims/submit", {"mark": agreed, "group": batches.group_of(claim)}, HTTP_REFERER="http://testserver/claims/batch")
    assert "changed meanwhile" in page.get("/claims/batch").content.decode()
    assert not Submission.objects.exists()


def test_a_double_click_sends_once(page, claim):
    text = page.get("/claims/batch").content.decode()
    form = {"mark": re.search(r'name="mark" value="(\w+)"', text)[1], "group": re.search(r'name="group"[^>]*value="([^"]+)"', text)[1]}
    for _ in range(2):
        assert page.post("/claims/submit", form).status_code == 302
    assert Submission.objects.count() == 1


def test_no_file_is_larger_than_its_partner_takes(practice, manager, claim, monkeypatch):
    others = [billed(practice, manager, number=number) for number in (7, 11)]
    monkeypatch.setattr(engine, "most_claims", lambda payer, kind: 2)
    (group,) = batches.summary(batches.ready(practice))
    assert (group.claims, group.files, group.most) == (3, 2, 2)
    made = submit_claims(practice, [claim, *others], by=manager, on=ON)
    assert [item.claims.count() for item in made] == [2, 1]
    assert len({item.number for item in made}) == 2


def test_partners_limits_come_from_the_payers_profile():
    assert engine.most_claims("00882", "professional") == 5000
    assert engine.partner_of("00882", "professional").id == "example-medicare-contractor"
    assert engine.most_claims("nobody", "professional") == engine.LARGEST_FILE


def test_a_file_that_would_be_refused_is_not_sent(practice, manager, claim):
    build.keep(claim, core.replace(claim.value, version=2, charge=claim.charge + 1), "Broken", by=manager)
    build.move(claim, "ready", "forced", by=manager)
    with pytest.raises(NotReady, match="would be refused"):
        submit_claims(practice, [claim], by=manager, on=ON)
    assert not Submission.objects.exists()
    assert fresh(claim).state == "ready"


# Rejected


@pytest.fixture
def rejected(claim, practice, manager):
    submit_claims(practice, [claim], by=manager, on=ON)
    build.happen(fresh(claim), "reject", "277CA A3:33:IL: rejected")
    return fresh(claim)


def test_a_rejected_claim_goes_again_under_its_own_id_and_is_charged_once(rejected, practice, manager):
    following.send_again(rejected, by=manager, reason="the payer has mended its roster")
    assert fresh(rejected).state == "ready"
    submit_claims(practice, [rejected], by=manager, on=ON + dt.timedelta(days=1))
    assert fresh(rejected).state == "submitted"
    assert rejected.submissions.count() == 2
    assert books_of.balance(practice, ledger.Account.CHARGES) == -rejected.charge
    assert books_of.balanced(practice)


def test_sending_again_needs_a_reason_and_a_rejection(rejected, manager):
    with pytest.raises(NeedsReason):
        following.send_again(rejected, by=manager, reason=" ")
    following.send_again(rejected, by=manager, reason="x")
    events = rejected.events.count()
    following.send_again(rejected, by=manager, reason="x")
    assert rejected.events.count() == events


# Corrected, void


def test_a_replacement_takes_the_claims_place_and_the_books_stay_balanced(paid, practice, manager):
    made = following.replace_claim(paid, by=manager, reason="authorization found", references={"prior_authorization": "A77", "junk": "x"})
    value = made.value
    assert (value.frequency, value.replaces, value.payer_claim_id) == ("7", paid.claim_id, paid.payer_claim_id)
    assert value.references["prior_authorization"] == "A77"
    assert "junk" not in value.references
    assert made.state == "ready", [row.value.message for row in made.findings.all()]
    assert made.follows == paid
    done = answered(practice, manager, made)
    assert fresh(paid).state == "void"
    assert done.state in build.ANSWERED
    assert books_of.balanced(practice)
    assert books_of.balance(practice, ledger.Account.CHARGES) == -made.charge


def test_a_replacement_that_is_sent_back_leaves_the_claim_as_it_was_and_may_go_again(paid, practice, manager):
    state, owed = paid.state, books_of.balances(practice)
    made = following.replace_claim(paid, by=manager, reason="x")
    (submission,) = submit_claims(practice, [made], by=manager, on=ON)
    for accepted, expected in ((False, "rejected"), (True, "accepted")):
        status = core.ClaimStatus(claim_id=made.claim_id, accepted=accepted, category="A2" if accepted else "A7", message="told")
        said = core.Acknowledgement(kind="277CA", answers="1", verdict="A" if accepted else "R", claims=(status,))
        apply(practice, said, submission.file, manager)
        assert fresh(made).state == expected
        if not accepted:
            assert fresh(paid).state == state
            assert books_of.balances(practice) == owed
            following.send_again(fresh(made), by=manager, reason="the number was wrong")
            submit_claims(practice, [fresh(made)], by=manager, on=ON + dt.timedelta(days=1))
    assert fresh(paid).state == "void"
    assert books_of.balance(practice, ledger.Account.CHARGES) == -made.charge
    assert books_of.balanced(practice)


def test_asked_twice_it_is_the_same_replacement(paid, manager):
    one = following.replace_claim(paid, by=manager, reason="x")
    two = following.replace_claim(paid, by=manager, reason="y")
    assert one.pk == two.pk
    with pytest.raises(CannotFollow, match="already corrects it"):
        following.void_claim(paid, by=manager, reason="x")


def test_a_void_takes_the_charge_back(paid, practice, manager):
    made = following.void_claim(paid, by=manager, reason="wrong patient")
    assert made.value.frequency == "8"
    (submission,) = submit_claims(practice, [made], by=manager, on=ON)
    assert books_of.balance(practice, ledger.Account.CHARGES) == -paid.charge
    for file in deliver_to_sandbox(submission, by=manager):
        if file.kind == "835":
            import_remittance(file, by=manager)
    assert fresh(paid).state == "void"
    assert books_of.balanced(practice)
    assert books_of.balance(practice, ledger.Account.CHARGES) == 0
    assert books_of.balance(practice, ledger.Account.INSURANCE) == 0
    assert queries.Chosen(show="waiting").sums(practice)[0] == 0


def test_what_cannot_be_corrected_says_why(claim, practice, manager):
    with pytest.raises(CannotFollow, match="adjudicated"):
        following.replace_claim(claim, by=manager, reason="x")
    medicare = answered(practice, manager, claim)
    with pytest.raises(CannotFollow, match="ask it for a reopening"):
        following.replace_claim(medicare, by=manager, reason="x")
    with pytest.raises(CannotFollow, match="reopening"):
        following.void_claim(medicare, by=manager, reason="x")


def test_a_correction_needs_a_reason(paid, manager):
    for act in (following.replace_claim, following.void_claim):
        with pytest.raises(NeedsReason):
            act(paid, by=manager, reason="  ")


def test_a_coder_corrects_the_codes_and_signing_makes_the_replacement(paid, practice, manager):
    encounter = fresh(paid.encounter)
    reopen(encounter, by=manager, reason="code missing")
    add_code(encounter, by=manager, system="icd10cm", code="Z79.899")
    (made,) = finalize_codes(fresh(encounter), by=manager)
    assert made.follows == paid
    assert (made.value.frequency, made.value.replaces) == ("7", paid.claim_id)
    assert "Z79.899" in [one.code for one in made.value.diagnoses]
    assert fresh(paid).state in build.ANSWERED


def test_signing_again_without_a_change_makes_no_replacement(paid, manager):
    encounter = fresh(paid.encounter)
    reopen(encounter, by=manager, reason="to look")
    assert finalize_codes(fresh(encounter), by=manager) == [paid]
    assert not paid.followers.exists()


def test_a_claim_that_a_payer_has_in_hand_keeps_its_codes(commercial, practice, manager):
    from claimwright.office.encounters.errors import ClaimHasLeft

    submit_claims(practice, [commercial], by=manager, on=ON)
    with pytest.raises(ClaimHasLeft):
        reopen(fresh(commercial.encounter), by=manager, reason="x")


# Stays


@pytest.fixture
def hospital(db):
    """The demonstration's hospital, and somebody who may do everything there."""
    from claimwright.office.practices.actions import ensure_practice, set_fees
    from claimwright.sandbox.practices import demo_practice

    group = demo_practice()
    found = ensure_practice(group.organisations["hospital"])
    set_fees(found, group.charge_master)
    with within(found), crossing("trail"):
        yield found, ensure_member(found, username="hal", role="manager", password="correct horse"), group


def stay_of(hospital, name, *codes):
    practice, by, group = hospital
    value = next(item for item in group.encounters if item.id == name)
    encounter = propose_codes(import_encounter(practice, value, by=by), by=by)
    make.accept_all(encounter, by)
    for code in codes:
        add_code(encounter, by=by, system="icd10pcs", code=code)
    return encounter, finalize_codes(encounter, by=by)


def test_a_stay_without_its_operation_waits_and_says_so(hospital, books):
    encounter, claims = stay_of(hospital, "operative-gallbladder")
    assert not claims
    assert "operating room is charged" in fresh(encounter).held_reason
    assert [row.held_reason for row in queries.held(hospital[0])] == [fresh(encounter).held_reason]


def test_a_stay_is_billed_paid_and_corrected_with_its_reason(client, hospital, books):
    practice, by, _ = hospital
    _, (claim,) = stay_of(hospital, "operative-gallbladder", "0FT44ZZ")
    assert (claim.kind, claim.state, engine.drg(claim.value)) == ("institutional", "ready", "419")
    done = answered(practice, by, claim)
    assert done.state == "paid"
    assert books_of.balanced(practice)
    with pytest.raises(CannotFollow, match="condition code"):
        following.replace_claim(done, by=by, reason="other charges")
    made = following.replace_claim(done, by=by, reason="other charges", change="D1")
    assert (made.value.frequency, made.value.condition_codes, made.kind) == ("7", ("D1",), "institutional")
    client.force_login(by.user, backend="django.contrib.auth.backends.ModelBackend")
    text = client.get(f"/claims/{made.public_id}").content.decode()
    assert "Type of bill 0117" in text
    assert "MS-DRG 419" in text
    assert client.get(f"/claims/{made.public_id}/form.pdf").headers["Content-Disposition"] == 'inline; filename="ub04.pdf"'


# The next payer


def test_the_next_payer_is_billed_with_what_the_first_answered(paid, practice, manager):
    assert queries.Chosen(show="next").sums(practice)[0] == 1
    owed = books_of.balance(practice, ledger.Account.INSURANCE) + books_of.balance(practice, ledger.Account.PATIENT)
    made = following.bill_next_payer(paid, by=manager)
    assert (made.sequence, made.payer.payer_id, made.follows) == (2, "EXCOM2", paid)
    assert made.value.other_payers[0].paid == paid.answers.get().value.paid
    assert following.bill_next_payer(paid, by=manager).pk == made.pk
    assert queries.Chosen(show="next").sums(practice)[0] == 0
    assert made.state == "ready", [row.value.message for row in made.findings.all()]
    done = answered(practice, manager, made)
    assert done.state in build.ANSWERED
    assert books_of.balanced(practice)
    after = books_of.balance(practice, ledger.Account.INSURANCE) + books_of.balance(practice, ledger.Account.PATIENT)
    assert after <= owed
    assert fresh(paid).state in build.ANSWERED


def test_there_is_no_next_payer_before_the_first_has_answered(commercial, manager):
    with pytest.raises(CannotFollow, match="has not answered"):
        following.bill_next_payer(commercial, by=manager)


# People


@pytest.mark.parametrize("role", ["coder", "poster", "auditor"])
def test_only_billers_do_it(paid, practice, role):
    by = ensure_member(practice, username=f"no-{role}", role=role, password="correct horse")
    for act in (
        lambda: following.replace_claim(paid, by=by, reason="x"), lambda: following.void_claim(paid, by=by, reason="x"),
        lambda: following.bill_next_payer(paid, by=by), lambda: following.send_again(paid, by=by, reason="x"),
        lambda: mend_claim(paid, by=by, version=1), lambda: submit_batch(practice, by=by, on=ON, groups=set(), agreed=""),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            act()


def test_every_button_of_a_biller_leads_somewhere(client, practice, paid):
    biller = ensure_member(practice, username="bea", role="biller", password="correct horse")
    client.force_login(biller.user, backend="django.contrib.auth.backends.ModelBackend")
    text = client.get(f"/claims/{paid.public_id}").content.decode()
    assert f"/claims/{paid.public_id}/next-payer" in text
    assert client.post(f"/claims/{paid.public_id}/next-payer").status_code == 302
    made = client.post(f"/claims/{paid.public_id}/replace", {"reason": "x", "prior_authorization": "A1"})
    assert made.status_code == 302
    assert "Replaces" in client.get(made.url).content.decode()
    late = client.post(f"/claims/{paid.public_id}/void", {"reason": "x"}, HTTP_REFERER=f"http://testserver/claims/{paid.public_id}")
    assert "already corrects it" in client.get(late.url).content.decode()


def test_no_page_of_the_desk_asks_the_database_much(page, paid, practice, django_assert_max_num_queries):
    many(practice, paid, 80)
    for address in ("/claims/?show=denied", "/claims/batch", "/claims/files/", f"/claims/{paid.public_id}"):
        page.get(address)
        with django_assert_max_num_queries(40):
            page.get(address)


def test_every_state_and_worklist_says_why_and_what_to_do_next(page, practice, claim):
    steps = queries.next_steps()
    assert set(steps["state"]) == set(Claim.State.values)
    assert set(steps["worklist"]) == {*queries.WORKLISTS, "held"}
    for state in Claim.State.values:
        claim.state = state
        claim.say("Because it is so")
        claim.save()
        shown = page.get(f"/claims/{claim.public_id}").content.decode()
        assert "Because it is so." in shown
        assert html.unescape(shown).count(steps["state"][state]) == 1
    for name, words in steps["worklist"].items():
        assert words in html.unescape(page.get(f"/claims/?show={name}").content.decode())
