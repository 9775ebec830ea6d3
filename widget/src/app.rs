//! The state of one widget on the page: what it was given, and the signals that its views read.

use crate::{
    agenda::Agenda,
    attempt::Attempt,
    browser,
    calendar::{Date, Month},
    client::Client,
    draft::{Draft, Field},
    flow::{Flow, Place, Step},
    format::Format,
    json::Json,
    messages::Messages,
    times::Early,
};
use leptos::prelude::*;
use shared::api::{BookingAnswer, Catalogue};
use std::time::Duration;
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
    /// `ltr` or `rtl`.
    pub direction: String,
    /// Whether it stands in a dialog that it can close.
    pub is_dialog: bool,
}

/// How a widget begins.
#[derive(Default)]
pub struct Beginning {
    /// Where an earlier life of the page left off.
    pub place: Option<Place>,
    /// Times that are on their way already.
    pub early: Option<Early>,
    /// The service that was tapped in the first view.
    pub tapped: Option<String>,
    /// What the widget before this one knew, which was drawn for other attributes.
    pub kept: Option<Kept>,
}

/// What outlives a change of language.
#[derive(Clone)]
pub struct Kept {
    tenant: String,
    wanted: Option<String>,
    flow: Flow,
    draft: Draft,
    month: Month,
    day: Option<Date>,
    answer: Option<BookingAnswer>,
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
    /// Today in the zone that is shown.
    pub today: Date,
    /// How many months a search may still go on to.
    pub months_left: StoredValue<u8>,
    /// Times that are on their way already.
    early: StoredValue<Option<Early>, LocalStorage>,
    /// What the host page gave as first answers, last.
    prefilled: StoredValue<Draft>,
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
    /// A widget at its first step, or where it was before.
    pub fn new(setup: Setup, beginning: Beginning) -> Self {
        let today = setup.format.place("").map_or(Month { year: 1970, month: 1 }.first(), |(date, _)| date);
        let mut flow = Flow::start(&setup.catalogue.services, setup.service.as_deref());
        if let Some(place) = &beginning.place {
            flow.resume(&setup.catalogue.services, place);
        }
        let kept = beginning.kept;
        let draft = kept.as_ref().map_or_else(|| setup.prefill.clone(), |kept| kept.draft.clone());
        let mut day = flow.slot().and_then(|slot| setup.format.place(&slot.starts_at)).map(|(date, _)| date);
        let mut month = day.map_or(today.month, |date| date.month);
        let mut answer = None;
        if let Some(kept) = kept.filter(|kept| kept.is_of(&setup)) {
            (flow, month, day, answer) = (kept.flow, kept.month, kept.day, kept.answer);
        }
        let flow = RwSignal::new(flow);
        Self {
            messages: setup.format.messages,
            flow,
            step: Memo::new(move |_| flow.with(Flow::step)),
            draft: RwSignal::new(draft),
            mistakes: RwSignal::new(Vec::new()),
            agenda: RwSignal::new(Agenda::default()),
            month: RwSignal::new(month),
            day: RwSignal::new(day),
            today,
            months_left: StoredValue::new(0),
            early: StoredValue::new_local(beginning.early),
            prefilled: StoredValue::new(setup.prefill.clone()),
            notice: RwSignal::new(None),
            sending: RwSignal::new(false),
            attempt: StoredValue::new(setup.client.recall_attempt()),
            answer: RwSignal::new(answer),
            announcement: RwSignal::new(String::new()),
            online: RwSignal::new(window().navigator().on_line()),
            setup: StoredValue::new_local(setup),
        }
    }

    /// What the next widget in this place goes on with.
    pub fn kept(self) -> Kept {
        let (tenant, wanted) =
            self.setup.with_value(|setup| (setup.catalogue.tenant.slug.clone(), setup.service.clone()));
        Kept {
            tenant,
            wanted,
            flow: self.flow.get_untracked(),
            draft: self.draft.get_untracked(),
            month: self.month.get_untracked(),
            day: self.day.get_untracked(),
            answer: self.answer.get_untracked(),
        }
    }

    /// Takes first answers that come late: into fields that are empty or hold what the page gave before.
    pub fn prefill(self, given: &Draft) {
        let before = self.prefilled.get_value();
        self.draft.update(|draft| draft.prefill(given, &before));
        self.prefilled.set_value(given.clone());
    }

    /// Takes the times that are on their way already, if they are those of this service and cover these days.
    pub fn take_early(self, service: &str, from: Date, to: Date) -> Option<Early> {
        self.early
            .try_update_value(|early| {
                early.take_if(|early| early.service == service && early.from <= from && to <= early.to)
            })
            .flatten()
    }

    /// Says something to those who listen; it is not heard again later.
    pub fn say(self, text: &str) {
        self.announcement.set(text.to_owned());
        if text.is_empty() {
            return;
        }
        let said = text.to_owned();
        let hush = move || {
            if self.announcement.try_with_untracked(|now| *now == said) == Some(true) {
                self.announcement.set(String::new());
            }
        };
        set_timeout(hush, Duration::from_secs(5));
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

    /// The tenant's phone number.
    pub fn phone(self) -> Option<String> {
        self.setup.with_value(|setup| setup.catalogue.tenant.phone.clone())
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

impl Kept {
    /// Whether the choices are those of this tenant and of what the page asks for.
    fn is_of(&self, setup: &Setup) -> bool {
        self.tenant == setup.catalogue.tenant.slug && self.wanted == setup.service
    }
}
