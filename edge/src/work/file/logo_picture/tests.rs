use base64::{Engine, engine::general_purpose::STANDARD};

use super::*;

/// A red rectangle of 24 by 8 pixels, as a browser writes it.
const JPEG_FILE: &str = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeX \
    BkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAI \
    ABgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFgEBAQEAAAAAAAAAAAAAAAAAAAQG/8 \
    QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AjgImmAAf/9k=";

fn jpeg() -> Vec<u8> {
    STANDARD.decode(JPEG_FILE.replace(' ', "")).unwrap()
}

fn png(color: ColorType, width: u32, height: u32, pixel: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(color);
    encoder.set_depth(BitDepth::Eight);
    if color == ColorType::Indexed {
        encoder.set_palette(vec![0, 0, 0, 200, 100, 50]);
        encoder.set_trns(vec![255, 0]);
    }
    encoder.add_text_chunk("Comment".into(), "<script>".into()).unwrap();
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixel.repeat((width * height) as usize)).unwrap();
    writer.finish().unwrap();
    file
}

/// Size and first pixel of what is kept.
fn kept(file: &[u8]) -> (u32, u32, [u8; 3]) {
    let picture = read(file).unwrap();
    assert!(picture.png.starts_with(PNG));
    let again = decode_png(&picture.png).unwrap();
    assert_eq!((again.width, again.height), (picture.width, picture.height));
    assert_eq!(again.bytes.len(), (again.width * again.height * 3) as usize);
    (picture.width, picture.height, [again.bytes[0], again.bytes[1], again.bytes[2]])
}

#[test]
fn every_kind_of_png_is_drawn_anew_on_white() {
    for (color, pixel, shown) in [
        (ColorType::Rgb, &[200, 100, 50][..], [200, 100, 50]),
        (ColorType::Rgba, &[200, 100, 50, 255], [200, 100, 50]),
        (ColorType::Rgba, &[200, 100, 50, 0], [255, 255, 255]),
        (ColorType::Rgba, &[0, 0, 0, 128], [127, 127, 127]),
        (ColorType::Grayscale, &[77], [77, 77, 77]),
        (ColorType::GrayscaleAlpha, &[77, 0], [255, 255, 255]),
        (ColorType::Indexed, &[0], [0, 0, 0]),
        (ColorType::Indexed, &[1], [255, 255, 255]),
    ] {
        assert_eq!(kept(&png(color, 5, 3, pixel)), (5, 3, shown), "{color:?} {pixel:?}");
    }
}

#[test]
fn a_jpeg_is_drawn_anew_as_png() {
    let (width, height, [red, green, blue]) = kept(&jpeg());
    assert_eq!((width, height), (24, 8));
    assert!((180..205).contains(&red) && green < 50 && blue < 50, "{red} {green} {blue}");
}

#[test]
fn large_pictures_are_made_smaller_in_their_shape() {
    for (width, height, kept_size) in [
        (708, 236, (708, 236)),
        (1_416, 472, (708, 236)),
        (4_000, 100, (708, 17)),
        (100, 4_000, (5, 236)),
        (4_000, 1, (708, 1)),
        (1, 4_000, (1, 236)),
        (709, 100, (708, 99)),
    ] {
        let (kept_width, kept_height, pixel) = kept(&png(ColorType::Rgb, width, height, &[10, 20, 30]));
        assert_eq!((kept_width, kept_height, pixel), (kept_size.0, kept_size.1, [10, 20, 30]), "{width}x{height}");
    }
}

#[test]
fn nothing_of_the_file_but_its_pixels_survives() {
    let mut file = png(ColorType::Rgb, 5, 3, &[1, 2, 3]);
    file.extend_from_slice(b"PK\x03\x04<script>alert(1)</script>%PDF-1.7");
    let kept = read(&file).unwrap().png;
    assert!(!kept.windows(8).any(|part| part == b"<script>"));
    assert_eq!(kept, read(&file).unwrap().png, "the same file gives the same bytes");
    assert_eq!(kept, read(&png(ColorType::Rgb, 5, 3, &[1, 2, 3])).unwrap().png);
}

#[test]
fn what_is_no_picture_is_refused() {
    let good = png(ColorType::Rgb, 50, 30, &[1, 2, 3]);
    let mut flipped = good.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0x55;
    let (cut, cut_jpeg) = (&good[..good.len() / 2], &jpeg()[..100]);
    for (file, error) in [
        (&b""[..], LogoError::OtherType),
        (b"GIF89a", LogoError::OtherType),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", LogoError::OtherType),
        (PNG, LogoError::Damaged),
        (JPEG, LogoError::Damaged),
        (cut, LogoError::Damaged),
        (cut_jpeg, LogoError::Damaged),
        (&flipped, LogoError::Damaged),
        (&vec![0; limits::LOGO_BYTES_MAX + 1], LogoError::TooManyBytes),
        (&png(ColorType::Grayscale, 4_001, 1, &[0]), LogoError::TooManyPixels),
        (&png(ColorType::Grayscale, 3_000, 3_000, &[0]), LogoError::TooManyPixels),
    ] {
        assert_eq!(read(file).map(|picture| picture.width), Err(error), "{} bytes", file.len());
    }
}

#[test]
fn a_size_that_is_only_claimed_costs_no_memory() {
    let mut file = png(ColorType::Grayscale, 1, 1, &[0]);
    // The width in the head says four thousand million pixels; its check sum no longer fits either.
    file[16..20].copy_from_slice(&u32::MAX.to_be_bytes()[..4]);
    assert!(read(&file).is_err());
    let mut file = jpeg();
    let frame = file.windows(2).position(|marker| marker == [0xff, 0xc0]).unwrap();
    file[frame + 5..frame + 9].copy_from_slice(&[0xff; 4]);
    assert!(read(&file).is_err());
}
