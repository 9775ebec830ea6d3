//! A problem inside the navigation, for who is signed in.

use maud::{Markup, html};

use super::{
    admin_page::{Frame, page},
    parts::head,
};
use crate::app::problem::Problem;

/// What happened and what to do, with the request id for support.
pub fn problem(frame: Frame<'_>, problem: &Problem, request_id: &str) -> Markup {
    let title = Problem::title(problem.code);
    page(
        frame,
        title,
        true,
        &html! {
            (head(&[], title, None, None))
            div.narrow {
                section.card {
                    p { (problem.detail) }
                    @if !problem.errors.is_empty() {
                        ul.plain { @for error in &problem.errors { li { (error.detail) } } }
                    }
                    p.more { a href="/admin" { "Go to Today" } }
                    p.hint { "Request " span.mono { (request_id) } }
                }
            }
        },
    )
}
