//! What a booking costs: its document lines and totals.
#![deny(clippy::arithmetic_side_effects)]

use crate::{
    billing::{
        line::{Line, ONE},
        totals::Totals,
    },
    money::{Amount, MoneyError, Quantity, UnitPrice},
    tenant::settings::Service,
};

/// The line and totals of `seats` seats of a service. A price with VAT stays what the customer saw.
///
/// # Errors
/// [`MoneyError::OutOfRange`].
pub fn price_of(service: &Service, seats: u32) -> Result<(Vec<Line>, Totals), MoneyError> {
    let quantity = Quantity::whole(seats);
    let (net_price, advertised) = if service.vat_included {
        let advertised = UnitPrice::without_vat(service.price).times(quantity)?;
        (UnitPrice::from_price_with_vat(service.price, service.vat.rate)?, Some(advertised))
    } else {
        (UnitPrice::without_vat(service.price), None)
    };
    let line = Line::new(service.name.clone(), String::new(), quantity, ONE, net_price, service.vat.clone())?;
    let lines = vec![line];
    let totals = Totals::of(&lines, &[], advertised, Amount::ZERO)?;
    Ok((lines, totals))
}
