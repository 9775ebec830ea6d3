//! Settings > Delivery > Sending.

use maud::{Markup, html};

use super::form::{name, words};
use crate::{
    store::delivery::{AUTOMATIC, Automatic},
    web::{
        admin_page::{Frame, page},
        parts::{Crumb, head, notice},
    },
};

const CRUMBS: [Crumb<'static>; 2] = [("Settings", None), ("Delivery", None)];

/// Sending. `done` is what was just done.
pub fn sending(frame: Frame<'_>, automatic: &Automatic, done: Option<&str>) -> Markup {
    page(
        frame,
        "Sending",
        false,
        &html! {
            (head(&CRUMBS, "Sending", None, None))
            @if let Some(done) = done { (notice(done)) }
            div.narrow {
                form.card method="post" action="/admin/settings/sending" {
                    fieldset.options {
                        legend { "Send automatically" }
                        p.hint { "By Peppol if the counterparty is registered there, and by e-mail if it is not or is a private person. Quotes always go by e-mail." }
                        @for (kind, source) in AUTOMATIC {
                            @let name = name(kind, source);
                            @let (label, hint) = words(kind, source);
                            div.option {
                                input type="checkbox" id=(name) name=(name) value="on" checked[automatic.has(kind, source)]
                                    aria-describedby={ (name) "-hint" };
                                div {
                                    label for=(name) { (label) }
                                    p.hint id={ (name) "-hint" } { (hint) }
                                }
                            }
                        }
                    }
                    p.hint { "It concerns documents that are made from now on. What was not sent automatically is sent from its own page with “Send”." }
                    div.buttons { button type="submit" { "Save sending" } }
                }
            }
        },
    )
}
