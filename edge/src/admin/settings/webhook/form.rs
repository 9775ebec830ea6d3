//! The form of a webhook.

use shared::{
    delivery::{
        target::{Policy, check},
        webhook::event::EventType,
    },
    fault::Fault,
    limits,
    particulars::{line, or_fault},
};

use crate::{store::webhook::endpoint::Endpoint, web::fields::Fields};

/// Names in the form: `id` where a webhook is added, `version` where one is changed, and a checkbox for each type of event.
pub const NAMES: &[&str] = &[
    "id",
    "version",
    "url",
    "description",
    "booking.created",
    "booking.changed",
    "booking.cancelled",
    "quote.created",
    "quote.accepted",
    "quote.converted",
    "invoice.issued",
    "invoice.paid",
    "document.delivered",
    "document.failed",
];

/// A webhook as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedWebhook {
    /// Address.
    pub url: String,
    /// What it is for.
    pub description: String,
    /// What is checked.
    pub events: Vec<EventType>,
}

impl TypedWebhook {
    /// What a stored webhook looks like in the form.
    pub fn of(endpoint: &Endpoint) -> Self {
        let Endpoint { url, description, events } = endpoint.clone();
        Self { url, description, events }
    }

    /// What the form holds.
    pub fn read(fields: &Fields) -> Self {
        let events = EventType::SUBSCRIBABLE.into_iter().filter(|event| fields.text(event.as_str()) == "on").collect();
        Self { url: fields.text("url").to_owned(), description: fields.text("description").to_owned(), events }
    }

    /// The webhook, or every fault at its field.
    ///
    /// # Errors
    /// A fault of [`shared::delivery::target::TargetFault`] or [`line()`], and `events` where nothing is checked.
    pub fn parse(&self, policy: &Policy) -> Result<Endpoint, Vec<Fault>> {
        let mut faults = Vec::new();
        let target = check(policy, &self.url).map_err(|fault| Fault::new(fault.code(), "url", fault.to_string()));
        let url = or_fault(&mut faults, target).map(|target| target.url).unwrap_or_default();
        let description = match self.description.as_str() {
            "" => String::new(),
            text => or_fault(&mut faults, line(text, "description", limits::NAME_CHARS_MAX)).unwrap_or_default(),
        };
        if self.events.is_empty() {
            faults.push(Fault::new("events", "events", "Choose at least one event."));
        }
        if faults.is_empty() { Ok(Endpoint { url, description, events: self.events.clone() }) } else { Err(faults) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(query: &str) -> TypedWebhook {
        TypedWebhook::read(&Fields::parse(query.as_bytes(), NAMES).unwrap())
    }

    #[test]
    fn every_event_has_its_checkbox() {
        for event in EventType::SUBSCRIBABLE {
            assert_eq!(typed(&format!("{}=on", event.as_str())).events, [event]);
        }
        assert_eq!(NAMES.len(), EventType::SUBSCRIBABLE.len() + 4);
    }

    #[test]
    fn what_is_stored_looks_the_same_in_the_form() {
        let form = typed("url=HTTPS%3A%2F%2FHooks.Example.com&description=+CRM+&invoice.paid=on&booking.created=on");
        let endpoint = form.parse(&Policy::public()).unwrap();
        assert_eq!(endpoint.url, "https://hooks.example.com/");
        assert_eq!(endpoint.events, [EventType::BookingCreated, EventType::InvoicePaid]);
        assert_eq!(TypedWebhook::of(&endpoint).parse(&Policy::public()), Ok(endpoint));
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let long = format!("url=https://10.0.0.1/&description={}", "x".repeat(121));
        for (query, expected) in [
            ("url=", vec!["url", "events"]),
            ("url=https://example.com/", vec!["events"]),
            (&long, vec!["url", "description", "events"]),
            ("url=https://example.com/&description=a%0Ab&invoice.paid=on", vec!["description"]),
        ] {
            let faults = typed(query).parse(&Policy::public()).unwrap_err();
            assert_eq!(faults.iter().map(|fault| fault.pointer.as_str()).collect::<Vec<_>>(), expected, "{query}");
        }
    }
}
