"""``marsad demo``: an observatory of invented reports, to be looked at before there are any."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from marsad.cli.progress import show_steps
from marsad.cli.serving import run


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="The port; without it, one that is free.",
)
@click.option(
    "--browser/--no-browser", default=True, show_default=True, help="Open it in the browser."
)
@click.option(
    "--keep",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Keep the archive there, to go on with it; without this it is gone at the end.",
)
def demo(port: int, browser: bool, keep: Path | None) -> None:
    """Show an observatory of invented reports in the browser, until Ctrl-C.

    Two languages, eight invented outlets, six stories of two weeks on the Euphrates: chains of
    voices, copies, a circle, denials, counts that contradict each other, a withdrawal. Nothing of
    it is true, and nothing is fetched.

    \b
      marsad demo
      marsad demo --no-browser --port 8017
      marsad demo --keep demo.db
    """
    with tempfile.TemporaryDirectory(prefix="marsad-demo-") as home:
        _show(keep or Path(home) / "demo.db", port, browser)


def _show(path: Path, port: int, browser: bool) -> None:
    from marsad.archive.connection import ArchiveError
    from marsad.archive.observatory import Observatory
    from marsad.demo import build

    try:
        if not path.exists():
            with show_steps() as advance:
                build(path, advance=advance)
        with Observatory(path) as observatory:
            run(observatory, browser=browser, port=port)
    except (ArchiveError, FileExistsError) as error:
        raise click.ClickException(str(error)) from error
