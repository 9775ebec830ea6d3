//! Contacts: kept from bookings, added, changed, found and merged.

use std::sync::Arc;

use axum::body::Body;
use serde_json::json;

use crate::{
    admin::{Admin, FORM, Interleaved, app, to},
    support::{
        Fault::{LostAfter, LostBefore},
        TestApp, booking, id, request,
    },
};

#[tokio::test]
async fn a_customer_becomes_a_contact_once() {
    let app = app();
    let mut body = booking("2026-12-01T08:00:00Z");
    body["locale"] = json!("nl-BE");
    body["customer"]["phone"] = json!("+32 470 12 34 56");
    body["customer"]["company"] = json!({ "name": "Élan BV", "vat_number": "BE 0477.472.701" });
    body["customer"]["address"] =
        json!({ "street": "Kerkstraat 1", "postal_code": "9000", "city": "Gent", "country": "BE" });
    assert_eq!(app.book("demo", &id(1), &body).await.status, 201);
    // The form is open to everybody: a later booking with this address changes nothing of the contact.
    let mut later = booking("2026-12-02T08:00:00Z");
    later["customer"] = json!({ "name": "Somebody Else", "email": "AN@example.com" });
    assert_eq!(app.book("demo", &id(2), &later).await.status, 201);
    assert_eq!(app.book("other", &id(3), &booking("2026-12-01T08:00:00Z")).await.status, 201);

    let rows = app.rows("SELECT * FROM contact ORDER BY tenant_id").await;
    assert_eq!(rows.len(), 2, "one of each tenant");
    let wanted = json!({
        "tenant_id": "demo", "kind": "company", "name": "Élan BV", "contact_person": "An Peeters", "vat_identifier": "BE0477472701",
        "email": "an@example.com", "phone": "+32 470 12 34 56", "street": "Kerkstraat 1", "postal_code": "9000", "city": "Gent",
        "country": "BE", "language": "nl", "sort_name": "elan bv", "version": 1, "merged_into": null,
    });
    for (field, value) in wanted.as_object().unwrap() {
        assert_eq!(&rows[0][field], value, "{field}");
    }
    assert_eq!(
        [&rows[1]["kind"], &rows[1]["name"], &rows[1]["language"]],
        [&json!("person"), &json!("An Peeters"), &json!("en")]
    );
    assert_eq!(app.count("SELECT count(DISTINCT contact_id) FROM booking WHERE tenant_id = 'demo'").await, 1);
}

const NEW: &str = "/admin/contacts/new";

/// A form of a company under the n-th id; later fields count.
fn company(n: u32, more: &str) -> String {
    format!(
        "id={}&kind=company&name=Acme+BV&contact_person=An+Peeters&vat_identifier=BE+0477.472.701&email=an%40acme.example&phone=\
         &street=Kerkstraat+1&postal_code=9000&city=Gent&country=be&language=nl{more}",
        handle(n)
    )
}

fn person(n: u32, more: &str) -> String {
    format!(
        "id={}&kind=person&name=An+Peeters&contact_person=&vat_identifier=&email=&phone=&street=&postal_code=&city=&country=BE\
         &language=en{more}",
        handle(n)
    )
}

fn handle(n: u32) -> String {
    format!("contact-{n:014}")
}

fn path(n: u32) -> String {
    format!("/admin/contacts/{}", handle(n))
}

async fn add(admin: &Admin<'_>, form: &str) {
    let answer = admin.post(NEW, form).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
}

/// Everything stored of the contacts, to see that nothing changed.
async fn contacts(app: &TestApp) -> Vec<serde_json::Value> {
    app.rows("SELECT * FROM contact ORDER BY tenant_id, id").await
}

