//! The form of the document editor: fields with the keys of their lines in their names, and one button that was pressed.
//!
//! The order of lines is the order of the hidden fields `line`. A name that the editor does not make is refused.

use std::collections::{HashMap, HashSet};

use shared::{
    api::Code,
    billing::editor::{
        form::{AllowanceForm, Basis, DocumentForm, DocumentKind, LineForm, LineFormKind},
        steps::Step,
    },
    fault::Fault,
    limits,
};

use crate::app::problem::Problem;

/// Fields that stand once in the form.
const SINGLE: [&str; 19] = [
    "version",
    "settings-version",
    "next",
    "kind",
    "contact",
    "due-date",
    "valid-until",
    "usual-date",
    "delivery-date",
    "buyer-reference",
    "order-reference",
    "note",
    "language",
    "cash-discount",
    "sales-conditions",
    "item",
    "action",
    "line",
    "allowance",
];
/// Fields of a line, after `line-<key>-`.
const OF_LINE: [&str; 8] = ["kind", "name", "description", "quantity", "unit", "price", "vat", "allowance"];
/// Fields of an allowance or charge, after `allowance-<key>-`.
const OF_ALLOWANCE: [&str; 5] = ["side", "basis", "value", "reason", "vat"];

/// What a posted editor says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditorPost {
    /// Version of the draft that the page showed; 0 while it was not stored.
    pub version: i64,
    /// Version of the settings that the page showed.
    pub settings_version: i64,
    /// What was typed.
    pub form: DocumentForm,
    /// The button that was pressed.
    pub action: Action,
}

/// What a button asks for. Everything that was typed is kept in any case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Keep it.
    Keep,
    /// Keep it, and answer with what changed on the page: sent by the page itself while somebody types.
    Autosave,
    /// Keep it although another window saved this version meanwhile.
    Overwrite(i64),
    /// Change more than a field.
    Step(Step),
    /// Add the item that is typed: its code or its name.
    AddItem(String),
    /// Go to a page beside the editor.
    Open(Beside),
    /// Save: a number, and no change afterwards. Then perhaps send it.
    Issue {
        /// Whether it is sent as well.
        send: bool,
    },
}

/// A page beside the editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Select a contact.
    Contact,
    /// Add what is missing of the contact.
    MendContact,
    /// Add items.
    Items,
    /// How it will look.
    Preview,
    /// Add and remove attachments.
    Attachments,
    /// Header and footer of every document.
    Layout,
    /// Delete it.
    Delete,
}

impl EditorPost {
    /// Reads the form.
    ///
    /// # Errors
    /// `malformed`, or `validation` for what no editor sends.
    pub fn parse(bytes: &[u8]) -> Result<Self, Problem> {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(bytes)
            .map_err(|_| Problem::new(Code::Malformed, "The form could not be read. Go back and send it again."))?;
        let sent = Sent::of(pairs);
        let form = sent.form();
        let mut mended = form.ok_or_else(unknown)?;
        if !sent.names_are_known(&mended) || !mended.mend_keys() {
            return Err(unknown());
        }
        Ok(Self {
            version: sent.text("version").parse().map_err(|_| unknown())?,
            settings_version: sent.text("settings-version").parse().unwrap_or_default(),
            action: Action::parse(sent.text("action"), sent.text("item")).ok_or_else(unknown)?,
            form: mended,
        })
    }
}

fn unknown() -> Problem {
    let detail = "The form has a field that the editor does not make. Open the page again.";
    Problem::validation(vec![Fault::new("unknown_field", "", detail)])
}

