//! One VAT code: the form that adds or changes it.

use maud::{Markup, html};
use shared::{
    billing::{
        vat::VatCategory,
        vat_code::{Entry, Origin, SentenceRule, exemption::EXEMPTION_CODES, sentence_rule, typed::TypedVatCode},
    },
    fault::Fault,
    language::Language,
    limits,
};

use super::list_view::{CATEGORIES, address, kind, origin_chip, rate};
use crate::web::{
    admin_page::{Frame, page},
    figures::{count, short_day},
    inputs::{Input, choice, day, line, lines},
    parts::{Crumb, error_summary, fact, head, warning},
};

/// Which code the form is for.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    /// A new one, or a new period of a known one.
    New,
    /// A row of the table, and how many items use its code.
    Stored(&'a Entry, u64),
}

/// One VAT code.
#[derive(Clone, Debug)]
pub struct VatCodeView<'a> {
    /// Version of the settings that the form shows.
    pub version: i64,
    /// Which.
    pub which: Which<'a>,
    /// What the form holds.
    pub form: &'a TypedVatCode,
    /// What was refused.
    pub faults: &'a [Fault],
    /// Why nothing was saved, where no field is at fault.
    pub conflict: Option<&'a str>,
}

/// One VAT code.
pub fn vat_code(frame: Frame<'_>, view: &VatCodeView<'_>) -> Markup {
    let crumbs: [Crumb<'_>; 3] =
        [("Settings", None), ("Invoice settings", None), ("VAT codes", Some("/admin/settings/vat-codes"))];
    let (title, action, beside) = match view.which {
        Which::New => ("Add VAT code".to_owned(), "/admin/settings/vat-codes/add".to_owned(), None),
        Which::Stored(entry, _) => {
            (format!("VAT code {}", entry.code.code), address(&entry.code), Some(origin_chip(entry.origin)))
        }
    };
    page(
        frame,
        &title,
        !view.faults.is_empty() || view.conflict.is_some(),
        &html! {
            (head(&crumbs, &title, beside.as_ref(), None))
            @if let Some(conflict) = view.conflict { (warning(conflict)) }
            (error_summary(view.faults))
            div.narrow {
                form.card method="post" action=(action) novalidate {
                    input type="hidden" name="version" value=(view.version);
                    @match view.which {
                        Which::New => (what_it_is(view)),
                        Which::Stored(entry, _) => (what_it_stays(entry)),
                    }
                    (labels(view))
                    (sentences(view))
                    (validity(view))
                    div.buttons {
                        button type="submit" { @if matches!(view.which, Which::New) { "Add VAT code" } @else { "Save VAT code" } }
                        a.button.secondary href="/admin/settings/vat-codes" { "Back to the VAT codes" }
                    }
                }
                @if let Which::Stored(entry, uses) = view.which { (removal(entry, uses, view.version)) }
            }
        },
    )
}

/// What is set once, of a new code.
fn what_it_is(view: &VatCodeView<'_>) -> Markup {
    let form = view.form;
    let code = Input {
        name: "code",
        label: "Code",
        value: &form.code,
        hint: "Letters, digits and hyphens. The name of a known code with a later first day changes its rate from that day on.",
        max: limits::CODE_CHARS_MAX,
        ..Input::default()
    };
    let category = Input { name: "category", label: "Kind of VAT", value: &form.category, ..Input::default() };
    let categories: Vec<(String, String)> =
        CATEGORIES.map(|category| (category.code().to_owned(), kind(category).to_owned())).to_vec();
    let rate = Input {
        name: "rate",
        label: "Rate (only for VAT at a rate)",
        value: &form.rate,
        max: 6,
        unit: "%",
        mode: "decimal",
        ..Input::default()
    };
    let exemption = Input {
        name: "exemption_code",
        label: "VATEX code (optional)",
        value: &form.exemption_code,
        hint: "The European code of the reason why there is no VAT. Reverse charge, goods within the EU, export and outside the scope have theirs by themselves.",
        ..Input::default()
    };
    let none = (String::new(), "None, or the usual one".to_owned());
    let exemptions: Vec<(String, String)> = std::iter::once(none)
        .chain(EXEMPTION_CODES.iter().map(|code| ((*code).to_owned(), (*code).to_owned())))
        .collect();
    html! {
        p.hint { "The kind, the rate and the VATEX code are set once. A new rate is the same code with a later first day." }
        div.pairs.two.after {
            (line(&code, view.faults))
            (choice(&category, &categories, view.faults))
            (line(&rate, view.faults))
            (choice(&exemption, &exemptions, view.faults))
        }
    }
}

/// What was set once, of a row of the table.
fn what_it_stays(entry: &Entry) -> Markup {
    let code = &entry.code;
    html! {
        dl.facts.row {
            (fact("Kind", &html! { (kind(code.category)) }))
            (fact("Rate", &html! { (rate(code)) }))
            (fact("VATEX code", &html! { (code.exemption_code.as_deref().unwrap_or("none")) }))
            (fact("First day", &html! { (short_day(code.valid_from)) }))
        }
        p.hint {
            "A new rate begins on its own day: "
            a href={ "/admin/settings/vat-codes/add?code=" (code.code) } { "add a period to this code" } "."
        }
    }
}

fn name_of(language: Language) -> &'static str {
    match language {
        Language::Nl => "Dutch",
        Language::Fr => "French",
        Language::En => "English",
        Language::De => "German",
    }
}

