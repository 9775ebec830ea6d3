//! The booking pages: plain forms that need no script.

use jiff::civil::Date;
use maud::{DOCTYPE, Markup, html};
use shared::{
    booking::slots::OfferedSlot,
    format,
    language::Language,
    money::Amount,
    tenant::settings::{Service, Tenant},
};

use super::{
    form::{Field, Form},
    wording::{HostedWording, fill},
};
use crate::{
    customer::booking::wording::Wording,
    web::{customer_page::accent_href, fields::query},
};

/// What every page needs.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    /// Whose page it is.
    pub tenant: &'a Tenant,
    /// What is known of the booking.
    pub form: &'a Form,
    /// How the reader came here.
    pub came: Came,
}

/// How a reader came to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    /// By its address: the widget may take its place.
    Address,
    /// By a form, whose answers travel on with it.
    Form,
    /// By the last button.
    Booking,
}

/// A day and the times on it.
pub type Day = (Date, Vec<OfferedSlot>);

/// The times of some days.
#[derive(Debug)]
pub struct Times {
    /// First day that was looked at.
    pub from: Date,
    /// Last day that was looked at.
    pub to: Date,
    /// Days with free times.
    pub days: Vec<Day>,
    /// The day from which the next page of days begins; none where nothing later can be booked.
    pub later: Option<Date>,
}

/// Why a page is shown again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The chosen time is gone.
    Taken,
    /// The service is gone.
    ServiceGone,
    /// The id belongs to a booking with other details.
    Mismatch,
    /// Price or conditions are not those of the review.
    OfferChanged,
    /// It could not be stored.
    Busy,
}

impl<'a> Frame<'a> {
    pub(super) fn language(self) -> Language {
        self.form.language
    }

