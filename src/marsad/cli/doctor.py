"""``marsad doctor``: whether the installation is sound."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import click

from marsad.cli.archive import archive_option

if TYPE_CHECKING:
    from marsad.cli.installation import Finding


@click.command()
@archive_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@click.pass_context
def doctor(context: click.Context, archive: str, as_json: bool) -> None:
    """Look at the installation, and say what is wrong and what to do about it.

    It looks at the program, Python, SQLite, the language packs and lists, the pages, the extras,
    the archive, the disk, the terminal and the clock. It changes nothing and fetches nothing. The
    exit code is 1 if something is broken. What is in an archive is looked at by marsad check.

    \b
      marsad doctor
      marsad doctor --archive news.db
      marsad doctor --json
    """
    from marsad.cli.installation import State, look

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without Arabic is a finding
    source = context.get_parameter_source("archive")
    named = source is not click.core.ParameterSource.DEFAULT
    findings = []
    for finding in look(archive, named=named):
        findings.append(finding)
        if not as_json:
            _show(finding)
    sound = not any(one.state is State.BROKEN for one in findings)
    if as_json:
        from marsad.cli.rows import write_json

        write_json({"sound": sound, "findings": [one._asdict() for one in findings]})
    if not sound:
        raise click.exceptions.Exit(1)


def _show(finding: Finding) -> None:
    from marsad.cli.rows import isolate

    click.echo(f"{finding.state:<6}  {finding.subject:<14}  {isolate(finding.found)}")
    if finding.remedy:
        click.echo(f"{'':24}→ {isolate(finding.remedy)}")
