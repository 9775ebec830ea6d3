//! Typed lines, allowances and charges, read.

use jiff::civil::Date;

use crate::{
    billing::{
        allowance::{AllowanceCharge, AllowanceKind},
        editor::form::{AllowanceForm, Basis, LineForm, LineFormKind},
        line::{Line, LineAllowance},
        unit::Unit,
        vat::VatTreatment,
        vat_code::VatCodes,
        wording::wording,
    },
    fault::Fault,
    language::Language,
    limits,
    money::{Amount, MoneyError, Percentage, Quantity, UnitPrice},
};

/// UNCL5189: discount.
const DISCOUNT_CODE: &str = "95";
/// UNCL7161: other services. The code "mutually defined" is that of a cash discount.
const CHARGE_CODE: &str = "ADR";

/// What lines are read by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading<'a> {
    /// The tenant's VAT table.
    pub vat_codes: &'a VatCodes,
    /// The day whose rates count.
    pub tax_point: Date,
    /// Language of the document.
    pub language: Language,
}

/// The id of a field of a line in the form.
pub(super) fn line_field(key: u32, field: &str) -> String {
    format!("line-{key}-{field}")
}

/// The id of a field of an allowance or charge in the form.
pub(super) fn allowance_field(key: u32, field: &str) -> String {
    format!("allowance-{key}-{field}")
}

impl Reading<'_> {
    /// A line that is sold.
    pub(super) fn item_line(&self, form: &LineForm) -> Result<Line, Vec<Fault>> {
        let mut faults = Vec::new();
        let at = |field: &str| line_field(form.key, field);
        let name =
            text(&mut faults, &form.name, at("name"), limits::NAME_CHARS_MAX, Some("Say what is sold on this line."));
        let description =
            paragraphs(&mut faults, &form.description, at("description"), limits::LINE_DESCRIPTION_CHARS_MAX);
        let quantity = keep(&mut faults, quantity(&form.quantity, at("quantity")));
        let price = keep(&mut faults, price(&form.price, at("price")));
        let unit = Unit::parse(&form.unit);
        if unit.is_none() {
            faults.push(Fault::new("unit", at("unit"), "Choose a unit."));
        }
        let vat = keep(&mut faults, self.treatment(&form.vat_code, at("vat")));
        let (Some(quantity), Some(price), Some(unit), Some(vat)) = (quantity, price, unit, vat) else {
            return Err(faults);
        };
        let line = Line::new(name, description, quantity, unit.code(), price, vat);
        let Some(line) = keep(&mut faults, line.map_err(|_| too_large(at("price")))) else { return Err(faults) };
        let line = keep(&mut faults, self.with_allowances(line, form));
        match line {
            Some(line) if faults.is_empty() => Ok(line),
            _ => Err(faults),
        }
    }

    /// A text between the lines; `beside` is the treatment of the nearest line that is sold.
    pub(super) fn text_line(&self, form: &LineForm, beside: &VatTreatment) -> Result<Line, Vec<Fault>> {
        let mut faults = Vec::new();
        let written = match form.description.trim() {
            "" => form.name.clone(),
            more => format!("{}\n{more}", form.name.trim()),
        };
        let at = line_field(form.key, "name");
        let written = paragraphs(&mut faults, &written, at, limits::LINE_TEXT_CHARS_MAX);
        if faults.is_empty() { Ok(Line::text(written, beside)) } else { Err(faults) }
    }

    /// The treatment of a VAT code on the tax point.
    pub(super) fn treatment(&self, code: &str, at: String) -> Result<VatTreatment, Fault> {
        if code.is_empty() {
            return Err(Fault::new("required", at, "Choose a VAT code."));
        }
        match self.vat_codes.on(code, self.tax_point) {
            Some(found) => Ok(found.treatment(self.language)),
            None => Err(Fault::new(
                "vat_code",
                at,
                format!("VAT code {code} does not hold on {}. Choose another one.", self.tax_point),
            )),
        }
    }

    fn with_allowances(&self, line: Line, form: &LineForm) -> Result<Line, Fault> {
        let gross = line.net_amount;
        let (mut items, mut taken) = (Vec::new(), Amount::ZERO);
        for allowance in form.allowances.iter().filter(|allowance| !allowance.is_blank()) {
            let size = Size::parse(allowance)?;
            if gross.is_negative() {
                let detail = "A line below zero takes no discount or charge: change its price instead.";
                return Err(Fault::new("allowance", allowance_field(allowance.key, "value"), detail));
            }
            let value = allowance_field(allowance.key, "value");
            let amount = size.on(gross).map_err(|_| too_large(value.clone()))?;
            if !allowance.is_charge {
                taken = taken.plus(amount).map_err(|_| too_large(value.clone()))?;
            }
            if taken > gross {
                let detail = format!("The discounts of this line come to {taken}; the line itself only to {gross}.");
                return Err(Fault::new("allowance", value, detail));
            }
            items.push(LineAllowance {
                kind: kind(allowance),
                reason: self.reason(allowance)?,
                reason_code: reason_code(allowance).to_owned(),
                percentage: size.percentage(),
                base_amount: size.percentage().map(|_| gross),
                amount,
            });
        }
        if items.is_empty() {
            return Ok(line);
        }
        line.with_allowances(items).map_err(|_| too_large(line_field(form.key, "price")))
    }

    /// The allowances or charges of one typed on the document: one for each treatment that it stands on.
    pub(super) fn on_document(&self, form: &AllowanceForm, lines: &[Line]) -> Result<Vec<AllowanceCharge>, Fault> {
        let value = allowance_field(form.key, "value");
        let size = Size::parse(form)?;
        let reason = self.reason(form)?;
        let bases = match form.vat_code.as_str() {
            "" => bases_of(lines).map_err(|_| too_large(value.clone()))?,
            code => {
                let vat = self.treatment(code, allowance_field(form.key, "vat"))?;
                let all = bases_of(lines).map_err(|_| too_large(value.clone()))?;
                let same =
                    |(known, _): &(VatTreatment, Amount)| known.category == vat.category && known.rate == vat.rate;
                let base = all.into_iter().find(same).map_or(Amount::ZERO, |(_, base)| base);
                vec![(vat, base)]
            }
        };
        let parts = size.spread(&bases).map_err(|_| too_large(value.clone()))?;
        let mut items = Vec::new();
        for ((vat, base), amount) in bases.into_iter().zip(parts) {
            if !form.is_charge && amount > base.max(Amount::ZERO) {
                let detail = format!("This discount is more than the lines that it stands on: {base}.");
                return Err(Fault::new("allowance", value, detail));
            }
            if amount > Amount::ZERO {
                items.push(AllowanceCharge {
                    kind: kind(form),
                    reason: reason.clone(),
                    reason_code: reason_code(form).to_owned(),
                    percentage: size.percentage(),
                    base_amount: size.percentage().map(|_| base),
                    amount,
                    vat,
                });
            }
        }
        if items.is_empty() {
            return Err(Fault::new("allowance", value, "There is no line with an amount that it could stand on."));
        }
        Ok(items)
    }

    /// The reason that is printed: as typed, else the plain word.
    fn reason(&self, form: &AllowanceForm) -> Result<String, Fault> {
        let mut faults = Vec::new();
        let at = allowance_field(form.key, "reason");
        let typed = text(&mut faults, &form.reason, at, limits::ALLOWANCE_REASON_CHARS_MAX, None);
        let words = wording(self.language);
        match (faults.pop(), typed.is_empty(), form.is_charge) {
            (Some(fault), ..) => Err(fault),
            (None, false, _) => Ok(typed),
            (None, true, false) => Ok(words.discount.to_owned()),
            (None, true, true) => Ok(words.surcharge.to_owned()),
        }
    }
}

