"""Cards out of the bytes of a vCard file, of version 2.1, 3.0 or 4.0.

No library reads all three. vobject, the best known, has none of version 4.0's values, stops at soft
line breaks of quoted-printable text, a Latin letter in an older encoding or a photo that is folded
without indentation, and one such line costs the whole file; icalendar reads the content lines of
version 3.0 and 4.0, but no parameter without a name, as 2.1 has them. So the lines are taken apart
here; the standard library decodes them. Bytes are decoded only when a value is whole, since files
are folded in the middle of letters, and every value may be encoded in its own way.
"""

import codecs
import quopri
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

LONGEST_VALUE = 2**18
"""Bytes; a longer note nobody writes. What is not asked for may have any length."""
MOST_PROPERTIES = 1000

_LINE = re.compile(rb"[^\r\n]*(?:\r\n?|\n|\Z)")
_PROPERTY = re.compile(
    rb"\s*(?:(?P<group>[\w-]+)\.)?(?P<name>[A-Za-z][\w-]*)(?P<rest>[;:].*)", re.DOTALL | re.ASCII
)
_BEGIN = re.compile(rb"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END = re.compile(rb"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)
_AGENT = re.compile(rb"\s*AGENT[^:]*:\s*(?P<begins>BEGIN\s*:\s*VCARD\s*)?", re.IGNORECASE)
_PARTS = re.compile(r'((?:[^":]|"[^"]*")*):', re.DOTALL)
_PARAMETERS = re.compile(r'(?:[^";]|"[^"]*")+')
_CHARSETS = re.compile(r"(utf|iso|latin|cp|windows|us|ascii|koi8|mac|shift|sjis|gb|big5|euc)[\w-]*")
_ESCAPE = re.compile(r'\\([\\,;:"nN])')
_OLD_ESCAPE = re.compile(r"\\([,;])")
_UTF_16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"B\0": "utf-16-le", b"\0B": "utf-16-be"}
_LAST_PREFERENCE = 101


@dataclass(frozen=True)
class Property:
    """One property of a card; `raw` is its value as text, its escapes not yet resolved."""

    name: str
    raw: str
    group: str = ""
    parameters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_old: bool = False
    """Whether it is of version 2.1, which escapes only what divides."""

    @property
    def text(self) -> str:
        """The value as one text."""
        return self._plain(self.raw)

    @property
    def parts(self) -> list[str]:
        """The parts of a value that has several, such as those of a name."""
        return [self._plain(part) for part in _divided(self.raw, ";")]

    @property
    def items(self) -> list[str]:
        """The items of a list, such as categories."""
        return [self._plain(item) for item in _divided(self.raw, ",")]

    @property
    def types(self) -> list[str]:
        """What kind of number or address it is: “work”, “fax”, “pref”."""
        listed = [*self.parameters.get("TYPE", ()), *self.parameters.get("", ())]
        return [one.strip().casefold() for text in listed for one in text.split(",")]

    @property
    def preference(self) -> int:
        """The least is preferred."""
        said = next(iter(self.parameters.get("PREF", ())), "")
        if said.isdecimal():
            return min(int(said[:4]), _LAST_PREFERENCE)
        return 1 if "pref" in self.types else _LAST_PREFERENCE

    def _plain(self, text: str) -> str:
        if "\\" in text:
            escape = _OLD_ESCAPE if self.is_old else _ESCAPE
            text = escape.sub(lambda sign: "\n" if sign[1] in "nN" else sign[1], text)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text.replace("\0", "").strip()


@dataclass
class Card:
    """A card from `line` on, with the properties asked for; `fault` is why it cannot be taken.

    `nested` is the line of a card inside it, that of an assistant.
    """

    line: int
    properties: list[Property] = field(default_factory=list)
    fault: str = ""
    nested: int | None = None
    lines: list[bytes] = field(default_factory=list, repr=False)
    """The wanted properties as the file has them."""


def begins_card(content: bytes) -> bool:
    """Whether a file begins as one of cards."""
    return _BEGIN.match(_utf_8(content[:200]).lstrip()) is not None


def cards(content: bytes, wanted: Collection[str]) -> Iterator[Card]:
    """Yield the cards of a file, each with those of its properties that are wanted."""
    reader = _Reader(wanted)
    for number, line in enumerate(_lines(_utf_8(content)), 1):
        yield from reader.take(number, line)
    yield from reader.finish("it has no end; the file may be cut short")


