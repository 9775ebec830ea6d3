use std::{
    io,
    sync::{Arc, Mutex},
};

use proptest::prelude::*;

use super::*;
use crate::{native::ScriptedClock, platform::database::BoxFuture};

/// What the double does instead of its usual answer.
#[derive(Clone, Copy, Debug)]
enum Act {
    Say(&'static str),
    Hang,
    Close,
}

/// A double of a server: the usual answers, and others to commands that begin with a word. `connect` stands for the
/// greeting, `.` for the end of the message, `user` and `password` for what follows AUTH LOGIN.
#[derive(Clone)]
struct Double {
    unusual: Vec<(&'static str, Act)>,
    heard: Arc<Mutex<Vec<String>>>,
    tls: bool,
}

impl Double {
    fn new(unusual: &[(&'static str, Act)]) -> Self {
        Self { unusual: unusual.to_vec(), heard: Arc::default(), tls: false }
    }

    fn act(&self, word: &str) -> Act {
        let usual = match word {
            "connect" => "220 post.example ESMTP\r\n",
            "EHLO" if self.tls => "250-post.example\r\n250 AUTH PLAIN LOGIN\r\n",
            "EHLO" => "250-post.example\r\n250-STARTTLS\r\n250 SIZE 1000\r\n",
            "STARTTLS" => "220 go\r\n",
            "AUTH" => "235 welcome\r\n",
            "user" => "334 UGFzc3dvcmQ6\r\n",
            "password" => "235 welcome\r\n",
            "DATA" => "354 go\r\n",
            "QUIT" => "221 bye\r\n",
            _ => "250 ok\r\n",
        };
        self.unusual.iter().find(|(name, _)| *name == word).map_or(Act::Say(usual), |(_, act)| *act)
    }
}

impl Sockets for Double {
    fn connect<'a>(
        &'a self,
        _host: &'a str,
        _port: u16,
        tls: Tls,
        _within: Duration,
    ) -> BoxFuture<'a, io::Result<Box<dyn Stream>>> {
        let double = Self { tls: tls == Tls::Now, ..self.clone() };
        let mut line =
            Line { double, said: Vec::new(), broken: None, in_message: false, unread: Vec::new(), secrets: 0 };
        line.react("connect");
        Box::pin(async move { Ok(Box::new(line) as Box<dyn Stream>) })
    }
}

struct Line {
    double: Double,
    said: Vec<u8>,
    broken: Option<io::ErrorKind>,
    in_message: bool,
    unread: Vec<u8>,
    secrets: u32,
}

impl Line {
    fn react(&mut self, word: &str) {
        match self.double.act(word) {
            Act::Say(text) => self.said.extend_from_slice(text.as_bytes()),
            Act::Hang => self.broken = Some(io::ErrorKind::TimedOut),
            Act::Close => self.broken = Some(io::ErrorKind::UnexpectedEof),
        }
    }

    fn hear(&mut self, bytes: &[u8]) {
        self.unread.extend_from_slice(bytes);
        while let Some(end) = self.unread.windows(2).position(|pair| pair == b"\r\n") {
            let line = String::from_utf8_lossy(&self.unread[..end]).into_owned();
            self.unread.drain(..end + 2);
            self.double.heard.lock().unwrap().push(line.clone());
            if self.in_message {
                if line == "." {
                    self.in_message = false;
                    self.react(".");
                }
                continue;
            }
            match line.split([' ', ':']).next().unwrap_or_default() {
                "DATA" => {
                    self.in_message = true;
                    self.react("DATA");
                }
                word @ ("EHLO" | "STARTTLS" | "AUTH" | "MAIL" | "RCPT" | "QUIT") => self.react(word),
                _ => {
                    self.secrets += 1;
                    self.react(if self.secrets == 1 { "user" } else { "password" });
                }
            }
        }
    }
}

impl Stream for Line {
    fn read(&mut self, _within: Duration) -> BoxFuture<'_, io::Result<Vec<u8>>> {
        let said = std::mem::take(&mut self.said);
        let answer = match self.broken {
            _ if !said.is_empty() => Ok(said),
            Some(io::ErrorKind::UnexpectedEof) => Ok(Vec::new()),
            broken => Err(broken.unwrap_or(io::ErrorKind::TimedOut).into()),
        };
        Box::pin(async move { answer })
    }

    fn write<'a>(&'a mut self, bytes: &'a [u8], _within: Duration) -> BoxFuture<'a, io::Result<()>> {
        self.hear(bytes);
        Box::pin(async { Ok(()) })
    }

    fn start_tls(mut self: Box<Self>, _within: Duration) -> BoxFuture<'static, io::Result<Box<dyn Stream>>> {
        self.double.tls = true;
        self.double.heard.lock().unwrap().push("-- TLS --".to_owned());
        Box::pin(async move { Ok(self as Box<dyn Stream>) })
    }

    fn close(self: Box<Self>) -> BoxFuture<'static, ()> {
        self.double.heard.lock().unwrap().push("-- closed --".to_owned());
        Box::pin(async {})
    }
}

