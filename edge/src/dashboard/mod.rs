//! The dashboard at `/admin`: server-rendered pages and plain forms that work without scripts.
//!
//! `form` parses what arrives, `view` renders what is shown, the files beside them answer requests. A form is posted,
//! answered with 303 to a page, or with the form itself and what to mend. The tenant comes from the session alone.

mod access_point;
pub(crate) mod answer;
mod answers;
mod attachments;
mod bookings;
mod cancellation;
mod cash_discount;
mod company_details;
mod contact_merge;
mod contacts;
mod conversions;
mod credit_notes;
mod documents;
mod e_invoice;
mod editor;
mod email_templates;
mod export;
mod failed_work;
pub mod form;
mod invoices;
mod invoicing;
mod items;
mod letterhead;
mod moves;
mod notices;
mod number_series;
mod payments;
mod prepayments;
mod sales_conditions;
mod send;
mod sending;
mod settings;
pub(crate) mod sign_in;
mod today;
pub mod upload;
mod vat_codes;
pub mod view;
mod webhook_messages;
mod webhooks;
mod withdrawals;

use axum::{
    Router, middleware,
    response::Redirect,
    routing::{get, post},
};

use crate::{auth::Session, problem::Problem};

/// A problem as a page of the dashboard, for who is signed in.
pub fn problem_page(session: &Session, problem: &Problem, request_id: &str) -> maud::Markup {
    view::problem::problem(answer::frame(session, view::layout::Place::Elsewhere), problem, request_id)
}

