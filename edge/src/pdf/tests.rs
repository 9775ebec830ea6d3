use shared::{
    billing::{document::Draft, letterhead::Logo, number::DocumentNumber},
    format,
    language::Language,
    money::Amount,
};

use super::*;
use super::{
    geometry::{FOOT_BOTTOM, LEFT, RIGHT},
    samples::{Sample, hostile},
    sheet::Mark,
};

fn sheets(document: &Document) -> Vec<Sheet> {
    compose(document, &Fonts::load(crate::native::FONTS).unwrap())
}

/// What a page says, from top to bottom and from left to right.
fn text_of(sheet: &Sheet) -> Vec<String> {
    let texts = sheet.marks.iter().filter_map(|mark| match mark {
        Mark::Text { run, .. } => Some(run.text.clone()),
        _ => None,
    });
    texts.collect()
}

/// The edges of a mark: left, top, right, bottom.
fn edges(mark: &Mark) -> [f32; 4] {
    match mark {
        Mark::Text { x, baseline, run, style } => {
            [*x, baseline - style.size * 0.8, x + run.width * style.size, *baseline]
        }
        Mark::Rule { x, y, width, thickness, .. } => [*x, *y, x + width, y + thickness],
        Mark::Frame { x, y, width, height }
        | Mark::Logo { x, y, width, height }
        | Mark::Link { x, y, width, height, .. } => [*x, *y, x + width, y + height],
        Mark::Code { x, y, side, .. } => [*x, *y, x + side, y + side],
        // In the middle of the sheet, turned by 45 degrees.
        Mark::Watermark { run, style } => {
            let half = (run.width + 1.0) * style.size * std::f32::consts::FRAC_1_SQRT_2 / 2.0;
            let (x, y) = (SHEET_WIDTH / 2.0, SHEET_HEIGHT / 2.0);
            [x - half, y - half, x + half, y + half]
        }
    }
}

fn assert_inside_the_margins(sheets: &[Sheet], what: &str) {
    for mark in sheets.iter().flat_map(|sheet| &sheet.marks) {
        let [left, top, right, bottom] = edges(mark);
        let inside = left >= LEFT - 0.1 && top >= 40.0 && right <= RIGHT + 0.1 && bottom <= FOOT_BOTTOM + 0.1;
        assert!(inside, "{:?} of {what:.40}", edges(mark));
    }
}

