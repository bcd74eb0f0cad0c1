"""Setting up a real practice by page: its parts, and a further practice of the same organisation."""

import office_making as make
import office_template as template
import pytest

from claimwright.core import Money
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.kit.errors import Forbidden
from claimwright.office.kit.models import AuditEvent
from claimwright.office.kit.scope import crossing, within
from claimwright.office.practices.actions import open_practice
from claimwright.office.practices.errors import NpiTaken
from claimwright.office.practices.models import BillingNpi, Fee, Location, Payer, Practice, Provider, TaxId

pytestmark = pytest.mark.django_db
PLACE = {"line1": "2 Main Street", "city": "Columbus", "state": "OH", "zip": "43215"}
SECOND = {"name": "Second Practice", "npi": "1234567893", "tax_id": "11-2222222", "taxonomy": "207R00000X", "phone": "", **PLACE}


@pytest.fixture
def owner(practice):
    return ensure_member(practice, username="olga", role="owner", password="correct horse")


@pytest.fixture
def desk(client, owner):
    client.force_login(owner.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_practice_begins_with_its_tax_id_npi_and_location(practice):
    assert TaxId.objects.for_practice(practice).get().number == make.BILLING.tax_id
    assert BillingNpi.objects.for_practice(practice).get().npi == make.BILLING.npi
    assert Location.objects.for_practice(practice).get().address == make.BILLING.address


@pytest.mark.parametrize(
    ("part", "said", "model", "kept"),
    [
        ("tax-ids", {"number": "22-3333333", "name": "Example LLC"}, TaxId, {"number": "22-3333333"}),
        ("npis", {"npi": "1234567893", "taxonomy": "207R00000X", "tax_id": "12-3456789"}, BillingNpi, {"npi": "1234567893"}),
        ("locations", {"name": "East", "place_of_service": "22", "npi": "", **PLACE}, Location, {"name": "East", "place_of_service": "22"}),
        ("providers", {"npi": "1234567893", "last": "Doe", "first": "Jo", "taxonomy": ""}, Provider, {"npi": "1234567893"}),
        ("payers", {"payer_id": "12345", "name": "Some Plan"}, Payer, {"payer_id": "12345", "name": "Some Plan"}),
        ("fees", {"code": "99213", "amount": "141.50"}, Fee, {"code": "99213", "amount": Money(14150)}),
    ],
)  # fmt: skip
def test_each_part_is_kept_by_page_and_changed_under_the_same_key(desk, practice, part, said, model, kept):
    for _ in range(2):
        assert desk.post(f"/practice/{part}/keep", said).status_code == 302
        assert model.objects.for_practice(practice).filter(**kept).count() == 1
    assert AuditEvent.objects.filter(tag="practice:edit", actor="olga").count() == 2
    text = desk.get("/practice/").content.decode()
    assert str(next(iter(said.values()))) in text


@pytest.mark.parametrize(
    ("part", "said", "why"),
    [
        ("npis", {"npi": "1234567890", "taxonomy": "207R00000X", "tax_id": "12-3456789"}, "no NPI"),
        ("npis", {"npi": "1234567893", "taxonomy": "x", "tax_id": "12-3456789"}, "207Q00000X"),
        ("npis", {"npi": "1234567893", "taxonomy": "207R00000X", "tax_id": "98-7654321"}, "Select a valid choice"),
        ("tax-ids", {"number": "123", "name": "A"}, "12-3456789"),
        ("fees", {"code": "99213", "amount": "much"}, "Write it as 140.00"),
        ("fees", {"code": "99213", "amount": "-1"}, "more than nothing"),
        ("locations", {**PLACE, "name": "East", "place_of_service": "office"}, "at most 2 characters"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_not_kept(desk, practice, stranger, part, said, why):
    answer = desk.post(f"/practice/{part}/keep", said)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not AuditEvent.objects.filter(tag="practice:edit").exists()


def test_an_owner_opens_another_practice_and_works_there(desk, practice, owner):
    assert desk.post("/practice/open", SECOND).status_code == 302
    text = desk.get("/practice/").content.decode()
    assert "Setup of Second Practice" in text
    assert "11-2222222" in text
    with crossing("setup"):
        made = Practice.objects.get(npi="1234567893")
        assert made.organisation_id == practice.organisation_id
        assert [(member.user.username, member.roles) for member in made.memberships.all()] == [("olga", ["owner"])]
    with pytest.raises(NpiTaken):
        open_practice(practice, made.value, by=owner)


def test_only_an_owner_opens_a_practice_and_only_in_her_own_organisation(practice, manager, stranger, owner):
    for by in (manager, stranger):
        with pytest.raises(Forbidden):
            open_practice(practice, make.RENDERING, by=by)


def test_a_changed_practice_keeps_no_patient_open(page, practice, encounter, stranger, manager):
    ensure_member(stranger.practice, username="mia", role="manager")
    page.post("/remittances/receive", {})  # leaves a message
    answer = page.post(
        "/account/practice", {"practice": stranger.practice.public_id}, HTTP_REFERER=f"http://testserver/encounters/{encounter.public_id}"
    )
    assert answer.url == "/"
    assert "Choose a file" not in page.get("/").content.decode()
    assert page.get(f"/encounters/{encounter.public_id}").status_code == 404
    assert encounter.public_id not in str(dict(page.session.items()))
    with within(practice):
        assert page.post(f"/encounters/{encounter.public_id}/finalize").status_code == 404


OPEN = [
    "--name",
    "New Practice",
    "--npi",
    "1234567893",
    "--tax-id",
    "11-2222222",
    "--taxonomy",
    "207R00000X",
    "--street",
    "1 A",
    "--city",
    "B",
]


def test_the_first_practice_is_opened_from_the_command_line(tmp_path):
    import os
    import subprocess
    import sys

    template.sqlite(tmp_path / "office.sqlite3")

    def run(*words, said=""):
        program = (
            f"import sys; sys.argv = {['claimwright', 'practice', 'open', *OPEN, *words]!r}; from claimwright.cli.main import main; main()"
        )
        environment = {**os.environ, "CLAIMWRIGHT_DATA": str(tmp_path)}
        return subprocess.run([sys.executable, "-c", program], env=environment, input=said, capture_output=True, text=True, check=False)

    place = ["--state", "OH", "--zip", "43215", "--owner", "olga"]
    assert "--zip: Write it as 432150001" in run(*place, "--zip", "x").stderr
    assert "password: This password is too short" in run(*place, said="short\nshort\n").stderr
    done = run(*place, said="a longer password\na longer password\n")
    assert "New Practice is open. olga may sign in" in done.stdout
    assert "New Practice is open" in run(*place).stdout  # known already: nothing is asked, nothing is made twice
