//! The files of an invoice or a quote: a page to add and remove them, and the card that lists them.

use maud::{Markup, html};
use shared::{
    billing::{
        attachment::{Attachment, SalesConditions},
        editor::form::DocumentKind,
        file_type::FileType,
    },
    fault::Fault,
    limits,
};

use crate::web::{
    admin_page::{Frame, page},
    figures::count,
    parts::{Crumb, Tone, chip, error_summary, fault_of, head, notice},
};

/// The files of a draft.
#[derive(Clone, Copy, Debug)]
pub struct AttachmentsView<'a> {
    /// Handle of the draft.
    pub draft: &'a str,
    /// What it will be.
    pub kind: DocumentKind,
    /// Its files.
    pub attachments: &'a [Attachment],
    /// What was refused.
    pub faults: &'a [Fault],
    /// What was just done.
    pub done: Option<&'a str>,
}

/// The page beside the editor.
pub fn attachments(frame: Frame<'_>, view: &AttachmentsView<'_>) -> Markup {
    let back = format!("/admin/drafts/{}", view.draft);
    let (noun, editor) = match view.kind {
        DocumentKind::Invoice => ("invoice", "Add a sales invoice"),
        DocumentKind::Quotation => ("quote", "Add a quote"),
    };
    let crumbs: [Crumb<'_>; 2] = [("Sales invoices", None), (editor, Some(&back))];
    page(
        frame,
        "Attachments",
        !view.faults.is_empty(),
        &html! {
            (head(&crumbs, "Attachments", None, None))
            @if let Some(done) = view.done { (notice(done)) }
            (error_summary(view.faults))
            div.narrow {
                section.card aria-labelledby="attached" {
                    h2 #attached { "Sent with this " (noun) }
                    @if view.attachments.is_empty() { p.empty { "No attachment yet." } }
                    @else {
                        ul.rows.spread { @for (place, file) in view.attachments.iter().enumerate() { (removable(view.draft, place, file)) } }
                        p.hint { (total(view.attachments)) }
                    }
                }
                (add(view))
                p { a.button.secondary href=(back) { "Back to the " (noun) } }
            }
        },
    )
}

fn removable(draft: &str, place: usize, file: &Attachment) -> Markup {
    html! {
        li {
            div id={ "file-" (place) } { (named(file)) }
            form method="post" action={ "/admin/drafts/" (draft) "/attachments/" (file.sha256) "/remove" } {
                button.quiet.danger type="submit" id={ "remove-" (place) } aria-labelledby={ "remove-" (place) " file-" (place) } { "Remove" }
            }
        }
    }
}

fn add(view: &AttachmentsView<'_>) -> Markup {
    let is_wrong = fault_of(view.faults, "files").is_some();
    html! {
        form.card method="post" enctype="multipart/form-data" action={ "/admin/drafts/" (view.draft) "/attachments" } {
            h2 { "Add attachments" }
            div.field {
                label for="files" { "Select files" }
                p.hint id="files-hint" { "PDF, Word, Excel, ODS, CSV, JPEG or PNG. At most 2 MB a file, 10 MB together and " (limits::ATTACHMENTS_MAX) " files." }
                @if is_wrong {
                    div id="files-error" { @for fault in view.faults { p.error { (fault.detail) } } }
                }
                input #files name="files" type="file" multiple required accept=(accepted()) aria-invalid=[is_wrong.then_some("true")]
                    aria-describedby=(if is_wrong { "files-error files-hint" } else { "files-hint" });
            }
            p.hint { "Peppol carries neither Word files nor Excel files before 2007 (.xls). They are sent by e-mail only; as a PDF they travel with the e-invoice." }
            div.buttons { button type="submit" { "Add files" } }
        }
    }
}

/// Extensions for the browser's own choice of files; what is sent is looked at in any case.
fn accepted() -> String {
    let extensions = FileType::ALL.into_iter().flat_map(FileType::extensions);
    extensions
        .filter(|extension| **extension != "txt")
        .map(|extension| format!(".{extension}"))
        .collect::<Vec<_>>()
        .join(",")
}

/// A file's name, type and size, and whether Peppol refuses it.
pub fn named(file: &Attachment) -> Markup {
    html! {
        strong { (file.file_name) }
        @if is_by_email_only(file) { " " (chip(Tone::Waiting, "by e-mail only")) }
        span.under { (kind(file)) ", " (size(file.size)) }
    }
}

fn is_by_email_only(file: &Attachment) -> bool {
    !FileType::of_media_type(&file.media_type).is_some_and(FileType::is_allowed_on_peppol)
}

fn kind(file: &Attachment) -> &'static str {
    FileType::of_media_type(&file.media_type).map_or("File", FileType::title)
}

/// The files of an issued document, to download. Nothing where there are none.
pub fn document_card(id: &str, attachments: &[Attachment], conditions: Option<&SalesConditions>) -> Markup {
    html! {
        @if !attachments.is_empty() || conditions.is_some() {
            section.card aria-labelledby="attachments" {
                h2 #attachments { "Attachments" }
                ul.rows {
                    @for (place, file) in (1usize..).zip(attachments) {
                        li {
                            a href={ "/admin/documents/" (id) "/attachments/" (place) } { (file.file_name) }
                            span.under { (kind(file)) ", " (size(file.size)) @if is_by_email_only(file) { " · by e-mail only" } }
                        }
                    }
                    @if let Some(conditions) = conditions {
                        li {
                            a href={ "/admin/documents/" (id) "/sales-conditions" } { (conditions.file_name) }
                            span.under { "Sales conditions, " (count(conditions.pages.into(), "page", "pages")) " at the end of the PDF" }
                        }
                    }
                }
            }
        }
    }
}

fn total(attachments: &[Attachment]) -> String {
    let sum = attachments.iter().fold(0u64, |sum, file| sum.saturating_add(file.size));
    let files = u64::try_from(attachments.len()).unwrap_or(u64::MAX);
    format!("{}, {} of 10 MB.", count(files, "file", "files"), size(sum))
}

/// A size as people say it: `184 KB`, `1.9 MB`.
pub fn size(bytes: u64) -> String {
    const MB: u64 = 1_024 * 1_024;
    if bytes < MB {
        return format!("{} KB", bytes.div_ceil(1_024));
    }
    let tenths = bytes.saturating_mul(10).div_ceil(MB);
    match (tenths / 10, tenths % 10) {
        (whole, 0) => format!("{whole} MB"),
        (whole, tenth) => format!("{whole}.{tenth} MB"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_as_people_say_them() {
        for (bytes, said) in [
            (1, "1 KB"),
            (1_024, "1 KB"),
            (188_000, "184 KB"),
            (1_048_575, "1024 KB"),
            (1_048_576, "1 MB"),
            (1_900_000, "1.9 MB"),
            (2_097_152, "2 MB"),
        ] {
            assert_eq!(size(bytes), said);
        }
    }
}
