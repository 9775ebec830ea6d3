//! The built-in texts in Dutch.

use super::TemplateKind;

/// Subject and body of a kind.
pub(super) fn text(kind: TemplateKind) -> (&'static str, &'static str) {
    match kind {
        TemplateKind::BookingConfirmation => (
            "Geboekt: {{service}}, {{starts_at}}",
            "\
Beste {{customer_name}},

Bedankt voor uw boeking. Ze is bevestigd:

{{service}}
{{starts_at}}
Referentie: {{booking_reference}}

{{document_name}}: {{document_link}}

Wilt u de boeking wijzigen of annuleren? {{manage_link}}

Met het bestand in bijlage zet u de boeking in uw agenda.

Met vriendelijke groeten,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Reminder => (
            "Herinnering: {{service}}, {{starts_at}}",
            "\
Beste {{customer_name}},

Graag herinneren we u aan uw boeking:

{{service}}
{{starts_at}}
Referentie: {{booking_reference}}

Komt er iets tussen? Hier kunt u de boeking wijzigen of annuleren: {{manage_link}}

Tot binnenkort.

Met vriendelijke groeten,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Rescheduled => (
            "Verplaatst: {{service}}, nu {{starts_at}}",
            "\
Beste {{customer_name}},

Uw boeking heeft een nieuw tijdstip:

{{service}}
{{starts_at}}
Referentie: {{booking_reference}}

Wijzigen of annuleren: {{manage_link}}

Met het bestand in bijlage verplaatst u ze ook in uw agenda.

Met vriendelijke groeten,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Cancelled => (
            "Geannuleerd: {{service}}, {{starts_at}}",
            "\
Beste {{customer_name}},

Uw boeking is geannuleerd:

{{service}}
{{starts_at}}
Referentie: {{booking_reference}}

Met het bestand in bijlage haalt u ze uit uw agenda.

Graag verwelkomen we u een andere keer: {{book_again_link}}

Met vriendelijke groeten,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Quote => (
            "{{document_name}} van {{company_name}}",
            "\
Beste {{customer_name}},

Bedankt voor uw aanvraag. Onze offerte is klaar. Ze bedraagt {{total}} inclusief btw en is geldig tot {{valid_until}}.

Bekijk de offerte en aanvaard ze als u wilt: {{document_link}}

Hebt u een vraag? Antwoord gerust op deze e-mail.

Met vriendelijke groeten,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Invoice => (
            "{{document_name}} van {{company_name}}",
            "\
Beste {{customer_name}},

Hierbij ontvangt u onze factuur {{document_number}} van {{issue_date}}.

Bedrag: {{amount_due}}
Te betalen tegen: {{due_date}}
Rekening: {{iban}}
Mededeling: {{payment_reference}}

Bekijk de factuur: {{document_link}}

Bedankt voor uw vertrouwen.

Met vriendelijke groeten,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::CreditNote => (
            "{{document_name}} van {{company_name}}",
            "\
Beste {{customer_name}},

Hierbij ontvangt u onze creditnota {{document_number}} van {{issue_date}} voor {{total}}.

Ze verbetert factuur {{invoice_number}}.

Bekijk de creditnota: {{document_link}}

Met vriendelijke groeten,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Overdue1 => (
            "Herinnering: factuur {{document_number}}",
            "\
Beste {{customer_name}},

Misschien is het u ontgaan: factuur {{document_number}} van {{issue_date}} is nog niet betaald.

Bedrag: {{amount_due}}
Vervaldag: {{due_date}}
Rekening: {{iban}}
Mededeling: {{payment_reference}}

Bekijk de factuur: {{document_link}}

Is uw betaling al onderweg, dan hoeft u niets te doen. Bedankt.

Met vriendelijke groeten,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Overdue2 => (
            "Tweede herinnering: factuur {{document_number}}",
            "\
Beste {{customer_name}},

Factuur {{document_number}} is al {{days_overdue}} dagen vervallen en we hebben uw betaling nog niet ontvangen.

Bedrag: {{amount_due}}
Vervaldag: {{due_date}}
Rekening: {{iban}}
Mededeling: {{payment_reference}}

Bekijk de factuur: {{document_link}}

Wilt u ze deze week betalen? Is er iets onduidelijk of hebt u meer tijd nodig? Antwoord op deze e-mail, dan zoeken we samen een oplossing.

Met vriendelijke groeten,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Overdue3 => (
            "Laatste herinnering: factuur {{document_number}}",
            "\
Beste {{customer_name}},

Ondanks twee herinneringen staat factuur {{document_number}}, die op {{due_date}} verviel, nog open.

Bedrag: {{amount_due}}
Vervaldag: {{due_date}}
Rekening: {{iban}}
Mededeling: {{payment_reference}}

Bekijk de factuur: {{document_link}}

Gelieve ze binnen acht dagen te betalen. Daarna moeten we mogelijk verdere stappen zetten. Hebt u intussen betaald, laat het ons dan weten.

Met vriendelijke groeten,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
    }
}
