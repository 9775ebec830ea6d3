//! How an issued document goes to its buyer. [`plan`] finds out by which way, for the screen that shows it before and for the
//! task that does it: [`send_document`]. What an access point took is followed until it arrived: [`follow`].

pub mod attempt;
mod by_email;
mod by_peppol;
pub mod follow;
pub mod send_document;

use shared::{
    billing::{document::Draft, number::SeriesKind},
    delivery::{
        channel::{BuyerKind, Choice, Situation},
        peppol::Participant,
        sent::Channel,
    },
    id::TenantId,
};

use super::{
    e_invoice::{
        self,
        preflight::{RuleFault, faults},
    },
    peppol::{
        Found,
        access_point::{self, AccessPoint},
        lookup_any,
    },
};
use crate::{
    app::{App, problem::Problem},
    store::{
        delivery::{self, BuyerContact, DeliveryRow, DeliveryState},
        document::{self, StoredDocument},
    },
};

/// How the timeline begins to tell that a document went over Peppol.
pub const BY_PEPPOL: &str = "By Peppol to";

/// What is known of a document that is to be sent.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// The document.
    pub stored: StoredDocument,
    /// The contact that it is for, as it is today.
    pub contact: Option<BuyerContact>,
    /// What was sent of it, or tried.
    pub deliveries: Vec<DeliveryRow>,
}

impl Dossier {
    /// Reads it; none where the tenant has no such document.
    ///
    /// # Errors
    /// A [`Problem`] that is ours.
    pub async fn read(app: &App, tenant: &TenantId, document: &str) -> Result<Option<Self>, Problem> {
        let (found, contact, deliveries) = app
            .read((
                document::by_ids(tenant, &[document]),
                delivery::buyer_contact(tenant, document),
                delivery::of_document(tenant, document),
            ))
            .await?;
        Ok(found.into_iter().next().map(|stored| Self { stored, contact, deliveries }))
    }

    /// Invoice, quotation or credit note.
    pub fn kind(&self) -> SeriesKind {
        self.draft().series()
    }

    /// The document without its number.
    pub fn draft(&self) -> &Draft {
        self.stored.document.draft()
    }

    /// Whom it is for.
    pub fn buyer_kind(&self) -> BuyerKind {
        BuyerKind::of(&self.draft().content().buyer, self.contact.as_ref().and_then(BuyerContact::kind))
    }

    /// Where an e-mail goes: the contact's address of today, which may have been mended since, else that of the document.
    pub fn email(&self) -> Option<&str> {
        let of_contact = self.contact.as_ref().and_then(|contact| contact.email.as_deref());
        of_contact.or(Some(&self.draft().content().buyer.email)).filter(|email| !email.is_empty())
    }

    /// Whether a mail of this purpose may have arrived, although nobody can say so.
    fn may_have_mail(&self, purpose: &str) -> bool {
        self.deliveries.iter().any(|row| row.is(Channel::Email, purpose) && row.state == DeliveryState::Sending)
    }

    /// Under which identifiers the buyer may be registered on Peppol.
    pub fn participants(&self) -> Vec<Participant> {
        let vat_identifier = self.draft().content().buyer.vat_identifier.as_deref();
        vat_identifier.map(Participant::of_vat_identifier).unwrap_or_default()
    }
}

/// By which way a document goes, with everything that was found out for it.
pub struct Plan {
    /// The way.
    pub choice: Choice,
    /// The tenant's access point.
    pub access_point: Option<AccessPoint>,
    /// What the lookup found, where one was wanted.
    pub found: Option<Found>,
    /// The exact text that goes over Peppol, where that is the way.
    pub e_invoice: Option<String>,
    /// The rules of Peppol that this text breaks.
    pub faults: Vec<RuleFault>,
}

/// Finds out by which way a document goes for this purpose.
///
/// # Errors
/// A [`Problem`] that is ours. A lookup that does not answer is none: the choice says so.
pub async fn plan(app: &App, dossier: &Dossier, purpose: &str, asked: Option<Channel>) -> Result<Plan, Problem> {
    let tenant = &dossier.stored.tenant;
    let access_point = access_point::of_tenant(app, tenant).await?;
    let participants = dossier.participants();
    let mut situation = Situation {
        kind: dossier.kind(),
        buyer: dossier.buyer_kind(),
        participant: participants.first(),
        has_access_point: access_point.is_some(),
        registration: None,
        email: dossier.email(),
        keeps_rules: true,
        asked,
        may_have_mail: dossier.may_have_mail(purpose),
    };
    let found = if situation.wants_lookup() { lookup_any(app, tenant, &participants, app.now()).await } else { None };
    if let Some(found) = &found {
        situation.participant = Some(&found.participant);
        situation.registration = Some(&found.registration);
    }
    let mut plan = Plan { choice: situation.choose(), access_point, found: None, e_invoice: None, faults: Vec::new() };
    if matches!(plan.choice, Choice::Peppol { .. }) {
        let text = e_invoice::with_files(app, &dossier.stored).await?;
        plan.faults = faults(&text);
        situation.keeps_rules = plan.faults.is_empty();
        plan.choice = situation.choose();
        plan.e_invoice = Some(text);
    }
    Ok(Plan { found: found.clone(), ..plan })
}
