//! The words of the manage and hosted pages in four languages.

use shared::language::Language;

/// Texts of the pages a customer opens by link.
#[derive(Debug)]
#[expect(missing_docs, reason = "each field is named by the text it holds")]
pub struct Wording {
    pub title: &'static str,
    pub cancelled_title: &'static str,
    pub cancelled_text: &'static str,
    pub invoice_stays: &'static str,
    pub service: &'static str,
    pub when: &'static str,
    pub with: &'static str,
    pub reference: &'static str,
    pub invoice: &'static str,
    pub quote: &'static str,
    pub credit_note: &'static str,
    pub withdrawn: &'static str,
    pub add_to_calendar: &'static str,
    pub cancel: &'static str,
    pub cancel_question: &'static str,
    pub cancel_with_invoice: &'static str,
    pub cancel_with_quote: &'static str,
    pub keep: &'static str,
    pub too_late: &'static str,
    pub questions: &'static str,
    pub book_again: &'static str,
    pub book_online: &'static str,
    pub without_script: &'static str,
}

impl Wording {
    /// The texts of a language.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Nl => &NL,
            Language::Fr => &FR,
            Language::De => &DE,
        }
    }
}

const EN: Wording = Wording {
    title: "Your booking",
    cancelled_title: "Your booking is cancelled",
    cancelled_text: "The time is free again for others.",
    invoice_stays: "Your invoice stays as it is until the company credits it; you need not pay it for now. Ask below if in doubt.",
    service: "Service",
    when: "When",
    with: "With",
    reference: "Reference",
    invoice: "Invoice",
    quote: "Quote",
    credit_note: "Credit note",
    withdrawn: "withdrawn",
    add_to_calendar: "Add to calendar",
    cancel: "Cancel booking",
    cancel_question: "Cancel this booking?",
    cancel_with_invoice: "The time becomes free for others. An invoice was issued; it stays until the company credits it.",
    cancel_with_quote: "The time becomes free for others, and the quote is withdrawn.",
    keep: "Keep booking",
    too_late: "This booking has begun and can no longer be cancelled here. Please contact us.",
    questions: "Questions?",
    book_again: "Book another time",
    book_online: "Book online",
    without_script: "Online booking needs JavaScript. You can also book by phone or e-mail:",
};

const NL: Wording = Wording {
    title: "Uw boeking",
    cancelled_title: "Uw boeking is geannuleerd",
    cancelled_text: "Het tijdstip is weer vrij voor anderen.",
    invoice_stays: "Uw factuur blijft bestaan tot het bedrijf ze crediteert; u hoeft ze voorlopig niet te betalen. Vraag het hieronder bij twijfel.",
    service: "Dienst",
    when: "Wanneer",
    with: "Met",
    reference: "Referentie",
    invoice: "Factuur",
    quote: "Offerte",
    credit_note: "Creditnota",
    withdrawn: "ingetrokken",
    add_to_calendar: "Zet in agenda",
    cancel: "Boeking annuleren",
    cancel_question: "Deze boeking annuleren?",
    cancel_with_invoice: "Het tijdstip komt vrij voor anderen. Er is een factuur opgemaakt; die blijft bestaan tot het bedrijf ze crediteert.",
    cancel_with_quote: "Het tijdstip komt vrij voor anderen en de offerte wordt ingetrokken.",
    keep: "Boeking behouden",
    too_late: "Deze boeking is begonnen en kan hier niet meer worden geannuleerd. Neem contact met ons op.",
    questions: "Vragen?",
    book_again: "Nog een boeking maken",
    book_online: "Online boeken",
    without_script: "Online boeken heeft JavaScript nodig. U kunt ook telefonisch of per e-mail boeken:",
};

const FR: Wording = Wording {
    title: "Votre réservation",
    cancelled_title: "Votre réservation est annulée",
    cancelled_text: "Le créneau est à nouveau libre.",
    invoice_stays: "Votre facture reste en l'état jusqu'à ce que l'entreprise la crédite ; vous ne devez pas la payer pour l'instant. En cas de doute, contactez-nous ci-dessous.",
    service: "Service",
    when: "Quand",
    with: "Avec",
    reference: "Référence",
    invoice: "Facture",
    quote: "Devis",
    credit_note: "Note de crédit",
    withdrawn: "retiré",
    add_to_calendar: "Ajouter à l'agenda",
    cancel: "Annuler la réservation",
    cancel_question: "Annuler cette réservation ?",
    cancel_with_invoice: "Le créneau sera libéré. Une facture a été établie ; elle reste en l'état jusqu'à ce que l'entreprise la crédite.",
    cancel_with_quote: "Le créneau sera libéré et le devis retiré.",
    keep: "Garder la réservation",
    too_late: "Cette réservation a commencé et ne peut plus être annulée ici. Veuillez nous contacter.",
    questions: "Des questions ?",
    book_again: "Réserver à nouveau",
    book_online: "Réserver en ligne",
    without_script: "La réservation en ligne nécessite JavaScript. Vous pouvez aussi réserver par téléphone ou par e-mail :",
};

const DE: Wording = Wording {
    title: "Ihre Buchung",
    cancelled_title: "Ihre Buchung ist storniert",
    cancelled_text: "Der Termin ist wieder frei.",
    invoice_stays: "Ihre Rechnung bleibt bestehen, bis das Unternehmen sie gutschreibt; Sie müssen sie vorerst nicht bezahlen. Fragen Sie im Zweifel unten nach.",
    service: "Leistung",
    when: "Wann",
    with: "Mit",
    reference: "Referenz",
    invoice: "Rechnung",
    quote: "Angebot",
    credit_note: "Gutschrift",
    withdrawn: "zurückgezogen",
    add_to_calendar: "Zum Kalender hinzufügen",
    cancel: "Buchung stornieren",
    cancel_question: "Diese Buchung stornieren?",
    cancel_with_invoice: "Der Termin wird für andere frei. Es wurde eine Rechnung ausgestellt; sie bleibt bestehen, bis das Unternehmen sie gutschreibt.",
    cancel_with_quote: "Der Termin wird für andere frei, und das Angebot wird zurückgezogen.",
    keep: "Buchung behalten",
    too_late: "Diese Buchung hat begonnen und kann hier nicht mehr storniert werden. Bitte kontaktieren Sie uns.",
    questions: "Fragen?",
    book_again: "Noch einen Termin buchen",
    book_online: "Online buchen",
    without_script: "Die Online-Buchung braucht JavaScript. Sie können auch telefonisch oder per E-Mail buchen:",
};