fn labels(view: &VatCodeView<'_>) -> Markup {
    html! {
        fieldset.group {
            legend { "Label" }
            p.hint.lead { "What lists to choose from show. An empty language shows the first that is filled in." }
            div.pairs.two {
                @for language in Language::ALL {
                    @let name = format!("label_{}", language.tag());
                    (line(&Input {
                        name: &name,
                        label: name_of(language),
                        value: view.form.label.own(language),
                        max: limits::VAT_LABEL_CHARS_MAX,
                        lang: Some(language.tag()),
                        ..Input::default()
                    }, view.faults))
                }
            }
        }
    }
}

/// The sentences, with what the kind of VAT asks of them.
fn sentences(view: &VatCodeView<'_>) -> Markup {
    let category = VatCategory::parse(&view.form.category);
    let hint = match (view.which, category.map(sentence_rule)) {
        (Which::Stored(..), Some(SentenceRule::Forbidden)) => return html! {},
        (Which::Stored(..), Some(SentenceRule::InNote)) => {
            "Optional: a declaration that the law asks for at this rate. It is printed as a note on the invoice."
        }
        (Which::Stored(..), _) => "Required: the invoice must say why there is no VAT.",
        (Which::New, _) => {
            "Required where there is no VAT: the invoice must say why. Leave it empty at the zero rate. At a rate it is a declaration, printed as a note."
        }
    };
    html! {
        fieldset.group {
            legend { "Sentence on the invoice" }
            p.hint.lead { (hint) " An empty language prints the first that is filled in." }
            @for language in Language::ALL {
                @let name = format!("sentence_{}", language.tag());
                (lines(&Input {
                    name: &name,
                    label: name_of(language),
                    value: view.form.sentence.own(language),
                    max: limits::VAT_SENTENCE_CHARS_MAX,
                    lang: Some(language.tag()),
                    ..Input::default()
                }, view.faults))
            }
        }
    }
}

fn validity(view: &VatCodeView<'_>) -> Markup {
    let from = Input { name: "valid_from", label: "First day", value: &view.form.valid_from, ..Input::default() };
    let to = Input {
        name: "valid_to",
        label: "Last day (optional)",
        value: &view.form.valid_to,
        hint: "After it the code is no longer offered.",
        ..Input::default()
    };
    html! {
        fieldset.group {
            legend { "Validity" }
            div.pairs {
                @if matches!(view.which, Which::New) { (day(&from, view.faults)) }
                (day(&to, view.faults))
            }
        }
    }
}

/// Back to the built-in row, or away with a code that nothing uses.
fn removal(entry: &Entry, uses: u64, version: i64) -> Markup {
    let action = format!("{}/remove", address(&entry.code));
    match (entry.origin, uses) {
        (Origin::Belgian, _) => html! {},
        (Origin::Changed, _) => html! {
            form.card method="post" action=(action) {
                input type="hidden" name="version" value=(version);
                p { "You changed this code. The Belgian default brings its own labels, sentences and last day back; issued documents stay as they are." }
                div.buttons { button.danger type="submit" { "Back to the Belgian default" } }
            }
        },
        (Origin::Own, 0) => html! {
            form.card method="post" action=(action) {
                input type="hidden" name="version" value=(version);
                p { "No item uses this code. Removing it changes no issued document." }
                div.buttons { button.danger type="submit" { "Remove VAT code" } }
            }
        },
        (Origin::Own, uses) => html! {
            section.card { p { (count(uses, "item uses", "items use")) " this code, so it cannot be removed. Give it a last day instead." } }
        },
    }
}
