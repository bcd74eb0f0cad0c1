"""Where official files can be downloaded: one TOML file per system, with the files of each release.

``folder``: the address the names are under; a release may have its own. ``checked``: whether the address was tried. Where a system has no
file here, its page in the catalogue says where a person finds it.
"""

from __future__ import annotations

from functools import cache

from claimwright.core import InputError, Value, convert
from claimwright.core.discovery import tables
from claimwright.core.struct import field


class File(Value, frozen=True, kw_only=True):
    """One file of a release. ``sha256``: what it must be, empty where nobody published it."""

    name: str
    sha256: str = ""


class ReleaseFiles(Value, frozen=True, kw_only=True):
    """The files of one release. ``folder``: where it differs from the system's."""

    files: tuple[File, ...]
    folder: str = ""


class Downloads(Value, frozen=True, kw_only=True):
    """What can be downloaded of a system. ``ama``: its files carry CPT numbers, so the AMA's terms must be accepted first.

    ``brings``: the further systems its files hold.
    """

    system: str
    title: str
    source: str
    folder: str
    terms: str
    ama: bool = False
    checked: bool = False
    brings: tuple[str, ...] = ()
    releases: dict[str, ReleaseFiles] = field(default_factory=dict)

    def release(self, name: str | None) -> tuple[str, ReleaseFiles]:
        """A release by name, the newest without one. Raises InputError where it is not known."""
        wanted = name or max(self.releases)
        if wanted not in self.releases:
            raise InputError(f"{self.system} {wanted}", "has no known address", f"one of {', '.join(sorted(self.releases))}")
        return wanted, self.releases[wanted]

    def address(self, release: ReleaseFiles, file: File, base: str = "") -> str:
        """The address of a file; ``base`` stands in for the official folder."""
        return f"{(base or release.folder or self.folder).rstrip('/')}/{file.name}"


@cache
def downloads() -> dict[str, Downloads]:
    """Every system that has addresses."""
    return {name: convert({"system": name, **table}, Downloads) for name, table in tables(__name__).items()}


def downloads_of(system: str) -> Downloads:
    """Those of one system, or of the one whose files hold it. Raises InputError, with where a person finds the file."""
    plain = system.lower().replace("-", "").replace("_", "")
    for name, found in downloads().items():
        if plain in (name.replace("-", ""), *(brought.replace("-", "") for brought in found.brings)):
            return found
    from ..official.catalogue import systems

    about = systems().get(system)
    known = ", ".join(sorted(downloads()))
    if about is None:
        raise InputError(system, "is no system that can be fetched", f"one of {known}")
    raise InputError(system, "has no address a program can fetch", f"get it from {about.address} and give it to: claimwright codes install")
