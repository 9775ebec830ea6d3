//! The Belgian VAT codes that every tenant starts from.
//!
//! Sources: the VAT Code and Royal Decrees no. 1, 4 and 20. What the law prescribes in Dutch and French stands here word for
//! word; English and German are translations. Where one wording serves every language, it is the same in all four.

use jiff::civil::{Date, date};

use super::VatCode;
use crate::{
    billing::vat::VatCategory,
    language::{Language, Texts},
    money::Percentage,
};

/// One text in Dutch, French, English and German.
type Four = [&'static str; 4];

/// A code in one period.
struct Row {
    code: &'static str,
    label: Four,
    rate: u8,
    category: VatCategory,
    exemption_code: Option<&'static str>,
    sentence: Option<Four>,
    from: Date,
    to: Option<Date>,
}

/// The rate of 21 % counts since this day; no document of this product is older.
const START: Date = date(1996, 1, 1);

/// A rate with nothing to say.
const fn rate(code: &'static str, rate: u8, label: Four) -> Row {
    Row { code, label, rate, category: VatCategory::S, exemption_code: None, sentence: None, from: START, to: None }
}

/// No VAT, for a reason that must print.
const fn without_vat(
    code: &'static str,
    category: VatCategory,
    exemption_code: Option<&'static str>,
    label: Four,
    sentence: Four,
) -> Row {
    Row { code, label, rate: 0, category, exemption_code, sentence: Some(sentence), from: START, to: None }
}

/// Royal Decree no. 20, as it stands since the certificate of the customer gave way to this declaration.
const RENOVATION: Four = [
    "Btw-tarief: Bij gebrek aan schriftelijke betwisting binnen een termijn van één maand vanaf de ontvangst van de factuur, wordt de klant geacht te erkennen dat (1) de werken worden verricht aan een woning waarvan de eerste ingebruikneming heeft plaatsgevonden in een kalenderjaar dat ten minste tien jaar voorafgaat aan de datum van de eerste factuur met betrekking tot die werken, (2) de woning, na uitvoering van die werken, uitsluitend of hoofdzakelijk als privéwoning wordt gebruikt en (3) de werken worden verstrekt en gefactureerd aan een eindverbruiker. Wanneer minstens één van die voorwaarden niet is voldaan, zal het normale btw-tarief van 21 pct. van toepassing zijn en is de afnemer ten aanzien van die voorwaarden aansprakelijk voor de betaling van de verschuldigde belasting, interesten en geldboeten.",
    "Taux de TVA : En l'absence de contestation par écrit, dans un délai d'un mois à compter de la réception de la facture, le client est présumé reconnaître que (1) les travaux sont effectués à un bâtiment d'habitation dont la première occupation a eu lieu au cours d'une année civile qui précède d'au moins dix ans la date de la première facture relative à ces travaux, (2) qu'après l'exécution de ces travaux, l'habitation est utilisée, soit exclusivement soit à titre principal comme logement privé et (3) que ces travaux sont fournis et facturés à un consommateur final. Si au moins une de ces conditions n'est pas remplie, le taux normal de TVA de 21 p.c. sera applicable et le client endossera, par rapport à ces conditions, la responsabilité quant au paiement de la taxe, des intérêts et des amendes dus.",
    "VAT rate: Unless the customer objects in writing within one month of receiving the invoice, the customer is deemed to acknowledge that (1) the works are carried out on a dwelling first occupied in a calendar year at least ten years before the date of the first invoice for those works, (2) after the works the dwelling is used exclusively or mainly as a private dwelling and (3) the works are supplied and invoiced to a final consumer. If at least one of these conditions is not met, the standard VAT rate of 21% applies and the customer is liable, as to these conditions, for the VAT, interest and fines due.",
    "MwSt.-Satz: Widerspricht der Kunde nicht innerhalb eines Monats nach Erhalt der Rechnung schriftlich, gilt als anerkannt, dass (1) die Arbeiten an einer Wohnung ausgeführt werden, deren erste Nutzung in einem Kalenderjahr begann, das mindestens zehn Jahre vor dem Datum der ersten Rechnung über diese Arbeiten liegt, (2) die Wohnung nach den Arbeiten ausschließlich oder hauptsächlich als Privatwohnung genutzt wird und (3) die Arbeiten an einen Endverbraucher erbracht und ihm berechnet werden. Ist mindestens eine dieser Bedingungen nicht erfüllt, gilt der normale Satz von 21 %, und der Kunde haftet insoweit für die geschuldete Steuer, Zinsen und Geldbußen.",
];

/// Royal Decree no. 1, article 20, since 1 January 2023.
const CO_CONTRACTOR: Four = [
    "Verlegging van heffing. Bij gebrek aan schriftelijke betwisting binnen een termijn van één maand na de ontvangst van de factuur, wordt de afnemer geacht te erkennen dat hij een belastingplichtige is gehouden tot de indiening van periodieke aangiften. Als die voorwaarde niet vervuld is, is de afnemer ten aanzien van die voorwaarde aansprakelijk voor de betaling van de verschuldigde belasting, interesten en geldboeten.",
    "Autoliquidation. En l'absence de contestation par écrit, dans un délai d'un mois à compter de la réception de la facture, le client est présumé reconnaître qu'il est un assujetti tenu au dépôt de déclarations périodiques. Si cette condition n'est pas remplie, le client endossera, par rapport à cette condition, la responsabilité quant au paiement de la taxe, des intérêts et des amendes dus.",
    "Reverse charge. Unless the customer objects in writing within one month of receiving the invoice, the customer is deemed to acknowledge being a taxable person who files periodic VAT returns. If this condition is not met, the customer is liable, as to this condition, for the VAT, interest and fines due.",
    "Steuerschuldnerschaft des Leistungsempfängers. Widerspricht der Kunde nicht innerhalb eines Monats nach Erhalt der Rechnung schriftlich, gilt als anerkannt, dass er ein Steuerpflichtiger ist, der periodische Erklärungen abgibt. Ist diese Bedingung nicht erfüllt, haftet der Kunde insoweit für die geschuldete Steuer, Zinsen und Geldbußen.",
];

/// The same words in every language, as invoices across borders carry them.
const REVERSE_CHARGE: &str = "Btw verlegd / Autoliquidation / Reverse charge, art. 196 Dir. 2006/112/EC";

static ROWS: [Row; 16] = [
    rate("21", 21, ["21 % btw", "TVA 21 %", "VAT 21%", "MwSt. 21 %"]),
    rate("12", 12, ["12 % btw", "TVA 12 %", "VAT 12%", "MwSt. 12 %"]),
    rate("6", 6, ["6 % btw", "TVA 6 %", "VAT 6%", "MwSt. 6 %"]),
    Row {
        sentence: Some(RENOVATION),
        from: date(2022, 1, 1),
        ..rate(
            "6-renovation",
            6,
            [
                "6 % btw, renovatie woning ouder dan 10 jaar",
                "TVA 6 %, rénovation habitation de plus de 10 ans",
                "VAT 6%, renovation of a dwelling over 10 years old",
                "MwSt. 6 %, Renovierung einer Wohnung älter als 10 Jahre",
            ],
        )
    },
    Row { to: Some(date(2026, 2, 28)), ..rate("hotel", 6, HOTEL) },
    Row { from: date(2026, 3, 1), ..rate("hotel", 12, HOTEL) },
    Row {
        category: VatCategory::Z,
        ..rate(
            "0",
            0,
            [
                "Nultarief (kranten e.d.)",
                "Taux zéro (journaux, etc.)",
                "Zero rate (newspapers etc.)",
                "Nullsatz (Zeitungen u. Ä.)",
            ],
        )
    },
    Row {
        from: date(2023, 1, 1),
        ..without_vat(
            "co-contractor",
            VatCategory::AE,
            Some("VATEX-EU-AE"),
            [
                "Btw verlegd, werk in onroerende staat (medecontractant)",
                "Autoliquidation, travaux immobiliers (cocontractant)",
                "Reverse charge, works on immovable property (co-contractor)",
                "Verlagerung, Arbeiten an Immobilien (Vertragspartner)",
            ],
            CO_CONTRACTOR,
        )
    },
    without_vat(
        "eu-services",
        VatCategory::AE,
        Some("VATEX-EU-AE"),
        [
            "Intracommunautaire dienst",
            "Service intracommunautaire",
            "Services to a business in the EU",
            "Innergemeinschaftliche Leistung",
        ],
        [REVERSE_CHARGE, REVERSE_CHARGE, REVERSE_CHARGE, REVERSE_CHARGE],
    ),
    without_vat(
        "eu-goods",
        VatCategory::K,
        Some("VATEX-EU-IC"),
        [
            "Intracommunautaire levering",
            "Livraison intracommunautaire",
            "Goods to a business in the EU",
            "Innergemeinschaftliche Lieferung",
        ],
        [
            "Vrijgestelde intracommunautaire levering, art. 39bis W.Btw",
            "Livraison intracommunautaire exemptée, art. 39bis C.TVA",
            "Exempt intra-Community supply, art. 39bis Belgian VAT Code",
            "Steuerfreie innergemeinschaftliche Lieferung, Art. 39bis MwStGB (Belgien)",
        ],
    ),
    without_vat(
        "export",
        VatCategory::G,
        Some("VATEX-EU-G"),
        ["Uitvoer buiten de EU", "Exportation hors UE", "Export outside the EU", "Ausfuhr aus der EU"],
        [
            "Uitvoer, art. 39 W.Btw",
            "Exportation, art. 39 C.TVA",
            "Export, art. 39 Belgian VAT Code",
            "Ausfuhr, Art. 39 MwStGB (Belgien)",
        ],
    ),
    without_vat(
        "exempt",
        VatCategory::E,
        None,
        ["Vrijgesteld, art. 44", "Exempté, art. 44", "Exempt, art. 44", "Befreit, Art. 44"],
        [
            "Vrijgesteld van btw, art. 44 W.Btw",
            "Exempté de TVA, art. 44 C.TVA",
            "Exempt from VAT, art. 44 Belgian VAT Code",
            "Von der MwSt. befreit, Art. 44 MwStGB (Belgien)",
        ],
    ),
    without_vat(
        "exempt-medical",
        VatCategory::E,
        Some("VATEX-EU-132-1C"),
        [
            "Vrijgesteld, medische verzorging",
            "Exempté, soins médicaux",
            "Exempt, medical care",
            "Befreit, Heilbehandlung",
        ],
        [
            "Medische verzorging vrijgesteld van btw, art. 44, § 1 W.Btw",
            "Soins médicaux exemptés de TVA, art. 44, § 1er C.TVA",
            "Medical care exempt from VAT, art. 44 §1 Belgian VAT Code",
            "Heilbehandlung, von der MwSt. befreit, Art. 44 § 1 MwStGB (Belgien)",
        ],
    ),
    without_vat(
        "exempt-rent",
        VatCategory::E,
        Some("VATEX-EU-135-1"),
        [
            "Vrijgesteld, verhuur onroerend goed",
            "Exempté, location immobilière",
            "Exempt, letting of immovable property",
            "Befreit, Vermietung von Immobilien",
        ],
        [
            "Onroerende verhuur vrijgesteld van btw, art. 44, § 3, 2° W.Btw",
            "Location immobilière exemptée de TVA, art. 44, § 3, 2° C.TVA",
            "Letting of immovable property exempt from VAT, art. 44 §3, 2° Belgian VAT Code",
            "Vermietung von Immobilien, von der MwSt. befreit, Art. 44 § 3 Nr. 2 MwStGB (Belgien)",
        ],
    ),
    Row {
        from: date(2025, 1, 1),
        ..without_vat(
            "small-enterprise",
            VatCategory::E,
            None,
            [
                "Vrijstelling kleine onderneming (art. 56bis)",
                "Franchise petite entreprise (art. 56bis)",
                "Small enterprise exemption (art. 56bis)",
                "Befreiung kleiner Unternehmen (Art. 56bis)",
            ],
            [
                "Bijzondere vrijstellingsregeling",
                "Régime particulier de la franchise de taxe",
                "Special exemption scheme for small enterprises",
                "Sonderregelung der Steuerbefreiung für Kleinunternehmen",
            ],
        )
    },
    without_vat(
        "out-of-scope",
        VatCategory::O,
        Some("VATEX-EU-O"),
        [
            "Buiten de werkingssfeer van de btw",
            "Hors champ d'application de la TVA",
            "Outside the scope of VAT",
            "Nicht steuerbar",
        ],
        ["Niet aan de btw onderworpen", "Non soumis à la TVA", "Not subject to VAT", "Unterliegt nicht der MwSt."],
    ),
];

/// Hotels, bed and breakfast, furnished lodging and camping: 6 % until 28 February 2026, 12 % since.
const HOTEL: Four = [
    "Hotel, gastenkamer, camping",
    "Hôtel, chambre d'hôtes, camping",
    "Hotel, bed and breakfast, camping",
    "Hotel, Gästezimmer, Camping",
];

/// The built-in codes, in the order of a list to choose from.
pub fn defaults() -> Vec<VatCode> {
    ROWS.iter().map(vat_code).collect()
}

fn vat_code(row: &Row) -> VatCode {
    VatCode {
        code: row.code.to_owned(),
        label: texts(row.label),
        category: row.category,
        rate: Percentage::whole(row.rate),
        exemption_code: row.exemption_code.map(str::to_owned),
        sentence: row.sentence.map_or_else(Texts::default, texts),
        valid_from: row.from,
        valid_to: row.to,
    }
}

fn texts([nl, fr, en, de]: Four) -> Texts {
    Texts::of(|language| {
        let text = match language {
            Language::Nl => nl,
            Language::Fr => fr,
            Language::En => en,
            Language::De => de,
        };
        text.to_owned()
    })
}
