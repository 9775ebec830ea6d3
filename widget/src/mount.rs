//! The door from JavaScript: the shell calls `mount` with an element of its own, the host element and what is known so far.

use crate::{
    app::{App, Beginning, Kept as KeptState, Setup},
    browser,
    calendar::Date,
    client::Client,
    draft::{Draft, Field},
    flow::{Place, Step},
    format::Format,
    json,
    messages::{Language, Messages},
    times::Early,
    view,
};
use js_sys::Promise;
use leptos::{mount::mount_to, prelude::*};
use std::{any::Any, cell::Cell, rc::Rc};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::HtmlElement;

/// A mounted widget. JavaScript calls `free()` to take it off the page.
#[wasm_bindgen]
pub struct Handle {
    app: App,
    host: HtmlElement,
    _view: Box<dyn Any>,
}

/// What was chosen and typed in a widget that was taken off the page.
#[wasm_bindgen]
pub struct Kept(KeptState);

#[wasm_bindgen]
impl Handle {
    /// What the next widget in this place goes on with.
    pub fn keep(&self) -> Kept {
        Kept(self.app.kept())
    }

    /// Takes first answers that come late.
    pub fn prefill(&self, given: &JsValue) {
        self.app.prefill(&draft(given));
    }

    /// Goes to a step that is open; nothing moves while a booking is on its way.
    pub fn go(&self, step: &str) -> bool {
        let step = Step::of(step).filter(|_| !self.app.sending.get_untracked());
        self.app.notice.set(None);
        step.and_then(|step| self.app.flow.try_update(|flow| flow.go(step))).unwrap_or_default()
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        browser::detach(&self.host);
    }
}

/// Prepares the instance, once.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|_| browser::crashed()));
}

/// Draws the widget below `root`. `config` holds `api`, `locale`, `words`, `catalogue` and what else the shell knows.
///
/// # Errors
/// When the catalogue or the words are none.
#[wasm_bindgen]
pub fn mount(root: HtmlElement, host: HtmlElement, config: &JsValue, kept: Option<Kept>) -> Result<Handle, JsValue> {
    let text = |key: &str| json::text(config, key).filter(|text| !text.is_empty());
    let catalogue = json::catalogue(&json::field(config, "catalogue"))
        .ok_or_else(|| JsValue::from_str("the catalogue has another shape"))?;
    let locale = text("locale").unwrap_or_else(|| catalogue.tenant.locale.clone());
    let language = Language::of(&locale);
    let messages = json::list(config, "words", JsValue::as_string)
        .and_then(|words| Messages::keep(language, words))
        .ok_or_else(|| JsValue::from_str("there are not all words"))?;
    // Where the tenant has its seat: the language of the page says nothing about where a customer lives.
    let country = catalogue.tenant.country.clone();
    let mut prefill = draft(&json::field(config, "prefill"));
    if prefill.get(Field::Country).is_empty() {
        prefill.set(Field::Country, country);
    }
    let setup = Setup {
        client: Client::new(&text("api").unwrap_or_default(), catalogue.tenant.slug.clone()),
        format: Format {
            language,
            messages,
            locale,
            zone: text("timeZone").unwrap_or_else(|| catalogue.tenant.time_zone.clone()),
            hour_cycle: text("hourCycle").unwrap_or_default(),
        },
        service: text("service"),
        resource: text("resource"),
        prefill,
        catalogue,
        direction: text("dir").unwrap_or_else(|| "ltr".to_owned()),
        is_dialog: json::field(config, "isDialog").is_truthy(),
        host: host.clone(),
        root: root.clone(),
    };
    let beginning = Beginning {
        place: place(&json::field(config, "place")),
        early: early(&json::field(config, "slots")),
        tapped: text("tapped"),
        kept: kept.map(|kept| kept.0),
    };
    // The state is made where the view owns it, and handed out from there.
    let begun = Rc::new(Cell::new(None));
    let out = Rc::clone(&begun);
    let view = mount_to(root, move || {
        let tapped = beginning.tapped.clone();
        let app = App::new(setup, beginning);
        out.set(Some(app));
        view::widget(app, tapped)
    });
    let app = begun.get().ok_or_else(|| JsValue::from_str("nothing was drawn"))?;
    browser::attach(&host);
    Ok(Handle { app, host, _view: Box::new(view) })
}

/// First answers, by the names of the fields.
fn draft(given: &JsValue) -> Draft {
    let mut draft = Draft::default();
    for field in Field::ALL {
        draft.set(field, json::text(given, field.id()).unwrap_or_default());
    }
    draft.is_company = [Field::CompanyName, Field::VatNumber].iter().any(|field| !draft.get(*field).is_empty());
    draft
}

fn place(given: &JsValue) -> Option<Place> {
    Some(Place {
        step: json::text(given, "step")?,
        service: json::text(given, "service"),
        times: json::text(given, "start").zip(json::text(given, "end")),
    })
}

fn early(given: &JsValue) -> Option<Early> {
    Some(Early {
        service: json::text(given, "service")?,
        from: Date::parse(&json::text(given, "from")?)?,
        to: Date::parse(&json::text(given, "to")?)?,
        answer: json::field(given, "answer").dyn_into::<Promise>().ok()?,
    })
}
