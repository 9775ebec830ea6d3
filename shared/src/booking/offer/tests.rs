use jiff::{
    Timestamp,
    civil::{Date, Weekday},
    tz::TimeZone,
};
use proptest::prelude::*;

use crate::{
    api::{BookingOffer, CustomerFields, DocumentKind, DueRule, PutBooking},
    billing::{
        attachment::SalesConditions,
        document::Draft,
        letterhead::Letterhead,
        party::{Address, Seller},
        vat::{VatCategory, VatTreatment},
    },
    booking::{
        plan::BookingPlan,
        request::BookingRequest,
        schedule::{MinuteOfDay, Schedule, WeeklyHours},
        slots::ServiceTimes,
    },
    id::{BookingId, ResourceId, ServiceId, Slug, TenantId},
    money::{Amount, Percentage},
    tenant::{
        flags::{Flag, RepeatInvoicing},
        module::SalesInvoicing,
        settings::{Resource, Service, Tenant, TenantConditions},
        terms::PaymentTerms,
    },
};

/// What differs between tenants and decides about a booking's document.
#[derive(Clone, Debug)]
struct Settings {
    sales_invoicing: bool,
    flag: bool,
    repeat: Option<RepeatInvoicing>,
    company_terms: PaymentTerms,
    service_terms: Option<PaymentTerms>,
    quote_days: u32,
    price_cents: i64,
    vat_included: bool,
    vat: (VatCategory, &'static str),
    has_iban: bool,
    has_conditions: Option<bool>,
}

fn terms() -> impl Strategy<Value = PaymentTerms> {
    prop_oneof![
        Just(("no_payment", String::new())),
        Just(("no_payment_card_on_file", String::new())),
        Just(("full_payment", String::new())),
        Just(("pre_authorization", String::new())),
        (1..20_000_i64).prop_map(|cents| ("deposit_fixed", Amount::from_cents(cents).unwrap().to_string())),
        (1..=100_u32).prop_map(|share| ("deposit_percentage", share.to_string())),
        (0..=365_u32).prop_map(|days| ("pay_later", days.to_string())),
    ]
    .prop_map(|(kind, value)| PaymentTerms::parse(kind, &value).unwrap())
}

fn settings() -> impl Strategy<Value = Settings> {
    let repeat = prop_oneof![
        3 => Just(None),
        1 => Just(Some(RepeatInvoicing::AllNow)),
        1 => Just(Some(RepeatInvoicing::FirstNow)),
        1 => Just(Some(RepeatInvoicing::Manual)),
    ];
    let vat = prop_oneof![
        Just((VatCategory::S, "21")),
        Just((VatCategory::S, "6")),
        Just((VatCategory::S, "5.5")),
        Just((VatCategory::E, "0")),
    ];
    let price = (0..5_000_000_i64, any::<bool>(), vat, any::<bool>(), any::<Option<bool>>());
    (any::<bool>(), any::<bool>(), repeat, terms(), proptest::option::of(terms()), 1..=90_u32, price).prop_map(
        |(sales_invoicing, flag, repeat, company_terms, service_terms, quote_days, price)| {
            let (price_cents, vat_included, vat, has_iban, has_conditions) = price;
            Settings {
                sales_invoicing,
                flag,
                repeat,
                company_terms,
                service_terms,
                quote_days,
                price_cents,
                vat_included,
                vat,
                has_iban,
                has_conditions,
            }
        },
    )
}

/// A tenant in Brussels, open all day, with one service of an hour.
fn tenant(settings: &Settings) -> Tenant {
    let (opens, closes) = (MinuteOfDay::parse("00:00").unwrap(), MinuteOfDay::parse("24:00").unwrap());
    let every_day =
        (1..=7).map(|day| WeeklyHours { weekday: Weekday::from_monday_one_offset(day).unwrap(), opens, closes });
    let flag = |on| if on { Flag::On } else { Flag::Off };
    let service = ServiceId::new("s");
    let (category, rate) = settings.vat;
    Tenant {
        id: TenantId::new("t"),
        slug: Slug::parse("t").unwrap(),
        name: "Trade".into(),
        settings_version: 1,
        time_zone: "Europe/Brussels".into(),
        zone: TimeZone::get("Europe/Brussels").unwrap(),
        locale: "nl-BE".into(),
        currency: "EUR".into(),
        accent: "#0F5F57".into(),
        seller: Seller {
            name: "Trade BV".into(),
            legal_form: "BV".into(),
            registration: "0202239951".into(),
            vat_identifier: "BE0202239951".into(),
            address: Address {
                street: "Coupure 1".into(),
                postal_code: "9000".into(),
                city: "Gent".into(),
                country: "BE".into(),
            },
            email: "a@example.com".into(),
            phone: "+32 9 000 00 00".into(),
            iban: if settings.has_iban { "BE68539007547034".into() } else { String::new() },
            bic: None,
        },
        sales_invoicing: SalesInvoicing::from_stored(settings.sales_invoicing.into()),
        letterhead: Letterhead::default(),
        repeat: settings.repeat,
        auto_invoice: flag(settings.flag),
        payment_terms: settings.company_terms.clone(),
        quote_validity_days: settings.quote_days,
        cash_discount: None,
        sales_conditions: settings.has_conditions.map(|on_new_documents| TenantConditions {
            conditions: SalesConditions { sha256: "0".repeat(64), file_name: "terms.pdf".into(), pages: 1 },
            on_new_documents,
        }),
        opening_hours: Schedule { weekly: every_day.collect(), ..Schedule::default() },
        services: vec![Service {
            id: service.clone(),
            slug: Slug::parse("s").unwrap(),
            name: "Service".into(),
            description: String::new(),
            times: ServiceTimes {
                service,
                duration_minutes: 60,
                slot_interval_minutes: 60,
                align_to_hour: true,
                buffer_before_minutes: 0,
                buffer_after_minutes: 0,
                minimum_notice_minutes: 0,
                booking_window_days: 60,
                capacity: 1,
            },
            price: Amount::from_cents(settings.price_cents).unwrap(),
            vat_included: settings.vat_included,
            vat: VatTreatment {
                category,
                rate: Percentage::parse(rate).unwrap(),
                exemption_code: None,
                exemption_reason: None,
            },
            payment_terms: settings.service_terms.clone(),
            resources: vec![ResourceId::new("an")],
        }],
        resources: vec![Resource { id: ResourceId::new("an"), name: "An".into(), hours: None }],
        allowed_origins: Vec::new(),
    }
}

fn booked(tenant: &Tenant, now: Timestamp, hours_ahead: i64) -> BookingPlan {
    // Slots start at full hours, in Brussels as in UTC.
    let starts_at = Timestamp::from_second((now.as_second() / 3600 + hours_ahead) * 3600).unwrap();
    let wire = PutBooking {
        service: "s".into(),
        starts_at: starts_at.to_string(),
        resource: None,
        seats: None,
        customer: CustomerFields { name: "An".into(), email: "an@example.com".into(), ..CustomerFields::default() },
        notes: None,
        locale: None,
    };
    let id = BookingId::parse("01936d5e-7c3a-7b1e-8f2a-0123456789ab").unwrap();
    BookingPlan::decide(BookingRequest::parse(id, &wire).unwrap(), tenant, now, "B-1".into()).unwrap()
}

/// Kind of document, its amounts, due date and validity.
type Told = (DocumentKind, [String; 4], Option<String>, Option<String>);

/// What the review may show of the offer for a slot: each amount and each date of the answer.
fn shown(offer: &BookingOffer, service_day: Date) -> Option<Told> {
    let document = offer.document.as_ref()?;
    let due = match document.due {
        Some(DueRule::ServiceDay) => Some(service_day.to_string()),
        Some(DueRule::Date) | None => document.due_date.clone(),
    };
    let amounts = [&offer.total_without_vat, &offer.vat_total, &offer.total_with_vat, &document.amount_due];
    Some((document.kind, amounts.map(String::clone), due, document.valid_until.clone()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// No amount, date or kind of the answer that the catalogue of that day did not say before.
    #[test]
    fn the_catalogue_says_what_the_booking_answers(settings in settings(), now in 1_767_225_600_i64..1_830_000_000, hours_ahead in 1_i64..1_000) {
        let now = Timestamp::from_second(now).unwrap();
        let tenant = tenant(&settings);
        let plan = booked(&tenant, now, hours_ahead);
        let catalogue = tenant.catalogue(now, "https://book.example");
        let offer = &catalogue.services.first().unwrap().offer;
        let answered = plan.document.as_ref().map(|draft| {
            let content = draft.content();
            let totals = &content.totals;
            let amounts = [totals.total_without_vat, totals.vat_total, totals.total_with_vat, totals.amount_due];
            let amounts = amounts.map(|amount| amount.to_string());
            match draft {
                Draft::Invoice(invoice) => (DocumentKind::Invoice, amounts, Some(invoice.due_date.to_string()), None),
                Draft::Quotation(quote) => (DocumentKind::Quote, amounts, None, Some(quote.valid_until.to_string())),
                Draft::CreditNote(_) => unreachable!("a booking makes no credit note"),
            }
        });
        prop_assert_eq!(shown(offer, plan.booked.date().unwrap()), answered);
        let attached = plan.document.as_ref().and_then(|draft| draft.content().sales_conditions.as_ref());
        prop_assert!(attached.is_none() || catalogue.portal.terms_url.is_some(), "conditions that nobody could read before");
        prop_assert_eq!(catalogue.portal.sales_invoicing, settings.sales_invoicing);
    }
}

#[test]
fn rows() {
    let base = Settings {
        sales_invoicing: true,
        flag: true,
        repeat: None,
        company_terms: PaymentTerms::NoPayment,
        service_terms: None,
        quote_days: 30,
        price_cents: 12_000,
        vat_included: false,
        vat: (VatCategory::S, "21"),
        has_iban: true,
        has_conditions: None,
    };
    let now: Timestamp = "2026-12-01T23:30:00Z".parse().unwrap(); // the second in Brussels
    let terms = |kind, value| PaymentTerms::parse(kind, value).unwrap();
    type Row = (Settings, &'static str);
    let rows: [Row; 7] = [
        (base.clone(), "invoice 145.20 now 0.00 on the day"),
        (
            Settings { company_terms: terms("full_payment", ""), ..base.clone() },
            "invoice 145.20 now 145.20 by 2026-12-02",
        ),
        (Settings { company_terms: terms("pay_later", "14"), ..base.clone() }, "invoice 145.20 now 0.00 by 2026-12-16"),
        (
            Settings { service_terms: Some(terms("deposit_percentage", "30")), ..base.clone() },
            "invoice 145.20 now 43.56 on the day",
        ),
        (Settings { flag: false, ..base.clone() }, "quote 145.20 until 2027-01-01"),
        // An invoice would lack the account: a quote, never an unlawful invoice.
        (Settings { has_iban: false, ..base.clone() }, "quote 145.20 until 2027-01-01"),
        (Settings { sales_invoicing: false, ..base }, "145.20"),
    ];
    for (settings, expected) in rows {
        let catalogue = tenant(&settings).catalogue(now, "https://book.example");
        let offer = &catalogue.services.first().unwrap().offer;
        let total = &offer.total_with_vat;
        let told = match &offer.document {
            None => total.clone(),
            Some(document) => match (document.due, &document.due_date, &document.valid_until) {
                (Some(DueRule::ServiceDay), None, None) => {
                    format!("invoice {total} now {} on the day", document.due_at_booking)
                }
                (Some(DueRule::Date), Some(date), None) => {
                    format!("invoice {total} now {} by {date}", document.due_at_booking)
                }
                (None, None, Some(date)) => format!("quote {total} until {date}"),
                other => format!("{other:?}"),
            },
        };
        assert_eq!(told, expected, "{settings:?}");
    }
}
