//! Where a failure comes from, as far as the reader can act on it.

use shared::api::Code;

/// Who can do something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The connection.
    Connection,
    /// Too many requests: a minute's patience.
    Busy,
    /// The server.
    Ours,
    /// The service is no longer offered.
    ServiceGone,
    /// The person or room that the page names does not offer the service.
    ResourceGone,
}

impl Cause {
    /// Of a problem that answered a question for times.
    #[must_use]
    pub const fn of_problem(code: Code) -> Self {
        match code {
            Code::TooManyRequests => Self::Busy,
            Code::NotFound => Self::ServiceGone,
            Code::Validation => Self::ResourceGone,
            _ => Self::Ours,
        }
    }

    /// Of an answer that is none of ours, such as one of a proxy on the way.
    #[must_use]
    pub const fn of_status(status: u16) -> Self {
        match status {
            429 => Self::Busy,
            _ => Self::Ours,
        }
    }

    /// Whether the same question may be answered another time.
    #[must_use]
    pub const fn is_passing(self) -> bool {
        !matches!(self, Self::ServiceGone | Self::ResourceGone)
    }
}

#[cfg(test)]
mod tests {
    use super::{Cause, Code};

    #[test]
    fn causes() {
        let table = [
            (Cause::of_problem(Code::TooManyRequests), Cause::Busy, true),
            (Cause::of_problem(Code::NotFound), Cause::ServiceGone, false),
            (Cause::of_problem(Code::Validation), Cause::ResourceGone, false),
            (Cause::of_problem(Code::StorageUnavailable), Cause::Ours, true),
            (Cause::of_status(429), Cause::Busy, true),
            (Cause::of_status(502), Cause::Ours, true),
            (Cause::Connection, Cause::Connection, true),
        ];
        for (cause, expected, passes) in table {
            assert_eq!((cause, cause.is_passing()), (expected, passes));
        }
    }
}
