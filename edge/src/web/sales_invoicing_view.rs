//! What a tenant without the module "sales invoicing" sees.

use maud::{Markup, html};

use super::{
    admin_page::{Frame, page},
    parts::head,
};

/// The page that says how to activate the module, which also stands in for the screens of invoices.
pub const ACTIVATION: &str = "/admin/sales-invoicing";

/// How to activate the module.
#[derive(Clone, Copy, Debug)]
pub struct ActivationView<'a> {
    /// Trading name of the tenant.
    pub tenant_name: &'a str,
    /// Name of the tenant in URLs: what the operator knows it by.
    pub slug: &'a str,
    /// Address of the operator, where it is configured.
    pub email: Option<&'a str>,
}

/// How to activate the module.
pub fn activation(frame: Frame<'_>, view: &ActivationView<'_>) -> Markup {
    let subject =
        format!("mailto:{}?subject=Activate%20sales%20invoicing%20for%20{}", view.email.unwrap_or(""), view.slug);
    page(
        Frame { notice: false, ..frame },
        "Sales invoicing",
        false,
        &html! {
            (head(&[("Sales invoices", None)], "Sales invoicing", None, None))
            div.narrow {
                section.card.text aria-labelledby="activate" {
                    h2 #activate { "Contact us to activate the module" }
                    p { "Sales invoicing is not active for " (view.tenant_name) ". Customers can book as before, and no invoice or quote is made." }
                    p { "As soon as we receive your request to activate the sales module, we get started. You keep this login; the screens of the module appear here." }
                    @if let Some(email) = view.email {
                        div.buttons { a.button href=(subject) { "Ask " (email) } }
                        p.hint { "Name your account: " code { (view.slug) } "." }
                    } @else {
                        p { "Write to whoever runs Bookslip for you, and name your account: " code { (view.slug) } "." }
                    }
                    p.hint { "Documents that were issued before stay as they are: they can be read and downloaded, and their payments can be recorded." }
                }
            }
        },
    )
}
