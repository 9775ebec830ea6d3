//! The document editor: kept as a draft with every press, saved once with a number, never lost between windows.

use std::sync::Arc;

use crate::admin::{Admin, FORM, Interleaved, TUESDAY_9, app, sign_in, to};
use crate::support::{Answer, Fault, TestApp, booking, id, request};
use axum::body::Body;
use serde_json::Value as Json;

/// Handle of the n-th draft.
pub fn handle(n: u32) -> String {
    format!("draft-{n:016}")
}

pub fn path(n: u32) -> String {
    format!("/admin/drafts/{}", handle(n))
}

/// What the editor posts: two hours at 50 for a contact.
pub struct Form {
    version: i64,
    settings: i64,
    contact: String,
    rest: String,
}

impl Form {
    pub async fn new(app: &TestApp) -> Self {
        let settings = app.count("SELECT settings_version FROM tenant WHERE id = 'demo'").await;
        Self { version: 0, settings, contact: contact(app, "demo").await, rest: line(1, "Hour", "2", "50") }
    }

    pub fn at(&self, version: i64) -> Self {
        Self { version, settings: self.settings, contact: self.contact.clone(), rest: self.rest.clone() }
    }

    fn with(&self, rest: &str) -> Self {
        Self { rest: rest.to_owned(), ..self.at(self.version) }
    }

    pub fn press(&self, action: &str) -> String {
        let Self { version, settings, contact, rest } = self;
        format!(
            "version={version}&settings-version={settings}&kind=invoice&next=50&contact={contact}{rest}&action={action}"
        )
    }
}

fn line(key: u32, name: &str, quantity: &str, price: &str) -> String {
    format!(
        "&line={key}&line-{key}-kind=item&line-{key}-name={name}&line-{key}-quantity={quantity}&line-{key}-unit=HUR&line-{key}-price={price}&line-{key}-vat=21"
    )
}

/// A contact of a tenant, made by a booking.
async fn contact(app: &TestApp, tenant: &str) -> String {
    let mut body = booking(TUESDAY_9);
    body["customer"]["email"] = "lies@example.com".into();
    body["customer"]["name"] = "Lies Maes".into();
    let booked = app.book(tenant, &id(70), &body).await;
    assert!(booked.status.is_success(), "{}", booked.text());
    let sql = "SELECT id FROM contact WHERE tenant_id = ?1 AND email = 'lies@example.com'";
    app.rows_with(sql, [tenant.into()]).await[0]["id"].as_str().unwrap().to_owned()
}

async fn stored(app: &TestApp, n: u32) -> Json {
    let rows = app
        .rows_with("SELECT version, form, total FROM draft WHERE tenant_id = 'demo' AND id = ?1", [handle(n).into()])
        .await;
    rows.into_iter().next().unwrap_or_default()
}

/// Names of the lines of a stored draft.
async fn names(app: &TestApp, n: u32) -> Vec<String> {
    let form: Json = serde_json::from_str(stored(app, n).await["form"].as_str().unwrap()).unwrap();
    form["lines"].as_array().unwrap().iter().map(|line| line["name"].as_str().unwrap().to_owned()).collect()
}

/// How many invoices were written by hand.
async fn written(app: &TestApp) -> i64 {
    app.count("SELECT count(*) FROM document WHERE kind = 'invoice' AND booking_id IS NULL").await
}

fn is_conflict(answer: &Answer) {
    assert!(answer.status == 409 && answer.text().contains("changed in another window"), "{}", answer.text());
}

