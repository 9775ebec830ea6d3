//! The whole router over SQLite, as one program: linked once, run in parallel. One file per subject.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops where it fails")]

mod admin;
mod attachments;
mod bookings;
mod cash_discount_in_time;
mod company_details;
mod contacts;
mod dashboard_books;
mod dashboard_cash_discount;
mod dashboard_credit_notes;
mod dashboard_e_invoice;
mod dashboard_editor;
mod dashboard_settings;
mod dashboard_sign_in;
mod delivery;
mod delivery_faults;
mod delivery_screens;
mod email_templates;
mod faults;
mod immutable;
mod items;
mod letterhead;
mod moves;
mod notice_settings;
mod notices;
mod number_series;
mod operator;
mod outbox;
mod payments;
mod pdf_file;
mod prepayments;
mod quotes;
mod sales_conditions;
mod sales_invoicing;
mod support;
mod vat_codes;
