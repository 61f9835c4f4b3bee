"""``marsad serve``: the observatory in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from marsad.cli.archive import archive_option, open_archive

host_option = click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Where to listen; without accounts only on this machine.",
)
name_option = click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="A name under which it is reached, such as news.example.org; may be given again.",
)
proxy_option = click.option(
    "--behind-proxy",
    is_flag=True,
    help="A proxy on this machine takes the requests of others, and says from where they come.",
)
certificate_option = click.option(
    "--certificate", metavar="FILE", help="A certificate (PEM), to speak https; with --key."
)
key_option = click.option("--key", metavar="FILE", help="The private key of --certificate (PEM).")
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
@name_option
@proxy_option
@certificate_option
@key_option
@browser_option
def serve(archive: str, browser: bool, **place: Any) -> None:
    """Show the archive in the browser, in Arabic and English, until Ctrl-C.

    Without accounts only this machine can reach it, and there is no login. To let others in, make
    accounts (marsad accounts add); then everybody logs in. No page loads anything from elsewhere.

    \b
      marsad serve
      marsad serve --archive news.db --port 0 --browser
      marsad serve --watch FEEDS.toml
      marsad serve --host 192.0.2.7 --certificate news.pem --key news.key --name news.example.org
      marsad serve --behind-proxy --name news.example.org
    """
    if (place["certificate"] is None) != (place["key"] is None):
        raise click.UsageError("--certificate and --key belong together; give both")
    from marsad.publishing.reports.theme import ThemeError, find_theme

    try:
        find_theme()
    except ThemeError as error:
        raise click.ClickException(f"MARSAD_THEME: {error}") from error
    with open_archive(archive) as observatory:
        run(observatory, browser=browser, **place)


def run(observatory: object, *, browser: bool, watchlist: Path | None = None, **where: Any) -> None:
    """Serve, and tell where; ``where`` is what a ``Place`` holds."""
    from marsad.archive.observatory import Observatory
    from marsad.intake.failures import Unreadable
    from marsad.web.serving import CannotServe, Place
    from marsad.web.serving import serve as listen

    assert isinstance(observatory, Observatory)
    place = Place(**where)
    if place.is_open and place.certificate is None and not place.behind_proxy:
        told = "passwords go over the network as they are typed; give --certificate and --key"
        click.echo(f"careful: {told}", err=True)

    def ready(address: str) -> None:
        click.echo(f"{address} (Ctrl-C ends it)")
        if browser:
            click.launch(address)

    try:
        listen(observatory, place, watchlist=watchlist, ready=ready)
    except Unreadable as error:
        raise click.BadParameter(str(error), param_hint="--watch") from error
    except CannotServe as error:
        raise click.ClickException(str(error)) from error
