//! What every screen uses: requests and forms as they arrive, page frames, problems, who is signed in, where a request comes from.

pub mod accent;
pub mod admin_page;
pub mod admin_problem;
pub(crate) mod answer_wording;
pub mod auth;
pub mod customer_page;
pub mod customer_problem;
pub mod document_page;
pub mod download;
pub mod fields;
pub mod figures;
pub mod filter;
pub mod host;
pub mod inputs;
pub mod origin;
pub mod parts;
pub(crate) mod problem_wording;
pub(crate) mod request;
pub(crate) mod sales_invoicing;
pub mod sales_invoicing_view;
pub mod upload;
