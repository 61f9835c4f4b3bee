"""DuckDB, as it is used here: in memory, on the files that it is told of, without the network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from marsad.bulk.faults import missing

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_LARGEST = 16 << 20  # bytes of a JSON object that DuckDB takes unasked
_MEMORY = "1GB"  # beyond it, DuckDB goes on in files


@contextmanager
def open_database(drafts: Path, *, threads: int = 1) -> Iterator[DuckDBPyConnection]:
    """A database that lasts as long as it is open.

    Args:
        drafts: a folder for what does not fit into memory.
        threads: how many DuckDB may use; a worker has one.

    Raises:
        BulkError: the extra is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise missing() from error
    config: dict[str, Any] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "threads": threads,
        "memory_limit": _MEMORY,
        "temp_directory": str(drafts / "spill"),
        "preserve_insertion_order": False,
    }
    connection = duckdb.connect(config=config)
    connection.execute("SET enable_progress_bar = false")
    try:
        yield connection
    finally:
        connection.close()


def write_rows(
    lines: Iterable[bytes], columns: Mapping[str, str], drafts: Path, *, select: str = "*"
) -> Path:
    """Rows, each a line of JSON, as a Parquet file.

    Args:
        columns: the types of the keys.
        drafts: the folder in which the file is made.
        select: what is taken of the keys, in SQL.
    """
    source, target = drafts / "rows.jsonl", drafts / "rows.parquet"
    longest = 0
    with source.open("wb") as file:
        for line in lines:
            longest = max(longest, len(line))
            file.write(line + b"\n")
    with open_database(drafts) as database:
        given = ", ".join(f"'{name}': '{sql}'" for name, sql in columns.items())
        most = max(_LARGEST, 2 * longest)
        told = f"columns={{{given}}}, maximum_object_size={most}"
        read = f"read_json('{quoted(source)}', format='newline_delimited', {told})"
        database.execute("SET preserve_insertion_order = true")
        database.execute(
            f"COPY (SELECT {select} FROM {read}) TO '{quoted(target)}' "
            "(FORMAT parquet, COMPRESSION zstd)"
        )
    source.unlink()
    return target


def quoted(path: Path | str) -> str:
    """A path as it stands between quotation marks in SQL."""
    return str(path).replace("'", "''")


def listed(paths: Sequence[Path | str]) -> str:
    """Paths as a list in SQL."""
    return "[" + ", ".join(f"'{quoted(one)}'" for one in paths) + "]"
