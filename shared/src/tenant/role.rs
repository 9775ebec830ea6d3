//! What an admin of a tenant may do.

/// The role of an admin's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdminRole {
    /// Everything but what is kept for the file manager.
    Admin,
    /// The one who answers for the books: may set where number series begin.
    FileManager,
}

impl AdminRole {
    /// From the stored text; none for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "admin" => Some(Self::Admin),
            "file_manager" => Some(Self::FileManager),
            _ => None,
        }
    }

    /// The stored text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::FileManager => "file_manager",
        }
    }

    /// Whether the role may say where a number series begins.
    pub fn may_set_series(self) -> bool {
        self == Self::FileManager
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_file_manager_sets_series() {
        for (role, may) in [(AdminRole::Admin, false), (AdminRole::FileManager, true)] {
            assert_eq!((AdminRole::parse(role.as_str()), role.may_set_series()), (Some(role), may));
        }
        assert_eq!(AdminRole::parse("owner"), None);
    }
}
