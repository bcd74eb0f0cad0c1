"""From characters to sections, lines and sentences; every offset points into the unchanged document."""

from .sections import Section, sections
from .sentences import Sentence, sentences
from .spans import evidence

__all__ = ["Section", "Sentence", "evidence", "sections", "sentences"]
