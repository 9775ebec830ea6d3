//! Moving a booking: to a free time only, once for each form, with everything that shows its time following.

use std::sync::Arc;

use crate::{
    admin::{Admin, FORM, Interleaved, TUESDAY_9, app, quote, to},
    support::{BASE, Fault, TestApp, booking, id, request},
};
use axum::body::Body;
use serde_json::{Value as Json, json};

/// Tuesday 1 December 2026, 14:00 in Brussels.
const TUESDAY_14: &str = "2026-12-01T13:00:00Z";
/// Wednesday 2 December 2026, 09:00 in Brussels.
const WEDNESDAY_9: &str = "2026-12-02T08:00:00Z";

async fn book(app: &TestApp, n: u32, starts_at: &str) -> Json {
    let answer = app.book("demo", &id(n), &booking(starts_at)).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()
}

fn path(n: u32) -> String {
    format!("/admin/bookings/{}/move", id(n))
}

/// What the customer's page posts.
fn customer_form(starts_at: &str, sequence: u32) -> String {
    format!("starts_at={}&sequence={sequence}&day={}", starts_at.replace(':', "%3A"), &starts_at[..10])
}

/// What the dashboard's page posts of a booking with its invoice.
fn form(starts_at: &str, sequence: u32) -> String {
    format!("{}&invoices=1", customer_form(starts_at, sequence))
}

/// The same where there is no invoice yet.
fn form_of_quote(starts_at: &str, sequence: u32) -> String {
    format!("{}&invoices=0", customer_form(starts_at, sequence))
}

fn moved(n: u32) -> (u16, String) {
    (303, format!("/admin/bookings/{}?done=moved", id(n)))
}

fn path_of(url: &Json) -> String {
    let url = url.as_str().unwrap();
    url.strip_prefix("https://book.test").or_else(|| url.strip_prefix(BASE)).unwrap().to_owned()
}

#[tokio::test]
async fn the_page_offers_the_free_times_and_the_move_is_everywhere() {
    let app = app();
    let booked = book(&app, 1, TUESDAY_9).await;
    let invoice = app.rows("SELECT content FROM document").await;
    let admin = Admin::of(&app, "demo").await;
    assert!(admin.page(&format!("/admin/bookings/{}", id(1))).await.contains("/move\">Move booking"));
    let page = admin.page(&path(1)).await;
    assert!(page.contains("Free times on Tue 1 December 2026"), "{page}");
    assert!(page.contains("Invoice INV-2026-0001 keeps the old time."));
    assert!(page.contains(&format!("value=\"{TUESDAY_14}\"")));
    assert!(!page.contains(&format!("value=\"{TUESDAY_9}\"")), "its own time is no choice");

    let answer = admin.post(&path(1), &form(WEDNESDAY_9, 0)).await;
    assert_eq!((answer.status.as_u16(), answer.header("location").unwrap().to_owned()), moved(1), "{}", answer.text());
    let page = admin.page(&format!("/admin/bookings/{}?done=moved", id(1))).await;
    assert!(page.contains("The booking is moved."));
    assert!(
        page.contains("Moved by an admin from Tue 1 December 2026, 09:00–11:00 to Wed 2 December 2026, 09:00–11:00"),
        "{page}"
    );
    assert_eq!(
        app.rows("SELECT starts_at, ends_at, local_starts_at, local_ends_at, sequence FROM booking").await,
        [json!({
            "starts_at": WEDNESDAY_9, "ends_at": "2026-12-02T10:00:00Z",
            "local_starts_at": "2026-12-02T09:00", "local_ends_at": "2026-12-02T11:00", "sequence": 1
        })]
    );
    assert_eq!(app.rows("SELECT content FROM document").await, invoice, "an issued invoice never changes");

    // The links that the customer has keep working.
    let manage = path_of(&booked["manage_url"]);
    assert!(app.get(&manage).await.text().contains("Wed 2 December 2026"));
    let calendar = app.get(&format!("{manage}/calendar.ics")).await.text();
    for line in ["SEQUENCE:1", "DTSTART:20261202T080000Z", "DTEND:20261202T100000Z", "METHOD:PUBLISH"] {
        assert!(calendar.contains(&format!("{line}\r\n")), "{line}: {calendar}");
    }
    // The old time is free, and the new one is not.
    book(&app, 2, TUESDAY_9).await;
    book(&app, 3, TUESDAY_9).await;
    book(&app, 4, WEDNESDAY_9).await;
    assert_eq!(app.book("demo", &id(5), &booking(WEDNESDAY_9)).await.status, 409);
}

