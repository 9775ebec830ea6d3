//! The service step. The loader draws the same list as links before the widget is there, with the same class names, so
//! that nothing moves when this takes over.

use super::{
    call, each, heading,
    icon::{self, arrow},
};
use crate::{app::App, json::Json};
use leptos::prelude::*;
use shared::api::ServiceOffer;

/// The list of services.
pub fn view(app: App) -> AnyView {
    let services = app.setup.with_value(|setup| setup.catalogue.services.clone());
    if services.is_empty() {
        return view! {
            {heading(app.messages.service_empty)}
            {call(app)}
        }
        .into_any();
    }
    let rows = each(services, |service| view! { <li>{row(app, service)}</li> }.into_any());
    view! {
        {heading(app.messages.service_heading)}
        <ul class="services" role="list" aria-label=app.messages.service_heading>{rows}</ul>
    }
    .into_any()
}

/// Takes a service and goes on.
pub fn choose(app: App, slug: &str) {
    let find = |services: &[ServiceOffer]| services.iter().find(|service| service.slug == slug).cloned();
    let Some(service) = app.setup.with_value(|setup| find(&setup.catalogue.services)) else {
        return;
    };
    if app.flow.with_untracked(|flow| flow.service().is_none_or(|chosen| chosen.slug != service.slug)) {
        app.forget_times();
        app.month.set(app.today.month);
    }
    app.notice.set(None);
    app.emit("service-selected", Json::object().with("serviceId", slug));
    app.flow.update(|flow| flow.choose_service(&service));
}

fn row(app: App, service: ServiceOffer) -> AnyView {
    let messages = app.messages;
    let vat = if service.price.vat_included { messages.vat_included } else { messages.vat_excluded };
    let (duration, price) =
        app.format(|format| (format.duration(service.duration_minutes), format.price(&service.price)));
    let ServiceOffer { slug, name, description, .. } = service;
    let text = (!description.is_empty()).then(|| view! { <span class="text">{description}</span> }.into_any());
    view! {
        <button type="button" class="service" part="button service" on:click=move |_| choose(app, &slug)>
            <span class="name">{name}</span>
            {text}
            <span class="length">{duration}</span>
            <span class="cost"><span class="price">{price}</span>" "<span class="vat">{vat}</span></span>
            {arrow(icon::NEXT)}
        </button>
    }
    .into_any()
}
