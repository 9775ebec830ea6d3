//! Settings, as the product's navigation names them: one folder each.

pub(crate) mod access_point;
pub(crate) mod cash_discount;
pub(crate) mod company_details;
pub(crate) mod email_template;
pub(crate) mod failed_work;
pub(crate) mod layout;
pub(crate) mod number_series;
pub(crate) mod portal;
pub(crate) mod reminder;
pub(crate) mod sales_conditions;
pub(crate) mod sending;
pub(crate) mod vat_code;
pub(crate) mod webhook;
