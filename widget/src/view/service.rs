//! The service step. The loader draws the same list as links before the widget is there, with the same class names, so
//! that nothing moves when this takes over.

use super::{
    each, heading,
    icon::{self, icon},
};
use crate::{app::App, json::Json};
use leptos::prelude::*;
use shared::api::ServiceOffer;

/// The list of services.
pub fn view(app: App) -> AnyView {
    let services = app.setup.with_value(|setup| setup.catalogue.services.clone());
    if services.is_empty() {
        return view! { <div class="empty">{heading(app.messages.service_empty)}</div> }.into_any();
    }
    let rows = each(services, |service| view! { <li>{row(app, service)}</li> }.into_any());
    view! {
        {heading(app.messages.service_heading)}
        <ul class="services" role="list" aria-label=app.messages.service_heading>{rows}</ul>
    }
    .into_any()
}

fn row(app: App, service: ServiceOffer) -> AnyView {
    let messages = app.messages;
    let vat = if service.price.vat_included { messages.vat_included } else { messages.vat_excluded };
    let (duration, price) =
        app.format(|format| (format.duration(service.duration_minutes), format.price(&service.price)));
    let (name, description) = (service.name.clone(), service.description.clone());
    let choose = move |_| {
        let is_another =
            app.flow.with_untracked(|flow| flow.service().is_none_or(|chosen| chosen.slug != service.slug));
        if is_another {
            app.forget_times();
            app.month.set(app.today.month);
        }
        app.notice.set(None);
        app.emit("booking:service-selected", Json::object().with("serviceId", service.slug.as_str()));
        app.flow.update(|flow| flow.choose_service(&service));
    };
    view! {
        <button type="button" class="service" part="button" on:click=choose>
            <span class="name">{name}</span>
            <span class="price">{price}</span>
            <span class="text">{description}</span>
            <span class="vat">{vat}</span>
            <span class="length">{duration}</span>
            {icon(icon::NEXT)}
        </button>
    }
    .into_any()
}
