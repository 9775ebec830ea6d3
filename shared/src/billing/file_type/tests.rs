#![allow(clippy::arithmetic_side_effects, reason = "offsets of files that are made here")]

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::*;

fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        writer.start_file(*name, options).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn office(folder: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let main = format!("{folder}/main.xml");
    let first = [("[Content_Types].xml", "<Types/>"), ("_rels/.rels", "<Relationships/>"), (main.as_str(), "<x/>")];
    archive(&[&first, more].concat())
}

fn spreadsheet(mimetype: &str, more: &[(&str, &str)]) -> Vec<u8> {
    archive(&[&[("mimetype", mimetype), ("META-INF/manifest.xml", "<manifest/>")], more].concat())
}

const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// A compound file of four sectors: header, allocation table, and a directory of two sectors.
fn compound(streams: &[&str]) -> Vec<u8> {
    let mut file = vec![0u8; 4 * 512];
    file[..8].copy_from_slice(compound::SIGNATURE);
    file[30..32].copy_from_slice(&9u16.to_le_bytes());
    file[48..52].copy_from_slice(&1u32.to_le_bytes()); // the directory begins in sector 1
    file[76..80].copy_from_slice(&0u32.to_le_bytes()); // the table is sector 0
    for (sector, next) in [(0, 0xffff_fffdu32), (1, 2), (2, 0xffff_fffe)] {
        file[512 + sector * 4..516 + sector * 4].copy_from_slice(&next.to_le_bytes());
    }
    for (place, name) in ["Root Entry"].iter().chain(streams).enumerate() {
        let at = 1_024 + place * 128;
        let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        file[at..at + units.len()].copy_from_slice(&units);
        file[at + 64..at + 66].copy_from_slice(&u16::try_from(units.len() + 2).unwrap().to_le_bytes());
    }
    file
}

fn png() -> Vec<u8> {
    let header = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55";
    [header.as_slice(), b"\0\0\0\x0aIDATx\xdac`\0\0\0\x02\0\x01\x73\x75\x01\x18", b"\0\0\0\0IEND\xae\x42\x60\x82"]
        .concat()
}

fn jpeg(frame: &[u8]) -> Vec<u8> {
    [
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0".as_slice(),
        frame,
        b"\xff\xda\0\x08\x01\x01\0\0\x3f\0\xd2\xff\xd9",
    ]
    .concat()
}

const FRAME: &[u8] = b"\xff\xc0\0\x0b\x08\0\x01\0\x01\x01\x01\x11\0";
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n";

