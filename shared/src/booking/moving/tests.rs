use jiff::{
    civil::{Weekday, date},
    tz::TimeZone,
};

use super::*;
use crate::{
    billing::{
        letterhead::Letterhead,
        party::{Address, Seller},
        vat::{VatCategory, VatTreatment},
    },
    booking::schedule::{MinuteOfDay, Schedule, WeeklyHours},
    id::{Slug, TenantId},
    money::{Amount, Percentage},
    tenant::{flags::Flag, module::SalesInvoicing, settings::Resource, terms::PaymentTerms},
};

/// Tuesday 1 December 2026, in UTC.
fn at(time: &str) -> Timestamp {
    format!("2026-12-01T{time}:00Z").parse().unwrap()
}

const MONDAY_NOON: &str = "2026-11-30T12:00:00Z";

/// Open 09:00 to 12:00 UTC; one service of an hour on every half hour, with 15 minutes after it, by An and Bo; a day's notice.
fn tenant() -> Tenant {
    let hours = [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday].map(|weekday| WeeklyHours {
        weekday,
        opens: MinuteOfDay::parse("09:00").unwrap(),
        closes: MinuteOfDay::parse("12:00").unwrap(),
    });
    let resource = |id: &str| Resource { id: ResourceId::new(id), name: id.to_owned(), hours: None };
    let service = ServiceId::new("s");
    Tenant {
        id: TenantId::new("t"),
        slug: Slug::parse("t").unwrap(),
        name: "Trade".into(),
        settings_version: 1,
        time_zone: "UTC".into(),
        zone: TimeZone::UTC,
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
            iban: "BE68539007547034".into(),
            bic: None,
        },
        sales_invoicing: SalesInvoicing::Active,
        letterhead: Letterhead::default(),
        repeat: None,
        auto_invoice: Flag::On,
        payment_terms: PaymentTerms::NoPayment,
        quote_validity_days: 14,
        cash_discount: None,
        sales_conditions: None,
        opening_hours: Schedule { weekly: hours.to_vec(), ..Schedule::default() },
        services: vec![Service {
            id: service.clone(),
            slug: Slug::parse("s").unwrap(),
            name: "Service".into(),
            description: String::new(),
            times: ServiceTimes {
                service,
                duration_minutes: 60,
                slot_interval_minutes: 30,
                align_to_hour: false,
                buffer_before_minutes: 0,
                buffer_after_minutes: 15,
                minimum_notice_minutes: 24 * 60,
                booking_window_days: 7,
                capacity: 1,
            },
            price: Amount::ZERO,
            vat_included: true,
            vat: VatTreatment {
                category: VatCategory::S,
                rate: Percentage::parse("21").unwrap(),
                exemption_code: None,
                exemption_reason: None,
            },
            payment_terms: None,
            resources: vec![ResourceId::new("an"), ResourceId::new("bo")],
        }],
        resources: vec![resource("an"), resource("bo")],
        allowed_origins: Vec::new(),
    }
}

/// 10:00 to 11:00 by Bo.
fn held() -> Held {
    Held {
        service: ServiceId::new("s"),
        resource: ResourceId::new("bo"),
        seats: 1,
        starts_at: at("10:00"),
        ends_at: at("11:00"),
        busy_from: at("10:00").as_second(),
        busy_until: at("11:15").as_second(),
    }
}

fn busy(resource: &str, starts_at: &str, ends_at: &str, busy_until: &str) -> (ResourceId, Busy) {
    let interval = Busy {
        busy_from: at(starts_at).as_second(),
        busy_until: at(busy_until).as_second(),
        service: ServiceId::new("s"),
        starts_at: at(starts_at).as_second(),
        ends_at: at(ends_at).as_second(),
        seats: 1,
    };
    (ResourceId::new(resource), interval)
}

fn offered(busy: &[(ResourceId, Busy)], by: MovedBy, now: &str) -> Vec<String> {
    let day = date(2026, 12, 1);
    let slots = held().offers(&tenant(), (day, day), busy.to_vec(), by, now.parse().unwrap()).unwrap();
    slots.iter().map(|slot| slot.starts_at.strftime("%H:%M").to_string()).collect()
}

