//! The door from JavaScript: the loader calls `mount` with the shadow root's element, the host element and its attributes.

use crate::{
    app::{App, Setup},
    browser,
    client::Client,
    draft::{Draft, Field},
    format::Format,
    json::{self, Json},
    messages::Language,
    view,
};
use leptos::mount::mount_to;
use std::any::Any;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

/// A mounted widget. JavaScript calls `free()` to take it off the page.
#[wasm_bindgen]
pub struct Handle {
    _view: Box<dyn Any>,
    host: HtmlElement,
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

/// Draws the widget below `root`. `config` holds `api`, `tenant`, `locale`, `catalogue` and the optional attributes.
///
/// # Errors
/// When the catalogue is not one.
#[wasm_bindgen]
pub fn mount(root: HtmlElement, host: HtmlElement, config: &JsValue) -> Result<Handle, JsValue> {
    let text = |key: &str| json::text(config, key).filter(|text| !text.is_empty());
    let catalogue = json::catalogue(&json::field(config, "catalogue"))
        .ok_or_else(|| JsValue::from_str("the catalogue has another shape"))?;
    let locale = text("locale").unwrap_or_else(|| catalogue.tenant.locale.clone());
    // Where the tenant has its seat: the language of the page says nothing about where a customer lives.
    let country = catalogue.tenant.country.clone();
    let mut prefill = Draft::default();
    let prefilled = [(Field::Name, "prefillName"), (Field::Email, "prefillEmail"), (Field::Phone, "prefillPhone")];
    for (field, key) in prefilled {
        prefill.set(field, text(key).unwrap_or_default());
    }
    prefill.set(Field::Country, country);
    let setup = Setup {
        client: Client::new(&text("api").unwrap_or_default(), catalogue.tenant.slug.clone()),
        format: Format {
            language: Language::of(&locale),
            locale,
            zone: catalogue.tenant.time_zone.clone(),
            hour_cycle: text("hourCycle").unwrap_or_default(),
        },
        service: text("service"),
        resource: text("resource"),
        prefill,
        catalogue,
        host: host.clone(),
        root: root.clone(),
    };
    let view = mount_to(root, move || view::widget(App::new(setup)));
    browser::attach(&host);
    browser::emit(&host, "booking:ready", &Json::object().into());
    Ok(Handle { _view: Box::new(view), host })
}
