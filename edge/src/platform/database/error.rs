//! Why a batch failed, read from the text that SQLite and D1 answer.

use super::Refused;

/// Why a batch failed. Nothing of it is stored, except where the outcome is unknown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DatabaseError {
    /// A guard or an invariant of the schema refused the batch.
    #[error("refused: {}", .0.name())]
    Refused(Refused),
    /// A row with this key exists, such as `booking.tenant_id, booking.id`.
    #[error("duplicate: {0}")]
    Duplicate(String),
    /// The database did not answer; the batch may have been stored. The same batch may be sent again.
    #[error("outcome unknown")]
    Unavailable,
    /// A defect of ours: the text is for the log only.
    #[error("defect: {0}")]
    Defect(String),
}

impl DatabaseError {
    /// What a trigger of the schema raised. A name that ends with `_exists` says that the table has a row of this key, which
    /// the key itself would say for any other statement than REPLACE.
    pub fn raised(name: &str) -> Self {
        match name.strip_suffix("_exists") {
            Some(table) => Self::Duplicate(table.to_owned()),
            None => Self::refused(name),
        }
    }

    fn refused(name: &str) -> Self {
        Refused::named(name).map_or_else(|| Self::Defect(format!("broken: {name}")), Self::Refused)
    }

    /// Reads the text of SQLite's or D1's message. Only the two adapters call it; nothing else reads error texts.
    pub fn classify(message: &str) -> Self {
        let text = message.strip_prefix("D1_ERROR: ").unwrap_or(message);
        let head = text.split(": SQLITE_").next().unwrap_or(text);
        if let Some(name) = head.strip_prefix("CHECK constraint failed: ") {
            return Self::refused(name);
        }
        if let Some(key) = head.strip_prefix("UNIQUE constraint failed: ") {
            return Self::Duplicate(key.to_owned());
        }
        if text.contains("SQLITE_CONSTRAINT_TRIGGER") {
            return Self::raised(head);
        }
        let lost = [
            "Network connection lost",
            "object to be reset",
            "code was updated",
            "transient issue",
            "overloaded",
            "SQLITE_BUSY",
        ];
        if lost.iter().any(|part| text.contains(part)) { Self::Unavailable } else { Self::Defect(text.to_owned()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_d1_and_sqlite_mean_the_same() {
        for (message, meaning) in [
            (
                "D1_ERROR: CHECK constraint failed: settings_changed: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_CHECK)",
                DatabaseError::Refused(Refused::SettingsChanged),
            ),
            ("CHECK constraint failed: settings_changed", DatabaseError::Refused(Refused::SettingsChanged)),
            (
                "D1_ERROR: slot_taken: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_TRIGGER)",
                DatabaseError::Refused(Refused::SlotTaken),
            ),
            (
                "D1_ERROR: UNIQUE constraint failed: booking.tenant_id, booking.id: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_PRIMARYKEY)",
                DatabaseError::Duplicate("booking.tenant_id, booking.id".into()),
            ),
            (
                "D1_ERROR: document_exists: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_TRIGGER)",
                DatabaseError::Duplicate("document".into()),
            ),
            ("CHECK constraint failed: totals_add_up", DatabaseError::Defect("broken: totals_add_up".into())),
            ("D1_ERROR: Network connection lost.", DatabaseError::Unavailable),
            ("Cannot resolve D1 DB due to transient issue on remote node.", DatabaseError::Unavailable),
            ("D1_ERROR: near \"SELEC\": syntax error", DatabaseError::Defect("near \"SELEC\": syntax error".into())),
        ] {
            assert_eq!(DatabaseError::classify(message), meaning);
        }
    }
}
