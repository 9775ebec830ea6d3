//! Settings > Customer portal > Allowed origins: the sites that may embed the widget.

use maud::{Markup, html};
use shared::{fault::Fault, limits};

use super::flags_view::CRUMBS;
use crate::{
    store::tenant::portal::PortalSettings,
    web::{
        admin_page::{Frame, page},
        parts::{error_summary, field_error, head, notice, warning},
    },
};

/// The path of this page.
const ACTION: &str = "/admin/settings/allowed-origins";

/// Allowed origins.
#[derive(Clone, Debug)]
pub struct OriginsView<'a> {
    /// What is stored.
    pub settings: &'a PortalSettings,
    /// What was typed, on a refused form.
    pub typed: &'a str,
    /// What was refused.
    pub faults: &'a [Fault],
    /// What was just done.
    pub done: Option<&'a str>,
    /// Why nothing was saved, where no field is at fault.
    pub conflict: Option<&'a str>,
}

/// Allowed origins.
pub fn origins(frame: Frame<'_>, view: &OriginsView<'_>) -> Markup {
    page(
        frame,
        "Allowed origins",
        !view.faults.is_empty() || view.conflict.is_some(),
        &html! {
            (head(&CRUMBS, "Allowed origins", None, None))
            @if let Some(done) = view.done { (notice(done)) }
            @if let Some(conflict) = view.conflict { (warning(conflict)) }
            (error_summary(view.faults))
            div.narrow {
                section.card aria-labelledby="sites" {
                    h2 #sites { "Sites that may embed your booking widget" }
                    (list(view.settings))
                }
                (add(view))
            }
        },
    )
}

fn list(settings: &PortalSettings) -> Markup {
    html! {
        @if settings.origins.is_empty() {
            p.empty { "No site yet: the widget works on your hosted booking page only." }
        } @else {
            ul.rows.spread {
                @for (place, origin) in settings.origins.iter().enumerate() {
                    li {
                        span.mono id={ "origin-" (place) } { (origin) }
                        form method="post" action=(ACTION) {
                            input type="hidden" name="version" value=(settings.version);
                            input type="hidden" name="action" value="remove";
                            input type="hidden" name="origin" value=(origin);
                            button.quiet.danger type="submit" id={ "remove-" (place) } aria-labelledby={ "remove-" (place) " origin-" (place) } { "Remove" }
                        }
                    }
                }
            }
        }
    }
}

fn add(view: &OriginsView<'_>) -> Markup {
    let is_wrong = !view.faults.is_empty();
    html! {
        form.card method="post" action=(ACTION) {
            h2 { "Add a site" }
            input type="hidden" name="version" value=(view.settings.version);
            input type="hidden" name="action" value="add";
            div.field {
                label for="origin" { "Address of the site" }
                p.hint id="origin-hint" { "Scheme, host and port, such as " code { "https://www.example.com" } ". With and without " code { "www" } " are two sites. At most " (limits::ORIGINS_MAX) "." }
                (field_error(view.faults, "origin"))
                input #origin name="origin" type="text" inputmode="url" autocomplete="url" autocapitalize="none" spellcheck="false" required
                    maxlength=(limits::ORIGIN_BYTES_MAX) value=(view.typed) aria-invalid=[is_wrong.then_some("true")]
                    aria-describedby=(if is_wrong { "origin-error origin-hint" } else { "origin-hint" });
            }
            div.buttons { button type="submit" { "Add site" } }
        }
    }
}
