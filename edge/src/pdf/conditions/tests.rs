use miniz_oxide::deflate::compress_to_vec_zlib;
use shared::{
    billing::{
        attachment::SalesConditions,
        document::{Document, Draft},
    },
    limits,
};

use super::*;
use crate::pdf::{Enclosed, error::PdfError, render, samples::Sample};

/// A PDF of these objects, the first of which is the catalog, with a table of where they are.
fn pdf(version: &str, trailer: &str, objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = format!("%PDF-{version}\n").into_bytes();
    let mut places = Vec::new();
    for (place, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend_from_slice(format!("{} 0 obj\n", place + 1).as_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let table = file.len();
    file.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for place in places {
        file.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    let size = objects.len() + 1;
    file.extend_from_slice(
        format!("trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{table}\n%%EOF\n").as_bytes(),
    );
    file
}

fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<</Length {}{dictionary}>>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// Sales conditions of so many pages, each with its number, and with these entries in the catalog and in each page.
fn conditions(version: &str, pages: usize, in_catalog: &str, in_page: &str, more: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages).map(|page| format!("{} 0 R", 4 + page * 2)).collect();
    let mut objects = vec![
        format!("<</Type/Catalog/Pages 2 0 R{in_catalog}>>").into_bytes(),
        format!("<</Type/Pages/Kids[{}]/Count {pages}/MediaBox[0 0 595 842]>>", kids.join(" ")).into_bytes(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
    ];
    for page in 0..pages {
        let contents = 5 + page * 2;
        objects.push(
            format!("<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/Contents {contents} 0 R{in_page}>>")
                .into_bytes(),
        );
        let text = format!("BT /F1 12 Tf 72 720 Td (Condition {}) Tj ET", page + 1);
        objects.push(stream("/Filter/FlateDecode", &compress_to_vec_zlib(text.as_bytes(), 6)));
    }
    objects.extend(more.iter().map(|object| object.as_bytes().to_vec()));
    pdf(version, "", &objects)
}

fn plain(pages: usize) -> Vec<u8> {
    conditions("1.4", pages, "", "", &[])
}

#[test]
fn what_acts_is_hidden_or_too_much_is_refused() {
    use ConditionsError::*;
    let bomb = compress_to_vec_zlib(&vec![b' '; limits::PDF_UNPACKED_BYTES_MAX + 1], 6);
    let with = |object: Vec<u8>| {
        let page = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 9 9]>>".to_vec();
        let pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec();
        pdf("1.4", "", &[b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), pages, page, object])
    };
    let encrypted = String::from_utf8_lossy(&plain(1)).replace("/Root 1 0 R", "/Root 1 0 R/Encrypt 3 0 R");
    for (what, bytes, expected) in [
        ("one page", plain(1), Ok(1)),
        ("as many pages as may be", plain(limits::CONDITIONS_PAGES_MAX), Ok(limits::CONDITIONS_PAGES_MAX)),
        ("one page more", plain(limits::CONDITIONS_PAGES_MAX + 1), Err(TooManyPages)),
        ("PDF 2.0", conditions("2.0", 2, "", "", &[]), Ok(2)),
        ("no pages", plain(0), Err(Damaged)),
        ("nothing", Vec::new(), Err(NotPdf)),
        ("picture", b"\x89PNG\r\n\x1a\n".to_vec(), Err(NotPdf)),
        ("page of the web", b"<html>%PDF-1.4 %%EOF".to_vec(), Err(NotPdf)),
        ("only a head and an end", b"%PDF-1.4\n%%EOF\n".to_vec(), Err(Damaged)),
        ("encrypted", encrypted.into_bytes(), Err(Encrypted)),
        ("bomb", with(stream("/Filter/FlateDecode", &bomb)), Err(TooLarge)),
        ("bomb that says it is a picture", with(stream("/Filter/FlateDecode/Subtype/Image", &bomb)), Err(TooLarge)),
        ("a link", conditions("1.4", 1, "", "/Annots[<</Subtype/Link/A<</S/URI/URI(http://x)>>>>]", &[]), Ok(1)),
        (
            "script at opening",
            conditions("1.4", 1, "/OpenAction<</S/JavaScript/JS(app.alert(1))>>", "", &[]),
            Err(Active),
        ),
        ("script in a list", conditions("1.4", 1, "/Names<</JavaScript<</Names[]>>>>", "", &[]), Err(Active)),
        ("script with a disguised name", conditions("1.4", 1, "/OpenAction<</S/J#61vaScript>>", "", &[]), Err(Active)),
        ("script of a page", conditions("1.4", 1, "", "/AA<</O[1<</JS(x)>>]>>", &[]), Err(Active)),
        ("script that nothing refers to", conditions("1.4", 1, "", "", &["<</S/JavaScript/JS(x)>>"]), Err(Active)),
        ("program", conditions("1.4", 1, "", "/Annots[<</A<</S/Launch/F(cmd.exe)>>>>]", &[]), Err(Active)),
        ("file inside", conditions("1.4", 1, "/Names<</EmbeddedFiles<<>>>>", "", &[]), Err(Active)),
        ("film", conditions("1.4", 1, "", "/Annots[<</Subtype/RichMedia>>]", &[]), Err(Active)),
        ("form that is a program", conditions("1.4", 1, "/AcroForm<</XFA[]>>", "", &[]), Err(Active)),
    ] {
        let checked = Conditions::check(&bytes).map(|conditions| conditions.pages());
        assert_eq!(checked, expected, "{what}");
    }
}

#[test]
fn no_flipped_byte_breaks_the_check() {
    let whole = conditions("1.4", 2, "/OpenAction<</S/GoTo>>", "/Annots[<</Subtype/Link>>]", &[]);
    for place in (0..whole.len()).step_by(7) {
        let mut bytes = whole.clone();
        bytes[place] ^= 0x15;
        let _ = Conditions::check(&bytes); // whatever it is, it is told
        let _ = Conditions::check(&whole[..place]);
    }
}

/// Whether the metadata of a file says this.
fn says(file: &[u8], what: &str) -> bool {
    let found = Pdf::new(file.to_vec()).unwrap();
    let mut metadata = found.objects().into_iter().filter_map(|object| object.into_stream());
    metadata.any(|stream| stream.decoded().is_ok_and(|text| String::from_utf8_lossy(&text).contains(what)))
}

/// The sample invoice with these conditions.
fn invoice(lines: usize, pages: u32) -> Document {
    let document = Sample { lines, ..Sample::default() }.invoice();
    let Draft::Invoice(mut draft) = document.draft().clone() else { panic!("an invoice") };
    draft.content.sales_conditions =
        Some(SalesConditions { sha256: "0".repeat(64), file_name: "terms.pdf".into(), pages });
    Draft::Invoice(draft).issued(document.number().clone())
}

fn enclosed(bytes: Vec<u8>) -> Enclosed {
    Enclosed { sales_conditions: Some(bytes), ..Enclosed::default() }
}

#[test]
fn the_pages_follow_those_of_the_document() {
    for (version, lines, pages) in [("1.4", 1, 1), ("1.7", 1, 20), ("2.0", 200, 3)] {
        let terms = conditions(version, pages, "", "/Annots[<</Subtype/Link/A<</S/URI/URI(http://x)>>>>]", &[]);
        let document = invoice(lines, u32::try_from(pages).unwrap());
        let file = render(&document, enclosed(terms.clone()), crate::native::FONTS).unwrap();
        assert_eq!(file, render(&document, enclosed(terms), crate::native::FONTS).unwrap(), "the same bytes");
        let expected = if version == "2.0" { "%PDF-2.0" } else { "%PDF-1.7" };
        assert!(file.starts_with(expected.as_bytes()), "{version}");
        assert!(!says(&file, "pdfaid:part"), "it does not say that it is an archive");
        assert!(says(
            &render(&Sample::default().invoice(), Enclosed::default(), crate::native::FONTS).unwrap(),
            "pdfaid:part"
        ));
        let read = Pdf::new(file).unwrap();
        let own = read.pages().len() - pages;
        assert!(own >= 1);
        for (page, number) in read.pages().iter().skip(own).zip(1..) {
            let text = String::from_utf8_lossy(page.page_stream().unwrap()).into_owned();
            assert!(text.contains(&format!("(Condition {number})")), "{text}");
            assert!(!page.raw().contains_key("Annots"), "links stay behind");
        }
    }
}

#[test]
fn conditions_that_a_document_names_must_be_there() {
    let document = invoice(1, 1);
    for enclosed in [Enclosed::default(), enclosed(b"%PDF-1.4 nothing".to_vec())] {
        assert!(matches!(render(&document, enclosed, crate::native::FONTS), Err(PdfError::Conditions)));
    }
    let without = Sample::default().invoice();
    let file = render(&without, enclosed(plain(1)), crate::native::FONTS).unwrap();
    assert_eq!(
        file,
        render(&without, Enclosed::default(), crate::native::FONTS).unwrap(),
        "what it does not name is not printed"
    );
}
