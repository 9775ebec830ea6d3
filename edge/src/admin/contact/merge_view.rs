//! Merging two contacts: choosing the other one, and both side by side before it happens.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use shared::{
    billing::contact::{Absorbed, Contact, Particular},
    fault::Fault,
};

use super::view::{duplicate, facts, kind_title};
use crate::{
    store::contact::{StoredContact, list::Related},
    web::{
        admin_page::{Frame, page},
        figures::{cents, count, moment},
        parts::{Crumb, error_summary, fact, field_error, head, warning},
    },
};

/// Whom to merge with.
#[derive(Clone, Debug)]
pub struct ChooseView<'a> {
    /// The contact.
    pub contact: &'a Contact,
    /// What is sought; empty for those that may be the same.
    pub search: &'a str,
    /// Who was found.
    pub found: &'a [StoredContact],
}

/// Whom to merge with.
pub fn choose(frame: Frame<'_>, view: &ChooseView<'_>) -> Markup {
    let contact = view.contact;
    let back = format!("/admin/contacts/{}", contact.id);
    let crumbs: [Crumb<'_>; 2] = [("Contacts", Some("/admin/contacts")), (&contact.name, Some(&back))];
    let sought = !view.search.is_empty();
    page(
        frame,
        "Merge with another contact",
        false,
        &html! {
            (head(&crumbs, "Merge with another contact", None, None))
            div.narrow {
                form.filter method="get" action={ (back) "/merge" } role="search" {
                    div.field.grow {
                        label for="q" { "Search for the other contact" }
                        input #q name="q" type="search" value=(view.search) maxlength="120" placeholder="Name, e-mail, VAT number";
                    }
                    button.secondary type="submit" { "Search" }
                }
                section.card aria-labelledby="found" {
                    h2 #found { @if sought { "Found" } @else { "Possible duplicates" } }
                    @if view.found.is_empty() {
                        p.empty {
                            @if sought { "No other contact fits this search." }
                            @else { "No other contact has the same VAT number or the same name. Search for the one you mean." }
                        }
                    } @else {
                        ul.rows.spread { @for other in view.found { (duplicate(&back, &other.contact)) } }
                    }
                }
            }
        },
    )
}

/// One of two contacts.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    /// The contact.
    pub stored: &'a StoredContact,
    /// How much belongs to it.
    pub related: Related,
    /// What it would be if it stayed.
    pub absorbed: Absorbed,
}

/// Both contacts, before they are merged.
#[derive(Clone, Debug)]
pub struct MergeView<'a> {
    /// The one of the address, and the other one.
    pub sides: [Side<'a>; 2],
    /// Id of the one that is chosen to stay; may be empty.
    pub survivor: &'a str,
    /// ISO 4217 code of the tenant.
    pub currency: &'a str,
    /// The tenant's zone.
    pub zone: &'a TimeZone,
    /// What was refused.
    pub faults: &'a [Fault],
    /// Why nothing was merged, where no field is at fault.
    pub conflict: Option<&'a str>,
}

/// Both contacts, before they are merged.
pub fn merge(frame: Frame<'_>, view: &MergeView<'_>) -> Markup {
    let [one, other] = &view.sides;
    let (contact, path) = (&one.stored.contact, format!("/admin/contacts/{}", one.stored.contact.id));
    let crumbs: [Crumb<'_>; 2] = [("Contacts", Some("/admin/contacts")), (&contact.name, Some(&path))];
    page(
        frame,
        "Merge contacts",
        !view.faults.is_empty() || view.conflict.is_some(),
        &html! {
            (head(&crumbs, "Merge contacts", None, None))
            @if let Some(conflict) = view.conflict { (warning(conflict)) }
            (error_summary(view.faults))
            form.merge method="post" action={ (path) "/merge/" (other.stored.contact.id) } {
                input type="hidden" name="version" value=(one.stored.version);
                input type="hidden" name="other_version" value=(other.stored.version);
                fieldset #survivor {
                    legend { "Which contact stays?" }
                    (field_error(view.faults, "survivor"))
                    div.columns { (side(view, one)) (side(view, other)) }
                }
                div.card {
                    p { "Bookings, quotes and invoices of both are shown under the contact that stays, and who books with the e-mail address of either belongs to it. Issued documents do not change. A merge cannot be undone." }
                    div.buttons {
                        button type="submit" { "Merge contacts" }
                        a.button.secondary href=(path) { "Back without merging" }
                    }
                }
            }
        },
    )
}

fn side(view: &MergeView<'_>, side: &Side<'_>) -> Markup {
    let contact = &side.stored.contact;
    let id = contact.id.as_str();
    html! {
        div.card.choice {
            div.option {
                input id={ "stays-" (id) } type="radio" name="survivor" value=(id) checked[id == view.survivor] required aria-describedby={ "then-" (id) };
                div {
                    label for={ "stays-" (id) } { "Keep " (contact.name) @if let Some(email) = &contact.email { ", " (email) } }
                    p.hint id={ "then-" (id) } {
                        @if side.absorbed.taken.is_empty() { "It stays as it is." }
                        @else { "It takes over: " (words(&side.absorbed.taken)) "." }
                        @if !side.absorbed.left.is_empty() { " No longer shown of the other one: " (words(&side.absorbed.left)) "." }
                    }
                }
            }
            dl.facts {
                (fact("Kind", &html! { (kind_title(contact.kind)) }))
                (facts(contact))
                (fact("Contact since", &html! { (moment(&side.stored.created_at, view.zone)) }))
                (fact("Belongs to it", &html! {
                    (count(side.related.bookings, "booking", "bookings")) ", " (count(side.related.documents, "document", "documents"))
                    span.under { "Still due: " (cents(side.related.due)) " " (view.currency) }
                }))
            }
        }
    }
}

fn words(parts: &[Particular]) -> String {
    let word = |part: &Particular| match part {
        Particular::Name => "name",
        Particular::VatNumber => "VAT number",
        Particular::ContactPerson => "contact person",
        Particular::Email => "e-mail address",
        Particular::Phone => "phone number",
        Particular::Address => "address",
    };
    parts.iter().map(word).collect::<Vec<_>>().join(", ")
}