#[tokio::test]
async fn a_form_sent_twice_moves_once_and_so_does_a_lost_answer() {
    let app = app();
    book(&app, 1, TUESDAY_9).await;
    let admin = Admin::of(&app, "demo").await;
    for _ in 0..2 {
        assert_eq!(to(&admin.post(&path(1), &form(TUESDAY_14, 0)).await).0, 303);
    }
    // Session, booking and settings are read first; the move's answer is lost, and what is read after that is not.
    app.inject([None, None, None, Some(Fault::LostAfter)]);
    assert_eq!(to(&admin.post(&path(1), &form(WEDNESDAY_9, 1)).await).0, 303);
    let rows =
        app.rows("SELECT sequence, from_starts_at, starts_at, moved_by FROM booking_move ORDER BY sequence").await;
    assert_eq!(
        rows,
        [
            json!({ "sequence": 1, "from_starts_at": TUESDAY_9, "starts_at": TUESDAY_14, "moved_by": "admin" }),
            json!({ "sequence": 2, "from_starts_at": TUESDAY_14, "starts_at": WEDNESDAY_9, "moved_by": "admin" }),
        ]
    );
    assert_eq!(app.count("SELECT count(*) FROM busy").await, 1);
}

#[tokio::test]
async fn what_is_not_free_or_not_shown_any_more_is_refused_with_the_page() {
    let app = app();
    for n in [1, 2, 3] {
        book(&app, n, if n == 1 { TUESDAY_9 } else { WEDNESDAY_9 }).await;
    }
    let before = app.rows("SELECT * FROM booking JOIN busy ON busy.booking_id = booking.id ORDER BY booking.id").await;
    let admin = Admin::of(&app, "demo").await;
    for (sent, message) in [
        (form(WEDNESDAY_9, 0), "That time is no longer free."),
        (form("2026-12-02T08:10:00Z", 0), "That time is no longer free."),
        (form("2026-12-02T02:00:00Z", 0), "That time is no longer free."),
        (form("2030-12-02T08:00:00Z", 0), "That time is no longer free."),
        (form(TUESDAY_14, 7), "The booking was moved meanwhile."),
        ("sequence=0&day=2026-12-02".to_owned(), "Choose a time."),
        (form("2026-12-0-T08:00:00Z", 0), "Choose a time."),
        (format!("starts_at={TUESDAY_14}&sequence=-1&invoices=1&day="), "Choose a time."),
        (customer_form(TUESDAY_14, 0), "Choose a time."),
        (form_of_quote(TUESDAY_14, 0), "An invoice was made of this booking meanwhile"),
    ] {
        let answer = admin.post(&path(1), &sent).await;
        assert_eq!(answer.status, 422, "{sent}");
        assert!(answer.text().contains(message), "{sent}: {}", answer.text());
        assert!(answer.text().contains("href=\"#times\""), "the summary leads to the times");
        assert!(answer.text().contains("<title>Error: Move booking"), "the tab says it, too");
    }
    let kept = admin.post(&path(1), &form(WEDNESDAY_9, 0)).await.text();
    assert!(kept.contains("value=\"2026-12-02\""), "the day stays chosen");
    let days = admin.get(&format!("{}?day=tomorrow", path(1))).await;
    assert!(days.status == 422 && days.text().contains("Choose a day."));
    let after = app.rows("SELECT * FROM booking JOIN busy ON busy.booking_id = booking.id ORDER BY booking.id").await;
    assert_eq!(after, before);
    assert_eq!(admin.post(&path(1), &format!("{}&resource_id=tom", form(TUESDAY_14, 0))).await.status, 422);
}

