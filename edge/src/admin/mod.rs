//! The dashboard at `/admin`: server-rendered pages and plain forms that work without scripts.
//!
//! `form` parses what arrives, `view` renders what is shown, the files beside them answer requests. A form is posted,
//! answered with 303 to a page, or with the form itself and what to mend. The tenant comes from the session alone.

mod booking;
mod contact;
mod credit_note;
mod document;
mod editor;
mod invoice;
mod item;
mod payment;
pub mod quotation;
pub mod settings;
pub(crate) mod sign_in;
mod today;

use axum::{
    Router, middleware,
    response::Redirect,
    routing::{get, post},
};

use self::{
    booking::{cancel, reschedule},
    contact::merge,
    document::{e_invoice, send},
    editor::attachments,
    quotation::{generate_invoice, prepayment, record_answer, withdraw},
    settings::{
        access_point, cash_discount, company_details, email_template, failed_work, layout, number_series, portal,
        reminder, sales_conditions, sending, vat_code,
        webhook::{self, messages},
    },
};
use crate::{
    app::{problem::Problem, session::Session},
    web::{admin_page, admin_problem, request, sales_invoicing},
};

/// A problem as a page of the dashboard, for who is signed in.
pub fn problem_page(session: &Session, problem: &Problem, request_id: &str) -> maud::Markup {
    admin_problem::problem(request::frame(session, admin_page::Place::Elsewhere), problem, request_id)
}

