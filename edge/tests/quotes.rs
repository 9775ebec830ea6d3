//! Quotes: accepted or declined by the link, by the admin, once; and what an acceptance makes.

use std::sync::Arc;

use axum::body::Body;

use crate::admin::{Admin, FORM, Interleaved, TUESDAY_9, app, quote, sign_in, to};
use crate::support::{Fault, TestApp, booking, id, request};

/// The link of the only quote, and its handle.
async fn link(app: &TestApp) -> (String, String) {
    let handle =
        app.rows("SELECT id FROM document WHERE kind = 'quotation'").await[0]["id"].as_str().unwrap().to_owned();
    let admin = Admin::of(app, "demo").await;
    let page = admin.page(&format!("/admin/documents/{handle}")).await;
    let links = page.split("href=\"").filter_map(|part| part.split('"').next()?.strip_prefix("https://book.test"));
    let link = links.into_iter().find(|link| link.starts_with("/d/") && !link.ends_with("pdf")).unwrap();
    (link.to_owned(), handle)
}

async fn quoted() -> (TestApp, String, String) {
    let app = app();
    quote(&app, 1, TUESDAY_9).await;
    let (link, handle) = link(&app).await;
    (app, link, handle)
}

async fn answers(app: &TestApp) -> Vec<String> {
    let rows = app
        .rows("SELECT answer || ' ' || answered_by || ' ' || name || ' ' || remark AS text FROM quotation_answer")
        .await;
    rows.iter().map(|row| row["text"].as_str().unwrap().to_owned()).collect()
}

async fn invoices(app: &TestApp) -> i64 {
    app.count("SELECT count(*) FROM document WHERE kind = 'invoice'").await
}

#[tokio::test]
async fn a_customer_accepts_by_the_link_once() {
    let (app, link, handle) = quoted().await;
    let page = app.get(&link).await.text();
    for text in [format!("href=\"{link}/accept\""), format!("href=\"{link}/decline\"")] {
        assert!(page.contains(&text), "{text}\n{page}");
    }
    // A scanner opens every link: nothing is answered.
    let form = app.get(&format!("{link}/accept")).await;
    assert_eq!(form.status, 200);
    for text in ["Accept this quote?", "€65.00", "name=\"name\" value=\"An Peeters\"", "method=\"post\""] {
        assert!(form.text().contains(text), "{text}\n{}", form.text());
    }
    assert_eq!(app.get(&format!("{link}/decline")).await.status, 200);
    assert!(answers(&app).await.is_empty());

    let accept = format!("{link}/accept");
    let empty = app.post_form(&accept, "name=+&remark=Please+ring", &[]).await;
    assert_eq!(empty.status, 422);
    for text in ["Enter your name", "href=\"#name\"", "aria-invalid=\"true\"", ">Please ring</textarea>"] {
        assert!(empty.text().contains(text), "{text}\n{}", empty.text());
    }
    for _ in 0..2 {
        let answer = app.post_form(&accept, "name=An+%3Cb%3E&remark=Please+ring", &[]).await;
        assert_eq!(to(&answer), (303, link.as_str()), "a double click is one answer");
    }
    assert_eq!(answers(&app).await, ["accepted customer An <b> Please ring"]);
    let page = app.get(&link).await.text();
    for text in [">Accepted<", "An &lt;b&gt; accepted this quote on 30 November 2026.", "will send you the invoice"] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    assert!(!page.contains("/accept\"") && !page.contains("/decline\""));
    assert_eq!(to(&app.get(&accept).await), (303, link.as_str()), "the form leads back");

    // The other tab still shows the confirm step of a refusal.
    let late = app.post_form(&format!("{link}/decline"), "remark=", &[]).await;
    assert_eq!(late.status, 409);
    assert!(late.text().contains("Your answer was not kept") && late.text().contains(">Accepted<"), "{}", late.text());
    assert_eq!((answers(&app).await.len(), invoices(&app).await), (1, 0));

    let admin = Admin::of(&app, "demo").await;
    let page = admin.page(&format!("/admin/documents/{handle}")).await;
    for text in ["chip good\">accepted<", "An &lt;b&gt;", "by the link", "Please ring", "Generate invoice"] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    assert!(!page.contains("/answer\""), "there is an answer");
    for (state, rows) in [("accepted", 1), ("open", 0), ("expired", 0), ("declined", 0), ("converted", 0)] {
        let list = admin.page(&format!("/admin/quotes?state={state}")).await;
        assert_eq!(list.matches("class=\"open\"").count(), rows, "{state}");
    }
    assert!(admin.page("/admin/bookings").await.contains("chip good\">accepted<"));
    // What is accepted does not expire.
    app.clock.set("2027-03-01T08:00:00Z".parse().unwrap());
    let admin = Admin::of(&app, "demo").await;
    assert!(admin.page("/admin/quotes?state=accepted").await.contains("QUO-2026-0001"));
}

