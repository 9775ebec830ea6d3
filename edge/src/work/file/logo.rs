//! Kept logos, each under the hash of its bytes. They stand on documents that others read, so they are public.

use shared::billing::letterhead::Logo;

use super::logo_picture::Picture;
use crate::{
    app::{App, problem::Problem},
    platform::digest,
};

const MEDIA_TYPE: &str = "image/png";

fn key(sha256: &str) -> String {
    format!("logos/{sha256}.png")
}

/// Keeps a picture and answers what a letterhead says of it. The same picture is kept once.
///
/// # Errors
/// `internal` if the file store does not take it.
pub async fn keep(app: &App, picture: Picture) -> Result<Logo, Problem> {
    let Picture { png, width, height } = picture;
    let sha256 = digest::sha256(&png);
    let kept = app.ports().files.put(&key(&sha256), png, MEDIA_TYPE).await;
    kept.map_err(Problem::defect)?;
    Ok(Logo { sha256, media_type: MEDIA_TYPE.to_owned(), width, height })
}

/// The bytes under a hash; none if there are none, or if they are not those that were kept.
///
/// # Errors
/// `internal` if the file store does not answer.
pub async fn read(app: &App, sha256: &str) -> Result<Option<Vec<u8>>, Problem> {
    let is_hash = sha256.len() == 64 && sha256.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if !is_hash {
        return Ok(None);
    }
    let found = app.ports().files.get(&key(sha256)).await.map_err(Problem::defect)?;
    Ok(found.filter(|bytes| digest::sha256(bytes) == sha256))
}
