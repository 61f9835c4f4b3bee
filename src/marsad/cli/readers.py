"""Which reader reads: the rules, or a language model that somebody named."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from marsad.llm.asking import Service
    from marsad.llm.reading import ModelReader
    from marsad.llm.tally import Total

_OFF = "off"  # in place of a folder: no answer is kept
_KEY = "MARSAD_LLM_KEY"
_LONGEST_KEY = 10_000


class Asked(NamedTuple):
    """What the options of a command say of the reader."""

    reader: str | None
    url: str | None
    model: str | None
    parallel: int
    timeout: float
    budget: int | None
    price: tuple[float, float] | None
    cache: Path | None


def reader_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that choose a reader; the command gets them as ``asked``."""

    @functools.wraps(command)
    def packed(**given: Any) -> None:
        reader = given.pop("reader")
        if reader != "llm":
            _refuse_alone(click.get_current_context())
        command(asked=Asked(reader, *map(given.pop, _NAMES)), **given)

    for option in reversed(_OPTIONS):
        packed = option(packed)
    return packed


def _refuse_alone(context: click.Context) -> None:
    """Options of a model without the model are a mistake, unless the environment gives them."""
    for name in _NAMES:
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            option = f"--{name.replace('_', '-')}"
            raise click.UsageError(f"{option} is for a language model: add --reader llm")


_NAMES = ("llm_url", "llm_model", "llm_parallel", "llm_timeout", "budget", "price", "llm_cache")
_OPTIONS = (
    click.option(
        "--reader",
        type=click.Choice(["rules", "llm"]),
        help="Who finds who says what: the rules (as without it), or a language model, which is "
        "asked at an address that you name. The texts go there.",
    ),
    click.option(
        "--llm-url",
        metavar="ADDRESS",
        envvar="MARSAD_LLM_URL",
        help="Where the model is asked, such as http://localhost:11434/v1 (MARSAD_LLM_URL).",
    ),
    click.option(
        "--llm-model",
        metavar="NAME",
        envvar="MARSAD_LLM_MODEL",
        help="How the model is called there (MARSAD_LLM_MODEL). A key is taken from "
        "MARSAD_LLM_KEY.",
    ),
    click.option(
        "--llm-parallel",
        type=click.IntRange(1, 64),
        default=4,
        show_default=True,
        metavar="N",
        help="Questions to the model at once.",
    ),
    click.option(
        "--llm-timeout",
        type=click.FloatRange(1, 3_600),
        default=300.0,
        show_default=True,
        metavar="SECONDS",
        help="The longest wait for one answer of the model.",
    ),
    click.option(
        "--llm-cache",
        metavar="FOLDER",
        envvar="MARSAD_LLM_CACHE",
        help="Where answers of the model are kept, so that each is paid for once; off keeps none.",
    ),
    click.option(
        "--budget",
        type=click.IntRange(1),
        metavar="TOKENS",
        help="The most tokens that the model may take, questions and answers together.",
    ),
    click.option(
        "--price",
        metavar="IN/OUT",
        callback=lambda _, __, value: _read_price(value),
        help="What a million tokens cost, given and taken, such as 0.5/1.5: the cost is told then.",
    ),
)


@contextmanager
def open_reader(asked: Asked) -> Iterator[ModelReader | None]:
    """The reader that was asked for, ``None`` for the rules; at the end it tells what it took.

    Raises:
        click.ClickException: options are missing, or the model cannot be asked; in one line.
    """
    if asked.reader != "llm":
        yield None
        return
    from marsad.llm.asking import Closed
    from marsad.llm.cache import Cache, default_folder
    from marsad.llm.reading import ModelReader
    from marsad.llm.tally import Prices, Tally

    service = _service(asked)
    folder = asked.cache or default_folder(dict(os.environ))
    cache = Cache(None if str(folder) == _OFF else Path(folder))
    prices = None if asked.price is None else Prices(*asked.price)
    tally = Tally(asked.budget, prices)
    reader = ModelReader(service, cache=cache, tally=tally, parallel=asked.parallel)
    try:
        yield reader
    except Closed as error:
        shown = service.url if len(service.url) <= 200 else f"{service.url[:199]}…"
        raise click.ClickException(" ".join(f"{shown}: {error}".split())) from error
    finally:
        reader.close()
        total = tally.total()
        for line in tell(total, service.model) if total.documents else ():
            click.echo(line, err=True)


def _service(asked: Asked) -> Service:
    from marsad.intake.failures import Unreadable
    from marsad.intake.guard import Limits, check_address
    from marsad.llm.asking import Service

    if not asked.url:
        raise click.UsageError(
            "--reader llm asks a model: name its address, --llm-url or MARSAD_LLM_URL"
        )
    if not asked.model:
        raise click.UsageError(
            "--reader llm asks a model: name it, --llm-model or MARSAD_LLM_MODEL"
        )
    try:
        check_address(asked.url)
    except Unreadable as error:
        raise click.BadParameter(str(error), param_hint="--llm-url") from error
    key = os.environ.get(_KEY, "").strip() or None
    if key is not None and not (key.isascii() and key.isprintable() and len(key) <= _LONGEST_KEY):
        raise click.UsageError(f"{_KEY} holds what is no key; set it again")
    limits = Limits(size=4 << 20, connect=10.0, read=asked.timeout, whole=asked.timeout)
    return Service(url=asked.url, model=asked.model, key=key, limits=limits)


def _read_price(value: str | None) -> tuple[float, float] | None:
    if value is None:
        return None
    given, slash, taken = value.partition("/")
    try:
        prices = float(given), float(taken)
    except ValueError:
        prices = (-1.0, -1.0)
    if not slash or not all(0 <= one < 1e9 for one in prices):
        raise click.BadParameter("write what a million tokens cost, given and taken, as 0.5/1.5")
    return prices


def tell(total: Total, model: str) -> Iterator[str]:
    """What was asked and what came of it, in two lines."""
    shown = "".join(one for one in model if one.isprintable())[:100]
    about = "about " if total.guessed else ""
    cost = "" if total.cost is None else f"; cost {about}{total.cost:,.4f}"
    yield (
        f"{shown}: {total.documents:,} documents, {total.failed:,} failed; "
        f"{total.calls:,} calls, {total.kept:,} answers from before; "
        f"{about}{total.given:,} tokens given, {total.taken:,} taken{cost}"
    )
    refused = sum(count for _, count in total.refused)
    why = ", ".join(f"{count:,} for their {part}" for part, count in total.refused)
    yield (
        f"{total.relations:,} attributions with {total.located:,} passages located in the texts; "
        f"{refused:,} refused" + (f" ({why})" if why else "")
    )
