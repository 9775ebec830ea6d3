//! The form Peppol access point: which provider, and what it needs. Keys are only ever typed: what is stored is never sent back, and an
//! empty field keeps it.

use shared::{
    delivery::target::{self, Policy},
    fault::Fault,
};

use crate::{web::fields::Fields, work::peppol::access_point::Provider};

/// Name of "no access point" in the form.
pub const NONE: &str = "none";
/// Names in the form.
pub const NAMES: &[&str] = &[
    "version",
    "provider",
    "company_id",
    "recommand_key",
    "recommand_secret",
    "e_invoice_be_key",
    "base_url",
    "token",
];
/// Most characters of a company id, and of a key.
pub const COMPANY_ID_CHARS_MAX: usize = 100;
/// Most characters of a key.
pub const KEY_CHARS_MAX: usize = 500;

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccessPointForm {
    /// Version of the access point that the form showed; zero where there was none.
    pub version: Option<i64>,
    /// Name of a provider, or [`NONE`].
    pub provider: String,
    /// For Recommand.
    pub company_id: String,
    /// For an access point of one's own.
    pub base_url: String,
    recommand_key: String,
    recommand_secret: String,
    e_invoice_be_key: String,
    token: String,
}

/// A key as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypedKey {
    /// The provider has none.
    Absent,
    /// The one that is stored.
    Kept,
    /// Another one.
    New(String),
}

/// Whose keys are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredKeys<'a> {
    /// The provider.
    pub provider: Provider,
    /// Address of an access point of one's own.
    pub base_url: Option<&'a str>,
}

/// What is to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Which access point.
    pub provider: Provider,
    /// Id of the company at the provider.
    pub company_id: Option<String>,
    /// Address of an access point of one's own.
    pub base_url: Option<String>,
    /// Key or token.
    pub key: TypedKey,
    /// Secret that belongs to the key.
    pub secret: TypedKey,
}

impl AccessPointForm {
    /// The form over what is stored: every key empty.
    pub fn of(version: i64, provider: Option<Provider>, company_id: Option<String>, base_url: Option<String>) -> Self {
        Self {
            version: Some(version),
            provider: provider.map_or(NONE, Provider::as_str).to_owned(),
            company_id: company_id.unwrap_or_default(),
            base_url: base_url.unwrap_or_default(),
            ..Self::default()
        }
    }

    /// Reads the form.
    pub fn parse(fields: &Fields) -> Self {
        let text = |name| fields.text(name).to_owned();
        Self {
            version: fields.text("version").parse().ok(),
            provider: text("provider"),
            company_id: text("company_id"),
            base_url: text("base_url"),
            recommand_key: text("recommand_key"),
            recommand_secret: text("recommand_secret"),
            e_invoice_be_key: text("e_invoice_be_key"),
            token: text("token"),
        }
    }

    /// What was decided; none for no access point. A key that is not typed is kept, if it is for the same provider and, with an
    /// access point of one's own, for the same host: nobody who cannot read a key has it sent to a host of theirs.
    ///
    /// # Errors
    /// Every field to mend, with a sentence that says how.
    pub fn decide(&self, policy: &Policy, stored: Option<StoredKeys<'_>>) -> Result<Option<Wanted>, Vec<Fault>> {
        if self.provider == NONE {
            return Ok(None);
        }
        let Some(provider) = Provider::parse(&self.provider) else {
            return Err(vec![Fault::new("provider", "provider", "Choose one of the access points, or none.")]);
        };
        let mut faults = Vec::new();
        let (mut company_id, mut base_url) = (None, None);
        let mut keeps = stored.is_some_and(|stored| stored.provider == provider);
        if provider == Provider::Recommand {
            company_id = Some(self.company_id.clone());
            faults.extend(company_id_fault(&self.company_id));
        }
        if provider == Provider::Generic {
            match target::check(policy, &self.base_url) {
                Ok(target) => {
                    let before = stored.and_then(|stored| target::check(policy, stored.base_url?).ok());
                    keeps &= before.is_some_and(|before| (before.host, before.port) == (target.host, target.port));
                    base_url = Some(target.url.trim_end_matches('/').to_owned());
                }
                Err(fault) => faults.push(Fault::new(fault.code(), "base_url", fault.to_string())),
            }
        }
        let mut key = |name: &str, what: &str, typed: &str| {
            let typed = typed_key(name, what, typed, keeps);
            typed.unwrap_or_else(|fault| {
                faults.push(fault);
                TypedKey::Absent
            })
        };
        let (key, secret) = match provider {
            Provider::Recommand => (
                key("recommand_key", "API key", &self.recommand_key),
                key("recommand_secret", "API secret", &self.recommand_secret),
            ),
            Provider::EInvoiceBe => (key("e_invoice_be_key", "API key", &self.e_invoice_be_key), TypedKey::Absent),
            Provider::Generic => (key("token", "token", &self.token), TypedKey::Absent),
            Provider::Demo => (TypedKey::Absent, TypedKey::Absent),
        };
        if faults.is_empty() { Ok(Some(Wanted { provider, company_id, base_url, key, secret })) } else { Err(faults) }
    }
}

