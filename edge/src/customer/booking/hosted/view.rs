//! The booking pages: plain forms that need no script.

use jiff::{civil::Date, tz::TimeZone};
use maud::{DOCTYPE, Markup, html};
use shared::{
    api::{BookingAnswer, DocumentKind},
    billing::{document::Draft, totals::Totals, wording::payment_terms},
    booking::{
        offer::{Offer, Paper},
        plan::BookingPlan,
        slots::OfferedSlot,
    },
    fault::Fault,
    format,
    language::Language,
    money::Amount,
    tenant::settings::{Service, Tenant},
};

use super::{
    countries::{countries, name_of},
    form::{Field, Form},
    wording::{HostedWording, fill},
};
use crate::{
    customer::booking::wording::Wording,
    platform::instant::instant,
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
    ByAddress,
    /// By a form, whose answers travel on with it.
    ByForm,
    /// By the last button.
    ByBooking,
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
    fn language(self) -> Language {
        self.form.language
    }

    fn words(self) -> &'static HostedWording {
        HostedWording::of(self.form.language)
    }

    fn path(self) -> String {
        format!("/b/{}", self.tenant.slug.as_str())
    }

    fn money(self, amount: Amount) -> String {
        format::money(amount, &self.tenant.currency, self.language())
    }

    /// A page around its `main`. `title` is what the page is for, `failed` that something must be mended.
    fn page(self, title: &str, failed: bool, head: &Markup, body: &Markup) -> Markup {
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
                        header.bar { b { (tenant.name) } @if self.came != Came::ByBooking { (self.languages()) } }
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
                    @if self.came == Came::ByAddress {
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
    fn price(self, service: &Service) -> String {
        if service.price <= Amount::ZERO {
            return self.words().free.to_owned();
        }
        let words = self.words();
        let label = if service.vat_included { words.vat_included } else { words.vat_excluded };
        let rate = format::percentage(service.vat.rate, self.language());
        format!("{} {}", self.money(service.price), fill(label, &[("rate", &rate)]))
    }

    fn length(self, minutes: u32) -> String {
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
    fn kept(self, answers: &[Field]) -> Markup {
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
    fn upgraded(self, inside: &Markup) -> Markup {
        let form = self.form;
        let given = |text: &'a str| Some(text).filter(|text| !text.is_empty());
        if self.came != Came::ByAddress {
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

/// Day, time and details.
pub fn details(
    frame: Frame<'_>,
    service: &Service,
    times: &Times,
    (faults, trouble): (&[Fault], Option<Trouble>),
    head: &Markup,
) -> Markup {
    let words = frame.words();
    let inside = html! {
        p { b { (service.name) } ", " (frame.length(service.times.duration_minutes)) ", " (frame.price(service))
            @if frame.tenant.services.len() > 1 { ". " a href=(format!("{}{}", frame.path(), query(&[("lang", frame.language().tag())]))) { (words.change) } } }
        form #book method="post" action=(frame.path()) novalidate {
            (frame.kept(&[]))
            (choose_time(frame, times, faults))
            h2 { (words.details) }
            @for field in [Field::Name, Field::Email, Field::Phone] { (input(frame, field, faults)) }
            details open[frame.form.is_for_company() || faults.iter().any(|fault| Field::at(&fault.pointer).is_some_and(Field::is_for_companies))] {
                summary { (words.for_company) }
                div.group {
                    @for field in [Field::Company, Field::VatNumber, Field::Street] { (input(frame, field, faults)) }
                    div.pair { (input(frame, Field::PostalCode, faults)) (input(frame, Field::City, faults)) }
                    (input(frame, Field::Country, faults))
                }
            }
            (input(frame, Field::Notes, faults))
            button name="step" value="review" { (words.proceed_review) }
        }
    };
    let body = html! {
        h1 { (words.time_title) }
        @if trouble == Some(Trouble::Taken) {
            div.note.bad role="alert" { h2 { (words.taken_title) } p { (taken_text(frame)) } }
        }
        (summary(frame, faults))
        (frame.upgraded(&inside))
    };
    frame.page(words.time_title, trouble.is_some() || !faults.is_empty(), head, &body)
}

fn taken_text(frame: Frame<'_>) -> String {
    let start = frame.form.get(Field::Start).parse::<jiff::Timestamp>().ok();
    let when = start.map(|start| {
        let at = frame.tenant.zone.to_datetime(start);
        format!("{}, {:02}:{:02}", format::short_date(at.date(), frame.language()), at.hour(), at.minute())
    });
    fill(frame.words().taken_text, &[("when", when.as_deref().unwrap_or_default())])
}

/// What to mend, each line a link to its field.
fn summary(frame: Frame<'_>, faults: &[Fault]) -> Markup {
    html! {
        @if !faults.is_empty() {
            div.note.bad role="alert" {
                h2 { (frame.words().problem) }
                ul { @for fault in faults {
                    @match Field::at(&fault.pointer) {
                        Some(field) => li { a href=(format!("#{}", field.name())) { (frame.form.sentence(field, fault)) } },
                        None => li lang="en" { (fault.detail) },
                    }
                } }
            }
        }
    }
}

fn choose_time(frame: Frame<'_>, times: &Times, faults: &[Fault]) -> Markup {
    let (words, language, chosen) = (frame.words(), frame.language(), frame.form.get(Field::Start));
    let is_chosen = |slot: &OfferedSlot| instant(slot.starts_at) == chosen;
    let open = times.days.iter().position(|(_, slots)| slots.iter().any(is_chosen)).unwrap_or_default();
    let count = |n: usize| {
        let is_one = n == 1 || n == 0 && language == Language::Fr;
        fill(if is_one { words.times_one } else { words.times_other }, &[("n", &n.to_string())])
    };
    let fault = faults.iter().find(|fault| Field::at(&fault.pointer) == Some(Field::Start));
    html! {
        fieldset #start.wrong[fault.is_some()] aria-describedby=[fault.map(|_| "start-error")] {
            legend { (words.choose_time) }
            @if let Some(fault) = fault { p.error #start-error { (frame.form.sentence(Field::Start, fault)) } }
            @if times.days.is_empty() {
                @let (from, to) = (format::short_date(times.from, language), format::short_date(times.to, language));
                p { (fill(words.none_free, &[("from", &from), ("to", &to)])) }
            }
            @for (place, (day, slots)) in times.days.iter().enumerate() {
                details name="day" open[place == open] {
                    summary { (format::short_date(*day, language)) " " span.muted { (count(slots.len())) } }
                    div.times { @for slot in slots {
                        label { input type="radio" name="start" value=(instant(slot.starts_at)) checked[is_chosen(slot)]; (clock(frame, slot)) }
                    } }
                }
            }
            p.muted { (fill(words.zone, &[("zone", &frame.tenant.time_zone)])) }
            input type="hidden" name="shown" value=(times.from);
            div.actions {
                label { (words.another_day) " " input type="date" name="day" value=(times.from); }
                button.second name="step" value="times" { (words.show_times) }
                @if let Some(later) = times.later { button.second name="from" value=(later) { (words.later_days) } }
            }
        }
    }
}

/// The clock at the start, with the offset where the same clock comes twice that day.
fn clock(frame: Frame<'_>, slot: &OfferedSlot) -> String {
    let zone: &TimeZone = &frame.tenant.zone;
    let at = slot.starts_at.to_zoned(zone.clone());
    let clock = at.strftime("%H:%M").to_string();
    if zone.to_ambiguous_timestamp(at.datetime()).is_ambiguous() {
        format!("{clock} ({})", at.strftime("%Z"))
    } else {
        clock
    }
}

fn input(frame: Frame<'_>, field: Field, faults: &[Fault]) -> Markup {
    let words = frame.words();
    let (label, hint, autocomplete, is_optional) = match field {
        Field::Name => (words.name, None, "name", false),
        Field::Email => (words.email, Some(words.email_hint), "email", false),
        Field::Phone => (words.phone, Some(words.phone_hint), "tel", true),
        Field::Company => (words.company_name, None, "organization", false),
        Field::VatNumber => (words.vat_number, None, "off", true),
        Field::Street => (words.street, None, "billing street-address", false),
        Field::PostalCode => (words.postal_code, None, "billing postal-code", false),
        Field::City => (words.city, None, "billing address-level2", false),
        Field::Country => (words.country, None, "billing country-name", false),
        Field::Notes | Field::Start => (words.notes, Some(words.notes_hint), "off", true),
    };
    let kind = match field {
        Field::Email => Some("email"),
        Field::Phone => Some("tel"),
        _ => None,
    };
    let (name, value) = (field.name(), frame.form.get(field));
    let fault = faults.iter().find(|fault| Field::at(&fault.pointer) == Some(field));
    let invalid = fault.map(|_| "true");
    let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
    let described: Vec<&str> =
        [hint.map(|_| hint_id.as_str()), fault.map(|_| error_id.as_str())].into_iter().flatten().collect();
    let described = Some(described.join(" ")).filter(|ids| !ids.is_empty());
    html! {
        div.field.wrong[fault.is_some()] {
            label for=(name) { (label) @if is_optional { " " span.muted { (words.optional) } } }
            @if let Some(hint) = hint { p.muted id=(hint_id) { (hint) } }
            @if let Some(fault) = fault { p.error id=(error_id) { (frame.form.sentence(field, fault)) } }
            @match field {
                Field::Notes => textarea id=(name) name=(name) rows="3" aria-invalid=[invalid] aria-describedby=[described] { (value) },
                // The name that was written is no country: here are all of them.
                Field::Country if fault.is_some() => {
                    select id=(name) name=(name) autocomplete="billing country" aria-invalid="true" aria-describedby=[described] {
                        option value="" {}
                        @for (code, country) in countries(frame.language()) { option value=(code) { (country) } }
                    }
                }
                _ => input id=(name) name=(name) type=[kind] value=(value) autocomplete=(autocomplete) aria-invalid=[invalid] aria-describedby=[described];,
            }
        }
    }
}

/// Everything once more, and the button that books.
pub fn review(
    frame: Frame<'_>,
    service: &Service,
    plan: &BookingPlan,
    offer: &Offer,
    trouble: Option<Trouble>,
) -> Markup {
    let (words, language) = (frame.words(), frame.language());
    let customer = &plan.request.customer;
    let lines = [Some(&customer.name), Some(&customer.email), customer.phone.as_ref()];
    let message = match trouble {
        Some(Trouble::Mismatch) => Some(words.mismatch),
        Some(Trouble::OfferChanged) => Some(words.offer_changed),
        Some(Trouble::Busy) => Some(words.busy),
        Some(Trouble::Taken | Trouble::ServiceGone) | None => None,
    };
    let when = format::period(&plan.booked.local_starts_at, &plan.booked.local_ends_at, language);
    let body = html! {
        h1 { (words.review_title) }
        @if let Some(message) = message { div.note.bad role="alert" { p { (message) } } }
        dl.facts {
            dt { (Wording::of(language).service) } dd { (service.name) ", " (frame.length(service.times.duration_minutes)) }
            dt { (Wording::of(language).when) } dd { (when) " (" (frame.tenant.time_zone) ")" }
            @if let Some(resource) = plan.request.resource.as_ref().and_then(|id| frame.tenant.resource(id)) {
                dt { (Wording::of(language).with) } dd { (resource.name) }
            }
            dt { (words.details) } dd { @for line in lines.into_iter().flatten() { div { (line) } } }
            @if let Some(company) = &customer.company {
                dt { (words.invoice_to) }
                dd {
                    div { (company.name) }
                    @if let Some(number) = &company.vat_identifier { div { (number) } }
                    @if let Some(address) = &customer.address {
                        div { (address.street) } div { (address.postal_code) " " (address.city) } div { (name_of(&address.country, language)) }
                    }
                }
            }
            @if let Some(notes) = &plan.request.notes { dt { (words.notes) } dd.notes { (notes) } }
        }
        section {
            h2 { (words.price) }
            table { tbody { (sums(frame, &offer.totals)) (asked(frame, plan, offer)) } }
        }
        section {
            h2 { (words.get_title) }
            (what_you_get(frame, plan))
            p { b { (words.cancel_title) ". " } (words.cancel_until_start) }
        }
        form #book method="post" action=(frame.path()) {
            (frame.kept(&Field::ALL))
            input type="hidden" name="agreed" value=(agreement(offer, plan));
            @if let Some(terms) = frame.tenant.terms_url("") {
                p { (words.terms_before) " " a href=(terms) { (words.terms) } "." }
            }
            div.actions {
                button name="step" value="book" { (confirm(words, plan, offer)) }
                button.second name="step" value="details" { (words.back) }
            }
        }
    };
    frame.page(words.review_title, trouble.is_some(), &html! {}, &body)
}

/// What a review says that the booking agrees to, in one text: it travels with the form, and the booking is made only if it still
/// holds.
pub fn agreement(offer: &Offer, plan: &BookingPlan) -> String {
    let due = match &plan.document {
        Some(Draft::Invoice(invoice)) => format!("invoice {}", invoice.due_date),
        Some(Draft::Quotation(quotation)) => format!("quote {}", quotation.valid_until),
        Some(Draft::CreditNote(_)) | None => "none".to_owned(),
    };
    let conditions = plan.document.as_ref().and_then(|draft| draft.content().sales_conditions.as_ref());
    let conditions = conditions.map_or("", |conditions| conditions.sha256.get(..8).unwrap_or_default());
    // What a form sends arrives without the space around it.
    format!("{} {} {due} {conditions}", offer.totals.total_without_vat, offer.totals.amount_due).trim_end().to_owned()
}

fn sums(frame: Frame<'_>, totals: &Totals) -> Markup {
    let (words, language) = (frame.words(), frame.language());
    html! {
        tr { td { (words.net) } td { (frame.money(totals.total_without_vat)) } }
        @for part in &totals.vat_breakdown {
            @let (rate, base) = (format::percentage(part.rate, language), frame.money(part.taxable_amount));
            tr { td { (fill(words.vat_line, &[("rate", &rate), ("base", &base)])) } td { (frame.money(part.tax_amount)) } }
        }
        tr.sum { td { (words.total) } td { (frame.money(totals.total_with_vat)) } }
    }
}

/// What is to be paid when.
fn asked(frame: Frame<'_>, plan: &BookingPlan, offer: &Offer) -> Markup {
    let (Some(Draft::Invoice(invoice)), Some(Paper::Invoice { due_at_booking, .. })) = (&plan.document, offer.paper)
    else {
        return html! {};
    };
    let words = frame.words();
    let due = offer.totals.amount_due;
    let date = format::date(invoice.due_date, frame.language());
    let rest = due.minus(due_at_booking).unwrap_or(Amount::ZERO);
    html! {
        @if due_at_booking > Amount::ZERO {
            tr { td { (words.due_now) } td { (frame.money(due_at_booking)) } }
            @if rest > Amount::ZERO { tr { td { (fill(words.due_rest, &[("date", &date)])) } td { (frame.money(rest)) } } }
        } @else {
            tr { td { (fill(words.due_until, &[("date", &date)])) } td { (frame.money(due)) } }
        }
    }
}

fn what_you_get(frame: Frame<'_>, plan: &BookingPlan) -> Markup {
    let (words, email) = (frame.words(), plan.request.customer.email.as_str());
    html! {
        @match &plan.document {
            Some(Draft::Invoice(invoice)) => {
                @let is_company = plan.request.customer.company.is_some();
                p { (fill(if is_company { words.get_invoice_company } else { words.get_invoice }, &[("email", email)])) }
                p { (payment_terms(invoice)) }
            }
            Some(Draft::Quotation(quotation)) => {
                p { (fill(words.get_quote, &[("email", email), ("date", &format::date(quotation.valid_until, frame.language()))])) }
            }
            Some(Draft::CreditNote(_)) | None => p { (fill(words.get_nothing, &[("email", email)])) },
        }
    }
}

/// The words on the last button name what the booking obliges to (Directive 2011/83/EU, art. 8(2)).
fn confirm(words: &'static HostedWording, plan: &BookingPlan, offer: &Offer) -> &'static str {
    let is_company = plan.request.customer.company.is_some();
    match &plan.document {
        _ if offer.totals.amount_due <= Amount::ZERO => words.confirm_free,
        _ if is_company => words.confirm_company,
        Some(Draft::Quotation(_)) => words.confirm_quote,
        Some(Draft::Invoice(_) | Draft::CreditNote(_)) | None => words.confirm_pay,
    }
}

/// The stored booking and its document.
pub fn result(frame: Frame<'_>, answer: &BookingAnswer) -> Markup {
    let (words, language) = (frame.words(), frame.language());
    let when = |text: &str| text.parse().map_or_else(|_| text.to_owned(), |at| frame.tenant.wall_time_of(at));
    let (starts_at, ends_at) = (when(&answer.booking.starts_at), when(&answer.booking.ends_at));
    let when = format::period(&starts_at, &ends_at, language);
    let date = |text: &String| text.parse().map_or_else(|_| text.clone(), |day| format::date(day, language));
    let money = |text: &str| Amount::parse(text).map_or_else(|_| text.to_owned(), |amount| frame.money(amount));
    let body = html! {
        div {
            h1 { (words.booked) }
            p { (answer.booking.service) }
            p { (fill(words.see_you, &[("when", &when)])) " " (fill(words.reference, &[("reference", &answer.booking.reference)])) }
        }
        @if let Some(document) = &answer.document {
            @let is_invoice = document.kind == DocumentKind::Invoice;
            section.paper {
                h2 { (fill(if is_invoice { words.invoice } else { words.quote }, &[("number", &document.number)])) }
                dl.facts {
                    dt { (words.total) } dd { b { (money(&document.total_with_vat)) } }
                    @if let Some(due) = &document.due_date { dt { (fill(words.due_until, &[("date", &date(due))])) } dd { (money(&document.amount_due)) } }
                    @if let Some(until) = &document.valid_until { dt { (words.valid_until) } dd { (date(until)) } }
                }
                div.actions {
                    a.button href=(document.url) { (if is_invoice { words.view_invoice } else { words.view_quote }) }
                    a.button.second href=(document.pdf_url) { (words.download_pdf) }
                }
            }
        }
        div.actions {
            a.link href=(answer.calendar_url) { (words.calendar_file) }
            a.link href=(answer.manage_url) { (words.manage) }
            a.link href=(format!("{}{}", frame.path(), query(&[("lang", language.tag())]))) { (words.book_another) }
        }
    };
    frame.page(words.booked, false, &html! {}, &body)
}
