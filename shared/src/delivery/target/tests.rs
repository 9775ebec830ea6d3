use proptest::prelude::*;
use url::Url;

use super::*;

#[test]
fn every_spelling_is_judged() {
    for (url, expected) in [
        ("https://example.com", Ok("https://example.com/")),
        ("HTTPS://Hooks.Example.COM:443/In?a=1&b=%20", Ok("https://hooks.example.com/In?a=1&b=%20")),
        ("https://example.com:8443?x", Ok("https://example.com:8443/?x")),
        ("https://xn--caf-dma.example/h", Ok("https://xn--caf-dma.example/h")),
        ("https://a.b.c.d-e.example:65535/@/x:y", Ok("https://a.b.c.d-e.example:65535/@/x:y")),
        ("https://10.0.0.1.example.com/", Ok("https://10.0.0.1.example.com/")),
        ("", Err(TargetFault::Malformed)),
        ("example.com/hooks", Err(TargetFault::Malformed)),
        ("https:example.com", Err(TargetFault::Malformed)),
        ("https:/example.com", Err(TargetFault::Malformed)),
        ("https:\\\\example.com", Err(TargetFault::Malformed)),
        ("https:///example.com", Err(TargetFault::Host)),
        (" https://example.com", Err(TargetFault::NotHttps)),
        ("http://example.com/", Err(TargetFault::NotHttps)),
        ("ftp://example.com/", Err(TargetFault::NotHttps)),
        ("javascript:alert(1)", Err(TargetFault::NotHttps)),
        ("file:///etc/passwd", Err(TargetFault::NotHttps)),
        ("https://user:pass@example.com/", Err(TargetFault::Userinfo)),
        ("https://example.com@127.0.0.1/", Err(TargetFault::Userinfo)),
        ("https://example.com:443@169.254.169.254/", Err(TargetFault::Userinfo)),
        ("https://@example.com/", Err(TargetFault::Userinfo)),
        ("https://example.com#@127.0.0.1/", Err(TargetFault::Fragment)),
        ("https://example.com/a#b", Err(TargetFault::Fragment)),
        ("https://example.com\\@127.0.0.1/", Err(TargetFault::Malformed)),
        ("https://example.com/a\\b", Err(TargetFault::Malformed)),
        ("https://example.com/a b", Err(TargetFault::Malformed)),
        ("https://example.com/a\tb", Err(TargetFault::Malformed)),
        ("https://example.com/\r\nx: y", Err(TargetFault::Malformed)),
        ("https://example.com/%2", Err(TargetFault::Malformed)),
        ("https://example.com/%zz", Err(TargetFault::Malformed)),
        ("https://example.com/é", Err(TargetFault::Malformed)),
        // Numbers as hosts, as readers of addresses take them for IPv4.
        ("https://127.0.0.1/", Err(TargetFault::IpAddress)),
        ("https://2130706433/", Err(TargetFault::IpAddress)),
        ("https://0x7f000001/", Err(TargetFault::IpAddress)),
        ("https://0X7F.1/", Err(TargetFault::IpAddress)),
        ("https://0177.0.0.1/", Err(TargetFault::IpAddress)),
        ("https://127.1/", Err(TargetFault::IpAddress)),
        ("https://0/", Err(TargetFault::IpAddress)),
        ("https://1.2.3.0x/", Err(TargetFault::IpAddress)),
        ("https://169.254.169.254/latest/meta-data", Err(TargetFault::IpAddress)),
        ("https://100.64.0.1/", Err(TargetFault::IpAddress)),
        ("https://8.8.8.8/", Err(TargetFault::IpAddress)),
        ("https://[::1]/", Err(TargetFault::IpAddress)),
        ("https://[::ffff:127.0.0.1]/", Err(TargetFault::IpAddress)),
        ("https://[fd00::1]:8443/", Err(TargetFault::IpAddress)),
        ("https://[fe80::1%25eth0]/", Err(TargetFault::IpAddress)),
        ("https://127.0.0.1./", Err(TargetFault::Host)),
        ("https://example.com./", Err(TargetFault::Host)),
        ("https://localhost./", Err(TargetFault::Host)),
        ("https://.example.com/", Err(TargetFault::Host)),
        ("https://a..example.com/", Err(TargetFault::Host)),
        ("https://-a.example.com/", Err(TargetFault::Host)),
        ("https://a_b.example.com/", Err(TargetFault::Host)),
        ("https://127%2e0.0.1/", Err(TargetFault::Host)),
        ("https://%6c%6fcalhost/", Err(TargetFault::Host)),
        ("https://exam\tple.com/", Err(TargetFault::Host)),
        ("https://:443/", Err(TargetFault::Host)),
        ("https://café.example/", Err(TargetFault::NotAscii)),
        ("https://１２７.０.０.１/", Err(TargetFault::NotAscii)),
        ("https://127。0。0。1/", Err(TargetFault::NotAscii)),
        ("https://ⓛocalhost/", Err(TargetFault::NotAscii)),
        ("https://localhost/", Err(TargetFault::NotPublic)),
        ("https://LOCALHOST:8443/", Err(TargetFault::NotPublic)),
        ("https://app.localhost/", Err(TargetFault::NotPublic)),
        ("https://printer.local/", Err(TargetFault::NotPublic)),
        ("https://metadata.google.internal/", Err(TargetFault::NotPublic)),
        ("https://router.home.arpa/", Err(TargetFault::NotPublic)),
        ("https://intranet/", Err(TargetFault::NotPublic)),
        ("https://example.com:80/", Err(TargetFault::Port)),
        ("https://example.com:22/", Err(TargetFault::Port)),
        ("https://example.com:0/", Err(TargetFault::Malformed)),
        ("https://example.com:/", Err(TargetFault::Malformed)),
        ("https://example.com:65536/", Err(TargetFault::Malformed)),
        ("https://example.com:+443/", Err(TargetFault::Malformed)),
        ("https://example.com:443:80/", Err(TargetFault::Host)),
    ] {
        let judged = check(&Policy::public(), url).map(|target| target.url);
        assert_eq!(judged, expected.map(str::to_owned), "{url}");
    }
}

