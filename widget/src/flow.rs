//! The steps of a booking as a machine without a browser: which step follows, what a change invalidates, what is kept.

use shared::api::{ServiceOffer, Slot};

/// A step of the widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// What is booked.
    Service,
    /// When.
    Time,
    /// By whom.
    Details,
    /// Everything once more, and the button that books.
    Review,
    /// The stored booking and its document.
    Result,
}

impl Step {
    /// Its name in events.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Time => "time",
            Self::Details => "details",
            Self::Review => "review",
            Self::Result => "result",
        }
    }

    /// The step of a code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        [Self::Service, Self::Time, Self::Details, Self::Review, Self::Result]
            .into_iter()
            .find(|step| step.code() == code)
    }
}

/// Where an earlier life of the page left the customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Slug of the service.
    pub service: Option<String>,
    /// RFC 3339 instants of the chosen start and its end.
    pub times: Option<(String, String)>,
    /// Code of the step.
    pub step: String,
}

/// Where a customer is, and what they have chosen so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    step: Step,
    service: Option<ServiceOffer>,
    slot: Option<Slot>,
    service_is_given: bool,
    details_are_done: bool,
}

impl Flow {
    /// Starts. The service step is skipped when it has one possible answer: the host page names the service, or there is
    /// only one.
    #[must_use]
    pub fn start(services: &[ServiceOffer], wanted: Option<&str>) -> Self {
        let given = match services {
            [only] => Some(only.clone()),
            _ => services.iter().find(|service| Some(service.slug.as_str()) == wanted).cloned(),
        };
        Self {
            step: if given.is_some() { Step::Time } else { Step::Service },
            service_is_given: given.is_some(),
            service: given,
            slot: None,
            details_are_done: false,
        }
    }

    /// Returns to where an earlier life of the page left off, as far as what is offered now allows. What the customer typed
    /// is not kept anywhere, so no step after the details.
    pub fn resume(&mut self, services: &[ServiceOffer], place: &Place) {
        let wanted = services.iter().find(|service| Some(&service.slug) == place.service.as_ref());
        if let Some(service) = wanted.filter(|_| !self.service_is_given) {
            self.choose_service(service);
        }
        if self.service.is_none() || place.service.as_ref().is_some_and(|slug| !self.serves(slug)) {
            return;
        }
        self.slot = place.times.as_ref().map(|(starts_at, ends_at)| Slot {
            starts_at: starts_at.clone(),
            ends_at: ends_at.clone(),
            seats_left: 1,
        });
        match Step::of(&place.step) {
            Some(Step::Details | Step::Review) => self.go(Step::Details),
            Some(step) => self.go(step),
            None => false,
        };
    }

    /// Goes to a step that is open: all before it is answered. Says whether it went.
    pub fn go(&mut self, step: Step) -> bool {
        let is_open = match step {
            Step::Service => true,
            Step::Time => self.service.is_some(),
            Step::Details => self.service.is_some() && self.slot.is_some(),
            Step::Review => self.slot.is_some() && self.details_are_done,
            Step::Result => false,
        };
        let goes = is_open && self.step != Step::Result && self.steps().contains(&step);
        if goes {
            self.step = step;
        }
        goes
    }

    fn serves(&self, slug: &str) -> bool {
        self.service.as_ref().is_some_and(|service| service.slug == slug)
    }

    /// The present step.
    #[must_use]
    pub const fn step(&self) -> Step {
        self.step
    }

    /// The chosen service.
    #[must_use]
    pub const fn service(&self) -> Option<&ServiceOffer> {
        self.service.as_ref()
    }

    /// The chosen slot.
    #[must_use]
    pub const fn slot(&self) -> Option<&Slot> {
        self.slot.as_ref()
    }

