"""Words for stages in the languages in which people look for work."""

import pytest

from tracker.importers import meanings
from tracker.words import Outcome, Stage

ENDED = (Stage.APPLIED, Outcome.REJECTED)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Vorgemerkt|À postuler|a postuler|Por aplicar|Salvo|Te solliciteren", (Stage.SAVED, None)),
        (
            (
                "Beworben|Candidature envoyée|Aplicado|Candidatura enviada|Candidatei|Inviata|"
                "Gesolliciteerd"
            ),
            (Stage.APPLIED, None),
        ),
        (
            "Erstgespräch|Présélection|Llamada|Triagem|Colloquio telefonico|Kennismaking|Responded",
            (Stage.SCREENING, None),
        ),
        (
            "Testaufgabe|Test technique|Prueba técnica|Teste técnico|Prova tecnica|Opdracht",
            (Stage.ASSESSMENT, None),
        ),
        (
            "Vorstellungsgespräch|VORSTELLUNGSGESPRACH|Entretien|Entrevista|Colloquio|Gesprek",
            (Stage.INTERVIEWING, None),
        ),
        ("Zusage|Offre reçue|Oferta|Proposta|Offerta|Aanbod", (Stage.OFFERED, None)),
        ("Absage|Refusé|Non retenue|Rechazada|Recusado|Rifiutata|Afgewezen", ENDED),
        (
            "Keine Rückmeldung|Sans réponse|Sin respuesta|Sem resposta|Nessuna risposta",
            (Stage.APPLIED, Outcome.GHOSTED),
        ),
        ("Eingestellt|Embauchée|Contratado|Assunto|Aangenomen", (Stage.OFFERED, Outcome.ACCEPTED)),
        ("draft|Merkliste|Zu bewerben|Do wysłania", (Stage.SAVED, None)),
        (
            (
                "In Bearbeitung|offen|Wartend|On hold|In progress|En cours|En proceso|Em andamento|"
                "In corso|Lopend|W toku|Zaaplikowano"
            ),
            (Stage.APPLIED, None),
        ),
        ("Entrevista agendada|Rozmowa kwalifikacyjna|Invited", (Stage.INTERVIEWING, None)),
        ("Zugesagt", (Stage.OFFERED, None)),
        ("abgesagt|Abgelehnt (HR)|Rejected (too junior)|Odrzucono", ENDED),
        (
            "Declined by me|von mir abgesagt|Rezygnacja|Withdrawn (pay)",
            (Stage.APPLIED, Outcome.WITHDRAWN),
        ),
        (
            "Rejected after interview|Absage nach Gespräch|Rechazado tras entrevista",
            (Stage.INTERVIEWING, Outcome.REJECTED),
        ),
        ("Rejected - no interview|Rejected: too junior|Absage \u2013 intern besetzt", ENDED),
        ("1st round interview|2nd interview|First round interview", (Stage.INTERVIEWING, None)),
        ("Applied (referral)|Applied - waiting|Applied via LinkedIn", (Stage.APPLIED, None)),
        ("Interview - 2nd round|On-site interview|Interview: final", (Stage.INTERVIEWING, None)),
        ("Take home test|OA", (Stage.ASSESSMENT, None)),
        ("Expired|Position cancelled|Job closed", (Stage.APPLIED, Outcome.CANCELLED)),
        ("Bewerbung abgeschickt|Wysłane CV", (Stage.APPLIED, None)),
        ("Phone interview scheduled", (Stage.SCREENING, None)),
        ("2nd round|1st round", (Stage.INTERVIEWING, None)),
        ("Take home (1st round)", (Stage.ASSESSMENT, None)),
        ("Oferta przyjęta", (Stage.OFFERED, Outcome.ACCEPTED)),
        ("Offer rejected|Oferta odrzucona", (Stage.OFFERED, Outcome.DECLINED)),
        ("I rejected", (Stage.APPLIED, Outcome.WITHDRAWN)),
        ("Sans suite", ENDED),
        ("Refus après entretien", (Stage.INTERVIEWING, Outcome.REJECTED)),
        ("SKIP|NO APLICAR|no_aplicar|Discarded|Descartada", (Stage.SAVED, Outcome.WITHDRAWN)),
    ],
)
def test_a_word_means_the_same_in_eight_languages(words: str, status: meanings.Status) -> None:
    found = {word: meanings.status(word) for word in words.split("|")}
    assert found == dict.fromkeys(found, status)


def test_no_word_has_two_meanings() -> None:
    by_word = (meanings._STAGES, meanings._OUTCOMES, meanings._REJECTED_AT)  # noqa: SLF001
    tables = [*(each for one in by_word for each in one.values()), meanings._NEVER_SENT]  # noqa: SLF001
    folded: dict[str, str] = {}
    for table in tables:
        for word in set(map(meanings._letters, table.split(", "))):  # noqa: SLF001
            assert folded.setdefault(word, table) is table, word
    assert len(folded) > 300


@pytest.mark.parametrize(
    "word",
    [
        "Interview - they rejected me",
        "Applied (not really)",
        "Applied - then rejected",
        "Abgelehnt (von mir)",
        "Rejected - I said no",
        "Rejected (I said no)",
        "Interview (cancelled)",
    ],
)
def test_what_brackets_could_turn_around_is_not_known(word: str) -> None:
    assert meanings.status(word) is None


def test_words_mean_what_the_user_says() -> None:
    assert meanings.said("Nope", "rejected") == ENDED
    assert meanings.said("Yes", "accepted") == (Stage.OFFERED, Outcome.ACCEPTED)
    assert meanings.said("Hm", "screening") == (Stage.SCREENING, None)
