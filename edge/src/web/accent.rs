//! The tenant's colour, as a style sheet of its own.

use crate::app::problem::Problem;
use axum::extract::Path;
use axum::response::IntoResponse;
use axum::response::Response;
use http::HeaderValue;
use http::header;

/// `GET /assets/accent/{colour}.css`: a tenant's colour as a style sheet, because the pages allow no inline style.
///
/// # Errors
/// `not-found` for anything but six hexadecimal digits.
pub async fn get_accent(Path(file): Path<String>) -> Result<Response, Problem> {
    let colour = file.strip_suffix(".css").and_then(Accent::parse).ok_or_else(Problem::not_found)?;
    let css = format!(":root{{--accent:#{};--on-accent:{}}}\n", colour.hex, colour.text_on_it());
    let mut response = css.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    Ok(response)
}

/// A colour of six hexadecimal digits.
pub(crate) struct Accent<'a> {
    pub(crate) hex: &'a str,
    pub(crate) channels: [u8; 3],
}

impl<'a> Accent<'a> {
    pub(crate) fn parse(hex: &'a str) -> Option<Self> {
        if hex.len() != 6 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(hex, 16).ok()?;
        let [_, red, green, blue] = value.to_be_bytes();
        Some(Self { hex, channels: [red, green, blue] })
    }

    /// Ink or white, whichever contrasts more (WCAG 2.2). Relative luminance with a gamma of 2 is near enough to choose
    /// between two: both contrasts are equal at a luminance of 0.19.
    pub(crate) fn text_on_it(&self) -> &'static str {
        let squares = self.channels.map(|channel| u32::from(channel).saturating_mul(u32::from(channel)));
        let weighted = squares.iter().zip([2_126u32, 7_152, 722]).map(|(square, weight)| square.saturating_mul(weight));
        let luminance = weighted.fold(0, u32::saturating_add) / (255 * 255);
        if luminance > 1_900 { "#14201F" } else { "#FFFFFF" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_on_an_accent_is_the_one_that_can_be_read() {
        for (accent, text) in [
            ("0F5F57", "#FFFFFF"),
            ("5EDCCB", "#14201F"),
            ("000000", "#FFFFFF"),
            ("FFFFFF", "#14201F"),
            ("FF0000", "#14201F"),
            ("0000FF", "#FFFFFF"),
            ("808080", "#14201F"),
        ] {
            assert_eq!(Accent::parse(accent).unwrap().text_on_it(), text, "{accent}");
        }
        for bad in ["", "FFF", "GGGGGG", "0F5F57A", "+F5F57"] {
            assert!(Accent::parse(bad).is_none(), "{bad}");
        }
    }
}
