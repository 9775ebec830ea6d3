//! A problem as a page, for everything that is not the JSON API.

use maud::{Markup, html};
use shared::{api::Code, language::Language};

use super::{
    customer_page::letter,
    problem_wording::{ProblemWording, request},
};
use crate::app::problem::Problem;

/// The house colour, where no tenant is known.
const ACCENT: &str = "#0F5F57";

/// What happened and what to do, with the request id for support: in the language of the problem's detail, else in that of the
/// reader.
pub fn problem_page(problem: &Problem, reader: Language, request_id: &str) -> Markup {
    let language = problem.language.unwrap_or(reader);
    let words = ProblemWording::of(problem.code, language);
    let title = words.map_or(Problem::title(problem.code), |words| words.title);
    let body = html! {
        h1 { (title) }
        @match words {
            Some(words) if problem.language.is_none() => p { (words.advice) },
            _ => p { (problem.detail) },
        }
        @if language == Language::En && problem.code == Code::NotFound {
            p { "Check that the address is whole: a link from an e-mail may have been cut off." }
        }
        // A browser sends a form that was in order: these are for whoever wrote a form of their own.
        @if !problem.errors.is_empty() {
            ul lang="en" { @for error in &problem.errors { li { (error.detail) } } }
        }
        p class="muted" { (request(language)) " " (request_id) }
    };
    letter(language, title, ACCENT, body)
}
