//! What customers read when something goes wrong, in the languages beside English. The English words stand where the problem is
//! made, and say more.

use shared::{api::Code, language::Language};

/// A problem in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ProblemWording {
    /// What happened.
    pub title: &'static str,
    /// What to do.
    pub advice: &'static str,
}

/// One problem in Dutch, French and German.
type Row = [(&'static str, &'static str); 3];

impl ProblemWording {
    /// The words for a code; none in English.
    pub(crate) fn of(code: Code, language: Language) -> Option<Self> {
        let [nl, fr, de] = row(code);
        let (title, advice) = match language {
            Language::En => return None,
            Language::Nl => nl,
            Language::Fr => fr,
            Language::De => de,
        };
        Some(Self { title, advice })
    }
}

/// What stands before the request id.
pub(crate) fn request(language: Language) -> &'static str {
    match language {
        Language::En => "Request",
        Language::Nl => "Aanvraag",
        Language::Fr => "Demande",
        Language::De => "Anfrage",
    }
}

fn row(code: Code) -> Row {
    match code {
        Code::NotFound => NOT_FOUND,
        Code::LinkExpired => LINK_EXPIRED,
        Code::BookingMismatch | Code::SlotTaken | Code::QuoteAlreadyConverted | Code::StateConflict => NOT_POSSIBLE,
        Code::SettingsChanged => CHANGED,
        Code::OriginNotAllowed | Code::CrossSite => OTHER_SITE,
        Code::TooManyRequests | Code::StorageUnavailable => BUSY,
        Code::Internal => FAILED,
        Code::Malformed
        | Code::MethodNotAllowed
        | Code::BodyTooLarge
        | Code::UnsupportedMediaType
        | Code::Validation
        | Code::FlagRule => UNREADABLE,
    }
}

const NOT_FOUND: Row = [
    (
        "Niet gevonden",
        "Hier is niets. Controleer of het adres volledig is: een link uit een e-mail kan afgebroken zijn.",
    ),
    (
        "Introuvable",
        "Il n’y a rien ici. Vérifiez que l’adresse est complète : un lien reçu par e-mail a pu être coupé.",
    ),
    (
        "Nicht gefunden",
        "Hier ist nichts. Prüfen Sie, ob die Adresse vollständig ist: Ein Link aus einer E-Mail kann abgeschnitten sein.",
    ),
];

const LINK_EXPIRED: Row = [
    ("Link verlopen", "Deze link werkt niet meer. Neem contact op met het bedrijf dat hem stuurde."),
    ("Lien expiré", "Ce lien ne fonctionne plus. Contactez l’entreprise qui vous l’a envoyé."),
    ("Link abgelaufen", "Dieser Link gilt nicht mehr. Wenden Sie sich an das Unternehmen, das ihn geschickt hat."),
];

const NOT_POSSIBLE: Row = [
    ("Dat kan nu niet", "Open de link uit uw e-mail opnieuw om te zien wat nog kan."),
    ("Ce n’est pas possible maintenant", "Rouvrez le lien de votre e-mail pour voir ce qui est encore possible."),
    ("Das geht jetzt nicht", "Öffnen Sie den Link aus Ihrer E-Mail erneut, um zu sehen, was noch möglich ist."),
];

const CHANGED: Row = [
    ("Intussen gewijzigd", "Dit wordt op dit moment gewijzigd. Verstuur het formulier opnieuw."),
    ("Modifié entre-temps", "Une modification est en cours. Envoyez à nouveau le formulaire."),
    ("Inzwischen geändert", "Dies wird gerade geändert. Senden Sie das Formular noch einmal."),
];

const OTHER_SITE: Row = [
    ("Aanvraag van een andere site", "Open deze pagina rechtstreeks en probeer het opnieuw."),
    ("Demande d’un autre site", "Ouvrez cette page directement et réessayez."),
    ("Anfrage von einer anderen Website", "Öffnen Sie diese Seite direkt und versuchen Sie es noch einmal."),
];

const BUSY: Row = [
    ("Even niet bereikbaar", "Wacht even en probeer het opnieuw."),
    ("Momentanément indisponible", "Patientez un instant et réessayez."),
    ("Gerade nicht erreichbar", "Warten Sie einen Moment und versuchen Sie es noch einmal."),
];

const FAILED: Row = [
    ("Er ging iets mis", "Dat ligt aan ons. Probeer het opnieuw; blijft het misgaan, meld dan het nummer hieronder."),
    ("Une erreur est survenue", "Elle vient de nous. Réessayez ; si elle persiste, communiquez le numéro ci-dessous."),
    (
        "Etwas ist schiefgegangen",
        "Das liegt an uns. Versuchen Sie es noch einmal; bleibt es so, nennen Sie die Nummer unten.",
    ),
];

const UNREADABLE: Row = [
    ("Niet begrepen", "Ga terug, laad de pagina opnieuw en probeer het nog eens."),
    ("Demande non comprise", "Revenez en arrière, rechargez la page et réessayez."),
    ("Nicht verstanden", "Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_reads_in_its_language() {
        for (code, language, title) in [
            (Code::NotFound, Language::En, None),
            (Code::NotFound, Language::Nl, Some("Niet gevonden")),
            (Code::LinkExpired, Language::Fr, Some("Lien expiré")),
            (Code::StateConflict, Language::De, Some("Das geht jetzt nicht")),
            (Code::TooManyRequests, Language::Nl, Some("Even niet bereikbaar")),
            (Code::Validation, Language::Fr, Some("Demande non comprise")),
        ] {
            assert_eq!(ProblemWording::of(code, language).map(|words| words.title), title, "{code:?} {language:?}");
        }
    }
}
