//! Pages of the dashboard: functions from view structs to markup. They decide nothing and read nothing; every text is
//! escaped by maud, and nothing is inline that the page's policy forbids (no style attributes, no scripts).

pub mod booking;
pub mod bookings;
pub mod cash_discount;
pub mod company_details;
pub mod confirm;
pub mod contact;
pub mod contact_form;
pub mod contact_merge;
pub mod contacts;
pub mod credit_note;
pub mod credit_notes;
pub mod document;
pub mod e_invoice;
pub mod editor;
pub mod embed;
pub mod figures;
pub mod flags;
pub mod inputs;
pub mod invoices;
pub mod invoicing;
pub mod item;
pub mod items;
pub mod layout;
pub mod login;
pub mod origins;
pub mod paper;
pub mod parts;
pub mod payment;
pub mod quotes;
pub mod terms;
pub mod today;
pub mod vat_code;
pub mod vat_codes;
