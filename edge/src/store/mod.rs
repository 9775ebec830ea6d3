//! Builds statements and decodes rows: one file per aggregate, one SQL file per statement, each naming its tenant_id.

pub mod booking;
pub mod booking_move;
pub mod contact;
pub mod credit_note;
pub mod dashboard;
pub mod delivery;
pub mod document;
pub mod draft;
pub mod file;
pub mod issuer;
pub mod item;
pub mod letterhead;
pub mod mail_template;
pub mod notice;
pub mod operator;
pub mod outbox;
pub mod payment;
pub mod peppol;
pub mod quotation;
pub mod sales_conditions;
pub mod tenant;
pub mod tenant_cache;
pub mod vat_code;
pub mod webhook;
pub mod write;
