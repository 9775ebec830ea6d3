//! Attachments: told by their content, added to a draft and removed, kept inside of the document and downloaded from it.

use crate::admin::{Admin, TUESDAY_9, app, to};
use crate::support::{TestApp, booking, id, pdf::conditions};
use base64::{Engine, engine::general_purpose::STANDARD};
use edge::{
    platform::{database::Database, digest::sha256},
    store::file,
};
use shared::id::{DocumentId, TenantId};

const DRAFT: &str = "draft-0000000000000001";

fn page_of(draft: &str) -> String {
    format!("/admin/drafts/{draft}/attachments")
}

fn csv(n: usize) -> Vec<u8> {
    format!("name;amount\nline {n};1\n").into_bytes()
}

/// A compound file with the stream of a Word document.
fn doc() -> Vec<u8> {
    let mut file = vec![0u8; 3 * 512];
    file[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    file[30] = 9;
    file[48] = 1;
    file[516..520].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    let name: Vec<u8> = "WordDocument".encode_utf16().flat_map(u16::to_le_bytes).collect();
    file[1024..1024 + name.len()].copy_from_slice(&name);
    file[1088] = u8::try_from(name.len() + 2).unwrap();
    file
}

async fn attached(app: &TestApp) -> i64 {
    app.count("SELECT count(*) FROM draft_attachment WHERE tenant_id = 'demo'").await
}

#[tokio::test]
async fn files_are_added_listed_and_removed() {
    let app = app();
    let admin = writing(&app, DRAFT).await;
    let path = page_of(DRAFT);
    assert!(admin.page(&path).await.contains("No attachment yet."));
    let (plan, letter) = (conditions(1, ""), doc());
    let files: [(&str, &str, &[u8]); 3] =
        [("files", "C:\\plan.pdf", &plan), ("files", "brief.doc", &letter), ("files", "Prijzen.txt", b"a;b\n1;2\n")];
    let added = admin.post_files(&path, &[], &files).await;
    assert_eq!(to(&added), (303, format!("{path}?done=added").as_str()), "{}", added.text());
    let page = admin.page(&format!("{path}?done=added")).await;
    for text in
        [">plan.pdf<", ">brief.doc<", "Prijzen.txt", "by e-mail only", "PDF, 1 KB", "3 files, ", "Back to the invoice"]
    {
        assert!(page.contains(text), "{text} in {page}");
    }
    assert_eq!(page.matches(">by e-mail only<").count(), 1);
    assert!(!page.contains("C:\\"));

    // The same form once more, and the same file under another name: attached once.
    assert_eq!(admin.post_files(&path, &[], &files).await.status, 303);
    assert_eq!(admin.post_files(&path, &[], &[("files", "other.pdf", &plan)]).await.status, 303);
    assert_eq!(attached(&app).await, 3);

    let remove = format!("{path}/{}/remove", sha256(&plan));
    for _ in 0..2 {
        let removed = admin.post(&remove, "").await;
        assert_eq!(to(&removed), (303, format!("{path}?done=removed").as_str()));
    }
    assert!(!admin.page(&path).await.contains("plan.pdf"));
    assert_eq!(attached(&app).await, 2);
}

#[tokio::test]
async fn what_cannot_be_attached_is_named_and_the_rest_is_attached() {
    let app = app();
    let admin = writing(&app, DRAFT).await;
    let path = page_of(DRAFT);
    let huge = vec![b'x'; 2 * 1024 * 1024 + 1];
    let page_in_disguise = b"%PDX<script>alert(1)</script>".as_slice();
    let files: [(&str, &str, &[u8]); 4] = [
        ("files", "good.csv", &csv(1)),
        ("files", "evil.pdf", page_in_disguise),
        ("files", "<b>huge.png", &huge),
        ("files", "empty.pdf", b""),
    ];
    let answer = admin.post_files(&path, &[], &files).await;
    assert_eq!(answer.status, 422);
    let page = answer.text();
    for text in [
        "evil.pdf: This is not a file that can be attached",
        "&lt;b&gt;huge.png: The file is larger than 2 MB",
        "empty.pdf: The file is empty.",
        "Error: Attachments",
        "href=\"#files\"",
        ">good.csv<",
    ] {
        assert!(page.contains(text), "{text} in {page}");
    }
    assert_eq!(attached(&app).await, 1);
    let nothing = admin.post_files(&path, &[], &[("files", "", b"")]).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.text().contains("Select one file or more"));
    assert_eq!(admin.post_files(&path, &[("tenant_id", "other")], &[]).await.status, 422);
    assert_eq!(admin.post_files("/admin/drafts/x/attachments", &[], &files).await.status, 404);
}

