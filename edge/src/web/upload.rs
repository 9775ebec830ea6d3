//! Forms with files, `multipart/form-data`: the texts as [`Fields`], the files in memory.
//!
//! Every part is read to its end, also one that is too large: a form that is cut off in the middle shows the browser's own
//! error, and the page could not say which file to mend.

use axum::{
    body::Body,
    extract::{FromRequest, Request},
};
use http::header;
use multer::{Constraints, Field, Multipart, SizeLimit};
use shared::{api::Code, fault::Fault, limits};

use super::fields::Fields;
use crate::app::problem::Problem;

/// A posted form that may hold files.
#[derive(Debug, Default)]
pub struct Upload {
    texts: Vec<(String, String)>,
    files: Vec<UploadedFile>,
}

/// A file as the browser sent it. Neither its name nor its type is to be believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadedFile {
    /// Name of the form's field.
    pub field: String,
    /// Name of the file, as it was sent.
    pub name: String,
    /// Content; none if it is larger than [`limits::FILE_BYTES_MAX`].
    content: Option<Vec<u8>>,
}

impl UploadedFile {
    /// The content.
    ///
    /// # Errors
    /// A fault at the file's field if it is too large.
    pub fn content(&self) -> Result<&[u8], Fault> {
        self.content.as_deref().ok_or_else(|| {
            Fault::new(
                "file_too_large",
                &*self.field,
                "The file is larger than 2 MB (2,097,152 bytes). Choose a smaller one, or make it smaller first.",
            )
        })
    }
}

impl Upload {
    /// The texts and the files, if the form has only these names. A file field in which nothing was chosen has no file.
    ///
    /// # Errors
    /// See [`Fields::parse`].
    pub fn parts(self, texts: &[&str], files: &[&str]) -> Result<(Fields, Vec<UploadedFile>), Problem> {
        let fields = Fields::of(self.texts, texts)?;
        match self.files.iter().find(|file| !files.contains(&file.field.as_str())) {
            Some(_) => Err(Fields::unknown()),
            None => Ok((fields, self.files.into_iter().filter(UploadedFile::is_chosen).collect())),
        }
    }
}

impl UploadedFile {
    /// Browsers send an empty part without a name for a field in which nothing was chosen.
    fn is_chosen(&self) -> bool {
        !(self.name.is_empty() && self.content.as_ref().is_some_and(Vec::is_empty))
    }
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Problem> {
        let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let boundary = multer::parse_boundary(content_type.unwrap_or_default()).map_err(|_| {
            Problem::new(Code::UnsupportedMediaType, "Send the form as multipart/form-data with its boundary.")
        })?;
        read(request.into_body(), boundary).await
    }
}

async fn read(body: Body, boundary: String) -> Result<Upload, Problem> {
    let whole = u64::try_from(limits::UPLOAD_BYTES_MAX).unwrap_or(u64::MAX);
    let constraints = Constraints::new().size_limit(SizeLimit::new().whole_stream(whole));
    let mut parts = Multipart::with_constraints(body.into_data_stream(), boundary, constraints);
    let mut upload = Upload::default();
    let (mut count, mut text_bytes, mut file_bytes) = (0usize, 0usize, 0usize);
    while let Some(mut part) = parts.next_field().await.map_err(problem)? {
        count = count.saturating_add(1);
        if count > limits::UPLOAD_PARTS_MAX {
            return Err(unreadable());
        }
        let field = part.name().ok_or_else(unreadable)?.to_owned();
        match part.file_name().map(str::to_owned) {
            Some(name) => {
                let room = limits::FILE_BYTES_MAX.min(limits::UPLOAD_BYTES_MAX.saturating_sub(file_bytes));
                let content = at_most(&mut part, room).await?;
                file_bytes = file_bytes.saturating_add(content.as_ref().map_or(0, Vec::len));
                upload.files.push(UploadedFile { field, name, content });
            }
            None => {
                let room = limits::UPLOAD_TEXT_BYTES_MAX.saturating_sub(text_bytes);
                let bytes = at_most(&mut part, room).await?.ok_or_else(too_large)?;
                text_bytes = text_bytes.saturating_add(bytes.len());
                upload.texts.push((field, String::from_utf8(bytes).map_err(|_| unreadable())?));
            }
        }
    }
    Ok(upload)
}