#[tokio::test]
async fn its_own_time_is_in_no_ones_way() {
    let app = app();
    for n in [1, 2] {
        book(&app, n, TUESDAY_9).await;
    }
    let admin = Admin::of(&app, "demo").await;
    let resource = app.rows("SELECT resource_id FROM booking ORDER BY id").await;
    let answer = admin.post(&path(1), &form("2026-12-01T09:00:00Z", 0)).await;
    assert_eq!((answer.status.as_u16(), answer.header("location").unwrap().to_owned()), moved(1), "{}", answer.text());
    assert_eq!(app.rows("SELECT resource_id FROM booking ORDER BY id").await, resource, "who does it stays the same");
}

#[tokio::test]
async fn what_has_ended_was_cancelled_or_is_gone_cannot_be_moved() {
    let app = app();
    for n in [1, 2, 3] {
        book(&app, n, if n == 3 { WEDNESDAY_9 } else { TUESDAY_9 }).await;
    }
    let admin = Admin::of(&app, "demo").await;
    assert_eq!(to(&admin.post(&format!("/admin/bookings/{}/cancel", id(2)), "").await).0, 303);
    let own = format!("/admin/bookings/{}", id(2));
    assert_eq!(to(&admin.get(&path(2)).await), (303, own.as_str()));
    assert_eq!(to(&admin.post(&path(2), &form(TUESDAY_14, 1)).await), (303, own.as_str()));
    app.sql("UPDATE service SET active = 0 WHERE id = 'home-cleaning'; UPDATE tenant SET settings_version = settings_version + 1");
    assert_eq!(admin.post(&path(1), &form(TUESDAY_14, 0)).await.status, 409);
    app.sql("UPDATE service SET active = 1 WHERE id = 'home-cleaning'; UPDATE tenant SET settings_version = settings_version + 1");
    app.clock.set("2026-12-01T10:00:00Z".parse().unwrap());
    let admin = Admin::of(&app, "demo").await; // the session of the day before has ended
    for answer in [admin.get(&path(1)).await, admin.post(&path(1), &form(WEDNESDAY_9, 0)).await] {
        assert!(answer.status == 409 && answer.text().contains("has taken place"), "{}", answer.text());
    }
    // An hour before it begins, which is too late for a customer and not for an admin.
    app.clock.set("2026-12-02T07:00:00Z".parse().unwrap());
    let admin = Admin::of(&app, "demo").await;
    assert_eq!(to(&admin.post(&path(3), &form("2026-12-02T09:00:00Z", 0)).await).0, 303);
    let other = Admin::of(&app, "other").await;
    assert_eq!(other.get(&path(3)).await.status, 404);
    assert_eq!(other.post(&path(3), &form(WEDNESDAY_9, 1)).await.status, 404);
}

#[tokio::test]
async fn links_live_as_long_as_the_booking_at_its_new_time() {
    let app = app();
    let booked = book(&app, 1, TUESDAY_9).await;
    let admin = Admin::of(&app, "demo").await;
    let far = "2027-06-01T07:00:00Z";
    assert_eq!(to(&admin.post(&path(1), &form(far, 0)).await).0, 303);
    let manage = path_of(&booked["manage_url"]);
    app.clock.set("2027-06-01T06:00:00Z".parse().unwrap());
    assert_eq!(app.get(&manage).await.status, 200);
    let replay = app.book("demo", &id(1), &booking(TUESDAY_9)).await.json();
    assert_eq!(replay["manage_url"], booked["manage_url"], "a late retry gets the link that the customer has");
    app.clock.set("2028-06-01T06:00:00Z".parse().unwrap());
    assert_eq!(app.get(&manage).await.status, 410);
}

