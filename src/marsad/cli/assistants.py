"""``marsad mcp``: the archive for assistants with a language model."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import getdoc
from typing import TYPE_CHECKING, Any

import click

from marsad.cli.archive import archive_option, open_archive

if TYPE_CHECKING:
    from marsad.archive.observatory import Observatory


@click.command()
@archive_option
def mcp(archive: str) -> None:
    """Offer the archive to an assistant with a language model, over the Model Context Protocol.

    The assistant starts this command itself and speaks with it over standard input and output. Its
    tools only read: search, claim, proposition, origins, story, passage. docs/mcp.md says how an
    assistant is told of it. It needs the extra: pip install 'marsad[mcp]'

    \b
      marsad mcp --archive news.db
    """
    try:
        from mcp.server import MCPServer  # noqa: F401
    except ImportError as error:
        raise click.ClickException("this needs an extra: pip install 'marsad[mcp]'") from error
    with open_archive(archive) as observatory:
        build(observatory).run("stdio")


def build(observatory: Observatory) -> Any:
    """A server of the protocol with the tools of an archive."""
    from mcp.server import MCPServer
    from mcp.types import ToolAnnotations

    from marsad.version import __version__
    from marsad.web.assistants import ABOUT, Tools

    server = MCPServer(
        "marsad", title="Marsad", instructions=ABOUT, version=__version__, log_level="WARNING"
    )
    tools = Tools(observatory)
    only_reads = ToolAnnotations(
        read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )
    for tool in (
        tools.search,
        tools.claim,
        tools.proposition,
        tools.origins,
        tools.story,
        tools.passage,
    ):
        server.add_tool(_telling(tool), description=getdoc(tool), annotations=only_reads)
    return server


def _telling(tool: Callable[..., Any]) -> Callable[..., Any]:
    """A tool that says in words what it did not find or understand."""
    from mcp.server.mcpserver.exceptions import ToolError

    @wraps(tool)
    def told(*args: Any, **named: Any) -> Any:
        try:
            return tool(*args, **named)
        except (LookupError, ValueError) as error:
            if isinstance(error, KeyError | IndexError):
                raise
            raise ToolError(str(error)) from error

    return told