#[tokio::test]
async fn an_invoice_is_written_kept_and_saved() {
    let app = app();
    let form = Form::new(&app).await;
    let admin = Admin::of(&app, "demo").await;
    let page = admin.page("/admin/invoices/new").await;
    for text in [
        "Click here to select a contact",
        "Click here to change the invoice header",
        "Assigned automatically when you save",
        "Not saved yet",
        "Add a sales invoice",
    ] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    assert_eq!(app.count("SELECT count(*) FROM draft").await, 0, "looking stores nothing");

    assert_eq!(
        to(&admin.post(&path(1), &form.press("add-line")).await),
        (303, format!("{}#line-50", path(1)).as_str())
    );
    let page = admin.page(&path(1)).await;
    for text in [
        "Lies Maes",
        "name=\"version\" value=\"1\"",
        "name=\"line-1-price\" value=\"50\"",
        "€121.00",
        "Saved as a draft at",
    ] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    let list = admin.page("/admin/drafts").await;
    assert!(list.contains("Lies Maes") && list.contains("121.00"), "{list}");

    let fragment = admin.post(&path(1), &form.at(1).with(&line(1, "Hour", "3", "50")).press("autosave")).await;
    let text = fragment.text();
    assert_eq!(fragment.status, 200);
    assert!(
        text.contains("name=\"version\" value=\"2\"") && text.contains("181.50") && !text.contains("<html"),
        "{text}"
    );

    let saved = admin.post(&path(1), &form.at(2).with(&line(1, "Hour", "3", "50")).press("issue")).await;
    let document = format!("/admin/documents/{}", handle(1));
    assert_eq!(to(&saved), (303, format!("{document}?done=issued").as_str()), "{}", saved.text());
    let page = admin.page(&format!("{document}?done=issued")).await;
    for text in ["INV-2026-0002", "Lies Maes", "150.00", "181.50", "It is saved and has its number"] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    assert_eq!(app.count("SELECT count(*) FROM draft").await, 0);
    assert_eq!(
        app.count("SELECT count(*) FROM outbox WHERE task = 'render_document' AND subject_id LIKE 'draft-%'").await,
        1,
        "its PDF follows"
    );
    assert_eq!(to(&admin.get(&path(1)).await), (303, document.as_str()), "the draft's address leads to the document");
    for beside in ["contact", "items", "preview", "delete"] {
        assert_eq!(to(&admin.get(&format!("{}/{beside}", path(1))).await), (303, document.as_str()), "{beside}");
    }
    let pages = [page, admin.page("/admin/invoices").await];
    assert!(pages.iter().all(|page| page.contains("INV-2026-0002")));
}

#[tokio::test]
async fn a_quote_is_written_too() {
    let app = app();
    let form = Form::new(&app).await;
    let admin = Admin::of(&app, "demo").await;
    let press = |action: &str| form.press(action).replace("kind=invoice", "kind=quotation");
    assert_eq!(admin.page("/admin/quotes/new").await.matches("Valid until").count(), 1);
    assert_eq!(admin.post(&path(1), &press("issue")).await.status, 303);
    let row = &app.rows("SELECT number, valid_until, due_date FROM document WHERE kind = 'quotation'").await[0];
    assert_eq!((row["number"].as_str(), row["valid_until"].as_str()), (Some("QUO-2026-0001"), Some("2026-12-30")));
}

#[tokio::test]
async fn a_draft_is_a_pdf_of_its_own_that_nothing_keeps() {
    let app = app();
    let form = Form::new(&app).await;
    let admin = Admin::of(&app, "demo").await;
    let pdf = format!("{}/pdf", path(1));
    assert_eq!(admin.get(&pdf).await.status, 404);
    assert_eq!(
        to(&admin.post(&path(1), &form.press("open:preview")).await),
        (303, format!("{}/preview", path(1)).as_str())
    );
    assert!(admin.page(&format!("{}/preview", path(1))).await.contains(&format!("href=\"{pdf}\"")));
    let before = app.count("SELECT count(*) FROM document_file").await;
    let file = admin.get(&pdf).await;
    assert_eq!((file.status.as_u16(), file.header("content-type")), (200, Some("application/pdf")));
    assert!(file.bytes.starts_with(b"%PDF-"));
    assert_eq!(app.count("SELECT count(*) FROM document_file").await, before, "nothing is noted");
    assert_eq!(
        app.ports.files.get(&format!("documents/demo/{}.pdf", handle(1))).await.unwrap(),
        None,
        "nothing is kept"
    );
    let other = Admin::of(&app, "other").await;
    assert_eq!(other.get(&pdf).await.status, 404);
    assert_eq!(admin.post(&path(1), &form.at(1).press("issue")).await.status, 303);
    let document = format!("/admin/documents/{}", handle(1));
    assert_eq!(to(&admin.get(&pdf).await), (303, document.as_str()));
    // The way back to whom it is for.
    assert!(admin.page(&document).await.contains(&format!("href=\"/admin/contacts/{}\"", form.contact)));
}

