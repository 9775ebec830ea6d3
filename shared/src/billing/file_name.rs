//! Names of uploaded files, made safe to store, to print and to save under.

use crate::{billing::file_type::FileType, limits};

/// The name of a file: without folders, controls, marks of direction and what file systems refuse, and with an
/// extension of its type, so that what opens it is what it is.
pub fn file_name(sent: &str, file_type: FileType) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    // As browsers write what would end the name in the form (HTML, multipart/form-data encoding algorithm).
    let decoded = last.replace("%22", "\"").replace("%0D", " ").replace("%0A", " ");
    let kept: String = decoded.chars().filter(|character| !is_hidden(*character)).map(shown).collect();
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let (stem, extension) = parts(kept.trim_matches(['.', ' ']), file_type);
    let room = limits::FILE_NAME_CHARS_MAX.saturating_sub(extension.chars().count().saturating_add(1));
    let stem: String = stem.chars().take(room).collect();
    let stem = stem.trim_matches(['.', ' ']);
    format!("{}.{extension}", if stem.is_empty() { "attachment" } else { stem })
}

/// The name without its extension, and an extension of its type: its own where it is one, else the usual one behind it.
fn parts(name: &str, file_type: FileType) -> (&str, &str) {
    if let Some((stem, extension)) = name.rsplit_once('.')
        && file_type.extensions().iter().any(|known| extension.eq_ignore_ascii_case(known))
    {
        return (stem, extension);
    }
    (name, file_type.extensions().first().copied().unwrap_or_default())
}

/// What file systems or headers give a meaning to becomes a hyphen.
fn shown(character: char) -> char {
    match character {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' | '%' => '-',
        other => other,
    }
}

/// Controls, and characters that are not seen but change what is: marks of direction (`fdp.exe` read backwards), joiners.
fn is_hidden(character: char) -> bool {
    (character.is_control() && !character.is_whitespace())
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_safe_and_says_its_type() {
        for (sent, file_type, expected) in [
            ("offerte.pdf", FileType::Pdf, "offerte.pdf"),
            ("Offerte.PDF", FileType::Pdf, "Offerte.PDF"),
            ("foto.jpeg", FileType::Jpeg, "foto.jpeg"),
            ("C:\\fakepath\\plan d'étage.docx", FileType::Docx, "plan d'étage.docx"),
            ("../../etc/passwd", FileType::Csv, "passwd.csv"),
            ("invoice.exe", FileType::Pdf, "invoice.exe.pdf"),
            ("photo\u{202e}gpj.exe", FileType::Png, "photogpj.exe.png"),
            ("a%22; filename=%22b.html", FileType::Pdf, "a-; filename=-b.html.pdf"),
            ("a\r\nSet-Cookie: x.pdf", FileType::Pdf, "a Set-Cookie- x.pdf"),
            ("  .pdf", FileType::Pdf, "pdf.pdf"),
            ("", FileType::Pdf, "attachment.pdf"),
            ("...", FileType::Xls, "attachment.xls"),
            ("\u{0}\u{feff}", FileType::Png, "attachment.png"),
            ("שלום.pdf", FileType::Pdf, "שלום.pdf"),
        ] {
            assert_eq!(file_name(sent, file_type), expected, "{sent:?}");
        }
        let long = file_name(&"é".repeat(500), FileType::Docx);
        assert_eq!((long.chars().count(), long.ends_with(".docx")), (limits::FILE_NAME_CHARS_MAX, true));
    }

    proptest! {
        #[test]
        fn a_name_once_made_stays(sent in any::<String>()) {
            let made = file_name(&sent, FileType::Pdf);
            prop_assert!(made.chars().count() <= limits::FILE_NAME_CHARS_MAX && made.to_ascii_lowercase().ends_with(".pdf"));
            let unsafe_one = made.chars().find(|c| "/\\\"\r\n\0".contains(*c));
            prop_assert_eq!(unsafe_one, None);
            prop_assert_eq!(file_name(&made, FileType::Pdf), made);
        }
    }
}
