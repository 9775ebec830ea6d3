//! The kinds of work that the outbox holds.

/// What a row of the outbox asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Task {
    /// Draw a document's PDF before somebody asks for it.
    RenderDocument,
    /// Send a document by the channel that its buyer is reached by.
    SendDocument,
    /// Ask an access point what became of a document.
    FollowDelivery,
    /// Send a mail about a booking or an invoice: confirmation, reminder, overdue notice.
    SendNotice,
    /// Tell a webhook what happened.
    CallWebhook,
}

impl Task {
    /// Every task.
    pub const ALL: [Self; 5] =
        [Self::RenderDocument, Self::SendDocument, Self::FollowDelivery, Self::SendNotice, Self::CallWebhook];

    /// Its name in the outbox.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RenderDocument => "render_document",
            Self::SendDocument => "send_document",
            Self::FollowDelivery => "follow_delivery",
            Self::SendNotice => "send_notice",
            Self::CallWebhook => "call_webhook",
        }
    }

    /// The task of a name in the outbox.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|task| task.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_to_their_tasks() {
        for task in Task::ALL {
            assert_eq!(Task::parse(task.as_str()), Some(task));
        }
        assert_eq!(Task::parse("make_coffee"), None);
    }
}
