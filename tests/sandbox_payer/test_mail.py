"""The files themselves: an 837 goes in as bytes, and every answer is a valid file that reads back as what was decided."""

import datetime as dt
import json

import pytest
from typer.testing import CliRunner

from claimwright import ledger, x12
from claimwright.cli.main import build
from claimwright.core import Acknowledgement, Address, InputError, Patient, Provider, Remittance, Subscriber, replace
from claimwright.sandbox.payer import Payer, adjudicate, day_of

HERE = Address("1 Main St", "", "Springfield", "IL", "627010001")
ENVELOPE = x12.Envelope(
    sender="PRACTICE1",
    receiver="CLEARING",
    control=7,
    timestamp=dt.datetime.fromisoformat("2025-11-04T09:30"),
    sender_name="EXAMPLE",
    contact="ANN",
    phone="2175550100",
    receiver_name="CLEARING",
)
RECEIVED = dt.date(2025, 11, 5)


@pytest.fixture
def sent(house):
    """Five claims: one for each payer, and one with a Medicare id that cannot be one."""
    patient = Patient(last="Rivera", first="Ana", birth_date=dt.date(1961, 4, 2), sex="F", address=HERE)
    claims = [
        house.claim(
            house.line(1, "99214", "225.00", "25", claim=f"A{n}"),
            house.line(2, "20610", "150.00", claim=f"A{n}"),
            payer=payer,
            id=f"A{n}",
            patient=patient,
            rendering=Provider(npi="1679576722", last="Okafor", first="Ines", taxonomy="207Q00000X"),
        )
        for n, payer in enumerate(("00882", "EXCOM1", "EXCOM2", "EXMCD"))
    ]
    claims.append(replace(claims[0], id="A9", subscriber=Subscriber(member_id="1SG4TE5MK73")))
    office = replace(claims[0].billing, address=HERE, taxonomy="207Q00000X", phone="2175550100")
    return [replace(claim, billing=office) for claim in claims]


@pytest.fixture
def edi(sent):
    return x12.write_837(sent, ENVELOPE)


def read(files, kind, shape):
    found = [value for name, data in files.items() if name.endswith(kind) for value in x12.read(data)]
    assert all(isinstance(value, shape) for value in found)
    return found


@pytest.mark.parametrize("script", [None, "nasty", "oddities"])
def test_every_answer_is_a_valid_file(edi, script):
    answers = adjudicate(edi, received_on=RECEIVED, script=script)
    assert {name.rsplit(".")[-1] for name in answers.files} == {"999", "277ca", "835"}
    for name, data in answers.files.items():
        report = x12.check(data)
        assert report.verdict == "accepted", (name, report.findings)


def test_the_acknowledgement_tells_each_claim_its_fate(edi):
    answers = adjudicate(edi, received_on=RECEIVED)
    said = {status.claim_id: status for one in read(answers.files, "277ca", Acknowledgement) for status in one.claims}
    assert {claim for claim, status in said.items() if status.accepted} == {"A0", "A1", "A2", "A3"}
    assert (said["A9"].category, said["A9"].status, said["A9"].entity) == ("A7", "164", "IL")
    assert said["A0"].payer_claim_id.startswith("SIM")


def test_the_remittances_read_back_as_they_were_decided_and_balance(edi):
    answers = adjudicate(edi, received_on=RECEIVED)
    back = read(answers.files, "835", Remittance)
    assert len(back) == len(answers.remittances) == 4
    for written, decided in zip(back, answers.remittances, strict=True):
        assert written.payment == decided.payment
        assert written.claims == decided.claims
        assert written.provider_adjustments == decided.provider_adjustments
        assert "simulated" in written.payer.name
        assert ledger.prove(written).holds


def test_the_same_file_gives_the_same_bytes(edi):
    assert adjudicate(edi, received_on=RECEIVED, seed=3) == adjudicate(edi, received_on=RECEIVED, seed=3)


def test_another_seed_gives_other_numbers(edi):
    one, other = (adjudicate(edi, received_on=RECEIVED, seed=seed).remittances[0] for seed in (1, 2))
    assert one.payment.trace != other.payment.trace


