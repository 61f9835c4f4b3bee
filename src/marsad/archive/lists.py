"""The observatory's own lists of actors and outlets, kept in the archive with their history."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, func, insert, select

from marsad.archive.access.audit import note
from marsad.archive.clock import now
from marsad.archive.schema import lists
from marsad.codec import to_json
from marsad.entities.lists import TABLES, Lists, build_lists, load_lists, read_list
from marsad.ids import bytes_hash

_NAME = re.compile(r"\w[\w-]{0,63}")
_MARK = 16  # letters of a hash: no two lists of an archive have the same
_MOST = 4 << 20  # bytes of a list; all lists of the package together have about one million
_OURS_ONLY = 0o700


class ListVersion(NamedTuple):
    """A list as it was from a time on; ``text`` is ``None`` where it was taken away."""

    number: int
    name: str
    text: str | None
    at: str
    person: str


class InForce(NamedTuple):
    """The lists that count in an archive: their files, and a mark that other lists do not have.

    The mark of none is empty. Both may be handed to another process.
    """

    files: tuple[Path, ...] = ()
    mark: str = ""

    @property
    def lists(self) -> Lists:
        """Those of the package with these laid over them; read once by each process."""
        return load_lists(*self.files)

    @property
    def own(self) -> Lists | None:
        """The same where there are any beside those of the package: names are looked up so."""
        return self.lists if self.files else None


def put(connection: Connection, name: str, text: str, person: str) -> ListVersion:
    """Keep a list under a name; an earlier one of that name stays in the history.

    Documents that are read from now on know it; those in the archive when they are read again.
    What is joined is joined anew by the next ``marsad link``.

    Raises:
        ValueError: the name or the list breaks a rule; the message names the fault.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name}: the name of a list has letters, digits, - and _, at most 64")
    _check(name, text)
    current = _latest(connection, name)
    if current is not None and current.text == text:
        return current
    return _append(connection, name, text, person)


def get(connection: Connection, name: str) -> str:
    """The text of a list.

    Raises:
        LookupError: there is none of that name.
    """
    current = _latest(connection, name)
    if current is None or current.text is None:
        raise LookupError(f"{name}: no such list; marsad lists show names them")
    return current.text


def remove(connection: Connection, name: str, person: str) -> ListVersion:
    """Take a list away; its history stays.

    Raises:
        LookupError: there is none of that name.
    """
    get(connection, name)
    return _append(connection, name, None, person)


def current(connection: Connection) -> tuple[ListVersion, ...]:
    """The lists that count, by name."""
    latest = select(func.max(lists.c.number)).group_by(lists.c.name)
    chosen = select(lists).where(lists.c.number.in_(latest), lists.c.text.is_not(None))
    rows = connection.execute(chosen.order_by(lists.c.name))
    return tuple(ListVersion(*row) for row in rows)


def history(connection: Connection, name: str | None = None) -> Iterator[ListVersion]:
    """Every version of a list, or of all, the latest first."""
    where = () if name is None else (lists.c.name == name,)
    for row in connection.execute(select(lists).where(*where).order_by(lists.c.number.desc())):
        yield ListVersion(*row)


def files(connection: Connection) -> tuple[Path, ...]:
    """The lists that count as files to hand to ``analyse(document, actors=…)``.

    They lie in a folder of the user's own among the temporary files, each under the hash of its
    text: the same list has the same path in every process, another text another one.
    """
    return in_force(connection).files


def in_force(connection: Connection) -> InForce:
    """The lists that count, for all that works with an archive's readings."""
    ones = current(connection)
    if not ones:
        return InForce()
    folder, told = _folder(), to_json([(one.name, one.text) for one in ones])
    written = tuple(_written(folder, one.name, one.text or "") for one in ones)
    return InForce(written, bytes_hash(told)[:_MARK])


def known_lists(connection: Connection) -> Lists:
    """The lists of the package with those of the archive laid over them."""
    return in_force(connection).lists


def _latest(connection: Connection, name: str) -> ListVersion | None:
    chosen = select(lists).where(lists.c.name == name).order_by(lists.c.number.desc()).limit(1)
    row = connection.execute(chosen).first()
    return None if row is None else ListVersion(*row)


def _append(connection: Connection, name: str, text: str | None, person: str) -> ListVersion:
    if not person.strip():
        raise ValueError("a change of a list needs the name of a person; give one (--as NAME)")
    last = connection.scalar(select(func.max(lists.c.number))) or 0
    made = ListVersion(last + 1, name, text, now(), person.strip())
    connection.execute(insert(lists), made._asdict())
    action = "list taken away" if text is None else "list kept"
    note(connection, action, name, person=made.person)
    return made


def _check(name: str, text: str) -> None:
    """Refuse what could not be read later.

    Raises:
        ValueError: the message names list, entry and fault.
    """
    if len(text.encode("utf-8", "surrogatepass")) > _MOST:
        raise ValueError(f"{name}: more than {_MOST >> 20} MB; part it into several lists")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.toml"
        try:
            path.write_text(text, encoding="utf-8", newline="\n")
            tables = {table: dict[str, dict[str, object]]() for table in TABLES}
            for table, entries in read_list(path).items():
                tables[table] = {str(entry["id"]): entry for entry in entries}
            build_lists(tables, {})
        except ValueError as error:
            raise ValueError(f"{error}") from error
        except (AttributeError, KeyError, TypeError) as error:
            fault = f"an entry has another form than docs/actors.md tells ({error})"
            raise ValueError(f"{name}.toml: {fault}") from error


def _folder() -> Path:
    """A folder that is ours alone; another one where somebody has taken its place."""
    folder = Path(tempfile.gettempdir()) / f"marsad-lists-{_user()}"
    try:
        folder.mkdir(mode=_OURS_ONLY, exist_ok=True)
        found = folder.lstat()
        if stat.S_ISDIR(found.st_mode) and _is_ours(found):
            return folder
    except OSError:
        pass
    return Path(tempfile.mkdtemp(prefix="marsad-lists-"))


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0


def _is_ours(found: os.stat_result) -> bool:
    if not hasattr(os, "getuid"):
        return True  # there the folder of temporary files is the user's own
    return found.st_uid == os.getuid() and not found.st_mode & 0o077


def _written(folder: Path, name: str, text: str) -> Path:
    """The file of a list; what lies there and is not it is written anew."""
    raw = text.encode("utf-8")
    path = folder / bytes_hash(raw)[:32] / f"{name}.toml"
    if path.is_file() and path.read_bytes() == raw:
        return path
    path.parent.mkdir(mode=_OURS_ONLY, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(raw)
    Path(file.name).replace(path)
    return path
