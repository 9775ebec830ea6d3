//! Record the customer's answer to a quote.

use maud::{Markup, html};
use shared::{fault::Fault, limits, money::Amount};

use super::record_answer_form::AnswerForm;
use crate::web::{
    admin_page::{Frame, page},
    figures::money,
    parts::{Crumb, error_summary, fact, fault_of, field_error, head},
};

/// Record the customer's answer.
#[derive(Clone, Debug)]
pub struct AnswerView<'a> {
    /// Handle of the quote.
    pub quotation_id: &'a str,
    /// Its number.
    pub quotation_number: &'a str,
    /// Who was asked.
    pub buyer_name: &'a str,
    /// What the quote comes to.
    pub total: Amount,
    /// ISO 4217 code.
    pub currency: &'a str,
    /// Whether an acceptance makes the invoice at once.
    pub converts: bool,
    /// What the form holds.
    pub form: &'a AnswerForm,
    /// What was refused.
    pub faults: &'a [Fault],
}

/// Record the customer's answer.
pub fn record_answer(frame: Frame<'_>, view: &AnswerView<'_>) -> Markup {
    let back = format!("/admin/documents/{}", view.quotation_id);
    let title = format!("Quote {}", view.quotation_number);
    let crumbs: [Crumb<'_>; 2] = [("Quotes", Some("/admin/quotes")), (&title, Some(&back))];
    let accepted = if view.converts {
        "The invoice is generated at once, as your settings say."
    } else {
        "The quote no longer expires. You generate its invoice when you want."
    };
    let choice = |answer: &str, label: &str, hint: &str| {
        html! {
            div.option {
                input type="radio" name="answer" id={ "answer-" (answer) } value=(answer) checked[view.form.answer == answer]
                    aria-describedby={ "answer-" (answer) "-hint" };
                div {
                    label for={ "answer-" (answer) } { (label) }
                    p.hint id={ "answer-" (answer) "-hint" } { (hint) }
                }
            }
        }
    };
    page(
        frame,
        "Record the customer's answer",
        !view.faults.is_empty(),
        &html! {
            (head(&crumbs, "Record the customer's answer", None, None))
            (error_summary(view.faults))
            div.narrow {
                form.card method="post" action={ (back) "/answer" } {
                    dl.facts.row {
                        (fact("Quote", &html! { (view.quotation_number) }))
                        (fact("Buyer", &html! { (view.buyer_name) }))
                        (fact("Quote total", &html! { (money(view.total, view.currency)) }))
                    }
                    p { "The customer can also answer by the link of the quote. Record here what you heard in another way." }
                    fieldset.options {
                        legend { "What did the customer say?" }
                        (field_error(view.faults, "answer-accepted"))
                        (choice("accepted", "Accepted", accepted))
                        (choice("declined", "Declined", "The quote ends. No invoice is made of it."))
                    }
                    div.field {
                        label for="name" { "Who said it" }
                        (field_error(view.faults, "name"))
                        input #name name="name" value=(view.form.name) maxlength=(limits::NAME_CHARS_MAX) autocomplete="off"
                            aria-invalid=[fault_of(view.faults, "name").map(|_| "true")]
                            aria-describedby=[fault_of(view.faults, "name").map(|_| "name-error")];
                    }
                    div.field {
                        label for="remark" { "Remark or reason" }
                        p.hint #remark-hint { "Optional, such as how you heard it." }
                        (field_error(view.faults, "remark"))
                        textarea #remark name="remark" rows="3" maxlength=(limits::QUOTE_REMARK_CHARS_MAX)
                            aria-invalid=[fault_of(view.faults, "remark").map(|_| "true")]
                            aria-describedby={ "remark-hint" @if fault_of(view.faults, "remark").is_some() { " remark-error" } } { (view.form.remark) }
                    }
                    p.more { "An answer is kept once and cannot be changed." }
                    div.buttons {
                        button type="submit" { "Record the answer" }
                        a.button.secondary href=(back) { "Back to the quote" }
                    }
                }
            }
        },
    )
}
