//! Builds statements and decodes rows: one file per aggregate, one SQL file per statement, each naming its tenant_id.

pub mod booking;
pub mod contact;
pub mod credit_note;
pub mod delivery;
pub mod document;
pub mod draft;
pub mod file;
pub mod invoice;
pub mod item;
pub mod link_grant;
pub mod mail_template;
pub mod notice;
pub mod number_series;
pub mod operator;
pub mod outbox;
pub mod payment;
pub mod peppol;
pub mod quotation;
pub mod session;
pub mod tenant;
pub mod today;
pub mod vat_code;
pub mod webhook;
pub mod write;
