"""Small files of our own in the layouts of the official ones, for every loader that is not ICD's. Their codes are none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Made:
    """One file: its official-looking ``name``, ``text``, the ``system`` it becomes, its ``rows``.

    ``ama``: it carries CPT. ``documented``: no official file was at hand for its layout. ``repeats``: whether the last line twice is a
    fault. ``cuttable``: whether half of the last line is one.
    """

    name: str
    text: str
    system: str
    rows: int
    ama: bool = False
    documented: bool = False
    repeats: bool = True
    cuttable: bool = True
    encoding: str = "cp1252"

    @property
    def content(self) -> bytes:
        return self.text.encode(self.encoding)

    @property
    def lines(self) -> list[str]:
        return self.text.rstrip("\r\n").split("\n")


def anweb(code: str, kind: str, words: str, short: str, added: str = "20200101", ended: str = "", sequence: str = "00100") -> str:
    """A row of the HCPCS file, 293 columns."""
    return f"{code:>5}{sequence}{kind}{words:<80}{short:<28}".ljust(268) + f"{added:<8}{added:<8}{ended:<8}N\r\n"


HCPCS = (
    "\r\n***Disclaimers\r\n*Not a CMS release; for tests.\r\n\r\n"
    + anweb("ZZ", "7", "Made up modifier", "Made up")
    + anweb("T9991", "3", "A thing of which the words", "Thing", "20200101", "20251231")
    + anweb("T9991", "4", "go on in a second line", "", "", sequence="00200")
    + anweb("D9991", "3", "Dental", "Dental")
    + anweb("T9992", "3", "Another thing", "Other")
)
AMOUNT_END = '" ","3","A","0","0000000.00","0000000.00","9","0000000.00","0000000.00"'
OPPS_B = (
    "\tAddendum B.-- OPPS Payment by HCPCS Code for CY 2025\t\t\t\t\t\t\r\n"
    "HCPCS Code\tShort Descriptor\t CI\t SI\t APC \tRelative Weight\tPayment Rate\tNational Unadjusted Copayment\t"
    "Minimum Unadjusted Copayment\r\n"
    'X0001\tThing\t\tS\t5501\t0.1234\t"$1,740.720"\t.\t$348.15\r\n'
    "X0002\t\tCH\tN\t\t\t\t\t\r\n"
)
MADE = (
    Made("HCPC2026_OCT_ANWEB.txt", HCPCS, "hcpcs", 2),
    Made("hcpcs_level2_2026q4.txt", "T9991\nT9992\nT9993\nT9994\n", "hcpcs-list", 4, cuttable=True),
    Made(
        "CLM-TEST-CD.fsh",
        'CodeSystem: CLM_TEST\nTitle: "Test"\nId: CLM-REV-CNTR-CD\n* ^status = #active\n* #9001 "A \\"quoted\\" thing"\n'
        '* #9002 "UNASSIGNED"\n',
        "revenue", 2, encoding="utf-8",
    ),
    Made("pos.csv", "code,text\r\n01,ONE PLACE\r\n02,ANOTHER PLACE\r\n", "place-of-service", 2, cuttable=False),
    Made(
        "dates_2026-03.csv",
        "scheme,code,effective,deactivated,modified,scenario\r\nCARC,901,1995-01-01,2020-12-31,,2\r\nCARC,902,1995-01-01,,2017-07-01,\r\n",
        "carc", 2,
    ),
    Made(
        "Codes.ini",
        "3/1/26\n3.10.0\n[901]\nMessage=text\nEffDate=1/1/1995\nDeactDate=12/31/2020\nModified=\nNote=\nScenario=2\n"
        "[N901]\nMessage=text\nEffDate=1/1/1997\nDeactDate=\nModified=\nNote=\nScenario=\n"
        "[M902]\nMessage=text\nEffDate=1/1/1997\nDeactDate=\n",
        "rarc", 2, repeats=False,
    ),
    Made(
        "nucc_taxonomy_261.csv",
        "Code,Grouping,Classification,Specialization,Definition,Notes,Display Name,Section\n"
        '999X00000X,Group,Kind,,"Words, more",,Made Up,Individual\n998X00000X,Group,Kind,Part,,,Made Up Too,Individual\n',
        "taxonomy", 2,
    ),
    Made(
        "Addendum A.txt",
        "\tAddendum A.- OPPS APCs for CY 2025\t\t\t\t\t\r\n"
        "APC \tGroup Title\tSI\tRelative Weight \tPayment Rate \tNational Unadjusted Copayment\tMinimum Unadjusted Copayment\r\n"
        '9001\t"One, thing"\tK\t\t"$1,740.720"\t.\t$348.15\r\n9002\tTwo\tS\t1.5\t$10.00\t.\t$2.00\r\n',
        "opps-apc", 2,
    ),
    Made("Addendum B.txt", OPPS_B, "opps-hcpcs", 2, ama=True),
    Made("D1.txt", "\tADDENDUM D1.- STATUS INDICATORS FOR CY 2025\t\nStatus Indicator\tItem\tPayment\nA\tOne\tNot paid\n\tmore\t\nB\t"
        "Two\tPaid\n",
         "opps-status", 2, cuttable=False),
    Made("E.txt", "\tAddendum E.-- Paid Only as Inpatient Procedures for CY 2025\t\t\nHCPCS Code\tShort Descriptor\t CI\t SI\nX0001\t"
        "\t\tC\nX0002\t\t\tC \n",
         "opps-inpatient-only", 2, ama=True),
    Made(
        "J ranks.txt",
        "\tAddendum J for CY2025 ranks\t\nHCPCS Code\tShort Descriptor\tSI\tAPC Assignment\t"
        "APC Geometric Mean Cost of Single J1 Unit Claims\t"
        "Full Claim Population Service Frequency\tSingle J1 Unit Claim Service Frequency\tGeometric Mean Cost of Single J1 Unit Claims\t"
        'Rank Used for Primary Assignment\nX0001\t\tJ1\t5244\t"63,470.81"\t62\t62\t63,470.81\t1\nX0002\t\tJ1\t5166\t32,162.10\t'
        '3,997\t3,630\t1\t2\n',
        "opps-comprehensive-ranks", 2, ama=True,
    ),
    Made(
        "J complexity.txt",
        "\tAddendum J for CY2025 complexity adjustments\t\nPrimary HCPCS Code\tPrimary Short Descriptor\tPrimary SI\t"
        "Primary APC Assignment\t"
        "Secondary J1 or Add-on HCPCS Code\tSecondary Short Descriptor\tSecondary SI\tSecondary APC Assignment\t"
        "Complexity Adjusted HCPCS Assignment\tComplexity Adjusted APC Assignment\n"
        "X0001\t\tJ1\t5072\tX0002\t\tN\t \tX000D\t5073\nX0001\t\tJ1\t5072\tX0003\t\tJ1\t5072\tX000D\t5073\n",
        "opps-complexity", 2, ama=True,
    ),
    Made(
        "M.txt",
        "\tAddendum M.-- Composite APCs for CY 2025\t\nHCPCS Code\tShort Descriptor\t CI\t SI\tSingle Code APC Assignment \t"
        "Composite APC Assignment \n"
        "X0001\t\t\tQ3\t5521\t5041, 5045\nX0002\t\t\tQ3\t5522\t8004\n",
        "opps-composites", 2, ama=True,
    ),
    Made(
        "P.txt",
        '"File Description:\n*device-intensive procedures CY 2025"\t\t\nHCPCS\tShort Descriptor\tSI\tAPC\tAPC Device Offset Percentage\t'
        "Final CY 2025 APC Payment Rate\tDevice Offset Percentage\tDevice Offset Amount\n"
        'X0001\t\tJ1\t5114\t25.07%\t"$7,143.73"\t33.86%\t"$2,418.87"\nX0002\t\tJ1\t5114\t25.07%\t$1.00\t42.25%\t$3.23\n',
        "opps-device-intensive", 2, ama=True,
    ),
    Made(
        "Table 2.txt",
        '"TABLE 2.-CASE-MIX INDEX AND WAGE INDEX TABLE BY CCN - FY 2026 Final Rule"\t\t\t\t\n'
        "1CCN\tFY 2025 Wage Index\tGeographic CBSA\t3FY 2026 Wage Index With Cap\t"
        "FY 2026 Transition for the Discontinuation of the Policy\n"
        "010001\t0.7000\t99910\t0.7100\t\n010005\t0.8000\t99920\t0.8100\t0.8200\n",
        "ipps-wage-index", 2, documented=True,
    ),
    Made(
        "ASC AA.csv",
        "Addendum AA -- ASC Covered Surgical Procedures April 2026,,,,,,\n,,,,,,\n"
        "HCPCS Code,,Short Descriptor,Subject to Multiple Procedure Discounting,April 2026 Payment Indicator,April 2026  Payment Weight  ,"
        'April 2026 Payment Rate\nX0001,,,Y,A2,10.5000,"$1,591.38"\nX0002,,,N,J8,,$900.00\n',
        "asc-procedures", 2, ama=True, documented=True,
    ),
    Made(
        "ASC BB.csv",
        "Addendum BB -- ASC Covered Ancillary Services April 2026,,,,\n,,,,\n"
        "HCPCS Code,Short Descriptor,April 2026 Payment Indicator,April 2026 Payment Weight,April 2026 Payment Rate\n"
        "X0003,,K2,,$12.345\nX0004,,N1,,\n",
        "asc-ancillary", 2, ama=True, documented=True,
    ),
    Made(
        "ASC FF.csv",
        "Addendum FF -- ASC Device Offsets April 2026,,,\n,,,\n"
        "HCPCS Code,Short Descriptor,Device Offset Percentage,Device Offset Amount\nX0002,,40.00%,$400.00\nX0005,,31.00%,$1.00\n",
        "asc-device-offsets", 2, ama=True, documented=True,
    ),
    Made("Q.txt", "Addendum Q - CY 2025 Rates for Drugs of IHS and Tribal Hospitals\t\t\nHCPCS\tShort Descriptor\tPayment Rate\n"
        "X0001\t\t$1.20\nX0002\t\t$2.20\n",
         "opps-tribal-drugs", 2, ama=True),
    Made(
        "PUF_CLFS_CY2026_Q4V1.csv",
        "2026 Clinical Diagnostic Laboratory Fee Schedule\n\nYEAR,HCPCS,MOD,EFF_DATE,INDICATOR,RATE,SHORTDESC,LONGDESC,EXTENDEDLONGDESC\n"
        "2026,X0001,,20260101,N,00720.00,,,\n2026,X0001,QW,20260101,N,00003.40,,,\n",
        "clfs", 2, ama=True,
    ),
    Made(
        "asp.csv",
        'Payment Allowance Limits for Medicare Part B Drugs,,,\n"Effective October 1, 2026 through December 31, 2026",,,\n'
        "HCPCS Code,Short Description,HCPCS Code Dosage,Payment Limit,Co-insurance Percentage,Notes\n"
        'X0001,Thing,1 MG,29.856,20.000,"over\ntwo lines"\nX0002,Thing,1 MG,N/A,20.000,\n',
        "asp", 2, ama=True,
    ),
    Made(
        "Table 5.txt",
        '"TABLE 5.\x97LIST OF DRGS\nLENGTH OF STAY\x97FY 2026 Final Rule"\t\t\t\t\t\t\t\t\t\r\n'
        "MS-DRG \tFY 2026 Final Post-Acute DRG\tFY 2026 Final Special Pay DRG\tMDC\tTYPE\tMS-DRG Title\tWeights - Before Cap\t"
        "Weights - 10% Cap Applied \tGeometric mean LOS\tArithmetic mean LOS\r\n"
        '901\tNo\tNo\tPRE\tSURG\t"ONE, OR TWO"\t28.0\t28.1\t25.8\t36.2\r\n998\tNo\tNo\t \t**\tUNGROUPED\t.\t.\t.\t\r\n',
        "msdrg-weights", 2, encoding="latin-1",
    ),
    Made(
        "Table 6K FY2026.txt",
        "TABLE 6K - COMPLETE LIST OF CC EXCLUSIONS\r\n\r\nWords about the table.\r\n\r\nK Part 1: List of CC and Major CC Codes\r\n"
        " I10 Dx  Lev PDX Exclusions   ICD-10-CM Description\r\n A000    CC  0002:2 codes     One\r\n"
        " I469    MCC No Excl          Two\r\n\r\n"
        "PDX collection 0002\r\n  A000    One\r\n  A001    Other\r\n\r\nK Part 2: Codes that count only if alive\r\n\r\n"
        "  I469    Two\r\n\r\n"
        "K Part 3: Exclusions in Select MS-DRGs\r\n\r\nMDC 01 DRGs 082-084 Some group\r\n\r\n  A000 One\r\n  S0630AA Injury\r\n",
        "msdrg-exclusions", 2, repeats=False,
    ),
    Made(
        "AOC_V2026Q4-MCR.txt",
        "CPT only copyright 2025 American Medical Association.\t\t\t\t\t\t\t\r\n"
        "AOC_Edit_Type\tAdd-On_Code\tAOC_DelDT\tPrimary_Code\tPrimary_Code_DelDT\tAOC_Edit_EffDT\tAOC_Edit_DelDT\t"
        "Special_Instruction_Notes\r\n"
        "1\tX0001\t\tX0002\t\t1996001\t\t\r\n2\tX0001\t\tCCCCC\t\t2024060\t2025365\tnote\r\n",
        "ncci-add-on", 2, ama=True,
    ),
    Made(
        "ccipra-v323r0-f1.txt",
        "CPT only\t\t\t\t\t\t\r\nColumn1/Column2 Edits\t\t\t\t\t\t\r\nColumn 1\tColumn 2\t*=in existence\tEffective\tDeletion\t"
        "Modifier\tPTP Edit Rationale\r\n"
        "\t\t\t\t\t\t\r\n\t\t\t\t\t\t\r\n\t\t\t\t\t\t\r\n"
        "X0001\tX0002\t\t20200101\t20201231\t1\twords\r\nX0001\tX0002\t\t20210101\t*\t0\twords\r\n",
        "ncci-ptp-practitioner", 2, ama=True,
    ),
    Made(
        "MCR_MUE_DMESupplierServices_Eff_10-01-2026.csv",
        '"CPT copyright 2025\nmore. ",,,\n"HCPCS/\nCPT Code",DME Supplier Services MUE Values,MUE Adjudication Indicator,MUE Rationale\n'
        "X0001,2,3 Date of Service Edit: Clinical,Clinical: Data\nX0002,0,1 Line Edit,CMS Policy\n",
        "ncci-mue-dme", 2, ama=True,
    ),
    Made(
        "GPCI2026.csv",
        "ADDENDUM E. 2026 GPCIs,,,,,,\n,,,,,,\nMedicare Administrative Contractor (MAC),State,Locality Number,Locality Name,"
        "2026 PW GPCI (with 1.0 Floor),2026 PE GPCI,2026 MP GPCI\n99901,ZZ,00,ONE,1.000,0.900,0.800\n99902,ZZ,01,TWO*,1.000,0.900,0.800\n",
        "pfs-gpci", 2,
    ),
    Made(
        "26LOCCO.csv",
        "COUNTIES INCLUDED IN 2026 LOCALITIES.,,,,\n,,,,\n"
        "Medicare Adminstrative Contractor,Locality Number,State ,Fee Schedule Area ,Counties\n"
        "10112,0,SOMEWHERE ,STATEWIDE ,ALL COUNTIES \n,,,,\n10113,1,,REST ,SOME\n",
        "pfs-localities", 2, repeats=False,
    ),
    Made("ANES2026.csv", "Contractor,Locality,Locality Name,2026 National Anes CF 20.3\n99901,00,ONE,20.10\n99902,01,TWO,20.20\n"
        "", "anesthesia-factors", 2),
    Made("bases.txt", "CODE\t2026\r\n\tBASE\r\n\tUNIT\r\n09991\t5\r\n09992\t16\r\n", "anesthesia-base-units", 2, ama=True),
    Made(
        "PFALL26D.txt",
        f'"2026","99901","05","X0001","  ","0001339.81","0001339.80",{AMOUNT_END}\n'
        f'"2026","99901","09","X0001","26","0001354.42","0001354.42",{AMOUNT_END}\n',
        "pfs-amounts", 2, ama=True,
    ),
    Made(
        "ZIP5_OCT2026.txt",
        f"{'ZZ99901999010100'.ljust(20)}0{'20264'.rjust(59)}\n{'ZZ99902999010100'.ljust(20)}1{'20264'.rjust(59)}\n",
        "pfs-zip", 2,
    ),
    Made(
        "ZIP9_OCT2026.txt",
        f"{'ZZ999019990101R'.ljust(20)}10001{'1'.rjust(7)}{'20264'.rjust(48)}\n"
        f"{'ZZ999019990102R'.ljust(20)}10002{'1'.rjust(7)}{'20264'.rjust(48)}\n",
        "pfs-zip9", 2, documented=True,
    ),
    Made(
        "lcd.json",
        '{"X0001": {"covered": ["A00.0", "A00.1"], "lcdIds": ["L1"], "notCovered": ["A01.0"]},\n'
        ' "X0002": {"covered": [], "lcdIds": ["L2"], "notCovered": ["A01.0"]}}',
        "lcd", 4, ama=True, repeats=False, encoding="utf-8",
    ),
    Made(
        "article_x_hcpc_code.csv",
        '"article_id","article_version","hcpc_code_id","hcpc_code_version","hcpc_code_group","range","last_updated"\n'
        '"1","2","X0001","3","1","N","2026-01-01"\n"1","2","X0002","3","1","N","2026-01-01"\n',
        "mcd-article-procedures", 2, ama=True, documented=True,
    ),
    Made(
        "article_x_icd10_covered.csv",
        '"article_id","article_version","icd10_code_id","icd10_code_version","icd10_covered_group"\n"1","2","A00.0","3","1"\n'
        '"1","2","A00.1","3","1"\n',
        "mcd-article-covered", 2, ama=True, documented=True,
    ),
    Made("2018_I9gem.txt", "0010  A000    00000\n0011  NoDx    11000\n0012  A009    10000\n", "gem-icd9-icd10cm", 3, documented=True),
    Made("2018_I10gem.txt", "A000    0010  00000\nA001    0011  10000\nA009    NoDx  11000\n", "gem-icd10cm-icd9", 3, documented=True),
    Made("gem_pcsi9.txt", "0016070 0235  10000\n0016071 0239  10000\n", "gem-icd10pcs-icd9", 2, documented=True),
    Made(
        "DXCCSR_v2026-1.csv",
        "'ICD-10-CM CODE','ICD-10-CM CODE DESCRIPTION','Default CCSR CATEGORY IP','Default CCSR CATEGORY DESCRIPTION IP',"
        "'Default CCSR CATEGORY OP','Default CCSR CATEGORY DESCRIPTION OP','CCSR CATEGORY 1','CCSR CATEGORY 1 DESCRIPTION',"
        "'CCSR CATEGORY 2','CCSR CATEGORY 2 DESCRIPTION'\n"
        "'A000',\"Words, more\",'DIG001','x','DIG001','x','DIG001','x','INF003','x'\n"
        "'A001',\"Words\",'XXX000','x','DIG001','x','DIG001','x',' ',' '\n",
        "ccsr", 2, documented=True,
    ),
    Made(
        "proc_notes_2026.txt",
        "    PROCESSING NOTES\r\n ________\r\n\r\n  0001--A NOTE OF WHICH THE WORDS      *\r\n        GO ON.     *\r\n  *\r\n"
        "  0002--ANOTHER NOTE.   *\r\n",
        "hcpcs-notes", 2, cuttable=False,
    ),
    Made(
        "J exclusions.txt",
        'CY 2026 Comprehensive APC Payment Policy Exclusions\r\nOne kind of service\r\n"Services assigned to OPPS status indicator ?F? '
        '(some, and others)"\r\nAny drug described by HCPCS code X0009\r\n \r\n',
        "opps-comprehensive-exclusions", 3, cuttable=False, repeats=False,
    ),
    Made(
        "Claim Status Codes.csv",
        "Claim Status Codes\r\nCode,Description,Start,Last Modified,Stop\r\n901,Made up,01/01/1995,,\r\n"
        '902,"Made up, too",01/01/1995,07/01/2017,12/31/2020\r\n',
        "claim-status", 2, documented=True,
    ),
    Made(
        "Claim Status Category Codes.csv",
        "Claim Status Category Codes\r\nCode,Description,Start,Last Modified,Stop\r\n"
        "Q1,Made up,2024-01-01,,\r\nQ2,Made up too,2024-01-01,,\r\n",
        "claim-status-category", 2, documented=True,
    ),
    Made(
        "UB-04 Data File 2027 occurrence.txt",
        "FL 31-34 - Occurrence Codes and Dates\r\nCode\tDescription\tEffective Date\tDiscontinued Date\r\nX1\tMade up\t1/1/2020\t\r\n"
        "X2\tReserved for assignment\t\t\r\n",
        "occurrence", 2, documented=True, cuttable=False,
    ),
    Made(
        "UB-04 Data File 2027 value.txt",
        "FL 39-41 - Value Codes and Amounts\r\nCode\tDescription\tEffective Date\tDiscontinued Date\r\nX1\tMade up\t\t\r\n"
        "X2\tMade up too\t\t12/31/2025\r\n",
        "value", 2, documented=True, cuttable=False,
    ),
    Made(
        "2026 Midyear_Final ICD-10-CM Mappings.csv",
        "2026 Midyear Final ICD-10-CM Mappings,,,,,\n,,,,,\n"
        'Diagnosis Code,Description,"CMS-HCC\nESRD Model\nCategory\nV24","CMS-HCC\nModel\nCategory\nV28",'
        '"CMS-HCC\nESRD Model\nCategory\nV24\nfor 2026\nPayment Year","CMS-HCC\nModel\nCategory\nV28\nfor 2026\nPayment Year"\n'
        "A0103,Words,115,282,Yes,Yes\nE1152,Words,18,37,Yes,Yes\nE1152,Words,106,263,Yes,Yes\nE119,Words,19,38,Yes,No\n",
        "hcc-mapping", 7, documented=True, repeats=False,
    ),
    Made(
        "CCIR_v2026-1.csv",
        '"Chronic Condition Indicator Refined, v2026-1",,\n"ICD-10-CM CODE","ICD-10-CM CODE DESCRIPTION","CHRONIC INDICATOR"\n'
        '\'A000\',"Words",0\n\'A001\',"Words",1\n',
        "chronic-condition", 2, documented=True,
    ),
    Made(
        "tls_Icd10cmHumanReadableMap_US1000124_20260901.tsv",
        "id\teffectiveTime\tactive\tmoduleId\trefsetId\treferencedComponentId\treferencedComponentName\tmapGroup\tmapPriority\t"
        "mapRule\tmapAdvice\t"
        "mapTarget\tmapTargetName\tcorrelationId\tmapCategoryId\tmapCategoryName\n"
        "a\t20260901\t1\t1\t2\t900000001\tWords\t1\t1\tIFA 900000002\tALWAYS\tE11.9\tx\t3\t4\tPROPERLY CLASSIFIED\n"
        "b\t20260901\t1\t1\t2\t900000001\tWords\t1\t2\tOTHERWISE TRUE\tALWAYS\tE11.65\tx\t3\t4\tPROPERLY CLASSIFIED\n",
        "snomed-icd10cm", 2, documented=True,
    ),
    Made("doid.tsv", "id\tlabel\ticd10cm\nDOID:1\tone\tA00.0\nDOID:2\ttwo\tA00.1\n", "doid-icd10cm", 2),
    Made(
        "mondo_exactmatch_icd10cm.sssom.tsv",
        "# mapping_set_id: x/mondo_exactmatch_icd10cm.sssom.tsv\n"
        "# mapping_set_version: x/releases/2026-08-04/mappings/mondo_exactmatch_icd10cm.sssom.tsv\n"
        "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\n"
        "MONDO:1\tone\tskos:exactMatch\tICD10CM:A00\tx\ty\nMONDO:2\ttwo\tskos:exactMatch\tICD10CM:A01\tx\ty\n",
        "mondo-icd10cm", 2,
    ),
    Made(
        "LONGULT.txt",
        "CPT 2026 copyright American Medical Association\n\n9997T\tA made up service\n9998T\t"
        "" + "Another made up service, with many words to it, more than forty-eight\n"
        "9999T\tA third\n",
        "cpt", 3, ama=True, documented=True,
    ),
    Made(
        "SHORTU.txt",
        "CPT 2026 copyright American Medical Association\n\n9997T MADE UP SERVICE\n9998T ANOTHER\n9999T THIRD SERVICE\n",
        "cpt-short", 3, ama=True, documented=True, cuttable=False,
    ),
)  # fmt: skip
