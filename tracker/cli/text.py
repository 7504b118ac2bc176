"""Text as a terminal may safely show it."""

_CONTROLS = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "␡"}
_CONTROLS |= dict.fromkeys(range(0x80, 0xA0), "�")
_DIRECTIONS = dict.fromkeys(
    (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C), "�"
)
_LINES = dict.fromkeys((0x2028, 0x2029), " ")
_HARMLESS = _CONTROLS | _DIRECTIONS | _LINES | dict.fromkeys(range(0xD800, 0xE000), "�")


def safe(text: str) -> str:
    """Show control characters, terminal escapes and overrides of direction as harmless signs."""
    return text.translate(_HARMLESS)


def safe_lines(text: str) -> str:
    """Do the same to a text of several lines, which stay lines."""
    return "\n".join(safe(line) for line in text.replace("\r\n", "\n").split("\n"))
