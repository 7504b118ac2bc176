"""The words of other people's spreadsheets, and what they are called here."""

import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from typing import TypeVar

from tracker.errors import TrackerError
from tracker.words import Outcome, Source, Stage, Workplace

T = TypeVar("T")
Status = tuple[Stage, Outcome | None]

_OFFERED = {Outcome.ACCEPTED, Outcome.DECLINED}
NOTHING = {"", "-", "--", "\u2013", "\u2014", "n/a", "na", "#n/a", "null", "none"}
YES = {"yes", "y", "true", "x", "✓", "✔", "✅", "☑"}
NO = {"no", "n", "false", "☐", "✗", "❌"}

_STAGES: dict[Stage, str] = {
    Stage.SAVED: "draft, saved, wishlist, wish list, bookmarked, bookmark, to apply, to do, todo, "
    "not applied, not applied yet, not yet applied, interested, lead, shortlisted, evaluated, "
    "researching, preparing, "
    "gespeichert, gemerkt, vorgemerkt, interessant, noch nicht beworben, "
    "à postuler, à faire, enregistré, enregistrée, sauvegardé, intéressant, évalué, évaluée, "
    "guardado, guardada, por aplicar, pendiente de aplicar, interesante, evaluado, evaluada, "
    "salvo, salva, salvato, salvata, a candidatar, para candidatar, interessante, avaliada, "
    "da inviare, da candidare, opgeslagen, bewaard, te solliciteren, nog te doen, "
    "not started, to be applied, merkliste, auf der merkliste, zu bewerben, zu erledigen, "
    "bewerben, noch zu bewerben, in vorbereitung, in preparation, "
    "en préparation, repéré, repérée, pendiente de enviar, en preparación, por enviar, "
    "em preparação, por candidatar, in preparazione, salvati, in voorbereiding, "
    "zapisane, zapisana, zapisany, do wysłania, do aplikowania, do zrobienia",
    Stage.APPLIED: "applied, submitted, sent, application sent, application submitted, "
    "applied via linkedin, waiting to hear back, followed up, "
    "awaiting response, waiting, pending, in review, under review, acknowledged, "
    "beworben, abgeschickt, versendet, gesendet, bewerbung gesendet, eingereicht, warten, "
    "in prüfung, eingangsbestätigung, "
    "postulé, postulée, candidaté, envoyé, envoyée, candidature envoyée, en attente, "
    "aplicado, aplicada, apliqué, postulado, postulada, enviado, enviada, solicitado, "
    "solicitada, candidatura enviada, pendiente, en espera, en revisión, inscrito, inscrita, "
    "candidatado, candidatada, candidatei, aguardando, aguardando resposta, em análise, "
    "candidato, candidata, inviato, inviata, candidatura inviata, in attesa, "
    "gesolliciteerd, verstuurd, verzonden, ingediend, in afwachting, in behandeling, "
    "in progress, in process, ongoing, open, active, on hold, awaiting reply, "
    "waiting for response, waiting for reply, no response yet, under consideration, "
    "in bearbeitung, offen, laufend, wartend, ausstehend, pausiert, bewerbung verschickt, "
    "verschickt, bewerbung eingereicht, eingegangen, warte auf antwort, warte auf rückmeldung, "
    "en cours, en cours de traitement, envoyés, candidature déposée, déposée, en suspens, relancé, "
    "en proceso, en curso, en trámite, postulación enviada, solicitud enviada, "
    "esperando respuesta, "
    "em andamento, em processo, em curso, em espera, em avaliação, enviei, "
    "in corso, in valutazione, in sospeso, candidatura presentata, in attesa di risposta, "
    "lopend, wachten, wachten op antwoord, wacht op antwoord, aangehouden, "
    "aplikowano, zaaplikowano, wysłano, wysłane, wysłana, złożono, złożona, w trakcie, w toku, "
    "oczekuje, oczekiwanie, oczekiwanie na odpowiedź, wysłane cv, wysłano cv, cv wysłane, "
    "aplikacja wysłana, bewerbung abgeschickt, bewerbung versendet",
    Stage.SCREENING: "screening, screen, screened, phone screen, phone screening, "
    "phone screen scheduled, phone interview scheduled, hr round, hm screen, initial call, "
    "phone interview, recruiter call, recruiter screen, hr screen, hr interview, responded, "
    "telefoninterview, telefongespräch, telefonat, erstgespräch, vorgespräch, rückmeldung, "
    "présélection, entretien téléphonique, appel téléphonique, premier échange, "
    "entretien rh, répondu, "
    "preselección, entrevista telefónica, llamada, entrevista rrhh, respondido, "
    "triagem, entrevista por telefone, entrevista telefônica, entrevista com rh, "
    "colloquio telefonico, preselezione, colloquio conoscitivo, "
    "telefonisch gesprek, telefonisch interview, kennismaking, kennismakingsgesprek, "
    "hr call, recruiter interview, intro call, telefontermin, kennenlerngespräch, hr gespräch, "
    "préqualification, entrevista con rrhh, conversa inicial, colloquio hr, "
    "rozmowa telefoniczna, rozmowa z hr",
    Stage.ASSESSMENT: "assessment, take home, test, technical test, coding test, "
    "take home test, take home assignment, test task, home assignment, oa, "
    "coding challenge, online assessment, challenge, task, "
    "aufgabe, testaufgabe, probeaufgabe, einstellungstest, "
    "test technique, exercice, étude de cas, "
    "prueba, prueba técnica, examen, ejercicio, "
    "teste, teste técnico, desafio, desafio técnico, "
    "prova, prova tecnica, test tecnico, opdracht, proefopdracht, "
    "homework, online test, case study, assessment center, probearbeit, fallstudie, arbeitsprobe, "
    "test en ligne, caso práctico, estudo de caso, "
    "zadanie, zadanie rekrutacyjne, test rekrutacyjny",
    Stage.INTERVIEWING: "interviewing, interview, interviews, interviewed, interview scheduled, "
    "first interview, second interview, third interview, technical interview, technical, "
    "first round, second round, third round, round interview, first round interview, "
    "second round interview, third round interview, final round interview, "
    "on site interview, hiring manager interview, hm interview, panel, panel interview, "
    "video interview, zoom interview, interview completed, interview done, technical screen, "
    "culture fit, culture interview, reference check, references, background check, "
    "erstes gespräch, rozmowa techniczna, "
    "on site, onsite, onsite interview, final, final round, final interview, onsite final, "
    "vorstellungsgespräch, bewerbungsgespräch, gespräch, im gespräch, eingeladen, einladung, "
    "zweitgespräch, fachgespräch, "
    "entretien, entretiens, en entretien, entretien technique, entretien prévu, entrevue, "
    "entrevista, entrevistas, en entrevista, entrevista técnica, "
    "em entrevista, entrevistando, "
    "colloquio, colloqui, colloquio tecnico, intervista, "
    "gesprek, sollicitatiegesprek, uitgenodigd, op gesprek, "
    "interview booked, interview invite, invited, invited to interview, in interviews, "
    "interviewphase, eingeladen zum gespräch, gespräch geplant, termin vereinbart, "
    "zum gespräch eingeladen, gespräch vereinbart, zweites gespräch, "
    "entretien planifié, entretien passé, entretien programmé, "
    "entrevista agendada, entrevista programada, entrevista realizada, entrevistado, entrevistada, "
    "entrevista marcada, entrevista final, "
    "colloquio fissato, colloquio programmato, colloquio sostenuto, gesprek gepland, "
    "tweede gesprek, rozmowa, rozmowa kwalifikacyjna, rozmowa umówiona, zaproszenie na rozmowę",
    Stage.OFFERED: "offer, offers, offered, offer received, offer extended, negotiating, "
    "verbal offer, offer pending, "
    "negotiation, "
    "angebot, angebot erhalten, vertragsangebot, zusage, offre, offre reçue, proposition, "
    "oferta, oferta recibida, oferta recebida, proposta, offerta, offerta ricevuta, "
    "aanbod, aanbieding, aanbod ontvangen, zugesagt, zusage erhalten, "
    "proposition reçue, propuesta, proposta ricevuta, otrzymana oferta",
}
_OUTCOMES: dict[Outcome, str] = {
    Outcome.ACCEPTED: "accepted, offer accepted, accepted offer, hired, offer signed, "
    "vertrag unterschrieben, "
    "angenommen, eingestellt, accepté, acceptée, embauché, embauchée, "
    "aceptado, aceptada, contratado, contratada, aceito, aceita, "
    "accettato, accettata, assunto, assunta, aangenomen, geaccepteerd, "
    "signed, angebot angenommen, zusage angenommen, offre acceptée, oferta aceptada, "
    "oferta aceita, offerta accettata, aanbod geaccepteerd, przyjęto, zatrudniony, zatrudniona, "
    "oferta przyjęta",
    Outcome.DECLINED: "declined, offer declined, declined offer, "
    "angebot abgelehnt, offre refusée, offre déclinée, oferta rechazada, oferta recusada, "
    "offerta rifiutata, aanbod afgewezen, aanbod geweigerd, offer rejected by me, "
    "oferta odrzucona przeze mnie, oferta odrzucona, offer rejected, rejected offer",
    Outcome.REJECTED: "rejected, rejection, not selected, denied, turned down, no offer, "
    "auto rejected, auto rejection, "
    "abgelehnt, absage, absage erhalten, refusé, refusée, refus, rejeté, rejetée, "
    "non retenu, non retenue, rechazado, rechazada, rechazo, descartado por la empresa, "
    "rejeitado, rejeitada, recusado, recusada, reprovado, reprovada, não selecionado, "
    "rifiutato, rifiutata, respinto, respinta, scartato, scartata, "
    "afgewezen, afwijzing, "
    "rejected by company, unsuccessful, no longer under consideration, abgesagt, abgewiesen, "
    "abgelehnt worden, absage bekommen, nicht ausgewählt, refusés, candidature refusée, "
    "réponse négative, no seleccionado, no seleccionada, candidatura rechazada, "
    "não aprovado, não aprovada, candidatura recusada, esito negativo, non selezionato, "
    "niet geselecteerd, odrzucono, odrzucony, odrzucona, odrzucone, odmowa, "
    "sans suite, classé sans suite, classée sans suite, candidature sans suite",
    Outcome.WITHDRAWN: "withdrawn, withdrew, i withdrew, withdrawn by me, "
    "zurückgezogen, bewerbung zurückgezogen, retiré, retirée, désisté, abandonné, abandonnée, "
    "retirado, retirada, desistido, desisti, ritirato, ritirata, teruggetrokken, ingetrokken, "
    "declined by me, i declined, rejected by me, turned down by me, selbst abgesagt, "
    "von mir abgesagt, von mir abgelehnt, ich habe abgesagt, refusé par moi, décliné par moi, "
    "rechazado por mí, recusado por mim, rifiutato da me, zelf afgewezen, zelf afgezegd, "
    "wycofano, wycofana, wycofałem się, wycofałam się, rezygnacja, zrezygnowałem, zrezygnowałam, "
    "i rejected, i rejected it, i rejected them",
    Outcome.GHOSTED: "ghosted, no response, no reply, no answer, applied no response, "
    "keine antwort, keine rückmeldung, sans réponse, pas de réponse, sin respuesta, "
    "sem resposta, nessuna risposta, geen reactie, geen antwoord, "
    "no response received, never heard back, nichts gehört, nie gemeldet, brak odpowiedzi",
    Outcome.CANCELLED: "cancelled, canceled, closed, expired, position filled, "
    "position cancelled, position canceled, job closed, job filled, role closed, role filled, "
    "req closed, "
    "position closed, filled, "
    "stelle besetzt, stelle gestrichen, annulé, annulée, poste pourvu, clôturé, "
    "cancelado, cancelada, cerrado, cerrada, cubierta, vaga fechada, vaga preenchida, "
    "annullato, annullata, posizione chiusa, geannuleerd, vervuld, vacature gesloten, "
    "stelle zurückgezogen, poste annulé, vacante cerrada, anulowano, anulowana",
}
_REJECTED_AT: dict[Stage, str] = {
    Stage.SCREENING: "rejected after screening, rejected after phone screen, "
    "rejected after phone interview, absage nach telefoninterview, absage nach erstgespräch",
    Stage.ASSESSMENT: "rejected after assessment, rejected after test, rejected after take home, "
    "rejected after oa, absage nach test, refusé après test, rechazado tras prueba",
    Stage.INTERVIEWING: "rejected after interview, rejected after interviews, "
    "rejected post interview, rejected after onsite, rejected after final round, "
    "absage nach gespräch, absage nach interview, absage nach vorstellungsgespräch, "
    "abgelehnt nach gespräch, abgelehnt nach interview, refusé après entretien, "
    "rechazado tras entrevista, rechazado después de la entrevista, rejeitado após entrevista, "
    "recusado após entrevista, rifiutato dopo colloquio, afgewezen na gesprek, "
    "odrzucono po rozmowie, refus après entretien, refus après entretiens",
}
_NEVER_SENT = (
    "skip, skipped, discarded, not applying, not interested, will not apply, "
    "verworfen, kein interesse, nicht bewerben, écarté, écartée, ignoré, pas intéressé, "
    "descartado, descartada, no aplicar, no me interesa, descartei, não aplicar, "
    "non interessato, niet geïnteresseerd"
)
"""Left before anything is known to have been sent."""
_SOURCES: dict[Source, str] = {
    Source.POSTING: "posting, linkedin, indeed, glassdoor, google jobs, monster, stepstone, xing, "
    "welcome to the jungle, wellfound, angellist, dice, handshake, ziprecruiter, otta, "
    "hacker news, job board, job posting, job ad",
    Source.REFERRAL: "referral, referred, employee referral, friend, network, networking",
    Source.RECRUITER: "recruiter, headhunter, agency, recruiter outreach, recruiting agency",
    Source.DIRECT: "direct, direct contact, cold email, cold application, cold outreach",
    Source.EVENT: "event, career fair, job fair, conference, meetup",
}
_WORKPLACES: dict[Workplace, str] = {
    Workplace.ONSITE: "onsite, on site, in office, office, in person",
    Workplace.HYBRID: "hybrid, partly remote, partially remote",
    Workplace.REMOTE: "remote, fully remote, remote only, work from home, yes, true",
}