#[tokio::test]
async fn a_quote_without_booking_is_withdrawn_once() {
    let app = app();
    let form = Form::new(&app).await;
    let admin = Admin::of(&app, "demo").await;
    for n in 1..=3 {
        let quote = form.press("issue").replace("kind=invoice", "kind=quotation");
        assert_eq!(admin.post(&path(n), &quote).await.status, 303);
    }
    let document = |n: u32| format!("/admin/documents/{}", handle(n));
    let withdraw = |n: u32| format!("{}/withdraw", document(n));
    assert!(admin.page(&document(1)).await.contains(&withdraw(1)));
    assert!(admin.page(&withdraw(1)).await.contains("Withdraw this quote"));
    let outcomes = "SELECT count(*) FROM quotation_outcome WHERE outcome = 'withdrawn'";
    assert_eq!(app.count(outcomes).await, 0, "looking ends nothing");

    // Another tenant, another site, a lost answer, a double click.
    let other = Admin::of(&app, "other").await;
    assert_eq!(
        (other.get(&withdraw(1)).await.status, other.post(&withdraw(1), "").await.status.as_u16()),
        (404.try_into().unwrap(), 404)
    );
    app.inject([None, None, Some(Fault::LostAfter)]);
    for _ in 0..2 {
        let answer = admin.post(&withdraw(1), "").await;
        assert_eq!(to(&answer), (303, format!("{}?done=withdrawn", document(1)).as_str()), "{}", answer.text());
    }
    app.inject([]);
    assert_eq!(app.count(outcomes).await, 1);
    let page = admin.page(&format!("{}?done=withdrawn", document(1))).await;
    assert!(
        page.contains("The quote is withdrawn") && page.contains(">withdrawn<") && !page.contains(&withdraw(1)),
        "{page}"
    );
    let links = page.split("href=\"").filter_map(|part| part.split('"').next()?.strip_prefix("https://book.test"));
    let link = links.into_iter().find(|link| link.starts_with("/d/") && !link.ends_with("pdf")).unwrap().to_owned();
    let shown = app.get(&link).await.text();
    assert!(shown.contains("withdrew this quote") && !shown.contains("booking was cancelled"), "{shown}");
    assert_eq!(app.post_form(&format!("{link}/accept"), "name=An", &[]).await.status, 409);
    assert_eq!(admin.post(&format!("{}/generate-invoice", document(1)), "").await.status, 409);

    // What was invoiced in advance is credited first; what became an invoice leads there.
    let prepayment = "id=prepayment-00000000001&part=percentage&percentage=30&amount=&due_date=2026-12-20";
    assert_eq!(admin.post(&format!("{}/prepayment", document(2)), prepayment).await.status, 303);
    let refused = admin.post(&withdraw(2), "").await;
    assert!(
        refused.status == 409 && refused.text().contains("Credit its prepayment invoices first"),
        "{}",
        refused.text()
    );
    let invoice = admin.post(&format!("{}/generate-invoice", document(3)), "").await;
    let invoice = invoice.header("location").unwrap().replace("?done=generated", "");
    assert_eq!(to(&admin.post(&withdraw(3), "").await), (303, invoice.as_str()));
    assert_eq!(admin.get(&format!("{invoice}/withdraw")).await.status, 404, "an invoice is no quote");
    // A quote of a booking ends with its booking.
    crate::admin::quote(&app, 5, "2026-12-02T08:00:00Z").await;
    let of_booking = app.rows("SELECT id FROM document WHERE kind = 'quotation' AND booking_id IS NOT NULL").await;
    let path = format!("/admin/documents/{}", of_booking[0]["id"].as_str().unwrap());
    assert!(!admin.page(&path).await.contains("/withdraw\""));
    let refused = admin.post(&format!("{path}/withdraw"), "").await;
    assert!(refused.status == 409 && refused.text().contains("cancel the booking"), "{}", refused.text());
    assert_eq!(app.count(outcomes).await, 1);
}

