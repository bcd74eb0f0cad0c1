"""The note on the page is the note: cut, never changed."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimwright import core
from claimwright.office.encounters.highlight import Span, segments
from claimwright.office.ledger.chain import quotes

calmly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXTS = st.text(alphabet="AB ab.\n:,é", max_size=80)


@calmly
@given(TEXTS, st.lists(st.tuples(st.integers(-2, 90), st.integers(-2, 90)), max_size=6))
def test_segments_joined_are_the_text_and_each_span_is_covered(text, places):
    spans = [Span(start, end, "code", str(number)) for number, (start, end) in enumerate(places)]
    pieces = segments(core.Document(text=text), spans)
    assert "".join(piece.text for piece in pieces) == text
    for span in spans:
        if 0 <= span.start < span.end <= len(text):
            assert "".join(piece.text for piece in pieces if span in piece.spans) == text[span.start : span.end]
    for piece in pieces:
        assert text[piece.start : piece.start + len(piece.text)] == piece.text


@calmly
@given(TEXTS.filter(bool), st.lists(st.tuples(st.integers(0, 79), st.integers(1, 20)), max_size=5))
def test_quotes_are_words_of_the_note_with_the_evidence_marked(text, places):
    document = core.Document(text=text)
    evidence = [core.Evidence(start=s, end=min(s + n, len(text)), text=text[s : s + n]) for s, n in places if s < len(text)]
    for quote in quotes({"note": document}, evidence):
        assert "".join(words for words, _ in quote.pieces) in text
        assert any(marked for _, marked in quote.pieces)


def test_headings_are_seen():
    kinds = {piece.text.strip(): piece.heading for piece in segments(core.Document(text="CHIEF COMPLAINT\n\nCough.\n\nPlan: rest.\n"), [])}
    assert kinds["CHIEF COMPLAINT"] == "alone"
    assert kinds["Plan"] == "leading"
    assert kinds["Cough."] == ""
