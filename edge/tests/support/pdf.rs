//! PDF files for tests, made by hand.

/// Sales conditions of so many pages, with these entries in the catalog.
pub fn conditions(pages: usize, in_catalog: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..pages).map(|page| format!("{} 0 R", 3 + page)).collect();
    let mut objects = vec![
        format!("<</Type/Catalog/Pages 2 0 R{in_catalog}>>"),
        format!("<</Type/Pages/Kids[{}]/Count {pages}/MediaBox[0 0 595 842]>>", kids.join(" ")),
    ];
    objects.extend((0..pages).map(|page| format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", 3 + pages + page)));
    objects.extend((0..pages).map(|page| {
        let content = format!("{page} 0 m 9 9 l S");
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len())
    }));
    let mut file = String::from("%PDF-1.4\n");
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (place, object) in (1..).zip(&objects) {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{place} 0 obj\n{object}\nendobj\n"));
    }
    let (start, size) = (file.len(), objects.len() + 1);
    format!("{file}{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").into_bytes()
}

/// How many pages a PDF has.
pub fn pages(file: &[u8]) -> usize {
    hayro_syntax::Pdf::new(file.to_vec()).unwrap_or_else(|error| panic!("{error:?}")).pages().len()
}

/// Whether a PDF says that it is an archive (PDF/A).
pub fn is_archive(file: &[u8]) -> bool {
    let read = hayro_syntax::Pdf::new(file.to_vec()).unwrap_or_else(|error| panic!("{error:?}"));
    let mut streams = read.objects().into_iter().filter_map(|object| object.into_stream());
    streams.any(|stream| stream.decoded().is_ok_and(|text| String::from_utf8_lossy(&text).contains("pdfaid:part")))
}
