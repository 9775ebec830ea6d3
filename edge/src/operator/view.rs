//! What the operator sees.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use shared::{fault::Fault, tenant::module::SalesInvoicing};

use crate::{
    platform::instant::instant,
    store::operator::{ListedTenant, TenantCounts},
    web::{
        admin_page::{alone, bare},
        fields::query,
        figures::{count, moment},
        parts::{Paging, Tone, chip, error_summary, field_error, head, notice, pager},
    },
};

/// The sign-in page: one field, the operator key. The typed key is not shown again.
pub fn login(faults: &[Fault], secure: bool) -> Markup {
    let described = if faults.is_empty() { "key-hint" } else { "key-error key-hint" };
    bare(
        if faults.is_empty() { "Operator" } else { "Error: Operator" },
        &html! {
            div.sign-in {
                img src="/assets/dashboard-icon.svg" alt="" width="40" height="40";
                h1 { "Sign in as the operator" }
                @if secure {
                    (error_summary(faults))
                    form method="post" action="/operator/login" {
                        div.field {
                            label for="key" { "Operator key" }
                            p.hint id="key-hint" { "The secret " code { "OPERATOR_KEY" } " of this installation." }
                            (field_error(faults, "key"))
                            div.joined {
                                input #key name="key" type="password" autocomplete="current-password" autocapitalize="none"
                                    spellcheck="false" required maxlength="200" aria-describedby=(described)
                                    aria-invalid=[(!faults.is_empty()).then_some("true")];
                                button.secondary type="button" data-show="key" hidden { "Show key" }
                            }
                        }
                        button type="submit" { "Sign in" }
                    }
                    p.hint { "Tenants sign in at their " a href="/admin/login" { "dashboard" } "." }
                } @else {
                    div.notice.warning role="alert" {
                        p { "This address is not encrypted, so it cannot keep a session. Open this page over https." }
                    }
                }
            }
        },
    )
}

/// The tenants of this installation.
#[derive(Clone, Debug)]
pub struct TenantsView<'a> {
    /// What was searched.
    pub search: &'a str,
    /// Rows of this page.
    pub tenants: &'a [ListedTenant],
    /// Of all pages.
    pub counts: TenantCounts,
    /// Which page of how many.
    pub paging: Paging,
    /// What was just done.
    pub done: Option<&'a str>,
}

/// The tenants of this installation.
pub fn tenants(view: &TenantsView<'_>) -> Markup {
    let found = html! {
        p.muted { (count(view.counts.rows, "tenant", "tenants")) ", " (view.counts.active) " with sales invoicing" }
    };
    let sign_out = html! { form method="post" action="/operator/logout" { button.quiet type="submit" { "Sign out" } } };
    alone(
        "Tenants · Operator",
        &html! {
            (head(&[("Operator", None)], "Tenants", Some(&found), Some(&sign_out)))
            @if let Some(done) = view.done { (notice(done)) }
            form.filter method="get" action="/operator" role="search" {
                div.field.grow {
                    label for="q" { "Search" }
                    input #q name="q" type="search" value=(view.search) maxlength="120" placeholder="Name or account";
                }
                button.secondary type="submit" { "Search" }
            }
            @if view.tenants.is_empty() { (empty(view.search)) } @else { (table(view)) }
            (pager(view.paging, |page| format!("/operator{}", query(&[("q", view.search), ("page", &page.to_string())]))))
            p.hint {
                "Without sales invoicing customers book as before and no document is made. Documents that were issued stay: they can be read, and their payments can be recorded. "
                "A switch works from the next booking on."
            }
        },
    )
}

fn empty(search: &str) -> Markup {
    html! {
        div.card.empty {
            @if search.is_empty() {
                p { "No tenant yet. Make one where Bookslip is installed: " code { "npm run tenant -- create" } }
            } @else {
                p { "No tenant fits this search." }
                p { a href="/operator" { "Show all tenants" } }
            }
        }
    }
}

fn table(view: &TenantsView<'_>) -> Markup {
    html! {
        div.table {
            table.cards {
                thead {
                    tr {
                        th scope="col" { "Tenant" }
                        th scope="col" { "Account" }
                        th scope="col" { "Sales invoicing" }
                        th scope="col" { "Switched, UTC" }
                        th scope="col" { span.hidden { "Action" } }
                    }
                }
                tbody { @for tenant in view.tenants { (row(view, tenant)) } }
            }
        }
    }
}

fn row(view: &TenantsView<'_>, tenant: &ListedTenant) -> Markup {
    let is_active = tenant.sales_invoicing == SalesInvoicing::Active;
    let (wanted, verb) = if is_active { ("off", "Deactivate") } else { ("on", "Activate") };
    let (button, name) = (format!("switch-{}", tenant.slug), format!("tenant-{}", tenant.slug));
    html! {
        tr {
            td.key id=(name) { (tenant.name) }
            td.key data-label="Account" { span.mono { (tenant.slug) } }
            td data-label="Sales invoicing" {
                @if is_active { (chip(Tone::Good, "active")) } @else { (chip(Tone::Ended, "not active")) }
            }
            td data-label="Switched, UTC" {
                @match tenant.since { Some(at) => { (moment(&instant(at), &TimeZone::UTC)) }, None => { span.muted { "never" } } }
            }
            td.number {
                form method="post" action={ "/operator/tenants/" (tenant.slug) "/sales-invoicing" } {
                    input type="hidden" name="sales_invoicing" value=(wanted);
                    @if !view.search.is_empty() { input type="hidden" name="q" value=(view.search); }
                    @if view.paging.page > 1 { input type="hidden" name="page" value=(view.paging.page); }
                    button.secondary type="submit" id=(button) aria-labelledby={ (button) " " (name) } { (verb) }
                }
            }
        }
    }
}
