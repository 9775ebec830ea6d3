//! Withdraw a quote: the page that says what will happen before it does.

use maud::{Markup, html};
use shared::money::Amount;

use crate::web::{
    admin_page::{Frame, page},
    figures::money,
    parts::{Crumb, fact, head},
};

/// Withdraw a quote, before it happens.
#[derive(Clone, Debug)]
pub struct WithdrawView<'a> {
    /// Handle of the quote.
    pub quotation_id: &'a str,
    /// Its number.
    pub quotation_number: &'a str,
    /// Whom it is for.
    pub buyer_name: &'a str,
    /// What it comes to.
    pub total: Amount,
    /// ISO 4217 code.
    pub currency: &'a str,
    /// Whether the customer has accepted it.
    pub is_accepted: bool,
}

/// Withdraw a quote, before it happens.
pub fn withdraw(frame: Frame<'_>, view: &WithdrawView<'_>) -> Markup {
    let back = format!("/admin/documents/{}", view.quotation_id);
    let title = format!("Quote {}", view.quotation_number);
    let crumbs: [Crumb<'_>; 2] = [("Quotes", Some("/admin/quotes")), (&title, Some(&back))];
    page(
        frame,
        "Withdraw this quote",
        false,
        &html! {
            (head(&crumbs, "Withdraw this quote", None, None))
            div.narrow {
                form.card method="post" action={ (back) "/withdraw" } {
                    dl.facts.row {
                        (fact("Quote", &html! { (view.quotation_number) }))
                        (fact("Buyer", &html! { (view.buyer_name) }))
                        (fact("Quote total", &html! { (money(view.total, view.currency)) }))
                    }
                    h2 { "What happens" }
                    ul.plain {
                        @if view.is_accepted { li { strong { "The customer has accepted it." } " Agree with them first that it no longer holds." } }
                        li { "The quote ends: it can no longer be accepted, and no invoice is made of it." }
                        li { "It keeps its number, and its page says that you withdrew it." }
                        li { "The customer is not told by e-mail." }
                    }
                    p.more { "This cannot be undone." }
                    div.buttons {
                        button.danger type="submit" { "Withdraw quote" }
                        a.button.secondary href=(back) { "Keep the quote" }
                    }
                }
            }
        },
    )
}