#[tokio::test]
async fn a_contact_is_added_shown_and_found() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let form = admin.page(NEW).await;
    assert!(
        form.contains("name=\"id\" value=\"") && form.contains("checked") && form.contains("value=\"BE\""),
        "{form}"
    );
    add(&admin, &company(1, "&name=%C3%89lan+%3Cb%3E+BV")).await;
    let page = admin.page(&format!("{}?done=added", path(1))).await;
    for text in [
        "The contact is added.",
        "Élan &lt;b&gt; BV",
        "BE0477472701",
        "0208:0477472701",
        "Kerkstraat 1",
        "Dutch",
        "No document for this contact yet.",
    ] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    assert!(!page.contains("Missing particulars") && !page.contains("Possible duplicates"));

    add(&admin, &person(2, "")).await;
    let page = admin.page(&path(2)).await;
    for text in ["Missing particulars", "The e-mail address is missing", "/edit#email"] {
        assert!(page.contains(text), "{text}");
    }

    for (search, found) in [
        ("elan", [true, false]),
        ("%C3%89LAN+bv", [true, false]),
        ("peeters", [true, true]),
        ("peeters+acme.example", [true, false]),
        ("be+0477.472.701", [true, false]),
        ("0477472701", [true, false]),
        ("%25", [false, false]),
        ("_", [false, false]),
        ("nobody", [false, false]),
    ] {
        let list = admin.page(&format!("/admin/contacts?q={search}")).await;
        assert_eq!([list.contains(&path(1)), list.contains(&path(2))], found, "{search}");
    }
    let list = admin.page("/admin/contacts").await;
    assert!(list.contains("2 contacts") && list.matches("no e-mail").count() == 1);
    assert!(list.find(&path(2)) < list.find(&path(1)), "by name, whatever its case and accents");
    assert!(admin.page("/admin/contacts?show=duplicates").await.contains("No two contacts"));
    for query in ["?page=0", "?show=x", "?limit=1000000"] {
        assert_eq!(admin.get(&format!("/admin/contacts{query}")).await.status, 422, "{query}");
    }
}

#[tokio::test]
async fn a_form_sent_twice_adds_once() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let added = format!("{}?done=added", path(1));
    for _ in 0..2 {
        assert_eq!(to(&admin.post(NEW, &company(1, "")).await), (303, added.as_str()));
    }
    let other = admin.post(NEW, &company(1, "&name=Other+BV&email=other%40acme.example")).await;
    assert_eq!(other.status, 409);
    for text in ["sent before with other values", "value=\"Other BV\"", "Stored now"] {
        assert!(other.text().contains(text), "{text}");
    }
    assert!(!other.text().contains(&format!("name=\"id\" value=\"{}\"", handle(1))), "a fresh id");
    assert_eq!(admin.post(NEW, &company(1, "&id=short")).await.status, 422);
    for (n, fault) in [(2, LostBefore), (3, LostAfter)] {
        app.inject([None, Some(fault)]);
        add(&admin, &person(n, "")).await;
    }
    assert_eq!(contacts(&app).await.len(), 3);
}

#[tokio::test]
async fn bad_input_is_named_at_its_field_and_kept() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    for (more, field, text) in [
        ("&kind=", "#kind", "Choose a company or a private person."),
        ("&name=+", "#name", "Enter the name."),
        ("&vat_identifier=BE0477472702", "#vat_identifier", "Check the VAT number"),
        ("&vat_identifier=NL+123456789", "#vat_identifier", "Check the VAT number"),
        ("&kind=person", "#vat_identifier", "A private person has no VAT number."),
        ("&email=an%40acme", "#email", "Enter an e-mail address"),
        ("&phone=12", "#phone", "Enter a phone number"),
        ("&city=", "#city", "Enter the city, or leave the whole address empty."),
        ("&country=Belgium", "#country", "two letters"),
        ("&language=es", "#language", "Choose one of the languages."),
    ] {
        let answer = admin.post(NEW, &company(1, &format!("{more}&contact_person=%22Kept%22"))).await;
        let page = answer.text();
        assert_eq!(answer.status, 422, "{more}");
        for text in [&format!("href=\"{field}\""), text, "&quot;Kept&quot;", "Error: Add a contact"] {
            assert!(page.contains(text), "{more}: {text}\n{page}");
        }
    }
    assert_eq!(admin.post(NEW, &company(1, "&tenant_id=other")).await.status, 422);
    assert_eq!(contacts(&app).await.len(), 0);
}

#[tokio::test]
async fn an_email_address_belongs_to_one_contact() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    add(&admin, &company(1, "")).await;
    add(&admin, &person(2, "&email=b%40example.com")).await;
    let taken = admin.post(NEW, &person(3, "&email=AN%40Acme.example")).await;
    assert_eq!(taken.status, 422);
    for text in
        ["Acme BV has this e-mail address already.", &format!("href=\"{}\"", path(1)), "value=\"AN@Acme.example\""]
    {
        assert!(taken.text().contains(text), "{text}");
    }
    let edited = admin.post(&format!("{}/edit", path(2)), &person(2, "&version=1&email=an%40acme.example")).await;
    assert_eq!(edited.status, 422);
    assert!(edited.text().contains("Acme BV has this e-mail address already."));
    // Without an address there is nothing to share.
    for n in [4, 5] {
        add(&admin, &person(n, "")).await;
    }
    assert_eq!(app.count("SELECT count(*) FROM contact").await, 4);
    let other = Admin::of(&app, "other").await;
    add(&other, &company(9, "")).await;
}

