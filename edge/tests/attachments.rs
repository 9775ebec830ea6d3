//! Attachments: told by their content, added to a draft and removed, kept inside of the document and downloaded from it.

use crate::admin::{Admin, TUESDAY_9, app, to};
use crate::support::{TestApp, booking, id, pdf::conditions};
use edge::auth::sha256;

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
    let admin = Admin::of(&app, "demo").await;
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
    let admin = Admin::of(&app, "demo").await;
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
    let admin = Admin::of(&app, "demo").await;
    let path = page_of(DRAFT);
    for n in 0..21 {
        let answer = admin.post_files(&path, &[], &[("files", "a.csv", &csv(n))]).await;
        assert_eq!(answer.status.as_u16(), if n < 20 { 303 } else { 422 }, "{n}");
        assert_eq!(answer.text().contains("at most 20 attachments"), n == 20);
    }
    let path = page_of("draft-0000000000000002");
    for n in 0..6 {
        let mut large = csv(n);
        large.extend(b"x;y\n".repeat(2 * 1024 * 1024 / 4 - 10));
        let answer = admin.post_files(&path, &[], &[("files", "large.csv", &large)]).await;
        assert_eq!(answer.status.as_u16(), if n < 5 { 303 } else { 422 }, "{n}");
        assert_eq!(answer.text().contains("at most 10 MB"), n == 5);
    }
}

/// An issued document with two files, made from a booking's.
async fn issued(app: &TestApp, admin: &Admin<'_>) -> String {
    let booked = app.book("demo", &id(1), &booking(TUESDAY_9)).await;
    assert_eq!(booked.status, 201, "{}", booked.text());
    let (plan, letter) = (conditions(1, ""), doc());
    let files: [(&str, &str, &[u8]); 2] = [("files", "Zoë.pdf", &plan), ("files", "brief.doc", &letter)];
    assert_eq!(admin.post_files(&page_of(DRAFT), &[], &files).await.status, 303);
    app.sql(&format!(
        "INSERT INTO document (tenant_id, id, kind, year, sequence, number, type_code, issue_date, due_date, buyer_name, currency,
           total_without_vat, vat_total, total_with_vat, amount_due, source, created_at, link_expires_on, content)
         SELECT d.tenant_id, '{DRAFT}', d.kind, d.year, 2, 'INV-2026-0002', d.type_code, d.issue_date, d.due_date, d.buyer_name, d.currency,
           d.total_without_vat, d.vat_total, d.total_with_vat, d.amount_due, 'manual', d.created_at, d.link_expires_on,
           json_set(d.content, '$.content.attachments', json((SELECT json_group_array(json_object('sha256', a.sha256, 'file_name', a.file_name,
             'media_type', f.media_type, 'size', f.size)) FROM draft_attachment AS a JOIN file AS f ON f.tenant_id = a.tenant_id AND f.sha256 = a.sha256)))
         FROM document AS d WHERE d.tenant_id = 'demo'"
    ));
    format!("/admin/documents/{DRAFT}")
}

#[tokio::test]
async fn files_of_a_document_are_downloads_only() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let document = issued(&app, &admin).await;
    let page = admin.page(&document).await;
    for text in ["Zoë.pdf", "brief.doc", "· by e-mail only", &format!("{document}/attachments/2")] {
        assert!(page.contains(text), "{text} in {page}");
    }
    let public = page.split("https://book.test").find(|part| part.starts_with("/d/")).unwrap();
    let public = public.split('"').next().unwrap().to_owned();
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
    let forged = format!("{}x/attachments/1", public.strip_suffix(|_| true).unwrap());
    assert_eq!(app.get(&forged).await.status, 404, "the link is checked before the file is read");

    // What was stored and is not there any more is our defect, never somebody else's file.
    let key = format!("tenants/demo/files/{}", sha256(conditions(1, "")));
    app.ports.files.put(&key, b"%PDF-1.4 another".to_vec(), "application/pdf").await.unwrap();
    assert_eq!(app.get(&format!("{public}/attachments/1")).await.status, 500);
}

#[tokio::test]
async fn what_is_issued_takes_no_more_files() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let document = issued(&app, &admin).await;
    assert_eq!(to(&admin.get(&page_of(DRAFT)).await), (303, document.as_str()));
    let late = admin.post_files(&page_of(DRAFT), &[], &[("files", "late.csv", &csv(1))]).await;
    assert_eq!(to(&late), (303, document.as_str()));
    assert_eq!(attached(&app).await, 2);
}

#[tokio::test]
async fn another_tenants_files_do_not_exist() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    let document = issued(&app, &admin).await;
    let stranger = Admin::of(&app, "other").await;
    assert_eq!(stranger.get(&format!("{document}/attachments/1")).await.status, 404);
    let free = "draft-0000000000000009";
    assert_eq!(admin.post_files(&page_of(free), &[], &[("files", "a.csv", &csv(1))]).await.status, 303);
    let theirs = stranger.page(&page_of(free)).await;
    assert!(theirs.contains("No attachment yet."), "{theirs}");
    assert_eq!(stranger.post(&format!("{}/{}/remove", page_of(free), sha256(csv(1))), "").await.status, 303);
    assert!(admin.page(&page_of(free)).await.contains("a.csv"), "it is still there");
}
