//! The form Flags & permissions, against the rule in `shared::tenant::policy`.

use shared::{
    fault::Fault,
    tenant::{
        flags::{Flag, RepeatInvoicing},
        policy::check_flag,
    },
};

use crate::{
    store::tenant::portal::{Change, PortalSettings},
    web::fields::Fields,
};

/// Names in the form.
pub const NAMES: &[&str] =
    &["version", "recurring_allowed", "repeat_invoicing", "auto_invoice", "convert_on_acceptance"];

/// What the form asks for. A flag that the form did not show is not sent and stays as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlagsForm {
    /// Version of the settings that the form showed; none if it is no number.
    pub version: Option<i64>,
    /// "Allow customers to make repeat/recurring bookings".
    pub recurring_allowed: Option<Flag>,
    /// The recurring option.
    pub repeat_invoicing: Option<RepeatInvoicing>,
    /// "Generate invoices automatically when the booking is created".
    pub auto_invoice: Option<Flag>,
    /// "Generate the invoice when the customer accepts the quote".
    pub convert_on_acceptance: Option<Flag>,
}

/// Why a form cannot be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlagsRefusal {
    /// A field means nothing.
    Field(Fault),
    /// The rule does not allow it.
    Rule(Fault),
}

impl FlagsForm {
    /// Reads the form.
    ///
    /// # Errors
    /// The first field that means nothing.
    pub fn parse(fields: &Fields) -> Result<Self, FlagsRefusal> {
        let flag = |name: &'static str| match fields.sent(name) {
            None => Ok(None),
            Some("on" | "1") => Ok(Some(Flag::On)),
            Some("off" | "0") => Ok(Some(Flag::Off)),
            Some(_) => Err(FlagsRefusal::Field(Fault::new("flag", name, "Choose on or off."))),
        };
        let repeat_invoicing = match fields.sent("repeat_invoicing") {
            None => None,
            Some(text) => Some(RepeatInvoicing::parse(text).ok_or_else(|| {
                FlagsRefusal::Field(Fault::new(
                    "repeat_invoicing",
                    "repeat_invoicing",
                    "Choose one of the three options.",
                ))
            })?),
        };
        Ok(Self {
            version: fields.text("version").parse().ok(),
            recurring_allowed: flag("recurring_allowed")?,
            repeat_invoicing,
            auto_invoice: flag("auto_invoice")?,
            convert_on_acceptance: flag("convert_on_acceptance")?,
        })
    }

    /// The change to store, if the rule allows it.
    ///
    /// # Errors
    /// [`FlagsRefusal::Rule`] with the sentence that says why.
    pub fn decide(self, stored: &PortalSettings) -> Result<Change, FlagsRefusal> {
        let recurring_allowed = self.recurring_allowed.unwrap_or(stored.recurring_allowed);
        let repeat_invoicing = self.repeat_invoicing.unwrap_or(stored.repeat_invoicing);
        if recurring_allowed.is_on() && !stored.recurring_allowed.is_on() {
            let detail = "Repeat bookings are not available in the widget yet, so they cannot be switched on.";
            return Err(FlagsRefusal::Rule(Fault::new("not_available", "recurring_allowed", detail)));
        }
        if let Some(wanted) = self.auto_invoice {
            let repeat = recurring_allowed.is_on().then_some(repeat_invoicing);
            check_flag(repeat, &stored.payment_terms, wanted).map_err(|error| {
                let detail = capitalised(&error.to_string());
                FlagsRefusal::Rule(Fault::new(error.code(), "auto_invoice", detail))
            })?;
        }
        let auto_invoice = self.auto_invoice.unwrap_or(stored.auto_invoice);
        let convert_on_acceptance = self.convert_on_acceptance.unwrap_or(stored.convert_on_acceptance);
        Ok(Change::Flags { recurring_allowed, repeat_invoicing, auto_invoice, convert_on_acceptance })
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), chars.as_str()),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use shared::tenant::{module::SalesInvoicing, terms::PaymentTerms};

    use super::*;

    fn settings(recurring: Flag, terms: (&str, &str), auto_invoice: Flag) -> PortalSettings {
        PortalSettings {
            version: 3,
            sales_invoicing: SalesInvoicing::Active,
            recurring_allowed: recurring,
            repeat_invoicing: RepeatInvoicing::Manual,
            auto_invoice,
            convert_on_acceptance: Flag::Off,
            payment_terms: PaymentTerms::parse(terms.0, terms.1).unwrap(),
            cash_discount: None,
            cash_discount_days: 8,
            overrides: Vec::new(),
            services: 1,
            origins: Vec::new(),
        }
    }

    #[test]
    fn the_rule_decides_what_is_saved() {
        // form | stored: recurring, terms, flag -> code of the refusal, or recurring and flag as saved
        for (form, recurring, terms, stored, expected) in [
            ("auto_invoice=off", Flag::Off, ("no_payment", ""), Flag::On, "off off"),
            ("auto_invoice=off&auto_invoice=on", Flag::Off, ("no_payment", ""), Flag::Off, "off on"),
            ("auto_invoice=0", Flag::Off, ("no_payment_card_on_file", ""), Flag::On, "off off"),
            ("auto_invoice=off", Flag::Off, ("pay_later", "14"), Flag::On, "required_by_payment_terms"),
            ("auto_invoice=on", Flag::Off, ("full_payment", ""), Flag::Off, "off on"),
            ("", Flag::Off, ("full_payment", ""), Flag::Off, "off off"),
            ("auto_invoice=on", Flag::On, ("no_payment", ""), Flag::Off, "hidden_by_recurrence"),
            ("repeat_invoicing=all_now", Flag::On, ("no_payment", ""), Flag::Off, "on off"),
            ("recurring_allowed=off", Flag::On, ("no_payment", ""), Flag::Off, "off off"),
            ("recurring_allowed=off&auto_invoice=off", Flag::On, ("no_payment", ""), Flag::On, "off off"),
            ("recurring_allowed=on", Flag::Off, ("no_payment", ""), Flag::On, "not_available"),
            ("auto_invoice=maybe", Flag::Off, ("no_payment", ""), Flag::On, "flag"),
            ("repeat_invoicing=never", Flag::On, ("no_payment", ""), Flag::On, "repeat_invoicing"),
        ] {
            let fields = Fields::parse(form.as_bytes(), NAMES).unwrap();
            let saved =
                match FlagsForm::parse(&fields).and_then(|parsed| parsed.decide(&settings(recurring, terms, stored))) {
                    Ok(Change::Flags { recurring_allowed, auto_invoice, .. }) => {
                        let word = |flag: Flag| if flag.is_on() { "on" } else { "off" };
                        format!("{} {}", word(recurring_allowed), word(auto_invoice))
                    }
                    Ok(_) => panic!("another change"),
                    Err(FlagsRefusal::Field(fault) | FlagsRefusal::Rule(fault)) => fault.code.to_owned(),
                };
            assert_eq!(saved, expected, "{form} {terms:?}");
        }
    }
}