#[tokio::test]
async fn a_document_has_at_most_twenty_files_and_ten_megabytes() {
    let app = app();
    let admin = writing(&app, DRAFT).await;
    let path = page_of(DRAFT);
    for n in 0..21 {
        let answer = admin.post_files(&path, &[], &[("files", "a.csv", &csv(n))]).await;
        assert_eq!(answer.status.as_u16(), if n < 20 { 303 } else { 422 }, "{n}");
        assert_eq!(answer.text().contains("at most 20 attachments"), n == 20);
    }
    let second = "draft-0000000000000002";
    let admin = writing(&app, second).await;
    let path = page_of(second);
    for n in 0..6 {
        let mut large = csv(n);
        large.extend(b"x;y\n".repeat(2 * 1024 * 1024 / 4 - 10));
        let answer = admin.post_files(&path, &[], &[("files", "large.csv", &large)]).await;
        assert_eq!(answer.status.as_u16(), if n < 5 { 303 } else { 422 }, "{n}");
        assert_eq!(answer.text().contains("at most 10 MB"), n == 5);
    }
}

/// What the editor posts: two hours at 50 for a contact.
async fn typed(app: &TestApp, version: i64, action: &str) -> String {
    let settings = app.count("SELECT settings_version FROM tenant WHERE id = 'demo'").await;
    let contacts = app.rows("SELECT id FROM contact WHERE tenant_id = 'demo'").await;
    let contact = contacts.first().map(|row| row["id"].as_str().unwrap().to_owned()).unwrap_or_default();
    format!(
        "version={version}&settings-version={settings}&kind=invoice&next=50&contact={contact}&line=1&line-1-kind=item&line-1-name=Hour\
         &line-1-quantity=2&line-1-unit=HUR&line-1-price=50&line-1-vat=21&sales-conditions=on&action={action}"
    )
}

/// An admin with a draft that is kept.
async fn writing<'a>(app: &'a TestApp, draft: &str) -> Admin<'a> {
    let booked = app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    assert!(booked.status.is_success(), "{}", booked.text());
    let admin = Admin::of(app, "demo").await;
    let kept = admin.post(&format!("/admin/drafts/{draft}"), &typed(app, 0, "open:attachments").await).await;
    assert_eq!(to(&kept), (303, page_of(draft).as_str()), "{}", kept.text());
    admin
}

/// An invoice with two files, written in the editor and issued.
async fn issued(app: &TestApp, admin: &Admin<'_>) -> String {
    let (plan, letter) = (conditions(1, ""), doc());
    let files: [(&str, &str, &[u8]); 2] = [("files", "Zoë.pdf", &plan), ("files", "brief.doc", &letter)];
    assert_eq!(admin.post_files(&page_of(DRAFT), &[], &files).await.status, 303);
    let editor = admin.page(&format!("/admin/drafts/{DRAFT}")).await;
    assert!(editor.contains("Zoë.pdf") && editor.contains("by e-mail only"), "{editor}");
    let saved = admin.post(&format!("/admin/drafts/{DRAFT}"), &typed(app, 1, "issue").await).await;
    let document = format!("/admin/documents/{DRAFT}");
    assert_eq!(to(&saved), (303, format!("{document}?done=issued").as_str()), "{}", saved.text());
    document
}