#[test]
fn a_type_is_told_from_the_content() {
    use FileType::*;
    use FileTypeError::{Empty, Encrypted, Macros, Unknown};
    let polyglot = [PDF, &office("word", &[])].concat();
    let many = archive(&[("a", "")]);
    for (what, bytes, expected) in [
        ("nothing", vec![], Err(Empty)),
        ("PDF", PDF.to_vec(), Ok(Pdf)),
        ("PDF cut off", PDF[..30].to_vec(), Err(Unknown)),
        ("PDF behind something else", [b"<html>", PDF].concat(), Err(Unknown)),
        ("PDF with an archive at its end", polyglot, Ok(Pdf)),
        ("PNG", png(), Ok(Png)),
        ("PNG with something behind it", [&png(), PDF].concat(), Err(Unknown)),
        ("PNG without a size", [&png()[..16], &[0; 8], &png()[24..]].concat(), Err(Unknown)),
        ("JPEG", jpeg(FRAME), Ok(Jpeg)),
        ("JPEG of a telephone", [&jpeg(FRAME), b"SEFT".as_slice()].concat(), Ok(Jpeg)),
        ("JPEG without a frame", jpeg(b""), Err(Unknown)),
        ("JPEG cut off", jpeg(FRAME)[..25].to_vec(), Err(Unknown)),
        ("JPEG of nothing but its first bytes", b"\xff\xd8\xff\xff\xff".to_vec(), Err(Unknown)),
        ("docx", office("word", &[]), Ok(Docx)),
        ("xlsx", office("xl", &[]), Ok(Xlsx)),
        ("pptx", office("ppt", &[]), Err(Unknown)),
        ("docx and xlsx at once", office("word", &[("xl/workbook.xml", "")]), Err(Unknown)),
        ("docm", office("word", &[("word/vbaProject.bin", "")]), Err(Macros)),
        ("xlsm", office("xl", &[("XL/VBAPROJECT.BIN", "")]), Err(Macros)),
        ("archive", many, Err(Unknown)),
        ("archive cut off", office("word", &[])[..200].to_vec(), Err(Unknown)),
        ("archive with something behind it", [&office("word", &[]), PDF].concat(), Err(Unknown)),
        ("ods", spreadsheet(ODS, &[]), Ok(Ods)),
        ("ods with a script", spreadsheet(ODS, &[("Basic/Standard/x.xml", "")]), Err(Macros)),
        ("ods template", spreadsheet(&format!("{ODS}-template"), &[]), Err(Unknown)),
        ("odt", spreadsheet("application/vnd.oasis.opendocument.text", &[]), Err(Unknown)),
        ("doc", compound(&["1Table", "WordDocument"]), Ok(Doc)),
        ("xls", compound(&["Workbook"]), Ok(Xls)),
        ("xls of 1995", compound(&["Book"]), Ok(Xls)),
        ("name in the second sector", compound(&["a", "b", "c", "d", "WordDocument"]), Ok(Doc)),
        ("doc with macros", compound(&["WordDocument", "Macros", "VBA"]), Err(Macros)),
        ("docx with a password", compound(&["EncryptionInfo", "EncryptedPackage"]), Err(Encrypted)),
        ("msi", compound(&["Property"]), Err(Unknown)),
        ("doc cut off", compound(&["WordDocument"])[..1_100].to_vec(), Err(Unknown)),
        ("csv", b"name;amount\r\n\"a; \"\"b\"\"\nc\";2,5\r\n\r\n".to_vec(), Ok(Csv)),
        ("csv of a spreadsheet of the country", b"\xef\xbb\xbfprijs\tomschrijving\n1\tcaf\xe9".to_vec(), Ok(Csv)),
        ("rows of different length", b"a;b\nc\n".to_vec(), Err(Unknown)),
        ("one column", b"a\nb\n".to_vec(), Err(Unknown)),
        ("an open quote", b"a;\"b\n".to_vec(), Err(Unknown)),
        ("page", b"<html>a,b</html>".to_vec(), Err(Unknown)),
        ("page behind space", b"\xef\xbb\xbf \n<svg>a,b</svg>".to_vec(), Err(Unknown)),
        ("script", b"#!/bin/sh\necho a,b\n".to_vec(), Err(Unknown)),
        ("program", b"MZ\x90\0\x03\0\0\0".to_vec(), Err(Unknown)),
        ("GIF", b"GIF89a\x01\0\x01\0".to_vec(), Err(Unknown)),
    ] {
        assert_eq!(FileType::of(&bytes), expected, "{what}");
    }
}

#[test]
fn an_encrypted_archive_asks_for_a_password() {
    let mut bytes = office("word", &[]);
    let entry = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bytes[entry + 8] |= 1;
    assert_eq!(FileType::of(&bytes), Err(FileTypeError::Encrypted));
}

#[test]
fn word_and_the_old_excel_stay_off_peppol() {
    let refused: Vec<_> = FileType::ALL.into_iter().filter(|file_type| !file_type.is_allowed_on_peppol()).collect();
    assert_eq!(refused, [FileType::Docx, FileType::Doc, FileType::Xls]);
}

#[test]
fn a_media_type_gives_its_type_back() {
    for file_type in FileType::ALL {
        assert_eq!(FileType::of_media_type(file_type.media_type()), Some(file_type));
        assert!(!file_type.extensions().is_empty() && !file_type.title().is_empty());
    }
    assert_eq!(FileType::of_media_type("text/html"), None);
}

proptest! {
    #[test]
    fn no_bytes_break_it(kind in 0usize..5, flips in proptest::collection::vec((0usize..2_048, any::<u8>()), 0..12), cut in 0usize..2_048) {
        let mut bytes = match kind {
            0 => office("word", &[]),
            1 => compound(&["WordDocument", "1Table"]),
            2 => jpeg(FRAME),
            3 => png(),
            _ => b"a;b\n1;2\n".to_vec(),
        };
        for (at, byte) in flips {
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
        }
        bytes.truncate(cut.max(1));
        let _ = FileType::of(&bytes); // whatever it is, it is told
    }
}