#[tokio::test]
async fn a_customer_declines_and_nothing_becomes_of_the_quote() {
    let (app, link, handle) = quoted().await;
    let decline = format!("{link}/decline");
    assert!(app.get(&decline).await.text().contains("Decline this quote?"));
    for _ in 0..2 {
        assert_eq!(to(&app.post_form(&decline, "remark=Too+dear", &[]).await), (303, link.as_str()));
    }
    assert_eq!(answers(&app).await, ["declined customer  Too dear"]);
    assert!(app.get(&link).await.text().contains("This quote was declined on 30 November 2026."));
    assert_eq!(app.post_form(&format!("{link}/accept"), "name=An", &[]).await.status, 409);
    let admin = Admin::of(&app, "demo").await;
    let page = admin.page(&format!("/admin/documents/{handle}")).await;
    assert!(page.contains("chip ended\">declined<") && page.contains("Too dear") && !page.contains("Generate invoice"));
    for path in
        [format!("/admin/bookings/{}/generate-invoice", id(1)), format!("/admin/documents/{handle}/generate-invoice")]
    {
        let refused = admin.post(&path, "").await;
        assert_eq!(refused.status, 409, "{path}");
        assert!(refused.text().contains("The customer declined this quote"), "{}", refused.text());
    }
    assert_eq!(
        admin.post(&format!("/admin/documents/{handle}/prepayment"), "id=prepayment-00000000001").await.status,
        409
    );
    assert_eq!(invoices(&app).await, 0);
    // The booking can still be cancelled; its quote has ended already.
    assert_eq!(admin.post(&format!("/admin/bookings/{}/cancel", id(1)), "").await.status, 303);
}

#[tokio::test]
async fn what_is_too_late_or_foreign_is_refused() {
    let (app, link, handle) = quoted().await;
    let accept = format!("{link}/accept");
    let cross = [("sec-fetch-site", "cross-site"), ("content-type", FORM)];
    let answer = app.send(request("POST", &accept, &cross, Body::from("name=An"))).await;
    assert_eq!(answer.status, 403, "{}", answer.text());
    assert_eq!(app.post_form(&accept, "name=An&tenant_id=other", &[]).await.status, 422);
    for path in ["/d/abc/accept", "/d/1AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/accept"] {
        assert_eq!(app.post_form(path, "name=An", &[]).await.status, 404, "{path}");
    }
    let other = Admin::of(&app, "other").await;
    for action in ["answer", "generate-invoice", "prepayment"] {
        let path = format!("/admin/documents/{handle}/{action}");
        assert_eq!(other.get(&path).await.status, 404, "{path}");
        assert_eq!(other.post(&path, "").await.status.as_u16() / 100, 4, "{path}");
    }
    // An invoice is no quote.
    app.sql("UPDATE tenant SET auto_invoice = 1, settings_version = settings_version + 1 WHERE id = 'demo'");
    let booked = app.book("demo", &id(2), &booking("2026-12-02T08:00:00Z")).await.json();
    let invoice = booked["document"]["url"].as_str().unwrap().replace("https://book.test", "");
    assert_eq!(app.post_form(&format!("{invoice}/accept"), "name=An", &[]).await.status, 404);
    // The day after its last day.
    app.clock.set("2027-01-15T08:00:00Z".parse().unwrap());
    assert_eq!(to(&app.get(&accept).await), (303, link.as_str()));
    let late = app.post_form(&accept, "name=An", &[]).await;
    assert_eq!(late.status, 409);
    assert!(late.text().contains("This quote was valid until"), "{}", late.text());
    assert!(answers(&app).await.is_empty());
}

