"""Whether HTML that was joined from several texts is as sound as theirs."""

from __future__ import annotations

import re
from collections import Counter

import html5lib


def sound(html: str) -> None:
    """Every element is closed where it should be, no id is there twice, and each link within leads somewhere."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parseFragment(html)
    assert not [error for error in parser.errors if error[1] != "expected-doctype-but-got-chars"], html
    ids = Counter(re.findall(r'<[a-z][^>]* id="([^"]*)"', html))
    assert not [name for name, times in ids.items() if times > 1]
    assert set(re.findall(r'<[a-z][^>]* href="#([^"]*)"', html)) <= ids.keys()
