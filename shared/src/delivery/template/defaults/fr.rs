//! The built-in texts in French.

use super::TemplateKind;

/// Subject and body of a kind.
pub(super) fn text(kind: TemplateKind) -> (&'static str, &'static str) {
    match kind {
        TemplateKind::BookingConfirmation => (
            "Réservé\u{a0}: {{service}}, {{starts_at}}",
            "\
Bonjour {{customer_name}},

Merci pour votre réservation. Elle est confirmée\u{a0}:

{{service}}
{{starts_at}}
Référence\u{a0}: {{booking_reference}}

{{document_name}}\u{a0}: {{document_link}}

Vous souhaitez la modifier ou l’annuler\u{a0}? {{manage_link}}

Le fichier joint ajoute la réservation à votre agenda.

Cordialement,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Reminder => (
            "Rappel\u{a0}: {{service}}, {{starts_at}}",
            "\
Bonjour {{customer_name}},

Nous vous rappelons votre réservation\u{a0}:

{{service}}
{{starts_at}}
Référence\u{a0}: {{booking_reference}}

Un empêchement\u{a0}? Vous pouvez la modifier ou l’annuler ici\u{a0}: {{manage_link}}

À bientôt.

Cordialement,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Rescheduled => (
            "Déplacé\u{a0}: {{service}}, désormais {{starts_at}}",
            "\
Bonjour {{customer_name}},

Votre réservation a un nouvel horaire\u{a0}:

{{service}}
{{starts_at}}
Référence\u{a0}: {{booking_reference}}

La modifier ou l’annuler\u{a0}: {{manage_link}}

Le fichier joint la déplace aussi dans votre agenda.

Cordialement,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Cancelled => (
            "Annulé\u{a0}: {{service}}, {{starts_at}}",
            "\
Bonjour {{customer_name}},

Votre réservation est annulée\u{a0}:

{{service}}
{{starts_at}}
Référence\u{a0}: {{booking_reference}}

Le fichier joint la retire de votre agenda.

Nous serions heureux de vous accueillir une autre fois\u{a0}: {{book_again_link}}

Cordialement,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Quote => (
            "{{document_name}} de {{company_name}}",
            "\
Bonjour {{customer_name}},

Merci pour votre demande. Notre devis est prêt. Il s’élève à {{total}} TVA comprise et reste valable jusqu’au {{valid_until}}.

Consultez-le et acceptez-le si vous le souhaitez\u{a0}: {{document_link}}

Une question\u{a0}? Répondez simplement à cet e-mail.

Cordialement,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Invoice => (
            "{{document_name}} de {{company_name}}",
            "\
Bonjour {{customer_name}},

Veuillez trouver notre facture {{document_number}} du {{issue_date}}.

Montant\u{a0}: {{amount_due}}
À payer pour le\u{a0}: {{due_date}}
Compte\u{a0}: {{iban}}
Communication\u{a0}: {{payment_reference}}

Consulter la facture\u{a0}: {{document_link}}

Merci de votre confiance.

Cordialement,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::CreditNote => (
            "{{document_name}} de {{company_name}}",
            "\
Bonjour {{customer_name}},

Veuillez trouver notre note de crédit {{document_number}} du {{issue_date}} d’un montant de {{total}}.

Elle corrige la facture {{invoice_number}}.

Consulter la note de crédit\u{a0}: {{document_link}}

Cordialement,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Overdue1 => (
            "Rappel\u{a0}: facture {{document_number}}",
            "\
Bonjour {{customer_name}},

Cela vous a peut-être échappé\u{a0}: la facture {{document_number}} du {{issue_date}} n’est pas encore payée.

Montant\u{a0}: {{amount_due}}
Échéance\u{a0}: {{due_date}}
Compte\u{a0}: {{iban}}
Communication\u{a0}: {{payment_reference}}

Consulter la facture\u{a0}: {{document_link}}

Si votre paiement est déjà en route, vous n’avez rien à faire. Merci.

Cordialement,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Overdue2 => (
            "Deuxième rappel\u{a0}: facture {{document_number}}",
            "\
Bonjour {{customer_name}},

La facture {{document_number}} est échue depuis {{days_overdue}} jours et nous n’avons pas encore reçu votre paiement.

Montant\u{a0}: {{amount_due}}
Échéance\u{a0}: {{due_date}}
Compte\u{a0}: {{iban}}
Communication\u{a0}: {{payment_reference}}

Consulter la facture\u{a0}: {{document_link}}

Merci de la payer cette semaine. Une question, ou besoin d’un délai\u{a0}? Répondez à cet e-mail et nous chercherons une solution ensemble.

Cordialement,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Overdue3 => (
            "Dernier rappel\u{a0}: facture {{document_number}}",
            "\
Bonjour {{customer_name}},

Malgré deux rappels, la facture {{document_number}}, échue le {{due_date}}, reste impayée.

Montant\u{a0}: {{amount_due}}
Échéance\u{a0}: {{due_date}}
Compte\u{a0}: {{iban}}
Communication\u{a0}: {{payment_reference}}

Consulter la facture\u{a0}: {{document_link}}

Merci de la payer dans les huit jours. Passé ce délai, nous pourrions devoir entreprendre d’autres démarches. Si vous avez payé entre-temps, faites-le-nous savoir.

Cordialement,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
    }
}
