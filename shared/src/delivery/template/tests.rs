//! What is understood, what is refused, and what no value can do.

use proptest::prelude::*;

use super::*;
use crate::language::Language;

fn source(subject: &str, body: &str) -> Source {
    Source { subject: subject.to_owned(), body: body.to_owned() }
}

fn parsed(body: &str) -> Template {
    Template::parse(TemplateKind::Reminder, &source("S", body)).unwrap()
}

fn codes(kind: TemplateKind, subject: &str, body: &str) -> Vec<(&'static str, String)> {
    let faults = Template::parse(kind, &source(subject, body)).err().unwrap_or_default();
    faults.into_iter().map(|fault| (fault.code, fault.pointer)).collect()
}

#[test]
fn what_is_not_a_placeholder_of_the_kind_is_refused() {
    use TemplateKind::*;
    let long = "x".repeat(5_001);
    for (kind, subject, body, expected) in [
        (Reminder, "Hi {{customer_name}}", "{{ service }} {{starts_at}}", ""),
        (Reminder, "S", "a { b } {c} ${x}", ""),
        (Reminder, "S", "{{7*7}}", "placeholder body"),
        (Reminder, "S", "{{constructor}}", "placeholder body"),
        (Reminder, "S", "{{secret}} {{LINK_KEY}}", "placeholder body, placeholder body"),
        (Reminder, "S", "{{}}", "placeholder body"),
        (Reminder, "S", "{{{service}}}", "placeholder body"),
        (Reminder, "S", "{{Service}}", "placeholder body"),
        (Reminder, "S", "{{due_date}}", "placeholder body"),
        (Invoice, "S", "{{manage_link}}", "placeholder body"),
        (Reminder, "{{manage_link}}", "x", "placeholder subject"),
        (Reminder, "S", "{{service", "braces body"),
        (Reminder, "S", "{{serv\nice}}", "braces body, braces body"),
        (Reminder, "S", "service}}", "braces body"),
        (Reminder, "", " \n ", "required subject, required body"),
        (Reminder, "a\r\nBcc: x@y.example", "x", "text subject"),
        (Reminder, "S", "a\0b", "text body"),
        (Reminder, &"s".repeat(151), &long, "too_long subject, too_long body"),
        (Reminder, &"é".repeat(150), &"é".repeat(5_000), ""),
    ] {
        let found: Vec<String> =
            codes(kind, subject, body).iter().map(|(code, pointer)| format!("{code} {pointer}")).collect();
        assert_eq!(found.join(", "), expected, "{subject} | {body:.40}");
    }
}

#[test]
fn a_refusal_names_the_placeholder_and_those_that_exist() {
    let faults = Template::parse(TemplateKind::Cancelled, &source("{{7*7}}", "x")).unwrap_err();
    assert_eq!(
        faults[0].detail,
        "The subject has no placeholder {{7*7}}. Those that exist here: {{customer_name}}, {{service}}, {{starts_at}}, {{resource}}, \
         {{booking_reference}}, {{company_name}}, {{company_address}}, {{company_email}}, {{company_phone}}."
    );
}

