"""``marsad completion``: what a shell needs to complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

_VARIABLE = "_MARSAD_COMPLETE"  # where click looks when a shell asks it what could come next


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script by which a shell completes commands and options of marsad.

    Put it where your shell looks for such scripts, and open a new shell.

    \b
    bash (with bash-completion):
      mkdir -p ~/.local/share/bash-completion/completions
      marsad completion bash > ~/.local/share/bash-completion/completions/marsad
    zsh:
      mkdir -p ~/.zfunc && marsad completion zsh > ~/.zfunc/_marsad
      in ~/.zshrc, before compinit: fpath+=~/.zfunc
    fish:
      mkdir -p ~/.config/fish/completions
      marsad completion fish > ~/.config/fish/completions/marsad.fish
    """
    writer = get_completion_class(shell)
    assert writer is not None  # click has all three
    click.echo(writer(context.find_root().command, {}, "marsad", _VARIABLE).source())
