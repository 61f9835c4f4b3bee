"""``marsad story`` and ``marsad sources``: what happened by day, and how words of sources fared."""

from __future__ import annotations

import click

from marsad.cli.archive import archive_option, open_archive
from marsad.cli.review import refusing
from marsad.cli.tables import (
    limit_option,
    naming,
    rows_option,
    rows_wanted,
    shown,
    since_option,
    tell_count,
    tell_waiting,
    until_option,
    words_option,
    write_rows,
)


@click.command()
@click.argument("id", required=False)
@archive_option
@since_option
@until_option
@limit_option
@rows_option
@words_option("--lang")
def story(  # noqa: PLR0913 - one parameter an option
    id: str | None,
    archive: str,
    since: int | None,
    until: int | None,
    limit: int,
    format: str | None,
    words: str | None,
) -> None:
    """Courses of events: propositions of the same actors and places in the same days.

    Without ID a list of stories, the latest first. With ID one of them: what was told on which
    day, and the contradictions that are open. ID is that of a story or of a proposition in it; its
    beginning will do.

    Stories are found anew each time, in the days that --since and --until say, so that a story may
    be another one in other days. Without --since: in the newest 20,000 propositions.

    \b
      marsad story --since 2018-05 --until 2018-06
      marsad story 91c5
    """
    from marsad.linking.stories.find import Story
    from marsad.linking.stories.telling import Period, find_story, iso, recent, stories_of
    from marsad.publishing.propositions import story_page, story_table

    period = Period(since, until)
    with open_archive(archive) as observatory, refusing(), observatory.reading() as connection:
        if id is not None:
            one = find_story(connection, id, period)
        else:
            wanted = recent(connection, period)
            if wanted != period and wanted.since is not None:
                click.echo(f"since {iso(wanted.since)}; --since asks for more", err=True)
            found = stories_of(connection, wanted)[::-1]
        tell_waiting(observatory)
        page = naming(story_page, observatory)
    if id is None:
        write_rows(found[:limit], Story, story_table, format, words)
        tell_count(min(len(found), limit), len(found), "stories", format)
    elif rows_wanted(format):
        write_rows([one], Story, story_table, format, words)
    else:
        click.echo(shown(page, one, words), nl=False)


@click.command()
@click.argument("name", nargs=-1)
@archive_option
@limit_option
@rows_option
@words_option("--lang")
def sources(
    name: tuple[str, ...], archive: str, limit: int, format: str | None, words: str | None
) -> None:
    """How the word of sources fared here: denied, confirmed, withdrawn; and how people grade them.

    Without NAME those with the most claims. NAME is typed in any language, or is an id; where it
    means one source, its record by subject and the history of its grades are shown. A record
    counts what this archive has; it says nothing of whether a source was right.

    \b
      marsad sources
      marsad sources "وزارة الدفاع الروسية"
    """
    from marsad.linking.people.sources import find_sources, list_sources
    from marsad.publishing.linked import SourceRow
    from marsad.publishing.propositions import source_page, source_table
    from marsad.publishing.views import source_rows, source_view

    typed = " ".join(name)
    with open_archive(archive) as observatory, refusing():
        with observatory.reading() as connection:
            found = find_sources(connection, typed) if typed else list_sources(connection, limit)
        tell_waiting(observatory)
        if typed and len(found) == 1 and format != "csv":
            view = source_view(observatory, found[0])
            if rows_wanted(format):
                write_rows([view], SourceRow, source_table, "jsonl", words)
            else:
                click.echo(shown(source_page, view, words), nl=False)
            return
        rows = list(source_rows(observatory, found[:limit]))
    write_rows(rows, SourceRow, source_table, format, words)
    tell_count(len(rows), None, "sources", format)
