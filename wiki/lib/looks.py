"""What words look like to an eye that does not know of scripts: by this, two that are not the same may be taken so."""

from __future__ import annotations

import unicodedata

#: Letters of other scripts that look like Latin ones (Unicode's confusables, those of lower case).
_SMALL = str.maketrans(
    "абвгдеёжзийкмнорстухіјѕһԁԛԝѵαβγικνορτυχωϲϳıɡɩ",
    "a6bгдeeжзuuкmhopctyxijshdqwvaβyiкvoptuxωcjigi",
)
#: Such as stand in names besides, among them capitals whose small letters look like nothing of the kind.
_LIKE = {
    "A": "АΑᎪᗅꓮᴀɑⲀ",
    "B": "ВΒᏴᗷꓐʙⲂ",
    "C": "СϹᏟꓚᴄⲤ",
    "D": "ᎠᗞꓓᴅԀ",
    "E": "ЕΕᎬꓰᴇⲈ",
    "F": "ϜᖴꓝꜰҒ",
    "G": "ᏀꓖɢԌցɡ",
    "H": "НΗᎻᕼꓧʜⲎհ",
    "J": "ЈᎫᒍꓙᴊͿյ",
    "K": "КΚᏦꓗᴋⲔ",
    "L": "ІΙᏞᒪꓡʟӀΪꓲⲒɪ|1ⅼǀון∣١۱",
    "M": "МΜᎷᗰꓟᴍⲘϺ",
    "N": "ΝꓠɴⲚոռ",
    "O": "ОΟꓳᴏⲞօଠ০੦૦௦౦೦൦๐໐၀〇Օ0٥ہഠ",
    "P": "РΡᏢᑭꓑᴘⲢ",
    "Q": "Ԛզ",
    "R": "ᎡᖇꓣʀᏒ",
    "S": "ЅᏕꓢꜱՏՏ",
    "T": "ТΤᎢꓔᴛⲦ",
    "U": "ՍꓴᑌᴜսʋՄ",
    "V": "ѴᏙꓦᴠⴸ",
    "W": "ԜᎳꓪᴡᏔ",
    "X": "ХΧꓫⲬ",
    "Y": "УΥҮᎩꓬʏⲨҮγʏ",
    "Z": "ΖᏃꓜᴢ",
}
_LARGE = str.maketrans({sign: letter for letter, signs in _LIKE.items() for sign in signs})
#: What is one stroke, and what one letter with the next makes of another.
_STROKES = str.maketrans("i", "l")
_JOINED = (("rn", "m"), ("vv", "w"))


def looks_of_slug(slug: str) -> str:
    """What a slug looks like: without marks, with letters of other scripts as the Latin ones that they resemble."""
    return bare(slug).translate(_SMALL)


def looks_of_name(name: str) -> str:
    """What a name looks like, whatever its case, marks, spaces and punctuation; I, l and 1 are one stroke each."""
    plain = bare(unicodedata.normalize("NFKC", name)).translate(_LARGE).casefold()
    letters = "".join(sign for sign in bare(plain).translate(_SMALL) if sign.isalnum()).translate(_STROKES)
    for two, one in _JOINED:
        letters = letters.replace(two, one)
    return letters


def bare(text: str) -> str:
    """The text without the marks on its letters."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
