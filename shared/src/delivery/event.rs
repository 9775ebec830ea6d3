//! What happened to a document on its way to its buyer: the kinds of its timeline.

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// Somebody asked to send it.
    Asked,
    /// The buyer was looked up on Peppol.
    LookedUp,
    /// An attempt did not get through, and the next one is planned.
    Retried,
    /// An access point or a mail server took it.
    Sent,
    /// An access point or a mail server refused it.
    Refused,
    /// It reached the access point of the buyer.
    Delivered,
    /// It was taken and did not arrive, it cannot be sent at all, or nobody tries to any more.
    Failed,
    /// A person opened its link.
    Opened,
    /// A notice about it was sent, such as one about an overdue invoice.
    Noticed,
}

impl EventKind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Asked,
        Self::LookedUp,
        Self::Retried,
        Self::Sent,
        Self::Refused,
        Self::Delivered,
        Self::Failed,
        Self::Opened,
        Self::Noticed,
    ];

    /// Name in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::LookedUp => "looked_up",
            Self::Retried => "retried",
            Self::Sent => "sent",
            Self::Refused => "refused",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::Opened => "opened",
            Self::Noticed => "noticed",
        }
    }

    /// The kind of a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// What a timeline says.
    pub fn title(self) -> &'static str {
        match self {
            Self::Asked => "Sending asked for",
            Self::LookedUp => "Looked up on Peppol",
            Self::Retried => "Did not get through",
            Self::Sent => "Sent",
            Self::Refused => "Refused",
            Self::Delivered => "Delivered",
            Self::Failed => "Failed",
            Self::Opened => "Link opened",
            Self::Noticed => "Notice sent",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive() {
        for kind in EventKind::ALL {
            assert_eq!(EventKind::parse(kind.as_str()), Some(kind));
            assert!(!kind.title().is_empty());
        }
        assert_eq!(EventKind::parse("lost"), None);
    }
}
