//! Sales conditions: set, added to the PDF of new documents, and kept by those that are issued.

use crate::admin::{Admin, TUESDAY_9, app, quote, to};
use crate::support::{
    Answer, Fault, TestApp, booking, id,
    pdf::{conditions, is_archive, pages},
};

const SETTINGS: &str = "/admin/settings/sales-conditions";

async fn save(admin: &Admin<'_>, add: bool, file: Option<&[u8]>) -> Answer {
    let version = admin.version().await.to_string();
    let mut texts = vec![("version", version.as_str()), ("action", "save")];
    if add {
        texts.push(("add", "on"));
    }
    let file = file.map(|content| ("file", "Verkoopvoorwaarden 2026.pdf", content));
    admin.post_files(SETTINGS, &texts, file.as_slice()).await
}

async fn saved(admin: &Admin<'_>, add: bool, file: Option<&[u8]>) {
    let answer = save(admin, add, file).await;
    assert_eq!(to(&answer), (303, "/admin/settings/sales-conditions?done=saved"), "{}", answer.text());
}

/// Books and answers the PDF of the document.
async fn booked_pdf(app: &TestApp, n: u32, starts_at: &str) -> (String, Vec<u8>) {
    let answer = app.book("demo", &id(n), &booking(starts_at)).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let url = answer.json()["document"]["pdf_url"].as_str().unwrap().to_owned();
    let file = app.get(&url).await;
    assert_eq!(file.status, 200, "{}", file.text());
    (url, file.bytes)
}

#[tokio::test]
async fn they_follow_new_invoices_and_issued_ones_keep_theirs() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let page = admin.page(SETTINGS).await;
    for text in ["Sales conditions", "Select file", "Add the attachment to the PDF", "checked"] {
        assert!(page.contains(text), "{text} in {page}");
    }
    assert_eq!(admin.get(&format!("{SETTINGS}/file")).await.status, 404);
    let (_, before) = booked_pdf(&app, 1, TUESDAY_9).await;
    assert_eq!(pages(&before), 1);

    let version = admin.version().await;
    saved(&admin, true, Some(&conditions(2, ""))).await;
    assert_eq!(admin.version().await, version + 1, "bookings decide again");
    let page = admin.page(&format!("{SETTINGS}?done=saved")).await;
    for text in ["Saved.", "Verkoopvoorwaarden 2026.pdf", "2 pages", "of every new invoice and quote"] {
        assert!(page.contains(text), "{text} in {page}");
    }
    let file = admin.get(&format!("{SETTINGS}/file")).await;
    assert_eq!(file.bytes, conditions(2, ""));

    let (url, with) = booked_pdf(&app, 2, "2026-12-02T08:00:00Z").await;
    assert_eq!(pages(&with), 3);
    assert!(is_archive(&before) && !is_archive(&with), "it does not say that it is an archive");
    let document = url.strip_suffix("/pdf").unwrap().to_owned();
    let shown = app.get(&document).await.text();
    assert!(shown.contains("Our sales conditions (2 p.) are part of this document."), "{shown}");
    let download = app.get(&format!("{document}/sales-conditions")).await;
    assert_eq!((download.status.as_u16(), &download.bytes), (200, &conditions(2, "")));
    assert_eq!(download.header("content-security-policy").unwrap().matches("sandbox").count(), 1);
    assert!(download.header("content-disposition").unwrap().starts_with("attachment; filename=\"Verkoopvoorwaarden"));

    // Other conditions, none without being asked, and none at all: what is issued stays as it is.
    saved(&admin, false, Some(&conditions(5, ""))).await;
    let (_, without) = booked_pdf(&app, 3, "2026-12-03T08:00:00Z").await;
    assert_eq!(pages(&without), 1, "the box is not checked");
    let version = admin.version().await.to_string();
    let removed = admin.post_files(SETTINGS, &[("version", &version), ("action", "remove")], &[]).await;
    assert_eq!(to(&removed), (303, "/admin/settings/sales-conditions?done=removed"));
    assert!(!admin.page(SETTINGS).await.contains("Verkoopvoorwaarden"));
    assert_eq!(app.get(&url).await.bytes, with);
    assert_eq!(app.get(&format!("{document}/sales-conditions")).await.bytes, conditions(2, ""));
}

