//! `GET /b/{tenant}`: the hosted booking page, for sites that cannot run the widget and for links in mails.

use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Response},
};
use http::{HeaderValue, header};
use maud::{PreEscaped, html};
use serde::Deserialize;
use shared::{api::Code, id::Slug, tenant::settings::Tenant};

use super::wording::Wording;
use crate::{
    app::{App, problem::Problem},
    web::customer_page::letter,
    work::tenant::fresh_tenant,
};

/// What the address may preselect.
#[derive(Debug, Deserialize)]
pub struct Preselected {
    service: Option<String>,
}

/// The widget on a page of our own.
///
/// # Errors
/// `not-found`.
pub async fn get_hosted(
    app: App,
    Path(slug): Path<String>,
    Query(preselected): Query<Preselected>,
) -> Result<Response, Problem> {
    let slug = Slug::parse(&slug).map_err(|_| Problem::not_found())?;
    app.note_tenant(slug.as_str());
    let tenant = fresh_tenant(&app, &slug).await.map_err(for_customers)?;
    let service = preselected.service.as_deref().and_then(|text| Slug::parse(text).ok());
    let service = service.filter(|service| tenant.service(service).is_some());
    let words = Wording::of(tenant.language());
    let seller = &tenant.seller;
    let body = html! {
        h1 { (tenant.name) }
        booking-widget tenant=(tenant.slug.as_str()) service=[service.as_ref().map(Slug::as_str)] loading="eager" {
            p { (words.without_script) }
            p {
                @if !seller.phone.is_empty() { a href=(format!("tel:{}", seller.phone)) { (seller.phone) } }
                @if !seller.phone.is_empty() && !seller.email.is_empty() { " · " }
                @if !seller.email.is_empty() { a href=(format!("mailto:{}", seller.email)) { (seller.email) } }
            }
        }
        script type="module" src="/w/v1.js" {}
        script type="application/ld+json" { (PreEscaped(json_ld(&tenant))) }
    };
    let title = format!("{} · {}", words.book_online, tenant.name);
    let mut response = letter(tenant.language(), &title, &tenant.accent, body).into_response();
    let mut ancestors = String::from("'self'");
    for origin in &tenant.allowed_origins {
        ancestors.push(' ');
        ancestors.push_str(origin);
    }
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
    );
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert("x-robots-tag", HeaderValue::from_static("all"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}

/// An unknown tenant in the words of whoever wants to book.
fn for_customers(problem: Problem) -> Problem {
    match problem.code {
        Code::NotFound => Problem::new(Code::NotFound, "Nobody takes bookings at this address."),
        _ => problem,
    }
}

/// schema.org facts for search engines. `<` is written `\u003c`, so no text can end the script element.
fn json_ld(tenant: &Tenant) -> String {
    let offers: Vec<serde_json::Value> = tenant
        .services
        .iter()
        .map(|service| {
            serde_json::json!({
                "@type": "Offer",
                "price": service.price.to_string(),
                "priceCurrency": tenant.currency,
                "itemOffered": { "@type": "Service", "name": service.name, "description": service.description }
            })
        })
        .collect();
    let address = &tenant.seller.address;
    serde_json::json!({
        "@context": "https://schema.org",
        "@type": "LocalBusiness",
        "name": tenant.name,
        "telephone": tenant.seller.phone,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": address.street,
            "postalCode": address.postal_code,
            "addressLocality": address.city,
            "addressCountry": address.country
        },
        "makesOffer": offers
    })
    .to_string()
    .replace('<', "\\u003c")
}