def test_a_payer_with_memory_knows_the_file_it_had_before(edi):
    payer = Payer()
    first, second = payer.adjudicate(edi, RECEIVED), payer.adjudicate(edi, RECEIVED)
    assert all(claim.paid > 0 for one in first.remittances for claim in one.claims)
    assert all(claim.paid == 0 for one in second.remittances for claim in one.claims)


def test_a_scripted_second_copy_is_the_same_payment_in_another_envelope(sent):
    edi = x12.write_837(sent[:4], ENVELOPE)
    found = {}
    for seed in range(12):
        found = adjudicate(edi, received_on=RECEIVED, script="nasty", seed=seed).files
        if any("-again" in name for name in found):
            break
    copy = next(name for name in found if "-again" in name)
    original = copy.replace("-again", "")
    (one,), (other,) = (list(x12.read(found[name])) for name in (original, copy))
    assert one == other
    assert found[original] != found[copy]


def test_a_file_with_a_missing_segment_gets_a_999_and_nothing_else(edi):
    broken = b"~".join(part for part in edi.split(b"~") if not part.startswith(b"CLM"))
    answers = adjudicate(broken, received_on=RECEIVED)
    assert answers.refused
    assert set(answers.files) == {"answer.999"}
    (said,) = read(answers.files, "999", Acknowledgement)
    assert said.verdict == "R"
    assert answers.remittances == ()


@pytest.mark.parametrize("data", [b"", b"not x12", b"ISA*00*", b"ISA*00*" + b"x" * 120])
def test_what_is_no_interchange_is_refused_with_one_line(data):
    with pytest.raises(InputError, match="ISA"):
        adjudicate(data, received_on=RECEIVED)


def test_a_file_of_another_kind_is_not_adjudicated(edi):
    remittance = next(data for name, data in adjudicate(edi, received_on=RECEIVED).files.items() if name.endswith(".835"))
    with pytest.raises(InputError, match="no claim transaction"):
        adjudicate(remittance, received_on=RECEIVED)


def test_of_two_sets_only_the_faulty_one_is_refused(sent):
    first, second = (x12.write_837([claim], ENVELOPE) for claim in sent[:2])
    begin, end = second.index(b"ST*"), second.index(b"GE*")
    other = second[begin:end].replace(b"*0001", b"*0002").replace(b"BHT*0019*00*", b"BHT*0019*77*")
    both = first.replace(b"GE*1*", other + b"GE*2*")
    answers = adjudicate(both, received_on=RECEIVED)
    (said,) = read(answers.files, "999", Acknowledgement)
    assert said.verdict == "P"
    assert [claim.claim_id for one in answers.remittances for claim in one.claims] == ["A0"]


def test_the_files_own_day_is_known(edi):
    assert day_of(edi) == dt.date(2025, 11, 4)


def run(*words):
    return CliRunner().invoke(build(), ["sandbox", "adjudicate", *map(str, words)])


def test_the_command_writes_every_file_and_says_that_claims_were_rejected(edi, tmp_path):
    (tmp_path / "a.837").write_bytes(edi)
    memory = tmp_path / "memory.json"
    result = run(tmp_path / "a.837", "--out", tmp_path / "out", "--received", "2025-11-05", "--state", memory, "--json")
    assert result.exit_code == 1
    summary = json.loads(result.stdout)
    assert (summary["claims"], summary["accepted"], summary["rejected"], summary["paid"]) == (5, 4, 1, 4)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == summary["files"]
    again = run(tmp_path / "a.837", "--out", tmp_path / "out2", "--received", "2025-11-05", "--state", memory, "--json")
    assert json.loads(again.stdout)["unpaid"] == 4


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["missing.837"], "missing.837"),
        (["state.json.837"], "state.json.837: does not begin"),
        (["--received", "soon"], "--received"),
        (["--script", "nonsense"], "choose one of"),
        (["--state", "state.json"], "memory"),
    ],
)
def test_a_wrong_call_names_what_is_wrong(edi, tmp_path, words, says):
    (tmp_path / "a.837").write_bytes(edi)
    (tmp_path / "state.json").write_text("[]")
    (tmp_path / "state.json.837").write_text("[]")
    given = [str(tmp_path / word) if word.endswith((".json", ".837")) else word for word in words]
    file = [] if words[0].endswith(".837") else [str(tmp_path / "a.837")]
    result = run(*file, *given, "--out", tmp_path / "out")
    assert isinstance(result.exception, InputError)
    assert says in str(result.exception)