#[tokio::test]
async fn an_admin_records_what_was_heard() {
    let (app, link, handle) = quoted().await;
    // Also after its last day: the customer may have called in time.
    app.clock.set("2027-01-15T08:00:00Z".parse().unwrap());
    let admin = Admin::of(&app, "demo").await;
    let path = format!("/admin/documents/{handle}/answer");
    let page = admin.page(&path).await;
    for text in ["What did the customer say?", "value=\"An Peeters\"", "QUO-2026-0001", "€65.00"] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    for (form, text) in [
        ("name=An&remark=", "Choose what the customer said."),
        ("answer=maybe&name=An", "Choose what the customer said."),
        ("answer=accepted&name=&remark=By+phone", "Enter the name of the person who accepts."),
    ] {
        let refused = admin.post(&path, form).await;
        assert_eq!(refused.status, 422, "{form}");
        assert!(refused.text().contains(text) && refused.text().contains("There is a problem"), "{}", refused.text());
    }
    let done = format!("/admin/documents/{handle}");
    assert_eq!(
        to(&admin.post(&path, "answer=accepted&name=An&remark=By+phone").await),
        (303, format!("{done}?done=answered").as_str())
    );
    assert_eq!(to(&admin.post(&path, "answer=accepted&name=An&remark=By+phone").await), (303, done.as_str()));
    assert_eq!(admin.post(&path, "answer=declined&name=&remark=").await.status, 409);
    assert_eq!(answers(&app).await, ["accepted admin An By phone"]);
    assert!(admin.page(&done).await.contains("recorded here"));
    assert!(app.get(&link).await.text().contains(">Accepted<"));
}

async fn convert_on_acceptance(admin: &Admin<'_>) {
    let form = format!("version={}&convert_on_acceptance=off&convert_on_acceptance=on", admin.version().await);
    assert_eq!(to(&admin.post("/admin/settings/flags", &form).await), (303, "/admin/settings/flags?done=saved"));
}

#[tokio::test]
async fn an_acceptance_makes_the_invoice_where_the_tenant_wants_it() {
    let (app, link, _) = quoted().await;
    let admin = Admin::of(&app, "demo").await;
    let flags = admin.page("/admin/settings/flags").await;
    assert!(flags.contains("Generate the invoice when the customer accepts the quote"), "{flags}");
    convert_on_acceptance(&admin).await;
    assert_eq!(app.count("SELECT auto_invoice FROM tenant WHERE id = 'demo'").await, 0, "the other flags stay");
    assert_eq!(app.count("SELECT convert_on_acceptance FROM tenant WHERE id = 'other'").await, 0);
    let accept = format!("{link}/accept");
    assert!(app.get(&accept).await.text().contains("Your invoice is made at once."));
    // The batch is answer, number, invoice, outbox and end together: a lost answer repeats it, and it happened once.
    app.inject([None, None, Some(Fault::LostAfter)]);
    assert_eq!(to(&app.post_form(&accept, "name=An", &[]).await), (303, link.as_str()));
    assert_eq!(invoices(&app).await, 1);
    let sound = "SELECT count(*) FROM document AS d JOIN outbox AS o ON o.subject_id = d.id AND o.task = 'render_document' JOIN quotation_outcome AS q ON q.quotation_id = d.quotation_id
                 JOIN quotation_answer AS a ON a.quotation_id = d.quotation_id WHERE d.kind = 'invoice' AND q.outcome = 'converted'";
    assert_eq!(app.count(sound).await, 1);
    let page = app.get(&link).await.text();
    assert!(page.contains(">Converted<") && page.contains("View the invoice"), "{page}");
    assert_eq!(to(&app.post_form(&accept, "name=An", &[]).await), (303, link.as_str()), "a double click");
    assert_eq!(invoices(&app).await, 1);
}

