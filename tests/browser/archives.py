"""Archives for the browser to read: an ordinary profile with every odd thing in it, and one of hostile input."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NEWEST = date(2025, 6, 30)
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 4
PARTS = 3
COMMENTS = 45
IN_THE_MIDDLE = "remark-30"

EVERYTHING = r"""A paragraph with *stress*, **weight**, ~~a slip~~, `code`, a [link](https://example.org/a), a bare one,
https://example.org/b, and a note.[^one] Then a hard break,\
and an inline formula, $a^2 + b^2 = c^2$, beside a price of $5 and one of $6.

# A heading

A line.

## One under it

> A quotation,
>
> > and one inside it.

1. First
2. Second
   - nested, with `code`
   - [ ] to do
   - [x] done

Term
: What it means.

| left | centre | right |
|:---|:---:|---:|
| 1 | `two` | 3 |

```python
def double(number: int) -> int:
    "Twice the number."
    return 2 * number  # no surprise
```

$$\begin{aligned} x &= \frac{1}{2} \\ y &= \sum_{k=1}^{n} k^2 \end{aligned}$$

$$f(x) = \begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}$$

$$\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} \quad \nosuch$$

---

The end, after a rule.[^one]

[^one]: What the note says, with `code` in it.
"""
WIDE = f"""A table, a line of code and two formulas, each wider than any phone.

|{"|".join(f"column {number}" for number in range(14))}|
{"|---" * 14}|
|{"|".join(f"value-{number}" for number in range(14))}|

```
{"one line of code that goes on and on " * 8}
```

$${" + ".join(f"x_{{{number}}}^{{2}}" for number in range(40))}$$

And in a line: ${" + ".join(f"y_{{{number}}}" for number in range(30))}$.
"""
RIGHT_TO_LEFT = "هذه ملاحظة قصيرة تُكتب من اليمين إلى اليسار.\n\n> וזה ציטוט קצר בעברית.\n\n- بند أول\n- بند ثانٍ\n"
CONTEXT = {
    "author": "A reader with rather a long name, who signs every letter in full",
    "excerpt": "I doubt that a remark can be both short and fair; show me one and I shall take it back. " * 4,
    "permalink": "https://example.org/letters/17",
    "score": "12",
    "agreement": "-3",
}
# The comments that are not ordinary, by number; 1 is the newest.
ODD: dict[int, tuple[dict[str, object], str]] = {
    1: (
        {
            "on": {"title": "On short remarks", "url": "https://example.org/short"},
            "context": CONTEXT,
            "karma": "31",
            "karma_votes": "24",
            "agreement": "17",
            "agreement_votes": "1",
        },
        "Here is one.\n",
    ),
    2: ({"on": {"title": "Everything at once"}}, EVERYTHING),
    3: ({"on": {"title": "عن الكتابة"}}, RIGHT_TO_LEFT),
    4: ({"on": {"title": LONG_WORD[:280]}}, f"{LONG_WORD}\n\n`{LONG_WORD}`\n\n> {LONG_WORD}\n"),
    5: ({"edited": "2025-06-29"}, WIDE),
    7: ({"parent": "remark-35"}, "An answer to what I said before.[^note]\n\n[^note]: A note here too.\n"),
    9: ({"posted": ""}, "When this was said is forgotten.\n"),
}
WORKS: dict[str, tuple[dict[str, object], str]] = {
    "01-a-long-title": (
        {
            "title": "On the Length of Titles: Being an Inquiry into Why They Grow, Where They Stop, and Who Reads on",
            "url": "https://example.org/titles",
            "kind": "paper",
            "authors": "W. Testa, A. Nother and twelve more of them",
            "venue": "Proceedings of a Society",
            "year": "2021",
            "doi": "10.1000/182",
            "arxiv": "2101.00001",
            "pdf": "https://example.org/titles.pdf",
            "code": "https://example.org/titles.git",
            "bibtex": "@article{testa2021,\n  title = {On the Length of Titles, " + "and on " * 30 + "}\n}",
        },
        "An abstract with *stress* and a formula, $n \\log n$.\n",
    ),
    "02-no-link": ({"title": "A talk that left no trace", "kind": "talk"}, ""),
    "03-long-word": ({"title": LONG_WORD[:280], "url": "https://example.org/word"}, ""),
}
AUTHOR: dict[str, object] = {
    "name": "Wilhelmina Featherstonehaugh-Marjoribanks de la Fontaine y Montalbán",
    "slug": "wilhelmina",
    "pronouns": "she/her",
    "email": "wilhelmina.featherstonehaugh-marjoribanks@mathematics.example.org",
    "orcid": "0000-0002-1825-0097",
    "previously": ["the Institute for the Study of Long Names", LONG_WORD[:80]],
    "see": [{"title": "A page elsewhere", "url": "https://example.org/elsewhere"}, {"title": "A book, no address"}],
}


def write(path: Path, fields: dict[str, object], body: str) -> None:
    """One file of an archive; JSON is YAML too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    path.write_text("\n".join(["---", *lines, "---", body]), encoding="utf-8")


def ordinary(number: int) -> str:
    """A few paragraphs, so that a part of the list is several screens long."""
    sentence = f"This is remark {number}, and it says only that it stands between its neighbours, as remarks do. "
    return "\n\n".join([sentence * 2, f"> It was said of remark {number} that it is long.\n", sentence * 3]) + "\n"


def write_reading(folder: Path) -> Path:
    """An archive whose comments come in three parts, with everything odd in the first."""
    write(folder / "author.md", AUTHOR, f"I study [names](https://example.org/names) and {LONG_WORD}.\n")
    write(folder / "authors" / "guest.md", {"name": "A Guest"}, "I say little.\n")
    write(folder / "comments" / "guest-1.md", {"author": "guest", "posted": "2025-01-01"}, "Only this.\n")
    for name, (fields, body) in WORKS.items():
        write(folder / "works" / f"{name}.md", fields, body)
    for number in range(1, COMMENTS + 1):
        usual: dict[str, object] = {"posted": (NEWEST - timedelta(days=number)).isoformat()}
        fields, body = ODD.get(number, ({"on": {"title": f"Thread {number}"}}, ordinary(number)))
        write(folder / "comments" / f"remark-{number:02}.md", usual | fields, body)
    return folder


def write_hostile(folder: Path, texts: Iterable[str]) -> Path:
    """An archive in which each text is a comment and, where it fits in a line, stands in every field of it too."""
    name = "Mallory <img src=x onerror=alert(1)>"
    write(folder / "author.md", {"name": name, "slug": "mallory"}, "<script>alert(1)</script>\n")
    for number, text in enumerate(texts):
        fields: dict[str, object] = {"posted": (NEWEST - timedelta(days=number)).isoformat()}
        if len(text) <= 200 and text.isprintable() and not text.isspace():
            fields |= {"on": {"title": text}, "context": {"author": text, "excerpt": text}}
        write(folder / "comments" / f"attack-{number}.md", fields, text)
    return folder
