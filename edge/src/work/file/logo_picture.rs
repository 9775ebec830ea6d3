//! Logos: an uploaded PNG or JPEG, told by its content, is decoded and drawn anew as a small PNG. So nothing of the uploaded file
//! is ever served: no metadata, no second file hidden in the first, no picture that takes a browser's memory.

use std::io::Cursor;

use png::{BitDepth, ColorType, Transformations};
use shared::limits;
use zune_jpeg::{
    JpegDecoder,
    zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions},
};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const JPEG: &[u8] = b"\xff\xd8\xff";

/// Why a file cannot be a logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogoError {
    /// More than [`limits::LOGO_BYTES_MAX`].
    #[error("The logo may have 512 KB at the most. Save it smaller, and choose it again.")]
    TooManyBytes,
    /// More than [`limits::LOGO_SIDE_MAX`] or [`limits::LOGO_PIXELS_MAX`].
    #[error(
        "The logo has too many pixels: 4 million at the most, and 4,000 on each side. Save it smaller, and choose it again."
    )]
    TooManyPixels,
    /// Neither PNG nor JPEG.
    #[error("The logo must be a PNG or JPEG picture. This file is something else, whatever its name says.")]
    OtherType,
    /// It cannot be read to its end.
    #[error("This picture is damaged and cannot be read. Save it again, and choose it again.")]
    Damaged,
}

/// A logo as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// PNG, RGB of 8 bits, nothing else.
    pub png: Vec<u8>,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// Pixels on white, three bytes each.
struct Rgb {
    width: u32,
    height: u32,
    bytes: Vec<u8>,
}

/// The picture that is kept of an uploaded file. The same file gives the same bytes.
///
/// # Errors
/// [`LogoError`].
pub fn read(file: &[u8]) -> Result<Picture, LogoError> {
    if file.len() > limits::LOGO_BYTES_MAX {
        return Err(LogoError::TooManyBytes);
    }
    let decoded = if file.starts_with(PNG) {
        decode_png(file)?
    } else if file.starts_with(JPEG) {
        decode_jpeg(file)?
    } else {
        return Err(LogoError::OtherType);
    };
    let kept = shrink(decoded);
    let png = encode(&kept).ok_or(LogoError::Damaged)?;
    Ok(Picture { png, width: kept.width, height: kept.height })
}

fn check_size(width: u32, height: u32) -> Result<(), LogoError> {
    let pixels = u64::from(width).saturating_mul(u64::from(height));
    if pixels == 0 {
        Err(LogoError::Damaged)
    } else if width.max(height) > limits::LOGO_SIDE_MAX || pixels > limits::LOGO_PIXELS_MAX {
        Err(LogoError::TooManyPixels)
    } else {
        Ok(())
    }
}

fn decode_png(file: &[u8]) -> Result<Rgb, LogoError> {
    let damaged = |_| LogoError::Damaged;
    let mut decoder = png::Decoder::new(Cursor::new(file));
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    decoder.set_ignore_text_chunk(true);
    let mut reader = decoder.read_info().map_err(damaged)?;
    let (width, height) = (reader.info().width, reader.info().height);
    check_size(width, height)?;
    let mut pixels = vec![0; reader.output_buffer_size().ok_or(LogoError::TooManyPixels)?];
    let frame = reader.next_frame(&mut pixels).map_err(damaged)?;
    pixels.truncate(frame.buffer_size());
    let bytes = match frame.color_type {
        ColorType::Rgb => pixels,
        ColorType::Rgba => on_white(&pixels, 4, |pixel| match pixel {
            [red, green, blue, alpha] => ([*red, *green, *blue], *alpha),
            _ => ([0; 3], 0),
        }),
        ColorType::Grayscale => on_white(&pixels, 1, |pixel| match pixel {
            [grey] => ([*grey; 3], u8::MAX),
            _ => ([0; 3], 0),
        }),
        ColorType::GrayscaleAlpha => on_white(&pixels, 2, |pixel| match pixel {
            [grey, alpha] => ([*grey; 3], *alpha),
            _ => ([0; 3], 0),
        }),
        ColorType::Indexed => return Err(LogoError::Damaged), // EXPAND leaves none
    };
    Ok(Rgb { width, height, bytes })
}

