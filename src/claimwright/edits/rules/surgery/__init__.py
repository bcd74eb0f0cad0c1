"""Operations: global periods, both sides, assistants, two surgeons (Pub. 100-04, chapter 12, section 40)."""
