//! Word, Excel and OpenDocument files since 2007 are zip archives; which of them, their directory tells.

use super::{FileType, FileTypeError, u16_at, u32_at};

/// First bytes of the first file of an archive.
pub(super) const LOCAL_FILE: &[u8] = b"PK\x03\x04";
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
/// The end of an archive has 22 bytes and a comment, which office programs leave empty.
const END_BYTES: usize = 22;
/// More than any office program writes; nobody needs to look through more.
const ENTRIES_MAX: usize = 5_000;

/// Type of an office file that is a zip archive.
pub(super) fn office_type(bytes: &[u8]) -> Result<FileType, FileTypeError> {
    let entries = directory(bytes).ok_or(FileTypeError::Unknown)?;
    let has = |test: &dyn Fn(&[u8]) -> bool| entries.iter().any(|entry| test(entry.name));
    if entries.iter().any(|entry| entry.is_encrypted) {
        return Err(FileTypeError::Encrypted);
    }
    if has(&|name| name.to_ascii_lowercase().ends_with(b"vbaproject.bin")) {
        return Err(FileTypeError::Macros);
    }
    if has(&|name| name == b"[Content_Types].xml") {
        // Office Open XML (ECMA-376): the main part lies in a folder of its program.
        return match (has(&|name| name.starts_with(b"word/")), has(&|name| name.starts_with(b"xl/"))) {
            (true, false) => Ok(FileType::Docx),
            (false, true) => Ok(FileType::Xlsx),
            _ => Err(FileTypeError::Unknown),
        };
    }
    if has(&|name| name == b"META-INF/manifest.xml") && is_spreadsheet(bytes) {
        return if has(&|name| name.starts_with(b"Basic/") || name.starts_with(b"Scripts/")) {
            Err(FileTypeError::Macros)
        } else {
            Ok(FileType::Ods)
        };
    }
    Err(FileTypeError::Unknown)
}

/// OpenDocument: the first file is `mimetype`, neither compressed nor with extra fields (part 3, section 3.3).
fn is_spreadsheet(bytes: &[u8]) -> bool {
    const FIRST: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
    bytes.get(30..).is_some_and(|rest| rest.starts_with(FIRST) && !rest.starts_with(&[FIRST, b"-"].concat()))
}

struct Entry<'a> {
    name: &'a [u8],
    is_encrypted: bool,
}

/// The directory of an archive that ends where the file ends.
fn directory(bytes: &[u8]) -> Option<Vec<Entry<'_>>> {
    let end = bytes.len().checked_sub(END_BYTES)?;
    if bytes.get(end..end.checked_add(END.len())?)? != END {
        return None;
    }
    let count = u16_at(bytes, end.checked_add(10)?)?;
    let mut at = u32_at(bytes, end.checked_add(16)?)?;
    if count > ENTRIES_MAX {
        return None;
    }
    let mut entries = Vec::new();
    for _ in 0..count {
        let name_at = at.checked_add(46)?;
        if bytes.get(at..at.checked_add(4)?)? != DIRECTORY_ENTRY || name_at > end {
            return None;
        }
        let [flags, name, extra, comment] = [8, 28, 30, 32].map(|offset: usize| u16_at(bytes, at.checked_add(offset)?));
        let name_end = name_at.checked_add(name?)?;
        entries.push(Entry { name: bytes.get(name_at..name_end)?, is_encrypted: flags? & 1 == 1 });
        at = name_end.checked_add(extra?)?.checked_add(comment?)?;
    }
    Some(entries)
}
