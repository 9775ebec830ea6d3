//! Files that the product keeps: the PDF of each document, made once, and the files that were uploaded.

pub mod logo;
pub mod logo_picture;
pub mod render;
pub mod uploaded;
pub mod warn;

use self::warn::warn;
use crate::{
    app::{App, problem::Problem},
    pdf::{self, Enclosed},
    platform::{digest::sha256, ports::FontFiles},
    store::{document::StoredDocument, file},
};

use shared::{
    api::Code,
    billing::document::{Content, Document},
    id::TenantId,
};

/// The PDF of a stored document. A document never changes, so neither does its PDF: it is drawn once and kept, and its
/// SHA-256 is noted. What is delivered later has the same bytes, wherever they come from.
///
/// # Errors
/// `internal` if it cannot be drawn or is not what was drawn first, `storage-unavailable` if the fonts cannot be read. A file
/// store that does not answer only costs the drawing.
pub async fn pdf_of(app: &App, stored: &StoredDocument) -> Result<Vec<u8>, Problem> {
    kept_or_drawn(app, stored).await.map(|(bytes, _)| bytes)
}

/// Sees to it that the PDF of a stored document is kept. Until it is, another release could not draw these bytes again.
///
/// # Errors
/// Those of [`pdf_of`], and `storage-unavailable` if the file store did not take it.
pub async fn keep_pdf(app: &App, stored: &StoredDocument) -> Result<(), Problem> {
    match kept_or_drawn(app, stored).await? {
        (_, true) => Ok(()),
        (_, false) => Err(uploaded::unavailable()),
    }
}

/// The PDF, and whether it is in the file store.
async fn kept_or_drawn(app: &App, stored: &StoredDocument) -> Result<(Vec<u8>, bool), Problem> {
    let key = format!("documents/{}/{}.pdf", stored.tenant, stored.id);
    let files = &app.ports().files;
    let known = stored.pdf_sha256.as_deref();
    match files.get(&key).await {
        Ok(Some(bytes)) if known == Some(&sha256(&bytes)) => return Ok((bytes, true)),
        Ok(Some(_)) if known.is_some() => warn(app, "a kept PDF has other bytes; it is drawn again"),
        Ok(_) => {}
        Err(error) => warn(app, &error.0),
    }
    let bytes = draw(app, &stored.tenant, &stored.document).await?;
    let drawn = sha256(&bytes);
    let first = match known {
        Some(known) => known.to_owned(),
        None => note(app, stored, &drawn, bytes.len()).await?,
    };
    if first != drawn {
        return Err(Problem::defect("pdf: drawn again it is not what it was"));
    }
    let kept = files.put(&key, bytes.clone(), "application/pdf").await;
    if let Err(error) = &kept {
        warn(app, &error.0);
    }
    Ok((bytes, kept.is_ok()))
}

/// A document as PDF, drawn now. One without a number is a draft: it says so across every page, and nothing of it is kept.
///
/// # Errors
/// `internal` if it cannot be drawn, `storage-unavailable` if the fonts or a file of it cannot be read.
pub async fn draw(app: &App, tenant: &TenantId, document: &Document) -> Result<Vec<u8>, Problem> {
    let enclosed = enclosed(app, tenant, document.draft().content()).await?;
    let fonts = fonts(app).await?;
    pdf::render(document, enclosed, fonts).map_err(|error| Problem::defect(format!("pdf: {error}")))
}

/// The fonts to draw with.
async fn fonts(app: &App) -> Result<FontFiles, Problem> {
    app.ports().fonts.read().await.map_err(|error| {
        warn(app, &error.0);
        let advice =
            "The fonts of the PDF could not be read, so it was not drawn. The document is safe; ask for its PDF again.";
        Problem::new(Code::StorageUnavailable, advice).retry_after(2)
    })
}

/// Notes what was drawn and answers what counts: somebody may have been first.
async fn note(app: &App, stored: &StoredDocument, drawn: &str, size: usize) -> Result<String, Problem> {
    let (batch, first) = file::note_drawn(&stored.tenant, &stored.id, drawn, size, app.now());
    let first = app.run(batch).await?.take(first)?;
    first.map(|first| first.sha256).ok_or_else(|| Problem::defect("pdf: it was not noted"))
}

/// The files that a document prints.
async fn enclosed(app: &App, tenant: &TenantId, content: &Content) -> Result<Enclosed, Problem> {
    let logo = match &content.letterhead.logo {
        Some(logo) => {
            let bytes = logo::read(app, &logo.sha256).await?;
            Some(bytes.ok_or_else(|| Problem::defect("a kept logo is gone"))?)
        }
        None => None,
    };
    let sales_conditions = match &content.sales_conditions {
        Some(conditions) => Some(uploaded::read(app, tenant, &conditions.sha256).await?),
        None => None,
    };
    Ok(Enclosed { logo, sales_conditions })
}
