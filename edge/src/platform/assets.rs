//! The fonts port over the Worker's static assets.

use std::sync::OnceLock;

use http_body_util::BodyExt;
use worker::{Fetcher, send::SendFuture};

use super::{
    database::BoxFuture,
    ports::{FilesError, FontFiles, Fonts},
};

/// The asset server answers by path; a URL needs a host all the same.
const REGULAR: &str = "https://assets.invalid/assets/fonts/Inter-Regular.ttf";
const SEMI_BOLD: &str = "https://assets.invalid/assets/fonts/Inter-SemiBold.ttf";

/// Static assets behind the port.
pub struct Assets(pub Fetcher);

impl Assets {
    async fn file(&self, url: &str) -> Result<Vec<u8>, FilesError> {
        let failed = |error: worker::Error| FilesError(format!("{url}: {error}"));
        let answer = self.0.fetch(url, None).await.map_err(failed)?;
        if answer.status() != http::StatusCode::OK {
            return Err(FilesError(format!("{url}: status {}", answer.status())));
        }
        Ok(answer.into_body().collect().await.map_err(failed)?.to_bytes().to_vec())
    }
}

impl Fonts for Assets {
    fn read(&self) -> BoxFuture<'_, Result<FontFiles, FilesError>> {
        // Bytes only: they belong to no request, so the isolate may keep them.
        static KEPT: OnceLock<[Vec<u8>; 2]> = OnceLock::new();
        Box::pin(SendFuture::new(async move {
            let [regular, semi_bold] = match KEPT.get() {
                Some(kept) => kept,
                None => {
                    let read = [self.file(REGULAR).await?, self.file(SEMI_BOLD).await?];
                    KEPT.get_or_init(|| read)
                }
            };
            Ok(FontFiles { regular, semi_bold })
        }))
    }
}
