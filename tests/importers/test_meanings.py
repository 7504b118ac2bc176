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
        ("draft", (Stage.SAVED, None)),
        ("Expired", (Stage.APPLIED, Outcome.CANCELLED)),
        ("SKIP|NO APLICAR|no_aplicar|Discarded|Descartada", (Stage.SAVED, Outcome.WITHDRAWN)),
    ],
)
def test_a_word_means_the_same_in_seven_languages(words: str, status: meanings.Status) -> None:
    found = {word: meanings.status(word) for word in words.split("|")}
    assert found == dict.fromkeys(found, status)


def test_no_word_has_two_meanings() -> None:
    tables = [*meanings._STAGES.values(), *meanings._OUTCOMES.values(), meanings._NEVER_SENT]  # noqa: SLF001
    folded: dict[str, str] = {}
    for table in tables:
        for word in set(map(meanings._letters, table.split(", "))):  # noqa: SLF001
            assert folded.setdefault(word, table) is table, word
    assert len(folded) > 300


def test_words_mean_what_the_user_says() -> None:
    assert meanings.said("Nope", "rejected") == ENDED
    assert meanings.said("Yes", "accepted") == (Stage.OFFERED, Outcome.ACCEPTED)
    assert meanings.said("Hm", "screening") == (Stage.SCREENING, None)
