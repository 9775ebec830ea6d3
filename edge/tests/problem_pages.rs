//! What a customer, an admin and a program read when something goes wrong.

use crate::support::{TestApp, booking, id};

/// Thursday 3 December 2026, 09:00 in Brussels.
const THURSDAY_9: &str = "2026-12-03T08:00:00Z";

#[tokio::test]
async fn a_page_speaks_the_language_that_the_browser_asks_for() {
    let app = TestApp::new();
    for (path, accept_language, language, title) in [
        ("/b/nobody", "nl-BE,nl;q=0.9,en;q=0.8", "nl", "Niet gevonden"),
        ("/m/cut-off", "fr", "fr", "Introuvable"),
        ("/d/cut-off", "de-AT", "de", "Nicht gefunden"),
        ("/no/such/page", "es", "en", "Not found"),
        ("/admin/no/such/page", "nl", "en", "Not found"),
        ("/operator/no/such/page", "nl", "en", "Not found"),
    ] {
        let answer = app.get_with(path, &[("accept-language", accept_language)]).await;
        assert_eq!(answer.status, 404, "{path}");
        let page = answer.text();
        assert!(page.contains(&format!("<html lang=\"{language}\">")), "{path}\n{page}");
        assert!(page.contains(&format!("<h1>{title}</h1>")), "{path}\n{page}");
        assert_eq!(page.contains("nothing here") || page.contains("Nobody takes"), language == "en", "{path}\n{page}");
    }
    let api = app.get_with("/api/v1/nobody", &[("accept-language", "nl")]).await;
    assert_eq!(api.problem(), (404, "not-found".into()));
    assert_eq!(api.json()["title"], "Not found", "programs read one language");
}

#[tokio::test]
async fn a_refusal_in_the_language_of_the_booking_keeps_it() {
    let app = TestApp::new();
    let mut body = booking(THURSDAY_9);
    body["locale"] = "nl".into();
    let booked = app.book("demo", &id(1), &body).await.json();
    let manage = booked["manage_url"].as_str().unwrap();
    app.clock.set(THURSDAY_9.parse().unwrap());
    let answer = app.get_with(&format!("{manage}/cancel"), &[("accept-language", "fr")]).await;
    assert_eq!(answer.status, 409);
    let page = answer.text();
    assert!(page.contains("<html lang=\"nl\">") && page.contains("<h1>Dat kan nu niet</h1>"), "{page}");
    assert!(page.contains("kan hier niet meer worden geannuleerd"), "{page}");
}
