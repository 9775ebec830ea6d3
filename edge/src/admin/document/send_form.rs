//! The form Send: what is sent by which way.

use shared::{delivery::sent::Channel, fault::Fault};

use crate::{app::problem::Problem, store::delivery::ORIGINAL, web::fields::Fields};

/// Names in the form.
pub const NAMES: &[&str] = &["purpose", "channel", NOT_THERE];

/// Field in which a person says that they did not find the document at the access point.
pub const NOT_THERE: &str = "not_there";

/// The most times that a document is sent again.
pub const RESENDS_MAX: usize = 99;

/// What the form asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendForm {
    /// [`ORIGINAL`], or `resend-1` and so on: the page that showed the button chose it, so a double click asks for one thing.
    pub purpose: String,
    /// None lets the rule choose.
    pub channel: Option<Channel>,
    /// Which sending the person did not find at the access point.
    pub not_there: Option<u32>,
}

impl SendForm {
    /// Reads the form.
    ///
    /// # Errors
    /// `validation` for what no button sends. What was sent before goes again by e-mail only.
    pub fn parse(fields: &Fields) -> Result<Self, Problem> {
        let purpose = fields.text("purpose");
        let resend = purpose.strip_prefix("resend-").and_then(|n| n.parse::<usize>().ok());
        let is_resend = resend.is_some_and(|n| (1..=RESENDS_MAX).contains(&n) && purpose == resend_purpose(n));
        let not_there = fields.text(NOT_THERE).parse().ok();
        match (purpose, fields.text("channel")) {
            (ORIGINAL, "") => Ok(Self { purpose: purpose.to_owned(), channel: None, not_there }),
            (_, "email") if is_resend => {
                Ok(Self { purpose: purpose.to_owned(), channel: Some(Channel::Email), not_there: None })
            }
            _ => Err(Problem::validation(vec![Fault::new(
                "purpose",
                "purpose",
                "Open the page again, and choose one of its buttons.",
            )])),
        }
    }
}

/// The n-th time that something is sent again, from 1.
pub fn resend_purpose(n: usize) -> String {
    format!("resend-{n}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_button_sends_is_read() {
        let read = |text: &str| SendForm::parse(&Fields::parse(text.as_bytes(), NAMES)?);
        for (text, purpose, channel) in [
            ("purpose=original&channel=", "original", None),
            ("purpose=original", "original", None),
            ("purpose=resend-1&channel=email", "resend-1", Some(Channel::Email)),
            ("purpose=resend-99&channel=email", "resend-99", Some(Channel::Email)),
        ] {
            assert_eq!(read(text).unwrap(), SendForm { purpose: purpose.into(), channel, not_there: None }, "{text}");
        }
        for (text, not_there) in [
            ("purpose=original&not_there=2", Some(2)),
            ("purpose=original&not_there=", None),
            ("purpose=original&not_there=-1", None),
            ("purpose=original&not_there=on", None),
            ("purpose=resend-1&channel=email&not_there=2", None),
        ] {
            assert_eq!(read(text).unwrap().not_there, not_there, "{text}");
        }
        for text in [
            "",
            "purpose=original&channel=peppol",
            "purpose=original&channel=email",
            "purpose=resend-1",
            "purpose=resend-1&channel=peppol",
            "purpose=resend-0&channel=email",
            "purpose=resend-01&channel=email",
            "purpose=resend-100&channel=email",
            "purpose=resend-%2B1&channel=email",
            "purpose=resend-1&channel=email&document=other",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
