//! A double of Recommand that keeps what it transmitted, fails as it is told, and looks into what it gets.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use edge::{
    native::ScriptedHttp,
    platform::ports::{HttpError, IncomingResponse, OutgoingRequest},
};
use serde_json::{Value as Json, json};
use shared::delivery::peppol::DocumentType;

use super::TestApp;

/// What happens to the next request that sends a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is transmitted and answered.
    Sent,
    /// Status 503, nothing is transmitted.
    Busy,
    /// It is transmitted, and the answer is lost.
    Lost,
    /// Status 400 with a rule.
    Refused,
}

/// The double.
pub struct Recommand {
    /// Decides about each sending, by its place from 0.
    fate: Box<dyn Fn(usize) -> Fate + Send + Sync>,
    /// Whether lookups are answered.
    pub answers_lookups: Mutex<bool>,
    /// What was transmitted: number of the document, and the text.
    pub transmitted: Mutex<Vec<(String, String)>>,
    /// How often sending was asked for.
    pub asked: Mutex<usize>,
}

const COMPANY: &str = "c_1";

impl Recommand {
    /// Becomes the access point of tenant `demo`.
    pub fn of(app: &mut TestApp, fate: impl Fn(usize) -> Fate + Send + Sync + 'static) -> Arc<Self> {
        let double = Arc::new(Self {
            fate: Box::new(fate),
            answers_lookups: Mutex::new(true),
            transmitted: Mutex::default(),
            asked: Mutex::default(),
        });
        let of = Arc::clone(&double);
        app.ports.http = Arc::new(ScriptedHttp::new(move |request| of.answer(request)));
        let sealed = |part: &str| {
            app.ports.seal.seal(&format!("demo/access_point/recommand/{part}"), part.as_bytes(), [7; 12]).unwrap()
        };
        app.sql(&format!(
            "INSERT INTO access_point (tenant_id, provider, company_id, sealed_key, sealed_secret, version, changed_at)
             VALUES ('demo', 'recommand', '{COMPANY}', '{}', '{}', 1, '2026-11-30T08:00:00Z')",
            sealed("key"),
            sealed("secret")
        ));
        double
    }

    /// How often each number was transmitted.
    pub fn counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for (number, _) in self.transmitted.lock().unwrap().iter() {
            *counts.entry(number.clone()).or_default() += 1;
        }
        counts
    }

    fn answer(&self, request: &OutgoingRequest) -> Result<IncomingResponse, HttpError> {
        let path = request.url.strip_prefix("https://app.recommand.eu/api/v1").unwrap_or(&request.url);
        if path == "/verify" && *self.answers_lookups.lock().unwrap() {
            let types = DocumentType::ALL.map(|document| json!({ "docTypeId": document.identifier() }));
            return reply(
                200,
                &json!({ "isValid": true, "smpUrl": "https://smp.example", "supportedDocuments": types }),
            );
        }
        if path == format!("/{COMPANY}/send") {
            return self.send(&serde_json::from_slice(&request.body).unwrap());
        }
        if let Some(query) = path.strip_prefix("/documents?") {
            let number = query.split('&').find_map(|pair| pair.strip_prefix("search=")).unwrap_or_default();
            let transmitted = self.transmitted.lock().unwrap();
            let found: Vec<Json> = transmitted
                .iter()
                .filter(|(sent, _)| sent == number)
                .map(|(sent, text)| document(sent, text))
                .collect();
            return reply(200, &json!({ "documents": found }));
        }
        if let Some(id) = path.strip_prefix("/documents/") {
            let number = id.strip_prefix("doc_").unwrap_or_default();
            let transmitted = self.transmitted.lock().unwrap();
            return match transmitted.iter().find(|(sent, _)| sent == number) {
                Some((sent, text)) => reply(200, &json!({ "document": document(sent, text) })),
                None => reply(404, &json!({})),
            };
        }
        Err(HttpError::Unanswered("timed out".to_owned()))
    }

    fn send(&self, body: &Json) -> Result<IncomingResponse, HttpError> {
        let text = body["document"].as_str().unwrap();
        assert_eq!(body["recipient"], "0208:0477472701", "the number of the buyer");
        assert_eq!(edge::work::e_invoice::preflight::faults(text), [], "what arrives keeps every rule");
        let number = text.split("<cbc:ID>").nth(1).unwrap().split('<').next().unwrap().to_owned();
        let place = {
            let mut asked = self.asked.lock().unwrap();
            *asked += 1;
            *asked - 1
        };
        let fate = (self.fate)(place);
        if matches!(fate, Fate::Sent | Fate::Lost) {
            self.transmitted.lock().unwrap().push((number.clone(), text.to_owned()));
        }
        match fate {
            Fate::Sent => {
                reply(200, &json!({ "sentOverPeppol": true, "id": format!("doc_{number}"), "peppolMessageId": "m" }))
            }
            Fate::Busy => reply(503, &json!({})),
            Fate::Lost => Err(HttpError::Unanswered("timed out".to_owned())),
            Fate::Refused => reply(400, &json!({ "success": false, "errors": { "root": ["No such company"] } })),
        }
    }
}

fn document(number: &str, text: &str) -> Json {
    let is_invoice = text.contains("<Invoice ");
    let (kind, name) = if is_invoice { ("invoice", "invoiceNumber") } else { ("creditNote", "creditNoteNumber") };
    json!({
        "id": format!("doc_{number}"), "companyId": COMPANY, "receiverId": "0208:0477472701", "type": kind,
        "parsed": { name: number }, "sentOverPeppol": true, "peppolMessageId": "m"
    })
}

fn reply(status: u16, body: &Json) -> Result<IncomingResponse, HttpError> {
    Ok(IncomingResponse { status, headers: http::HeaderMap::new(), body: body.to_string().into_bytes() })
}