#[tokio::test]
async fn every_way_of_saving_twice_makes_one_invoice() {
    let app = app();
    let form = Form::new(&app).await;
    let admin = Admin::of(&app, "demo").await;
    let done = format!("/admin/documents/{}", handle(1));
    // never stored before, sent twice
    assert_eq!(admin.post(&path(1), &form.press("issue")).await.status, 303);
    assert_eq!(to(&admin.post(&path(1), &form.press("issue")).await), (303, done.as_str()), "a double click");
    assert_eq!(
        to(&admin.post(&path(1), &form.press("autosave")).await),
        (303, done.as_str()),
        "a window that was left open"
    );
    assert_eq!(to(&admin.post(&path(1), &form.press("overwrite:0")).await), (303, done.as_str()));
    assert_eq!(written(&app).await, 1);
    // the answer is lost, the request is lost
    for (n, fault) in [(2, Fault::LostAfter), (3, Fault::LostBefore)] {
        app.inject([None, None, Some(fault)]);
        let answer = admin.post(&path(n), &form.press("issue")).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        assert_eq!(written(&app).await, i64::from(n), "{fault:?}");
    }
    let numbers = app.rows("SELECT number FROM document WHERE kind = 'invoice' ORDER BY sequence").await;
    let numbers: Vec<&str> = numbers.iter().map(|row| row["number"].as_str().unwrap()).collect();
    assert_eq!(numbers, ["INV-2026-0001", "INV-2026-0002", "INV-2026-0003", "INV-2026-0004"], "no hole");
}

#[tokio::test]
async fn twenty_windows_at_once_make_one_invoice() {
    let app = app();
    let form = Form::new(&app).await;
    let cookie = sign_in(&app, "demo").await;
    let mut ports = app.ports.clone();
    ports.database = Arc::new(Interleaved(app.database.clone()));
    let racing: Vec<_> = (0..20)
        .map(|_| {
            let headers = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin"), ("content-type", FORM)];
            let request = request("POST", &path(1), &headers, Body::from(form.press("issue")));
            let ports = ports.clone();
            tokio::spawn(async move { edge::router::handle(&ports, request).await.status().as_u16() })
        })
        .collect();
    for answer in racing {
        assert_eq!(answer.await.unwrap(), 303);
    }
    assert_eq!(written(&app).await, 1);
    assert_eq!(
        app.count("SELECT next_number FROM number_series WHERE tenant_id = 'demo' AND kind = 'invoice'").await,
        3
    );
}

#[tokio::test]
async fn two_windows_never_overwrite_each_other_in_silence() {
    let app = app();
    let form = Form::new(&app).await;
    let admin = Admin::of(&app, "demo").await;
    let (mine, theirs) = (form.with(&line(1, "Mine", "1", "10")), form.with(&line(1, "Theirs", "1", "20")));
    assert_eq!(admin.post(&path(1), &form.press("keep")).await.status, 303);
    assert_eq!(admin.post(&path(1), &theirs.at(1).press("keep")).await.status, 303);
    for action in ["keep", "add-line", "issue", "open:preview"] {
        let answer = admin.post(&path(1), &mine.at(1).press(action)).await;
        is_conflict(&answer);
        let page = answer.text();
        assert!(page.contains("value=\"Mine\"") && page.contains("value=\"overwrite:2\""), "{action}: {page}");
        assert_eq!(names(&app, 1).await, ["Theirs"], "{action}");
    }
    let fragment = admin.post(&path(1), &mine.at(1).press("autosave")).await;
    is_conflict(&fragment);
    assert!(!fragment.text().contains("<html"));
    assert_eq!(admin.post(&path(1), &mine.at(1).press("overwrite:2")).await.status, 303);
    assert_eq!(names(&app, 1).await, ["Mine"]);
    // the same said twice is no conflict
    assert_eq!(admin.post(&path(1), &mine.at(1).press("keep")).await.status, 303);
    assert_eq!(stored(&app, 1).await["version"], 3);
    assert_eq!(admin.post(&path(1), &mine.at(1).press("issue")).await.status, 303);
    assert_eq!(written(&app).await, 1);
}

