//! Peppol: who somebody is there, where the network says what they receive, and what it answered.
//!
//! A lookup goes from the participant to the SML, which is DNS ([`sml`], read with [`dns`]), and from there to the SMP of the
//! participant ([`smp`], read with [`xml`]). What comes from the network is hostile until it was read strictly. The requests
//! themselves are made by the edge.

pub mod dns;
mod document_type;
mod participant;
mod registration;
pub mod sml;
pub mod smp;
pub mod xml;

pub use document_type::{DocumentType, PROCESS_ID, PROCESS_SCHEME, PROCESS_VALUE};
pub use participant::{InvalidParticipant, PARTICIPANT_SCHEME, Participant};
pub use registration::Registration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The unreserved characters of RFC 3986 stay; document types contain `#`, which would end a path.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A text as one segment of a path, or as one value of a query.
pub fn segment(text: &str) -> String {
    utf8_percent_encode(text, SEGMENT).to_string()
}