/// What the lines of each treatment come to, in the order of the lines.
fn bases_of(lines: &[Line]) -> Result<Vec<(VatTreatment, Amount)>, MoneyError> {
    let mut bases: Vec<(VatTreatment, Amount)> = Vec::new();
    for line in lines {
        let same = |(known, _): &&mut (VatTreatment, Amount)| {
            known.category == line.vat.category && known.rate == line.vat.rate
        };
        match bases.iter_mut().find(same) {
            Some((known, base)) => {
                *base = base.plus(line.net_amount)?;
                // A text line carries no sentence; the first line that has one tells it.
                if known.exemption_reason.is_none() {
                    *known = line.vat.clone();
                }
            }
            None => bases.push((line.vat.clone(), line.net_amount)),
        }
    }
    Ok(bases)
}

/// How large an allowance or charge is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Size {
    Percentage(Percentage),
    Amount(Amount),
}

impl Size {
    fn parse(form: &AllowanceForm) -> Result<Self, Fault> {
        let at = allowance_field(form.key, "value");
        let typed = decimal(&form.value);
        match form.basis {
            _ if typed.is_empty() => Err(Fault::new("required", at, "Say how much it is, or remove it.")),
            Basis::Percentage => match Percentage::parse(&typed) {
                Ok(share) if share > Percentage::ZERO => Ok(Self::Percentage(share)),
                _ => Err(Fault::new("percentage", at, "Enter a percentage above 0 and up to 100, such as 5 or 2.5.")),
            },
            Basis::Amount => match Amount::parse(&typed) {
                Ok(amount) if amount > Amount::ZERO => Ok(Self::Amount(amount)),
                _ => Err(Fault::new(
                    "amount",
                    at,
                    "Enter an amount above zero with at most two decimals, such as 25.00.",
                )),
            },
        }
    }

