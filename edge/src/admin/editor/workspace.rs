//! What the editor works with: the draft, the settings, the contact, and what lines are made from.

use jiff::{Timestamp, civil::Date};
use shared::{
    billing::{
        attachment::{Attachment, SalesConditions},
        contact::Contact,
        document::Content,
        editor::{
            Context,
            form::{DocumentForm, DocumentKind},
            steps::ItemCopy,
        },
        issuer::Issuer,
        item::Item,
        legal_particulars::Particular,
        vat::VatTreatment,
        vat_code::{VatCode, VatCodes},
    },
    fault::Fault,
    id::DocumentId,
    language::Language,
    search::{fold, words},
    tenant::settings::Tenant,
};

use super::view::item_name;
use crate::{
    app::{App, problem::Problem, session::Session},
    store::{
        contact,
        draft::{self, Stored},
        file, item,
        tenant::{self, issuer},
        vat_code,
    },
    web::figures::unit_price,
};

/// The VAT code of a new line where nothing tells another one.
const USUAL_VAT_CODE: &str = "21";

/// Everything that a page of the editor needs, read at once.
pub(crate) struct Desk {
    /// What is stored under the handle.
    pub stored: Stored,
    /// The settings.
    pub tenant: Tenant,
    /// Whom the document is for.
    pub contact: Option<Contact>,
    /// Version of the contact; 0 where there is none.
    pub contact_version: i64,
    /// Items that are not archived.
    pub items: Vec<Item>,
    /// Files of the document.
    pub attachments: Vec<Attachment>,
    vat_codes: VatCodes,
    issuer: Issuer,
    today: Date,
}

impl Desk {
    /// Reads it for a draft with this contact, in one batch.
    pub(crate) async fn read(app: &App, session: &Session, id: &DocumentId, contact: &str) -> Result<Self, Problem> {
        let (stored, contact, vat_codes, items, present, attachments, own) = app
            .read((
                draft::find(&session.tenant, id),
                contact::by_id(&session.tenant, contact),
                vat_code::read(&session.tenant),
                item::choices(&session.tenant),
                issuer::find(&session.tenant),
                file::of_draft(&session.tenant, id),
                tenant::load(&session.slug, app.now()),
            ))
            .await?;
        let tenant = own.ok_or_else(|| Problem::defect("tenant of the session"))?;
        let (contact, contact_version) = contact.map(|stored| (stored.contact, stored.version)).unzip();
        Ok(Self {
            stored,
            contact,
            contact_version: contact_version.unwrap_or_default(),
            vat_codes,
            items: items.into_iter().map(|stored| stored.item).collect(),
            attachments,
            issuer: present.issuer,
            today: tenant.date_of(app.now()),
            tenant,
        })
    }

    /// Reads it for a stored draft, with the contact that the draft names.
    pub(crate) async fn of_draft(app: &App, session: &Session, id: &DocumentId) -> Result<Self, Problem> {
        let desk = Self::read(app, session, id, "").await?;
        match &desk.stored {
            Stored::Draft { form, .. } if !form.contact.is_empty() => {
                Self::read(app, session, id, &form.contact.clone()).await
            }
            _ => Ok(desk),
        }
    }

