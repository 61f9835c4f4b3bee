"""``marsad serve``: the observatory in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from marsad.cli.archive import archive_option, open_archive

host_option = click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Where to listen; without accounts only on this machine.",
)
port_option = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8017,
    show_default=True,
    metavar="N",
    help="The port; 0 takes one that is free.",
)
browser_option = click.option(
    "--browser/--no-browser", default=False, show_default=True, help="Open it in the browser."
)
watch_option = click.option(
    "--watch",
    "watchlist",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FEEDS.toml",
    help="Look at these feeds whenever they are due, as marsad watch does.",
)


@click.command()
@archive_option
@host_option
@port_option
@watch_option
@browser_option
def serve(archive: str, host: str, port: int, watchlist: Path | None, browser: bool) -> None:
    """Show the archive in the browser, in Arabic and English, until Ctrl-C.

    Only this machine can reach it, there is no login, and no page loads anything from elsewhere.

    \b
      marsad serve
      marsad serve --archive news.db --port 0 --browser
      marsad serve --watch FEEDS.toml
    """
    with open_archive(archive) as observatory:
        run(observatory, host, port, browser, watchlist)


def run(
    observatory: object, host: str, port: int, browser: bool, watchlist: Path | None = None
) -> None:
    """Serve, and tell where."""
    from marsad.archive.observatory import Observatory
    from marsad.intake.failures import Unreadable
    from marsad.web.serving import CannotServe
    from marsad.web.serving import serve as listen

    assert isinstance(observatory, Observatory)

    def ready(address: str) -> None:
        click.echo(f"{address} (Ctrl-C ends it)")
        if browser:
            click.launch(address)

    try:
        listen(observatory, host=host, port=port, watchlist=watchlist, ready=ready)
    except Unreadable as error:
        raise click.BadParameter(str(error), param_hint="--watch") from error
    except CannotServe as error:
        raise click.ClickException(str(error)) from error
