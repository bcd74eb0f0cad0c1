"""Outpatient hospital claims: what the Integrated Outpatient Code Editor and chapter 4 of Pub. 100-04 say."""
