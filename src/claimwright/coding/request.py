"""What coding is asked: the documents of one encounter and the few facts that the words do not carry."""

from __future__ import annotations

from datetime import date

from claimwright.core import Document, Sparse
from claimwright.core.codes import Setting
from claimwright.core.people import Sex


class PatientFacts(Sparse, frozen=True, kw_only=True):
    """What is known of the patient besides the text. ``age``: completed years on the date of service."""

    age: int | None = None
    sex: Sex = "U"
    new: bool | None = None


class CodingRequest(Sparse, frozen=True, kw_only=True):
    """One encounter to code (`claimwright code --ndjson`).

    ``text`` is the short way for a single document named ``note``; ``documents`` carries several. ``setting`` decides which uncertain
    diagnoses count (Official Guidelines II.H and IV.H). ``place_of_service``: chooses the family of visit codes; "" reads it from the text.
    ``external_causes``: whether chapter 20 codes are reported (voluntary unless a payer or state asks, I.C.20).
    ``everything``: every condition that the record names of the patient, past and uncertain ones and symptoms too, for registries and
    research; not what a claim reports. ``packs``: specialties whose own words and questions are read too (``packs/``).
    """

    id: str = "note"
    text: str = ""
    setting: Setting = "outpatient"
    date_of_service: date | None = None
    patient: PatientFacts | None = None
    documents: tuple[Document, ...] = ()
    place_of_service: str = ""
    external_causes: bool = True
    everything: bool = False
    packs: tuple[str, ...] = ()

    @property
    def all_documents(self) -> tuple[Document, ...]:
        """The short text, where given, as document ``note``, then the documents in their order."""
        own = (Document(id="note", text=self.text),) if self.text or not self.documents else ()
        return own + tuple(document for document in self.documents if not (own and document.id == "note"))
