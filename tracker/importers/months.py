"""Days that spell the month in the languages whose spreadsheets are understood.

The names are those of the Unicode CLDR, without accents; any beginning of three letters or more
that leaves no doubt stands for one, as do those of two letters or more for a day of the week.
"""

import re
from datetime import date

from tracker.folding import unaccented

_MONTHS = (
    "january januar janvier enero janeiro gennaio januari styczen stycznia janner jaenner",
    "february februar fevrier febrero fevereiro febbraio februari luty lutego",
    "march marz maerz mrz mars marzo marco maart mrt marzec marca",
    "april avril abril aprile kwiecien kwietnia",
    "may mai mayo maio maggio mei maj maja",
    "june juni juin junio junho giugno czerwiec czerwca",
    "july juli juillet julio julho luglio lipiec lipca",
    "august aout agosto augustus sierpien sierpnia",
    "september septembre septiembre setiembre setembro settembre wrzesien wrzesnia",
    "october oktober octobre octubre outubro ottobre pazdziernik pazdziernika",
    "november novembre noviembre novembro listopad listopada",
    "december dezember decembre diciembre dezembro dicembre grudzien grudnia",
)
_WEEKDAYS = (
    "monday montag lundi lunes segunda lunedi maandag poniedzialek",
    "tuesday dienstag mardi martes terca martedi dinsdag wtorek",
    "wednesday mittwoch mercredi miercoles quarta mercoledi woensdag sroda",
    "thursday donnerstag jeudi jueves quinta giovedi donderdag czwartek",
    "friday freitag vendredi viernes sexta venerdi vrijdag piatek pt",
    "saturday samstag sonnabend samedi sabado sabato zaterdag sobota",
    "sunday sonntag dimanche domingo domenica zondag niedziela",
)
_DAY_MONTH_YEAR = re.compile(
    r"(?P<day>[0-9]{1,2})(?:er|o|\.)?[ .-]+(?:de |d')?(?P<month>[a-z]{3,12})\.?[ ,.-]+"
    r"(?:de |del )?(?P<year>[0-9]{4}|[0-9]{2})"
)
_MONTH_DAY_YEAR = re.compile(r"(?P<month>[a-z]{3,9})[ .]+(?P<day>[0-9]{1,2}),? +(?P<year>[0-9]{4})")
_LED = re.compile(r"([a-z]{2,12})(?:-feira)?(?:[.,]+ ?| )(?:den |am |le |el |il )?([0-9].*)")
_IN_SIGNS = re.compile(r"([0-9]{4})\s?[年년]\s?([0-9]{1,2})\s?[月월]\s?([0-9]{1,2})\s?[日일]")
_SPACED = re.compile(r"([0-9]{4})\. ([0-9]{1,2})\. ([0-9]{1,2})\.?")
"""As Korean and Hungarian have it: 2026. 10. 5."""


def spelt(text: str) -> date | None:
    """Return the day of “5. Oktober 2026”, “Oct 5, 2026” or “2026年10月5日”; None for others.

    Raises ValueError where there is no such day.
    """
    if found := _IN_SIGNS.fullmatch(text) or _SPACED.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    words = unaccented(text)
    found = _DAY_MONTH_YEAR.fullmatch(words) or _MONTH_DAY_YEAR.fullmatch(words)
    month = _place(found["month"], _MONTHS) if found else set()
    if found is None or len(month) != 1:
        return None
    return date(int(f"20{found['year']}"[-4:]), min(month) + 1, int(found["day"]))


def led(text: str) -> tuple[set[int], str]:
    """Return the days of the week, 0 for Monday, that may stand before a day, and the rest."""
    found = _LED.fullmatch(unaccented(text))
    return (_place(found[1], _WEEKDAYS), found[2]) if found else (set(), text)


def _place(word: str, names: tuple[str, ...]) -> set[int]:
    """Return the places of the names that a word is, or else that it begins."""
    same = {place for place, each in enumerate(names) if word in each.split()}
    return same or {
        place for place, each in enumerate(names) if any(n.startswith(word) for n in each.split())
    }
