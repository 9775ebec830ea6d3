//! The tenant's settings and the rule that decides between invoice and quote.

pub mod flags;
pub mod module;
pub mod policy;
pub mod role;
pub mod settings;
pub mod terms;