/// Pixels as they look on paper: documents are white in every mode.
fn on_white(pixels: &[u8], size: usize, split: impl Fn(&[u8]) -> ([u8; 3], u8)) -> Vec<u8> {
    let blend = |pixel| {
        let (colors, alpha) = split(pixel);
        let alpha = u32::from(alpha);
        colors.map(|color| {
            let sum = u32::from(color)
                .saturating_mul(alpha)
                .saturating_add(255u32.saturating_mul(255u32.saturating_sub(alpha)));
            u8::try_from(sum.saturating_add(127) / 255).unwrap_or(u8::MAX)
        })
    };
    pixels.chunks_exact(size).flat_map(blend).collect()
}

fn decode_jpeg(file: &[u8]) -> Result<Rgb, LogoError> {
    let side = usize::try_from(limits::LOGO_SIDE_MAX).unwrap_or(usize::MAX);
    let options = DecoderOptions::new_safe()
        .set_max_width(side)
        .set_max_height(side)
        .jpeg_set_max_scans(64)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(file), options);
    decoder.decode_headers().map_err(|error| match error {
        zune_jpeg::errors::DecodeErrors::LargeDimensions(_) => LogoError::TooManyPixels,
        _ => LogoError::Damaged,
    })?;
    let info = decoder.info().ok_or(LogoError::Damaged)?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    check_size(width, height)?;
    let bytes = decoder.decode().map_err(|_| LogoError::Damaged)?;
    Ok(Rgb { width, height, bytes })
}

/// Small enough for the place where it is printed: each pixel is the mean of those that it stands for.
fn shrink(picture: Rgb) -> Rgb {
    let (width, height) = fitting(picture.width, picture.height);
    if (width, height) == (picture.width, picture.height) {
        return picture;
    }
    let span = |place: u32, of: u32, from: u32| {
        let edge =
            |place: u32| u64::from(place).saturating_mul(u64::from(from)).checked_div(u64::from(of)).unwrap_or(0);
        let (start, end) = (edge(place), edge(place.saturating_add(1)));
        (usize::try_from(start).unwrap_or(0), usize::try_from(end.max(start.saturating_add(1))).unwrap_or(0))
    };
    let row_bytes = usize::try_from(picture.width).unwrap_or(0).saturating_mul(3);
    let mut bytes = Vec::new();
    for y in 0..height {
        let (top, bottom) = span(y, height, picture.height);
        for x in 0..width {
            let (left, right) = span(x, width, picture.width);
            let mut sums = [0u64; 3];
            let mut count = 0u64;
            for row in top..bottom {
                let start = row.saturating_mul(row_bytes);
                let from = start.saturating_add(left.saturating_mul(3));
                let to = start.saturating_add(right.saturating_mul(3));
                for pixel in picture.bytes.get(from..to).unwrap_or_default().chunks_exact(3) {
                    for (sum, color) in sums.iter_mut().zip(pixel) {
                        *sum = sum.saturating_add(u64::from(*color));
                    }
                    count = count.saturating_add(1);
                }
            }
            bytes.extend(sums.map(|sum| u8::try_from(sum.checked_div(count).unwrap_or(255)).unwrap_or(u8::MAX)));
        }
    }
    Rgb { width, height, bytes }
}

/// The largest size of the same shape that fits what is kept.
fn fitting(width: u32, height: u32) -> (u32, u32) {
    let scaled = |side: u32, to: u32, from: u32| {
        let side = u64::from(side).saturating_mul(u64::from(to)).checked_div(u64::from(from)).unwrap_or(0);
        u32::try_from(side).unwrap_or(u32::MAX).max(1)
    };
    if width <= limits::LOGO_WIDTH && height <= limits::LOGO_HEIGHT {
        (width, height)
    } else {
        let by_width = (limits::LOGO_WIDTH, scaled(height, limits::LOGO_WIDTH, width));
        let by_height = (scaled(width, limits::LOGO_HEIGHT, height), limits::LOGO_HEIGHT);
        if by_width.1 <= limits::LOGO_HEIGHT { by_width } else { by_height }
    }
}

fn encode(picture: &Rgb) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, picture.width, picture.height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&picture.bytes).ok()?;
    writer.finish().ok()?;
    Some(file)
}

#[cfg(test)]
mod tests;
