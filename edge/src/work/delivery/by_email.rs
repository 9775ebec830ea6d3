//! Sending by e-mail: the letter in the tenant's words, with the PDF, and for a business the UBL as well.

use jiff::tz::TimeZone;
use shared::{
    billing::{balance::Balance, file_type::FileType, number::SeriesKind},
    delivery::{
        channel::{BuyerKind, WhyEmail},
        event::EventKind,
        sent::{Channel, NOT_COMPLIANT},
        template::{TemplateKind, Values},
    },
    ubl,
};

use super::attempt::Errand;
use crate::{
    app::problem::Problem,
    mail,
    platform::mail::{Mail, MailError, Mailbox, Part},
    store::{
        delivery::{self, Way},
        mail_template,
        notice::{self},
        payment,
    },
    work::{
        file::{pdf_of, uploaded},
        notice::{letter_of, values},
        outbox::outcome::{self, Outcome},
    },
};

/// Sends a document by e-mail.
pub(crate) async fn send(
    errand: &Errand<'_>,
    address: &str,
    is_compliant: bool,
    why: WhyEmail,
) -> Result<Outcome, Problem> {
    let app = errand.app;
    let mail = compose(errand, address).await?;
    let key = errand.key(Channel::Email);
    // What did not leave is free to go another way next time, unless an earlier mail may have arrived.
    let may_have_mail = errand.dossier.may_have_mail(errand.purpose);
    let not_left = |reason: &str| {
        if may_have_mail { delivery::not_yet(&key, reason) } else { delivery::refused(&key, reason) }
    };
    let way = Way { recipient: address, is_compliant, provider: "" };
    app.write(delivery::begin(&key, &way, app.now())).await?;
    Ok(match mail::send(app, &mail).await {
        Ok(()) => {
            let compliance = if is_compliant { String::new() } else { format!(" This is {NOT_COMPLIANT}.") };
            let detail = format!("By e-mail to {address}. {}{compliance}", why.sentence());
            Outcome::Done(vec![
                delivery::sent(&key, "", app.now()),
                errand.event(EventKind::Sent, &detail),
                errand.delivered(Channel::Email),
            ])
        }
        Err(error @ MailError::Refused { .. }) => {
            errand.ended(Channel::Email, EventKind::Refused, error.reason(address))
        }
        Err(error @ MailError::NotConfigured) => {
            let reason = error.reason(address);
            let record = vec![not_left(&reason)];
            outcome::without_transport(app, reason, record)
        }
        Err(error @ MailError::Later { .. }) => {
            let reason = error.reason(address);
            errand.later(Channel::Email, not_left(&reason), reason, None)
        }
        // The server may have it. The mail has the same Message-ID each time, so that a mailbox can tell.
        Err(error @ MailError::Unknown { .. }) => {
            let reason = error.reason(address);
            errand.later(Channel::Email, delivery::not_yet(&key, &reason), reason, None)
        }
    })
}

async fn compose(errand: &Errand<'_>, address: &str) -> Result<Mail, Problem> {
    let (app, row, document) = (errand.app, errand.row, &errand.dossier.stored);
    let kind = match errand.dossier.kind() {
        SeriesKind::Invoice => TemplateKind::Invoice,
        SeriesKind::Quotation => TemplateKind::Quote,
        SeriesKind::CreditNote => TemplateKind::CreditNote,
    };
    let tenant = &row.tenant;
    let (sender, templates, account) = app
        .read((
            notice::sender(tenant),
            mail_template::of_kind(tenant, kind),
            payment::account(tenant, document.id.as_str()),
        ))
        .await?;
    let content = document.document.draft().content();
    let balance = account.map_or_else(|| Balance::untouched(content.totals.amount_due), |account| account.balance);
    let mut texts = Values::default();
    values::of_sender(&mut texts, &sender);
    let zone = TimeZone::get(&sender.time_zone).unwrap_or(TimeZone::UTC);
    let today = zone.to_datetime(app.now()).date();
    values::of_document(&mut texts, values::links(app, &row.base_url), document, balance, today);
    let letter = letter_of(&templates, kind, content.language, &texts);
    let reply_to = Some(sender.email.clone()).filter(|email| !email.is_empty());
    Ok(Mail {
        message_id: format!("{}.{}.{tenant}", errand.purpose, document.id),
        from_name: sender.name.clone(),
        reply_to: reply_to.map(|address| Mailbox { name: Some(sender.name.clone()), address }),
        to: Mailbox { name: Some(content.buyer.name.clone()), address: address.to_owned() },
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
        parts: parts(errand).await?,
        language: content.language,
    })
}

/// The PDF, the UBL for whoever keeps books, and every attachment: a mail carries those that Peppol does not.
async fn parts(errand: &Errand<'_>) -> Result<Vec<Part>, Problem> {
    let (app, document) = (errand.app, &errand.dossier.stored);
    let number = document.document.number();
    let part = |name: String, content_type: &str, bytes| Part { name, content_type: content_type.to_owned(), bytes };
    let mut parts = vec![part(format!("{number}.pdf"), FileType::Pdf.media_type(), pdf_of(app, document).await?)];
    if errand.dossier.buyer_kind() != BuyerKind::PrivatePerson
        && let Ok(text) = ubl::write(&document.document)
    {
        parts.push(part(format!("{number}.xml"), "application/xml", text.into_bytes()));
    }
    for file in &document.document.draft().content().attachments {
        let bytes = uploaded::read(app, &document.tenant, &file.sha256).await?;
        parts.push(part(file.file_name.clone(), &file.media_type, bytes));
    }
    Ok(parts)
}
