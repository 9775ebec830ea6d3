//! The form that adds or changes a webhook.

use maud::{Markup, html};
use shared::{delivery::webhook::event::EventType, fault::Fault, id::WebhookId, limits};

use super::{form::TypedWebhook, list_view::PATH};
use crate::web::{
    admin_page::{Frame, page},
    inputs::{Input, line},
    parts::{Crumb, error_summary, field_error, head, warning},
};

/// Which webhook the form is for.
#[derive(Clone, Copy, Debug)]
pub enum Which {
    /// A new one, under this id.
    New(WebhookId),
    /// A stored one, and the version that the form shows.
    Stored(WebhookId, i64),
}

/// The form.
#[derive(Clone, Debug)]
pub struct WebhookForm<'a> {
    /// Which.
    pub which: Which,
    /// What it holds.
    pub form: &'a TypedWebhook,
    /// What was refused.
    pub faults: &'a [Fault],
    /// Why nothing was saved, where no field is at fault.
    pub conflict: Option<&'a str>,
}

/// The form.
pub fn webhook_form(frame: Frame<'_>, view: &WebhookForm<'_>) -> Markup {
    let crumbs: [Crumb<'_>; 3] = [("Settings", None), ("Delivery", None), ("Webhooks", Some(PATH))];
    let (title, action, back, button) = match view.which {
        Which::New(_) => ("Add webhook", format!("{PATH}/add"), PATH.to_owned(), "Add webhook"),
        Which::Stored(id, _) => ("Edit webhook", format!("{PATH}/{id}/edit"), format!("{PATH}/{id}"), "Save webhook"),
    };
    let url = Input {
        name: "url",
        label: "Address",
        value: &view.form.url,
        hint: "It begins with https:// and can be reached from the internet. We send every message there with POST.",
        max: limits::TARGET_BYTES_MAX,
        mode: "url",
        ..Input::default()
    };
    let description = Input {
        name: "description",
        label: "Description (optional)",
        value: &view.form.description,
        hint: "What it is for, such as the system behind it.",
        max: limits::NAME_CHARS_MAX,
        ..Input::default()
    };
    page(
        frame,
        title,
        !view.faults.is_empty() || view.conflict.is_some(),
        &html! {
            (head(&crumbs, title, None, None))
            @if let Some(conflict) = view.conflict { (warning(conflict)) }
            (error_summary(view.faults))
            div.narrow {
                form.card method="post" action=(action) novalidate {
                    @match view.which {
                        Which::New(id) => input type="hidden" name="id" value=(id);,
                        Which::Stored(_, version) => input type="hidden" name="version" value=(version);,
                    }
                    (line(&url, view.faults))
                    (line(&description, view.faults))
                    (events(view))
                    div.buttons {
                        button type="submit" { (button) }
                        a.button.secondary href=(back) { "Back" }
                    }
                }
            }
        },
    )
}

fn events(view: &WebhookForm<'_>) -> Markup {
    html! {
        fieldset.options #events tabindex="-1" {
            legend { "Events" }
            p.hint { "What this webhook is told of." }
            (field_error(view.faults, "events"))
            @for event in EventType::SUBSCRIBABLE {
                @let name = event.as_str();
                div.option {
                    input type="checkbox" id=(name) name=(name) value="on" checked[view.form.events.contains(&event)]
                        aria-describedby={ (name) "-hint" };
                    div {
                        label for=(name) { span.mono { (name) } }
                        p.hint id={ (name) "-hint" } { (event.meaning()) }
                    }
                }
            }
        }
    }
}