/// The bytes of a part; none if there are more than `most`, which are read and let go.
async fn at_most(part: &mut Field<'_>, most: usize) -> Result<Option<Vec<u8>>, Problem> {
    let mut kept = Some(Vec::new());
    while let Some(chunk) = part.chunk().await.map_err(problem)? {
        kept = kept.filter(|bytes| bytes.len().saturating_add(chunk.len()) <= most);
        if let Some(bytes) = &mut kept {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok(kept)
}

fn problem(error: multer::Error) -> Problem {
    match error {
        multer::Error::StreamSizeExceeded { .. } => too_large(),
        _ => unreadable(),
    }
}

fn too_large() -> Problem {
    Problem::new(
        Code::BodyTooLarge,
        "The form is too large. A file may have 2 MB (2,097,152 bytes); go back and choose smaller ones.",
    )
}

fn unreadable() -> Problem {
    Problem::new(Code::Malformed, "The form could not be read. Go back and send it again.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(disposition: &str, content: &str) -> String {
        format!("--b\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{content}\r\n")
    }

    async fn upload(parts: &[String]) -> Result<Upload, Problem> {
        read(Body::from(format!("{}--b--\r\n", parts.concat())), "b".to_owned()).await
    }

    #[tokio::test]
    async fn texts_and_files_are_told_apart() {
        let sent = upload(&[
            part("name=\"version\"", " 3 "),
            part("name=\"flag\"", "off"),
            part("name=\"flag\"", "on"),
            part("name=\"logo\"; filename=\"../Zoë %22x%22.png\"", "\u{0}PNG"),
            part("name=\"logo\"; filename=\"\"", ""),
        ])
        .await;
        let (fields, files) = sent.unwrap().parts(&["version", "flag"], &["logo"]).unwrap();
        assert_eq!((fields.text("version"), fields.text("flag")), ("3", "on"));
        assert_eq!(files.len(), 1, "nothing was chosen in the second field");
        assert_eq!((files[0].field.as_str(), files[0].name.as_str()), ("logo", "../Zoë %22x%22.png"));
        assert_eq!(files[0].content().unwrap(), "\u{0}PNG".as_bytes());
    }

    #[tokio::test]
    async fn a_name_that_the_form_lacks_is_refused() {
        for (disposition, texts, files) in [
            ("name=\"tenant_id\"", ["version"], ["logo"]),
            ("name=\"version\"; filename=\"x\"", ["version"], ["logo"]),
            ("name=\"logo\"", ["version"], ["logo"]),
        ] {
            let sent = upload(&[part(disposition, "x")]).await.unwrap();
            assert_eq!(sent.parts(&texts, &files).unwrap_err().code, Code::Validation, "{disposition}");
        }
    }

    #[tokio::test]
    async fn a_file_of_the_bound_fits_and_one_byte_more_is_a_fault_at_its_field() {
        for (bytes, fits) in [(limits::FILE_BYTES_MAX, true), (limits::FILE_BYTES_MAX + 1, false)] {
            let file = part("name=\"terms\"; filename=\"terms.pdf\"", &"x".repeat(bytes));
            let sent = upload(&[file, part("name=\"version\"", "7")]).await.unwrap();
            let (fields, files) = sent.parts(&["version"], &["terms"]).unwrap();
            assert_eq!(fields.text("version"), "7", "what follows the file is kept");
            let content = files[0].content().map(<[u8]>::len).map_err(|fault| fault.pointer);
            assert_eq!(content, if fits { Ok(bytes) } else { Err("terms".to_owned()) });
        }
    }

    #[tokio::test]
    async fn what_no_browser_sends_is_refused() {
        let many = vec![part("name=\"a\"", ""); limits::UPLOAD_PARTS_MAX + 1];
        let huge = part("name=\"a\"; filename=\"a\"", &"x".repeat(limits::UPLOAD_BYTES_MAX + 1));
        let long = part("name=\"a\"", &"x".repeat(limits::UPLOAD_TEXT_BYTES_MAX + 1));
        for (parts, code) in [
            (many, Code::Malformed),
            (vec![part("filename=\"a\"", "")], Code::Malformed),
            (vec![long], Code::BodyTooLarge),
            (vec![huge], Code::BodyTooLarge),
        ] {
            assert_eq!(upload(&parts).await.unwrap_err().code, code);
        }
        for body in [
            "".as_bytes(),
            b"--b\r\n",
            b"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
            b"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n--b--\r\n",
        ] {
            assert_eq!(read(Body::from(body), "b".to_owned()).await.unwrap_err().code, Code::Malformed, "{body:?}");
        }
    }
}
