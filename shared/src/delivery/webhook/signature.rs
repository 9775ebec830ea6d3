//! The signature of a message: HMAC-SHA256 over its id, the time of the attempt and its body, delimited by full stops.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;

use super::secret::Secret;

/// Value of the header `webhook-signature`: one signature by each secret, delimited by spaces, so that the receiver may
/// change its secret without losing a message. The id has no full stop, or one message could pass for another.
pub fn sign<'a>(
    secrets: impl IntoIterator<Item = &'a Secret>,
    id: &str,
    attempted_at: Timestamp,
    body: &[u8],
) -> String {
    let signatures: Vec<String> = secrets.into_iter().map(|secret| signature(secret, id, attempted_at, body)).collect();
    signatures.join(" ")
}

fn signature(secret: &Secret, id: &str, attempted_at: Timestamp, body: &[u8]) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.bytes()) else {
        return String::new(); // HMAC takes keys of every length
    };
    mac.update(format!("{id}.{}.", attempted_at.as_second()).as_bytes());
    mac.update(body);
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = br#"{"test": 2432232314}"#;

    fn secret() -> Secret {
        Secret::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap()
    }

    fn signed(id: &str, second: i64, body: &[u8]) -> String {
        sign([&secret()], id, Timestamp::from_second(second).unwrap(), body)
    }

    #[test]
    fn the_vector_of_the_reference_libraries_is_signed() {
        let id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        assert_eq!(signed(id, 1_614_265_330, BODY), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn every_part_is_covered() {
        let first = signed("msg_a", 1, b"x");
        for other in
            [signed("msg_b", 1, b"x"), signed("msg_a", 2, b"x"), signed("msg_a", 1, b"y"), signed("msg_a", 1, b"x ")]
        {
            assert_ne!(first, other);
        }
    }

    #[test]
    fn both_secrets_sign_during_a_rotation() {
        let (old, new) = (secret(), Secret::of([9; 32]));
        let at = Timestamp::from_second(1_614_265_330).unwrap();
        let both = sign([&new, &old], "msg_1", at, BODY);
        let expected = [sign([&new], "msg_1", at, BODY), sign([&old], "msg_1", at, BODY)].join(" ");
        assert_eq!(both, expected);
        assert_eq!(both.split(' ').count(), 2);
    }
}
