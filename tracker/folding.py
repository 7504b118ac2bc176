"""What is compared when a record is looked for: text without case, accents and legal forms."""

import re
import unicodedata

_LEGAL_FORMS = {
    *("ab", "ag", "aps", "as", "asa", "bv", "bvba", "corp", "corporation", "cv", "doo", "eg"),
    *("eirl", "ek", "eurl", "ev", "gbr", "gesmbh", "ggmbh", "gmbh", "inc", "incorporated", "kft"),
    *("kg", "kgaa", "kk", "lda", "limited", "llc", "llp", "lp", "ltd", "ltda", "mbh", "nv", "ohg"),
    *("oy", "oyj", "plc", "pllc", "pte", "pty", "pvt", "sa", "sadecv", "sarl", "sas", "sasu", "sc"),
    *("sca", "se", "sl", "slu", "snc", "spa", "spk", "spzoo", "srl", "sro", "ug", "unlimited"),
}
"""How companies are constituted in many countries, without dots and spaces."""
_JOINING = {"&", "+", "and", "und", "et", "co", "co.", "cie", "cie."}
_LONGEST_FORM = 5
"""Words: those of “S. A. de C. V.”."""
_POINTS = str.maketrans("", "", ".'\u2019")
_BRACKETS = str.maketrans("", "", "()")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h"}
)
"""Letters that Unicode does not take apart, as they are written where they are not at hand."""


def fold_text(*parts: str | None) -> str:
    """Return what is compared when a record is looked for: no case, accents or odd spaces."""
    return spaced(unaccented(" ".join(filter(None, parts))))


def spaced(*parts: str | None) -> str:
    """Return parts of a name as one, without commas and odd spaces."""
    return " ".join(" ".join(filter(None, parts)).replace(",", " ").split())


def unaccented(text: str) -> str:
    """Return a text without case, accents and invisible signs."""
    if text.isascii():
        return text.lower()
    return _NOT_ASCII.sub(
        _unless_mark, unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    )


def _unless_mark(sign: re.Match[str]) -> str:
    return "" if unicodedata.category(sign[0]) in {"Mn", "Cf"} else sign[0]


def fold_company(name: str) -> str:
    """Return a company's name as fold_text does, and without its legal form at the end.

    “Acme GmbH & Co. KG”, “ACME, Inc.” and “Acme” are alike; so may be companies of two countries,
    hence this is for pointing out, not for taking as the same.
    """
    return company_stem(fold_text(name))


def company_stem(key: str) -> str:
    """Do the same to a name that is folded already, as the key of an application's company is."""
    words = key.translate(_POINTS).replace("/", " ").split()
    return " ".join(words[: _bare_length(words)])


def without_legal_form(key: str) -> str:
    """Do the same, but leave the points where they are: those of “booking.com” divide words."""
    words = [word for word in key.replace("/", " ").split() if word.translate(_POINTS)]
    return " ".join(words[: _bare_length([word.translate(_POINTS) for word in words])])


def _bare_length(words: list[str]) -> int:
    """Return how many words of a name, written without points, stand before its legal form."""
    left = len(words)
    while left > 1 and (size := _form_length(words[max(left - _LONGEST_FORM - 1, 0) : left])):
        left -= size
    return left


def _form_length(words: list[str]) -> int:
    """Return how many of the last words are a legal form, or join one to another; never all."""
    sizes = range(min(_LONGEST_FORM, len(words) - 1), 0, -1)
    forms = (n for n in sizes if "".join(words[-n:]).translate(_BRACKETS) in _LEGAL_FORMS)
    return next(forms, int(words[-1] in _JOINING))
