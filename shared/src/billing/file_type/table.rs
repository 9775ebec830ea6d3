//! Text in columns (RFC 4180). It has no first bytes to know it by, so it must look like a table as a whole.

/// Whether this is text whose lines all have the same number of columns, two at least.
pub(super) fn is_csv(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let is_text = text.iter().all(|byte| matches!(byte, b'\t' | b'\r' | b'\n' | 0x20..=0x7e | 0x80..));
    // What begins like a page, a drawing or a script is not a table, however many commas it has.
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    is_text
        && !matches!(first, None | Some(b'<' | b'{' | b'#' | b'%'))
        && b";,\t".iter().any(|mark| has_columns(text, *mark))
}

fn has_columns(text: &[u8], mark: u8) -> bool {
    let (mut columns, mut column, mut quoted, mut empty) = (None, 1usize, false, true);
    let ended = text.last() == Some(&b'\n');
    for byte in text.iter().chain((!ended).then_some(&b'\n')) {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                // Lines without anything are no rows.
                if !empty && *columns.get_or_insert(column) != column {
                    return false;
                }
                (column, empty) = (1, true);
                continue;
            }
            byte if *byte == mark && !quoted => column = column.saturating_add(1),
            _ => {}
        }
        empty &= *byte == b'\r';
    }
    !quoted && columns.is_some_and(|columns| columns >= 2)
}
