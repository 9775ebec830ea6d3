//! The sheet: A4 in points, its margins and its type sizes. One place, so that the parts of a document line up.

/// Points of so many millimetres.
pub(crate) const fn mm(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}

pub(crate) const SHEET_WIDTH: f32 = mm(210.0);
pub(crate) const SHEET_HEIGHT: f32 = mm(297.0);
pub(crate) const MARGIN: f32 = mm(20.0);

/// Left edge of the text.
pub(crate) const LEFT: f32 = MARGIN;
/// Right edge of the text.
pub(crate) const RIGHT: f32 = SHEET_WIDTH - MARGIN;
/// Width of the text.
pub(crate) const WIDTH: f32 = RIGHT - LEFT;
/// Upper edge of the first line of a page.
pub(crate) const TOP: f32 = MARGIN;
/// Lower edge of the foot.
pub(crate) const FOOT_BOTTOM: f32 = SHEET_HEIGHT - mm(12.0);
/// Smallest space between the body and the foot.
pub(crate) const FOOT_GAP: f32 = mm(5.0);

/// Where the coloured rule under the title stands, unless the letterhead needs more room.
pub(crate) const TITLE_RULE: f32 = mm(36.0);
/// Where the parties stand: the window of an envelope with its window at the right.
pub(crate) const PARTIES_TOP: f32 = mm(45.0);
/// Left edge of the buyer inside that window.
pub(crate) const BUYER_LEFT: f32 = mm(115.0);
/// Width of the totals.
pub(crate) const TOTALS_WIDTH: f32 = mm(70.0);

pub(crate) const TEXT_SIZE: f32 = 9.5;
pub(crate) const SMALL_SIZE: f32 = 8.0;
pub(crate) const TITLE_SIZE: f32 = 18.0;
pub(crate) const NAME_SIZE: f32 = 13.0;
/// Height of a line of text by its size.
pub(crate) const LINE_HEIGHT: f32 = 1.35;
/// Hairlines.
pub(crate) const HAIRLINE: f32 = 0.5;
