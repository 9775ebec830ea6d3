//! The steps of the editor that change more than a field: add, remove, move, repeat.

use crate::{
    billing::editor::form::{AllowanceForm, DocumentForm, DocumentKind, LineForm, LineFormKind},
    limits,
};

/// UNECE Rec 20: one.
const UNIT_ONE: &str = "C62";

/// What a line takes from an item: a copy, so that a later change of the item changes no document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemCopy {
    /// Item name.
    pub name: String,
    /// Description.
    pub description: String,
    /// UNECE Rec 20 code.
    pub unit: String,
    /// Price without VAT; none: a text without a price.
    pub price: Option<String>,
    /// Code of the tenant's VAT table.
    pub vat_code: String,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// An empty line at the end.
    AddLine,
    /// A line that is only printed, at the end.
    AddText,
    /// A line with what an item says, at the end.
    AddItem(ItemCopy),
    /// The line with this key again, below itself.
    RepeatLine(u32),
    /// Takes the line with this key away.
    RemoveLine(u32),
    /// One place up.
    MoveUp(u32),
    /// One place down.
    MoveDown(u32),
    /// An allowance, or a charge, on the line with this key.
    AddLineAllowance {
        /// Key of the line.
        line: u32,
        /// A charge instead.
        is_charge: bool,
    },
    /// An allowance, or a charge, on the document.
    AddAllowance {
        /// A charge instead.
        is_charge: bool,
    },
    /// Takes the allowance or charge with this key away, wherever it is.
    RemoveAllowance(u32),
    /// Makes it an invoice or a quotation.
    Become(DocumentKind),
}

/// Why a step was not taken. The form is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// No more lines fit.
    #[error("A document holds at most {} lines.", limits::EDITOR_LINES_MAX)]
    TooManyLines,
    /// No more allowances and charges fit there.
    #[error("There are at most {} discounts and charges in one place.", limits::EDITOR_ALLOWANCES_MAX)]
    TooManyAllowances,
    /// There is no line, allowance or charge with this key.
    #[error("It was removed meanwhile.")]
    Unknown,
}

impl DocumentForm {
    /// A form with one empty line.
    pub fn new(kind: DocumentKind, vat_code: &str) -> Self {
        let line = LineForm { key: 1, vat_code: vat_code.to_owned(), ..empty_line() };
        Self { kind, lines: vec![line], next_key: 2, ..Self::default() }
    }

    /// Takes a step. `vat_code` is that of a new line where no line before it tells one. Answers the key of the line, allowance or charge
    /// that the admin looks at next.
    ///
    /// # Errors
    /// [`StepError`].
    pub fn take(&mut self, step: Step, vat_code: &str) -> Result<Option<u32>, StepError> {
        match step {
            Step::AddLine => {
                let vat_code = self.last_vat_code(vat_code);
                self.add_line(LineForm { vat_code, ..empty_line() }).map(Some)
            }
            Step::AddText => self.add_line(LineForm { kind: LineFormKind::Text, ..LineForm::default() }).map(Some),
            Step::AddItem(item) => self.add_item(item).map(Some),
            Step::RepeatLine(key) => self.repeat(key).map(Some),
            Step::RemoveLine(key) => {
                let place = self.place_of(key)?;
                self.lines.remove(place);
                Ok(self.lines.get(place).or_else(|| self.lines.last()).map(|line| line.key))
            }
            Step::MoveUp(key) => {
                let place = self.place_of(key)?;
                if let Some(above) = place.checked_sub(1) {
                    self.lines.swap(place, above);
                }
                Ok(Some(key))
            }
            Step::MoveDown(key) => {
                let place = self.place_of(key)?;
                let below = place.saturating_add(1);
                if below < self.lines.len() {
                    self.lines.swap(place, below);
                }
                Ok(Some(key))
            }
            Step::AddLineAllowance { line, is_charge } => {
                let place = self.place_of(line)?;
                let key = self.next_key;
                let line = self.lines.get_mut(place).ok_or(StepError::Unknown)?;
                add_allowance(&mut line.allowances, AllowanceForm { key, is_charge, ..AllowanceForm::default() })?;
                Ok(Some(self.new_key()))
            }
            Step::AddAllowance { is_charge } => {
                let key = self.next_key;
                let allowance = AllowanceForm { key, is_charge, ..AllowanceForm::default() };
                add_allowance(&mut self.allowances, allowance)?;
                Ok(Some(self.new_key()))
            }
            Step::RemoveAllowance(key) => self.remove_allowance(key),
            Step::Become(kind) => {
                self.kind = kind;
                Ok(None)
            }
        }
    }

