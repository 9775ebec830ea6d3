//! How documents and messages leave the house: the rules, without the network.

pub mod peppol;
pub mod retry;