#[tokio::test]
async fn the_invoice_of_a_quote_names_the_time_at_which_it_takes_place() {
    let app = app();
    let booking = quote(&app, 1, TUESDAY_9).await;
    let admin = Admin::of(&app, "demo").await;
    let page = admin.page(&path(1)).await;
    assert!(page.contains("The invoice that it becomes names the new one."), "{page}");
    assert_eq!(to(&admin.post(&path(1), &form_of_quote(WEDNESDAY_9, 0)).await).0, 303);
    assert_eq!(to(&admin.post(&format!("/admin/bookings/{booking}/generate-invoice"), "").await).0, 303);
    let starts = app
        .rows("SELECT kind, json_extract(content, '$.content.booking.starts_at') AS at FROM document ORDER BY kind")
        .await;
    assert_eq!(
        starts,
        [json!({ "kind": "invoice", "at": WEDNESDAY_9 }), json!({ "kind": "quotation", "at": TUESDAY_9 })]
    );
}

#[tokio::test]
async fn a_page_that_promised_another_time_moves_nothing_once_the_quote_is_invoiced() {
    let app = app();
    let booking = quote(&app, 1, TUESDAY_9).await;
    let admin = Admin::of(&app, "demo").await;
    assert!(admin.page(&path(1)).await.contains("name=\"invoices\" value=\"0\""));
    // In another tab.
    assert_eq!(to(&admin.post(&format!("/admin/bookings/{booking}/generate-invoice"), "").await).0, 303);
    let answer = admin.post(&path(1), &form_of_quote(WEDNESDAY_9, 0)).await;
    let page = answer.text();
    assert!(answer.status == 422 && page.contains("An invoice was made of this booking meanwhile"), "{page}");
    assert!(page.contains("Invoice INV-2026-0001 keeps the old time."), "{page}");
    assert_eq!(app.rows("SELECT starts_at FROM booking").await, [json!({ "starts_at": TUESDAY_9 })]);
    // Who has read that may move it all the same.
    assert_eq!(to(&admin.post(&path(1), &form(WEDNESDAY_9, 0)).await).0, 303);
}

#[tokio::test]
async fn moving_and_invoicing_at_the_same_time_agree_on_the_time() {
    let mut app = app();
    let bookings = 6;
    for n in 1..=bookings {
        quote(&app, n, &format!("2026-12-{:02}T08:00:00Z", 6 + n)).await;
    }
    let cookie = Admin::of(&app, "demo").await.cookie;
    app.ports.database = Arc::new(Interleaved(app.database.clone()));
    let send = |path: String, form: String| {
        let headers = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin"), ("content-type", FORM)];
        let request = request("POST", &path, &headers, Body::from(form));
        let ports = app.ports.clone();
        tokio::spawn(async move { edge::router::handle(&ports, request).await.status().as_u16() })
    };
    for n in 1..=bookings {
        let moving = || send(path(n), form_of_quote(&format!("2026-12-{:02}T13:00:00Z", 6 + n), 0));
        let invoicing = || send(format!("/admin/bookings/{}/generate-invoice", id(n)), String::new());
        // Now the one reads first, now the other.
        let (first, second) = if n % 2 == 0 { (moving(), invoicing()) } else { (invoicing(), moving()) };
        for answer in [first.await.unwrap(), second.await.unwrap()] {
            assert!(matches!(answer, 303 | 422), "{answer}");
        }
    }
    let rows = app
        .rows(
            "SELECT b.starts_at AS takes_place, json_extract(d.content, '$.content.booking.starts_at') AS named
             FROM booking AS b JOIN document AS d ON d.booking_id = b.id AND d.kind = 'invoice'",
        )
        .await;
    assert_eq!(rows.len(), 6);
    assert!(rows.iter().all(|row| row["takes_place"] == row["named"]), "{rows:?}");
}

#[tokio::test]
async fn hours_that_changed_since_the_page_count() {
    let app = app();
    book(&app, 1, TUESDAY_9).await;
    let admin = Admin::of(&app, "demo").await;
    admin.page(&path(1)).await;
    app.sql("DELETE FROM opening_hours WHERE weekday = 3; UPDATE tenant SET settings_version = settings_version + 1");
    assert_eq!(admin.post(&path(1), &form(WEDNESDAY_9, 0)).await.status, 422, "closed by now");
}