    /// The steps that the customer sees, in order, without the result.
    #[must_use]
    pub const fn steps(&self) -> &'static [Step] {
        const ALL: &[Step] = &[Step::Service, Step::Time, Step::Details, Step::Review];
        const WITHOUT_SERVICE: &[Step] = &[Step::Time, Step::Details, Step::Review];
        if self.service_is_given { WITHOUT_SERVICE } else { ALL }
    }

    /// Index of the present step among [`Self::steps`]; none on the result.
    #[must_use]
    pub fn position(&self) -> Option<usize> {
        self.steps().iter().position(|step| *step == self.step)
    }

    /// Whether there is a step before this one.
    #[must_use]
    pub fn can_go_back(&self) -> bool {
        self.position().is_some_and(|position| position > 0)
    }

    /// Whether the customer may change an earlier answer: anything but a service that was given.
    #[must_use]
    pub fn can_change(&self, step: Step) -> bool {
        self.steps().contains(&step)
    }

    /// Takes the service and goes on. Another service than before makes the chosen slot meaningless.
    pub fn choose_service(&mut self, service: &ServiceOffer) {
        if self.service.as_ref().is_none_or(|chosen| chosen.slug != service.slug) {
            self.slot = None;
        }
        self.service = Some(service.clone());
        self.step = if self.slot.is_some() { self.after_time() } else { Step::Time };
    }

    /// Takes the slot and goes on: to the details, or back to the review when they are already there.
    pub fn choose_slot(&mut self, slot: Slot) {
        self.slot = Some(slot);
        self.step = self.after_time();
    }

    /// The details were accepted.
    pub fn finish_details(&mut self) {
        self.details_are_done = true;
        self.step = if self.slot.is_some() { Step::Review } else { Step::Time };
    }

    /// One step back; nothing that was chosen or typed is lost.
    pub fn go_back(&mut self) {
        let before = self.position().and_then(|position| self.steps().get(position.checked_sub(1)?));
        if let Some(step) = before {
            self.step = *step;
        }
    }

    /// Returns to an earlier step to change its answer.
    pub fn change(&mut self, step: Step) {
        if self.can_change(step) {
            self.step = step;
        }
    }

    /// The server said that the slot is gone: the customer chooses another time and sees that the details are kept.
    pub fn lose_slot(&mut self) {
        self.slot = None;
        self.details_are_done = false;
        self.step = Step::Time;
    }

    /// The booking is stored.
    pub const fn finish(&mut self) {
        self.step = Step::Result;
    }

    const fn after_time(&self) -> Step {
        if self.details_are_done { Step::Review } else { Step::Details }
    }
}

#[cfg(test)]
mod tests {
    use super::{Flow, Place, Step};
    use shared::api::{BookingOffer, Price, ServiceOffer, Slot};

    fn service(slug: &str) -> ServiceOffer {
        ServiceOffer {
            slug: slug.into(),
            name: slug.to_uppercase(),
            description: String::new(),
            duration_minutes: 60,
            price: Price { amount: "60.00".into(), currency: "EUR".into(), vat_rate: "21".into(), vat_included: true },
            offer: BookingOffer {
                document: None,
                total_without_vat: "49.59".into(),
                vat_total: "10.41".into(),
                total_with_vat: "60.00".into(),
            },
        }
    }

    fn slot(hour: u8) -> Slot {
        Slot {
            starts_at: format!("2026-12-01T{hour:02}:00:00Z"),
            ends_at: format!("2026-12-01T{:02}:00:00Z", hour + 1),
            seats_left: 1,
        }
    }