#[test]
fn a_long_reference_stays_readable() {
    let Draft::Invoice(mut invoice) = Sample::default().invoice().draft().clone() else { panic!("an invoice") };
    let references = ["PO 4500012345", "PO 4500012345, cost centre 7781, Facilities Ghent, floor 04b"];
    invoice.content.buyer_reference = Some(references[0].to_owned());
    invoice.content.order_reference = Some(references[1].to_owned());
    let number = DocumentNumber::from_database("INV-2026-0017".into(), 2026, 17);
    let sheets = sheets(&Draft::Invoice(invoice).issued(number));
    assert_inside_the_margins(&sheets, "references");
    for reference in references {
        let size = sheets[0].marks.iter().find_map(|mark| match mark {
            Mark::Text { run, style, .. } if run.text == reference => Some(style.size),
            _ => None,
        });
        assert!(size.is_some_and(|size| size >= 7.0), "{reference}: {size:?}");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let file = |document: &Document| render(document, Enclosed::default(), crate::native::FONTS).unwrap();
    let invoice = Sample::default().invoice();
    assert_eq!(file(&invoice), file(&Sample::default().invoice()));
    assert_ne!(file(&invoice), file(&Sample::default().quotation()));
}

#[test]
fn a_page_is_small_and_says_that_it_is_an_archive() {
    for language in [Language::En, Language::Nl, Language::Fr, Language::De] {
        let sample = Sample { language, ..Sample::default() };
        for document in [sample.invoice(), sample.quotation(), sample.credit_note()] {
            let file = render(&document, Enclosed::default(), crate::native::FONTS).unwrap();
            assert!(file.len() < 20 * 1024, "{} bytes", file.len());
            let text = readable(&file);
            assert!(text.contains("<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"));
            assert!(text.contains(&wording::title(&document)));
        }
    }
}

#[test]
fn allowances_stand_under_the_lines_with_their_rate() {
    let text = |document: &Document| text_of(&sheets(document)[0]);
    let discounted = text(&Sample { price: "120", ..Sample::default() }.discounted_invoice());
    for row in [["21%", "-2.40", "Cash discount (2% × 120.00)"], ["0%\u{a0}E", "2.40", "Cash discount"]] {
        assert!(discounted.windows(3).any(|texts| texts == row), "{row:?} {discounted:?}");
    }
    assert!(!text(&Sample::default().invoice()).contains(&"Cash discount".to_owned()));
    // Wherever the page breaks.
    for lines in 16..30 {
        let sample = Sample { lines, ..Sample::default() };
        assert_inside_the_margins(&sheets(&sample.discounted_invoice()), "a discounted invoice");
    }
}

/// Every stream of a file that can be inflated.
fn inflated(file: &[u8]) -> Vec<Vec<u8>> {
    let starts = file.windows(7).enumerate().filter(|(_, window)| window == b"stream\n");
    starts.filter_map(|(at, _)| miniz_oxide::inflate::decompress_to_vec_zlib(&file[at + 7..]).ok()).collect()
}

/// Everything that a file says, its streams unpacked.
fn readable(file: &[u8]) -> String {
    let streams = inflated(file).concat();
    String::from_utf8_lossy(&[file, &streams].concat()).into_owned()
}

#[test]
fn the_ubl_is_an_associated_file_and_equals_what_is_sent() {
    let hostile = hostile().into_iter().map(|text| Sample { text: &text, ..Sample::default() }.invoice()).collect();
    for document in [vec![Sample::default().invoice(), Sample::default().credit_note()], hostile].concat() {
        let sent = shared::ubl::write(&document).unwrap();
        let file = render(&document, Enclosed::default(), crate::native::FONTS).unwrap();
        assert!(inflated(&file).iter().any(|stream| stream == sent.as_bytes()), "{sent}");
        let text = readable(&file);
        let name = format!("({}.xml)", document.number());
        for said in ["/AFRelationship/Alternative", "/Subtype/text#2Fxml", "/AF[", &name] {
            assert!(text.replace([' ', '\n'], "").contains(said), "{said}");
        }
    }
    let quotation = render(&Sample::default().quotation(), Enclosed::default(), crate::native::FONTS).unwrap();
    assert!(!readable(&quotation).contains("/EmbeddedFile"));
}

#[test]
fn an_invoice_says_everything_and_how_to_pay() {
    let document = Sample::default().invoice();
    let pages = sheets(&document);
    assert_eq!(pages.len(), 1);
    let text = text_of(&pages[0]);
    assert!(text.join(" ").contains("Thu 24 December 2026, 09:00–12:00"), "{text:#?}");
    for expected in [
        "Invoice INV-2026-0017",
        "QUO-2026-0004",
        "Home cleaning",
        "21%",
        "12.60",
        "€72.60",
        "BE68 5390 0754 7034",
        "+++202/6000/01711+++",
        "Scan to pay",
        "No payment was asked at booking. Please pay €72.60 by 24 December 2026.",
        "Helder Schoonmaak · BV, RPR Gent · Enterprise number 0202.239.951 · VAT BE0202239951",
        "Page 1 of 1",
    ] {
        assert!(text.iter().any(|line| line == expected), "{expected} in {text:#?}");
    }
    assert!(pages[0].marks.iter().any(|mark| matches!(mark, Mark::Code { .. })));
}

#[test]
fn a_quotation_and_a_free_invoice_show_no_account_to_pay_into() {
    let free = Sample { price: "0", ..Sample::default() };
    for document in [Sample::default().quotation(), free.invoice()] {
        let pages = sheets(&document);
        assert!(!pages[0].marks.iter().any(|mark| matches!(mark, Mark::Code { .. } | Mark::Frame { .. })));
    }
    let text = text_of(&sheets(&Sample::default().quotation())[0]).join(" ");
    assert!(text.contains("How to accept") && text.contains("31 December 2026"), "{text}");
    assert!(text_of(&sheets(&free.invoice())[0]).iter().any(|line| line == "There is nothing to pay."));
}

#[test]
fn a_credit_note_says_what_it_corrects_and_asks_for_no_money() {
    let pages = sheets(&Sample::default().credit_note());
    let lines = text_of(&pages[0]);
    assert!(lines.iter().any(|line| line == "Reason: Booked by mistake"), "nothing follows on its line: {lines:#?}");
    let text = lines.join(" ");
    for expected in [
        "Credit note CRN-2026-0002",
        "Corrects invoice INV-2026-0017 of 1 December 2026.",
        "VAT to be repaid to the State",
        "Amount credited €72.60",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
    assert!(!text.contains("+++") && !text.contains("Payment"), "{text}");
    assert!(!pages[0].marks.iter().any(|mark| matches!(mark, Mark::Code { .. } | Mark::Frame { .. })));
}

#[test]
fn long_documents_repeat_heads_and_carry_their_subtotal() {
    let document = Sample { lines: 200, rates: 3, ..Sample::default() }.invoice();
    let pages = sheets(&document);
    assert!(pages.len() > 4, "{}", pages.len());
    assert_inside_the_margins(&pages, "200 lines");
    let texts: Vec<Vec<String>> = pages.iter().map(text_of).collect();
    let said = |page: usize, what: &str| texts[page].iter().any(|line| line == what);
    let mut counted = 0;
    for (page, text) in texts.iter().enumerate() {
        assert!(said(page, &format!("Page {} of {}", page + 1, pages.len())));
        let rows = text.iter().filter(|line| *line == "Home cleaning").count();
        if rows == 0 {
            continue;
        }
        assert!(said(page, "Unit price") && said(page, "Amount (EUR)"), "heads on page {page}");
        assert_eq!(said(page, "Brought forward"), counted > 0);
        counted += rows;
        assert_eq!(said(page, "Carried forward"), counted < 200);
        if counted < 200 {
            let subtotal =
                format::amount(Amount::from_cents(i64::try_from(counted).unwrap() * 6_000).unwrap(), Language::En);
            assert!(said(page, &subtotal) && said(page + 1, &subtotal), "{subtotal}");
        }
    }
    assert_eq!(counted, 200);
}

#[test]
fn heads_of_the_table_never_stand_without_a_row() {
    // Descriptions from a line to more than a page, so that one of them is just longer than what is left of the first page.
    for words in (1..240).step_by(11) {
        let note = "swept and mopped ".repeat(words);
        let sample = Sample { note: &note, ..Sample::default() };
        let pages = sheets(&sample.invoice());
        assert_inside_the_margins(&pages, "a long description");
        for page in pages.iter().map(text_of) {
            let heads = page.iter().position(|line| line == "Unit price");
            let below = heads.map(|at| page[at..].iter().any(|line| line.contains("swept") || line == "Home cleaning"));
            assert_ne!(below, Some(false), "{words}: {page:#?}");
        }
    }
}

#[test]
fn a_draft_says_so_on_every_page_and_nobody_can_book_or_pay_it() {
    for language in [Language::En, Language::Nl, Language::Fr, Language::De] {
        let sample = Sample { lines: 60, language, ..Sample::default() };
        let words = wording::wording(language);
        let number = || DocumentNumber::not_given(words.draft);
        for draft in [sample.invoice().draft().clone(), sample.quotation().draft().clone()] {
            let document = draft.issued(number());
            let pages = sheets(&document);
            assert!(pages.len() > 1);
            for page in &pages {
                let marks = page.marks.iter().filter_map(|mark| match mark {
                    Mark::Watermark { run, .. } => Some(run.text.clone()),
                    _ => None,
                });
                assert_eq!(marks.collect::<Vec<_>>(), [words.draft.to_uppercase()]);
                assert!(!page.marks.iter().any(|mark| matches!(mark, Mark::Code { .. })));
            }
            let file = render(&document, Enclosed::default(), crate::native::FONTS).unwrap();
            assert!(!readable(&file).contains("/EmbeddedFile"), "no UBL");
        }
    }
    let marks = sheets(&Sample::default().invoice());
    assert!(!marks.iter().flat_map(|page| &page.marks).any(|mark| matches!(mark, Mark::Watermark { .. })));
    let file = render(&Sample::default().invoice(), Enclosed::default(), crate::native::FONTS).unwrap();
    assert!(readable(&file).contains("/EmbeddedFile"));
}

#[test]
fn as_many_rates_as_there_can_be_still_fit() {
    for rates in [10, 40, 79] {
        let document = Sample { lines: 79, rates, ..Sample::default() }.invoice();
        assert_inside_the_margins(&sheets(&document), "many rates");
    }
}

#[test]
fn no_text_breaks_a_page() {
    for text in hostile() {
        let sample = Sample { text: &text, ..Sample::default() };
        assert_inside_the_margins(&sheets(&sample.quotation()), &text);
        assert_inside_the_margins(&sheets(&sample.credit_note()), &text);
        let invoice = sample.invoice();
        assert_inside_the_margins(&sheets(&invoice), &text);
        assert!(
            render(&invoice, Enclosed::default(), crate::native::FONTS).unwrap().starts_with(b"%PDF-1.7"),
            "{text:.40}"
        );
    }
}

#[test]
fn a_description_that_is_longer_than_a_page_runs_on() {
    let note = "x".repeat(10_000);
    let pages = sheets(&Sample { note: &note, lines: 2, ..Sample::default() }.invoice());
    assert_inside_the_margins(&pages, "10,000 characters");
    let printed: usize =
        pages.iter().flat_map(text_of).filter(|line| line.starts_with("xx")).map(|line| line.len()).sum();
    assert_eq!(printed, 2 * note.len());
}

#[test]
fn every_place_of_a_break_is_a_good_one() {
    for lines in 1..30 {
        let document = Sample { lines, ..Sample::default() }.invoice();
        assert_inside_the_margins(&sheets(&document), "breaks");
    }
}

#[test]
fn only_a_colour_is_a_colour() {
    assert_eq!(parse_color("#0F5F57").map(|color| (color.red(), color.green(), color.blue())), Some((15, 95, 87)));
    for other in ["0F5F57", "#0F5F5", "#0F5F5é", "#+1+1+1", "", "red"] {
        assert_eq!(parse_color(other).map(|color| color.red()), None, "{other}");
    }
}

#[test]
fn the_letterhead_stands_above_the_first_page_and_below_every_page() {
    let sample = Sample {
        lines: 60,
        header: "**Helder**\n*since 1998*\n[helder.example](https://helder.example)",
        footer: "-><- Thank you for your **trust**.",
        ..Sample::default()
    };
    let document = sample.invoice();
    let pages = sheets(&document);
    assert!(pages.len() > 1);
    for (place, page) in pages.iter().enumerate() {
        let text = text_of(page);
        assert_eq!(text.iter().any(|line| line == "since 1998"), place == 0, "{text:#?}");
        assert!(text.windows(3).any(|line| line == ["Thank you for your ", "trust", "."]), "{text:#?}");
        assert!(text.iter().any(|line| line.contains("Enterprise number 0202.239.951")));
    }
    assert_eq!(pages.iter().flat_map(Sheet::links).count(), 1);
    assert_inside_the_margins(&pages, "letterhead");

    let file = render(&document, Enclosed::default(), crate::native::FONTS).unwrap();
    assert_eq!(
        file,
        render(&sample.invoice(), Enclosed::default(), crate::native::FONTS).unwrap(),
        "same invoice, same bytes"
    );
    let text = readable(&file);
    assert!(text.contains("(https://helder.example)") && text.contains("<pdfaid:part>3</pdfaid:part>"));
}

#[test]
fn a_logo_is_printed_and_never_left_out_silently() {
    let mut png = Vec::new();
    let mut writer = png::Encoder::new(&mut png, 30, 10).write_header().unwrap();
    writer.write_image_data(&[0x55; 300]).unwrap();
    writer.finish().unwrap();
    let logo = crate::work::file::logo_picture::read(&png).unwrap();
    let Draft::Invoice(mut invoice) = Sample::default().invoice().draft().clone() else { panic!("an invoice") };
    invoice.content.letterhead.logo =
        Some(Logo { sha256: "0".repeat(64), media_type: "image/png".into(), width: logo.width, height: logo.height });
    let document = Draft::Invoice(invoice).issued(Sample::default().invoice().number().clone());

    let print =
        |logo: Option<Vec<u8>>| render(&document, Enclosed { logo, ..Enclosed::default() }, crate::native::FONTS);
    let file = print(Some(logo.png.clone())).unwrap();
    assert_eq!(file, print(Some(logo.png)).unwrap(), "same invoice, same bytes");
    let text = readable(&file);
    assert!(text.replace(' ', "").contains("/Subtype/Image") && text.contains("<pdfaid:part>3</pdfaid:part>"));
    assert_inside_the_margins(&sheets(&document), "logo");
    for missing in [None, Some(b"\x89PNG".to_vec())] {
        assert!(matches!(print(missing), Err(PdfError::Logo)));
    }
}

#[test]
fn the_largest_letterhead_leaves_room_for_the_document() {
    let full = |line: &str| {
        let lines = shared::limits::RICH_TEXT_LINES_MAX;
        let line = line.repeat(shared::limits::RICH_TEXT_CHARS_MAX / lines / line.len() - 1);
        vec![line; lines].join("\n")
    };
    for text in ["W ", "- W", "漢"] {
        let text = full(text);
        let sample = Sample { lines: 30, header: &text, footer: &text, ..Sample::default() };
        let pages = sheets(&sample.invoice());
        assert_inside_the_margins(&pages, &text);
        assert!(pages.len() < 8, "{} pages", pages.len());
        assert!(text_of(&pages[0]).iter().any(|line| line == "Invoice INV-2026-0017"));
    }
}

#[test]
fn a_document_without_letterhead_looks_as_before() {
    let rule = |sample: Sample<'_>| {
        let pages = sheets(&sample.invoice());
        let is_thick = |mark: &Mark| matches!(mark, Mark::Rule { thickness, .. } if *thickness > 1.0);
        pages[0]
            .marks
            .iter()
            .find(|mark| is_thick(mark))
            .map(|mark| if let Mark::Rule { y, .. } = mark { *y } else { 0.0 })
    };
    assert_eq!(rule(Sample::default()), Some(geometry::TITLE_RULE));
    assert_eq!(rule(Sample { text: &"W".repeat(120), ..Sample::default() }), Some(geometry::TITLE_RULE));
    assert_eq!(rule(Sample { header: "one line", ..Sample::default() }), Some(geometry::TITLE_RULE));
    assert!(rule(Sample { header: "1\n2\n3\n4\n5\n6", ..Sample::default() }) > Some(geometry::TITLE_RULE));
}