def reached(outcome: Outcome) -> Status:
    """Return how far an application got of which only its outcome is known."""
    return (Stage.OFFERED if outcome in _OFFERED else Stage.APPLIED), outcome


def said(word: str, meant: str) -> Status:
    """Return the status that the user means by a word; raises TrackerError if there is none."""
    with suppress(ValueError):
        return Stage(meant), None
    with suppress(ValueError):
        return reached(Outcome(meant))
    msg = (
        f"“{meant}” is no stage that “{word}” can be read as; choose one of "
        f"{', '.join([*Stage, *Outcome])}."
    )
    raise TrackerError(msg)


_REMARK = re.compile(r"\s*[(\[:;,\u2013\u2014].*|\s+-\s.*", re.DOTALL)
"""What stands behind a status, as in “Rejected (HR)” or “Rejected - no interview”."""
_ORDINAL = re.compile(r"\b[0-9]+(?:st|nd|rd|th|er|e|te|º|ª)\b", re.IGNORECASE)
_BY_ONESELF = re.compile(
    r"\b(?:me|i|my|self|myself|ich|mir|selbst|moi|m[ií]|mim|io|ik|zelf|mnie)\b", re.IGNORECASE
)
_DENIED = {
    *("not", "no", "never", "nicht", "kein", "keine", "nie", "pas", "non", "sin", "sem", "geen"),
    *("niet", "bez"),
}
_TAG = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*(?=[,;]|$)|([^,;]+))')
"""A name that holds a comma or a semicolon is in quotation marks, doubled where it has them."""
_LETTERS = re.compile(r"[^\W\d_]+")


