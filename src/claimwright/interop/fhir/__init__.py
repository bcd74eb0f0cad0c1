"""FHIR R4 in: bundles and bulk exports become encounters with their documents. Codes found on the way are reported, never billed."""

from .bulk import read_export
from .chart import Import, Practice, Problem, ReportedCode
from .reading import read, read_bundle, read_directory

__all__ = ["Import", "Practice", "Problem", "ReportedCode", "read", "read_bundle", "read_directory", "read_export"]
