"""CMS's own files, once installed, take the place of the package's few facts; files that are not whole leave nothing behind."""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

import pytest

from claimwright.codesets import Store
from claimwright.codesets.install import install
from claimwright.core import InputError, Money
from claimwright.pricing import PriceRequest, price

NAMES = (
    # a heading of our own making: CMS's column names, in another order and fewer than in the real file
    ("HCPCS",), ("MOD",), ("DESCRIPTION",), ("STATUS", "CODE"), ("NON-FAC", "PE RVU"), ("NON-FAC NA", "INDICATOR"), ("FACILITY", "PE RVU"),
    ("FACILITY NA", "INDICATOR"), ("MP", "RVU"), ("WORK", "RVU"), ("PCTC", "IND"), ("GLOB", "DAYS"), ("PRE", "OP"), ("INTRA", "OP"),
    ("POST", "OP"), ("MULT", "PROC"), ("BILAT", "SURG"), ("ASST", "SURG"), ("CO-", "SURG"),
    ("NON-FACILITY PE USED", "FOR OPPS PAYMENT AMOUNT"),
    ("FACILITY PE USED", "FOR OPPS PAYMENT AMOUNT"), ("MP USED", "FOR OPPS PAYMENT AMOUNT"),
)  # fmt: skip


def heading():
    """Two stacked rows; the last begins with HCPCS."""
    upper = ",".join(name[0] if len(name) > 1 else "" for name in NAMES)
    return f"{upper}\n" + ",".join(name[-1] for name in NAMES)


def rvu_file(*rows, year=2025, month="October", head=None):
    title = f",,{year} National Physician Fee Schedule Relative Value File {month} Release"
    return "\n".join((title, ",,notice", head or heading(), *rows, "")).encode()


def row(code, modifier="", status="A", work="1.00", pe="2.00", fpe="0.50", mp="0.10", opps=("0.00", "0.00", "0.00"), post="0.20"):
    cells = (code, modifier, "", status, pe, "", fpe, "", mp, work, "0", "090", "0.10", "0.70", post, "2", "1", "0", "0", *opps)
    return ",".join(cells)


GPCI = (
    b"ADDENDUM E,,,,,,\n,,,,,,\n"
    b"MAC,State,Locality Number,Locality Name,2025 PW GPCI (with 1.0 Floor),2025 PE GPCI,2025 MP GPCI\n"
    b"99912,ZZ,07,NOWHERE**,1.1,0.9,0.5\n,,,,,,\n*footnote,,,,,,\n"
)
ZIP = f"{'ZZ000019991207':<20}0{'':<54}20254\n".encode() + f"{'ZZ000029991207':<20}1{'':<54}20254\n".encode()


class Books(NamedTuple):
    """What pricing needs of the books."""

    store: Store


@pytest.fixture
def books(tmp_path):
    return Books(Store(tmp_path / "books"))


@pytest.fixture
def put(books, tmp_path):
    """Install a file of this content."""

    def do(content, name="file.csv"):
        (tmp_path / name).write_bytes(content)
        return install(tmp_path / name, books.store, accept_ama=True)

    return do


def ask(books, code="XX123", *modifiers, date=dt.date(2025, 11, 3), **more):
    return price(PriceRequest(code=code, modifiers=modifiers, date=date, **more), books)


def test_an_installed_file_prices_its_codes_and_replaces_the_packages_own(books, put):
    (loaded,) = put(rvu_file(row("A1234")))
    assert (loaded.release, loaded.rows, loaded.first) == ("RVU25D", 1, dt.date(2025, 10, 1))
    assert ask(books, "A1234").amount == Money.of(Decimal("3.10") * Decimal("32.3465"))
    assert ask(books, "99214").amount is None


