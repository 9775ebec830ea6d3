//! The built-in texts in English.

use super::TemplateKind;

/// Subject and body of a kind.
pub(super) fn text(kind: TemplateKind) -> (&'static str, &'static str) {
    match kind {
        TemplateKind::BookingConfirmation => (
            "Booked: {{service}}, {{starts_at}}",
            "\
Hello {{customer_name}},

Thank you for your booking. It is confirmed:

{{service}}
{{starts_at}}
Reference: {{booking_reference}}

{{document_name}}: {{document_link}}

Would you like to change or cancel it? {{manage_link}}

The attached file puts the booking into your calendar.

Kind regards,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Reminder => (
            "Reminder: {{service}}, {{starts_at}}",
            "\
Hello {{customer_name}},

This is a reminder of your booking:

{{service}}
{{starts_at}}
Reference: {{booking_reference}}

Something came up? You can change or cancel it here: {{manage_link}}

See you soon.

Kind regards,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Rescheduled => (
            "Moved: {{service}}, now {{starts_at}}",
            "\
Hello {{customer_name}},

Your booking has a new time:

{{service}}
{{starts_at}}
Reference: {{booking_reference}}

Change or cancel it: {{manage_link}}

The attached file moves it in your calendar, too.

Kind regards,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Cancelled => (
            "Cancelled: {{service}}, {{starts_at}}",
            "\
Hello {{customer_name}},

Your booking is cancelled:

{{service}}
{{starts_at}}
Reference: {{booking_reference}}

The attached file takes it out of your calendar.

We would be glad to see you another time: {{book_again_link}}

Kind regards,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Quote => (
            "{{document_name}} from {{company_name}}",
            "\
Hello {{customer_name}},

Thank you for your request. Our quote is ready. It comes to {{total}} with VAT and is valid until {{valid_until}}.

Read it, and accept it if you like: {{document_link}}

Do you have a question? Just answer this e-mail.

Kind regards,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Invoice => (
            "{{document_name}} from {{company_name}}",
            "\
Hello {{customer_name}},

Here is your invoice {{document_number}} of {{issue_date}}.

Amount: {{amount_due}}
Pay by: {{due_date}}
Account: {{iban}}
Reference: {{payment_reference}}

See the invoice: {{document_link}}

Thank you for your trust.

Kind regards,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::CreditNote => (
            "{{document_name}} from {{company_name}}",
            "\
Hello {{customer_name}},

Here is our credit note {{document_number}} of {{issue_date}} for {{total}}.

It corrects invoice {{invoice_number}}.

See the credit note: {{document_link}}

Kind regards,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Overdue1 => (
            "Reminder: invoice {{document_number}}",
            "\
Hello {{customer_name}},

Perhaps it slipped your mind: invoice {{document_number}} of {{issue_date}} is not paid yet.

Amount: {{amount_due}}
Was due on: {{due_date}}
Account: {{iban}}
Reference: {{payment_reference}}

See the invoice: {{document_link}}

If your payment is on its way, you need not do anything. Thank you.

Kind regards,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Overdue2 => (
            "Second reminder: invoice {{document_number}}",
            "\
Hello {{customer_name}},

Invoice {{document_number}} has been due for {{days_overdue}} days, and we have not received your payment yet.

Amount: {{amount_due}}
Was due on: {{due_date}}
Account: {{iban}}
Reference: {{payment_reference}}

See the invoice: {{document_link}}

Please pay it this week. Is something unclear, or do you need more time? Answer this e-mail and we will find a solution.

Kind regards,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
        TemplateKind::Overdue3 => (
            "Last reminder: invoice {{document_number}}",
            "\
Hello {{customer_name}},

In spite of two reminders invoice {{document_number}}, which was due on {{due_date}}, is still open.

Amount: {{amount_due}}
Was due on: {{due_date}}
Account: {{iban}}
Reference: {{payment_reference}}

See the invoice: {{document_link}}

Please pay it within eight days. After that we may have to take further steps. If you have paid meanwhile, please let us know.

Kind regards,
{{company_name}}
{{company_email}}
{{company_phone}}",
        ),
    }
}
