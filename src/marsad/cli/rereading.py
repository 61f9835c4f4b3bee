"""``marsad reread``: the archive read again by a newer program."""

from __future__ import annotations

import click

from marsad.cli.archive import archive_option, open_archive
from marsad.cli.options import workers_option
from marsad.cli.readers import Asked, open_reader, reader_options


@click.command()
@archive_option
@click.option("--all", "every", is_flag=True, help="All documents, not only the outdated ones.")
@click.option("--changed", is_flag=True, help="Show what differs, claim by claim.")
@workers_option
@reader_options
def reread(archive: str, every: bool, changed: bool, workers: int | None, asked: Asked) -> None:
    """Read again the documents that an older version of Marsad has read.

    A new reading takes the place of the old one as a whole. What people corrected stays where the
    text still holds it; the rest is listed: marsad review unheld. After a change of your own lists
    (marsad lists put), read all of them again.

    What a language model has read is left as it is, unless --reader says who reads now: with it,
    also what another reader has read is read again.

    \b
      marsad reread
      marsad reread --all --changed
    """
    from marsad.archive.crews import count_workers
    from marsad.archive.readers import Rules
    from marsad.archive.rereading import count_told
    from marsad.intake.failures import Failure

    count = differing = failed = 0
    with open_archive(archive) as observatory, open_reader(asked) as teller:
        left = 0 if asked.reader else count_told(observatory.engines.reading)
        many = workers or count_workers()
        chosen = Rules() if asked.reader == "rules" else teller
        for done in observatory.reread(every=every, workers=many, teller=chosen):
            count += 1
            if isinstance(done, Failure):
                failed += 1
                click.echo(f"marsad: {done.place}: {done.message}", err=True)
                continue
            differing += bool(done.gone or done.new)
            if changed and (done.gone or done.new):
                click.echo(done.id)
                for line in done.gone:
                    click.echo(f"  - {line}")
                for line in done.new:
                    click.echo(f"  + {line}")
    line = f"{count:,} read again, {differing:,} differ, {failed:,} failed"
    click.echo(f"{line}; {left:,} readings by a language model were left" if left else line)
    if failed:
        raise click.exceptions.Exit(1)
