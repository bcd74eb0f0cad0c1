"""Small files of our own in the shape of the official ones."""

from __future__ import annotations

INDEX = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index>
  <version>2026</version>
  <title>ICD-10-CM INDEX TO DISEASES and INJURIES</title>
  <letter><title>A</title>
    <mainTerm><title>Ache</title><see>Pain</see></mainTerm>
    <mainTerm><title>Attack, attacks</title>
      <term level="1"><title>heart</title><see>Infarct, myocardium</see></term>
    </mainTerm>
  </letter>
  <letter><title>D</title>
    <mainTerm><title>Diabetes, diabetic<nemod>(mellitus) (sugar)</nemod> NEC</title><code>E11.9</code>
      <term level="1"><title>with</title>
        <term level="2"><title>neuropathy</title><code>E11.40</code></term>
        <term level="2"><title>foot ulcer</title><code>E11.621</code></term>
      </term>
      <term level="1"><title>type 1</title><code>E10.9</code></term>
      <term level="1"><title>in a code that never was</title><code>E99.99</code></term>
    </mainTerm>
    <mainTerm><title>Dementia</title>
      <term level="1"><title>in</title>
        <term level="2"><title>Parkinson's disease</title><code>G20.-</code><manif>F02.80</manif></term>
      </term>
    </mainTerm>
  </letter>
  <letter><title>I</title>
    <mainTerm><title>Infarct, infarction</title>
      <term level="1"><title>myocardium, myocardial<nemod>(acute)</nemod></title><code>I21.9</code><seeAlso>Angina</seeAlso></term>
    </mainTerm>
    <mainTerm><title>Itch</title><see>Ache</see></mainTerm>
    <mainTerm><title>Loop</title><see>Loop, round</see><term level="1"><title>round</title><see>Loop</see></term></mainTerm>
  </letter>
  <letter><title>P</title>
    <mainTerm><title>Pain</title><code>R52</code>
      <term level="1"><title>joint</title><code>M25.50</code></term>
      <term level="1"><title>specified</title><subcat>G89.1</subcat></term>
    </mainTerm>
  </letter>
</ICD10CM.index>
"""
NEOPLASMS = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index>
  <version>2026</version>
  <indexHeading><head col="1">Neoplasm</head><head col="2">Malignant Primary</head><head col="5">Benign</head></indexHeading>
  <letter><title>N</title>
    <mainTerm><title>Neoplasm, neoplastic</title><cell col="2">C80.1</cell><cell col="5">D36.9</cell>
      <term level="1"><title>lung</title><cell col="2">C34.9-</cell><cell col="5">--</cell></term>
    </mainTerm>
  </letter>
</ICD10CM.index>
"""