#[test]
fn what_is_too_long_is_refused() {
    let of_length = |bytes: usize| format!("https://example.com/{}", "a".repeat(bytes - 20));
    assert!(check(&Policy::public(), &of_length(limits::TARGET_BYTES_MAX)).is_ok());
    assert_eq!(check(&Policy::public(), &of_length(limits::TARGET_BYTES_MAX + 1)), Err(TargetFault::Malformed));
    let label = "a".repeat(64);
    assert_eq!(check(&Policy::public(), &format!("https://{label}.com/")), Err(TargetFault::Host));
    let name = format!("{}.com", ["a".repeat(62).as_str(); 4].join("."));
    assert_eq!(check(&Policy::public(), &format!("https://{name}/")), Err(TargetFault::Host));
}

#[test]
fn the_list_allows_exactly_what_it_names() {
    let policy = Policy::parse("127.0.0.1:25001, Localhost:8787,").unwrap();
    for (url, expected) in [
        ("http://127.0.0.1:25001/in", Ok("http://127.0.0.1:25001/in")),
        ("https://127.0.0.1:25001/in", Ok("https://127.0.0.1:25001/in")),
        ("http://LOCALHOST:8787", Ok("http://localhost:8787/")),
        ("http://127.0.0.1:25002/", Err(TargetFault::NotHttps)),
        ("https://127.0.0.1:25002/", Err(TargetFault::IpAddress)),
        ("http://127.0.0.1/", Err(TargetFault::NotHttps)),
        ("http://127.1:25001/", Err(TargetFault::NotHttps)),
        ("http://x@127.0.0.1:25001/", Err(TargetFault::Userinfo)),
    ] {
        assert_eq!(check(&policy, url).map(|target| target.url), expected.map(str::to_owned), "{url}");
    }
    assert!(check(&policy, "http://127.0.0.1:25001/").unwrap().is_listed);
    assert!(!check(&policy, "https://example.com/").unwrap().is_listed);
}

