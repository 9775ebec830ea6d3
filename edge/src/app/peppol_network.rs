//! Which network of Peppol is asked, and where.

use shared::delivery::peppol::sml::Zone;

/// Which network is asked, and where the services are that answer for it. Only tests and the operator change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// Production or test (`PEPPOL_ZONE`).
    pub zone: Zone,
    /// Base address of Recommand (`PEPPOL_RECOMMAND_URL`).
    pub recommand_url: String,
    /// Base address of e-invoice.be (`PEPPOL_E_INVOICE_BE_URL`).
    pub e_invoice_be_url: String,
}

impl Default for Network {
    fn default() -> Self {
        Self {
            zone: Zone::Production,
            recommand_url: "https://app.recommand.eu/api/v1".to_owned(),
            e_invoice_be_url: "https://api.e-invoice.be".to_owned(),
        }
    }
}

impl Network {
    /// Reads the variables of the configuration; what is not set, or is no zone, stays as it is by default.
    pub fn of_variables(variable: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name: &str, default: String| {
            let set = variable(name).map(|text| text.trim().trim_end_matches('/').to_owned());
            set.filter(|text| !text.is_empty()).unwrap_or(default)
        };
        let default = Self::default();
        Self {
            zone: variable("PEPPOL_ZONE").and_then(|text| Zone::parse(text.trim())).unwrap_or_default(),
            recommand_url: text("PEPPOL_RECOMMAND_URL", default.recommand_url),
            e_invoice_be_url: text("PEPPOL_E_INVOICE_BE_URL", default.e_invoice_be_url),
        }
    }
}