impl Action {
    fn parse(text: &str, item: &str) -> Option<Self> {
        let (name, rest) = text.split_once(':').unwrap_or((text, ""));
        let key = || rest.parse::<u32>().ok();
        Some(match name {
            // Enter in the field of items adds the item.
            "" | "keep" if !item.trim().is_empty() => Self::AddItem(item.trim().to_owned()),
            "" | "keep" => Self::Keep,
            "autosave" => Self::Autosave,
            "overwrite" => Self::Overwrite(rest.parse().ok().filter(|version| *version >= 0)?),
            "issue" => Self::Issue { send: false },
            "issue-and-send" => Self::Issue { send: true },
            "add-item" => Self::AddItem(item.trim().to_owned()),
            "open" => Self::Open(match rest {
                "contact" => Beside::Contact,
                "mend-contact" => Beside::MendContact,
                "items" => Beside::Items,
                "preview" => Beside::Preview,
                "attachments" => Beside::Attachments,
                "layout" => Beside::Layout,
                "delete" => Beside::Delete,
                _ => return None,
            }),
            "become" => Self::Step(Step::Become(DocumentKind::parse(rest)?)),
            "add-line" => Self::Step(Step::AddLine),
            "add-text" => Self::Step(Step::AddText),
            "add-discount" => Self::Step(Step::AddAllowance { is_charge: false }),
            "add-charge" => Self::Step(Step::AddAllowance { is_charge: true }),
            "repeat" => Self::Step(Step::RepeatLine(key()?)),
            "remove" => Self::Step(Step::RemoveLine(key()?)),
            "up" => Self::Step(Step::MoveUp(key()?)),
            "down" => Self::Step(Step::MoveDown(key()?)),
            "discount" => Self::Step(Step::AddLineAllowance { line: key()?, is_charge: false }),
            "charge" => Self::Step(Step::AddLineAllowance { line: key()?, is_charge: true }),
            "remove-allowance" => Self::Step(Step::RemoveAllowance(key()?)),
            _ => return None,
        })
    }
}

/// The pairs of the form: the last of a name counts, and all of those that list keys.
struct Sent {
    last: HashMap<String, String>,
    keys: HashMap<String, Vec<String>>,
}

impl Sent {
    fn of(pairs: Vec<(String, String)>) -> Self {
        let (mut last, mut keys) = (HashMap::new(), HashMap::<String, Vec<String>>::new());
        for (name, text) in pairs {
            if name == "line" || name == "allowance" || (name.starts_with("line-") && name.ends_with("-allowance")) {
                keys.entry(name.clone()).or_default().push(text.clone());
            }
            last.insert(name, text);
        }
        Self { last, keys }
    }

    fn text(&self, name: &str) -> &str {
        self.last.get(name).map(|text| text.trim()).unwrap_or_default()
    }

    /// The keys that a name lists; none if one of them is no key or there are too many.
    fn keys(&self, name: &str, most: usize) -> Option<Vec<u32>> {
        let texts = self.keys.get(name).map(Vec::as_slice).unwrap_or_default();
        // A key has one spelling, because it is part of names.
        let key = |text: &String| text.parse::<u32>().ok().filter(|key| key.to_string() == *text);
        if texts.len() > most { None } else { texts.iter().map(key).collect() }
    }

    fn form(&self) -> Option<DocumentForm> {
        let text = |name: &str| self.text(name).to_owned();
        let lines = self.keys("line", limits::EDITOR_LINES_MAX)?.into_iter().map(|key| self.line(key));
        // A day that was left alone follows the payment terms, also when the document is saved on another day.
        let usual = self.text("usual-date");
        let day = |name: &str| if self.text(name) == usual { String::new() } else { text(name) };
        Some(DocumentForm {
            kind: DocumentKind::parse(self.text("kind"))?,
            contact: text("contact"),
            lines: lines.collect::<Option<_>>()?,
            allowances: self.allowances("allowance")?,
            due_date: day("due-date"),
            valid_until: day("valid-until"),
            delivery_date: text("delivery-date"),
            buyer_reference: text("buyer-reference"),
            order_reference: text("order-reference"),
            note: text("note"),
            language: text("language"),
            cash_discount: self.text("cash-discount") == "on",
            sales_conditions: self.text("sales-conditions") == "on",
            next_key: self.text("next").parse().unwrap_or_default(),
        })
    }

    fn line(&self, key: u32) -> Option<LineForm> {
        let text = |field: &str| self.text(&format!("line-{key}-{field}")).to_owned();
        Some(LineForm {
            key,
            kind: LineFormKind::parse(&text("kind"))?,
            name: text("name"),
            description: text("description"),
            quantity: text("quantity"),
            unit: text("unit"),
            price: text("price"),
            vat_code: text("vat"),
            allowances: self.allowances(&format!("line-{key}-allowance"))?,
        })
    }

    fn allowances(&self, name: &str) -> Option<Vec<AllowanceForm>> {
        self.keys(name, limits::EDITOR_ALLOWANCES_MAX)?.into_iter().map(|key| self.allowance(key)).collect()
    }

