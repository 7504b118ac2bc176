"""Any spreadsheet of applications saved as text, LinkedIn's own lists among them."""

import csv
import io
from collections.abc import Iterator
from functools import partial

from tracker.importers import mapper, text
from tracker.importers.mapper import Record, Table
from tracker.importers.rows import Home, ListedRow, Options, Reading

_DELIMITERS = ",;\t|"


def recognises(content: bytes) -> bool:
    """Whether it may be text; what is in it shows only when it is read."""
    return text.start(content) != ""


def read(name: str, content: bytes, home: Home, options: Options) -> Reading[ListedRow]:
    """Return the applications of a text with cells divided by commas, semicolons, tabs or bars.

    Raises TrackerError for a file that is no such list.
    """
    return mapper.read(name, tables(name, text.of(name, content)), home, options)


def tables(name: str, content: str) -> list[Table]:
    """Return the ways in which a text can be divided into cells."""
    encoded = content.encode()
    return [partial(_records, name, encoded, delimiter) for delimiter in _DELIMITERS]


def _records(name: str, content: bytes, delimiter: str) -> Iterator[Record]:
    given = lines(name, content)
    csv.field_size_limit(text.LONGEST_LINE)
    reader = csv.reader(given, delimiter=delimiter, strict=True, skipinitialspace=True)
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "field larger" in str(error):
                raise text.too_long(name, line) from error
            # Whatever stands up to where it was noticed went with it.
            for lost in range(line, max(line, reader.line_num) + 1):
                yield lost, None


def lines(name: str, content: bytes) -> Iterator[str]:
    """Yield the lines of a text in UTF-8; raises TrackerError for one longer than any row."""
    stream = io.TextIOWrapper(io.BytesIO(content), "utf-8", newline="")
    for number, line in enumerate(iter(partial(stream.readline, text.LONGEST_LINE + 1), ""), 1):
        if len(line) > text.LONGEST_LINE:
            raise text.too_long(name, number)
        yield line