def _letters(text: str) -> str:
    """Return the words alone, without accents: “2nd Take-home ✅” is “take home”."""
    plain = unicodedata.normalize("NFKD", _ORDINAL.sub(" ", text.casefold()))
    return " ".join(_LETTERS.findall("".join(c for c in plain if not unicodedata.combining(c))))


def _by_word(words: Mapping[T, str]) -> dict[str, T]:
    return {_letters(word): value for value, each in words.items() for word in each.split(", ")}


_STATUS: dict[str, Status] = {
    **{word: (stage, None) for word, stage in _by_word(_STAGES).items()},
    **{word: reached(outcome) for word, outcome in _by_word(_OUTCOMES).items()},
    **{word: (stage, Outcome.REJECTED) for word, stage in _by_word(_REJECTED_AT).items()},
    **dict.fromkeys(_by_word({Outcome.WITHDRAWN: _NEVER_SENT}), (Stage.SAVED, Outcome.WITHDRAWN)),
}
_SOURCE = _by_word(_SOURCES)
_WORKPLACE = _by_word(_WORKPLACES)


def is_blank(text: str) -> bool:
    """Whether the text of a cell says nothing, as “N/A” does."""
    return text.casefold() in NOTHING


def status(text: str) -> Status | None:
    """Return the stage and outcome that a status names, None if that is not known.

    What stands behind an end, as in “Rejected (HR)”, makes it no other unless it was oneself; what
    stands behind a stage, as in “Applied (referral)”, does if it speaks of another or denies it.
    """
    spelt = _ORDINAL.sub("second", text)  # “2nd round”, of which “round” would be left
    if found := _STATUS.get(_letters(text)) or _STATUS.get(_letters(spelt)):
        return found
    said = _STATUS.get(_letters(_REMARK.sub("", text, count=1)))
    if said is None or said[1]:
        return said if said and not _BY_ONESELF.search(text) else None
    rest = _letters("".join(found[0] for found in _REMARK.finditer(text)))
    others = {_STATUS.get(word) for word in (rest, *rest.split())} - {None, said}
    return None if others or _DENIED.intersection(rest.split()) else said


def has_remark(text: str) -> bool:
    """Whether a status says more than how far it got."""
    return _REMARK.search(text) is not None


def source(text: str) -> Source | None:
    return _SOURCE.get(_letters(text))


def workplace(text: str) -> Workplace | None:
    return _WORKPLACE.get(_letters(text))


def tags(text: str) -> list[str]:
    """Return the names in a cell, as our own export writes them, too."""
    names = (quoted.replace('""', '"') or plain_ for quoted, plain_ in _TAG.findall(text))
    return [name for each in names if (name := each.strip())]
