//! Ways to a buyer, and how a document got there, as lists show and filter it.

/// A way to a buyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// The Peppol network, through the tenant's access point.
    Peppol,
    /// E-mail.
    Email,
}

impl Channel {
    /// Name in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Peppol => "peppol",
            Self::Email => "email",
        }
    }

    /// The channel of a name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Peppol, Self::Email].into_iter().find(|channel| channel.as_str() == text)
    }

    /// What the dashboard says.
    pub fn title(self) -> &'static str {
        match self {
            Self::Peppol => "Peppol",
            Self::Email => "E-mail",
        }
    }
}

/// What is said of a business in Belgium that gets its invoice by e-mail.
pub const NOT_COMPLIANT: &str = "not a compliant channel since 2026";

/// How a document was sent. In SQL the view `document_delivery` answers the same names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentBy {
    /// By Peppol.
    Peppol,
    /// By e-mail.
    Email,
    /// It is on its way.
    Waiting,
    /// It did not get there, and nothing more is tried.
    Failed,
    /// Nobody sent it.
    NotSent,
}

impl SentBy {
    /// All of them, in the order of the filter.
    pub const ALL: [Self; 5] = [Self::Peppol, Self::Email, Self::Waiting, Self::Failed, Self::NotSent];

    /// Name in addresses and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Peppol => "peppol",
            Self::Email => "email",
            Self::Waiting => "waiting",
            Self::Failed => "failed",
            Self::NotSent => "not_sent",
        }
    }

    /// The one of a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sent| sent.as_str() == text)
    }

    /// What lists and their filter say.
    pub fn title(self) -> &'static str {
        match self {
            Self::Peppol => "Peppol",
            Self::Email => "E-mail",
            Self::Waiting => "On its way",
            Self::Failed => "Failed",
            Self::NotSent => "Not sent",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive() {
        for sent in SentBy::ALL {
            assert_eq!(SentBy::parse(sent.as_str()), Some(sent));
            assert!(!sent.title().is_empty());
        }
        assert_eq!(SentBy::parse(""), None);
        for channel in [Channel::Peppol, Channel::Email] {
            assert_eq!(Channel::parse(channel.as_str()), Some(channel));
        }
    }
}