#[tokio::test]
async fn two_windows_never_overwrite_each_other() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    add(&admin, &company(1, "")).await;
    let edit = format!("{}/edit", path(1));
    assert!(admin.page(&edit).await.contains("name=\"version\" value=\"1\""));
    let saved = format!("{}?done=saved", path(1));
    for _ in 0..2 {
        let answer = admin.post(&edit, &company(1, "&version=1&phone=%2B32+9+111+11+11")).await;
        assert_eq!(to(&answer), (303, saved.as_str()), "a second time says the same");
    }
    assert_eq!(app.count("SELECT version FROM contact").await, 2);
    for version in ["1", "x"] {
        let stale = admin.post(&edit, &company(1, &format!("&version={version}&name=Typed+BV"))).await;
        assert_eq!(stale.status, 409);
        for text in
            ["changed in another window", "value=\"Typed BV\"", "+32 9 111 11 11", "name=\"version\" value=\"2\""]
        {
            assert!(stale.text().contains(text), "{text}");
        }
    }
    let answer = admin.post(&edit, &company(1, "&version=2&name=Typed+BV&phone=")).await;
    assert_eq!(to(&answer), (303, saved.as_str()));
    let row = &contacts(&app).await[0];
    assert_eq!((&row["name"], &row["phone"], &row["version"]), (&json!("Typed BV"), &json!(null), &json!(3)));
    assert_eq!(row["sort_name"], "typed bv", "the list follows");
}

/// A booking of home cleaning at an hour of Tuesday, with an e-mail address.
async fn book(app: &TestApp, n: u32, hour: u32, email: &str) {
    let mut body = booking(&format!("2026-12-01T{hour:02}:00:00Z"));
    body["customer"]["email"] = json!(email);
    let answer = app.book("demo", &id(n), &body).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
}

