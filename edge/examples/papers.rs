//! Writes documents as PDF whose texts want to be something else, and long and short ones in every language, for the tests of
//! `tests/pdf`: `cargo run -p edge --example papers -- FOLDER`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a program of the tests stops where it fails")]

use std::{error::Error, fs, path::Path};

use edge::pdf::{self, Enclosed};
use shared::language::Language;

#[path = "../src/pdf/samples.rs"]
#[allow(dead_code, reason = "the tests of the PDF use the rest")]
mod samples;

use samples::{Sample, hostile};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder")?;
    fs::create_dir_all(&folder)?;
    let write = |name: String, file: Vec<u8>| fs::write(Path::new(&folder).join(format!("{name}.pdf")), file);
    for (place, text) in hostile().iter().enumerate() {
        let sample = Sample { text, ..Sample::default() };
        write(
            format!("hostile-{place:02}-invoice"),
            pdf::render(&sample.invoice(), Enclosed::default(), edge::native::FONTS)?,
        )?;
        let (kind, other) = match place % 2 {
            0 => ("quote", sample.quotation()),
            _ => ("credit-note", sample.credit_note()),
        };
        write(format!("hostile-{place:02}-{kind}"), pdf::render(&other, Enclosed::default(), edge::native::FONTS)?)?;
    }
    for (name, note) in [
        ("one-word", "x".repeat(10_000)),
        ("words", "woord ".repeat(1_700)),
        ("unseen", "\u{200b}\u{200d}\u{2060}\u{ad}".repeat(2_500)),
    ] {
        let sample = Sample { note: &note, ..Sample::default() };
        write(
            format!("hostile-10000-{name}"),
            pdf::render(&sample.invoice(), Enclosed::default(), edge::native::FONTS)?,
        )?;
    }
    for (name, language) in [("en", Language::En), ("nl", Language::Nl), ("fr", Language::Fr), ("de", Language::De)] {
        for lines in [1, 200] {
            let sample = Sample { language, lines, rates: lines.min(3), ..Sample::default() };
            write(
                format!("lines-{lines:03}-{name}"),
                pdf::render(&sample.invoice(), Enclosed::default(), edge::native::FONTS)?,
            )?;
        }
    }
    Ok(())
}