const ENVELOPE: Envelope<'_> = Envelope {
    from: "noreply@book.example",
    to: "an@site.example",
    hello: "book.example",
    message: b"Subject: x\r\n\r\n.dot\r\n",
};

async fn submitted(url: &str, double: &Double, envelope: &Envelope<'_>) -> Result<(), MailError> {
    let clock = ScriptedClock::at("2026-11-30T08:00:00Z".parse().unwrap());
    submit(double, &clock, Limits::default(), &Server::parse(url, "").unwrap(), envelope).await
}

async fn heard(url: &str, unusual: &[(&'static str, Act)]) -> (Result<(), MailError>, Vec<String>) {
    let double = Double::new(unusual);
    let outcome = submitted(url, &double, &ENVELOPE).await;
    let heard = double.heard.lock().unwrap().clone();
    (outcome, heard)
}

const STARTTLS_URL: &str = "smtp://an:secret@post.example";

#[tokio::test]
async fn nothing_is_said_before_tls() {
    let (outcome, heard) = heard(STARTTLS_URL, &[]).await;
    assert_eq!(outcome, Ok(()));
    assert_eq!(
        heard,
        [
            "EHLO book.example",
            "STARTTLS",
            "-- TLS --",
            "EHLO book.example",
            "AUTH PLAIN AGFuAHNlY3JldA==",
            "MAIL FROM:<noreply@book.example>",
            "RCPT TO:<an@site.example>",
            "DATA",
            "Subject: x",
            "",
            "..dot",
            ".",
            "QUIT",
            "-- closed --",
        ]
    );
}

#[tokio::test]
async fn without_starttls_nothing_leaves_except_to_this_machine() {
    let plain = [("EHLO", Act::Say("250 post.example\r\n"))];
    let (outcome, elsewhere) = heard(STARTTLS_URL, &plain).await;
    assert!(matches!(outcome, Err(MailError::Later { .. })), "{outcome:?}");
    assert_eq!(elsewhere, ["EHLO book.example", "-- closed --"]);
    let (outcome, here) = heard("smtp://127.0.0.1:1025", &plain).await;
    assert_eq!(outcome, Ok(()));
    assert!(here.contains(&".".to_owned()));
}

#[tokio::test]
async fn what_is_said_between_starttls_and_tls_counts_for_nothing() {
    let injected = [("STARTTLS", Act::Say("220 go\r\n250 AUTH PLAIN\r\n"))];
    let (outcome, heard) = heard(STARTTLS_URL, &injected).await;
    assert!(matches!(outcome, Err(MailError::Later { .. })), "{outcome:?}");
    assert_eq!(heard, ["EHLO book.example", "STARTTLS", "-- closed --"]);
}

#[tokio::test]
async fn immediate_tls_needs_no_starttls_and_login_is_spoken_where_plain_is_not() {
    let login =
        [("EHLO", Act::Say("250-post.example\r\n250 AUTH LOGIN\r\n")), ("AUTH", Act::Say("334 VXNlcm5hbWU6\r\n"))];
    let (outcome, heard_all) = heard("smtps://an:secret@post.example", &login).await;
    assert_eq!(outcome, Ok(()));
    let sign_in = ["EHLO book.example", "AUTH LOGIN", "YW4=", "c2VjcmV0", "MAIL FROM:<noreply@book.example>"];
    assert_eq!(heard_all.iter().take(5).collect::<Vec<_>>(), sign_in.iter().collect::<Vec<_>>());
    for (word, refusal) in [("user", "535 no\r\n"), ("password", "535 no\r\n"), ("password", "334 more\r\n")] {
        let refused = [login.as_slice(), &[(word, Act::Say(refusal))]].concat();
        let (outcome, heard) = heard("smtps://an:secret@post.example", &refused).await;
        assert!(matches!(outcome, Err(MailError::Later { .. })), "{word}: {outcome:?}");
        assert!(!heard.iter().any(|line| line.starts_with("MAIL")), "{heard:?}");
    }
}

#[tokio::test]
async fn each_failure_at_each_stage_has_its_meaning() {
    let stages = ["connect", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "."];
    let acts = [
        Act::Say("450 4.7.1 not now\r\n"),
        Act::Say("421 closing\r\n"),
        Act::Say("550 5.7.1 never\r\n"),
        Act::Say("HTTP/1.1 400 Bad Request\r\n"),
        Act::Hang,
        Act::Close,
    ];
    for stage in stages {
        for act in acts {
            let (outcome, heard) = heard(STARTTLS_URL, &[(stage, act)]).await;
            let of_the_mail = matches!(stage, "MAIL" | "RCPT" | "DATA" | ".");
            let meaning = match (&outcome, act) {
                (Err(MailError::Later { .. }), Act::Say(text)) if text.starts_with('4') => true,
                (Err(MailError::Refused { code: Some(550), .. }), Act::Say(text)) => {
                    of_the_mail && text.starts_with('5')
                }
                (Err(MailError::Later { .. }), Act::Say(text)) if text.starts_with('5') => !of_the_mail,
                (Err(MailError::Unknown { .. }), _) => stage == ".",
                (Err(MailError::Later { .. }), _) => stage != ".",
                _ => false,
            };
            assert!(meaning, "{stage} {act:?}: {outcome:?}");
            assert_eq!(heard.last().map(String::as_str), Some("-- closed --"), "{stage} {act:?}");
            assert!(!format!("{outcome:?}").contains("secret"), "{outcome:?}");
        }
    }
}

#[tokio::test]
async fn a_sign_in_that_is_asked_for_later_says_nothing_of_the_mail() {
    let (outcome, _) = heard(STARTTLS_URL, &[("MAIL", Act::Say("530 5.7.0 sign in\r\n"))]).await;
    assert!(matches!(outcome, Err(MailError::Later { .. })), "{outcome:?}");
}

#[tokio::test]
async fn a_mail_larger_than_the_server_takes_is_refused_before_it_is_sent() {
    let double = Double::new(&[]);
    let message = [b"x".repeat(1000), b"\r\n".to_vec()].concat();
    let large = Envelope { message: &message, ..ENVELOPE };
    let outcome = submitted("smtp://post.example", &Double { tls: true, ..double.clone() }, &large).await;
    assert_eq!(outcome, Ok(()), "after TLS the double announces no size");
    let sized = Double::new(&[("EHLO", Act::Say("250-post.example\r\n250 SIZE 1000\r\n"))]);
    let outcome = submitted("smtps://post.example", &sized, &large).await;
    assert!(matches!(outcome, Err(MailError::Refused { code: None, .. })), "{outcome:?}");
    assert_eq!(*sized.heard.lock().unwrap(), ["EHLO book.example", "-- closed --"]);
}

#[tokio::test]
async fn letters_beyond_ascii_go_only_where_they_are_taken() {
    let address = Envelope { to: "zoë@site.example", ..ENVELOPE };
    let outcome = submitted("smtps://post.example", &Double::new(&[]), &address).await;
    assert!(matches!(outcome, Err(MailError::Refused { code: None, .. })), "{outcome:?}");
    let able = Double::new(&[("EHLO", Act::Say("250-post.example\r\n250-SMTPUTF8\r\n250 8BITMIME\r\n"))]);
    assert_eq!(submitted("smtps://post.example", &able, &address).await, Ok(()));
    let heard = able.heard.lock().unwrap();
    assert!(heard.contains(&"MAIL FROM:<noreply@book.example> SMTPUTF8".to_owned()), "{heard:?}");
}

#[tokio::test]
async fn an_address_cannot_bring_a_command() {
    for to in ["an@site.example>\r\nRSET", "an@site.example\nRSET", "an@site.example> SIZE=1", "an\0@site.example"] {
        let double = Double::new(&[]);
        let outcome = submitted("smtps://post.example", &double, &Envelope { to, ..ENVELOPE }).await;
        assert!(matches!(outcome, Err(MailError::Refused { code: None, .. })), "{to:?}: {outcome:?}");
        assert!(double.heard.lock().unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_server_that_never_ends_is_left() {
    let babble: &'static str = Box::leak(format!("250-{}\r\n", "x".repeat(4000)).repeat(90).into_boxed_str());
    let endless: &'static str = Box::leak("2".repeat(10 * 1024 * 1024).into_boxed_str());
    for text in [babble, endless] {
        let (outcome, _) = heard(STARTTLS_URL, &[("connect", Act::Say(text))]).await;
        assert!(matches!(outcome, Err(MailError::Later { .. })), "{outcome:?}");
    }
}

fn unstuffed(wire: &[u8]) -> Vec<u8> {
    let lines = wire.split_inclusive(|byte| *byte == b'\n');
    lines.flat_map(|line| line.strip_prefix(b".").unwrap_or(line).to_vec()).collect()
}

proptest! {
    #[test]
    fn no_line_of_a_message_ends_it(lines in prop::collection::vec("[.a\u{e9} ]{0,4}", 0..8)) {
        let message = lines.iter().flat_map(|line| format!("{line}\r\n").into_bytes()).collect::<Vec<u8>>();
        let wire = dot_stuffed(&message);
        prop_assert!(!wire.split(|byte| *byte == b'\n').any(|line| line == b".\r"));
        let expected = if message.is_empty() { b"\r\n".to_vec() } else { message };
        prop_assert_eq!(unstuffed(&wire), expected);
    }

    #[test]
    fn a_reply_reads_the_same_in_pieces(bytes in prop::collection::vec(any::<u8>(), 0..64), text in "(250[- ][a-z]{0,3}\r\n){0,4}") {
        for whole in [bytes, text.into_bytes()] {
            let at_once = Reply::take(&mut whole.clone());
            let mut heard = Vec::new();
            let mut in_pieces = Ok(None);
            for byte in whole {
                heard.push(byte);
                in_pieces = Reply::take(&mut heard);
                if !matches!(in_pieces, Ok(None)) {
                    break;
                }
            }
            prop_assert_eq!(in_pieces, at_once);
        }
    }
}
