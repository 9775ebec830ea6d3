//! `/b/{tenant}`: a booking by plain forms, with the decision and the answer of the API.

use http::StatusCode;

use crate::support::{Answer, BASE, Fault, TestApp, booking, id};

/// Tuesday 1 December 2026, 09:00 in Brussels.
const TUESDAY_9: &str = "2026-12-01T08:00:00Z";

/// Pages stay below this many bytes, uncompressed.
const PAGE_BYTES_MAX: usize = 10_240;

/// The fields that a browser would send of the form on a page, before anything is typed.
fn fields(page: &str) -> Vec<(String, String)> {
    let form = page.split_once("<form id=\"book\"").unwrap().1.split_once("</form>").unwrap().0;
    let attribute = |tag: &str, name: &str| {
        let value = tag.split_once(&format!(" {name}=\""))?.1.split_once('"')?.0;
        Some(value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    };
    let inputs = form.split("<input").skip(1).map(|rest| rest.split_once('>').unwrap().0);
    let typed = inputs.filter(|tag| !tag.contains("type=\"radio\"") || tag.ends_with(" checked"));
    let mut fields: Vec<(String, String)> =
        typed.map(|tag| (attribute(tag, "name").unwrap(), attribute(tag, "value").unwrap_or_default())).collect();
    if let Some((_, rest)) = form.split_once("<textarea") {
        let text = rest.split_once('>').unwrap().1.split_once("</textarea>").unwrap().0;
        fields.push(("notes".to_owned(), text.to_owned()));
    }
    fields
}

/// What is typed into a form before a button is pressed.
fn typed(page: &str, answers: &[(&str, &str)]) -> String {
    let mut fields = fields(page);
    for (name, value) in answers {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    let pair = |(name, value): &(String, String)| format!("{name}={}", escaped(value));
    fields.iter().map(pair).collect::<Vec<_>>().join("&")
}

fn escaped(text: &str) -> String {
    let byte = |b: u8| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") };
    text.bytes().map(byte).collect()
}

/// As curl sends it: no origin, no `Sec-Fetch-Site`.
async fn post(app: &TestApp, form: &str) -> Answer {
    let request = crate::support::request(
        "POST",
        "/b/demo",
        &[("content-type", "application/x-www-form-urlencoded")],
        axum::body::Body::from(form.to_owned()),
    );
    app.send(request).await
}

const PERSON: [(&str, &str); 2] = [("name", "An Peeters"), ("email", "an@example.com")];

const COMPANY: [(&str, &str); 6] = [
    ("company", "Acme BV"),
    ("vat_number", "BTW BE 0477.472.701"),
    ("street", "Markt 1"),
    ("postal_code", "9050"),
    ("city", "Ledeberg"),
    ("country", "België"),
];

/// The page with the times of a service.
async fn details(app: &TestApp, query: &str) -> String {
    let page = app.get(&format!("/b/demo?{query}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    page.text()
}

/// The review of a booking at a start.
async fn review(app: &TestApp, start: &str, answers: &[(&str, &str)]) -> Answer {
    let page = details(app, "service=home-cleaning&from=2026-12-01").await;
    let with_start = [("start", start), ("step", "review")];
    let answers: Vec<_> = PERSON.iter().chain(&with_start).chain(answers).copied().collect();
    post(app, &typed(&page, &answers)).await
}

#[tokio::test]
async fn four_requests_book_and_answer_as_the_api_does() {
    let app = TestApp::new();
    let services = app.get("/b/demo").await;
    assert!(services.text().contains("value=\"home-cleaning\""));
    let times = details(&app, "service=home-cleaning&from=2026-12-01").await;
    assert!(times.contains(&format!("value=\"{TUESDAY_9}\"")), "{times}");
    let review = review(&app, TUESDAY_9, &[]).await;
    assert_eq!(review.status, StatusCode::OK, "{}", review.text());
    let text = review.text();
    for shown in [
        "Tue 1 December 2026, 09:00–11:00",
        "An Peeters",
        "€53.72",
        "€11.28",
        "€65.00",
        "Due by 1 December 2026",
        "Book with obligation to pay",
    ] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    let form = typed(&text, &[("step", "book")]);
    let result = post(&app, &form).await;
    assert_eq!(result.status, StatusCode::CREATED, "{}", result.text());
    for shown in ["Invoice INV-2026-0001", "€65.00", "Due by 1 December 2026", "/d/", "/m/", "calendar.ics"] {
        assert!(result.text().contains(shown), "{shown}: {}", result.text());
    }
    for page in [&services, &review, &result] {
        assert!(page.bytes.len() <= PAGE_BYTES_MAX, "{} bytes", page.bytes.len());
    }
    assert!(times.len() <= PAGE_BYTES_MAX, "{} bytes", times.len());

    // Twice is once, and the API knows it as well.
    let again = post(&app, &form).await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(again.text().contains("INV-2026-0001"));
    assert_eq!(app.count("SELECT count(*) FROM booking").await, 1);
    let sent: Vec<(String, String)> = fields(&text);
    let booked = sent.iter().find(|(name, _)| name == "id").unwrap().1.clone();
    let mut body = booking(TUESDAY_9);
    body["locale"] = "en".into();
    let api = app.book("demo", &booked, &body).await;
    assert_eq!(api.status, StatusCode::OK, "{}", api.text());
    let path = |name: &str| api.json()[name].as_str().unwrap().to_owned();
    assert!(result.text().contains(&path("manage_url")) && result.text().contains(&path("calendar_url")));
}

#[tokio::test]
async fn a_company_is_invoiced_under_its_number_as_it_is_printed() {
    let app = TestApp::new();
    let review = review(&app, TUESDAY_9, &COMPANY).await;
    assert_eq!(review.status, StatusCode::OK, "{}", review.text());
    let text = review.text();
    for shown in ["Acme BV", "BE0477472701", "Markt 1", "9050 Ledeberg", "Belgium", "Confirm booking"] {
        assert!(text.contains(shown), "{shown}: {text}");
    }
    let result = post(&app, &typed(&text, &[("step", "book")])).await;
    assert_eq!(result.status, StatusCode::CREATED, "{}", result.text());
    let vat = app.rows("SELECT json_extract(content, '$.content.buyer.vat_identifier') AS vat, json_extract(content, '$.content.buyer.address.country') AS country FROM document").await;
    assert!(vat[0].to_string().contains("BE0477472701") && vat[0].to_string().contains("\"BE\""), "{vat:?}");
}

#[tokio::test]
async fn every_fault_is_at_its_field_and_nothing_is_lost() {
    let app = TestApp::new();
    type Row<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a str);
    let rows: [Row<'_>; 13] = [
        (&[("name", " ")], "name", "Enter your name"),
        (&[("email", "")], "email", "Enter your e-mail address"),
        (&[("email", "an@example")], "email", "Enter an e-mail address such as name@example.com"),
        (&[("phone", "call me")], "phone", "Enter a phone number such as +32 470 12 34 56"),
        (&[("start", "")], "start", "Choose a time"),
        (&[("company", "")], "company", "Enter the name of the company"),
        (&[("vat_number", "XX999")], "vat_number", "Begin with the two letters of the country, such as BE0202239951"),
        (
            &[("vat_number", "ZZ00000000")],
            "vat_number",
            "Begin with the two letters of the country, such as BE0202239951",
        ),
        (&[("vat_number", "0202.239.952")], "vat_number", "This number is not right. It looks like BE0202239951"),
        (
            &[("vat_number", "NL123456789B01")],
            "vat_number",
            "The number belongs to Netherlands, the address to Belgium. Mend the one that is wrong",
        ),
        (&[("street", "")], "street", "Enter the street and number"),
        (&[("country", "Atlantis")], "country", "Choose the country"),
        (&[("notes", "\u{0}")], "notes", "Check this answer: Notes"),
    ];
    for (wrong, field, sentence) in rows {
        let answers: Vec<_> = COMPANY.iter().chain(wrong).copied().collect();
        let page = review(&app, TUESDAY_9, &answers).await;
        let text = page.text();
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}: {text}");
        assert!(text.contains(&format!("<a href=\"#{field}\">{sentence}</a>")), "{wrong:?}: {text}");
        assert!(text.contains(&format!("id=\"{field}-error\">{sentence}")), "{wrong:?}: {text}");
        assert!(text.contains("<title>Error: "), "{text}");
        for (name, value) in PERSON.iter().chain(&COMPANY).filter(|(name, _)| *name != field) {
            assert!(text.contains(&format!("value=\"{value}\"")), "{wrong:?}: {name} is lost: {text}");
        }
    }
    assert_eq!(app.count("SELECT count(*) FROM booking").await, 0);
}

#[tokio::test]
async fn a_time_that_is_gone_comes_back_with_other_times_and_all_details() {
    let app = TestApp::new();
    let text = review(&app, TUESDAY_9, &[("phone", "+32 470 12 34 56"), ("notes", "Ring <twice>")]).await.text();
    for n in [1, 2] {
        assert_eq!(app.book("demo", &id(n), &booking(TUESDAY_9)).await.status, StatusCode::CREATED);
    }
    // Between review and button, and before the review.
    for step in ["book", "review"] {
        let page = post(&app, &typed(&text, &[("step", step)])).await;
        let page_text = page.text();
        assert_eq!(page.status, StatusCode::CONFLICT, "{step}: {page_text}");
        assert!(page_text.contains("That time has just gone"), "{step}: {page_text}");
        assert!(page_text.contains("Tue 1 December 2026, 09:00 is no longer free"), "{step}: {page_text}");
        assert!(!page_text.contains(&format!("value=\"{TUESDAY_9}\"")), "{step}");
        for kept in ["An Peeters", "an@example.com", "+32 470 12 34 56", "Ring &lt;twice&gt;"] {
            assert!(page_text.contains(kept), "{step}: {kept}");
        }
        let other = "2026-12-01T12:00:00Z";
        assert!(page_text.contains(&format!("value=\"{other}\"")), "{step}: {page_text}");
    }
    assert_eq!(app.count("SELECT count(*) FROM booking").await, 2);
}

#[tokio::test]
async fn an_offer_that_changed_is_shown_before_it_is_booked() {
    let app = TestApp::new();
    let text = review(&app, TUESDAY_9, &[]).await.text();
    app.sql("UPDATE service SET price = 7000 WHERE tenant_id = 'demo' AND id = 'home-cleaning'; UPDATE tenant SET settings_version = settings_version + 1 WHERE id = 'demo';");
    let changed = post(&app, &typed(&text, &[("step", "book")])).await;
    assert_eq!(changed.status, StatusCode::CONFLICT);
    assert!(
        changed.text().contains("The offer has just changed") && changed.text().contains("€70.00"),
        "{}",
        changed.text()
    );
    assert_eq!(app.count("SELECT count(*) FROM booking").await, 0);
    let agreed = post(&app, &typed(&changed.text(), &[("step", "book")])).await;
    assert_eq!(agreed.status, StatusCode::CREATED, "{}", agreed.text());
    // The same form again, after another change: it is booked already.
    app.sql("UPDATE service SET price = 8000 WHERE tenant_id = 'demo' AND id = 'home-cleaning'; UPDATE tenant SET settings_version = settings_version + 1 WHERE id = 'demo';");
    let again = post(&app, &typed(&changed.text(), &[("step", "book")])).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.text());
    assert!(again.text().contains("€70.00") && app.count("SELECT count(*) FROM booking").await == 1);
}

#[tokio::test]
async fn other_details_under_the_same_id_are_asked_about_not_booked() {
    let app = TestApp::new();
    let text = review(&app, TUESDAY_9, &[]).await.text();
    assert_eq!(post(&app, &typed(&text, &[("step", "book")])).await.status, StatusCode::CREATED);
    // Back, another name, and the button again.
    let other = post(&app, &typed(&text, &[("step", "book"), ("name", "Bo Peeters")])).await;
    assert_eq!(other.status, StatusCode::CONFLICT, "{}", other.text());
    assert!(other.text().contains("An earlier attempt may already have been booked"), "{}", other.text());
    let new_id = |page: &str| fields(page).into_iter().find(|(name, _)| name == "id").unwrap().1;
    assert_ne!(new_id(&other.text()), new_id(&text));
    assert_eq!(post(&app, &typed(&other.text(), &[("step", "book")])).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_database_that_does_not_answer_keeps_the_form_and_a_retry_books_once() {
    let app = TestApp::new();
    let text = review(&app, TUESDAY_9, &[]).await.text();
    let form = typed(&text, &[("step", "book")]);
    // The tenant is read, then each attempt to store is lost, the last one after it was stored.
    let lost =
        [None, Some(Fault::LostBefore), Some(Fault::LostBefore), Some(Fault::LostBefore), Some(Fault::LostAfter)];
    app.inject(lost.into_iter().chain([Some(Fault::LostBefore); 4]));
    let busy = post(&app, &form).await;
    assert_eq!(busy.status, StatusCode::SERVICE_UNAVAILABLE, "{}", busy.text());
    assert!(busy.text().contains("trying again cannot book twice"), "{}", busy.text());
    app.inject([]);
    let again = post(&app, &typed(&busy.text(), &[("step", "book")])).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.text());
    assert_eq!(app.count("SELECT count(*) FROM booking").await, 1);
}

#[tokio::test]
async fn pages_speak_the_readers_language() {
    let app = TestApp::new();
    for (query, header, lang, title) in [
        ("", "", "en", "What would you like to book?"),
        ("", "nl-BE,nl;q=0.9", "nl", "Wat wilt u boeken?"),
        ("", "es", "en", "What would you like to book?"),
        ("?lang=fr", "nl", "fr", "Que souhaitez-vous réserver ?"),
        ("?locale=de-AT", "nl", "de", "Was möchten Sie buchen?"),
        ("?lang=es", "nl", "nl", "Wat wilt u boeken?"),
    ] {
        let page = app.get_with(&format!("/b/demo{query}"), &[("accept-language", header)]).await.text();
        assert!(page.contains(&format!("<html lang=\"{lang}\">")) && page.contains(title), "{query} {header}: {page}");
    }
    // Another language in the middle keeps every answer, and the documents follow it.
    let english = review(&app, TUESDAY_9, &COMPANY).await.text();
    let dutch = post(&app, &typed(&english, &[("step", "review"), ("language", "nl")])).await.text();
    assert!(
        dutch.contains("Kijk uw boeking na") && dutch.contains("BE0477472701") && dutch.contains("België"),
        "{dutch}"
    );
    let result = post(&app, &typed(&dutch, &[("step", "book")])).await;
    assert_eq!(result.status, StatusCode::CREATED, "{}", result.text());
    assert!(result.text().contains("Factuur INV-2026-0001"));
    assert_eq!(app.rows("SELECT language FROM booking").await[0]["language"], "nl");
}

#[tokio::test]
async fn what_the_link_brings_along_is_filled_in() {
    let app = TestApp::new();
    let page = details(&app, "service=home-cleaning&resource=tom&locale=nl-BE&name=An%20%22A%22&email=an%40example.com&phone=0470&utm_source=x").await;
    for filled in [
        "value=\"An &quot;A&quot;\"",
        "value=\"an@example.com\"",
        "value=\"0470\"",
        "name=\"resource\" value=\"tom\"",
        "value=\"België\"",
    ] {
        assert!(page.contains(filled), "{filled}: {page}");
    }
    for handed in ["service=\"home-cleaning\"", "resource=\"tom\"", "locale=\"nl\"", "prefill-email=\"an@example.com\""]
    {
        assert!(page.contains(handed), "{handed}");
    }
    let gone = app.get("/b/demo?service=nothing").await;
    assert!(
        gone.text().contains("This service can no longer be booked online") && gone.text().contains("home-cleaning")
    );
    let nobody = details(&app, "service=office-cleaning&resource=nora").await;
    assert!(!nobody.contains("nora"), "who does not do it is nobody's choice");
}

#[tokio::test]
async fn days_go_on_and_enter_goes_on() {
    let app = TestApp::new();
    let page = details(&app, "service=window-cleaning").await;
    let later = page.split_once("name=\"from\" value=\"").unwrap().1.split_once('"').unwrap().0.to_owned();
    let next = post(&app, &typed(&page, &[("name", "An"), ("from", &later)])).await;
    assert_eq!(next.status, StatusCode::OK);
    let first = next.text().split_once("name=\"start\" value=\"").unwrap().1[..10].to_owned();
    assert!(first >= later && next.text().contains("value=\"An\""), "{first} {later}");
    // Another day in the field beside the button.
    let chosen = post(&app, &typed(&page, &[("day", "2027-01-11"), ("step", "times")])).await.text();
    assert!(chosen.contains("Mon 11 January 2027") && !chosen.contains("December 2026"), "{chosen}");
    // Enter presses the first button of a form. Nobody asked for another day, so it goes on.
    let entered = post(&app, &typed(&page, &[("step", "times")])).await;
    assert_eq!(entered.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Nothing is free so far away, and the way back is there.
    let far = details(&app, "service=home-cleaning&from=2029-01-01").await;
    assert!(far.contains("There is no free time between") && far.contains("type=\"date\""), "{far}");
}

#[tokio::test]
async fn pages_may_be_framed_by_the_tenants_sites_and_run_scripts_only_where_the_widget_comes() {
    let app = TestApp::new();
    for (answer, runs) in [(app.get("/b/demo").await, true), (review(&app, TUESDAY_9, &[]).await, false)] {
        let policy = answer.header("content-security-policy").unwrap();
        assert_eq!(policy.contains("script-src"), runs, "{policy}");
        assert!(
            policy.contains("frame-ancestors 'self' https://www.site.example") && policy.contains("default-src 'none'")
        );
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        assert_eq!(answer.header("cache-control"), Some("private, no-store"));
        assert_eq!(answer.text().contains("<booking-widget"), runs);
        assert!(!answer.text().contains(" style=\"") && !answer.text().contains("onclick"));
    }
    let framed = app.get("/b/demo?embed=1").await.text();
    assert!(framed.contains("<body class=\"embed\">") && !framed.contains("<header"));
}

#[tokio::test]
async fn a_form_that_nobody_has_is_refused() {
    let app = TestApp::new();
    for (form, status) in
        [("price=1", 422), ("step=book", 409), ("step=book&service=home-cleaning", 422), ("%FF=1", 422)]
    {
        let answer = post(&app, form).await;
        assert_eq!(answer.status.as_u16(), status, "{form}: {}", answer.text());
    }
    let large = "x".repeat(70_000);
    assert_eq!(post(&app, &format!("notes={large}")).await.status.as_u16(), 413);
    assert_eq!(app.count("SELECT count(*) FROM booking").await, 0);
}

#[tokio::test]
async fn conditions_can_be_read_before_anything_is_booked() {
    let app = TestApp::new();
    assert_eq!(app.get("/b/demo/sales-conditions").await.status, StatusCode::NOT_FOUND);
    assert!(app.get("/api/v1/demo").await.json()["portal"].get("terms_url").is_none());
    app.sql(&format!(
        "INSERT INTO file (tenant_id, sha256, media_type, size, created_at) VALUES ('demo', '{0}', 'application/pdf', 3, '2026-11-01T00:00:00Z');
         INSERT INTO sales_conditions (tenant_id, sha256, file_name, pages, is_default) VALUES ('demo', '{0}', 'terms.pdf', 1, 1);
         UPDATE tenant SET settings_version = settings_version + 1 WHERE id = 'demo';",
        "0".repeat(64)
    ));
    let told = app.get("/api/v1/other").await.json();
    assert!(told["portal"].get("terms_url").is_none(), "another tenant's conditions");
    let text = review(&app, TUESDAY_9, &[]).await.text();
    assert!(text.contains("<a href=\"/b/demo/sales-conditions\">terms and conditions (PDF)</a>"), "{text}");
    assert_eq!(app.get("/api/v1/demo").await.json()["portal"]["terms_url"], format!("{BASE}/b/demo/sales-conditions"));
}