    /// Sets `next_key` above every key in use, whatever the form brought. False if two keys are the same.
    pub fn mend_keys(&mut self) -> bool {
        let mut keys: Vec<u32> = self.lines.iter().map(|line| line.key).collect();
        keys.extend(self.lines.iter().flat_map(|line| &line.allowances).map(|allowance| allowance.key));
        keys.extend(self.allowances.iter().map(|allowance| allowance.key));
        keys.sort_unstable();
        let highest = keys.last().copied().unwrap_or_default();
        self.next_key = self.next_key.max(highest.saturating_add(1));
        keys.windows(2).all(|pair| matches!(pair, [one, next] if one != next))
    }

    /// The VAT code of the last line that has one.
    fn last_vat_code(&self, otherwise: &str) -> String {
        let mut codes = self.lines.iter().rev().map(|line| line.vat_code.as_str()).filter(|code| !code.is_empty());
        codes.next().unwrap_or(otherwise).to_owned()
    }

    fn place_of(&self, key: u32) -> Result<usize, StepError> {
        self.lines.iter().position(|line| line.key == key).ok_or(StepError::Unknown)
    }

    fn new_key(&mut self) -> u32 {
        let key = self.next_key;
        self.next_key = self.next_key.saturating_add(1);
        key
    }

    fn add_line(&mut self, line: LineForm) -> Result<u32, StepError> {
        self.insert_line(self.lines.len(), line)
    }

    fn insert_line(&mut self, place: usize, line: LineForm) -> Result<u32, StepError> {
        if self.lines.len() >= limits::EDITOR_LINES_MAX {
            return Err(StepError::TooManyLines);
        }
        let key = self.new_key();
        self.lines.insert(place.min(self.lines.len()), LineForm { key, ..line });
        Ok(key)
    }

    /// An item takes the place of an empty last line: nobody wants that one any more.
    fn add_item(&mut self, item: ItemCopy) -> Result<u32, StepError> {
        let (kind, quantity) = match item.price {
            Some(_) => (LineFormKind::Item, "1".to_owned()),
            None => (LineFormKind::Text, String::new()),
        };
        let line = LineForm {
            key: 0,
            kind,
            name: item.name,
            description: item.description,
            quantity,
            unit: item.unit,
            price: item.price.unwrap_or_default(),
            vat_code: item.vat_code,
            allowances: Vec::new(),
        };
        if self.lines.last().is_some_and(LineForm::is_blank) {
            self.lines.pop();
        }
        self.add_line(line)
    }

    fn repeat(&mut self, key: u32) -> Result<u32, StepError> {
        let place = self.place_of(key)?;
        let mut line = self.lines.get(place).cloned().ok_or(StepError::Unknown)?;
        if self.lines.len() >= limits::EDITOR_LINES_MAX {
            return Err(StepError::TooManyLines);
        }
        for allowance in &mut line.allowances {
            allowance.key = self.new_key();
        }
        self.insert_line(place.saturating_add(1), line)
    }

    fn remove_allowance(&mut self, key: u32) -> Result<Option<u32>, StepError> {
        let before = self.allowances.len();
        self.allowances.retain(|allowance| allowance.key != key);
        if self.allowances.len() < before {
            return Ok(None);
        }
        for line in &mut self.lines {
            let before = line.allowances.len();
            line.allowances.retain(|allowance| allowance.key != key);
            if line.allowances.len() < before {
                return Ok(Some(line.key));
            }
        }
        Err(StepError::Unknown)
    }
}

fn empty_line() -> LineForm {
    LineForm { quantity: "1".to_owned(), unit: UNIT_ONE.to_owned(), ..LineForm::default() }
}