#[test]
fn an_entry_without_a_port_is_refused() {
    assert_eq!(Policy::parse(""), Ok(Policy::public()));
    for entry in ["127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", ":80", "http://x:80", "[::1]:80", "*:80"]
    {
        assert_eq!(Policy::parse(entry), Err(InvalidEntry(entry.to_owned())), "{entry}");
    }
}

#[test]
fn addresses_of_every_range_are_judged() {
    for (address, expected) in [
        ("1.1.1.1", true),
        ("9.255.255.255", true),
        ("11.0.0.0", true),
        ("100.63.255.255", true),
        ("100.128.0.0", true),
        ("172.15.255.255", true),
        ("172.32.0.0", true),
        ("192.0.1.0", true),
        ("198.17.255.255", true),
        ("198.20.0.0", true),
        ("223.255.255.255", true),
        ("0.0.0.0", false),
        ("10.255.255.255", false),
        ("100.64.0.0", false),
        ("100.127.255.255", false),
        ("127.0.0.1", false),
        ("127.255.255.255", false),
        ("169.254.169.254", false),
        ("172.16.0.0", false),
        ("172.31.255.255", false),
        ("192.0.0.8", false),
        ("192.0.2.1", false),
        ("192.88.99.1", false),
        ("192.168.0.1", false),
        ("198.18.0.0", false),
        ("198.19.255.255", false),
        ("198.51.100.7", false),
        ("203.0.113.7", false),
        ("224.0.0.1", false),
        ("240.0.0.1", false),
        ("255.255.255.255", false),
        ("2606:4700:4700::1111", true),
        ("2a00:1450::1", true),
        ("2001:200::1", true),
        ("::", false),
        ("::1", false),
        ("::ffff:8.8.8.8", false),
        ("::ffff:127.0.0.1", false),
        ("::127.0.0.1", false),
        ("64:ff9b::7f00:1", false),
        ("64:ff9b:1::1", false),
        ("100::1", false),
        ("2001::1", false),
        ("2001:1ff::1", false),
        ("2001:db8::1", false),
        ("2002:7f00:1::", false),
        ("3fff::1", false),
        ("fc00::1", false),
        ("fd12:3456::1", false),
        ("fe80::1", false),
        ("fec0::1", false),
        ("ff02::1", false),
    ] {
        assert_eq!(is_public(address.parse().unwrap()), expected, "{address}");
    }
}

/// Pieces from which hostile addresses are put together.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "https://",
            "http://",
            "HTTPS:",
            "//",
            "/",
            "\\",
            "@",
            ":",
            ":443",
            ":8443",
            "?",
            "#",
            "%",
            "%2e",
            "%00",
            ".",
            "..",
            "127.0.0.1",
            "0x7f",
            "2130706433",
            "0177",
            "[::1]",
            "localhost",
            "example",
            ".com",
            "xn--",
            "xn--caf-dma",
            "é",
            "。",
            "-",
            "_",
            " ",
            "\t",
            "\n",
            "user",
            "a",
            "1",
        ])
        .prop_map(str::to_owned),
        "[ -~]{0,4}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    /// Whatever passes is read by the parser of browsers and of `fetch` exactly as it was judged.
    #[test]
    fn what_passes_has_one_reading(pieces in prop::collection::vec(piece(), 0..8), prefix in prop::sample::select(vec!["https://", "https://a.example", ""])) {
        let text = format!("{prefix}{}", pieces.concat());
        if let Ok(target) = check(&Policy::public(), &text) {
            for spelled in [&text, &target.url] {
                // A label that begins with xn-- and means nothing is refused there; it is never another host.
                let Ok(read) = Url::parse(spelled) else {
                    prop_assert!(target.host.contains("xn--"), "{}", spelled);
                    continue;
                };
                prop_assert_eq!(read.scheme(), "https");
                prop_assert_eq!(read.host_str(), Some(target.host.as_str()));
                prop_assert!(matches!(read.host(), Some(url::Host::Domain(_))), "{}", spelled);
                prop_assert_eq!(read.port_or_known_default(), Some(target.port));
                prop_assert_eq!((read.username(), read.password(), read.fragment()), ("", None, None));
            }
        }
    }
}
