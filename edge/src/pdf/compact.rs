//! The finished file made smaller: its objects go into one deflated object stream, its table of offsets into a deflated
//! stream, and its metadata is deflated (ISO 32000-1, 7.5.7 and 7.5.8; PDF/A has allowed all three since its second part).
//! A fifth of a page's bytes are object syntax and metadata, which deflate to a quarter.
//!
//! This reads what krilla writes, one way to write each thing, and nothing else: what is not as expected is left as it is.

use miniz_oxide::deflate::compress_to_vec_zlib;

const LEVEL: u8 = 9;
/// Objects of one object stream: readers unpack the whole stream for one of them.
const OBJECTS_MAX: usize = 200;

/// The file, smaller where it can be.
pub(crate) fn compact(file: Vec<u8>) -> Vec<u8> {
    match Source::read(&file).and_then(|source| write(&source)) {
        Some(smaller) if smaller.len() < file.len() => smaller,
        _ => file,
    }
}

/// A file taken apart.
struct Source<'a> {
    /// Version and the binary mark.
    head: &'a [u8],
    /// Bodies of objects 1, 2, 3…
    objects: Vec<&'a [u8]>,
    /// Entries of the trailer other than its size.
    trailer: Vec<u8>,
}

impl<'a> Source<'a> {
    fn read(file: &'a [u8]) -> Option<Self> {
        let start = rfind(file, b"startxref\n")?;
        let table_at = number(file.get(start.checked_add(10)?..)?)?.0;
        let table = file.get(table_at..start)?.strip_prefix(b"xref\n0 ")?;
        let (count, table) = number(table)?;
        let entries = table.strip_prefix(b"\n")?;
        let trailer_at = count.checked_mul(20)?;
        let mut offsets = Vec::new();
        for entry in entries.get(..trailer_at)?.chunks_exact(20).skip(1) {
            offsets.push(number(without_zeros(entry.get(..10)?))?.0);
        }
        let head = file.get(..*offsets.first()?)?;
        let ends = offsets.iter().skip(1).copied().chain([table_at]);
        let mut objects = Vec::new();
        for (id, (offset, end)) in (1usize..).zip(offsets.iter().zip(ends)) {
            let object = file.get(*offset..end)?.strip_prefix(format!("{id} 0 obj\n").as_bytes())?;
            objects.push(object.trim_ascii_end().strip_suffix(b"\nendobj")?);
        }
        let trailer = entries.get(trailer_at..)?.strip_prefix(b"trailer\n<<")?;
        let trailer = trailer.trim_ascii_end().strip_suffix(b">>")?;
        let rest = trailer.strip_prefix(format!("/Size {count}").as_bytes())?;
        Some(Self { head, objects, trailer: rest.to_vec() })
    }
}

/// Where an object is: at a place in the file, or in an object stream.
#[derive(Clone, Copy)]
enum Entry {
    At(usize),
    In { stream: usize, place: usize },
}

fn write(source: &Source<'_>) -> Option<Vec<u8>> {
    let mut file = source.head.to_vec();
    let mut entries = vec![Entry::At(0); source.objects.len()];
    let mut small = Vec::new();
    for (index, body) in source.objects.iter().enumerate() {
        if body.ends_with(b"\nendstream") {
            *entries.get_mut(index)? = Entry::At(file.len());
            let deflated = deflated_metadata(body);
            object(&mut file, index.checked_add(1)?, deflated.as_deref().unwrap_or(body));
        } else {
            small.push((index, *body));
        }
    }
    for group in small.chunks(OBJECTS_MAX) {
        let stream = entries.len().checked_add(1)?;
        let (mut index, mut bodies) = (String::new(), Vec::new());
        for (place, (at, body)) in group.iter().enumerate() {
            *entries.get_mut(*at)? = Entry::In { stream, place };
            index.push_str(&format!("{} {} ", at.checked_add(1)?, bodies.len()));
            bodies.extend_from_slice(body);
            bodies.push(b' ');
        }
        let first = index.len();
        let data = compress_to_vec_zlib(&[index.into_bytes(), bodies].concat(), LEVEL);
        let dictionary = format!("/Type/ObjStm/N {}/First {first}/Filter/FlateDecode", group.len());
        entries.push(Entry::At(file.len()));
        object(&mut file, stream, &stream_of(&dictionary, &data));
    }
    table(&mut file, entries, &source.trailer)?;
    Some(file)
}