fn add_allowance(allowances: &mut Vec<AllowanceForm>, allowance: AllowanceForm) -> Result<(), StepError> {
    if allowances.len() >= limits::EDITOR_ALLOWANCES_MAX {
        return Err(StepError::TooManyAllowances);
    }
    allowances.push(allowance);
    Ok(())
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, reason = "a model counts in plain integers")]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn names(form: &DocumentForm) -> Vec<&str> {
        form.lines.iter().map(|line| line.name.as_str()).collect()
    }

    fn three() -> DocumentForm {
        let mut form = DocumentForm::new(DocumentKind::Invoice, "21");
        form.lines[0].name = "a".into();
        for name in ["b", "c"] {
            let key = form.take(Step::AddLine, "21").unwrap().unwrap();
            form.lines.iter_mut().find(|line| line.key == key).unwrap().name = name.into();
        }
        form
    }

    #[test]
    fn lines_move_one_place_and_stop_at_the_ends() {
        for (step, expected) in [
            (Step::MoveUp(1), ["a", "b", "c"]),
            (Step::MoveUp(3), ["a", "c", "b"]),
            (Step::MoveDown(1), ["b", "a", "c"]),
            (Step::MoveDown(3), ["a", "b", "c"]),
        ] {
            let mut form = three();
            form.take(step.clone(), "").unwrap();
            assert_eq!(names(&form), expected, "{step:?}");
        }
    }

    #[test]
    fn an_item_is_copied_and_takes_the_place_of_an_empty_line() {
        let item = ItemCopy {
            name: "Hour".into(),
            description: "On site".into(),
            unit: "HUR".into(),
            price: Some("60.00".into()),
            vat_code: "6".into(),
        };
        let mut form = DocumentForm::new(DocumentKind::Invoice, "21");
        form.take(Step::AddItem(item.clone()), "21").unwrap();
        form.take(Step::AddItem(ItemCopy { price: None, ..item }), "21").unwrap();
        let copied: Vec<_> = form
            .lines
            .iter()
            .map(|line| {
                (line.kind, line.quantity.as_str(), line.unit.as_str(), line.price.as_str(), line.vat_code.as_str())
            })
            .collect();
        let expected = [(LineFormKind::Item, "1", "HUR", "60.00", "6"), (LineFormKind::Text, "", "HUR", "", "6")];
        assert_eq!(copied, expected);
        form.take(Step::AddLine, "21").unwrap();
        assert_eq!(form.lines[2].vat_code, "6", "a new line follows the one above it");
    }

    #[test]
    fn a_repeated_line_stands_below_itself_with_keys_of_its_own() {
        let mut form = three();
        form.take(Step::AddLineAllowance { line: 1, is_charge: true }, "").unwrap();
        form.take(Step::RepeatLine(1), "").unwrap();
        assert_eq!(names(&form), ["a", "a", "b", "c"]);
        assert!(form.lines[1].allowances[0].is_charge && form.mend_keys());
    }

    #[test]
    fn what_was_removed_meanwhile_changes_nothing() {
        for step in [
            Step::RemoveLine(9),
            Step::MoveUp(9),
            Step::MoveDown(9),
            Step::RepeatLine(9),
            Step::RemoveAllowance(9),
            Step::AddLineAllowance { line: 9, is_charge: false },
        ] {
            let mut form = three();
            assert_eq!(form.take(step, ""), Err(StepError::Unknown));
            assert_eq!(form, three());
        }
    }

    #[test]
    fn a_form_does_not_grow_without_end() {
        let mut form = DocumentForm::new(DocumentKind::Invoice, "21");
        while form.take(Step::AddLine, "").is_ok() {}
        assert_eq!(form.lines.len(), limits::EDITOR_LINES_MAX);
        assert_eq!(form.take(Step::RepeatLine(1), ""), Err(StepError::TooManyLines));
        while form.take(Step::AddAllowance { is_charge: false }, "").is_ok() {}
        assert_eq!(form.allowances.len(), limits::EDITOR_ALLOWANCES_MAX);
    }

    #[test]
    fn keys_that_a_form_brings_are_checked() {
        let mut form = three();
        form.next_key = 0;
        assert!(form.mend_keys());
        assert_eq!(form.next_key, 4);
        form.lines[1].key = 1;
        assert!(!form.mend_keys());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]
        /// Lines are modelled as a plain list of keys: whatever the steps, order and keys agree with it.
        #[test]
        fn any_steps_keep_order_and_keys(steps in prop::collection::vec((0u8..8, 0usize..12), 0..60)) {
            let mut form = DocumentForm::new(DocumentKind::Invoice, "21");
            let mut model: Vec<u32> = vec![1];
            for (what, place) in steps {
                let key = model.get(place).copied().unwrap_or(u32::MAX);
                let found = model.iter().position(|known| *known == key);
                let step = match what {
                    0 => Step::AddLine,
                    1 => Step::AddText,
                    2 => Step::RepeatLine(key),
                    3 => Step::RemoveLine(key),
                    4 => Step::MoveUp(key),
                    5 => Step::MoveDown(key),
                    6 => Step::AddLineAllowance { line: key, is_charge: place % 2 == 0 },
                    _ => Step::AddAllowance { is_charge: place % 2 == 0 },
                };
                let before = form.clone();
                let answer = form.take(step.clone(), "21");
                if answer.is_err() {
                    prop_assert_eq!(&form, &before);
                }
                match (step, found, answer) {
                    (Step::AddLine | Step::AddText, _, Ok(Some(new))) => model.push(new),
                    (Step::RepeatLine(_), Some(at), Ok(Some(new))) => model.insert(at + 1, new),
                    (Step::RemoveLine(_), Some(at), Ok(_)) => { model.remove(at); }
                    (Step::MoveUp(_), Some(at), Ok(_)) if at > 0 => model.swap(at, at - 1),
                    (Step::MoveDown(_), Some(at), Ok(_)) if at + 1 < model.len() => model.swap(at, at + 1),
                    _ => {}
                }
                prop_assert_eq!(form.lines.iter().map(|line| line.key).collect::<Vec<_>>(), model.clone());
                prop_assert!(form.mend_keys());
                prop_assert_eq!(model.iter().collect::<BTreeSet<_>>().len(), model.len());
            }
        }
    }
}
