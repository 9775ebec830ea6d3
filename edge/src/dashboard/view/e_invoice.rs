//! The card "E-invoice" of an invoice or a credit note: whether Peppol would take it, what is missing, and the file.

use maud::{Markup, html};

use super::parts::{Tone, chip};
use crate::preflight::RuleFault;

/// The card. `faults` are the rules that the document breaks.
pub fn e_invoice(document_id: &str, faults: &[RuleFault]) -> Markup {
    html! {
        section.card aria-labelledby="e-invoice" {
            h2 #e-invoice { "E-invoice" }
            @if faults.is_empty() {
                p { (chip(Tone::Good, "ready for Peppol")) }
                p.hint { "Every rule of Peppol BIS Billing 3.0 is kept." }
            } @else {
                p { (chip(Tone::Waiting, "not for Peppol")) }
                ul.plain {
                    @for fault in faults {
                        li {
                            (fault.text)
                            span.under { @if let Some(field) = fault.field { "Mend: " (field) " · " } "rule " (fault.rule) }
                        }
                    }
                }
                p.hint { "An issued document never changes: mend this for the next one, or credit this one and make it again." }
            }
            p.more { a href={ "/admin/documents/" (document_id) "/ubl" } download { "UBL (XML)" } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_card_says_what_is_missing_with_rule_and_field() {
        let ready = e_invoice("d1", &[]).into_string();
        assert!(ready.contains("ready for Peppol") && ready.contains("href=\"/admin/documents/d1/ubl\""), "{ready}");
        let fault = |field| RuleFault { rule: "BR-11".into(), text: "No <country>.".into(), field };
        let faulty = e_invoice("d1", &[fault(Some("Buyer: country")), fault(None)]).into_string();
        assert!(faulty.contains("No &lt;country&gt;.<span class=\"under\">Mend: Buyer: country · rule BR-11</span>"));
        assert!(faulty.contains("<span class=\"under\">rule BR-11</span>") && !faulty.contains("ready for Peppol"));
    }
}
