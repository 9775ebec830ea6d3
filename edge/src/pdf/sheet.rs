//! One page as a list of marks, and the painting of them. Layout ends before painting starts, so every foot can say how
//! many pages there are.

use krilla::{
    action::LinkAction,
    annotation::{Annotation, LinkAnnotation, Target},
    color::{Color, luma, rgb},
    geom::{PathBuilder, Point, Rect, Size, Transform},
    image::Image,
    num::NormalizedF32,
    paint::{Fill, FillRule, Stroke},
    surface::Surface,
};
use qrcodegen::QrCode;

use super::{
    fonts::{Fonts, Ink, Run, Style},
    geometry::{HAIRLINE, SHEET_HEIGHT, SHEET_WIDTH},
    qr::dark_runs,
};

/// Something on a page. Distances are in points from its upper left corner.
pub(crate) enum Mark {
    /// A line of text from this point of its base line.
    Text { x: f32, baseline: f32, run: Run, style: Style },
    /// A horizontal rule.
    Rule { x: f32, y: f32, width: f32, thickness: f32, ink: Ink },
    /// A box.
    Frame { x: f32, y: f32, width: f32, height: f32 },
    /// The tenant's logo.
    Logo { x: f32, y: f32, width: f32, height: f32 },
    /// A place that leads to an address.
    Link { x: f32, y: f32, width: f32, height: f32, address: String },
    /// A word across the middle of the page, rising by 45 degrees.
    Watermark { run: Run, style: Style },
    /// A QR code, without its quiet zone.
    Code { x: f32, y: f32, side: f32, code: QrCode },
}

/// One page.
#[derive(Default)]
pub(crate) struct Sheet {
    pub marks: Vec<Mark>,
}

impl Sheet {
    /// Draws everything. Marks without an extent are left out.
    pub(crate) fn paint(&self, surface: &mut Surface<'_>, fonts: &Fonts, accent: rgb::Color, logo: Option<&Image>) {
        for mark in &self.marks {
            match mark {
                Mark::Text { x, baseline, run, style } => {
                    surface.set_fill(Some(fill(style.ink, accent)));
                    let font = fonts.font(style.weight);
                    if style.is_italic {
                        let shift = SLANT * rounded(*baseline);
                        surface.push_transform(&Transform::from_row(1.0, 0.0, -SLANT, 1.0, shift, 0.0));
                    }
                    surface.draw_glyphs(
                        Point::from_xy(rounded(*x), rounded(*baseline)),
                        &run.glyphs,
                        font,
                        &run.text,
                        style.size,
                        false,
                    );
                    if style.is_italic {
                        surface.pop();
                    }
                }
                Mark::Watermark { run, style } => {
                    surface.set_fill(Some(fill(style.ink, accent)));
                    let (sine, half) = (std::f32::consts::FRAC_1_SQRT_2, run.width * style.size / 2.0);
                    let (x, y) = (SHEET_WIDTH / 2.0, SHEET_HEIGHT / 2.0);
                    surface.push_transform(&Transform::from_row(sine, -sine, sine, sine, x, y));
                    let start = Point::from_xy(-half, style.size * HALF_CAP);
                    surface.draw_glyphs(start, &run.glyphs, fonts.font(style.weight), &run.text, style.size, false);
                    surface.pop();
                }
                Mark::Rule { x, y, width, thickness, ink } => {
                    surface.set_fill(Some(fill(*ink, accent)));
                    draw_rectangle(surface, rectangle(*x, *y, *width, *thickness));
                }
                Mark::Frame { x, y, width, height } => {
                    surface.set_fill(None);
                    surface.set_stroke(Some(stroke(Ink::Grey, HAIRLINE)));
                    draw_rectangle(surface, rectangle(*x, *y, *width, *height));
                    surface.set_stroke(None);
                }
                Mark::Logo { x, y, width, height } => draw_logo(surface, rectangle(*x, *y, *width, *height), logo),
                Mark::Link { .. } => {} // nothing is drawn: a page has its links beside its content
                Mark::Code { x, y, side, code } => draw_code(surface, *x, *y, *side, code),
            }
        }
    }
}

impl Sheet {
    /// The links of the page.
    pub(crate) fn links(&self) -> impl Iterator<Item = Annotation> {
        self.marks.iter().filter_map(|mark| match mark {
            Mark::Link { x, y, width, height, address } => {
                let target = Target::Action(LinkAction::new(address.clone()).into());
                let link = LinkAnnotation::new(rectangle(*x, *y, *width, *height)?, target);
                Some(Annotation::new_link(link, Some(address.clone())))
            }
            _ => None,
        })
    }
}

fn draw_logo(surface: &mut Surface<'_>, place: Option<Rect>, logo: Option<&Image>) {
    let (Some(place), Some(logo)) = (place, logo) else { return };
    let Some(size) = Size::from_wh(place.width(), place.height()) else { return };
    surface.push_transform(&Transform::from_translate(place.left(), place.top()));
    surface.draw_image(logo.clone(), size);
    surface.pop();
}

/// Half the height of capitals, by the type size: from the base line to their middle.
const HALF_CAP: f32 = 0.36;

/// How far an italic leans, by its height.
const SLANT: f32 = 0.2;

/// Draws the dark modules of a code as one dash per row of them that touch, in units of a module: whole numbers keep a file
/// of a thousand edges small.
fn draw_code(surface: &mut Surface<'_>, x: f32, y: f32, side: f32, code: &QrCode) {
    let mut path = PathBuilder::new();
    for run in dark_runs(code) {
        path.move_to(run.column as f32, run.row as f32);
        path.line_to(run.column.saturating_add(run.length) as f32, run.row as f32);
    }
    let Some(path) = path.finish() else { return };
    let module = rounded(side / code.size() as f32);
    // A dash has its module above and below it by half.
    surface.push_transform(&Transform::from_row(module, 0.0, 0.0, module, rounded(x), rounded(y + module / 2.0)));
    surface.set_fill(None);
    surface.set_stroke(Some(stroke(Ink::Black, 1.0)));
    surface.draw_path(&path);
    surface.set_stroke(None);
    surface.pop();
}

fn rectangle(x: f32, y: f32, width: f32, height: f32) -> Option<Rect> {
    Rect::from_ltrb(rounded(x), rounded(y), rounded(x + width), rounded(y + height))
}

/// Hundredths of a point are finer than any printer, and short in the file.
fn rounded(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}

fn draw_rectangle(surface: &mut Surface<'_>, rectangle: Option<Rect>) {
    let Some(rectangle) = rectangle else { return };
    let mut path = PathBuilder::new();
    path.push_rect(rectangle);
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

/// A line in black or grey.
fn stroke(ink: Ink, width: f32) -> Stroke {
    Stroke { paint: color(ink, rgb::Color::black()).into(), width, ..Stroke::default() }
}

fn fill(ink: Ink, accent: rgb::Color) -> Fill {
    Fill { paint: color(ink, accent).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

fn color(ink: Ink, accent: rgb::Color) -> Color {
    match ink {
        Ink::Black => luma::Color::new(0).into(),
        Ink::Grey => luma::Color::new(102).into(), // 60 % of black
        Ink::Hairline => luma::Color::new(204).into(),
        Ink::Faint => luma::Color::new(232).into(),
        Ink::Accent => accent.into(),
    }
}
