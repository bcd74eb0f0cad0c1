"""A demonstration group practice: patients, notes, answer keys, charges; and a way in for anybody's notes. All invented."""

from .charts import encounter_from_chart
from .foreign import age_and_sex, encounter_from_note, is_synthetic
from .load import demo_practice
from .model import KeyCode, Note, Practice

__all__ = ["KeyCode", "Note", "Practice", "age_and_sex", "demo_practice", "encounter_from_chart", "encounter_from_note", "is_synthetic"]