#[tokio::test]
async fn a_step_sent_twice_is_taken_once() {
    let app = app();
    let form =
        Form::new(&app).await.with(&(line(1, "A", "1", "1") + &line(2, "B", "1", "1") + &line(3, "C", "1", "1")));
    let admin = Admin::of(&app, "demo").await;
    let steps = [
        (1, "keep", vec!["A", "B", "C"]),
        (2, "up:3", vec!["A", "C", "B"]),
        (3, "down:1", vec!["B", "A", "C"]),
        (4, "remove:2", vec!["A", "C"]),
        (5, "repeat:1", vec!["A", "A", "B", "C"]),
        (6, "add-line", vec!["A", "B", "C", ""]),
        (7, "add-text", vec!["A", "B", "C", ""]),
        (8, "discount:2", vec!["A", "B", "C"]),
    ];
    for (n, action, expected) in steps {
        for _ in 0..2 {
            let answer = admin.post(&path(n), &form.press(action)).await;
            assert_eq!(answer.status, 303, "{action}: {}", answer.text());
        }
        assert_eq!(names(&app, n).await, expected, "{action}");
        assert_eq!(stored(&app, n).await["version"], 1, "{action}");
    }
    app.inject([None, None, Some(Fault::LostAfter)]);
    assert_eq!(admin.post(&path(9), &form.press("repeat:2")).await.status, 303);
    assert_eq!(names(&app, 9).await, ["A", "B", "B", "C"], "the answer was lost");
}

#[tokio::test]
async fn what_is_missing_is_named_and_what_was_typed_is_kept() {
    let app = app();
    let form = Form::new(&app).await;
    let admin = Admin::of(&app, "demo").await;
    for (n, rest, error) in [
        (1, line(1, "", "2", "50"), "Line 1: Say what is sold on this line"),
        (2, line(1, "Hour", "two", "50"), "Enter a quantity other than 0"),
        (3, line(1, "Hour", "2", "-50"), "A price is not below zero"),
        (4, line(1, "Hour", "2", "50") + "&due-date=2026-11-29", "The due date is before the issue date"),
        (5, String::new(), "Add a line with what is sold"),
    ] {
        let answer = admin.post(&path(n), &form.with(&rest).press("issue")).await;
        let page = answer.text();
        assert!(answer.status == 422 && page.contains(error) && page.contains("There is a problem"), "{error}: {page}");
        assert_eq!(stored(&app, n).await["version"], 1, "{error}");
    }
    let nobody = Form { contact: String::new(), ..form.at(0) };
    let answer = admin.post(&path(6), &nobody.press("issue")).await;
    assert!(answer.status == 422 && answer.text().contains("Select a contact"), "{}", answer.text());
    assert_eq!(written(&app).await, 0);
    // while it is written, what is missing is no fault; what is wrong is
    let page = admin.page(&path(1)).await;
    assert!(!page.contains("Say what is sold on this line") && page.contains("incomplete"), "{page}");
    assert!(admin.page(&path(2)).await.contains("Enter a quantity other than 0"));
    let item = admin.post(&path(7), &form.with(&(line(1, "Hour", "2", "50") + "&item=zzz")).press("add-item")).await;
    assert!(item.status == 422 && item.text().contains("No item is called"), "{}", item.text());
    for rest in ["&line=1", "&tenant_id=other", "&line-9-name=x", "&kind=credit_note"] {
        let answer = admin.post(&path(8), &(form.press("keep") + rest)).await;
        assert_eq!(answer.status, 422, "{rest}");
    }
    let mend = admin.post(&path(8), &form.press("open:mend-contact")).await;
    assert_eq!(to(&mend), (303, format!("/admin/contacts/{}/edit", form.contact).as_str()));
    assert_eq!(admin.post("/admin/drafts/short", &form.press("keep")).await.status, 404);
}