async fn contact_of(app: &TestApp, email: &str) -> String {
    let sql = "SELECT id FROM contact WHERE tenant_id = 'demo' AND email = ?1";
    app.rows_with(sql, [email.into()]).await[0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn two_contacts_become_one_and_no_document_changes() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    book(&app, 1, 8, "one@example.com").await;
    book(&app, 2, 8, "two@example.com").await;
    let (one, two) = (contact_of(&app, "one@example.com").await, contact_of(&app, "two@example.com").await);
    let documents = app.rows("SELECT * FROM document ORDER BY id").await;

    let page = admin.page(&format!("/admin/contacts/{one}")).await;
    let merge = format!("/admin/contacts/{one}/merge/{two}");
    assert!(page.contains("Possible duplicates") && page.contains(&merge), "the same name");
    assert!(admin.page("/admin/contacts?show=duplicates").await.contains("2 contacts"));
    assert!(admin.page(&format!("/admin/contacts/{one}/merge")).await.contains(&merge));
    assert!(admin.page(&format!("/admin/contacts/{one}/merge?q=two%40")).await.contains(&merge));
    let confirm = admin.page(&merge).await;
    for text in ["one@example.com", "two@example.com", "1 booking, 1 document", "Still due: 65.00", "cannot be undone"]
    {
        assert!(confirm.contains(text), "{text}");
    }

    assert_eq!(admin.post(&merge, "version=1&other_version=1").await.status, 422, "nobody was chosen");
    assert_eq!(admin.post(&merge, &format!("survivor={}&version=1&other_version=1", handle(9))).await.status, 422);
    let form = format!("survivor={two}&version=1&other_version=1");
    let merged = format!("/admin/contacts/{two}?done=merged");
    for _ in 0..2 {
        assert_eq!(to(&admin.post(&merge, &form).await), (303, merged.as_str()), "a second time leads to the survivor");
    }
    assert_eq!(to(&admin.get(&merge).await), (303, merged.as_str()));

    let page = admin.page(&merged).await;
    for text in ["The two contacts are one now.", "one@example.com", "2 documents", "130.00", &id(1), &id(2)] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    let list = admin.page("/admin/contacts").await;
    assert!(list.contains("1 contact<") && !list.contains(&one), "{list}");
    let survivor = format!("/admin/contacts/{two}");
    assert_eq!(to(&admin.get(&format!("/admin/contacts/{one}")).await), (303, survivor.as_str()));
    assert_eq!(
        to(&admin.get(&format!("/admin/contacts/{one}/edit")).await),
        (303, format!("{survivor}/edit").as_str())
    );
    let late = admin.post(&format!("/admin/contacts/{one}/edit"), &person(1, "&version=1")).await;
    assert_eq!(to(&late), (303, format!("{survivor}?done=merged-before").as_str()), "a window that was open before");
    assert!(admin.page(&format!("/admin/bookings/{}", id(1))).await.contains(&format!("href=\"{survivor}\"")));
    assert_eq!(app.rows("SELECT * FROM document ORDER BY id").await, documents, "nothing of a document changes");

    // Who books with either address belongs to the survivor.
    book(&app, 3, 12, "one@example.com").await;
    book(&app, 4, 12, "two@example.com").await;
    assert_eq!(
        app.count("SELECT count(*) FROM booking WHERE contact_id = (SELECT id FROM contact WHERE merged_into IS NULL)")
            .await,
        3
    );
    assert!(admin.page(&survivor).await.contains("4 documents"));
}

#[tokio::test]
async fn a_merge_is_made_of_what_was_shown() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    add(&admin, &company(1, "&email=&phone=&contact_person=")).await;
    add(&admin, &person(2, "&email=b%40example.com&phone=%2B32+470+12+34+56")).await;
    let merge = format!("{}/merge/{}", path(2), handle(1));
    let confirm = admin.page(&merge).await;
    for text in
        ["It takes over: contact person, e-mail address, phone number.", "No longer shown of the other one: name"]
    {
        assert!(confirm.contains(text), "{text}\n{confirm}");
    }
    assert_eq!(confirm.matches(" checked").count(), 1, "the company is suggested");

    // Another window changes one of them: what was shown is no longer true.
    assert_eq!(
        admin
            .post(&format!("{}/edit", path(1)), &company(1, "&version=1&email=&phone=&contact_person=&name=Acme+NV"))
            .await
            .status,
        303
    );
    let form = |versions: &str| format!("survivor={}&{versions}", handle(1));
    let stale = admin.post(&merge, &form("version=1&other_version=1")).await;
    assert_eq!(stale.status, 409);
    for text in ["so nothing was merged", "Acme NV", "name=\"other_version\" value=\"2\""] {
        assert!(stale.text().contains(text), "{text}");
    }
    assert_eq!(app.count("SELECT count(*) FROM contact WHERE merged_into IS NOT NULL").await, 0);

    app.inject([None, None, Some(LostAfter), Some(LostBefore)]);
    let done = admin.post(&merge, &form("version=1&other_version=2")).await;
    assert_eq!(to(&done), (303, format!("{}?done=merged", path(1)).as_str()));
    let rows =
        app.rows("SELECT name, contact_person, email, phone, version, merged_into FROM contact ORDER BY id").await;
    assert_eq!(
        rows[0],
        json!({ "name": "Acme NV", "contact_person": "An Peeters", "email": "b@example.com", "phone": "+32 470 12 34 56", "version": 3, "merged_into": null })
    );
    assert_eq!(
        (&rows[1]["email"], &rows[1]["merged_into"]),
        (&json!(null), &json!(handle(1))),
        "one contact has the address"
    );

    // A chain of merges stays one step long.
    add(&admin, &company(3, "&email=c%40example.com")).await;
    let chain = format!("{}/merge/{}", path(3), handle(1));
    assert_eq!(admin.post(&chain, &format!("survivor={}&version=1&other_version=3", handle(3))).await.status, 303);
    assert_eq!(to(&admin.get(&path(2)).await), (303, path(3).as_str()));
    assert_eq!(app.count("SELECT count(DISTINCT merged_into) FROM contact WHERE merged_into IS NOT NULL").await, 1);
    // The address of a merged contact can be taken over.
    let edited = admin.post(&format!("{}/edit", path(3)), &company(3, "&version=2&email=b%40example.com")).await;
    assert_eq!(to(&edited), (303, format!("{}?done=saved", path(3)).as_str()));
}

#[tokio::test]
async fn twenty_windows_merge_once() {
    let mut app = app();
    let admin = Admin::of(&app, "demo").await;
    for n in [1, 2] {
        add(&admin, &person(n, "")).await;
    }
    let cookie = admin.cookie.clone();
    app.ports.database = Arc::new(Interleaved(app.database.clone()));
    let racing: Vec<_> = (0..20)
        .map(|n| {
            // Half of them keep the one, half the other.
            let form = format!("survivor={}&version=1&other_version=1", handle(1 + n % 2));
            let headers = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin"), ("content-type", FORM)];
            let merge = format!("{}/merge/{}", path(1), handle(2));
            let (ports, request) = (app.ports.clone(), request("POST", &merge, &headers, Body::from(form)));
            tokio::spawn(async move {
                let response = edge::router::handle(&ports, request).await;
                response.headers()["location"].to_str().unwrap().to_owned()
            })
        })
        .collect();
    let mut locations = Vec::new();
    for answer in racing {
        locations.push(answer.await.unwrap());
    }
    locations.dedup();
    assert_eq!(locations.len(), 1, "{locations:?}");
    assert_eq!(app.count("SELECT count(*) FROM contact WHERE merged_into IS NOT NULL").await, 1);
}