#[tokio::test]
async fn files_of_a_document_are_downloads_only() {
    let app = app();
    let admin = writing(&app, DRAFT).await;
    let document = issued(&app, &admin).await;
    let page = admin.page(&document).await;
    for text in ["Zoë.pdf", "brief.doc", "· by e-mail only", &format!("{document}/attachments/2")] {
        assert!(page.contains(text), "{text} in {page}");
    }
    let mut links = page.split("https://book.test").filter_map(|part| part.split('"').next());
    let public = links.find(|link| link.starts_with("/d/") && !link.ends_with("pdf")).unwrap().to_owned();
    let shown = app.get(&public).await.text();
    assert!(shown.contains("Attachments") && shown.contains(&format!("{public}/attachments/1")), "{shown}");

    let ours =
        [admin.get(&format!("{document}/attachments/1")).await, app.get(&format!("{public}/attachments/1")).await];
    for file in ours {
        assert_eq!((file.status.as_u16(), &file.bytes), (200, &conditions(1, "")));
        for (header, value) in [
            ("content-type", "application/pdf"),
            ("content-disposition", "attachment; filename=\"Zo_.pdf\"; filename*=UTF-8''Zo%C3%AB.pdf"),
            ("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "private, no-store"),
        ] {
            assert_eq!(file.header(header), Some(value));
        }
    }
    for place in ["0", "3", "-1", "x", "1x"] {
        assert_eq!(admin.get(&format!("{document}/attachments/{place}")).await.status, 404, "{place}");
        assert_eq!(app.get(&format!("{public}/attachments/{place}")).await.status, 404, "{place}");
    }
    let forged: String =
        public.char_indices().map(|(at, c)| if at == 5 { if c == 'A' { 'B' } else { 'A' } } else { c }).collect();
    assert_eq!(app.get(&format!("{forged}/attachments/1")).await.status, 404, "the link is checked first");

    // What was stored and is not there any more is our defect, never somebody else's file.
    let key = format!("tenants/demo/files/{}", sha256(conditions(1, "")));
    app.ports.files.put(&key, b"%PDF-1.4 another".to_vec(), "application/pdf").await.unwrap();
    assert_eq!(app.get(&format!("{public}/attachments/1")).await.status, 500);
}

#[tokio::test]
async fn the_e_invoice_holds_the_pdf_and_what_peppol_carries() {
    let app = app();
    let admin = writing(&app, DRAFT).await;
    let document = issued(&app, &admin).await;
    let sent = admin.get(&format!("{document}/e-invoice")).await;
    assert_eq!(sent.status, 200, "{}", sent.text());
    assert!(sent.header("content-disposition").unwrap().starts_with("attachment; filename=\"INV-2026-"));
    let sent = sent.text();
    let pdf_url = admin.page(&document).await;
    let pdf_url = pdf_url.split('"').find(|text| text.starts_with("https://book.test/d/") && text.ends_with("/pdf"));
    let pdf = app.get(pdf_url.unwrap()).await.bytes;
    let embedded: Vec<&str> = sent.split("<cbc:EmbeddedDocumentBinaryObject ").skip(1).collect();
    assert_eq!(embedded.len(), 2, "Word stays out");
    for (object, name, bytes) in
        [(embedded[0], "INV-2026-0002.pdf", &pdf), (embedded[1], "Zoë.pdf", &conditions(1, ""))]
    {
        let (head, rest) = object.split_once('>').unwrap();
        assert_eq!(head, format!("mimeCode=\"application/pdf\" filename=\"{name}\""));
        let content = STANDARD.decode(rest.split('<').next().unwrap()).unwrap();
        assert_eq!(&content, bytes);
    }
    let plain = admin.page(&format!("{document}/ubl")).await;
    assert!(!plain.contains("EmbeddedDocumentBinaryObject"));
    assert_eq!(
        edge::work::e_invoice::preflight::faults(&sent),
        edge::work::e_invoice::preflight::faults(&plain),
        "files break no rule"
    );
}

#[tokio::test]
async fn what_is_issued_takes_no_more_files() {
    let app = app();
    let admin = writing(&app, DRAFT).await;
    let document = issued(&app, &admin).await;
    assert_eq!(to(&admin.get(&page_of(DRAFT)).await), (303, document.as_str()));
    let late = admin.post_files(&page_of(DRAFT), &[], &[("files", "late.csv", &csv(1))]).await;
    assert_eq!(to(&late), (303, document.as_str()));
    let removed = admin.post(&format!("{}/{}/remove", page_of(DRAFT), sha256(doc())), "").await;
    assert_eq!(to(&removed), (303, document.as_str()));
    assert_eq!(attached(&app).await, 0, "they are inside of the document now");
    assert!(admin.page(&document).await.contains("brief.doc"));
}

#[tokio::test]
async fn another_tenants_files_do_not_exist() {
    let app = app();
    let admin = writing(&app, DRAFT).await;
    let document = issued(&app, &admin).await;
    let stranger = Admin::of(&app, "other").await;
    assert_eq!(stranger.get(&format!("{document}/attachments/1")).await.status, 404);
    let free = "draft-0000000000000009";
    let admin = writing(&app, free).await;
    assert_eq!(admin.post_files(&page_of(free), &[], &[("files", "a.csv", &csv(1))]).await.status, 303);
    assert_eq!(stranger.get(&page_of(free)).await.status, 404);
    assert_eq!(stranger.post_files(&page_of(free), &[], &[("files", "b.csv", &csv(2))]).await.status, 404);
    assert_eq!(stranger.post(&format!("{}/{}/remove", page_of(free), sha256(csv(1))), "").await.status, 404);
    assert!(admin.page(&page_of(free)).await.contains("a.csv"), "it is still there");
}

#[tokio::test]
async fn a_draft_that_is_deleted_lets_its_files_go() {
    let app = app();
    let admin = writing(&app, DRAFT).await;
    assert_eq!(admin.post_files(&page_of(DRAFT), &[], &[("files", "a.csv", &csv(1))]).await.status, 303);
    let deleted = admin.post(&format!("/admin/drafts/{DRAFT}/delete"), "version=1").await;
    assert_eq!(deleted.status, 303, "{}", deleted.text());
    assert_eq!(attached(&app).await, 0);
    assert_eq!(admin.get(&page_of(DRAFT)).await.status, 404);
}

#[tokio::test]
async fn a_file_that_is_added_while_the_document_is_saved_is_in_it_or_refused() {
    let app = app();
    let admin = writing(&app, DRAFT).await;
    // As another window would add it between reading and writing.
    let sha = sha256(csv(7));
    app.sql(&format!(
        "INSERT INTO file (tenant_id, sha256, media_type, size, created_at) VALUES ('demo', '{sha}', 'text/csv', 19, '2026-11-30T08:00:00Z')"
    ));
    let known = file::guard_unchanged(&TenantId::new("demo"), &DocumentId::new(DRAFT), &[]);
    assert!(app.database.batch(vec![known.clone()]).await.is_ok());
    app.sql(&format!(
        "INSERT INTO draft_attachment (tenant_id, draft_id, sha256, file_name) VALUES ('demo', '{DRAFT}', '{sha}', 'a.csv')"
    ));
    let refused = app.database.batch(vec![known]).await;
    assert_eq!(
        refused.map(drop),
        Err(edge::platform::database::DatabaseError::Refused(edge::platform::database::Refused::AttachmentsChanged))
    );
    let saved = admin.post(&format!("/admin/drafts/{DRAFT}"), &typed(&app, 1, "issue").await).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    assert!(admin.page(&format!("/admin/documents/{DRAFT}")).await.contains("a.csv"));
}
