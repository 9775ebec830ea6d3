//! The file port over R2.

use worker::{Bucket, HttpMetadata, send::SendFuture};

use super::{
    database::BoxFuture,
    ports::{Files, FilesError},
};

/// R2 behind the port.
pub struct R2(pub Bucket);

fn failed(error: worker::Error) -> FilesError {
    FilesError(error.to_string())
}

impl Files for R2 {
    fn get<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<Vec<u8>>, FilesError>> {
        Box::pin(SendFuture::new(async move {
            let Some(object) = self.0.get(key).execute().await.map_err(failed)? else { return Ok(None) };
            match object.body() {
                Some(body) => body.bytes().await.map(Some).map_err(failed),
                None => Ok(None),
            }
        }))
    }

    fn put<'a>(&'a self, key: &'a str, bytes: Vec<u8>, content_type: &'a str) -> BoxFuture<'a, Result<(), FilesError>> {
        Box::pin(SendFuture::new(async move {
            let metadata = HttpMetadata { content_type: Some(content_type.to_owned()), ..HttpMetadata::default() };
            self.0.put(key, bytes).http_metadata(metadata).execute().await.map(drop).map_err(failed)
        }))
    }
}
