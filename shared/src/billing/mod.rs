//! Documents with the terms of EN 16931: parties, lines, VAT breakdown, totals, numbers, quotation and invoice.
#![deny(clippy::arithmetic_side_effects)]

pub mod allowance;
pub mod attachment;
pub mod balance;
pub mod cash_discount;
pub mod company_details;
pub mod contact;
pub mod credit_note;
pub mod document;
pub mod editor;
pub mod file_name;
pub mod file_type;
pub mod issuer;
pub mod item;
pub mod legal_particulars;
pub mod letterhead;
pub mod line;
pub mod number;
pub mod party;
pub mod payment;
pub mod prepayment;
pub mod quotation;
pub mod reference;
pub mod rich_text;
pub mod series;
pub mod totals;
pub mod unit;
pub mod vat;
pub mod vat_code;
pub mod vat_number;
pub mod wording;