#[test]
fn its_own_time_is_in_no_ones_way_and_no_choice() {
    let own = busy("bo", "10:00", "11:00", "11:15");
    let an_all_morning = busy("an", "09:00", "12:00", "12:15");
    let monday_eight = "2026-11-30T08:00:00Z";
    let free = offered(&[own.clone(), an_all_morning.clone()], MovedBy::Customer, monday_eight);
    assert_eq!(free, ["09:00", "09:30", "10:30", "11:00"]);
    let other = busy("bo", "09:00", "10:00", "10:00");
    let free = offered(&[own, other, an_all_morning], MovedBy::Customer, monday_eight);
    assert_eq!(free, ["10:30", "11:00"]);
}

#[test]
fn notice_and_window_bind_customers_only() {
    assert!(offered(&[], MovedBy::Customer, MONDAY_NOON).is_empty());
    assert_eq!(offered(&[], MovedBy::Admin, MONDAY_NOON), ["09:00", "09:30", "10:30", "11:00"]);
    let (far, now) = ("2026-12-15T09:00:00Z".parse().unwrap(), "2026-11-30T08:00:00Z".parse().unwrap());
    assert_eq!(held().move_to(&tenant(), far, MovedBy::Customer, now), Err(MoveError::NotOffered));
    assert!(held().move_to(&tenant(), far, MovedBy::Admin, now).is_ok());
}

#[test]
fn whoever_does_it_now_comes_first_and_the_length_stays() {
    let mut tenant = tenant();
    let moved = held().move_to(&tenant, at("09:00"), MovedBy::Admin, MONDAY_NOON.parse().unwrap()).unwrap();
    assert_eq!(moved.candidates, [ResourceId::new("bo"), ResourceId::new("an")]);
    assert_eq!((moved.starts_at, moved.ends_at), (at("09:00"), at("10:00")));
    assert_eq!((moved.busy_from, moved.busy_until), (at("09:00").as_second(), at("10:15").as_second()));
    assert_eq!(
        (moved.local_starts_at.as_str(), moved.local_ends_at.as_str()),
        ("2026-12-01T09:00", "2026-12-01T10:00")
    );
    // The service lasts longer by now; this booking does not.
    for service in &mut tenant.services {
        service.times.duration_minutes = 120;
    }
    let moved = held().move_to(&tenant, at("11:00"), MovedBy::Admin, MONDAY_NOON.parse().unwrap()).unwrap();
    assert_eq!((moved.starts_at, moved.ends_at), (at("11:00"), at("12:00")));
}

#[test]
fn what_cannot_be_is_named() {
    let table = [
        ("09:00", MovedBy::Customer, "2026-12-01T10:00:00Z", MoveError::TooLate),
        ("11:00", MovedBy::Admin, "2026-12-01T11:00:00Z", MoveError::TooLate),
        ("10:00", MovedBy::Admin, MONDAY_NOON, MoveError::NotOffered),
        ("09:10", MovedBy::Admin, MONDAY_NOON, MoveError::NotOffered),
        ("08:30", MovedBy::Admin, MONDAY_NOON, MoveError::NotOffered),
        ("11:30", MovedBy::Admin, MONDAY_NOON, MoveError::NotOffered),
        ("09:00", MovedBy::Admin, "2026-12-01T09:30:00Z", MoveError::NotOffered),
    ];
    for (start, by, now, error) in table {
        let decided = held().move_to(&tenant(), at(start), by, now.parse().unwrap());
        assert_eq!(decided, Err(error), "{start} {by:?} {now}");
    }
    let gone = Held { service: ServiceId::new("other"), ..held() };
    let now = MONDAY_NOON.parse().unwrap();
    assert_eq!(gone.move_to(&tenant(), at("09:00"), MovedBy::Admin, now), Err(MoveError::ServiceGone));
    let many = Held { seats: 2, ..held() };
    assert_eq!(many.move_to(&tenant(), at("09:00"), MovedBy::Admin, now), Err(MoveError::NotOffered));
}

#[test]
fn every_time_that_is_offered_can_be_taken() {
    let now = "2026-11-30T08:00:00Z".parse().unwrap();
    for by in [MovedBy::Customer, MovedBy::Admin] {
        for slot in held().offers(&tenant(), (date(2026, 12, 1), date(2026, 12, 9)), Vec::new(), by, now).unwrap() {
            assert!(held().move_to(&tenant(), slot.starts_at, by, now).is_ok(), "{slot:?}");
        }
    }
}