/// Every route of the dashboard.
pub fn routes() -> Router {
    Router::new()
        .route("/admin/login", get(sign_in::get_login).post(sign_in::post_login))
        .route("/admin/logout", post(sign_in::post_logout))
        .route("/admin", get(today::get_today))
        .route("/admin/", get(async || Redirect::permanent("/admin")))
        .route("/admin/bookings", get(booking::get_bookings))
        .route("/admin/bookings/{id}", get(booking::get_booking))
        .route(
            "/admin/bookings/{id}/generate-invoice",
            get(generate_invoice::get_of_booking).post(generate_invoice::post_of_booking),
        )
        .route("/admin/bookings/{id}/move", get(reschedule::get_move).post(reschedule::post_move))
        .route("/admin/bookings/{id}/cancel", get(cancel::get_cancel).post(cancel::post_cancel))
        .route(
            "/admin/documents/{id}/generate-invoice",
            get(generate_invoice::get_of_document).post(generate_invoice::post_of_document),
        )
        .route("/admin/sales-invoicing", get(sales_invoicing::get_activation))
        .route("/admin/invoices", get(invoice::get_invoices))
        .route("/admin/invoices.csv", get(invoice::get_invoices_csv))
        .route("/admin/invoices.zip", get(invoice::get_invoices_zip))
        .route("/admin/invoices/new", get(editor::get_new_invoice))
        .route("/admin/quotes/new", get(editor::get_new_quote))
        .route("/admin/drafts", get(editor::get_drafts))
        .route("/admin/drafts/{id}", get(editor::get_draft).post(editor::post_draft))
        .route("/admin/drafts/{id}/contact", get(editor::get_choose_contact).post(editor::post_choose_contact))
        .route("/admin/drafts/{id}/items", get(editor::get_choose_item).post(editor::post_choose_item))
        .route("/admin/drafts/{id}/preview", get(editor::get_preview))
        .route("/admin/drafts/{id}/pdf", get(editor::get_draft_pdf))
        .route("/admin/drafts/{id}/delete", get(editor::get_delete_draft).post(editor::post_delete_draft))
        .route("/admin/credit-notes", get(credit_note::get_credit_notes))
        .route(
            "/admin/documents/{id}/credit-note",
            get(credit_note::get_create_credit_note).post(credit_note::post_create_credit_note),
        )
        .route("/admin/quotes", get(quotation::get_quotes))
        .route("/admin/documents/{id}/answer", get(record_answer::get_answer).post(record_answer::post_answer))
        .route("/admin/documents/{id}/withdraw", get(withdraw::get_withdraw).post(withdraw::post_withdraw))
        .route("/admin/documents/{id}/prepayment", get(prepayment::get_prepayment).post(prepayment::post_prepayment))
        .route("/admin/documents/{id}/send", get(send::get_send).post(send::post_send))
        .route("/admin/documents/{id}", get(document::get_document))
        .route("/admin/documents/{id}/ubl", get(e_invoice::get_ubl))
        .route("/admin/documents/{id}/e-invoice", get(e_invoice::get_e_invoice))
        .route("/admin/documents/{id}/sent-e-invoice", get(e_invoice::get_sent_e_invoice))
        .route("/admin/documents/{id}/attachments/{place}", get(attachments::get_attachment))
        .route("/admin/documents/{id}/sales-conditions", get(attachments::get_document_conditions))
        .route("/admin/drafts/{id}/attachments", get(attachments::get_attachments).post(attachments::post_attachments))
        .route("/admin/drafts/{id}/attachments/{sha256}/remove", post(attachments::post_remove))
        .route(
            "/admin/documents/{id}/record-payment",
            get(payment::get_record_payment).post(payment::post_record_payment),
        )
        .route("/admin/documents/{id}/payments/{payment}/undo", post(payment::post_undo_payment))
        .route("/admin/contacts", get(contact::get_contacts))
        .route("/admin/contacts/new", get(contact::get_add_contact).post(contact::post_add_contact))
        .route("/admin/contacts/{id}", get(contact::get_contact))
        .route("/admin/contacts/{id}/edit", get(contact::get_edit_contact).post(contact::post_edit_contact))
        .route("/admin/contacts/{id}/peppol", post(contact::post_look_up))
        .route("/admin/contacts/{id}/merge", get(merge::get_choose_other))
        .route("/admin/contacts/{id}/merge/{other}", get(merge::get_merge).post(merge::post_merge))
        .route("/admin/settings/flags", get(portal::get_flags).post(portal::post_flags))
        .route("/admin/settings/payment-terms", get(portal::get_payment_terms).post(portal::post_payment_terms))
        .route("/admin/settings/allowed-origins", get(portal::get_allowed_origins).post(portal::post_allowed_origins))
        .route(
            "/admin/settings/cash-discount",
            get(cash_discount::get_cash_discount).post(cash_discount::post_cash_discount),
        )
        .route(
            "/admin/settings/company-details",
            get(company_details::get_company_details).post(company_details::post_company_details),
        )
        .route("/admin/settings/layout", get(layout::get_layout).post(layout::post_layout))
        .route("/admin/settings/layout/preview", get(layout::get_preview).post(layout::post_preview))
        .route("/admin/settings/layout/reset", get(layout::get_reset).post(layout::post_reset))
        .route(
            "/admin/settings/sales-conditions",
            get(sales_conditions::get_sales_conditions).post(sales_conditions::post_sales_conditions),
        )
        .route("/admin/settings/sales-conditions/file", get(sales_conditions::get_file))
        .route("/admin/items", get(item::get_items))
        .route("/admin/items/add", get(item::get_add_item).post(item::post_add_item))
        .route("/admin/items/{id}", get(item::get_item).post(item::post_item))
        .route("/admin/items/{id}/archive", post(item::post_archive_item))
        .route("/admin/settings/vat-codes", get(vat_code::get_vat_codes))
        .route("/admin/settings/vat-codes/add", get(vat_code::get_add_vat_code).post(vat_code::post_add_vat_code))
        .route("/admin/settings/vat-codes/{code}/{from}", get(vat_code::get_vat_code).post(vat_code::post_vat_code))
        .route("/admin/settings/vat-codes/{code}/{from}/remove", post(vat_code::post_remove_vat_code))
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
        .route("/admin/settings/email-templates", get(email_template::get_email_templates))
        .route(
            "/admin/settings/email-templates/{kind}/{language}",
            get(email_template::get_email_template).post(email_template::post_email_template),
        )
        .route("/admin/settings/email-templates/{kind}/{language}/test", post(email_template::post_test))
        .route("/admin/settings/reminders", get(reminder::get_reminders).post(reminder::post_reminders))
        .route("/admin/settings/embed", get(portal::get_embed))
        .route("/admin/settings/webhooks", get(webhook::get_webhooks))
        .route("/admin/settings/webhooks/add", get(webhook::get_add_webhook).post(webhook::post_add_webhook))
        .route("/admin/settings/webhooks/{id}", get(webhook::get_webhook))
        .route("/admin/settings/webhooks/{id}/edit", get(webhook::get_edit_webhook).post(webhook::post_edit_webhook))
        .route("/admin/settings/webhooks/{id}/secret", post(webhook::post_new_secret))
        .route("/admin/settings/webhooks/{id}/state", post(webhook::post_state))
        .route("/admin/settings/webhooks/{id}/delete", post(webhook::post_delete_webhook))
        .route("/admin/settings/webhooks/{id}/test", post(messages::post_test))
        .route("/admin/settings/webhooks/{id}/messages/{message}", get(messages::get_message))
        .route("/admin/settings/webhooks/{id}/messages/{message}/redeliver", post(messages::post_redeliver))
        .layer(middleware::from_fn(request::surround))
}
