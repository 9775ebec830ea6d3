//! A new form like a document: what is sold to whom, not when.

use crate::{
    billing::{
        allowance::AllowanceKind,
        document::Content,
        editor::form::{AllowanceForm, Basis, DocumentForm, DocumentKind, LineForm, LineFormKind},
        line::{Line, LineAllowance, LineKind},
        vat::VatTreatment,
    },
    limits,
};

impl DocumentForm {
    /// The form of a new document like this one. `code_of` names the VAT code of a treatment. Allowances and charges of the document are left
    /// out: they were agreed for that one, and its cash discount is made anew.
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
    let typed = |text: String| if is_text { String::new() } else { text };
    LineForm {
        kind: if is_text { LineFormKind::Text } else { LineFormKind::Item },
        name: line.item_name.clone(),
        description: line.item_description.clone(),
        quantity: typed(line.quantity.to_string()),
        unit: typed(line.unit_code.clone()),
        price: typed(line.net_price.to_string()),
        vat_code: typed(vat_code),
        ..LineForm::default()
    }
}

fn allowance_like(allowance: &LineAllowance) -> AllowanceForm {
    let (basis, value) = match allowance.percentage {
        Some(percentage) => (Basis::Percentage, percentage.to_string()),
        None => (Basis::Amount, allowance.amount.to_string()),
    };
    let is_charge = allowance.kind == AllowanceKind::Charge;
    AllowanceForm { is_charge, basis, value, reason: allowance.reason.clone(), ..AllowanceForm::default() }
}
