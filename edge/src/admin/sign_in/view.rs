//! Sign-in.

use maud::{Markup, html};
use shared::fault::Fault;

use crate::web::{
    admin_page::bare,
    parts::{error_summary, field_error},
};

/// The sign-in page.
#[derive(Clone, Debug, Default)]
pub struct LoginView<'a> {
    /// Where to go after signing in; empty for Today.
    pub next: &'a str,
    /// What was refused. The typed key is not shown again.
    pub faults: &'a [Fault],
    /// Whether the address allows a session: https, or this machine.
    pub secure: bool,
}

/// One field, the admin key.
pub fn login(view: &LoginView<'_>) -> Markup {
    let described = if view.faults.is_empty() { "key-hint" } else { "key-error key-hint" };
    bare(
        if view.faults.is_empty() { "Sign in" } else { "Error: Sign in" },
        &html! {
            div.sign-in {
                img src="/assets/dashboard-icon.svg" alt="" width="40" height="40";
                h1 { "Sign in to Bookslip" }
                @if view.secure {
                    (error_summary(view.faults))
                    form method="post" action="/admin/login" {
                        @if !view.next.is_empty() { input type="hidden" name="next" value=(view.next); }
                        div.field {
                            label for="key" { "Admin key" }
                            p.hint id="key-hint" { "It starts with " code { "bsk_" } ". Paste it, or let your password manager fill it in." }
                            (field_error(view.faults, "key"))
                            div.joined {
                                input #key name="key" type="password" autocomplete="current-password" autocapitalize="none"
                                    spellcheck="false" required maxlength="200" aria-describedby=(described)
                                    aria-invalid=[(!view.faults.is_empty()).then_some("true")];
                                button.secondary type="button" data-show="key" hidden { "Show key" }
                            }
                        }
                        button type="submit" { "Sign in" }
                    }
                    p.hint { "After ten wrong keys within a minute, wait a minute. A lost key cannot be read back: only its hash is stored, so make a new one where Bookslip is installed." }
                } @else {
                    div.notice.warning role="alert" {
                        p { "This address is not encrypted, so it cannot keep a session. Open the dashboard over https." }
                    }
                }
            }
        },
    )
}