    /// What a form is judged by.
    pub(crate) fn context(&self) -> Context<'_> {
        Context {
            tenant: &self.tenant,
            issuer: &self.issuer,
            today: self.today,
            contact: self.contact.as_ref(),
            vat_codes: &self.vat_codes,
            attachments: &self.attachments,
            sales_conditions: self.sales_conditions(),
        }
    }

    /// The tenant's terms of sale.
    pub(crate) fn sales_conditions(&self) -> Option<&SalesConditions> {
        self.tenant.sales_conditions.as_ref().map(|stored| &stored.conditions)
    }

    /// The form of a new document: the usual VAT code, and the terms of sale where new documents take them.
    pub(crate) fn new_form(&self, kind: DocumentKind) -> DocumentForm {
        let sales_conditions = self.issuer.sales_conditions.is_some();
        DocumentForm { sales_conditions, ..DocumentForm::new(kind, self.usual_vat_code()) }
    }

    /// The VAT code of a first line: the standard rate where the tenant has it, else the first code.
    pub(crate) fn usual_vat_code(&self) -> &str {
        let mut codes = self.vat_codes.valid_on(self.today).map(|code| code.code.as_str());
        match self.vat_codes.on(USUAL_VAT_CODE, self.today) {
            Some(_) => USUAL_VAT_CODE,
            None => codes.next().unwrap_or(USUAL_VAT_CODE),
        }
    }

    /// VAT codes of the day with what a list shows.
    pub(crate) fn vat_labels(&self) -> Vec<(String, String)> {
        let label = |code: &VatCode| (code.code.clone(), code.label.get(Language::En).to_owned());
        self.vat_codes.valid_on(self.today).map(label).collect()
    }

    /// What the field of items proposes: what is typed, and what is read beside it.
    pub(crate) fn item_labels(&self) -> Vec<(String, String)> {
        let hint = |item: &Item| match &item.price {
            Some(price) => format!("{} · {} {}", item.description, unit_price(price.unit_price), self.tenant.currency),
            None => format!("{} · text", item.description),
        };
        self.items.iter().map(|item| (item_name(item).to_owned(), hint(item))).collect()
    }

    /// The item that is typed: by its code, else by its description, else the only one whose description holds the text.
    pub(crate) fn item_copy(&self, typed: &str) -> Result<ItemCopy, Fault> {
        let wanted = typed.trim().to_lowercase();
        let fault = |detail: String| Err(Fault::new("item", "item", detail));
        if wanted.is_empty() {
            return fault("Type the code or the description of an item, or browse them.".to_owned());
        }
        let is = |text: &str| text.to_lowercase() == wanted;
        let exact = self
            .items
            .iter()
            .find(|item| is(&item.code))
            .or_else(|| self.items.iter().find(|item| is(&item.description)));
        let mut holding = self.items.iter().filter(|item| item.description.to_lowercase().contains(&wanted));
        match (exact, holding.next(), holding.next()) {
            (Some(item), ..) | (None, Some(item), None) => Ok(copy_of(item)),
            (None, Some(_), Some(_)) => {
                fault(format!("Several items hold “{}”. Type its code, or browse them.", typed.trim()))
            }
            (None, None, _) => fault(format!("No item is called “{}”. Browse them, or add a line.", typed.trim())),
        }
    }

    /// The items that a search finds, by the words of their codes and descriptions.
    pub(crate) fn items_found(&self, search: &str) -> Vec<Item> {
        let words = words(search);
        let holds = |item: &&Item| {
            let text = fold(&format!("{} {}", item.code, item.description));
            words.iter().all(|word| text.contains(word.as_str()))
        };
        self.items.iter().filter(holds).cloned().collect()
    }

    /// The form of a new document like this one: its lines and references, not its days.
    pub(crate) fn like(&self, content: &Content, kind: DocumentKind) -> DocumentForm {
        let note = content.note.as_deref().unwrap_or_default();
        let code_of = |vat: &VatTreatment| {
            let code = self.vat_codes.like(vat, content.language, note, self.today);
            code.map(|code| code.code.clone()).unwrap_or_default()
        };
        DocumentForm::like(content, kind, code_of)
    }

    /// The particulars without which no invoice may be issued; a quote may be.
    pub(crate) fn missing(&self, kind: DocumentKind) -> Vec<Particular> {
        match kind {
            DocumentKind::Invoice => self.issuer.missing(),
            DocumentKind::Quotation => Vec::new(),
        }
    }

    /// The time of the day of a stored instant, in the tenant's zone.
    pub(crate) fn clock(&self, instant: &str) -> String {
        match instant.parse::<Timestamp>() {
            Ok(at) => self.tenant.zone.to_datetime(at).strftime("%H:%M").to_string(),
            Err(_) => instant.to_owned(),
        }
    }
}

/// What a line takes from an item.
pub(crate) fn copy_of(item: &Item) -> ItemCopy {
    let (unit, price, vat_code) = match &item.price {
        Some(price) => (price.unit.code().to_owned(), Some(price.unit_price.to_string()), price.vat_code.clone()),
        None => Default::default(),
    };
    ItemCopy { name: item.description.clone(), description: item.text.clone(), unit, price, vat_code }
}