/// Every route of the dashboard.
pub fn routes() -> Router {
    Router::new()
        .route("/admin/login", get(sign_in::get_login).post(sign_in::post_login))
        .route("/admin/logout", post(sign_in::post_logout))
        .route("/admin", get(today::get_today))
        .route("/admin/", get(async || Redirect::permanent("/admin")))
        .route("/admin/bookings", get(bookings::get_bookings))
        .route("/admin/bookings/{id}", get(bookings::get_booking))
        .route(
            "/admin/bookings/{id}/generate-invoice",
            get(conversions::get_of_booking).post(conversions::post_of_booking),
        )
        .route("/admin/bookings/{id}/move", get(moves::get_move).post(moves::post_move))
        .route("/admin/bookings/{id}/cancel", get(cancellation::get_cancel).post(cancellation::post_cancel))
        .route(
            "/admin/documents/{id}/generate-invoice",
            get(conversions::get_of_document).post(conversions::post_of_document),
        )
        .route("/admin/sales-invoicing", get(invoicing::get_activation))
        .route("/admin/invoices", get(invoices::get_invoices))
        .route("/admin/invoices.csv", get(invoices::get_invoices_csv))
        .route("/admin/invoices.zip", get(invoices::get_invoices_zip))
        .route("/admin/invoices/new", get(editor::get_new_invoice))
        .route("/admin/quotes/new", get(editor::get_new_quote))
        .route("/admin/drafts", get(editor::get_drafts))
        .route("/admin/drafts/{id}", get(editor::get_draft).post(editor::post_draft))
        .route("/admin/drafts/{id}/contact", get(editor::get_choose_contact).post(editor::post_choose_contact))
        .route("/admin/drafts/{id}/items", get(editor::get_choose_item).post(editor::post_choose_item))
        .route("/admin/drafts/{id}/preview", get(editor::get_preview))
        .route("/admin/drafts/{id}/pdf", get(editor::get_draft_pdf))
        .route("/admin/drafts/{id}/delete", get(editor::get_delete_draft).post(editor::post_delete_draft))
        .route("/admin/credit-notes", get(credit_notes::get_credit_notes))
        .route(
            "/admin/documents/{id}/credit-note",
            get(credit_notes::get_create_credit_note).post(credit_notes::post_create_credit_note),
        )
        .route("/admin/quotes", get(documents::get_quotes))
        .route("/admin/documents/{id}/answer", get(answers::get_answer).post(answers::post_answer))
        .route("/admin/documents/{id}/withdraw", get(withdrawals::get_withdraw).post(withdrawals::post_withdraw))
        .route("/admin/documents/{id}/prepayment", get(prepayments::get_prepayment).post(prepayments::post_prepayment))
        .route("/admin/documents/{id}/send", get(send::get_send).post(send::post_send))
        .route("/admin/documents/{id}", get(documents::get_document))
        .route("/admin/documents/{id}/ubl", get(e_invoice::get_ubl))
        .route("/admin/documents/{id}/e-invoice", get(e_invoice::get_e_invoice))
        .route("/admin/documents/{id}/sent-e-invoice", get(e_invoice::get_sent_e_invoice))
        .route("/admin/documents/{id}/attachments/{place}", get(attachments::get_attachment))
        .route("/admin/documents/{id}/sales-conditions", get(attachments::get_document_conditions))
        .route("/admin/drafts/{id}/attachments", get(attachments::get_attachments).post(attachments::post_attachments))
        .route("/admin/drafts/{id}/attachments/{sha256}/remove", post(attachments::post_remove))
        .route(
            "/admin/documents/{id}/record-payment",
            get(payments::get_record_payment).post(payments::post_record_payment),
        )
        .route("/admin/documents/{id}/payments/{payment}/undo", post(payments::post_undo_payment))
        .route("/admin/contacts", get(contacts::get_contacts))
        .route("/admin/contacts/new", get(contacts::get_add_contact).post(contacts::post_add_contact))
        .route("/admin/contacts/{id}", get(contacts::get_contact))
        .route("/admin/contacts/{id}/edit", get(contacts::get_edit_contact).post(contacts::post_edit_contact))
        .route("/admin/contacts/{id}/peppol", post(contacts::post_look_up))
        .route("/admin/contacts/{id}/merge", get(contact_merge::get_choose_other))
        .route("/admin/contacts/{id}/merge/{other}", get(contact_merge::get_merge).post(contact_merge::post_merge))
        .route("/admin/settings/flags", get(settings::get_flags).post(settings::post_flags))
        .route("/admin/settings/payment-terms", get(settings::get_payment_terms).post(settings::post_payment_terms))
        .route(
            "/admin/settings/allowed-origins",
            get(settings::get_allowed_origins).post(settings::post_allowed_origins),
        )
        .route(
            "/admin/settings/cash-discount",
            get(cash_discount::get_cash_discount).post(cash_discount::post_cash_discount),
        )
        .route(
            "/admin/settings/company-details",
            get(company_details::get_company_details).post(company_details::post_company_details),
        )
        .route("/admin/settings/layout", get(letterhead::get_layout).post(letterhead::post_layout))
        .route("/admin/settings/layout/preview", get(letterhead::get_preview).post(letterhead::post_preview))
        .route("/admin/settings/layout/reset", get(letterhead::get_reset).post(letterhead::post_reset))
        .route(
            "/admin/settings/sales-conditions",
            get(sales_conditions::get_sales_conditions).post(sales_conditions::post_sales_conditions),
        )
        .route("/admin/settings/sales-conditions/file", get(sales_conditions::get_file))
        .route("/admin/items", get(items::get_items))
        .route("/admin/items/add", get(items::get_add_item).post(items::post_add_item))
        .route("/admin/items/{id}", get(items::get_item).post(items::post_item))
        .route("/admin/items/{id}/archive", post(items::post_archive_item))
        .route("/admin/settings/vat-codes", get(vat_codes::get_vat_codes))
        .route("/admin/settings/vat-codes/add", get(vat_codes::get_add_vat_code).post(vat_codes::post_add_vat_code))
        .route("/admin/settings/vat-codes/{code}/{from}", get(vat_codes::get_vat_code).post(vat_codes::post_vat_code))
        .route("/admin/settings/vat-codes/{code}/{from}/remove", post(vat_codes::post_remove_vat_code))
        .route("/admin/settings/number-series", get(number_series::get_number_series))
        .route(
            "/admin/settings/number-series/{kind}/{year}",
            get(number_series::get_set_series).post(number_series::post_set_series),
        )
        .route(
            "/admin/settings/peppol-access-point",
            get(access_point::get_access_point).post(access_point::post_access_point),
        )
        .route("/admin/settings/peppol-access-point/test", post(access_point::post_test))
        .route("/admin/settings/sending", get(sending::get_sending).post(sending::post_sending))
        .route("/admin/settings/failed-work", get(failed_work::get_failed_work).post(failed_work::post_failed_work))
        .route("/admin/settings/email-templates", get(email_templates::get_email_templates))
        .route(
            "/admin/settings/email-templates/{kind}/{language}",
            get(email_templates::get_email_template).post(email_templates::post_email_template),
        )
        .route("/admin/settings/email-templates/{kind}/{language}/test", post(email_templates::post_test))
        .route("/admin/settings/reminders", get(notices::get_reminders).post(notices::post_reminders))
        .route("/admin/settings/embed", get(settings::get_embed))
        .route("/admin/settings/webhooks", get(webhooks::get_webhooks))
        .route("/admin/settings/webhooks/add", get(webhooks::get_add_webhook).post(webhooks::post_add_webhook))
        .route("/admin/settings/webhooks/{id}", get(webhooks::get_webhook))
        .route("/admin/settings/webhooks/{id}/edit", get(webhooks::get_edit_webhook).post(webhooks::post_edit_webhook))
        .route("/admin/settings/webhooks/{id}/secret", post(webhooks::post_new_secret))
        .route("/admin/settings/webhooks/{id}/state", post(webhooks::post_state))
        .route("/admin/settings/webhooks/{id}/delete", post(webhooks::post_delete_webhook))
        .route("/admin/settings/webhooks/{id}/test", post(webhook_messages::post_test))
        .route("/admin/settings/webhooks/{id}/messages/{message}", get(webhook_messages::get_message))
        .route("/admin/settings/webhooks/{id}/messages/{message}/redeliver", post(webhook_messages::post_redeliver))
        .layer(middleware::from_fn(answer::surround))
}
