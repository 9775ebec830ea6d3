//! The layout of documents: set, shown in a sample, kept by each document, guarded, reset.

use edge::work::file::logo_picture as logo;
use http::Request;

use crate::admin::{Admin, TUESDAY_9, app, quote, to};
use crate::support::{Answer, Fault, TestApp, booking, id, pdf::is_archive};

const LAYOUT: &str = "/admin/settings/layout";
const PREVIEW: &str = "/admin/settings/layout/preview";

/// A PNG of 30 by 10 pixels in one colour.
fn png(color: [u8; 3]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 30, 10);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&color.repeat(300)).unwrap();
    writer.finish().unwrap();
    file
}

/// Sends the form as a browser does.
async fn send(admin: &Admin<'_>, path: &str, texts: &[(&str, &str)], logo: &[u8]) -> Answer {
    let mut body = Vec::new();
    for (name, text) in texts {
        let part = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let name = if logo.is_empty() { "" } else { "logo.png" };
    let part = format!("--b\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"{name}\"\r\n\r\n");
    body.extend_from_slice(part.as_bytes());
    body.extend_from_slice(logo);
    body.extend_from_slice(b"\r\n--b--\r\n");
    let request = Request::builder()
        .method("POST")
        .uri(format!("http://book.test{path}"))
        .header("host", "book.test")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "multipart/form-data; boundary=b")
        .header("cookie", &admin.cookie)
        .body(body.into())
        .unwrap();
    admin.app.send(request).await
}

async fn set(admin: &Admin<'_>, header: &str, footer: &str, logo: &[u8]) {
    let version = admin.version().await.to_string();
    let texts = [("version", version.as_str()), ("header", header), ("footer", footer)];
    let answer = send(admin, LAYOUT, &texts, logo).await;
    assert_eq!(to(&answer), (303, "/admin/settings/layout?done=saved"), "{}", answer.text());
}

/// The address of the booking's document page.
async fn book(app: &TestApp, tenant: &str, n: u32, starts_at: &str) -> String {
    let answer = app.book(tenant, &id(n), &booking(starts_at)).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["document"]["url"].as_str().unwrap().trim_start_matches("https://book.test").to_owned()
}

#[tokio::test]
async fn a_layout_is_on_new_documents_and_issued_ones_keep_theirs() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let before = book(&app, "demo", 1, TUESDAY_9).await;
    let (page_before, pdf_before) = (app.get(&before).await, app.get(&format!("{before}/pdf")).await);

    set(&admin, "**Helder** & [site](https://helder.example)", "-><- Thank you", &png([200, 0, 0])).await;
    let first = book(&app, "demo", 2, "2026-12-02T08:00:00Z").await;
    let page = app.get(&first).await.text();
    for text in [
        "<strong>Helder</strong> &amp; <a href=\"https://helder.example\"",
        "<p class=\"center\">Thank you</p>",
        "/assets/logos/",
        "width=\"30\" height=\"10\"",
    ] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    let pdf = app.get(&format!("{first}/pdf")).await;
    assert_eq!(pdf.status, 200);
    assert!(is_archive(&pdf.bytes));

    // What was issued before is as it was, also after the next change.
    set(&admin, "Another header", "", &[]).await;
    assert_eq!(app.get(&before).await.text(), page_before.text());
    assert_eq!(app.get(&first).await.text(), page);
    assert_eq!(app.get(&format!("{before}/pdf")).await.bytes, pdf_before.bytes);
    assert_eq!(app.get(&format!("{first}/pdf")).await.bytes, pdf.bytes);
    let second = app.get(&book(&app, "demo", 3, "2026-12-03T08:00:00Z").await).await.text();
    assert!(second.contains("Another header") && second.contains("/assets/logos/") && !second.contains("Thank you"));

    // Nobody else has it.
    let other = app.get(&book(&app, "other", 4, TUESDAY_9).await).await.text();
    assert!(
        !other.contains("class=\"own") && !Admin::of(&app, "other").await.page(LAYOUT).await.contains("Another header")
    );
}

