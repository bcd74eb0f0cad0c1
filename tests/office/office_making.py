"""Invented encounters for the office's tests: people, notes and numbers that belong to nobody."""

from __future__ import annotations

from datetime import date, timedelta

from claimwright.core import Address, Coverage, Document, Encounter, Money, Patient, Payer, Provider, Subscriber

DAY = date(2026, 3, 2)
BILLING = Provider(
    npi="1245319599", tax_id="12-3456789", taxonomy="207Q00000X", name="Example Family Practice", phone="6145550100",
    address=Address(line1="1 Main Street", city="Columbus", state="OH", zip="432150001"),
)  # fmt: skip
OTHER = Provider(
    npi="1987654328", tax_id="98-7654321", taxonomy="207R00000X", name="Other Medicine Group",
    address=Address(line1="9 Oak Street", city="Dayton", state="OH", zip="454020001"),
)  # fmt: skip
RENDERING = Provider(npi="1679576722", last="Okafor", first="Ines", taxonomy="207Q00000X")
CHARGES = {
    code: Money.parse(amount)
    for code, amount in {
        "99202": "120.00", "99203": "175.00", "99204": "250.00", "99205": "330.00", "99211": "40.00", "99212": "85.00", "99213": "140.00",
        "99214": "225.00", "99215": "300.00", "93000": "60.00", "36415": "12.00", "81002": "15.00", "83036": "40.00", "90471": "35.00",
        "71046": "95.00", "20610": "180.00", "87880": "45.00", "94010": "80.00", "80053": "35.00", "80061": "45.00", "85025": "25.00",
    }.items()
}  # fmt: skip
NOTES = (
    "CHIEF COMPLAINT\n\nFollow-up of diabetes.\n\nHISTORY OF PRESENT ILLNESS\n\nMs. {last} is a 64-year-old woman seen for follow-up. Her home glucose "
    "runs between 150 and 210. She denies chest pain. Her mother had breast cancer. She takes metformin 1000 mg twice a day and lisinopril 20 mg "
    "daily. She has numbness in both feet.\n\nPHYSICAL EXAM\n\nBlood pressure 148/86. Reduced sensation to monofilament in both feet. Lungs "
    "clear.\n\nRESULTS\n\nHemoglobin A1c today is 8.4 percent.\n\nASSESSMENT AND PLAN\n\n1. Type 2 diabetes mellitus with diabetic polyneuropathy, "
    "not at goal. Increase metformin, start gabapentin 300 mg at night. Recheck hemoglobin A1c in three months.\n\n2. Essential hypertension, not "
    "controlled. Increase lisinopril to 40 mg.\n\n3. Hyperlipidemia. Continue atorvastatin 40 mg.\n\nI spent 32 minutes on this visit.\n",
    "CHIEF COMPLAINT\n\nCough.\n\nHISTORY OF PRESENT ILLNESS\n\nMr. {last} has had a cough with yellow sputum and fever for four days. He has moderate "
    "persistent asthma and used his albuterol six times yesterday. No chest pain. Pneumonia was considered.\n\nPHYSICAL EXAM\n\nTemperature 100.9. "
    "Wheezes in both lungs.\n\nRESULTS\n\nChest x-ray: no infiltrate.\n\nASSESSMENT\n\nAcute bronchitis.\nModerate persistent asthma with acute "
    "exacerbation.\n\nPLAN\n\nPrednisone 40 mg for five days, albuterol every four hours. Return in one week.\n",
    "CHIEF COMPLAINT\n\nKnee pain.\n\nHISTORY OF PRESENT ILLNESS\n\nMs. {last} has pain in her right knee for six months, worse on stairs. She is obese "
    "with a BMI of 34.2. She does not smoke.\n\nPHYSICAL EXAM\n\nCrepitus of the right knee, no effusion.\n\nRESULTS\n\nX-ray of the right knee "
    "shows joint space narrowing.\n\nASSESSMENT AND PLAN\n\n1. Primary osteoarthritis of the right knee. Start naproxen 500 mg twice daily, refer "
    "to physical therapy.\n\n2. Obesity. Diet discussed.\n",
    "HISTORY OF PRESENT ILLNESS\n\nMr. {last} returns for his blood pressure. He feels well. No headache, no chest pain.\n\nPHYSICAL EXAM\n\nBlood "
    "pressure 132/78. Regular heart rhythm.\n\nRESULTS\n\nElectrocardiogram in the office: normal sinus rhythm.\n\nASSESSMENT AND PLAN\n\n1. Essential "
    "hypertension, controlled. Continue amlodipine 5 mg.\n\n2. Gastroesophageal reflux disease. Continue omeprazole 20 mg.\n\nReturn in six months.\n",
)
PEOPLE = (
    ("Rivera", "Ana", "1961-04-02", "F"), ("Nakamura", "Ken", "1988-11-20", "M"), ("Okoye", "Grace", "1972-07-15", "F"),
    ("Lindqvist", "Per", "1956-01-30", "M"), ("Haddad", "Leila", "1969-09-09", "F"), ("Moreau", "Luc", "1991-03-03", "M"),
    ("Adeyemi", "Ruth", "1958-12-12", "F"), ("Kowalski", "Jan", "1949-06-21", "M"),
)  # fmt: skip
PAYERS = (("00882", "Example Medicare", "1EG4TE5MK73"), ("NWHP1", "Northwind Health Plan", "NW7012345"))


def encounter(number: int = 0, *, billing: Provider = BILLING, covered: bool = True, **changes) -> Encounter:
    """The encounter with this number; the same number is always the same."""
    last, first, born, sex = PEOPLE[number % len(PEOPLE)]
    fields = {
        "id": f"E{number:04d}",
        "patient": Patient(
            id=f"P{number % len(PEOPLE):03d}", last=last, first=first, birth_date=date.fromisoformat(born), sex=sex,
            address=Address(line1=f"{number + 10} Elm Street", city="Columbus", state="OH", zip="432150001"),
        ),
        "date_of_service": DAY + timedelta(days=number),
        "new_patient": False,
        "coverages": (Coverage(payer=Payer(PAYERS[0][0], PAYERS[0][1]), subscriber=Subscriber(member_id=PAYERS[0][2])),) if covered else (),
        "billing": billing,
        "rendering": RENDERING,
        "documents": (Document(text=NOTES[number % len(NOTES)].format(last=last)),),
    }  # fmt: skip
    return Encounter(**{**fields, **changes})
