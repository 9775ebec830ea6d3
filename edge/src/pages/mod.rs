//! Pages that customers open by link: documents, their booking, and the hosted booking page.

pub mod document_page;
pub mod hosted;
pub mod letter;
pub mod manage;
pub mod manage_move;
pub mod manage_wording;
mod opening;
pub mod problem_page;
mod problem_wording;
pub mod public;
pub mod quotation;
mod quotation_wording;