    fn allowance(&self, key: u32) -> Option<AllowanceForm> {
        let text = |field: &str| self.text(&format!("allowance-{key}-{field}")).to_owned();
        let is_charge = match text("side").as_str() {
            "allowance" => false,
            "charge" => true,
            _ => return None,
        };
        let basis = Basis::parse(&text("basis"))?;
        Some(AllowanceForm {
            key,
            is_charge,
            basis,
            value: text("value"),
            reason: text("reason"),
            vat_code: text("vat"),
        })
    }

    /// Whether every name is one that this form makes.
    fn names_are_known(&self, form: &DocumentForm) -> bool {
        let mut known: HashSet<String> = SINGLE.map(str::to_owned).into();
        let of_lines = form.lines.iter().flat_map(|line| &line.allowances);
        for allowance in of_lines.chain(&form.allowances) {
            known.extend(OF_ALLOWANCE.map(|field| format!("allowance-{}-{field}", allowance.key)));
        }
        for line in &form.lines {
            known.extend(OF_LINE.map(|field| format!("line-{}-{field}", line.key)));
        }
        self.last.keys().all(|name| known.contains(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "version=3&settings-version=7&kind=invoice&next=9";

    fn parse(rest: &str) -> Result<EditorPost, Problem> {
        EditorPost::parse(format!("{HEAD}&{rest}").as_bytes())
    }

    #[test]
    fn lines_come_in_the_order_of_their_keys_in_the_form() {
        let sent = "line=4&line-4-kind=text&line-4-name=Works&line=2&line-2-kind=item&line-2-name=+Hour+&line-2-quantity=1,5&line-2-unit=HUR\
                    &line-2-price=60&line-2-vat=21&line-2-allowance=5&allowance-5-side=allowance&allowance-5-basis=percentage&allowance-5-value=10\
                    &allowance=6&allowance-6-side=charge&allowance-6-basis=amount&allowance-6-value=25&allowance-6-vat=21&action=up:2";
        let post = parse(sent).unwrap();
        assert_eq!((post.version, post.settings_version, post.action), (3, 7, Action::Step(Step::MoveUp(2))));
        let lines: Vec<_> =
            post.form.lines.iter().map(|line| (line.key, line.name.as_str(), line.quantity.as_str())).collect();
        assert_eq!(lines, [(4, "Works", ""), (2, "Hour", "1,5")]);
        assert_eq!((post.form.lines[1].allowances[0].value.as_str(), post.form.allowances[0].is_charge), ("10", true));
        assert_eq!(post.form.next_key, 9);
    }

    #[test]
    fn a_day_that_was_left_alone_is_not_kept() {
        for (sent, kept) in [
            ("due-date=2026-12-31&usual-date=2026-12-31", ""),
            ("due-date=2026-12-24&usual-date=2026-12-31", "2026-12-24"),
            ("due-date=&usual-date=2026-12-31", ""),
        ] {
            assert_eq!(parse(sent).unwrap().form.due_date, kept, "{sent}");
        }
    }

    #[test]
    fn what_no_editor_sends_is_refused() {
        for sent in [
            "tenant_id=other",
            "line-1-name=x",
            "line=1",
            "line=1&line-1-kind=gift",
            "line=x",
            "line=01&line-1-kind=item",
            "line=1&line-1-kind=item&line=1",
            "line=1&line-1-kind=item&allowance=1&allowance-1-side=charge&allowance-1-basis=amount",
            "allowance=1&allowance-1-side=gift&allowance-1-basis=amount",
            "allowance=1&allowance-1-side=charge&allowance-1-basis=much",
            "action=delete",
            "action=up:x",
            "action=open:settings",
            "action=overwrite:-1",
            "kind=credit_note",
        ] {
            assert_eq!(parse(sent).unwrap_err().code, Code::Validation, "{sent}");
        }
        let lines: String = (1..=201).map(|key| format!("&line={key}&line-{key}-kind=item")).collect();
        assert_eq!(parse(&lines[1..]).unwrap_err().code, Code::Validation);
        assert!(EditorPost::parse(b"kind=invoice").is_err(), "the version is missing");
    }

    #[test]
    fn enter_in_a_field_keeps_and_never_issues() {
        assert_eq!(parse("action=keep").unwrap().action, Action::Keep);
        assert_eq!(parse("").unwrap().action, Action::Keep);
        assert_eq!(parse("action=keep&item=+hour").unwrap().action, Action::AddItem("hour".into()));
    }
}
