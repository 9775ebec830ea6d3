//! The document editor: what an admin typed, the steps that change it, and the document that it makes.
//!
//! A [`form::DocumentForm`] keeps every field as it was typed, so that an unfinished document can be stored and shown again. [`judge`]
//! reads it: the page, its preview and the document that is issued come from the same answer, so they cannot differ.

pub mod form;
mod judge;
mod like;
mod lines;
pub mod steps;

pub use judge::{Context, Judged, JudgedLine, OfferedDiscount, judge};
