//! Pages behind links, for the customer: a booking, a document, a quotation.

pub mod booking;
pub mod document;
pub mod quotation;
