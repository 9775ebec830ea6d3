//! The state of one widget on the page: what it was given, and the signals that its views read.

use crate::{
    agenda::Agenda,
    attempt::Attempt,
    browser,
    calendar::{Date, Month},
    client::Client,
    draft::{Draft, Field},
    flow::{Flow, Step},
    format::Format,
    json::Json,
    messages::Messages,
};
use leptos::prelude::*;
use shared::api::{BookingAnswer, Catalogue};
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

/// Where the focus goes after a change: to the problem if there is one, else to the step's heading. Problems stand above.
pub const FOCUS: &str = ".problems,.notice,h2";

/// What a widget was given and never changes.
pub struct Setup {
    /// The `<booking-widget>` element, which raises the events.
    pub host: HtmlElement,
    /// The element inside the shadow root below which everything is drawn.
    pub root: HtmlElement,
    /// The API of the tenant.
    pub client: Client,
    /// How figures and times are written.
    pub format: Format,
    /// What can be booked.
    pub catalogue: Catalogue,
    /// Preselected service.
    pub service: Option<String>,
    /// Preselected resource.
    pub resource: Option<String>,
    /// First answers, given by the host page.
    pub prefill: Draft,
}

/// One line of the error summary: the field it leads to, and the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The field; none when the form has no such field.
    pub field: Option<Field>,
    /// The sentence, the same in the summary and at the field.
    pub text: String,
}

/// The state. It is a handle: copies share the same signals.
#[derive(Clone, Copy)]
pub struct App {
    /// What the widget was given.
    pub setup: StoredValue<Setup, LocalStorage>,
    /// The sentences of its language.
    pub messages: &'static Messages,
    /// Steps and choices.
    pub flow: RwSignal<Flow>,
    /// The present step, for views that depend on nothing else.
    pub step: Memo<Step>,
    /// Typed answers.
    pub draft: RwSignal<Draft>,
    /// What is wrong with them.
    pub mistakes: RwSignal<Vec<Mistake>>,
    /// Free times.
    pub agenda: RwSignal<Agenda>,
    /// The month that is shown.
    pub month: RwSignal<Month>,
    /// The day whose times are shown.
    pub day: RwSignal<Option<Date>>,
    /// Today in the tenant's zone.
    pub today: Date,
    /// Why the customer is back at the time step, or why the booking did not succeed.
    pub notice: RwSignal<Option<String>>,
    /// Whether a booking is on its way.
    pub sending: RwSignal<bool>,
    /// The attempt without a final answer; it outlives the page in the tab's storage.
    pub attempt: StoredValue<Option<Attempt>>,
    /// The stored booking.
    pub answer: RwSignal<Option<BookingAnswer>>,
    /// What the live region says.
    pub announcement: RwSignal<String>,
    /// Whether the browser believes that it has a network.
    pub online: RwSignal<bool>,
}

impl App {
    /// A widget at its first step.
    pub fn new(setup: Setup) -> Self {
        let today = setup.format.place("").map_or(Month { year: 1970, month: 1 }.first(), |(date, _)| date);
        let flow = RwSignal::new(Flow::start(&setup.catalogue.services, setup.service.as_deref()));
        Self {
            messages: setup.format.language.messages(),
            flow,
            step: Memo::new(move |_| flow.with(Flow::step)),
            draft: RwSignal::new(setup.prefill.clone()),
            mistakes: RwSignal::new(Vec::new()),
            agenda: RwSignal::new(Agenda::default()),
            month: RwSignal::new(today.month),
            day: RwSignal::new(None),
            today,
            notice: RwSignal::new(None),
            sending: RwSignal::new(false),
            attempt: StoredValue::new(setup.client.recall_attempt()),
            answer: RwSignal::new(None),
            announcement: RwSignal::new(String::new()),
            online: RwSignal::new(window().navigator().on_line()),
            setup: StoredValue::new_local(setup),
        }
    }

    /// Begins another booking; who books stays the same.
    pub fn start_again(self) {
        let flow = self.setup.with_value(|setup| Flow::start(&setup.catalogue.services, setup.service.as_deref()));
        self.answer.set(None);
        self.notice.set(None);
        self.forget_times();
        self.flow.set(flow);
    }

    /// Drops the fetched times: they belong to another service, or one of them turned out to be taken.
    pub fn forget_times(self) {
        self.agenda.update(Agenda::forget);
        self.day.set(None);
    }

    /// Reads from how things are written.
    pub fn format<T>(self, read: impl FnOnce(&Format) -> T) -> T {
        self.setup.with_value(|setup| read(&setup.format))
    }

    /// Raises an event of the public surface; its detail holds no personal data and no link.
    pub fn emit(self, name: &str, detail: Json) {
        let detail = JsValue::from(detail);
        // The widget may have left the page while a request was under way.
        let _ = self.setup.try_with_value(|setup| browser::emit(&setup.host, name, &detail));
    }

    /// Moves the focus to what the selector finds, once it is drawn.
    pub fn focus(self, selector: &str) {
        let _ = self.setup.try_with_value(|setup| browser::focus(&setup.root, selector));
    }

    /// Scrolls to what the selector finds, once it is drawn.
    pub fn reveal(self, selector: &str) {
        let _ = self.setup.try_with_value(|setup| browser::reveal(&setup.root, selector));
    }
}
