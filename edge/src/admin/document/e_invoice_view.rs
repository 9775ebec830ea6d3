//! The card "E-invoice" of an invoice or a credit note: whether Peppol would take it, what is missing, and the file.

use maud::{Markup, html};

use crate::{
    web::parts::{Tone, chip},
    work::e_invoice::preflight::RuleFault,
};

/// Whom a document is for, as far as it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuyerKind {
    /// Gave a VAT number.
    Business,
    /// Gave none: nothing is wrong when Peppol does not reach it.
    Private,
}

/// The card. `faults` are the rules that the document breaks.
pub fn e_invoice(document_id: &str, buyer: BuyerKind, faults: &[RuleFault]) -> Markup {
    html! {
        section.card aria-labelledby="e-invoice" {
            h2 #e-invoice { "E-invoice" }
            @match (faults, buyer) {
                ([], _) => {
                    p { (chip(Tone::Good, "ready for Peppol")) }
                    p.hint.more { "Every rule of Peppol BIS Billing 3.0 is kept." }
                }
                (_, BuyerKind::Private) => {
                    p { (chip(Tone::Plain, "not for Peppol")) }
                    p.more { "Peppol reaches businesses by their VAT number, and this buyer gave none. A private person gets the PDF." }
                    details.more {
                        summary { "What Peppol would miss" }
                        (list(faults))
                    }
                }
                (_, BuyerKind::Business) => {
                    p { (chip(Tone::Waiting, "not for Peppol yet")) }
                    (list(faults))
                    p.hint.more { "An issued document never changes: mend this for the next one, or credit this one and make it again." }
                }
            }
            ul.plain.more {
                li { a href={ "/admin/documents/" (document_id) "/ubl" } download { "UBL (XML)" } }
                li { a href={ "/admin/documents/" (document_id) "/e-invoice" } download { "UBL with the PDF and the attachments inside" } }
            }
        }
    }
}

fn list(faults: &[RuleFault]) -> Markup {
    html! {
        ul.plain.more {
            @for fault in faults {
                li {
                    (fault.text)
                    span.under { @if let Some(field) = fault.field { "Mend: " (field) " · " } "rule " (fault.rule) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_card_says_what_is_missing_with_rule_and_field() {
        let ready = e_invoice("d1", BuyerKind::Business, &[]).into_string();
        assert!(ready.contains("ready for Peppol") && ready.contains("href=\"/admin/documents/d1/ubl\""), "{ready}");
        let fault = |field| RuleFault { rule: "BR-11".into(), text: "No <country>.".into(), field };
        let faults = [fault(Some("Buyer: country")), fault(None)];
        let faulty = e_invoice("d1", BuyerKind::Business, &faults).into_string();
        assert!(faulty.contains("No &lt;country&gt;.<span class=\"under\">Mend: Buyer: country · rule BR-11</span>"));
        assert!(faulty.contains("<span class=\"under\">rule BR-11</span>") && !faulty.contains("ready for Peppol"));
        let private = e_invoice("d1", BuyerKind::Private, &faults).into_string();
        assert!(private.contains("A private person gets the PDF.") && private.contains("rule BR-11"), "{private}");
    }
}