#[tokio::test]
async fn nothing_is_issued_under_settings_that_the_page_did_not_show() {
    let app = app();
    let form = Form::new(&app).await;
    let admin = Admin::of(&app, "demo").await;
    app.sql(
        "UPDATE tenant SET cash_discount_percentage = '3', settings_version = settings_version + 1 WHERE id = 'demo'",
    );
    let answer = admin.post(&path(1), &form.press("issue")).await;
    assert!(answer.status == 409 && answer.text().contains("The settings were changed"), "{}", answer.text());
    assert_eq!((written(&app).await, names(&app, 1).await), (0, vec!["Hour".to_owned()]));
    let again = Form { settings: form.settings + 1, ..form.at(1) };
    assert_eq!(admin.post(&path(1), &again.press("issue")).await.status, 303);

    app.sql("UPDATE tenant SET iban = '', settings_version = settings_version + 1 WHERE id = 'demo'");
    let again = Form { settings: form.settings + 2, ..form.at(0) };
    let answer = admin.post(&path(2), &again.press("issue")).await;
    assert!(answer.status == 422 && answer.text().contains("IBAN is missing"), "{}", answer.text());
    assert_eq!(written(&app).await, 1);
    let quote = again.at(1).press("issue").replace("kind=invoice", "kind=quotation");
    assert_eq!(admin.post(&path(2), &quote).await.status, 303, "a quote asks for no account");
}

#[tokio::test]
async fn the_cash_discount_is_offered_by_its_checkbox() {
    let app = app();
    app.sql("UPDATE tenant SET cash_discount_percentage = '2', cash_discount_days = 8, settings_version = settings_version + 1 WHERE id = 'demo'");
    let form = Form::new(&app).await;
    let admin = Admin::of(&app, "demo").await;
    let with = form.with(&(line(1, "Hour", "2", "50") + "&cash-discount=on"));
    let fragment = admin.post(&path(1), &with.press("autosave")).await.text();
    assert!(fragment.contains("120.58") && fragment.contains("118.58"), "{fragment}");
    assert_eq!(admin.post(&path(1), &with.at(1).press("issue")).await.status, 303);
    let row = &app.rows("SELECT amount_due, vat_total FROM document WHERE booking_id IS NULL").await[0];
    assert_eq!((row["amount_due"].as_i64(), row["vat_total"].as_i64()), (Some(12_058), Some(2_058)));
}

#[tokio::test]
async fn the_preview_is_the_paper_of_the_document() {
    let app = app();
    let form = Form::new(&app).await;
    let admin = Admin::of(&app, "demo").await;
    assert_eq!(
        to(&admin.post(&path(1), &form.press("open:preview")).await),
        (303, format!("{}/preview", path(1)).as_str())
    );
    let preview = admin.page(&format!("{}/preview", path(1))).await;
    for text in ["Back to the draft", "Lies Maes", "121.00", "draft", "gets its number when you save it"] {
        assert!(preview.contains(text), "{text}\n{preview}");
    }
    assert!(!preview.contains("INV-") && !preview.contains("+++"), "nothing that could be paid: {preview}");
    assert_eq!(admin.post(&path(1), &form.at(1).press("issue")).await.status, 303);
    let page = admin.page(&format!("/admin/documents/{}", handle(1))).await;
    let url = page.split("href=\"").find(|part| part.contains("/d/")).unwrap().split('"').next().unwrap();
    let public = app.get(url.strip_prefix("https://book.test").unwrap().trim_end_matches("/pdf")).await.text();
    let lines =
        |page: &str| page.split("<table class=\"lines\">").nth(1).unwrap().split("</table>").next().unwrap().to_owned();
    assert_eq!(lines(&preview), lines(&public));
}