fn typed_key(name: &str, what: &str, typed: &str, is_stored: bool) -> Result<TypedKey, Fault> {
    if typed.is_empty() {
        let missing = || Fault::new("required", name, format!("Enter the {what}. Your access point shows it."));
        return if is_stored { Ok(TypedKey::Kept) } else { Err(missing()) };
    }
    // What goes into a header: visible ASCII.
    if typed.len() > KEY_CHARS_MAX || !typed.bytes().all(|byte| byte.is_ascii_graphic()) {
        let detail = format!(
            "The {what} has letters, digits and signs only, without spaces, at most {KEY_CHARS_MAX}. Copy it again."
        );
        return Err(Fault::new("key", name, detail));
    }
    Ok(TypedKey::New(typed.to_owned()))
}

fn company_id_fault(text: &str) -> Option<Fault> {
    if text.is_empty() {
        return Some(Fault::new(
            "required",
            "company_id",
            "Enter the company id. Recommand shows it beside your company.",
        ));
    }
    let fits = text.len() <= COMPANY_ID_CHARS_MAX
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    let detail = "A company id has letters, digits, - and _ only. Copy it again from Recommand.";
    (!fits).then(|| Fault::new("company_id", "company_id", detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> AccessPointForm {
        let fields = pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        AccessPointForm::parse(&Fields::of(fields, NAMES).unwrap())
    }

    fn decided(pairs: &[(&str, &str)], stored: Option<Provider>) -> Result<Option<Wanted>, Vec<String>> {
        let stored = stored.map(|provider| StoredKeys { provider, base_url: Some("https://ap.example.com/peppol") });
        let decided = form(pairs).decide(&Policy::public(), stored);
        decided.map_err(|faults| faults.into_iter().map(|fault| fault.pointer).collect())
    }

    #[test]
    fn each_provider_asks_for_what_it_needs() {
        let space = "a b";
        for (pairs, stored, faults) in [
            (&[("provider", "none")][..], None, &[][..]),
            (&[("provider", "demo")], None, &[]),
            (&[("provider", "x")], None, &["provider"]),
            (&[], None, &["provider"]),
            (&[("provider", "recommand")], None, &["company_id", "recommand_key", "recommand_secret"]),
            (&[("provider", "recommand"), ("company_id", "c_1")], Some(Provider::Recommand), &[]),
            (&[("provider", "recommand"), ("company_id", "../x")], Some(Provider::Recommand), &["company_id"]),
            (&[("provider", "e_invoice_be")], Some(Provider::Recommand), &["e_invoice_be_key"]),
            (&[("provider", "e_invoice_be"), ("e_invoice_be_key", "k1")], None, &[]),
            (&[("provider", "e_invoice_be"), ("e_invoice_be_key", space)], None, &["e_invoice_be_key"]),
            (&[("provider", "generic"), ("token", "t"), ("base_url", "https://ap.example.com/")], None, &[]),
            (&[("provider", "generic"), ("token", "t"), ("base_url", "http://ap.example.com")], None, &["base_url"]),
            (&[("provider", "generic"), ("token", "t"), ("base_url", "https://127.0.0.1")], None, &["base_url"]),
            (&[("provider", "generic"), ("token", "t")], None, &["base_url"]),
            (
                &[("provider", "generic"), ("base_url", "https://AP.example.com:443/other")],
                Some(Provider::Generic),
                &[],
            ),
            (&[("provider", "generic"), ("base_url", "https://evil.example")], Some(Provider::Generic), &["token"]),
            (
                &[("provider", "generic"), ("base_url", "https://ap.example.com:8443")],
                Some(Provider::Generic),
                &["token"],
            ),
        ] {
            let found = decided(pairs, stored);
            match faults {
                [] => assert!(found.is_ok(), "{pairs:?}: {found:?}"),
                faults => assert_eq!(found.unwrap_err(), faults, "{pairs:?}"),
            }
        }
    }

    #[test]
    fn an_empty_key_keeps_the_stored_one() {
        let typed = [("provider", "e_invoice_be"), ("e_invoice_be_key", "k1")];
        let key = |pairs, stored| decided(pairs, stored).unwrap().unwrap().key;
        assert_eq!(key(&typed, None), TypedKey::New("k1".into()));
        assert_eq!(key(&typed[..1], Some(Provider::EInvoiceBe)), TypedKey::Kept);
        assert_eq!(key(&[("provider", "demo")], None), TypedKey::Absent);
    }
}
