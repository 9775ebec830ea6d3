//! The characters of a paragraph or an item: bold, italic and links.
//!
//! Stars switch a look on and off, whatever else is on; so looks may overlap, and `***` switches both. A star that has nothing to
//! switch, such as one between spaces, is a star.

use super::{Run, markup::MarkupError};
use crate::limits;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// A character to print.
    Character(char),
    /// One to three stars.
    Stars(usize),
    /// A link begins.
    Open(String),
    /// The link ends.
    Close,
}

/// Reads runs: neighbours differ in look, and no line begins or ends with white space.
pub(super) fn parse(text: &str) -> Result<Vec<Run>, MarkupError> {
    let characters: Vec<char> = text.trim().chars().collect();
    let mut tokens = Vec::new();
    read(&characters, &mut tokens, true)?;
    Ok(runs_of(&tokens))
}

/// Adds the tokens of these characters. Links do not nest, so inside one a bracket is a bracket.
fn read(mut rest: &[char], tokens: &mut Vec<Token>, may_link: bool) -> Result<(), MarkupError> {
    loop {
        rest = match rest {
            [] => return Ok(()),
            ['\\', escaped, after @ ..] if escaped.is_ascii_punctuation() => {
                tokens.push(Token::Character(*escaped));
                after
            }
            ['*', ..] => {
                let stars = rest.iter().take_while(|character| **character == '*').count();
                match stars {
                    1..=3 => tokens.push(Token::Stars(stars)),
                    _ => tokens.extend(std::iter::repeat_n(Token::Character('*'), stars)),
                }
                rest.get(stars..).unwrap_or_default()
            }
            ['[', after @ ..] if may_link => match link(after) {
                Some(link) => {
                    let address: String = link.address.iter().collect();
                    let address = canonical(&address).ok_or(MarkupError::Link(address))?;
                    let text = if link.text.is_empty() { address.chars().collect() } else { link.text.to_vec() };
                    tokens.push(Token::Open(address));
                    if link.text.is_empty() {
                        tokens.extend(text.into_iter().map(Token::Character));
                    } else {
                        read(&text, tokens, false)?;
                    }
                    tokens.push(Token::Close);
                    link.after
                }
                None => {
                    tokens.push(Token::Character('['));
                    after
                }
            },
            [character, after @ ..] => {
                tokens.push(Token::Character(*character));
                after
            }
        };
    }
}

struct Link<'a> {
    text: &'a [char],
    address: &'a [char],
    after: &'a [char],
}

/// The link whose first bracket was just read; none if this is no link.
fn link(rest: &[char]) -> Option<Link<'_>> {
    let end = closing_bracket(rest)?;
    let (text, after) = rest.split_at_checked(end)?;
    let [']', '(', after @ ..] = after else { return None };
    let end = after.iter().position(|character| *character == ')')?;
    let (address, after) = after.split_at_checked(end)?;
    Some(Link { text: text.trim_ascii_blank(), address: address.trim_ascii_blank(), after: after.get(1..)? })
}

/// Where the next bracket closes, on the same line and before another one opens.
fn closing_bracket(rest: &[char]) -> Option<usize> {
    let mut is_escaped = false;
    for (place, character) in rest.iter().enumerate() {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            ']' => return Some(place),
            '[' | '\n' => return None,
            _ => {}
        }
    }
    None
}

trait Trimmed {
    fn trim_ascii_blank(&self) -> &Self;
}

impl Trimmed for [char] {
    fn trim_ascii_blank(&self) -> &Self {
        let start = self.iter().take_while(|character| character.is_whitespace()).count();
        let end =
            self.iter().rposition(|character| !character.is_whitespace()).map_or(start, |last| last.saturating_add(1));
        self.get(start..end).unwrap_or_default()
    }
}