#[tokio::test]
async fn items_and_contacts_are_chosen_on_pages_of_their_own() {
    let app = app();
    let form = Form::new(&app).await;
    let item = "01936d5e-7c3a-7b1e-8f2a-00000000b001";
    for tenant in ["demo", "other"] {
        app.sql(&format!(
            "INSERT INTO item (tenant_id, id, code, description, text, unit_code, unit_price, vat_code, created_at)
             VALUES ('{tenant}', '{item}', 'WIN', 'Window of {tenant}', '', 'H87', '12.3456', '6', '2026-11-01T00:00:00Z')"
        ));
    }
    let admin = Admin::of(&app, "demo").await;
    let empty = Form { contact: String::new(), ..form.at(0) };
    assert_eq!(
        to(&admin.post(&path(1), &empty.press("open:contact")).await),
        (303, format!("{}/contact", path(1)).as_str())
    );
    let page = admin.page(&format!("{}/contact?q=maes", path(1))).await;
    assert!(page.contains("Lies Maes") && page.contains(&form.contact), "{page}");
    assert!(admin.page(&format!("{}/contact?q=nobody", path(1))).await.contains("Nobody is found"));
    let choose = format!("contact={}", form.contact);
    for _ in 0..2 {
        assert_eq!(
            to(&admin.post(&format!("{}/contact", path(1)), &choose).await),
            (303, format!("{}#buyer", path(1)).as_str())
        );
    }
    assert_eq!(stored(&app, 1).await["version"], 2);
    assert_eq!(admin.post(&format!("{}/contact", path(1)), "contact=nobody").await.status, 404);

    let items = format!("{}/items", path(1));
    assert!(admin.page(&format!("{items}?q=win")).await.contains("Window of demo"));
    for _ in 0..2 {
        assert_eq!(admin.post(&items, &format!("item={item}&q=win&next=50")).await.status, 303, "a double click");
    }
    assert_eq!(names(&app, 1).await, ["Hour", "Window of demo"]);
    let with = form.at(3).with(&(line(1, "Hour", "2", "50") + "&item=win"));
    assert_eq!(
        admin.post(&path(2), &Form { version: 0, ..with }.press("keep")).await.status,
        303,
        "Enter adds the item"
    );
    assert_eq!(names(&app, 2).await, ["Hour", "Window of demo"]);
    let form: Json = serde_json::from_str(stored(&app, 2).await["form"].as_str().unwrap()).unwrap();
    let added = &form["lines"][1];
    assert_eq!(
        (added["unit"].as_str(), added["price"].as_str(), added["vat_code"].as_str()),
        (Some("H87"), Some("12.3456"), Some("6"))
    );
}

