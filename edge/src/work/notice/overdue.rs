//! Overdue notices of an invoice.

use jiff::{civil::Date, tz::TimeZone};
use shared::{
    billing::document::{Draft, InvoiceDraft, InvoiceType},
    delivery::{
        notice::{Dropped, InvoiceFacts, Notice, OverdueStep, Verdict, judge_overdue},
        template::Values,
    },
    id::DocumentId,
    money::Amount,
};

use super::{
    letter_of,
    prepared::{self, Prepared},
    values,
};
use crate::{
    app::{App, problem::Problem},
    platform::mail::Mailbox,
    store::{
        document::{self, StoredDocument},
        mail_template::{self, OwnTemplates},
        notice::{self as store, Recipient, Sender, StoredSettings},
        payment::{self, Account},
    },
    work::outbox::Row,
};

/// Reads the invoice and its account as they are now, judges the notice, and writes it.
pub(crate) async fn prepare(app: &App, row: &Row, step: OverdueStep) -> Result<Prepared, Problem> {
    let (tenant, id) = (&row.tenant, DocumentId::new(row.subject.as_str()));
    let notice = Notice::Overdue(step);
    let facts = app
        .read((
            document::by_ids(tenant, &[id.as_str()]),
            payment::account(tenant, id.as_str()),
            store::settings(tenant),
            store::sender(tenant),
            mail_template::of_kind(tenant, notice.template()),
            store::was_sent(tenant, id.as_str(), &notice.to_string()),
            store::recipient(tenant, &id),
        ))
        .await?;
    decide(app, row, &id, step, facts)
}

/// From when an invoice is late. Who pays on the day of the service is not late before the day that it was moved to, whatever
/// day the invoice names.
fn due_date(invoice: &InvoiceDraft, moved_to: Option<Date>) -> Date {
    let of_service = |day| invoice.content.payment_terms.due_date(invoice.issue_date, day);
    match moved_to {
        Some(day) if invoice.invoice_type != InvoiceType::Prepayment => invoice.due_date.max(of_service(day)),
        _ => invoice.due_date,
    }
}

type Facts = (Vec<StoredDocument>, Option<Account>, StoredSettings, Sender, OwnTemplates, bool, Option<Recipient>);

fn decide(app: &App, row: &Row, id: &DocumentId, step: OverdueStep, facts: Facts) -> Result<Prepared, Problem> {
    let (documents, account, stored_settings, sender, templates, was_sent, recipient) = facts;
    let found = documents.first().and_then(|stored| match stored.document.draft() {
        Draft::Invoice(invoice) => Some((stored, invoice)),
        Draft::Quotation(_) | Draft::CreditNote(_) => None,
    });
    let Some((stored, invoice)) = found.filter(|_| !was_sent) else { return Ok(Prepared::Nothing) };
    let (Some(Account { balance, .. }), Some(recipient)) = (account, recipient) else {
        return Err(Problem::defect("overdue: an invoice without an account"));
    };
    let settings = stored_settings.settings;
    let zone = TimeZone::get(&sender.time_zone).unwrap_or(TimeZone::UTC);
    let facts = InvoiceFacts {
        due_date: due_date(invoice, recipient.moved_to),
        is_due: balance.due() > Amount::ZERO,
        booking_is_cancelled: recipient.booking_status.as_deref() == Some("cancelled"),
    };
    match judge_overdue(step, facts, &settings, &zone, app.now()) {
        Verdict::Send => {}
        Verdict::Wait(until) => return Ok(Prepared::Wait(until)),
        // Undone at this very moment, the payment would find nothing to bring back.
        Verdict::Drop(Dropped::Settled) => return Ok(Prepared::NothingWhile(store::guard_settled(&row.tenant, id))),
        Verdict::Drop(_) => return Ok(Prepared::Nothing),
    }

    let buyer = &invoice.content.buyer;
    let Some(address) = recipient.email.or_else(|| Some(buyer.email.clone())).filter(|email| !email.is_empty()) else {
        let number = stored.document.number();
        return Ok(Prepared::Impossible(format!(
            "Invoice {number} is overdue, and its contact has no e-mail address. Fill it in at the contact, then try again."
        )));
    };
    let today = zone.to_datetime(app.now()).date();
    let mut values = Values::default();
    values::of_sender(&mut values, &sender);
    values::of_document(&mut values, values::links(app, &row.base_url), stored, balance, today);

    let notice = Notice::Overdue(step);
    let language = invoice.content.language;
    let letter = letter_of(&templates, notice.template(), language, &values);
    let to = Mailbox { name: Some(buyer.contact.as_ref().unwrap_or(&buyer.name).clone()), address };
    Ok(Prepared::Send(Box::new(prepared::mail(row, &notice.to_string(), &sender, to, letter, Vec::new(), language))))
}
