//! Where the next thing goes: the pages so far, how far the last one is filled, and the few ways to put text on it.

use super::{
    fonts::{Fonts, Ink, Run, Style},
    geometry::{self, HAIRLINE, LEFT, LINE_HEIGHT, SHEET_HEIGHT, TOP, WIDTH},
    sheet::{Mark, Sheet},
    text::{self, wrap},
};

/// The pages of a document while it is laid out.
pub(crate) struct Composer<'a> {
    pub fonts: &'a Fonts,
    /// Finished pages and, last, the one being filled.
    pub sheets: Vec<Sheet>,
    /// Upper edge of what comes next.
    pub y: f32,
    /// Lower edge of the body.
    bottom: f32,
    /// Head of every page but the first: left and right text.
    running_head: (Run, Run),
}

/// The style of a running head.
const RUNNING: Style = Style::regular(geometry::SMALL_SIZE).grey();

impl<'a> Composer<'a> {
    pub(crate) fn new(fonts: &'a Fonts, foot_height: f32, running_head: (&str, &str)) -> Self {
        let (left, right) = running_head;
        let half = |text| text::wrap_at_most(fonts, text, RUNNING, WIDTH / 2.0 - 12.0, 1).pop();
        let run = |text| half(text).unwrap_or_else(|| fonts.shape("", RUNNING));
        Self {
            fonts,
            sheets: vec![Sheet::default()],
            y: TOP,
            bottom: SHEET_HEIGHT - foot_height,
            running_head: (run(left), run(right)),
        }
    }

    /// Height that is left on this page.
    pub(crate) fn room(&self) -> f32 {
        self.bottom - self.y
    }

    /// Starts a page with its running head.
    pub(crate) fn start_page(&mut self) {
        self.sheets.push(Sheet::default());
        let (left, right) = self.running_head.clone();
        let baseline = TOP + ascent(RUNNING);
        let right_edge = LEFT + WIDTH;
        self.mark(Mark::Text { x: right_edge - right.width * RUNNING.size, baseline, run: right, style: RUNNING });
        self.mark(Mark::Text { x: LEFT, baseline, run: left, style: RUNNING });
        self.y = TOP + line_height(RUNNING) + 4.0;
        self.hairline(LEFT, self.y, WIDTH);
        self.y += 14.0;
    }

    /// Starts a page if less than this height is left and a page has more.
    pub(crate) fn ensure_room(&mut self, height: f32) {
        if self.room() < height && self.y > TOP + 60.0 {
            self.start_page();
        }
    }

    pub(crate) fn mark(&mut self, mark: Mark) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.marks.push(mark);
        }
    }

    pub(crate) fn hairline(&mut self, x: f32, y: f32, width: f32) {
        self.mark(Mark::Rule { x, y, width, thickness: HAIRLINE, ink: Ink::Hairline });
    }

    /// One shaped line whose upper edge is `y`.
    pub(crate) fn run(&mut self, x: f32, y: f32, run: Run, style: Style) {
        self.mark(Mark::Text { x, baseline: y + ascent(style), run, style });
    }

    /// A text on one line from `x`, made smaller where it would be wider than `width`.
    pub(crate) fn text_left(&mut self, x: f32, y: f32, width: f32, text: &str, style: Style) {
        let (run, fitted) = self.fitted(text, style, width);
        self.mark(Mark::Text { x, baseline: y + ascent(style), run, style: fitted });
    }

    /// The same, ending at `right`.
    pub(crate) fn text_right(&mut self, right: f32, y: f32, width: f32, text: &str, style: Style) {
        let (run, fitted) = self.fitted(text, style, width);
        self.mark(Mark::Text { x: right - run.width * fitted.size, baseline: y + ascent(style), run, style: fitted });
    }

    /// Lines below each other from `y`; answers the lower edge. For blocks that are known to fit the page.
    pub(crate) fn block(&mut self, x: f32, y: f32, lines: Vec<Run>, style: Style) -> f32 {
        let mut y = y;
        for run in lines {
            self.run(x, y, run, style);
            y += line_height(style);
        }
        y
    }

    /// A paragraph of the whole width, over pages where it must.
    pub(crate) fn paragraph(&mut self, text: &str, style: Style) {
        for run in wrap(self.fonts, text, style, WIDTH) {
            self.ensure_room(line_height(style));
            self.run(LEFT, self.y, run, style);
            self.y += line_height(style);
        }
    }

    /// How wide a text is on one line.
    pub(crate) fn width_of(&self, text: &str, style: Style) -> f32 {
        self.fonts.shape(text, style).width * style.size
    }

    fn fitted(&self, text: &str, style: Style, width: f32) -> (Run, Style) {
        let run = self.fonts.shape(text, style);
        let wanted = run.width * style.size;
        if wanted <= width { (run, style) } else { (run, style.scaled(width / wanted)) }
    }
}

/// Height of a line.
pub(crate) fn line_height(style: Style) -> f32 {
    style.size * LINE_HEIGHT
}

/// From the upper edge of a line to its base line: the family's cap height, centred in the line.
fn ascent(style: Style) -> f32 {
    const CAP_HEIGHT: f32 = 0.727;
    (line_height(style) + style.size * CAP_HEIGHT) / 2.0
}
