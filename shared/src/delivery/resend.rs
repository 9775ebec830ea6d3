//! When a document goes to an access point, and under which idempotency key. A second sending over Peppol of the same document must be
//! impossible.
//!
//! Neither Recommand nor e-invoice.be takes an idempotency key, so the key is our own name of a sending. A retry after a lost
//! answer is the same sending: the access point is asked what became of it. After a refusal nothing is left to ask about, so a
//! person who sends the document again begins another sending. What nobody can tell anything about is not sent again before a
//! person has looked.

use crate::id::TenantId;

/// What is known of a sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The access point has taken the document.
    Accepted,
    /// The document was not sent: the access point refused it, or a person looked and did not find it there.
    NotSent,
    /// A request went out, and nobody knows what became of it.
    Unknown,
}

/// The latest sending of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Which one, from 1.
    pub sending: u32,
    /// What is known of it.
    pub outcome: Outcome,
    /// Whether the tenant's access point can say what became of it: it is the same account, and it keeps a list.
    pub can_say: bool,
}

/// What may be done with a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing: it was taken before.
    AlreadyTaken,
    /// Send it.
    Send {
        /// As which sending.
        sending: u32,
    },
    /// Ask what became of this sending first, and go on with the same one.
    Ask {
        /// Which sending.
        sending: u32,
    },
    /// Nothing, until a person has looked at the access point: it may have been sent.
    InDoubt {
        /// Which sending.
        sending: u32,
    },
}

/// What may be done with a document, by what became of its latest sending.
pub fn next_step(earlier: Option<Earlier>) -> Step {
    let Some(Earlier { sending, outcome, can_say }) = earlier else { return Step::Send { sending: 1 } };
    match (outcome, can_say) {
        (Outcome::Accepted, _) => Step::AlreadyTaken,
        (Outcome::NotSent, _) => Step::Send { sending: sending.saturating_add(1) },
        (Outcome::Unknown, true) => Step::Ask { sending },
        (Outcome::Unknown, false) => Step::InDoubt { sending },
    }
}

/// The idempotency key of a sending: tenant and number of the document, and from the second sending on which one it is.
pub fn idempotency_key(tenant: &TenantId, number: &str, sending: u32) -> String {
    match sending {
        0 | 1 => format!("{tenant}:{number}"),
        _ => format!("{tenant}:{number}:{sending}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_sent_again_only_where_it_is_known_that_it_was_not_sent() {
        use Outcome::{Accepted, NotSent, Unknown};
        for (earlier, step) in [
            (None, Step::Send { sending: 1 }),
            (Some((1, Accepted, true)), Step::AlreadyTaken),
            (Some((1, Accepted, false)), Step::AlreadyTaken),
            (Some((3, Accepted, true)), Step::AlreadyTaken),
            (Some((1, NotSent, true)), Step::Send { sending: 2 }),
            (Some((1, NotSent, false)), Step::Send { sending: 2 }),
            (Some((2, NotSent, true)), Step::Send { sending: 3 }),
            (Some((1, Unknown, true)), Step::Ask { sending: 1 }),
            (Some((2, Unknown, true)), Step::Ask { sending: 2 }),
            (Some((1, Unknown, false)), Step::InDoubt { sending: 1 }),
            (Some((2, Unknown, false)), Step::InDoubt { sending: 2 }),
        ] {
            let told = earlier.map(|(sending, outcome, can_say)| Earlier { sending, outcome, can_say });
            assert_eq!(next_step(told), step, "{earlier:?}");
        }
    }

    #[test]
    fn each_sending_has_its_own_key_and_its_retries_have_the_same() {
        let tenant = TenantId::new("helder");
        let keys: Vec<_> = (1..=3).map(|sending| idempotency_key(&tenant, "INV-2026-0001", sending)).collect();
        assert_eq!(keys, ["helder:INV-2026-0001", "helder:INV-2026-0001:2", "helder:INV-2026-0001:3"]);
    }
}