    pub(super) fn words(self) -> &'static HostedWording {
        HostedWording::of(self.form.language)
    }

    pub(super) fn path(self) -> String {
        format!("/b/{}", self.tenant.slug.as_str())
    }

    pub(super) fn money(self, amount: Amount) -> String {
        format::money(amount, &self.tenant.currency, self.language())
    }

    /// A page around its `main`. `title` is what the page is for, `failed` that something must be mended.
    pub(super) fn page(self, title: &str, failed: bool, head: &Markup, body: &Markup) -> Markup {
        let (words, tenant) = (self.words(), self.tenant);
        html! {
            (DOCTYPE)
            html lang=(self.language().tag()) {
                head {
                    meta charset="utf-8";
                    title { @if failed { (words.error) ": " } (title) " · " (tenant.name) }
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                    link rel="stylesheet" href="/assets/booking.css";
                    link rel="stylesheet" href=(accent_href(&tenant.accent));
                    (head)
                }
                body class=[self.form.embed.then_some("embed")] {
                    @if !self.form.embed {
                        header.bar { b { (tenant.name) } @if self.came != Came::Booking { (self.languages()) } }
                    }
                    main { (body) }
                    @if !self.form.embed { (self.foot()) }
                }
            }
        }
    }

    /// The other languages. A page that came by a form keeps its answers by sending them along.
    fn languages(self) -> Markup {
        let own = self.language();
        let names = [
            (Language::Nl, "Nederlands"),
            (Language::Fr, "Français"),
            (Language::En, "English"),
            (Language::De, "Deutsch"),
        ];
        let address = |language: Language| {
            let from = self.form.from.map(|day| day.to_string()).unwrap_or_default();
            let form = self.form;
            let asked = [
                ("service", form.service.as_str()),
                ("resource", &form.resource),
                ("from", &from),
                ("name", form.get(Field::Name)),
                ("email", form.get(Field::Email)),
                ("phone", form.get(Field::Phone)),
                ("lang", language.tag()),
            ];
            format!("{}{}", self.path(), query(&asked))
        };
        html! {
            nav aria-label=(self.words().language) {
                @for (language, name) in names {
                    @let tag = language.tag();
                    @let current = (language == own).then_some("true");
                    @if self.came == Came::Address {
                        a href=(address(language)) lang=(tag) hreflang=(tag) title=(name) aria-current=[current] { (tag.to_uppercase()) }
                    } @else {
                        button form="book" name="language" value=(tag) lang=(tag) title=(name) aria-current=[current] formnovalidate { (tag.to_uppercase()) }
                    }
                }
            }
        }
    }

    fn foot(self) -> Markup {
        let seller = &self.tenant.seller;
        html! {
            footer.foot {
                @if !seller.phone.is_empty() { a href=(format!("tel:{}", seller.phone)) { (seller.phone) } }
                @if !seller.email.is_empty() { a href=(format!("mailto:{}", seller.email)) { (seller.email) } }
            }
        }
    }

    /// A price with how VAT relates to it.
    pub(super) fn price(self, service: &Service) -> String {
        if service.price <= Amount::ZERO {
            return self.words().free.to_owned();
        }
        let words = self.words();
        let label = if service.vat_included { words.vat_included } else { words.vat_excluded };
        let rate = format::percentage(service.vat.rate, self.language());
        format!("{} {}", self.money(service.price), fill(label, &[("rate", &rate)]))
    }

    pub(super) fn length(self, minutes: u32) -> String {
        let (hours, rest) = (minutes / 60, minutes % 60);
        let part = |sentence, n: u32| fill(sentence, &[("n", &n.to_string())]);
        let words = self.words();
        match (hours, rest) {
            (0, rest) => part(words.minutes, rest),
            (hours, 0) => part(words.hours, hours),
            (hours, rest) => format!("{} {}", part(words.hours, hours), part(words.minutes, rest)),
        }
    }

    /// What stays the same on the way: hidden fields.
    pub(super) fn kept(self, answers: &[Field]) -> Markup {
        let form = self.form;
        html! {
            input type="hidden" name="lang" value=(form.language.tag());
            @if form.embed { input type="hidden" name="embed" value="1"; }
            input type="hidden" name="service" value=(form.service);
            @if !form.resource.is_empty() { input type="hidden" name="resource" value=(form.resource); }
            input type="hidden" name="id" value=(form.id);
            @for field in answers {
                @if !form.get(*field).is_empty() { input type="hidden" name=(field.name()) value=(form.get(*field)); }
            }
        }
    }

    /// The widget with what stands in its place until it is there, and for good where no script runs.
    pub(super) fn upgraded(self, inside: &Markup) -> Markup {
        let form = self.form;
        let given = |text: &'a str| Some(text).filter(|text| !text.is_empty());
        if self.came != Came::Address {
            return inside.clone();
        }
        html! {
            booking-widget tenant=(self.tenant.slug.as_str()) service=[given(&form.service)] resource=[given(&form.resource)] locale=(form.language.tag())
                prefill-name=[given(form.get(Field::Name))] prefill-email=[given(form.get(Field::Email))] prefill-phone=[given(form.get(Field::Phone))]
                loading="eager" { (inside) }
            script type="module" src="/w/v1.js" {}
        }
    }
}

/// What can be booked. `head` is what search engines read.
pub fn services(frame: Frame<'_>, trouble: Option<Trouble>, head: &Markup) -> Markup {
    let (words, form) = (frame.words(), frame.form);
    let inside = html! {
        form action=(frame.path()) {
            input type="hidden" name="lang" value=(form.language.tag());
            @if form.embed { input type="hidden" name="embed" value="1"; }
            @for field in [Field::Name, Field::Email, Field::Phone] {
                @if !form.get(field).is_empty() { input type="hidden" name=(field.name()) value=(form.get(field)); }
            }
            fieldset {
                legend.title { (words.choose_service) }
                div.list {
                    @for (place, service) in frame.tenant.services.iter().enumerate() {
                        label.pick {
                            input type="radio" name="service" value=(service.slug.as_str()) required checked[place == 0];
                            span { b { (service.name) } @if !service.description.is_empty() { span.muted { (service.description) } } span.muted { (frame.length(service.times.duration_minutes)) " · " (frame.price(service)) } }
                        }
                    }
                }
            }
            button { (words.proceed) }
        }
    };
    let body = html! {
        h1 { (Wording::of(form.language).book_online) }
        @if trouble == Some(Trouble::ServiceGone) { div.note.bad role="alert" { p { (words.service_gone) } } }
        @if frame.tenant.services.is_empty() { p { (words.nothing_to_book) } } @else { (frame.upgraded(&inside)) }
    };
    frame.page(Wording::of(form.language).book_online, trouble.is_some(), head, &body)
}
