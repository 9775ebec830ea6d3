//! What arrives from forms and addresses, parsed. Pure: no request, no database.

pub mod access_point;
pub mod cash_discount;
pub mod company_details;
pub mod contact;
pub mod credit_note;
pub mod editor;
pub mod fields;
pub mod filter;
pub mod flags;
pub mod invoice_filter;
pub mod item;
pub mod letterhead;
pub mod mail_template;
pub mod notice_settings;
pub mod origin;
pub mod payment;
pub mod prepayment;
pub mod send;
pub mod sending;
pub mod terms;
pub mod vat_code;
pub mod webhook;
