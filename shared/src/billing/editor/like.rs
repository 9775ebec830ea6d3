//! A new form like a document: what is sold to whom, not when.

use std::collections::BTreeSet;

use crate::{
    billing::{
        allowance::{AllowanceCharge, AllowanceKind},
        cash_discount::is_part_of_cash_discount,
        document::Content,
        editor::form::{AllowanceForm, Basis, DocumentForm, DocumentKind, LineForm, LineFormKind},
        line::{Line, LineAllowance, LineKind},
        vat::VatTreatment,
    },
    limits,
    money::{Amount, Percentage},
};

impl DocumentForm {
    /// The form of a new document like this one. `code_of` names the VAT code of a treatment; where it names none, the form asks for
    /// one. Its cash discount is left out: it is made anew.
    pub fn like(content: &Content, kind: DocumentKind, code_of: impl Fn(&VatTreatment) -> String) -> Self {
        let mut form = Self {
            kind,
            buyer_reference: content.buyer_reference.clone().unwrap_or_default(),
            order_reference: content.order_reference.clone().unwrap_or_default(),
            note: content.note.clone().unwrap_or_default(),
            language: content.language.tag().to_owned(),
            sales_conditions: content.sales_conditions.is_some(),
            next_key: 1,
            ..Self::default()
        };
        for line in content.lines.iter().take(limits::EDITOR_LINES_MAX) {
            let mut copy = line_like(line, code_of(&line.vat));
            copy.key = form.key();
            for allowance in line.allowances.iter().take(limits::EDITOR_ALLOWANCES_MAX) {
                let key = form.key();
                copy.allowances.push(AllowanceForm { key, ..allowance_like(allowance) });
            }
            form.lines.push(copy);
        }
        for copy in allowances_like(content, &code_of).into_iter().take(limits::EDITOR_ALLOWANCES_MAX) {
            let key = form.key();
            form.allowances.push(AllowanceForm { key, ..copy });
        }
        form
    }

    fn key(&mut self) -> u32 {
        let key = self.next_key;
        self.next_key = self.next_key.saturating_add(1);
        key
    }
}

fn line_like(line: &Line, vat_code: String) -> LineForm {
    let is_text = line.kind == LineKind::Text;
    let unless_text = |text: String| if is_text { String::new() } else { text };
    LineForm {
        kind: if is_text { LineFormKind::Text } else { LineFormKind::Item },
        name: line.item_name.clone(),
        description: line.item_description.clone(),
        quantity: unless_text(line.quantity.to_string()),
        unit: unless_text(line.unit_code.clone()),
        price: unless_text(line.net_price.to_string()),
        vat_code: unless_text(vat_code),
        ..LineForm::default()
    }
}

fn allowance_like(allowance: &LineAllowance) -> AllowanceForm {
    typed(allowance.kind, allowance.percentage, allowance.amount, &allowance.reason)
}

fn typed(kind: AllowanceKind, percentage: Option<Percentage>, amount: Amount, reason: &str) -> AllowanceForm {
    let (basis, value) = match percentage {
        Some(percentage) => (Basis::Percentage, percentage.to_string()),
        None => (Basis::Amount, amount.to_string()),
    };
    let is_charge = kind == AllowanceKind::Charge;
    AllowanceForm { is_charge, basis, value, reason: reason.to_owned(), ..AllowanceForm::default() }
}

/// Allowances and charges of the document. A percentage that stands on every rate was typed once and is one again; anything else
/// names its VAT code.
fn allowances_like(content: &Content, code_of: impl Fn(&VatTreatment) -> String) -> Vec<AllowanceForm> {
    let rates: BTreeSet<_> = content.lines.iter().map(|line| (line.vat.category, line.vat.rate)).collect();
    let is_own = |item: &&AllowanceCharge| !is_part_of_cash_discount(item, content.language);
    let own: Vec<&AllowanceCharge> = content.allowances.iter().filter(is_own).collect();
    let same = |a: &AllowanceCharge, b: &AllowanceCharge| {
        a.percentage.is_some() && (a.kind, &a.reason, a.percentage) == (b.kind, &b.reason, b.percentage)
    };
    let mut copies = Vec::new();
    for parts in own.chunk_by(|a, b| same(a, b)) {
        let is_on_everything = rates == parts.iter().map(|part| (part.vat.category, part.vat.rate)).collect();
        for part in parts.iter().take(if is_on_everything { 1 } else { parts.len() }) {
            let vat_code = match code_of(&part.vat) {
                _ if is_on_everything => String::new(),
                // Without a code it would stand on every line. No code is called like a category, so this one is asked for.
                code if code.is_empty() => part.vat.category.code().to_owned(),
                code => code,
            };
            copies.push(AllowanceForm { vat_code, ..typed(part.kind, part.percentage, part.amount, &part.reason) });
        }
    }
    copies
}
