//! IP addresses: which of them belong to somebody on the public internet.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Ranges of IPv4 that are not globally reachable (IANA special-purpose registry, RFC 6890), with multicast and what is
/// reserved beyond it.
const NOT_PUBLIC_V4: [(Ipv4Addr, u32); 15] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10), // carrier-grade NAT
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16), // link-local, and the metadata of cloud machines
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24), // 6to4 relays, deprecated
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// Ranges within 2000::/3 that are not globally reachable, or that carry an IPv4 address which is not ours to trust.
const NOT_PUBLIC_V6: [(Ipv6Addr, u32); 5] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23), // Teredo, ORCHID, benchmarking
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16), // 6to4
    (Ipv6Addr::new(0x3ffe, 0, 0, 0, 0, 0, 0, 0), 16), // the former 6bone
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20), // documentation
];

/// Whether an address belongs to the public internet. Everything else is not asked: private, local, shared, reserved and
/// documentation ranges, multicast, and IPv6 that wraps IPv4, whatever it wraps.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let within = |(network, length): &(Ipv4Addr, u32)| {
                let mask = u32::MAX.checked_shl(32_u32.saturating_sub(*length)).unwrap_or(0);
                v4.to_bits() & mask == network.to_bits() & mask
            };
            !NOT_PUBLIC_V4.iter().any(within)
        }
        // Global unicast is 2000::/3; loopback, link-local, unique local, mapped and translated addresses lie outside.
        IpAddr::V6(v6) => {
            let within = |(network, length): &(Ipv6Addr, u32)| {
                let mask = u128::MAX.checked_shl(128_u32.saturating_sub(*length)).unwrap_or(0);
                v6.to_bits() & mask == network.to_bits() & mask
            };
            v6.to_bits() >> 125 == 1 && !NOT_PUBLIC_V6.iter().any(within)
        }
    }
}