/// An address that a document may lead to, in ASCII; a site or an e-mail address may lack its scheme.
fn canonical(address: &str) -> Option<String> {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    let address = match scheme.as_deref() {
        Some("http" | "https" | "mailto" | "tel") => address.to_owned(),
        Some(_) => return None,
        None if address.contains('@') => format!("mailto:{address}"),
        None if address.contains('.') && !address.starts_with('/') => format!("https://{address}"),
        None => return None,
    };
    let mut ascii = String::with_capacity(address.len());
    for character in address.chars() {
        match character {
            _ if character.is_control() || character.is_whitespace() => return None,
            '(' => ascii.push_str("%28"),
            '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => return None,
            _ if character.is_ascii() => ascii.push(character),
            _ => {
                let mut bytes = [0; 4];
                for byte in character.encode_utf8(&mut bytes).bytes() {
                    ascii.push_str(&format!("%{byte:02X}"));
                }
            }
        }
    }
    let (scheme, rest) = ascii.split_once(':')?;
    let leads_somewhere = match scheme.to_ascii_lowercase().as_str() {
        "mailto" => rest.split_once('@').is_some_and(|(name, domain)| !name.is_empty() && !domain.is_empty()),
        "tel" => rest.bytes().any(|byte| byte.is_ascii_digit()),
        _ => rest.strip_prefix("//").is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_alphanumeric())),
    };
    (leads_somewhere && ascii.len() <= limits::LINK_BYTES_MAX).then_some(ascii)
}

/// A look that stars switch.
#[derive(Clone, Copy)]
enum Look {
    Bold,
    Italic,
}

impl Look {
    fn stars(self) -> usize {
        match self {
            Self::Bold => 2,
            Self::Italic => 1,
        }
    }

    fn is_switched_by(self, token: &Token) -> bool {
        matches!(token, Token::Stars(stars) if *stars == 3 || *stars == self.stars())
    }
}

/// Whether a look can begin before this token: at something that is printed.
fn begins(next: Option<&Token>) -> bool {
    match next {
        Some(Token::Character(character)) => !character.is_whitespace(),
        Some(Token::Open(_)) => true,
        Some(Token::Stars(_) | Token::Close) | None => false,
    }
}

/// Whether a look can end after this token.
fn ends(previous: Option<&Token>) -> bool {
    match previous {
        Some(Token::Character(character)) => !character.is_whitespace(),
        Some(Token::Close) => true,
        Some(Token::Stars(_) | Token::Open(_)) | None => false,
    }
}

fn runs_of(tokens: &[Token]) -> Vec<Run> {
    let previous = |place: usize| place.checked_sub(1).and_then(|before| tokens.get(before));
    let next = |place: usize| tokens.get(place.saturating_add(1));
    let ends_later = |place: usize, look: Look| {
        let mut later = tokens.iter().enumerate().skip(place.saturating_add(1));
        later.any(|(place, token)| look.is_switched_by(token) && ends(previous(place)))
    };
    let mut runs: Vec<Run> = Vec::new();
    let mut look = Run::default();
    for (place, token) in tokens.iter().enumerate() {
        match token {
            Token::Character(character) => push(&mut runs, &look, *character),
            Token::Open(address) => look.link = Some(address.clone()),
            Token::Close => look.link = None,
            Token::Stars(_) => {
                for switched in [Look::Bold, Look::Italic].into_iter().filter(|look| look.is_switched_by(token)) {
                    let is_on = match switched {
                        Look::Bold => &mut look.bold,
                        Look::Italic => &mut look.italic,
                    };
                    let may_switch =
                        if *is_on { ends(previous(place)) } else { begins(next(place)) && ends_later(place, switched) };
                    if may_switch {
                        *is_on = !*is_on;
                    } else {
                        (0..switched.stars()).for_each(|_| push(&mut runs, &look, '*'));
                    }
                }
            }
        }
    }
    runs
}

/// Adds a character, to the last run if that looks the same.
fn push(runs: &mut Vec<Run>, look: &Run, character: char) {
    match runs.last_mut() {
        Some(last) if last.bold == look.bold && last.italic == look.italic && last.link == look.link => {
            last.text.push(character);
        }
        _ => runs.push(Run { text: character.to_string(), ..look.clone() }),
    }
}

/// The runs as they would be typed. Stars stand outside of links where both begin or end.
pub(super) fn print(runs: &[Run]) -> String {
    let nothing = Run::default();
    let mut text = String::new();
    let mut before = &nothing;
    for run in runs.iter().chain([&nothing]) {
        if before.link != run.link
            && let Some(address) = &before.link
        {
            text.push_str(&format!("]({address})"));
        }
        let stars = usize::from(before.bold != run.bold)
            .saturating_mul(2)
            .saturating_add(usize::from(before.italic != run.italic));
        text.extend(std::iter::repeat_n('*', stars));
        if before.link != run.link && run.link.is_some() {
            text.push('[');
        }
        for character in run.text.chars() {
            if matches!(character, '\\' | '*' | '[' | ']') {
                text.push('\\');
            }
            text.push(character);
        }
        before = run;
    }
    text
}