#[tokio::test]
async fn an_invoice_of_a_quote_and_a_credit_note_have_the_layout_of_their_own_day() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    quote(&app, 1, TUESDAY_9).await;
    set(&admin, "Second header", "", &[]).await;
    let generated = admin.post(&format!("/admin/bookings/{}/generate-invoice", id(1)), "").await;
    let invoice = to(&generated).1.trim_end_matches("?done=generated").to_owned();
    set(&admin, "Third header", "", &[]).await;
    let credit = "id=AAAAAAAAAAAAAAAAAAAAAA&quantity-0=1&reason=Wrong";
    assert_eq!(admin.post(&format!("{invoice}/credit-note"), credit).await.status, 303);
    let header = "SELECT kind, json_extract(content, '$.content.letterhead.header.blocks[0].runs[0].text') AS header
                  FROM document ORDER BY kind";
    let headers: Vec<String> = app.rows(header).await.iter().map(|row| row["header"].to_string()).collect();
    assert_eq!(headers, ["\"Third header\"", "\"Second header\"", "null"]);
}

#[tokio::test]
async fn what_cannot_be_kept_is_named_and_the_input_stays() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let version = admin.version().await.to_string();
    let long = "x".repeat(1_001);
    for (header, footer, logo, field, text) in [
        ("[x](javascript:alert)", "kept &", &b""[..], "header", "must start with https://"),
        ("kept &", &long, b"", "footer", "at most 1000 characters"),
        ("kept &", "", b"<svg/>", "logo", "must be a PNG or JPEG"),
        ("kept &", "", b"\x89PNG\r\n\x1a\nx", "logo", "damaged"),
    ] {
        let texts = [("version", version.as_str()), ("header", header), ("footer", footer)];
        let answer = send(&admin, LAYOUT, &texts, logo).await;
        assert_eq!(answer.status, 422, "{field}");
        let page = answer.text();
        for wanted in [text, &format!("href=\"#{field}\""), &format!("id=\"{field}-error\""), "kept &amp;</textarea>"] {
            assert!(page.contains(wanted), "{wanted}\n{page}");
        }
    }
    let large = vec![0; 2 * 1024 * 1024 + 1];
    let answer = send(&admin, LAYOUT, &[("version", &version), ("header", "kept &"), ("footer", "")], &large).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("kept &amp;</textarea>") && answer.text().contains("href=\"#logo\""));
    assert_eq!(app.count("SELECT count(*) FROM letterhead").await, 0);
    let unknown = send(&admin, LAYOUT, &[("version", &version), ("tenant_id", "other")], b"").await;
    assert_eq!(unknown.status, 422);
}

#[tokio::test]
async fn another_window_loses_nothing_and_nothing_is_saved_twice() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let version = admin.version().await.to_string();
    set(&admin, "First", "", &[]).await;
    let stale = send(&admin, LAYOUT, &[("version", &version), ("header", "Second"), ("footer", "")], b"").await;
    assert_eq!(stale.status, 409);
    let page = stale.text();
    let present = admin.version().await;
    for text in ["changed in another window", "\nSecond</textarea>", &format!("name=\"version\" value=\"{present}\"")] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    // A batch whose answer is lost is sent again and finds its own success, and so does a second click.
    let texts = [("version", present.to_string()), ("header", "Third".to_owned()), ("footer", String::new())];
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    app.inject([None, None, Some(Fault::LostAfter)]);
    for _ in 0..2 {
        assert_eq!(to(&send(&admin, LAYOUT, &texts, b"").await), (303, "/admin/settings/layout?done=saved"));
    }
    assert_eq!(admin.version().await, present + 1);
    let stored = "SELECT json_extract(content, '$.header.blocks[0].runs[0].text') AS header FROM letterhead";
    assert_eq!(app.rows(stored).await[0]["header"], "Third");
}

