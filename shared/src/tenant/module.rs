//! The module "sales invoicing", which the operator switches for each tenant.

/// Whether a tenant has the module "sales invoicing". Without it bookings work and no document is made; documents of
/// before stay as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SalesInvoicing {
    /// Documents are made.
    Active,
    /// No document is made.
    Inactive,
}

impl SalesInvoicing {
    /// From the stored 0 or 1.
    pub fn from_stored(value: i64) -> Self {
        if value == 0 { Self::Inactive } else { Self::Active }
    }

    /// The stored 0 or 1.
    pub fn stored(self) -> i64 {
        match self {
            Self::Active => 1,
            Self::Inactive => 0,
        }
    }

    /// Whether documents are made.
    pub fn is_active(self) -> bool {
        self == Self::Active
    }
}
