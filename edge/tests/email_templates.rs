//! Settings > Delivery > E-mail templates: written, looked at, used, tried, reset; refused where they are not understood.

use crate::admin::{Admin, app, to};
use crate::notices::{THURSDAY_9, at, taken, with_mailbox};
use crate::support::{SECURE_BASE, booking, id};

const TEMPLATE: &str = "/admin/settings/email-templates/reminder/nl";

fn template_form(version: i64, action: &str, subject: &str, body: &str) -> String {
    serde_urlencoded::to_string([
        ("version", version.to_string().as_str()),
        ("subject", subject),
        ("body", body),
        ("action", action),
    ])
    .unwrap()
}

#[tokio::test]
async fn a_text_is_looked_at_saved_used_and_reset() {
    let mut app = app();
    let mailer = with_mailbox(&mut app);
    let admin = Admin::of(&app, "demo").await;
    let list = admin.page("/admin/settings/email-templates").await;
    assert!(list.contains(TEMPLATE) && !list.contains("your text"), "{list}");
    let page = admin.page(TEMPLATE).await;
    for text in [
        "Herinnering: {{service}}",
        "name=\"version\" value=\"0\"",
        "{{manage_link}}",
        "Huishoudhulp",
        "Robin Maes",
        "As plain text",
    ] {
        assert!(page.contains(text), "{text}\n{page}");
    }

    let (subject, body) =
        ("Tot morgen, {{customer_name}}", "Dag <i>{{customer_name}}</i>,\r\n\r\nzie https://helder.example/x");
    let preview = admin.post(TEMPLATE, &template_form(0, "preview", subject, body)).await;
    assert_eq!(preview.status, 200);
    for text in [
        "Not saved yet",
        "Tot morgen, Robin Maes",
        "Dag &lt;i&gt;Robin Maes&lt;/i&gt;,",
        "<span class=\"link\">https://helder.example/x</span>",
    ] {
        assert!(preview.text().contains(text), "{text}\n{}", preview.text());
    }
    assert_eq!(app.count("SELECT count(*) FROM mail_template").await, 0);

    for _ in 0..2 {
        let answer = admin.post(TEMPLATE, &template_form(0, "save", subject, body)).await;
        assert_eq!(to(&answer), (303, "/admin/settings/email-templates/reminder/nl?done=saved"), "twice saves once");
    }
    assert_eq!(app.count("SELECT version FROM mail_template").await, 1);
    let stale = admin.post(TEMPLATE, &template_form(0, "save", "Other", "Other")).await;
    assert_eq!(stale.status, 409);
    assert!(
        stale.text().contains("changed in another window") && stale.text().contains("value=\"Tot morgen"),
        "{}",
        stale.text()
    );
    assert!(admin.page("/admin/settings/email-templates").await.contains("your text"));
    let other = Admin::of(&app, "other").await;
    assert!(!other.page(TEMPLATE).await.contains("Tot morgen"));

    let mut body = booking(THURSDAY_9);
    body["locale"] = "nl".into();
    assert_eq!(app.book("demo", &id(1), &body).await.status, 201);
    at(&app, "2026-12-02T08:00:00Z").await;
    let mails = taken(&mailer);
    let reminder = mails.iter().find(|mail| mail.message_id.starts_with("reminder")).unwrap();
    assert_eq!(reminder.subject, "Tot morgen, An Peeters");
    assert_eq!(reminder.text, "Dag <i>An Peeters</i>,\n\nzie https://helder.example/x\n");

    app.clock.set("2026-11-30T08:00:00Z".parse().unwrap());
    for _ in 0..2 {
        let answer = admin.post(TEMPLATE, "version=1&action=reset").await;
        assert_eq!(to(&answer), (303, "/admin/settings/email-templates/reminder/nl?done=reset"));
    }
    assert!(!admin.page("/admin/settings/email-templates").await.contains("your text"));
    // A window from before the reset overwrites nothing.
    let stale = admin.post(TEMPLATE, &template_form(1, "save", "Old", "Old")).await;
    assert_eq!(stale.status, 409);
}

#[tokio::test]
async fn what_is_no_placeholder_is_refused_with_those_that_exist() {
    let app = app();
    let admin = Admin::of(&app, "demo").await;
    for (subject, body, field, says) in [
        ("Hi {{7*7}}", "x", "#subject", "no placeholder {{7*7}}"),
        ("Hi", "{{constructor}}", "#body", "no placeholder {{constructor}}"),
        ("Hi", "{{secret}}", "#body", "{{customer_name}}, {{service}}"),
        ("Hi", "{{service", "#body", "Close the placeholder"),
        ("a\r\nBcc: b@example.com", "x", "#subject", "line breaks"),
        ("a\0b", "x", "#subject", "control characters"),
        ("", "", "#body", "Write the body"),
    ] {
        let answer = admin.post(TEMPLATE, &template_form(0, "save", subject, body)).await;
        let page = answer.text();
        assert_eq!(answer.status, 422, "{subject} {body}");
        assert!(page.contains(&format!("href=\"{field}\"")) && page.contains(says), "{subject} {body}\n{page}");
    }
    let answer = admin.post(TEMPLATE, &template_form(0, "delete", "a", "b")).await;
    assert_eq!(answer.status, 422);
    for path in ["reminder/es", "secret/nl", "reminder/NL"] {
        assert_eq!(admin.get(&format!("/admin/settings/email-templates/{path}")).await.status, 404, "{path}");
    }
    assert_eq!(app.count("SELECT count(*) FROM mail_template").await, 0);
}

#[tokio::test]
async fn a_test_goes_out_once_and_not_without_end() {
    let mut app = app();
    let mailer = with_mailbox(&mut app);
    let admin = Admin::of(&app, "demo").await;
    let test = format!("{TEMPLATE}/test");
    let form = |n: u32| format!("id={}&to=me%40example.com", id(n));
    for _ in 0..2 {
        assert_eq!(
            to(&admin.post(&test, &form(1)).await),
            (303, "/admin/settings/email-templates/reminder/nl?done=tested")
        );
    }
    at(&app, "2026-11-30T08:01:00Z").await;
    at(&app, "2026-11-30T08:02:00Z").await;
    let mails = taken(&mailer);
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    assert_eq!((mail.to.address.as_str(), mail.from_name.as_str()), ("me@example.com", "Helder Schoonmaak"));
    assert!(mail.subject.starts_with("Test: Herinnering: Huishoudhulp"), "{}", mail.subject);
    assert!(mail.text.contains(SECURE_BASE), "{}", mail.text);

    for (form, says) in [
        (format!("id={}&to=nobody", id(2)), "Enter an e-mail address"),
        ("id=x&to=a%40b.example".to_owned(), "not whole"),
    ] {
        let answer = admin.post(&test, &form).await;
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains(says), "{}", answer.text());
    }
    for n in 2..41 {
        assert_eq!(admin.post(&test, &form(n)).await.status, 303, "{n}");
    }
    let answer = admin.post(&test, &form(41)).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("within the last hour"), "{}", answer.text());
    assert_eq!(admin.post(&test, &form(40)).await.status, 303, "one that came before is answered as before");
    let other = Admin::of(&app, "other").await;
    assert_eq!(other.post(&test, &form(41)).await.status, 303, "each tenant has its own bound");
}
