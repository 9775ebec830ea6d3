//! Webhooks by Standard Webhooks 1.0.0: which events there are, how a message is signed, and what an answer means.

pub mod answer;
pub mod event;
pub mod secret;
pub mod signature;