    /// One word per customer action; the step after each is listed.
    fn run(services: &[&str], wanted: Option<&str>, script: &str) -> Vec<&'static str> {
        let services: Vec<_> = services.iter().copied().map(service).collect();
        let mut flow = Flow::start(&services, wanted);
        let mut steps = vec![flow.step().code()];
        for word in script.split_whitespace() {
            match word {
                "first" => flow.choose_service(&services[0]),
                "second" => flow.choose_service(&services[1]),
                "slot" => flow.choose_slot(slot(9)),
                "details" => flow.finish_details(),
                "back" => flow.go_back(),
                "taken" => flow.lose_slot(),
                "booked" => flow.finish(),
                "change:service" => flow.change(Step::Service),
                "change:time" => flow.change(Step::Time),
                "change:details" => flow.change(Step::Details),
                other => panic!("unknown action {other}"),
            }
            steps.push(flow.step().code());
        }
        steps
    }

    #[test]
    fn scenarios() {
        let two: &[&str] = &["windows", "office"];
        let one: &[&str] = &["windows"];
        let table = [
            (two, None, "first slot details booked", "service time details review result"),
            (two, Some("office"), "slot details", "time details review"),
            (two, Some("no-such-service"), "first", "service time"),
            (one, None, "slot details", "time details review"),
            (&[], None, "", "service"),
            // Back never leaves the flow.
            (one, None, "back slot back back", "time time details time time"),
            (two, None, "first back second", "service time service time"),
            // Changing one answer returns to the review, unless it makes another answer meaningless.
            (two, None, "first slot details change:time slot", "service time details review time review"),
            (two, None, "first slot details change:details details", "service time details review details review"),
            (two, None, "first slot details change:service first", "service time details review service review"),
            (
                two,
                None,
                "first slot details change:service second slot",
                "service time details review service time review",
            ),
            // The service that the host page gave cannot be changed.
            (one, None, "slot details change:service", "time details review review"),
            // A slot that is gone keeps the details.
            (two, None, "first slot details taken slot details", "service time details review time details review"),
            (
                two,
                None,
                "first slot details taken back first slot",
                "service time details review time service time details",
            ),
            // The result has no step before it.
            (one, None, "slot details booked back", "time details review result result"),
        ];
        for (services, wanted, script, expected) in table {
            assert_eq!(run(services, wanted, script).join(" "), expected, "{script}");
        }
    }

    #[test]
    fn a_reload_returns_to_what_was_chosen_and_no_further_than_the_details() {
        let offered = [service("windows"), service("office")];
        let times = Some(("2026-12-01T09:00:00Z".to_owned(), "2026-12-01T10:00:00Z".to_owned()));
        // wanted by the page, kept service, kept times, kept step -> step, service
        let table = [
            (None, None, None, "service", "service", None),
            (None, Some("office"), None, "time", "time", Some("office")),
            (None, Some("office"), times.clone(), "time", "time", Some("office")),
            (None, Some("office"), times.clone(), "details", "details", Some("office")),
            (None, Some("office"), times.clone(), "review", "details", Some("office")),
            (None, Some("office"), times.clone(), "service", "service", Some("office")),
            (None, Some("office"), None, "details", "time", Some("office")),
            (None, Some("gone"), times.clone(), "details", "service", None),
            (None, Some("office"), times.clone(), "result", "time", Some("office")),
            // The page names another service by now.
            (Some("windows"), Some("office"), times.clone(), "details", "time", Some("windows")),
            (Some("windows"), Some("windows"), times.clone(), "details", "details", Some("windows")),
            // A service that the page gave was never chosen.
            (Some("windows"), None, times, "details", "details", Some("windows")),
        ];
        for (wanted, service, times, step, expected, chosen) in table {
            let mut flow = Flow::start(&offered, wanted);
            let place = Place { service: service.map(str::to_owned), times, step: step.to_owned() };
            flow.resume(&offered, &place);
            assert_eq!((flow.step().code(), flow.service().map(|s| s.slug.as_str())), (expected, chosen), "{place:?}");
        }
    }

    #[test]
    fn going_to_a_step_needs_all_before_it() {
        let offered = [service("windows"), service("office")];
        let mut flow = Flow::start(&offered, None);
        for step in [Step::Time, Step::Details, Step::Review, Step::Result] {
            assert!(!flow.go(step), "{step:?}");
        }
        flow.choose_service(&offered[0]);
        flow.choose_slot(slot(9));
        assert!(flow.go(Step::Service) && flow.go(Step::Time) && flow.go(Step::Details) && !flow.go(Step::Review));
        flow.finish_details();
        assert!(flow.go(Step::Time) && flow.go(Step::Review));
        flow.finish();
        assert!(!flow.go(Step::Review) && flow.step() == Step::Result);
    }

    #[test]
    fn progress_counts_the_steps_that_are_shown() {
        let services = [service("windows"), service("office")];
        let mut flow = Flow::start(&services, None);
        assert_eq!((flow.position(), flow.steps().len(), flow.can_go_back()), (Some(0), 4, false));
        flow.choose_service(&services[0]);
        assert_eq!((flow.position(), flow.can_go_back()), (Some(1), true));
        let mut given = Flow::start(&services, Some("office"));
        assert_eq!((given.position(), given.steps().len(), given.can_go_back()), (Some(0), 3, false));
        given.choose_slot(slot(9));
        given.finish_details();
        given.finish();
        assert_eq!((given.position(), given.can_go_back()), (None, false));
    }

    #[test]
    fn another_service_drops_the_slot_and_the_same_keeps_it() {
        let services = [service("windows"), service("office")];
        let mut flow = Flow::start(&services, None);
        flow.choose_service(&services[0]);
        flow.choose_slot(slot(9));
        flow.choose_service(&services[0]);
        assert_eq!(flow.slot(), Some(&slot(9)));
        flow.choose_service(&services[1]);
        assert_eq!(flow.slot(), None);
    }
}