#[tokio::test]
async fn another_tenants_drafts_contacts_and_items_do_not_exist() {
    let app = app();
    let form = Form::new(&app).await;
    let foreign = contact(&app, "other").await;
    let admin = Admin::of(&app, "demo").await;
    assert_eq!(admin.post(&path(1), &form.press("keep")).await.status, 303);
    let other = Admin::of(&app, "other").await;
    for beside in ["", "/contact", "/items", "/preview", "/delete"] {
        assert_eq!(
            other.get(&format!("{}{beside}", path(1))).await.status,
            if beside == "/delete" { 303 } else { 404 },
            "{beside}"
        );
    }
    assert!(!other.page("/admin/drafts").await.contains("121.00"));
    assert_eq!(other.post(&format!("{}/contact", path(1)), &format!("contact={foreign}")).await.status, 404);
    assert_eq!(to(&other.post(&format!("{}/delete", path(1)), "version=1").await), (303, "/admin/drafts?done=deleted"));
    assert_eq!(stored(&app, 1).await["version"], 1, "it is still there");
    // the same handle is another draft in another tenant, and a foreign contact is nobody
    let page = other.post(&path(1), &form.press("issue")).await;
    assert!(page.status == 422 && page.text().contains("Select a contact"), "{}", page.text());
    let invoice =
        app.rows("SELECT id FROM document WHERE tenant_id = 'demo'").await[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(other.get(&format!("/admin/invoices/new?like={invoice}")).await.status, 404);
    assert_eq!(admin.get(&format!("/admin/invoices/new?like={invoice}")).await.status, 200);
    assert!(
        other
            .page(&format!("/admin/invoices/new?contact={}", form.contact))
            .await
            .contains("Click here to select a contact")
    );
}

#[tokio::test]
async fn a_draft_is_deleted_once_it_is_looked_at() {
    let app = app();
    let form = Form::new(&app).await;
    let admin = Admin::of(&app, "demo").await;
    assert_eq!(admin.post(&path(1), &form.press("open:delete")).await.status, 303);
    let delete = format!("{}/delete", path(1));
    assert!(admin.page(&delete).await.contains("Delete this draft"));
    assert_eq!(admin.post(&path(1), &form.at(1).with(&line(1, "Changed", "1", "1")).press("keep")).await.status, 303);
    let answer = admin.post(&delete, "version=1").await;
    assert!(answer.status == 409 && answer.text().contains("Changed"), "{}", answer.text());
    for _ in 0..2 {
        assert_eq!(to(&admin.post(&delete, "version=2").await), (303, "/admin/drafts?done=deleted"));
    }
    assert_eq!(admin.get(&path(1)).await.status, 404);
    let answer = admin.post(&path(1), &form.at(2).press("keep")).await;
    assert!(answer.status == 409 && answer.text().contains("was deleted in another window"), "{}", answer.text());
    assert_eq!(admin.post(&path(1), &form.at(2).press("overwrite:0")).await.status, 303);
    assert_eq!(names(&app, 1).await, ["Hour"]);
}

#[tokio::test]
async fn a_new_invoice_like_another_one_takes_its_lines() {
    let app = app();
    let form = Form::new(&app).await;
    let admin = Admin::of(&app, "demo").await;
    assert_eq!(admin.post(&path(1), &form.press("issue")).await.status, 303);
    let page = admin.page(&format!("/admin/documents/{}", handle(1))).await;
    assert!(page.contains(&format!("/admin/invoices/new?like={}", handle(1))), "{page}");
    let page = admin.page(&format!("/admin/invoices/new?like={}", handle(1))).await;
    for text in ["value=\"Hour\"", "Lies Maes", "€121.00", "Not saved yet"] {
        assert!(page.contains(text), "{text}\n{page}");
    }
}

#[tokio::test]
async fn without_the_module_nothing_is_written() {
    let app = app();
    let form = Form::new(&app).await;
    let admin = Admin::of(&app, "demo").await;
    assert_eq!(admin.post(&path(1), &form.press("keep")).await.status, 303);
    app.sql("UPDATE tenant SET sales_invoicing = 0, settings_version = settings_version + 1 WHERE id = 'demo'");
    for action in ["keep", "autosave", "issue"] {
        assert_eq!(admin.post(&path(1), &form.at(1).press(action)).await.status, 409, "{action}");
    }
    for page in ["/admin/invoices/new", "/admin/drafts", path(1).as_str()] {
        assert!(!admin.page(page).await.contains("data-editor"), "{page}");
    }
    assert_eq!((written(&app).await, stored(&app, 1).await["version"].as_i64()), (0, Some(1)));
}

#[tokio::test]
async fn a_clock_that_went_back_gives_no_number() {
    let app = app();
    let form = Form::new(&app).await;
    let admin = Admin::of(&app, "demo").await;
    app.clock.set("2026-11-29T08:00:00Z".parse().unwrap());
    let answer = admin.post(&path(1), &form.press("issue")).await;
    assert!(
        answer.status == 409 && answer.text().contains("would break the order of its numbers"),
        "{}",
        answer.text()
    );
    assert_eq!((written(&app).await, names(&app, 1).await), (0, vec!["Hour".to_owned()]));
}
