//! Signing in, and the sessions that follow. Keys and cookies are stored as SHA-256 only.

use serde::Deserialize;
use shared::limits;

use crate::platform::database::{Batch, Handle, Query, Statement};

/// A session is noted as used at most this often, so that reading pages does not write each time.
const TOUCH_SECONDS: i64 = 60;

/// One attempt to sign in.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// SHA-256 of the key that was typed, in hex.
    pub key_hash: &'a str,
    /// Hash of the address it came from.
    pub address_hash: &'a str,
    /// SHA-256 of the cookie that a good key gets, in hex.
    pub token_hash: &'a str,
    /// Now in UTC seconds.
    pub now: i64,
}

/// Where the answers to an attempt are.
pub struct SignIn {
    /// Wrong keys of the address so far, this one included.
    pub failures: Handle<Failures>,
    /// Whether the session was opened.
    pub is_opened: Handle<bool>,
}

/// Wrong keys of an address since an instant.
pub fn failures(address_hash: &str, window: i64) -> Query<Failures> {
    let values = [address_hash.into(), window.into()];
    Query::one::<Failures>(include_str!("find_failed_sign_ins.sql"), values)
}

/// Counts a wrong key, and opens the session of a right one unless the address has failed too often. One batch, so
/// parallel guesses cannot overtake the count.
pub fn sign_in(attempt: Attempt<'_>) -> (Batch, SignIn) {
    let Attempt { key_hash, address_hash, token_hash, now } = attempt;
    let window = now.saturating_sub(limits::SIGN_IN_WINDOW_SECONDS);
    let mut batch = Batch::from(vec![
        Statement::new(include_str!("../operator/forget_old_sign_ins.sql"), [window.into()]),
        Statement::new(include_str!("count_failed_sign_in.sql"), [key_hash.into(), address_hash.into(), now.into()]),
    ]);
    let failures = batch.add(failures(address_hash, window));
    batch.run(Statement::new(
        include_str!("end_old_sessions.sql"),
        [key_hash.into(), idle_since(now).into(), begun_since(now).into()],
    ));
    let is_opened = batch.add(Query::any(
        include_str!("open_session.sql"),
        [
            key_hash.into(),
            token_hash.into(),
            now.into(),
            address_hash.into(),
            window.into(),
            limits::SIGN_IN_ATTEMPTS_MAX.into(),
        ],
    ));
    (batch, SignIn { failures, is_opened })
}

/// Wrong keys of an address in the present window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Failures {
    /// How many.
    pub failures: i64,
    /// When the first of them happened, in UTC seconds.
    pub first_at: i64,
}

impl Failures {
    /// Seconds until the address may try again; none while it may.
    pub fn retry_after_seconds(self, now: i64) -> Option<u32> {
        let until = self.first_at.saturating_add(limits::SIGN_IN_WINDOW_SECONDS);
        (self.failures > limits::SIGN_IN_ATTEMPTS_MAX)
            .then(|| u32::try_from(until.saturating_sub(now).max(1)).unwrap_or(1))
    }
}

/// Whose session it is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SessionRow {
    /// Tenant.
    pub tenant_id: String,
    /// Name in URLs.
    pub slug: String,
    /// Trading name.
    pub name: String,
    /// IANA zone.
    pub time_zone: String,
    /// ISO 4217 code.
    pub currency: String,
    /// BCP 47 tag.
    pub locale: String,
    /// Whether the tenant has the module "sales invoicing".
    pub sales_invoicing: i64,
    /// Role of the key that opened the session.
    pub role: String,
}

/// The session of a cookie, if it is alive; its use is noted.
pub fn find(token_hash: &str, now: i64) -> (Batch, Handle<Option<SessionRow>>) {
    let (idle, begun) = (idle_since(now), begun_since(now));
    let stale = now.saturating_sub(TOUCH_SECONDS);
    let mut batch = Batch::new();
    let found = batch.add(Query::first::<SessionRow>(
        include_str!("find_session.sql"),
        [token_hash.into(), idle.into(), begun.into()],
    ));
    batch.run(Statement::new(
        include_str!("touch_session.sql"),
        [token_hash.into(), now.into(), idle.into(), begun.into(), stale.into()],
    ));
    (batch, found)
}

/// Ends a session.
pub fn end(tenant_id: &str, token_hash: &str) -> Statement {
    Statement::new(include_str!("end_session.sql"), [tenant_id.into(), token_hash.into()])
}

fn idle_since(now: i64) -> i64 {
    now.saturating_sub(limits::SESSION_IDLE_SECONDS)
}

fn begun_since(now: i64) -> i64 {
    now.saturating_sub(limits::SESSION_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleventh_failure_waits_until_the_first_has_left_the_window() {
        for (failures, first_at, now, expected) in
            [(0, 0, 1_000, None), (10, 990, 1_000, None), (11, 990, 1_000, Some(50)), (12, 941, 1_000, Some(1))]
        {
            assert_eq!(Failures { failures, first_at }.retry_after_seconds(now), expected);
        }
    }
}