/// The table of offsets as a stream, and where it is: kind, place and index of each object in 1, 4 and 2 bytes.
fn table(file: &mut Vec<u8>, mut entries: Vec<Entry>, trailer: &[u8]) -> Option<()> {
    let start = file.len();
    entries.push(Entry::At(start));
    let mut data = vec![0, 0, 0, 0, 0, 0xff, 0xff]; // object 0 is free
    for entry in &entries {
        let (kind, place, index) = match *entry {
            Entry::At(offset) => (1, offset, 0),
            Entry::In { stream, place } => (2, stream, place),
        };
        data.push(kind);
        data.extend_from_slice(&u32::try_from(place).ok()?.to_be_bytes());
        data.extend_from_slice(&u16::try_from(index).ok()?.to_be_bytes());
    }
    let trailer = std::str::from_utf8(trailer).ok()?;
    let dictionary = format!("/Type/XRef/Size {}/W[1 4 2]/Filter/FlateDecode{trailer}", entries.len().checked_add(1)?);
    object(file, entries.len(), &stream_of(&dictionary, &compress_to_vec_zlib(&data, LEVEL)));
    file.extend_from_slice(format!("startxref\n{start}\n%%EOF").as_bytes());
    Some(())
}

fn object(file: &mut Vec<u8>, id: usize, body: &[u8]) {
    file.extend_from_slice(format!("{id} 0 obj\n").as_bytes());
    file.extend_from_slice(body);
    file.extend_from_slice(b"\nendobj\n");
}

fn stream_of(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<</Length {}{dictionary}>>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// The metadata of the file, deflated; none for any other stream.
fn deflated_metadata(body: &[u8]) -> Option<Vec<u8>> {
    let (length, rest) = number(body.strip_prefix(b"<</Length ")?)?;
    let data = rest.strip_prefix(b"/Type/Metadata/Subtype/XML>>\nstream\n")?.get(..length)?;
    Some(stream_of("/Type/Metadata/Subtype/XML/Filter/FlateDecode", &compress_to_vec_zlib(data, LEVEL)))
}

fn rfind(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).rposition(|window| window == needle)
}

/// A whole number, and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = bytes.split_at_checked(digits)?;
    Some((std::str::from_utf8(digits).ok()?.parse().ok()?, rest))
}

fn without_zeros(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    digits.get(zeros.min(digits.len().saturating_sub(1))..).unwrap_or(digits)
}

#[cfg(test)]
mod tests {
    use hayro_syntax::Pdf;

    use super::*;
    use crate::pdf::{Enclosed, compose, fonts::Fonts, samples::Sample};

    #[test]
    fn a_reader_finds_the_same_objects() {
        let small = crate::pdf::render(
            &Sample { lines: 200, ..Sample::default() }.invoice(),
            Enclosed::default(),
            crate::native::FONTS,
        )
        .unwrap();
        let pages =
            compose(&Sample { lines: 200, ..Sample::default() }.invoice(), &Fonts::load(crate::native::FONTS).unwrap())
                .len();
        let read = Pdf::new(small.clone()).unwrap();
        assert_eq!(read.pages().len(), pages);
        assert!(read.pages().iter().all(|page| page.page_stream().is_some_and(|stream| stream.len() > 1_000)));
        assert!(!small.windows(7).any(|window| window == b"trailer"), "there is one table, and it is a stream");
        let offset = |needle: &[u8]| small.windows(needle.len()).position(|window| window == needle);
        assert!(offset(b"/Type/XRef").is_some() && offset(b"/Type/ObjStm").is_some());
    }

    #[test]
    fn what_is_not_as_expected_stays_as_it_is() {
        for file in [
            b"".to_vec(),
            b"%PDF-1.7\nstartxref\n9\n%%EOF".to_vec(),
            b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1>>\nstartxref\n9\n%%EOF".to_vec(),
            b"%PDF-1.7\nxref\n0 99999999999999999999\ntrailer\n<<>>\nstartxref\n9\n%%EOF".to_vec(),
        ] {
            assert_eq!(compact(file.clone()), file);
        }
    }
}