#[test]
fn values_take_their_places_and_empty_lines_go() {
    let template = parsed(
        "Hello {{customer_name}},\r\n\r\n{{service}}\r\nAt {{customer_address}}\r\n\r\n{{resource}}\r\n\r\nManage: {{manage_link}}",
    );
    let mut values = Values::default();
    values.set(Placeholder::CustomerName, "An <b>\r\nX: y</b>").set(Placeholder::Service, "Cut & colour");
    values.set(Placeholder::ManageLink, "https://book.example/m/a?b=1&c=2");
    let rendered = template.render(&values);
    assert_eq!(
        rendered.text(),
        "Hello An <b>  X: y</b>,\n\nCut & colour\n\nManage: https://book.example/m/a?b=1&c=2\n"
    );
    let html = rendered.html(Language::Nl);
    for part in [
        "<html lang=\"nl\">",
        "<title>S</title>",
        "Hello An &lt;b&gt;  X: y&lt;/b&gt;,</p>",
        "Cut &amp; colour</p>",
        "<p style=\"margin:0 0 16px\"><a href=\"https://book.example/m/a?b=1&amp;c=2\">Manage</a></p>",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
}

#[test]
fn only_links_and_the_tenants_own_addresses_can_be_clicked_on() {
    let template = parsed("See https://a.example/x?y=1. {{customer_name}} {{manage_link}} http:// (http://b.example)");
    let mut values = Values::default();
    values.set(Placeholder::CustomerName, "https://evil.example").set(Placeholder::ManageLink, "javascript:alert(1)");
    let links: Vec<String> = template.render(&values).paragraphs[0][0]
        .iter()
        .filter_map(|span| match span {
            Span::Address(address) | Span::Link(address) => Some(address.clone()),
            Span::Text(_) => None,
        })
        .collect();
    assert_eq!(links, ["https://a.example/x?y=1", "http://b.example"]);
    assert_eq!(
        template.render(&values).text(),
        "See https://a.example/x?y=1. https://evil.example javascript:alert(1) http:// (http://b.example)\n"
    );
}

#[test]
fn a_long_link_hides_behind_the_words_before_it() {
    let text = |text: &str| Span::Text(text.to_owned());
    let link = || Span::Link("https://book.example/m/a".to_owned());
    let address = || Span::Address("https://a.example".to_owned());
    for (line, words) in [
        (vec![text("Change it: "), link()], Some("Change it")),
        (vec![text("Modifier\u{a0}: "), link()], Some("Modifier")),
        (vec![text("Change it? "), link()], Some("Change it?")),
        (vec![text(" : "), link()], None),
        (vec![link()], None),
        (vec![text("Here "), link(), text(" it is")], None),
        // The tenant typed this address to be read.
        (vec![text("Our site: "), address()], None),
        (vec![text("Here it is")], None),
    ] {
        assert_eq!(labelled(&line), words.map(|words| (words, "https://book.example/m/a")), "{line:?}");
    }
}

#[test]
fn a_name_is_no_advertisement() {
    for (name, greeted) in [
        ("An Peeters", "An Peeters"),
        ("J.P. O'Neill-De Smet", "J. P. O'Neill-De Smet"),
        ("Dr. Ž. Müller (BV)", "Dr. Ž. Müller (BV)"),
        ("Win at https://evil.example/x", "Win at https evil. example/x"),
        ("www.evil.example", "www. evil. example"),
        ("me@evil.example", "me evil. example"),
    ] {
        assert_eq!(greeted_name(name), greeted);
    }
}

#[test]
fn subjects_are_one_bounded_line() {
    let template =
        Template::parse(TemplateKind::Reminder, &source("{{customer_name}}: {{service}} {{resource}}", "x")).unwrap();
    let mut values = Values::default();
    values.set(Placeholder::CustomerName, "a\r\nBcc: b\u{202e}\u{2028}c").set(Placeholder::Service, "é".repeat(300));
    let subject = template.render(&values).subject;
    assert!(subject.starts_with("a  Bcc: b c: éé") && subject.ends_with('…'), "{subject}");
    assert_eq!(subject.chars().count(), limits::MAIL_SUBJECT_CHARS_MAX);
}

#[test]
fn every_built_in_text_is_whole() {
    for kind in TemplateKind::ALL {
        assert_eq!(TemplateKind::parse(kind.as_str()), Some(kind));
        let mut said = Vec::new();
        for language in Language::ALL {
            let source = default_text(kind, language);
            let template =
                Template::parse(kind, &source).unwrap_or_else(|faults| panic!("{kind:?} {language:?} {faults:?}"));
            let rendered = template.render(&sample(kind, language, "https://book.example"));
            let text = rendered.text();
            assert!(!text.contains("{{") && !text.contains(" ,") && !text.contains("  "), "{text}");
            assert!(rendered.subject.chars().count() <= 90, "{}", rendered.subject);
            assert!(text.contains("Robin Maes") && text.contains("Helder Schoonmaak"), "{text}");
            // Every language mentions the same things.
            let mut mentioned: Vec<_> =
                kind.placeholders().iter().filter(|p| source.body.contains(&format!("{{{{{}}}}}", p.name()))).collect();
            mentioned.sort();
            said.push(mentioned);
        }
        assert!(said.windows(2).all(|pair| pair[0] == pair[1]), "{kind:?} {said:?}");
    }
}

#[test]
fn names_are_unique_and_samples_complete() {
    for kind in TemplateKind::ALL {
        let names: std::collections::BTreeSet<_> = kind.placeholders().iter().map(|p| p.name()).collect();
        assert_eq!(names.len(), kind.placeholders().len());
        let values = sample(kind, Language::Fr, "https://book.example");
        assert!(kind.placeholders().iter().all(|p| !values.get(*p).is_empty() && !p.description().is_empty()));
    }
}

proptest! {
    #[test]
    fn no_value_introduces_markup_or_a_line(value in any::<String>(), kind in 0..TemplateKind::ALL.len(), language in 0..4usize) {
        let (kind, language) = (TemplateKind::ALL[kind], Language::ALL[language]);
        let template = Template::default_of(kind, language);
        let plain = template.render(&sample(kind, language, "https://book.example"));
        let mut values = Values::default();
        for placeholder in kind.placeholders() {
            values.set(*placeholder, format!("x{value}x"));
        }
        let rendered = template.render(&values);
        prop_assert!(!rendered.subject.chars().any(char::is_control));
        prop_assert!(rendered.subject.chars().count() <= limits::MAIL_SUBJECT_CHARS_MAX);
        prop_assert_eq!(rendered.text().lines().count(), plain.text().lines().count());
        let tags = |html: String| html.matches('<').count();
        // Links become text, so there are two tags less for each.
        let links = plain.paragraphs.iter().flatten().flatten().filter(|span| matches!(span, Span::Address(_) | Span::Link(_))).count();
        prop_assert_eq!(tags(rendered.html(language)), tags(plain.html(language)) - 2 * links);
    }

    #[test]
    fn whatever_is_understood_can_be_rendered(subject in "[ -~]{1,20}", body in "([ -~\n]|\\{\\{service\\}\\}|\\{\\{|\\}\\}|https://){0,40}", value in any::<String>()) {
        if let Ok(template) = Template::parse(TemplateKind::Reminder, &source(&subject, &body)) {
            let mut values = Values::default();
            values.set(Placeholder::Service, &value).set(Placeholder::ManageLink, format!("https://{value}"));
            let rendered = template.render(&values);
            prop_assert!(rendered.html(Language::En).contains("</html>"));
            for span in rendered.paragraphs.iter().flatten().flatten() {
                if let Span::Address(address) | Span::Link(address) = span {
                    prop_assert!(address.starts_with("https://") || address.starts_with("http://"));
                    prop_assert!(!address.contains(char::is_whitespace));
                }
            }
        }
    }
}