#[tokio::test]
async fn twenty_bookings_race_for_a_time_that_two_can_have() {
    let mut app = app();
    // One after the other from Thursday 3 December on, with the two people of the demo tenant.
    let starts =
        (0..20).map(|n| format!("2026-12-{:02}T{:02}:00:00Z", 3 + (n / 4) * 7 / 5, if n % 4 < 2 { 8 } else { 13 }));
    let mut made = Vec::new();
    for (n, start) in (1..).zip(starts) {
        if app.book("demo", &id(n), &booking(&start)).await.status == 201 {
            made.push(n);
        }
    }
    assert!(made.len() >= 6, "{made:?}");
    let admin = Admin::of(&app, "demo").await;
    let cookie = admin.cookie.clone();
    app.ports.database = Arc::new(Interleaved(app.database.clone()));
    let racing: Vec<_> = made
        .iter()
        .map(|n| {
            let headers = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin"), ("content-type", FORM)];
            let request = request("POST", &path(*n), &headers, Body::from(form(TUESDAY_9, 0)));
            let ports = app.ports.clone();
            tokio::spawn(async move { edge::router::handle(&ports, request).await.status().as_u16() })
        })
        .collect();
    let mut statuses = Vec::new();
    for answer in racing {
        statuses.push(answer.await.unwrap());
    }
    assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 2, "{statuses:?}");
    assert!(statuses.iter().all(|status| matches!(status, 303 | 422)), "{statuses:?}");
    assert_eq!(app.count("SELECT count(*) FROM booking_move").await, 2);
    let busy = app.count("SELECT count(*) FROM busy").await;
    assert_eq!(usize::try_from(busy).unwrap(), made.len(), "nobody lost a time");
}

#[tokio::test]
async fn a_customer_moves_by_link_under_the_rules_of_a_new_booking() {
    let app = app();
    let booked = book(&app, 1, TUESDAY_9).await;
    let manage = path_of(&booked["manage_url"]);
    let path = format!("{manage}/move");
    assert!(app.get(&manage).await.text().contains("Move booking"));
    let page = app.get(&format!("{path}?day=2026-12-02")).await.text();
    assert!(page.contains("Free times on Wed 2 December 2026") && page.contains(&format!("value=\"{WEDNESDAY_9}\"")));
    assert!(page.contains("Documents that were issued keep the old time."));
    let sunday = app.get(&format!("{path}?day=2026-12-06")).await.text();
    assert!(sunday.contains("There is no free time") && sunday.contains("move?day=2026-12-07"), "{sunday}");

    let evil = [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example"), ("content-type", FORM)];
    let sent = Body::from(customer_form(WEDNESDAY_9, 0));
    assert_eq!(app.send(request("POST", &path, &evil, sent)).await.status, 403);
    // Half past ten tonight is closed, in an hour is too soon, and a time that is none is no time.
    for starts_at in ["2026-11-30T21:30:00Z", "2026-11-30T09:00:00Z", "soon"] {
        let sent = format!("starts_at={}&sequence=0&day=", starts_at.replace(':', "%3A"));
        assert_eq!(app.post_form(&path, &sent, &[]).await.status, 422, "{starts_at}");
    }
    for _ in 0..2 {
        let answer = app.post_form(&path, &customer_form(WEDNESDAY_9, 0), &[]).await;
        assert_eq!(to(&answer), (303, format!("{manage}?done=moved").as_str()), "{}", answer.text());
    }
    assert!(app.get(&format!("{manage}?done=moved")).await.text().contains("Your booking is moved."));
    assert_eq!(app.rows("SELECT moved_by FROM booking_move").await, [json!({ "moved_by": "customer" })]);
    app.clock.set(WEDNESDAY_9.parse().unwrap());
    assert_eq!(app.get(&path).await.status, 409, "it has begun");
    assert_eq!(app.post_form(&path, &customer_form(TUESDAY_14, 1), &[]).await.status, 409);
}