#[tokio::test]
async fn the_sample_follows_what_is_typed_and_keeps_nothing() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let stored = admin.get(PREVIEW).await;
    assert_eq!(stored.status, 200);
    let policy = stored.header("content-security-policy").unwrap();
    assert!(policy.contains("frame-ancestors 'self'") && policy.contains("default-src 'none'"), "{policy}");
    let page = stored.text();
    for text in ["Click here to change the invoice header", "href=\"/admin/settings/layout#footer\"", "Invoice <span"] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    assert!(!page.contains("<svg"), "a code that can be scanned would be paid");
    let typed =
        send(&admin, PREVIEW, &[("version", "x"), ("header", "**<b>**"), ("footer", "- one")], b"anything").await;
    assert_eq!(typed.status, 200);
    assert!(typed.text().contains("<strong>&lt;b&gt;</strong>") && typed.text().contains("<li>one</li>"));
    let wrong = send(&admin, PREVIEW, &[("header", "[x](data:x)")], b"").await;
    assert!(wrong.text().contains("must start with https://"), "{}", wrong.text());
    assert_eq!(app.count("SELECT count(*) FROM letterhead").await, 0);
    // No other page may be framed.
    let policy = admin.get(LAYOUT).await.header("content-security-policy").unwrap().to_owned();
    assert!(policy.contains("frame-ancestors 'none'") && policy.contains("frame-src 'self'"), "{policy}");
}

#[tokio::test]
async fn a_logo_is_public_under_its_hash_and_nothing_else_is() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    set(&admin, "", "", &png([0, 0, 200])).await;
    let page = admin.page(LAYOUT).await;
    let address = page.split("src=\"").find_map(|part| part.strip_prefix("/assets/logos/")?.split('"').next()).unwrap();
    let answer = app.get(&format!("/assets/logos/{address}")).await;
    let header = |name| answer.header(name).unwrap_or_default();
    assert_eq!((answer.status.as_u16(), header("content-type")), (200, "image/png"));
    assert_eq!(header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(
        (header("x-content-type-options"), header("content-security-policy")),
        ("nosniff", "default-src 'none'; sandbox")
    );
    assert_eq!(answer.bytes, logo::read(&png([0, 0, 200])).unwrap().png);
    for wrong in
        ["/assets/logos/x.png", &format!("/assets/logos/{}.png", "0".repeat(64)), "/assets/logos/..%2f..%2fx.png"]
    {
        assert_eq!(app.get(wrong).await.status, 404, "{wrong}");
    }

    let version = admin.version().await.to_string();
    let texts = [("version", version.as_str()), ("header", "Text"), ("footer", ""), ("remove_logo", "on")];
    assert_eq!(send(&admin, LAYOUT, &texts, b"").await.status, 303);
    assert!(!admin.page(LAYOUT).await.contains("/assets/logos/"));
}

#[tokio::test]
async fn a_reset_is_confirmed_guarded_and_safe_to_repeat() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let reset = "/admin/settings/layout/reset";
    assert_eq!(to(&admin.get(reset).await), (303, LAYOUT), "there is nothing to reset");
    set(&admin, "Header", "Footer", &[]).await;
    assert!(admin.page(LAYOUT).await.contains("Reset layout") && admin.page(reset).await.contains("Keep the layout"));
    let stale = admin.post(reset, "version=1").await;
    assert_eq!((stale.status.as_u16(), app.count("SELECT count(*) FROM letterhead").await), (409, 1));
    let form = format!("version={}", admin.version().await);
    for _ in 0..2 {
        assert_eq!(to(&admin.post(reset, &form).await), (303, "/admin/settings/layout?done=reset"));
    }
    assert_eq!(app.count("SELECT count(*) FROM letterhead").await, 0);
    assert!(admin.page("/admin/settings/layout?done=reset").await.contains("standard layout again"));
}
