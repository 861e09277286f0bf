"""The one list of what may stand in the HTML of a text; nothing is added after it has been applied."""

from __future__ import annotations

from html import escape

import nh3
from pygments.token import STANDARD_TYPES

from wiki.markup.callouts import LOOKS
from wiki.markup.languages import LANGUAGES
from wiki.markup.mathml import CLASSES as MATH_CLASSES
from wiki.markup.mathml import ELEMENTS as MATH_ELEMENTS

#: Of a link for which nobody here stands.
UNVOUCHED = "nofollow ugc"
SCHEMES = frozenset({"http", "https", "mailto"})
_TAGS = (
    "a blockquote br code dd del details div dl dt em figcaption figure h2 h3 h4 h5 h6 hr img input li mark ol p pre "
    "section span strong summary sup table tbody td th thead tr ul wbr"
)
TAGS = MATH_ELEMENTS | frozenset(_TAGS.split())
ATTRIBUTES = {
    "a": {"aria-label", "data-bare", "data-to", "href", "id", "title"},
    "blockquote": {"id"},
    "code": {"title"},
    "details": {"open"},
    "div": {"aria-label", "id", "tabindex"},
    "dl": {"id"},
    "figure": {"data-embed", "data-label", "id"},
    "img": {"alt", "src", "title"},
    # Type and disabled are forced below too; listed here, they stay in the order in which we write them.
    "input": {"aria-label", "checked", "disabled", "type"},
    "li": {"id", "value"},
    "math": {"alttext", "display"},
    "mfrac": {"displaystyle", "linethickness", "scriptlevel"},
    "mi": {"mathvariant"},
    "mo": {"form", "lspace", "maxsize", "minsize", "movablelimits", "rspace", "stretchy", "symmetric"},
    "mover": {"accent"},
    "mpadded": {"height", "voffset", "width"},
    "mrow": {"displaystyle", "scriptlevel"},
    "mspace": {"width"},
    "mtable": {"displaystyle", "scriptlevel"},
    "munder": {"accentunder"},
    "munderover": {"accent", "accentunder"},
    "ol": {"id", "start"},
    "p": {"id"},
    "pre": {"tabindex"},
    "section": {"id"},
    "span": {"data-cite", "tabindex"},
    "th": {"scope"},
    "ul": {"id"},
    **{f"h{level}": {"id"} for level in (2, 3, 4, 5, 6)},
}
#: Whatever is asked for: an input is a box that cannot be changed, a picture waits until it is looked at.
FORCED = {"input": {"type": "checkbox", "disabled": ""}, "img": {"loading": "lazy"}, "div": {"role": "group"}}
_ALIGNED = frozenset({"align-centre", "align-left", "align-right"})
CLASSES = {
    **dict.fromkeys(MATH_ELEMENTS, MATH_CLASSES),
    "a": {"embed", "footnote-back"},
    "code": {"math-error", *(f"language-{name}" for name in LANGUAGES)},
    "div": {"table"},
    "figure": {"code", "embed", "picture"},
    "li": {"task"},
    "p": {"callout-title", "unplaced"},
    "section": {"callout", "footnotes", *(f"callout-{look}" for look in LOOKS)},
    "span": {"callout-kind", "footnote-label", "math-display", "math-long", *STANDARD_TYPES.values()} - {""},
    "summary": {"callout-title"},
    "sup": {"footnote-reference"},
    "td": _ALIGNED,
    "th": _ALIGNED,
}
#: What an attribute may say, where not everything.
VALUES = {"section": {"role": {"note"}}, "a": {"rel": {UNVOUCHED}}}
_LINKS = nh3.Cleaner(tags={"a"}, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None)


def clean(html: str, prefix: str) -> str:
    """The HTML with only what the list allows, and the prefix before every id that lacks it."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        clean_content_tags=set(),
        id_prefix=prefix,
        link_rel=None,
        set_tag_attribute_values=FORCED,
        tag_attribute_values=VALUES,
        url_schemes=SCHEMES,
    )


def keeps(destination: str) -> bool:
    """Whether a link to this destination outlives the cleaning."""
    return "href" in _LINKS.clean(f'<a href="{escape(destination)}">')