class _Reader:
    """Takes a file line by line."""

    def __init__(self, wanted: Collection[str]) -> None:
        self._wanted = {"VERSION", *wanted}
        self._card: Card | None = None
        self._lines: list[bytes] | None = None
        """Of the property that is being read; None where nobody asked for it."""
        self._size = 0
        self._is_quoted = self._is_soft = self._awaits_nested = False
        self._depth = 0

    def take(self, number: int, line: bytes) -> Iterator[Card]:
        """Take a line; yield the card that it ends."""
        if _BEGIN.fullmatch(line):
            if self._awaits_nested:
                self._go_inside(number)
                return
            yield from self.finish("it has no end before the next begins")
            self._card = Card(number)
        elif _END.fullmatch(line):
            if self._depth:
                self._depth -= 1
                self._awaits_nested = False
            else:
                yield from self.finish("")
        elif self._card is not None and not self._is_agent(number, line) and not self._depth:
            self._take_property(self._card, line)

    def finish(self, fault: str) -> Iterator[Card]:
        """Yield the card that is being read, if there is one."""
        card, self._card = self._card, None
        if card is not None:
            self._close(card)
            card.fault = card.fault or fault
            card.properties, card.lines = ([] if card.fault else _properties(card.lines)), []
            yield card
        self._depth, self._awaits_nested = 0, False

    def _is_agent(self, number: int, line: bytes) -> bool:
        """Note the property that holds another card; return whether the line is that."""
        found = None if self._is_soft else _AGENT.fullmatch(line)
        if found is None:
            self._awaits_nested = self._awaits_nested and not line.strip()
            return False
        self._awaits_nested = True
        if found["begins"]:
            self._go_inside(number)
        return True

    def _go_inside(self, number: int) -> None:
        self._depth += 1
        self._awaits_nested = False
        if self._card is not None:
            self._close(self._card)
            self._card.nested = self._card.nested or number

    def _take_property(self, card: Card, line: bytes) -> None:
        if self._is_soft:
            self._append(card, line)
        elif line[:1] in {b" ", b"\t"}:
            self._append(card, line[1:])
        elif (found := _PROPERTY.fullmatch(line)) is not None:
            self._close(card)
            self._is_quoted = b"QUOTED-PRINTABLE" in line.partition(b":")[0].upper()
            self._lines = [] if found["name"].decode().upper() in self._wanted else None
            self._append(card, line)
        elif self._lines and self._lines[0][:4].upper() == b"NOTE" and line.strip():
            self._append(card, b"\n" + line)

    def _append(self, card: Card, line: bytes) -> None:
        """Add a line to the property that is being read."""
        self._is_soft = self._is_quoted and line.endswith(b"=")
        if self._lines is None:
            return
        self._lines.append(line[:-1] if self._is_soft else line)
        self._size += len(line) + 1
        if self._size > LONGEST_VALUE:
            card.fault = card.fault or "it holds a text longer than any that people write"
            self._lines = None

    def _close(self, card: Card) -> None:
        """Add the property that has been read to the card."""
        lines, self._lines = self._lines, None
        self._size, self._is_quoted, self._is_soft = 0, False, False
        if lines is None or card.fault:
            return
        card.lines.append(b"".join(lines))
        if len(card.lines) > MOST_PROPERTIES:
            card.fault = f"it has more than {MOST_PROPERTIES:,} entries"


def _lines(content: bytes) -> Iterator[bytes]:
    """Yield the lines without their ends; what is beyond the longest value is cut off."""
    for found in _LINE.finditer(content):
        start, end = found.span()
        if start < end:
            yield content[start : min(end, start + LONGEST_VALUE + 2)].rstrip(b"\r\n")


def _utf_8(content: bytes) -> bytes:
    """Return a file in UTF-16 as one in UTF-8; every other one as it is, without its mark."""
    encoding = _UTF_16.get(content[:2])
    if encoding:
        return content.decode(encoding, errors="replace").encode().removeprefix(codecs.BOM_UTF8)
    return content.removeprefix(codecs.BOM_UTF8)


def _properties(lines: Sequence[bytes]) -> list[Property]:
    found = [one for line in lines if (one := _property(line)) is not None]
    is_old = any(one.name == "VERSION" and one.raw.strip() == "2.1" for one in found)
    return [replace(one, is_old=is_old) for one in found] if is_old else found


def _property(line: bytes) -> Property | None:
    found = _PROPERTY.fullmatch(line)
    if found is None:
        return None
    rest = found["rest"].decode("latin-1")  # one letter a byte, so that nothing is lost
    divided = _PARTS.match(rest)
    head = divided[1] if divided else rest.partition(":")[0]
    parameters = _parameters(head)
    return Property(
        found["name"].decode().upper(),
        _decoded(rest[len(head) + 1 :].encode("latin-1"), parameters),
        (found["group"] or b"").decode().casefold(),
        parameters,
    )


def _parameters(head: str) -> dict[str, list[str]]:
    """Return parameters by name; those of version 2.1 without one by the blank."""
    found: dict[str, list[str]] = {}
    for one in _PARAMETERS.findall(head):
        name, equals, value = one.partition("=")
        text = _text((value if equals else name).strip().strip('"').encode("latin-1"))
        found.setdefault(name.strip().upper() if equals else "", []).append(text)
    return found


def _decoded(value: bytes, parameters: Mapping[str, Sequence[str]]) -> str:
    said = [*parameters.get("ENCODING", ()), *parameters.get("", ())]
    if any(one.upper() == "QUOTED-PRINTABLE" for one in said):
        value = quopri.decodestring(value)
    return _text(value, next(iter(parameters.get("CHARSET", ())), ""))


def _text(value: bytes, charset: str = "") -> str:
    """Return bytes as text: in the encoding said, else UTF-8, else as Windows wrote it."""
    if _CHARSETS.fullmatch(charset.casefold()):
        with suppress(UnicodeError, LookupError):
            return value.decode(charset, errors="replace")
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("cp1252", errors="replace")


def _divided(text: str, divider: str) -> list[str]:
    """Divide a value where the divider is not escaped."""
    if "\\" not in text:
        return text.split(divider)
    return re.findall(
        rf"(?:^|(?<={divider}))((?:[^\\{divider}]|\\.|\\$)*)(?:{divider}|$)", text, re.DOTALL
    )