#[tokio::test]
async fn the_schema_keeps_merges_flat_and_final() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    for n in [1, 2, 3] {
        add(&admin, &person(n, "")).await;
    }
    let set = |n: u32, into: &str| format!("UPDATE contact SET merged_into = {into} WHERE id = '{}'", handle(n));
    app.sql(&set(1, &format!("'{}'", handle(2))));
    for (sql, name) in [
        (set(1, "NULL"), "contact_merge_is_final"),
        (set(3, &format!("'{}'", handle(1))), "contact_merges_into_survivor"),
        (set(3, &format!("'{}'", handle(3))), "merged_into <> id"),
        ("UPDATE contact SET street = 'x' WHERE merged_into IS NULL".to_owned(), "address_is_whole"),
        ("UPDATE contact SET vat_identifier = 'BE0477472701'".to_owned(), "person_has_no_company"),
    ] {
        let refused = app.refusal(&sql);
        assert!(refused.contains(name), "{name}: {refused}");
    }
}

#[tokio::test]
async fn another_tenants_contacts_do_not_exist() {
    let app = app();
    let (admin, other) = (Admin::of(&app, "demo").await, Admin::of(&app, "other").await);
    add(&admin, &company(1, "")).await;
    add(&admin, &company(2, "&email=b%40acme.example")).await;
    add(&other, &company(3, "")).await;
    let before = contacts(&app).await;
    let merge = format!("/merge/{}", handle(2));
    for page in ["", "/edit", "/merge", merge.as_str()] {
        assert_eq!(other.get(&format!("{}{page}", path(1))).await.status, 404, "{page}");
    }
    let forms = [
        ("/edit".to_owned(), company(1, "&version=1&name=Stolen")),
        (merge, format!("survivor={}&version=1&other_version=1", handle(1))),
        (format!("/merge/{}", handle(3)), format!("survivor={}&version=1&other_version=1", handle(3))),
    ];
    for (page, form) in forms {
        assert_eq!(other.post(&format!("{}{page}", path(1)), &form).await.status, 404, "{page}");
    }
    let own = admin.post(&format!("{}/merge/{}", path(1), handle(3)), "survivor=&version=1&other_version=1").await;
    assert_eq!(own.status, 404, "nor can it be merged with one's own");
    assert_eq!(
        admin.get(&format!("{}/merge/{}", path(1), handle(1))).await.status,
        404,
        "nobody is merged with himself"
    );
    let list = other.page("/admin/contacts").await;
    assert!(list.contains("1 contact<") && !list.contains(&path(1)));
    // The same id is another contact at another tenant.
    add(&other, &company(1, "&email=c%40acme.example")).await;
    let after = contacts(&app).await;
    assert!(before.iter().all(|row| after.contains(row)) && after.len() == 4);
}

#[tokio::test]
async fn a_contact_added_for_a_draft_is_taken_by_it() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let (draft, settings) = (format!("draft-{:016}", 1), admin.version().await);
    let editor = format!("/admin/drafts/{draft}");
    let opened = format!("version=0&settings-version={settings}&kind=invoice&next=50&contact=&action=open:contact");
    assert_eq!(admin.post(&editor, &opened).await.status, 303);
    assert!(admin.page(&format!("{editor}/contact")).await.contains(&format!("{NEW}?draft={draft}")));
    assert!(admin.page(&format!("{NEW}?draft={draft}")).await.contains(&format!("name=\"draft\" value=\"{draft}\"")));
    let form = company(1, &format!("&draft={draft}"));
    for _ in 0..2 {
        assert_eq!(to(&admin.post(NEW, &form).await), (303, format!("{editor}#buyer").as_str()), "sent twice");
    }
    assert!(admin.page(&editor).await.contains("Acme BV"));
    // A draft that is gone, or of another tenant, keeps nobody from adding a contact.
    for (n, draft) in [(2, "draft-0000000000000009"), (3, "../../login")] {
        let answer = admin.post(NEW, &person(n, &format!("&draft={draft}"))).await;
        assert_eq!(to(&answer), (303, format!("{}?done=added", path(n)).as_str()));
    }
    let other = Admin::of(&app, "other").await;
    let answer = other.post(NEW, &person(4, &format!("&draft={draft}"))).await;
    assert_eq!(to(&answer), (303, format!("{}?done=added", path(4)).as_str()));
    assert!(admin.page(&editor).await.contains("Acme BV"), "nobody else's contact");
}
