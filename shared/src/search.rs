//! Text as it is searched and sorted: case and accents do not count, because nobody types them into a search box.

/// Folds a text: lower case, and every accented letter of the languages around as its plain letter.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => folded.push('c'),
            'ď' | 'đ' => folded.push('d'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => folded.push('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => folded.push('g'),
            'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => folded.push('i'),
            'ł' | 'ľ' | 'ĺ' | 'ļ' => folded.push('l'),
            'ñ' | 'ń' | 'ň' | 'ņ' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => folded.push('o'),
            'ŕ' | 'ř' => folded.push('r'),
            'ś' | 'š' | 'ş' | 'ș' | 'ŝ' => folded.push('s'),
            'ť' | 'ţ' | 'ț' => folded.push('t'),
            'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ß' => folded.push_str("ss"),
            // Accents that were typed as signs of their own.
            '\u{300}'..='\u{36f}' => {}
            other => folded.push(other),
        }
    }
    folded
}

/// The words of a search, folded: each of them must be found.
pub fn words(text: &str) -> Vec<String> {
    fold(text).split_whitespace().map(str::to_owned).collect()
}

/// A search for a number, without the signs people write between digits: `be 0477.472.701` is `be0477472701`. Empty where
/// the text holds no digit.
pub fn compact(text: &str) -> String {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return String::new();
    }
    fold(text).chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '/')).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_and_accents_do_not_count() {
        for (text, folded) in [
            ("Élodie Müller", "elodie muller"),
            ("E\u{301}lodie", "elodie"),
            ("GROSS & Großmann", "gross & grossmann"),
            ("Œuvre Ægir Øst", "oeuvre aegir ost"),
            ("İstanbul", "istanbul"),
            ("Łódź", "lodz"),
            ("日本 Ω", "日本 ω"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
        assert_eq!(words("  Peeters   Àn "), ["peeters", "an"]);
    }

    #[test]
    fn numbers_are_found_however_they_are_written() {
        for (text, sought) in
            [("BE 0477.472.701", "be0477472701"), ("0477-472-701", "0477472701"), ("Acme 2", "acme2"), ("An", "")]
        {
            assert_eq!(compact(text), sought);
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
