//! Whether a person opened a link: for the timeline of a document. What only looks at links, such as the scanner of a mail
//! server or a preview in a chat, is not counted.

use http::{HeaderMap, Method};

use crate::web::auth;

/// Words in the names of programs that open links for nobody.
const MACHINES: [&str; 22] = [
    "bot",
    "crawl",
    "spider",
    "scan",
    "preview",
    "prefetch",
    "fetch",
    "monitor",
    "check",
    "curl",
    "wget",
    "python",
    "java/",
    "go-http",
    "okhttp",
    "axios",
    "node",
    "headless",
    "facebookexternalhit",
    "whatsapp",
    "slack",
    "safelinks",
];

/// Whether this request is a person who opens a page. The tenant's own admin is not counted.
pub fn is_by_a_person(method: &Method, headers: &HeaderMap, base_url: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_ascii_lowercase);
    let is_ahead =
        ["sec-purpose", "purpose", "x-moz"].iter().any(|name| text(name).is_some_and(|value| value.contains("pre")));
    let agent = text("user-agent").unwrap_or_default();
    let is_machine = MACHINES.iter().any(|word| agent.contains(word));
    // Browsers of the last years say what a request is for; the others are known by their name.
    let is_page = match text("sec-fetch-mode") {
        Some(mode) => mode == "navigate" && text("sec-fetch-dest").is_none_or(|dest| dest == "document"),
        None => agent.starts_with("mozilla/"),
    };
    method == Method::GET && !is_ahead && !is_machine && is_page && auth::ADMIN.read(base_url, headers).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    #[test]
    fn only_a_person_who_opens_the_page_counts() {
        let navigation = [("user-agent", FIREFOX), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")];
        let with = |name: &'static str, value: &'static str| {
            let mut headers: Vec<(&str, &str)> =
                navigation.iter().filter(|(known, _)| *known != name).copied().collect();
            headers.push((name, value));
            headers
        };
        for (method, headers, counts) in [
            (Method::GET, navigation.to_vec(), true),
            (Method::HEAD, navigation.to_vec(), false),
            (Method::GET, with("sec-fetch-mode", "no-cors"), false),
            (Method::GET, with("sec-fetch-dest", "iframe"), false),
            (Method::GET, with("sec-purpose", "prefetch;prerender"), false),
            (Method::GET, with("purpose", "preview"), false),
            (Method::GET, with("user-agent", "Mozilla/5.0 (compatible; Googlebot/2.1)"), false),
            (Method::GET, with("user-agent", "WhatsApp/2.23"), false),
            (Method::GET, with("cookie", "__Host-session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), false),
            (Method::GET, with("cookie", "other=x"), true),
            (Method::GET, vec![("user-agent", FIREFOX)], true),
            (Method::GET, vec![("user-agent", "curl/8.5.0")], false),
            (Method::GET, vec![("user-agent", "Mozilla/5.0 HeadlessChrome/140.0")], false),
            (Method::GET, vec![], false),
        ] {
            let mut map = HeaderMap::new();
            for (name, value) in &headers {
                map.insert(http::HeaderName::from_static(name), value.parse().unwrap());
            }
            assert_eq!(is_by_a_person(&method, &map, "https://book.test"), counts, "{method} {headers:?}");
        }
    }
}
