//! The form Create credit note: a quantity for each line of the invoice, and the reason.

use shared::{
    billing::{credit_note::CreditError, document::CreditNoteDraft},
    fault::Fault,
    money::Quantity,
};

use crate::web::fields::Fields;

/// What the form holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CreditNoteForm {
    /// Handle of the credit note to make.
    pub id: String,
    /// Typed quantities, one for each line of the invoice.
    pub quantities: Vec<String>,
    /// Why.
    pub reason: String,
}

/// Name of the field of a line.
pub fn quantity_name(line: usize) -> String {
    format!("quantity-{line}")
}

impl CreditNoteForm {
    /// Names in the form of an invoice with so many lines.
    pub fn names(lines: usize) -> Vec<String> {
        let own = ["id", "reason"].map(str::to_owned);
        own.into_iter().chain((0..lines).map(quantity_name)).collect()
    }

    /// The form with everything that is left, for the reason to be added.
    pub fn preset(id: String, left: &[Quantity]) -> Self {
        Self { id, quantities: left.iter().map(Quantity::to_string).collect(), reason: String::new() }
    }

    /// Reads the form of an invoice with so many lines.
    pub fn parse(fields: &Fields, lines: usize) -> Self {
        Self {
            id: fields.text("id").to_owned(),
            quantities: (0..lines).map(|line| fields.text(&quantity_name(line)).to_owned()).collect(),
            reason: fields.text("reason").to_owned(),
        }
    }

    /// The chosen quantities; an empty field leaves its line out.
    ///
    /// # Errors
    /// A fault for each field that is no quantity.
    pub fn chosen(&self) -> Result<Vec<Quantity>, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut chosen = Vec::with_capacity(self.quantities.len());
        for (line, typed) in self.quantities.iter().enumerate() {
            match Quantity::parse(&if typed.is_empty() { "0".to_owned() } else { typed.replace(',', ".") }) {
                Ok(quantity) => chosen.push(quantity),
                Err(_) => faults.push(Fault::new(
                    "quantity",
                    quantity_name(line),
                    "Give a quantity, such as 1 or 1.5; 0 leaves the line out.",
                )),
            }
        }
        if faults.is_empty() { Ok(chosen) } else { Err(faults) }
    }

    /// Whether a credit note is what this form asked for.
    pub fn made(&self, note: &CreditNoteDraft) -> bool {
        let Ok(chosen) = self.chosen() else { return false };
        let wanted = chosen.iter().enumerate().filter(|(_, quantity)| !quantity.is_zero());
        let found = note.invoice_lines.iter().zip(&note.content.lines).map(|(place, line)| (*place, line.quantity));
        note.reason == self.reason && wanted.map(|(place, quantity)| (place, *quantity)).eq(found)
    }
}

/// The field at which a refusal is shown.
pub fn fault(error: &CreditError) -> Fault {
    let field = match error {
        CreditError::ReasonMissing | CreditError::ReasonRefused => "reason".to_owned(),
        CreditError::MoreThanIsLeft { line, .. } => quantity_name(*line),
        _ => quantity_name(0),
    };
    Fault::new("credit_note", field, error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_typed_as_people_write_them() {
        let form = |quantities: &[&str]| CreditNoteForm {
            quantities: quantities.iter().map(|text| (*text).to_owned()).collect(),
            ..CreditNoteForm::default()
        };
        let chosen = form(&["1", "", "1,5", "-2"]).chosen().unwrap();
        assert_eq!(chosen.iter().map(Quantity::to_string).collect::<Vec<_>>(), ["1", "0", "1.5", "-2"]);
        let faults = form(&["1", "x", "1.2.3", "1.00001"]).chosen().unwrap_err();
        assert_eq!(
            faults.iter().map(|fault| fault.pointer.as_str()).collect::<Vec<_>>(),
            ["quantity-1", "quantity-2", "quantity-3"]
        );
        assert_eq!(CreditNoteForm::names(2), ["id", "reason", "quantity-0", "quantity-1"]);
    }
}
