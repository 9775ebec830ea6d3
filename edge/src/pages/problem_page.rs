//! A problem as a page, for everything that is not the JSON API.

use maud::{Markup, html};
use shared::{api::Code, language::Language};

use super::letter::letter;
use crate::problem::Problem;

/// The house colour, where no tenant is known.
const ACCENT: &str = "#0F5F57";

/// What happened and what to do, with the request id for support.
pub fn problem_page(problem: &Problem, request_id: &str) -> Markup {
    let title = Problem::title(problem.code);
    let body = html! {
        h1 { (title) }
        p { (problem.detail) }
        @if problem.code == Code::NotFound { p { "Check that the address is whole: a link from an e-mail may have been cut off." } }
        @if !problem.errors.is_empty() {
            ul { @for error in &problem.errors { li { (error.detail) } } }
        }
        p class="muted" { "Request " (request_id) }
    };
    letter(Language::En, title, ACCENT, body)
}
