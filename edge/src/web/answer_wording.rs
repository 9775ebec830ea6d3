//! Words of the pages on which a customer answers a quote. `{names}` are filled by `shared::billing::wording::fill`.

use shared::language::Language;

pub(crate) struct Wording {
    /// An open quote that no booking made: `{seller}`, `{date}`.
    pub notice_open: &'static str,
    /// A quote that no booking made, and that the seller took back: `{seller}`.
    pub notice_withdrawn: &'static str,
    /// Status of an accepted quote.
    pub accepted: &'static str,
    /// Status of a declined quote.
    pub declined: &'static str,
    /// `{name}`, `{date}`.
    pub notice_accepted: &'static str,
    /// What follows an acceptance: `{seller}`.
    pub invoice_follows: &'static str,
    /// `{date}`.
    pub notice_declined: &'static str,
    pub decline: &'static str,
    pub accept_title: &'static str,
    pub decline_title: &'static str,
    /// `{number}`, `{seller}`, `{amount}`.
    pub accept_effect: &'static str,
    /// What happens at once where the tenant wants it so.
    pub accept_converts: &'static str,
    /// `{number}`, `{seller}`.
    pub decline_effect: &'static str,
    pub name: &'static str,
    pub remark: &'static str,
    pub reason: &'static str,
    pub back: &'static str,
    pub problem: &'static str,
    pub fault_name: &'static str,
    /// `{max}`.
    pub fault_remark: &'static str,
    /// The answer came too late or somebody answered before.
    pub not_kept: &'static str,
}

impl Wording {
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Nl => &NL,
            Language::Fr => &FR,
            Language::De => &DE,
        }
    }
}

const EN: Wording = Wording {
    notice_open: "{seller} makes you this offer. You can accept or decline it until {date}.",
    notice_withdrawn: "{seller} withdrew this quote. There is nothing to pay.",
    accepted: "Accepted",
    declined: "Declined",
    notice_accepted: "{name} accepted this quote on {date}.",
    invoice_follows: "{seller} will send you the invoice.",
    notice_declined: "This quote was declined on {date}.",
    decline: "Decline quote",
    accept_title: "Accept this quote?",
    decline_title: "Decline this quote?",
    accept_effect: "You accept quote {number} of {seller} for {amount}, with the lines and terms that it states.",
    accept_converts: "Your invoice is made at once.",
    decline_effect: "Quote {number} of {seller} then ends, and no invoice is made of it.",
    name: "Your name",
    remark: "Remark (optional)",
    reason: "Reason (optional)",
    back: "Back to the quote",
    problem: "There is a problem",
    fault_name: "Enter your name, on one line.",
    fault_remark: "Use at most {max} characters.",
    not_kept: "Your answer was not kept, because this quote can no longer be answered.",
};

const NL: Wording = Wording {
    notice_open: "{seller} doet u dit aanbod. U kunt het aanvaarden of afwijzen tot en met {date}.",
    notice_withdrawn: "{seller} heeft deze offerte ingetrokken. Er is niets te betalen.",
    accepted: "Aanvaard",
    declined: "Afgewezen",
    notice_accepted: "{name} heeft deze offerte aanvaard op {date}.",
    invoice_follows: "{seller} stuurt u de factuur.",
    notice_declined: "Deze offerte werd afgewezen op {date}.",
    decline: "Offerte afwijzen",
    accept_title: "Deze offerte aanvaarden?",
    decline_title: "Deze offerte afwijzen?",
    accept_effect: "U aanvaardt offerte {number} van {seller} voor {amount}, met de lijnen en voorwaarden die erop staan.",
    accept_converts: "Uw factuur wordt meteen opgemaakt.",
    decline_effect: "Offerte {number} van {seller} vervalt dan, en er volgt geen factuur.",
    name: "Uw naam",
    remark: "Opmerking (niet verplicht)",
    reason: "Reden (niet verplicht)",
    back: "Terug naar de offerte",
    problem: "Er is een probleem",
    fault_name: "Vul uw naam in, op één regel.",
    fault_remark: "Gebruik hoogstens {max} tekens.",
    not_kept: "Uw antwoord is niet bewaard, omdat deze offerte niet meer beantwoord kan worden.",
};

const FR: Wording = Wording {
    notice_open: "{seller} vous fait cette offre. Vous pouvez l’accepter ou la refuser jusqu’au {date}.",
    notice_withdrawn: "{seller} a retiré ce devis. Il n’y a rien à payer.",
    accepted: "Accepté",
    declined: "Refusé",
    notice_accepted: "{name} a accepté ce devis le {date}.",
    invoice_follows: "{seller} vous enverra la facture.",
    notice_declined: "Ce devis a été refusé le {date}.",
    decline: "Refuser le devis",
    accept_title: "Accepter ce devis ?",
    decline_title: "Refuser ce devis ?",
    accept_effect: "Vous acceptez le devis {number} de {seller} pour {amount}, avec les lignes et conditions qu’il mentionne.",
    accept_converts: "Votre facture est établie immédiatement.",
    decline_effect: "Le devis {number} de {seller} prend alors fin, et aucune facture n’en sera faite.",
    name: "Votre nom",
    remark: "Remarque (facultatif)",
    reason: "Motif (facultatif)",
    back: "Retour au devis",
    problem: "Il y a un problème",
    fault_name: "Indiquez votre nom, sur une ligne.",
    fault_remark: "Utilisez au plus {max} caractères.",
    not_kept: "Votre réponse n’a pas été enregistrée, car il n’est plus possible de répondre à ce devis.",
};

const DE: Wording = Wording {
    notice_open: "{seller} macht Ihnen dieses Angebot. Sie können es bis {date} annehmen oder ablehnen.",
    notice_withdrawn: "{seller} hat dieses Angebot zurückgezogen. Es ist nichts zu zahlen.",
    accepted: "Angenommen",
    declined: "Abgelehnt",
    notice_accepted: "{name} hat dieses Angebot am {date} angenommen.",
    invoice_follows: "{seller} sendet Ihnen die Rechnung.",
    notice_declined: "Dieses Angebot wurde am {date} abgelehnt.",
    decline: "Angebot ablehnen",
    accept_title: "Dieses Angebot annehmen?",
    decline_title: "Dieses Angebot ablehnen?",
    accept_effect: "Sie nehmen das Angebot {number} von {seller} über {amount} an, mit den Positionen und Bedingungen darin.",
    accept_converts: "Ihre Rechnung wird sofort erstellt.",
    decline_effect: "Das Angebot {number} von {seller} endet damit, und es folgt keine Rechnung.",
    name: "Ihr Name",
    remark: "Bemerkung (freiwillig)",
    reason: "Grund (freiwillig)",
    back: "Zurück zum Angebot",
    problem: "Es gibt ein Problem",
    fault_name: "Geben Sie Ihren Namen in einer Zeile ein.",
    fault_remark: "Verwenden Sie höchstens {max} Zeichen.",
    not_kept: "Ihre Antwort wurde nicht gespeichert, weil dieses Angebot nicht mehr beantwortet werden kann.",
};
