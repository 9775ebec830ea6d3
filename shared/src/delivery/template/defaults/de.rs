//! The built-in texts in German.

use super::TemplateKind;

/// Subject and body of a kind.
pub(super) fn text(kind: TemplateKind) -> (&'static str, &'static str) {
    match kind {
        TemplateKind::BookingConfirmation => (
            "Gebucht: {{service}}, {{starts_at}}",
            "\
Guten Tag {{customer_name}},

vielen Dank für Ihre Buchung. Sie ist bestätigt:

{{service}}
{{starts_at}}
Referenz: {{booking_reference}}

{{document_name}}: {{document_link}}

Möchten Sie die Buchung ändern oder stornieren? {{manage_link}}

Die beigefügte Datei trägt die Buchung in Ihren Kalender ein.

Mit freundlichen Grüßen
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Reminder => (
            "Erinnerung: {{service}}, {{starts_at}}",
            "\
Guten Tag {{customer_name}},

wir erinnern Sie an Ihre Buchung:

{{service}}
{{starts_at}}
Referenz: {{booking_reference}}

Ist etwas dazwischengekommen? Hier können Sie die Buchung ändern oder stornieren: {{manage_link}}

Bis bald.

Mit freundlichen Grüßen
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Rescheduled => (
            "Verschoben: {{service}}, jetzt {{starts_at}}",
            "\
Guten Tag {{customer_name}},

Ihre Buchung hat eine neue Zeit:

{{service}}
{{starts_at}}
Referenz: {{booking_reference}}

Ändern oder stornieren: {{manage_link}}

Die beigefügte Datei verschiebt sie auch in Ihrem Kalender.

Mit freundlichen Grüßen
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Cancelled => (
            "Storniert: {{service}}, {{starts_at}}",
            "\
Guten Tag {{customer_name}},

Ihre Buchung ist storniert:

{{service}}
{{starts_at}}
Referenz: {{booking_reference}}

Die beigefügte Datei nimmt sie aus Ihrem Kalender.

Wir freuen uns, wenn Sie ein anderes Mal kommen: {{book_again_link}}

Mit freundlichen Grüßen
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Quote => (
            "{{document_name}} von {{company_name}}",
            "\
Guten Tag {{customer_name}},

vielen Dank für Ihre Anfrage. Unser Angebot ist fertig. Es beläuft sich auf {{total}} inklusive MwSt. und gilt bis {{valid_until}}.

Sehen Sie es an und nehmen Sie es an, wenn Sie möchten: {{document_link}}

Haben Sie eine Frage? Antworten Sie einfach auf diese E-Mail.

Mit freundlichen Grüßen
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Invoice => (
            "{{document_name}} von {{company_name}}",
            "\
Guten Tag {{customer_name}},

hier ist unsere Rechnung {{document_number}} vom {{issue_date}}.

Betrag: {{amount_due}}
Zahlbar bis: {{due_date}}
Konto: {{iban}}
Verwendungszweck: {{payment_reference}}

Rechnung ansehen: {{document_link}}

Vielen Dank für Ihr Vertrauen.

Mit freundlichen Grüßen
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::CreditNote => (
            "{{document_name}} von {{company_name}}",
            "\
Guten Tag {{customer_name}},

hier ist unsere Gutschrift {{document_number}} vom {{issue_date}} über {{total}}.

Sie berichtigt die Rechnung {{invoice_number}}.

Gutschrift ansehen: {{document_link}}

Mit freundlichen Grüßen
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Overdue1 => (
            "Erinnerung: Rechnung {{document_number}}",
            "\
Guten Tag {{customer_name}},

vielleicht ist es Ihnen entgangen: Die Rechnung {{document_number}} vom {{issue_date}} ist noch nicht bezahlt.

Betrag: {{amount_due}}
Fällig am: {{due_date}}
Konto: {{iban}}
Verwendungszweck: {{payment_reference}}

Rechnung ansehen: {{document_link}}

Ist Ihre Zahlung schon unterwegs, brauchen Sie nichts zu tun. Vielen Dank.

Mit freundlichen Grüßen
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Overdue2 => (
            "Zweite Erinnerung: Rechnung {{document_number}}",
            "\
Guten Tag {{customer_name}},

die Rechnung {{document_number}} ist seit {{days_overdue}} Tagen fällig, und wir haben Ihre Zahlung noch nicht erhalten.

Betrag: {{amount_due}}
Fällig am: {{due_date}}
Konto: {{iban}}
Verwendungszweck: {{payment_reference}}

Rechnung ansehen: {{document_link}}

Bitte bezahlen Sie sie in dieser Woche. Ist etwas unklar oder brauchen Sie mehr Zeit? Antworten Sie auf diese E-Mail, dann finden wir eine Lösung.

Mit freundlichen Grüßen
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Overdue3 => (
            "Letzte Erinnerung: Rechnung {{document_number}}",
            "\
Guten Tag {{customer_name}},

trotz zweier Erinnerungen ist die Rechnung {{document_number}}, die am {{due_date}} fällig war, noch offen.

Betrag: {{amount_due}}
Fällig am: {{due_date}}
Konto: {{iban}}
Verwendungszweck: {{payment_reference}}

Rechnung ansehen: {{document_link}}

Bitte bezahlen Sie sie innerhalb von acht Tagen. Danach müssen wir möglicherweise weitere Schritte einleiten. Haben Sie inzwischen bezahlt, sagen Sie uns bitte Bescheid.

Mit freundlichen Grüßen
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
    }
}