#[tokio::test]
async fn a_quote_keeps_what_was_agreed_and_an_older_one_takes_the_present_ones() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let older = quote(&app, 1, TUESDAY_9).await;
    saved(&admin, true, Some(&conditions(2, ""))).await;
    let newer = quote(&app, 2, "2026-12-02T08:00:00Z").await;
    saved(&admin, true, Some(&conditions(3, ""))).await;
    for (booking, pages) in [(older, 3), (newer, 2)] {
        let path = format!("/admin/bookings/{booking}/generate-invoice");
        let issued = admin.post(&path, "").await;
        let (status, location) = to(&issued);
        assert_eq!(status, 303, "{}", issued.text());
        let page = admin.page(location).await;
        assert!(page.contains(&format!("Sales conditions, {pages} pages at the end of the PDF")), "{page}");
    }
}

#[tokio::test]
async fn what_does_not_fit_is_named_and_nothing_is_stored() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let scripted = conditions(1, "/OpenAction<</S/JavaScript/JS(app.alert(1))>>");
    let huge = [conditions(1, ""), vec![b' '; 2 * 1024 * 1024]].concat();
    for (file, said) in [
        (None, "Select the PDF with your sales conditions."),
        (Some(b"<html></html>".to_vec()), "must be a PDF"),
        (Some(scripted), "contains scripts"),
        (Some(conditions(21, "")), "The sales conditions may have 20."),
        (Some(huge), "larger than 2 MB"),
    ] {
        let answer = save(&admin, true, file.as_deref()).await;
        assert_eq!(answer.status, 422, "{said}");
        let page = answer.text();
        for text in [said, "Error: Sales conditions", "href=\"#file\"", "aria-invalid=\"true\"", "checked"] {
            assert!(page.contains(text), "{text} in {page}");
        }
    }
    assert_eq!(app.count("SELECT (SELECT count(*) FROM sales_conditions) + (SELECT count(*) FROM file)").await, 0);
}

#[tokio::test]
async fn two_windows_and_a_form_sent_twice() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let version = admin.version().await.to_string();
    let texts = [("version", version.as_str()), ("action", "save"), ("add", "on")];
    let (first, other) = (conditions(1, ""), conditions(2, ""));
    for (file, status) in [(&first, 303), (&first, 303), (&other, 409)] {
        let answer = admin.post_files(SETTINGS, &texts, &[("file", "terms.pdf", file)]).await;
        assert_eq!(answer.status, status, "the same form once more, then another of the same version");
    }
    let stale = admin.post_files(SETTINGS, &texts, &[("file", "terms.pdf", &other)]).await;
    assert!(stale.text().contains("changed in another window"));
    assert_eq!(app.count("SELECT pages FROM sales_conditions").await, 1);
    assert_eq!(admin.post_files(SETTINGS, &[("version", "x"), ("action", "save")], &[]).await.status, 409);
    let unknown = admin.post_files(SETTINGS, &[("tenant_id", "other")], &[]).await;
    assert_eq!(unknown.status, 422);
    assert_eq!(admin.post(SETTINGS, "version=1&action=remove").await.status, 415);

    app.inject([None, Some(Fault::LostAfter)]);
    saved(&admin, false, None).await;
    assert_eq!(app.count("SELECT is_default FROM sales_conditions").await, 0, "the file stays, the choice changes");
}

#[tokio::test]
async fn another_tenants_conditions_do_not_exist() {
    let app = app();
    saved(&Admin::of(&app, "demo").await, true, Some(&conditions(2, ""))).await;
    let (_, _) = booked_pdf(&app, 1, TUESDAY_9).await;
    let document = app.rows("SELECT id FROM document").await[0]["id"].as_str().unwrap().to_owned();
    let stranger = Admin::of(&app, "other").await;
    assert_eq!(stranger.get(&format!("{SETTINGS}/file")).await.status, 404);
    assert_eq!(stranger.get(&format!("/admin/documents/{document}/sales-conditions")).await.status, 404);
    assert!(!stranger.page(SETTINGS).await.contains("Verkoopvoorwaarden"));
    assert_eq!(app.count("SELECT count(*) FROM sales_conditions WHERE tenant_id = 'other'").await, 0);
}