#[tokio::test]
async fn an_acceptance_is_kept_while_no_invoice_can_be_made() {
    for hinder in ["iban = ''", "sales_invoicing = 0"] {
        let (app, link, handle) = quoted().await;
        let admin = Admin::of(&app, "demo").await;
        convert_on_acceptance(&admin).await;
        app.sql(&format!("UPDATE tenant SET {hinder}, settings_version = settings_version + 1 WHERE id = 'demo'"));
        assert!(!app.get(&format!("{link}/accept")).await.text().contains("at once"), "{hinder}");
        assert_eq!(
            to(&app.post_form(&format!("{link}/accept"), "name=An", &[]).await),
            (303, link.as_str()),
            "{hinder}"
        );
        assert_eq!((answers(&app).await.len(), invoices(&app).await), (1, 0), "{hinder}");
        assert_eq!(
            admin.post(&format!("/admin/documents/{handle}/generate-invoice"), "").await.status,
            409,
            "{hinder}"
        );
    }
}

#[tokio::test]
async fn twenty_at_once_from_three_sides_make_one_invoice() {
    let (mut app, link, handle) = quoted().await;
    let cookie = sign_in(&app, "demo").await;
    convert_on_acceptance(&Admin::of(&app, "demo").await).await;
    app.ports.database = Arc::new(Interleaved(app.database.clone()));
    let sides = [
        (format!("/admin/bookings/{}/generate-invoice", id(1)), ""),
        (format!("/admin/documents/{handle}/generate-invoice"), ""),
        (format!("{link}/accept"), "name=An"),
        (format!("/admin/documents/{handle}/answer"), "answer=accepted&name=An&remark="),
    ];
    let racing: Vec<_> = (0..20)
        .map(|n| {
            let (path, form) = &sides[n % sides.len()];
            let headers = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin"), ("content-type", FORM)];
            let (ports, request) = (app.ports.clone(), request("POST", path, &headers, Body::from(*form)));
            tokio::spawn(async move { edge::router::handle(&ports, request).await.status().as_u16() })
        })
        .collect();
    for answer in racing {
        // Whoever comes after the invoice of another side is led to it, or told that the quote is no longer open.
        let status = answer.await.unwrap();
        assert!([303, 409].contains(&status), "{status}");
    }
    assert_eq!(invoices(&app).await, 1);
    assert_eq!(
        app.count("SELECT next_number FROM number_series WHERE kind = 'invoice' AND tenant_id = 'demo'").await,
        2
    );
    assert!(answers(&app).await.len() <= 1);
}

#[tokio::test]
async fn a_cancelled_booking_takes_its_accepted_quote_back() {
    let (app, link, handle) = quoted().await;
    app.post_form(&format!("{link}/accept"), "name=An", &[]).await;
    let admin = Admin::of(&app, "demo").await;
    assert!(
        admin.page(&format!("/admin/bookings/{}/cancel", id(1))).await.contains("Quote QUO-2026-0001 is withdrawn")
    );
    assert_eq!(admin.post(&format!("/admin/bookings/{}/cancel", id(1)), "").await.status, 303);
    assert!(app.get(&link).await.text().contains(">Withdrawn<"));
    assert_eq!(admin.post(&format!("/admin/documents/{handle}/generate-invoice"), "").await.status, 409);
}
