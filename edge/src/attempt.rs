//! Read, decide, write; and once more where others were faster.

use std::future::Future;

use crate::{app::problem::Problem, platform::database::DatabaseError};

/// How often something is decided before whoever asked is told to try again.
const ATTEMPTS: usize = 4;

/// Why an attempt wrote nothing.
#[derive(Debug)]
pub enum Failed {
    /// What it was decided from is no longer so, as the database says.
    Outdated(DatabaseError),
    /// Deciding anew would not help.
    Problem(Box<Problem>),
}

impl From<Problem> for Failed {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl From<DatabaseError> for Failed {
    fn from(error: DatabaseError) -> Self {
        match error {
            DatabaseError::Refused(refused) if refused.is_outdated() => Self::Outdated(error),
            other => Problem::from(other).into(),
        }
    }
}

/// Makes the attempt, and makes it again as long as it fails because what it was decided from has changed meanwhile. That may also
/// be the echo of its own earlier success, whose answer got lost. An attempt learns what the one before failed by. None if others
/// were faster each time.
///
/// # Errors
/// The [`Problem`] that an attempt met.
pub async fn decide_again<T, F>(mut attempt: impl FnMut(Option<DatabaseError>) -> F) -> Result<Option<T>, Problem>
where
    F: Future<Output = Result<T, Failed>>,
{
    let mut failure = None;
    for _ in 0..ATTEMPTS {
        match attempt(failure).await {
            Ok(done) => return Ok(Some(done)),
            Err(Failed::Outdated(error)) => failure = Some(error),
            Err(Failed::Problem(problem)) => return Err(*problem),
        }
    }
    Ok(None)
}