def test_the_release_of_the_day_answers_and_the_years_first_before_it(books, put):
    put(rvu_file(row("A1234", work="1.00"), month="April"), "b.csv")
    put(rvu_file(row("A1234", work="2.00"), month="October"), "d.csv")
    releases = {
        day: ask(books, "A1234", date=day).releases["rvu"] for day in (dt.date(2025, 2, 1), dt.date(2025, 7, 1), dt.date(2025, 10, 1))
    }
    assert list(releases.values()) == ["RVU25B", "RVU25B", "RVU25D"]
    assert ask(books, "A1234", date=dt.date(2026, 1, 1)).amount is None


def test_indices_and_zip_codes_come_from_their_files(books, put):
    put(rvu_file(row("A1234")))
    assert "ZIP" in ask(books, "A1234", zip="00001").reason
    put(GPCI, "g.csv")
    put(ZIP, "z.txt")
    local = ask(books, "A1234", carrier="99912", locality="07")
    assert local.amount == Money.of(Decimal("2.95") * Decimal("32.3465"))
    assert ask(books, "A1234", zip="000011234").amount == local.amount
    assert "several localities" in ask(books, "A1234", zip="00002").notes[0]
    assert ask(books, "A1234", zip="00001").notes == ()
    assert "no Medicare locality" in ask(books, "A1234", zip="55555").reason
    assert ask(books, "A1234", carrier="10112", locality="00").amount is None


def test_the_imaging_cap_of_the_file_lowers_the_price(books, put):
    put(rvu_file(row("A1234", opps=("0.40", "0.40", "0.05"))))
    answer = ask(books, "A1234")
    assert answer.amount == Money.of(Decimal("1.45") * Decimal("32.3465"))
    assert [step.what for step in answer.steps[-2:]] == ["OPPS cap", "the outpatient amount is lower"]
    assert answer.steps[-2].value == str(answer.amount)


@pytest.mark.parametrize(("modifier", "share"), [("54", "0.80"), ("55", "0.20"), ("56", "0.10")])
def test_surgeons_share_a_global_package_by_the_files_columns(books, put, modifier, share):
    put(rvu_file(row("A1234")))
    whole = ask(books, "A1234").amount
    assert ask(books, "A1234", modifier).amount == Money.of(whole.dollars * Decimal(share))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (rvu_file(row("A1234")[:30]), "cut off"),
        (rvu_file(row("A1234", work="many")), "not of numbers"),
        (rvu_file("total,,,A,1,,1,,1,1,0,000,0,0,0,0,0,0,0,0,0,0"), "does not begin with a procedure code"),
        (rvu_file(), "holds no row"),
        (rvu_file(row("A1234"), head="\nHCPCS,MOD,DESCRIPTION"), "no column"),
        (GPCI.replace(b"0.9", b"x"), "no number"),
        (ZIP + b"ZZ00003", "cut off"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_and_leaves_nothing(books, put, content, says):
    with pytest.raises(InputError, match=says):
        put(content)
    assert books.store.installed() == []


def test_the_ama_file_wants_its_terms_accepted(books, tmp_path):
    (tmp_path / "f.csv").write_bytes(rvu_file(row("A1234")))
    with pytest.raises(InputError, match="AMA"):
        install(tmp_path / "f.csv", books.store)


def test_a_year_of_which_only_the_installed_file_knows_the_factor_is_priced_with_a_note(books, put):
    """2027, made up: the file's own factor; without it the year is not in."""
    assert "2027 is not in" in ask(books, "A1234", date=dt.date(2027, 2, 3)).reason
    names = heading().splitlines()
    head = f"{names[0]},CONV\n{names[1]},FACTOR"
    put(rvu_file(row("A1234") + ",34.5000", year=2027, month="January", head=head), "PPRRVU2027_Jan_nonQPP.csv")
    answer = ask(books, "A1234", date=dt.date(2027, 2, 3))
    assert answer.amount == Money.of(Decimal("3.10") * Decimal("34.5"))
    assert "not checked for this year" in answer.notes[0]
    assert answer.releases["rvu"] == "RVU27A"
