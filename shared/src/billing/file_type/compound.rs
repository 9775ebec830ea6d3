//! Word and Excel files before 2007 are compound files ([MS-CFB]); which of them, the names of their streams tell.

use super::{FileType, FileTypeError, u16_at, u32_at};

/// First bytes of a compound file.
pub(super) const SIGNATURE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Sectors of 512 or 4,096 bytes.
const SHIFTS: [usize; 2] = [9, 12];
/// A directory entry has 128 bytes: 64 for the name in UTF-16, then the length of the name in bytes.
const ENTRY_BYTES: usize = 128;
/// More than any office program writes; also ends a chain that runs in a circle.
const SECTORS_MAX: usize = 512;
/// Table sectors that the header names: enough for seven megabytes.
const TABLE_SECTORS: usize = 109;

/// Type of an office file that is a compound file.
pub(super) fn office_type(bytes: &[u8]) -> Result<FileType, FileTypeError> {
    let names = stream_names(bytes).ok_or(FileTypeError::Unknown)?;
    let has = |wanted: &[&str]| names.iter().any(|name| wanted.contains(&name.as_str()));
    if has(&["EncryptedPackage"]) {
        Err(FileTypeError::Encrypted)
    } else if has(&["VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros"]) {
        Err(FileTypeError::Macros)
    } else {
        match (has(&["WordDocument"]), has(&["Workbook", "Book"])) {
            (true, false) => Ok(FileType::Doc),
            (false, true) => Ok(FileType::Xls),
            _ => Err(FileTypeError::Unknown),
        }
    }
}

/// Names of everything in the directory.
fn stream_names(bytes: &[u8]) -> Option<Vec<String>> {
    let shift = u16_at(bytes, 30).filter(|shift| SHIFTS.contains(shift))?;
    let size = 1usize << shift;
    let mut names = Vec::new();
    let mut sector = u32_at(bytes, 48)?;
    for _ in 0..SECTORS_MAX {
        // The header takes the place of the sector before the first one.
        let start = sector.checked_add(1)?.checked_mul(size)?;
        let directory = bytes.get(start..start.checked_add(size)?)?;
        names.extend(directory.chunks(ENTRY_BYTES).filter_map(name));
        match next_sector(bytes, sector, size)? {
            END_OF_CHAIN => return Some(names),
            next => sector = next,
        }
    }
    None
}

/// Marks the last sector of a chain.
const END_OF_CHAIN: usize = 0xffff_fffe;

/// The sector that follows in the chain, from the allocation table.
fn next_sector(bytes: &[u8], sector: usize, size: usize) -> Option<usize> {
    let per_sector = size / 4;
    let table = sector.checked_div(per_sector).filter(|table| *table < TABLE_SECTORS)?;
    let table_sector = u32_at(bytes, table.checked_mul(4)?.checked_add(76)?)?;
    let start = table_sector.checked_add(1)?.checked_mul(size)?;
    u32_at(bytes, start.checked_add(sector.checked_rem(per_sector)?.checked_mul(4)?)?)
}

fn name(entry: &[u8]) -> Option<String> {
    let bytes = u16_at(entry, 64)?.checked_sub(2).filter(|bytes| (1..=62).contains(bytes))?;
    let units = entry.get(..bytes)?.chunks_exact(2).filter_map(|pair| u16_at(pair, 0));
    let units: Vec<u16> = units.filter_map(|unit| u16::try_from(unit).ok()).collect();
    String::from_utf16(&units).ok()
}
