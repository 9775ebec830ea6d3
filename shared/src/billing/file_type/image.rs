//! PNG and JPEG: enough of their structure to know that a picture follows.

/// First bytes of a PNG (PNG specification, section 5.2).
pub(super) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// First bytes of a JPEG: start of image, and the next marker.
pub(super) const JPEG: &[u8] = b"\xff\xd8\xff";

/// A PNG begins with its header and ends with its end: nothing is hidden behind it.
pub(super) fn is_png(bytes: &[u8]) -> bool {
    let header = bytes.get(8..16) == Some(b"\0\0\0\x0dIHDR");
    let has_size = |at: usize| bytes.get(at..at.saturating_add(4)).is_some_and(|size| size != [0; 4]);
    header && has_size(16) && has_size(20) && bytes.ends_with(b"\0\0\0\0IEND\xae\x42\x60\x82")
}

/// A JPEG has a frame with a size before its first scan, and ends somewhere. Telephones write data of their own behind it.
pub(super) fn is_jpeg(bytes: &[u8]) -> bool {
    scan_of(bytes).is_some_and(|scan| scan.windows(2).any(|window| window == b"\xff\xd9"))
}

/// What follows the head of the first scan, if a frame with a size came before.
fn scan_of(bytes: &[u8]) -> Option<&[u8]> {
    const START_OF_SCAN: u8 = 0xda;
    let mut rest = bytes.get(2..)?;
    let mut has_frame = false;
    loop {
        let (&[first, marker], after) = rest.split_first_chunk::<2>()?;
        if first != 0xff {
            return None;
        }
        if marker == 0xff {
            rest = rest.get(1..)?; // fill
            continue;
        }
        let length = usize::from(u16::from_be_bytes(*after.first_chunk::<2>()?));
        let segment = after.get(..length).filter(|_| length >= 2)?;
        rest = after.get(length..)?;
        match marker {
            START_OF_SCAN => return has_frame.then_some(rest),
            // Start of frame of any kind: length, precision, height and width (ITU-T T.81, B.2.2).
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                has_frame = segment.get(5..7).is_some_and(|width| width != [0; 2]);
            }
            _ => {}
        }
    }
}
