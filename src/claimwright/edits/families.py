"""Families of codes that several rules speak of, by number, with our own plain names (not CPT text).

Numbers: AMA, CPT; the families as CMS uses them in Pub. 100-04, Medicare Claims Processing Manual, chapter 12, section 30.6.
"""

OFFICE_NEW = ("99202", "99203", "99204", "99205")
"""Office or other outpatient visit, patient new to the group's specialty."""
OFFICE_ESTABLISHED = ("99211", "99212", "99213", "99214", "99215")
"""Office or other outpatient visit, established patient."""
OFFICE = OFFICE_NEW + OFFICE_ESTABLISHED
HOSPITAL = ("99221", "99222", "99223", "99231", "99232", "99233", "99238", "99239")
"""Hospital inpatient or observation care: first, following, and discharge days."""
EMERGENCY = ("99281", "99282", "99283", "99284", "99285")
"""Emergency department visit."""
PREVENTIVE = ("9938", "9939")
"""Prefixes of preventive visits, by age, new and established."""
WELLNESS = ("G0438", "G0439")
"""Medicare's annual wellness visit: first, following."""
EYE_VISITS = ("9200", "9201")
"""Prefixes of ophthalmological visits, which count as evaluation and management for modifiers."""
IMMUNIZATION = ("9046", "9047", "9048", "G0008", "G0009", "G0010")
"""Prefixes of giving a vaccine."""
FIRST_IMMUNIZATION = ("90460", "90471", "G0008", "G0009", "G0010")
"""Giving the first vaccine of a day."""
VACCINES = ("906", "9070", "9071", "9072", "9073", "9074", "9075", "913", "Q203")
"""Prefixes of vaccine products."""
LABORATORY = ("80", "81", "82", "83", "84", "85", "86", "87", "88", "89")
"""Prefixes of laboratory tests."""
WAIVED = ("80053", "80061", "82947", "83036", "83037", "85018", "85610", "86308", "87426", "87804", "87807", "87880", "81003")
"""Some tests with a CLIA-waived form that Medicare wants marked QW (Pub. 100-04, chapter 16, section 70.8)."""
IMAGING = ("70", "71", "72", "73", "74", "75", "76", "77", "78")
"""Prefixes of imaging, radiation treatment among it."""
ANESTHESIA = ("00", "01")
"""Prefixes of anesthesia (00100 to 01999)."""
HANDS_ON = ("1", "2", "3", "4", "5", "6", "70", "71", "72", "73", "74", "75", "76", "77", "78", "963", "964", *IMMUNIZATION)
"""Prefixes of what nobody does from afar: operations and blood draws, imaging, infusions and injections, vaccinations."""
OPERATIONS = ("1", "2", "3", "4", "5", "6", "92", "93", "97", "0", "G", "C")
"""Prefixes of codes among which procedures with a global period are: far from all of them are one."""
MINOR_PROCEDURES = ("10060", "11042", "11102", "12001", "17000", "17110", "20610")
"""Small procedures whose global period is 0 or 10 days (Medicare physician fee schedule, column GLOB DAYS)."""
ASSISTANTS = ("80", "81", "82", "AS")
"""Modifiers of an assistant at an operation: physicians, and AS for others."""
DIGITS = tuple(f"{limb}{digit}" for limb in "FT" for digit in "A123456789")
"""Modifiers of fingers and toes."""
DRUGS = tuple(f"T{number}" for number in range(36, 51))
"""ICD-10-CM categories of poisoning by, adverse effect of and underdosing of drugs."""
WEEKS = tuple(f"O{number:02d}" for number in (*range(9, 49), *range(60, 78), 80, 82))
"""ICD-10-CM categories of pregnancy and delivery; abortive outcomes and the time after birth are left out."""
SIDES = {"LT": "left", "RT": "right"}
"""Modifiers of the side of the body."""


def is_anesthesia(procedure: str) -> bool:
    """Whether a code is anesthesia: five digits, 00100 to 01999 (codes of category II and III begin alike and end in a letter)."""
    return len(procedure) == 5 and procedure.isdecimal() and procedure.startswith(ANESTHESIA)


def intent(code: str) -> str:
    """The intent of a drug code (T36 to T50, no dot): 1 accident, 2 self-harm, 3 assault, 4 undetermined, 5 adverse effect, 6 underdosing.

    It is the 6th character, the 5th where that is X (ICD-10-CM Tabular List, T36 to T50).
    """
    return code[4:5] if code[5:6] in ("", "X") else code[5:6]


def is_visit(procedure: str) -> bool:
    """Whether a code is evaluation and management (CPT 99202-99499, eye visits), or a HCPCS G code, some of which are visits."""
    return procedure.startswith(("992", "993", "994", "G", *EYE_VISITS))
