//! The flags of Settings > Customer portal > Flags & permissions.

/// A stored on/off choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// Switched on.
    On,
    /// Switched off.
    Off,
}

impl Flag {
    /// From the stored 0 or 1.
    pub fn from_stored(value: i64) -> Self {
        if value == 0 { Self::Off } else { Self::On }
    }

    /// The stored 0 or 1.
    pub fn stored(self) -> i64 {
        match self {
            Self::On => 1,
            Self::Off => 0,
        }
    }

    /// Whether the flag is on.
    pub fn is_on(self) -> bool {
        self == Self::On
    }
}

/// When the bookings of a series are invoiced, where customers may repeat bookings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepeatInvoicing {
    /// An invoice for every occurrence at booking, future ones too.
    AllNow,
    /// An invoice for the first occurrence at booking; each next one after it took place.
    FirstNow,
    /// A quote at booking; the admin generates invoices after the job.
    Manual,
}

impl RepeatInvoicing {
    /// From the stored text; none for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "all_now" => Some(Self::AllNow),
            "first_now" => Some(Self::FirstNow),
            "manual" => Some(Self::Manual),
            _ => None,
        }
    }

    /// The stored text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AllNow => "all_now",
            Self::FirstNow => "first_now",
            Self::Manual => "manual",
        }
    }
}
