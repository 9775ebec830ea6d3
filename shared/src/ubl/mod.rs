//! Invoices and credit notes as UBL 2.1 for Peppol BIS Billing 3.0. The only place that spells UBL's element names.
//!
//! The writer computes nothing: it prints what [`Document`] holds, as the PDF and the page do. Elements stand in the order
//! of the schema, and an element without content is left out (PEPPOL-EN16931-R008). Whether the result is fit to be sent
//! is for the rules to say: a buyer without an electronic address, for example, is written without one.
#![deny(clippy::arithmetic_side_effects)]

pub(crate) mod embedded;
pub mod endpoint;
mod lines;
mod party;
mod totals;
mod xml;

pub use self::embedded::Embedded;
use self::xml::Xml;
use crate::{
    billing::{
        document::{Content, Document, Draft, Preceding},
        vat::VatCategory,
        wording,
    },
    money::Amount,
};

const CUSTOMIZATION_ID: &str = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
const PROFILE_ID: &str = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";
/// Credit transfer (UNCL4461).
const CREDIT_TRANSFER: &str = "30";

/// Why a document has no UBL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UblError {
    /// A quotation is not a fiscal document and has no form in Peppol BIS Billing.
    #[error("a quotation has no UBL")]
    Quotation,
    /// The writer stopped.
    #[error("the UBL cannot be written")]
    Write,
}

/// What differs between the two kinds of document.
struct Kind {
    root: &'static str,
    namespace: &'static str,
    type_element: &'static str,
    line: &'static str,
    quantity: &'static str,
}

const INVOICE: Kind = Kind {
    root: "Invoice",
    namespace: "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
    type_element: "cbc:InvoiceTypeCode",
    line: "cac:InvoiceLine",
    quantity: "cbc:InvoicedQuantity",
};

const CREDIT_NOTE: Kind = Kind {
    root: "CreditNote",
    namespace: "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
    type_element: "cbc:CreditNoteTypeCode",
    line: "cac:CreditNoteLine",
    quantity: "cbc:CreditedQuantity",
};

/// The document as UBL: an invoice, a prepayment invoice or a credit note by its type code. The same document gives the same text.
///
/// # Errors
/// [`UblError::Quotation`] for a quotation; never for what a document says.
pub fn write(document: &Document) -> Result<String, UblError> {
    write_with(document, &[])
}

/// The document as UBL with files inside, as it is sent. Without files it is [`write()`]: the UBL that its own PDF holds.
///
/// # Errors
/// [`UblError::Quotation`] for a quotation; never for what a document says.
pub fn write_with(document: &Document, files: &[Embedded<'_>]) -> Result<String, UblError> {
    let draft = document.draft();
    let (kind, due_date, preceding) = match draft {
        Draft::Quotation(_) => return Err(UblError::Quotation),
        Draft::Invoice(invoice) => (&INVOICE, Some(invoice.due_date), invoice.prepayments.as_slice()),
        Draft::CreditNote(credit_note) => (&CREDIT_NOTE, None, std::slice::from_ref(&credit_note.preceding)),
    };
    let content = draft.content();
    let mut xml = Xml::new(kind.root, kind.namespace, &content.currency);
    xml.text("cbc:CustomizationID", CUSTOMIZATION_ID);
    xml.text("cbc:ProfileID", PROFILE_ID);
    xml.text("cbc:ID", document.number());
    xml.text("cbc:IssueDate", draft.issue_date());
    xml.option("cbc:DueDate", due_date);
    xml.option(kind.type_element, draft.type_code());
    xml.text("cbc:Note", note(draft));
    xml.text("cbc:DocumentCurrencyCode", &content.currency);
    xml.text("cbc:BuyerReference", content.buyer_reference());
    xml.within("cac:OrderReference", |xml| xml.option("cbc:ID", content.order_reference.as_ref()));
    for preceding in preceding {
        billing_reference(&mut xml, preceding);
    }
    embedded::write(&mut xml, files);
    let parties = party::Parties::of(content);
    parties.supplier(&mut xml);
    parties.customer(&mut xml);
    delivery(&mut xml, content);
    payment(&mut xml, document);
    totals::allowances(&mut xml, &content.allowances);
    totals::tax(&mut xml, &content.totals);
    totals::monetary(&mut xml, &content.totals);
    lines::write(&mut xml, kind, &content.lines);
    xml.finish(kind.root)
}

/// The one note that a document may have (PEPPOL-EN16931-R002): why it is credited and what the law wants said, and the
/// sentences that rates above zero print, which have no other place in UBL, and what the admin wrote.
fn note(draft: &Draft) -> String {
    let content = draft.content();
    let mut sentences = Vec::new();
    if let Draft::CreditNote(credit_note) = draft {
        let words = wording::wording(content.language);
        sentences.push(wording::fill(words.credit_reason, &[("reason", credit_note.reason.clone())]));
        sentences.push(words.credit_vat.to_owned());
    }
    for subtotal in
        content.totals.vat_breakdown.iter().filter(|subtotal| !totals::names_its_exemption(subtotal.category))
    {
        sentences.extend(subtotal.exemption_reason.clone());
    }
    sentences.extend(content.note.clone());
    sentences.join("\n")
}

fn billing_reference(xml: &mut Xml, preceding: &Preceding) {
    xml.within("cac:BillingReference", |xml| {
        xml.within("cac:InvoiceDocumentReference", |xml| {
            xml.text("cbc:ID", &preceding.number);
            xml.text("cbc:IssueDate", preceding.issue_date);
        });
    });
}

/// The day of the service, and for goods that leave the country also where they go (BR-IC-12).
fn delivery(xml: &mut Xml, content: &Content) {
    let leaves = content.totals.vat_breakdown.iter().any(|subtotal| subtotal.category == VatCategory::K);
    let country = content.buyer.address.as_ref().filter(|_| leaves).map(|address| address.country.as_str());
    xml.within("cac:Delivery", |xml| {
        xml.option("cbc:ActualDeliveryDate", content.delivery_date());
        xml.within("cac:DeliveryLocation", |xml| {
            xml.within("cac:Address", |xml| {
                xml.within("cac:Country", |xml| xml.option("cbc:IdentificationCode", country));
            });
        });
    });
}

/// How and by when to pay, on an invoice that asks for money.
fn payment(xml: &mut Xml, document: &Document) {
    let Draft::Invoice(invoice) = document.draft() else { return };
    let seller = &invoice.content.seller;
    if invoice.content.totals.amount_due > Amount::ZERO {
        xml.within("cac:PaymentMeans", |xml| {
            xml.text("cbc:PaymentMeansCode", CREDIT_TRANSFER);
            xml.option("cbc:PaymentID", document.structured_communication());
            xml.within("cac:PayeeFinancialAccount", |xml| {
                xml.text("cbc:ID", &seller.iban);
                xml.within("cac:FinancialInstitutionBranch", |xml| xml.option("cbc:ID", seller.bic.as_ref()));
            });
        });
    }
    xml.within("cac:PaymentTerms", |xml| xml.text("cbc:Note", wording::payment_terms(invoice)));
}