    fn percentage(self) -> Option<Percentage> {
        match self {
            Self::Percentage(share) => Some(share),
            Self::Amount(_) => None,
        }
    }

    fn on(self, base: Amount) -> Result<Amount, MoneyError> {
        match self {
            Self::Percentage(share) => share.of(base),
            Self::Amount(amount) => Ok(amount),
        }
    }

    /// One part for each base. An amount is shared by what the bases are; the last of them takes the cents that are left.
    fn spread(self, bases: &[(VatTreatment, Amount)]) -> Result<Vec<Amount>, MoneyError> {
        let amount = match self {
            Self::Percentage(share) => return bases.iter().map(|(_, base)| share.of(*base)).collect(),
            Self::Amount(amount) => amount,
        };
        let positive = |base: Amount| base.max(Amount::ZERO);
        let whole = Amount::sum(bases.iter().map(|(_, base)| positive(*base)))?;
        let last = bases.iter().rposition(|(_, base)| *base > Amount::ZERO).unwrap_or_default();
        let (mut parts, mut given) = (Vec::with_capacity(bases.len()), Amount::ZERO);
        for (place, (_, base)) in bases.iter().enumerate() {
            let part = if place == last { amount.minus(given)? } else { amount.share(positive(*base), whole)? };
            given = given.plus(part)?;
            parts.push(part);
        }
        Ok(parts)
    }
}

fn kind(form: &AllowanceForm) -> AllowanceKind {
    if form.is_charge { AllowanceKind::Charge } else { AllowanceKind::Allowance }
}

fn reason_code(form: &AllowanceForm) -> &'static str {
    if form.is_charge { CHARGE_CODE } else { DISCOUNT_CODE }
}

fn quantity(typed: &str, at: String) -> Result<Quantity, Fault> {
    match Quantity::parse(&decimal(typed)) {
        Ok(quantity) if !quantity.is_zero() => Ok(quantity),
        _ if typed.trim().is_empty() => Err(Fault::new("required", at, "Say how many.")),
        _ => Err(Fault::new("quantity", at, "Enter a quantity other than 0, such as 1, 1.5 or -1.")),
    }
}

fn price(typed: &str, at: String) -> Result<UnitPrice, Fault> {
    match UnitPrice::parse(&decimal(typed)) {
        Ok(price) if price >= UnitPrice::ZERO => Ok(price),
        Ok(_) => Err(Fault::new(
            "price",
            at,
            "A price is not below zero. For something given back, make the quantity negative.",
        )),
        Err(_) if typed.trim().is_empty() => {
            Err(Fault::new("required", at, "Say what one costs without VAT, or make it a text line."))
        }
        Err(_) => Err(Fault::new("price", at, "Enter the price without VAT in digits, such as 60 or 12.50.")),
    }
}

/// A comma is the decimal sign of the country.
fn decimal(typed: &str) -> String {
    typed.trim().replace(',', ".")
}

fn too_large(at: String) -> Fault {
    Fault::new("out_of_range", at, "This amount is too large.")
}

/// One line of text; `missing` is what to say if it must not be empty.
pub(super) fn text(
    faults: &mut Vec<Fault>,
    typed: &str,
    at: String,
    chars_max: usize,
    missing: Option<&str>,
) -> String {
    let typed = typed.trim();
    if let (true, Some(missing)) = (typed.is_empty(), missing) {
        faults.push(Fault::new("required", at, missing));
    } else if typed.chars().any(char::is_control) {
        faults.push(Fault::new("text", at, "Write it on one line."));
    } else if typed.chars().count() > chars_max {
        faults.push(Fault::new("too_long", at, format!("Write at most {chars_max} characters.")));
    }
    typed.to_owned()
}

/// Text over several lines.
pub(super) fn paragraphs(faults: &mut Vec<Fault>, typed: &str, at: String, chars_max: usize) -> String {
    // Forms send CR LF; the document keeps LF.
    let typed = typed.replace("\r\n", "\n");
    let typed = typed.trim();
    if typed.chars().any(|c| c.is_control() && c != '\n') {
        faults.push(Fault::new("text", at, "Remove the characters that cannot be printed."));
    } else if typed.chars().count() > chars_max {
        faults.push(Fault::new("too_long", at, format!("Write at most {chars_max} characters.")));
    }
    typed.to_owned()
}

pub(super) fn keep<T>(faults: &mut Vec<Fault>, result: Result<T, Fault>) -> Option<T> {
    result.map_err(|fault| faults.push(fault)).ok()
}

/// Whether a line is sold.
pub(super) fn is_sold(form: &LineForm) -> bool {
    form.kind == LineFormKind::Item
}
