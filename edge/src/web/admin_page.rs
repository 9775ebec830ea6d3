//! The frame of every page: navigation, title, content.

use maud::{DOCTYPE, Markup, html};

use super::parts::inactive_notice;

/// Where the reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// None of the places, such as a page that is not there.
    Elsewhere,
    /// Today.
    Today,
    /// Bookings and one booking.
    Bookings,
    /// Sales invoices > Add a sales invoice.
    AddInvoice,
    /// Sales invoices > Overview.
    Invoices,
    /// Sales invoices > Credit notes.
    CreditNotes,
    /// Sales invoices > Quotes.
    Quotes,
    /// Sales invoices > Contacts.
    Contacts,
    /// Sales invoices > Items.
    Items,
    /// Settings > Customer portal > Flags & permissions.
    Flags,
    /// Settings > Customer portal > Payment terms.
    PaymentTerms,
    /// Settings > Customer portal > Allowed origins.
    Origins,
    /// Settings > Customer portal > Embed.
    Embed,
    /// Settings > Invoice settings > Company details.
    CompanyDetails,
    /// Settings > Invoice settings > Layout.
    Layout,
    /// Settings > Invoice settings > Sales conditions.
    SalesConditions,
    /// Settings > Invoice settings > Number series.
    NumberSeries,
    /// Settings > Invoice settings > Cash discount.
    CashDiscount,
    /// Settings > Invoice settings > VAT codes.
    VatCodes,
    /// Settings > Delivery > Sending.
    Sending,
    /// Settings > Delivery > Peppol access point.
    AccessPoint,
    /// Settings > Delivery > Failed work.
    FailedWork,
    /// Settings > Delivery > E-mail templates.
    EmailTemplates,
    /// Settings > Delivery > Reminders.
    Reminders,
    /// Settings > Delivery > Webhooks.
    Webhooks,
}

impl Place {
    /// Whether the place is about documents that bookings bring.
    fn shows_documents(self) -> bool {
        matches!(self, Self::Today | Self::Invoices | Self::CreditNotes | Self::Quotes | Self::Flags)
    }
}

/// What every page knows about the session.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Trading name of the tenant.
    pub tenant_name: &'a str,
    /// The item of the navigation that is current.
    pub place: Place,
    /// Whether pages that show documents say that no new one is made.
    pub notice: bool,
}

/// A page inside the navigation. `title` is the heading's text too; an error puts "Error:" before it in the tab.
pub fn page(frame: Frame<'_>, title: &str, has_error: bool, body: &Markup) -> Markup {
    let tab = format!("{}{title} · {}", if has_error { "Error: " } else { "" }, frame.tenant_name);
    document(
        &tab,
        &html! {
            a.skip href="#content" { "Skip to content" }
            div.shell {
                header.side {
                    (brand(frame.tenant_name))
                    nav.wide #navigation aria-label="Main" { (links(frame.place)) }
                    details.menu {
                        summary { "Menu" }
                        nav aria-label="Main" { (links(frame.place)) }
                        (sign_out())
                    }
                    div.wide.foot { (sign_out()) }
                }
                main #content {
                    @if frame.notice && frame.place.shows_documents() { (inactive_notice()) }
                    (body)
                }
            }
        },
    )
}

/// A page of its own, without navigation: sign-in.
pub fn bare(title: &str, body: &Markup) -> Markup {
    document(&format!("{title} · Bookslip"), &html! { main #content .bare { (body) } })
}

/// A page of its own, without navigation and as wide as a list: the operator's.
pub fn alone(title: &str, body: &Markup) -> Markup {
    document(
        &format!("{title} · Bookslip"),
        &html! {
            a.skip href="#content" { "Skip to content" }
            main #content .alone { (body) }
        },
    )
}

fn document(tab: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (tab) }
                link rel="icon" href="/assets/dashboard-icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/assets/dashboard.css";
                link rel="stylesheet" href="/assets/editor.css";
                script type="module" src="/assets/dashboard.js" {}
            }
            body { (body) }
        }
    }
}

fn brand(tenant_name: &str) -> Markup {
    html! {
        a.brand href="/admin" {
            img src="/assets/dashboard-icon.svg" alt="" width="28" height="28";
            span { (tenant_name) small { "Bookslip" } }
        }
    }
}

fn sign_out() -> Markup {
    html! { form method="post" action="/admin/logout" { button.quiet type="submit" { "Sign out" } } }
}

fn links(place: Place) -> Markup {
    let link = |to: Place, href: &str, text: &str| {
        html! { li { a href=(href) aria-current=[(to == place).then_some("page")] { (text) } } }
    };
    html! {
        ul {
            (link(Place::Today, "/admin", "Today"))
            (link(Place::Bookings, "/admin/bookings", "Bookings"))
        }
        h2 { "Sales invoices" }
        ul {
            (link(Place::AddInvoice, "/admin/invoices/new", "Add a sales invoice"))
            (link(Place::Invoices, "/admin/invoices", "Overview"))
            (link(Place::CreditNotes, "/admin/credit-notes", "Credit notes"))
            (link(Place::Quotes, "/admin/quotes", "Quotes"))
            (link(Place::Contacts, "/admin/contacts", "Contacts"))
            (link(Place::Items, "/admin/items", "Items"))
        }
        h2 { "Settings" }
        h3 { "Customer portal" }
        ul {
            (link(Place::Flags, "/admin/settings/flags", "Flags & permissions"))
            (link(Place::PaymentTerms, "/admin/settings/payment-terms", "Payment terms"))
            (link(Place::Origins, "/admin/settings/allowed-origins", "Allowed origins"))
            (link(Place::Embed, "/admin/settings/embed", "Embed"))
        }
        h3 { "Invoice settings" }
        ul {
            (link(Place::CompanyDetails, "/admin/settings/company-details", "Company details"))
            (link(Place::Layout, "/admin/settings/layout", "Layout"))
            (link(Place::SalesConditions, "/admin/settings/sales-conditions", "Sales conditions"))
            (link(Place::CashDiscount, "/admin/settings/cash-discount", "Cash discount"))
            (link(Place::VatCodes, "/admin/settings/vat-codes", "VAT codes"))
            (link(Place::NumberSeries, "/admin/settings/number-series", "Number series"))
        }
        h3 { "Delivery" }
        ul {
            (link(Place::Sending, "/admin/settings/sending", "Sending"))
            (link(Place::AccessPoint, "/admin/settings/peppol-access-point", "Peppol access point"))
            (link(Place::EmailTemplates, "/admin/settings/email-templates", "E-mail templates"))
            (link(Place::Reminders, "/admin/settings/reminders", "Reminders"))
            (link(Place::Webhooks, "/admin/settings/webhooks", "Webhooks"))
            (link(Place::FailedWork, "/admin/settings/failed-work", "Failed work"))
        }
    }
}
