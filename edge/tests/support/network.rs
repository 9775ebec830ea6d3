//! A network of scripted peers: DNS over HTTPS, an SMP, and whatever else a test answers.

use std::{
    net::IpAddr,
    sync::{Arc, Mutex},
};

use edge::{
    native::ScriptedHttp,
    platform::ports::{HttpError, IncomingResponse, OutgoingRequest},
};
use http::HeaderMap;
use shared::delivery::peppol::{DocumentType, Participant, sml, smp};

/// Where the SMP of the tests is.
pub const SMP: &str = "https://smp.example.com";
/// A public address.
pub const PUBLIC: &str = "93.184.216.34";

/// An answer of a peer.
pub type Reply = Result<IncomingResponse, HttpError>;

/// An answer with this status and body.
pub fn reply(status: u16, body: impl Into<Vec<u8>>) -> Reply {
    Ok(IncomingResponse { status, headers: HeaderMap::new(), body: body.into() })
}

/// An answer with a header.
pub fn reply_with(status: u16, name: &'static str, value: &str, body: impl Into<Vec<u8>>) -> Reply {
    let mut headers = HeaderMap::new();
    headers.insert(name, value.parse().unwrap());
    Ok(IncomingResponse { status, headers, body: body.into() })
}

/// No answer.
pub fn silence() -> Reply {
    Err(HttpError::Unanswered("timed out".into()))
}

/// What DNS says in the tests.
#[derive(Clone)]
pub enum Dns {
    /// NAPTR with this expression.
    Naptr(String),
    /// NXDOMAIN.
    NoSuchName,
    /// Another code, such as 2 for SERVFAIL.
    Code(u8),
}

/// The network. What is not scripted does not answer.
pub struct Network {
    /// What DNS says of participants: the name, and the answer.
    pub names: Mutex<Vec<(String, Dns)>>,
    /// The address of every other host.
    pub address: Mutex<IpAddr>,
    /// Pages by the beginning of their address; the first that fits answers.
    pub pages: Mutex<Vec<(String, Reply)>>,
}

impl Network {
    /// A network, and the port that reaches it.
    pub fn new() -> (Arc<Self>, Arc<ScriptedHttp>) {
        let network = Arc::new(Self {
            names: Mutex::default(),
            address: Mutex::new(PUBLIC.parse().unwrap()),
            pages: Mutex::default(),
        });
        let of = Arc::clone(&network);
        (network, Arc::new(ScriptedHttp::new(move |request| of.answer(request))))
    }

    /// Scripts what DNS says of a participant.
    pub fn name(&self, participant: &Participant, answer: Dns) {
        let name = sml::host_name(participant, sml::Zone::Production);
        self.names.lock().unwrap().insert(0, (name, answer));
    }

    /// Scripts the pages below an address. The latest script counts.
    pub fn page(&self, beginning: impl Into<String>, reply: Reply) {
        self.pages.lock().unwrap().insert(0, (beginning.into(), reply));
    }

    /// Registers a participant at the SMP of the tests, for these document types.
    pub fn register(&self, participant: &Participant, documents: &[DocumentType]) {
        self.name(participant, Dns::Naptr(format!("!.*!{SMP}!")));
        let group = smp::service_group_address(SMP, participant);
        let hrefs: Vec<String> =
            documents.iter().map(|document| smp::metadata_address(SMP, participant, *document)).collect();
        self.page(group, reply(200, service_group(participant, &hrefs)));
        for (document, href) in documents.iter().zip(&hrefs) {
            self.page(href, reply(200, metadata(participant, *document)));
        }
    }

    fn answer(&self, request: &OutgoingRequest) -> Reply {
        if request.url.ends_with("/dns-query") {
            return self.dns(&request.body);
        }
        let pages = self.pages.lock().unwrap();
        let found = pages.iter().find(|(beginning, _)| request.url.starts_with(beginning.as_str()));
        found.map_or_else(silence, |(_, reply)| reply.clone())
    }

    fn dns(&self, question: &[u8]) -> Reply {
        let (name, kind) = asked(question);
        let names = self.names.lock().unwrap();
        let scripted = names.iter().find(|(found, _)| found.eq_ignore_ascii_case(&name)).map(|(_, answer)| answer);
        let (code, data) = match (kind, scripted) {
            (35, Some(Dns::Naptr(regexp))) => (0, Some(naptr(regexp))),
            (35, Some(Dns::Code(code))) => (*code, None),
            (35, _) => (3, None),
            (1 | 28, _) => match (*self.address.lock().unwrap(), kind) {
                (IpAddr::V4(address), 1) => (0, Some(address.octets().to_vec())),
                (IpAddr::V6(address), 28) => (0, Some(address.octets().to_vec())),
                _ => (0, None),
            },
            _ => (4, None),
        };
        reply(200, message(question, code, kind, data))
    }
}

/// Name and type of a question.
fn asked(question: &[u8]) -> (String, u16) {
    let (mut at, mut labels) = (12, Vec::new());
    while question[at] != 0 {
        let end = at + 1 + usize::from(question[at]);
        labels.push(String::from_utf8(question[at + 1..end].to_vec()).unwrap());
        at = end;
    }
    (labels.join("."), u16::from_be_bytes([question[at + 1], question[at + 2]]))
}

fn naptr(regexp: &str) -> Vec<u8> {
    let mut data = vec![0, 100, 0, 10];
    for text in ["U", "Meta:SMP", regexp] {
        data.push(u8::try_from(text.len()).unwrap());
        data.extend(text.bytes());
    }
    data.push(0);
    data
}

fn message(question: &[u8], code: u8, kind: u16, data: Option<Vec<u8>>) -> Vec<u8> {
    let mut bytes = vec![0, 0, 0x81, 0x80 | code, 0, 1, 0, u8::from(data.is_some()), 0, 0, 0, 0];
    bytes.extend(&question[12..]);
    if let Some(data) = data {
        bytes.extend([0xc0, 12]);
        bytes.extend(kind.to_be_bytes());
        bytes.extend([0, 1, 0, 0, 0, 60]);
        bytes.extend(u16::try_from(data.len()).unwrap().to_be_bytes());
        bytes.extend(data);
    }
    bytes
}

const NAMESPACES: &str = "xmlns=\"http://busdox.org/serviceMetadata/publishing/1.0/\" xmlns:id=\"http://busdox.org/transport/identifiers/1.0/\"";

fn of(participant: &Participant) -> String {
    format!("<id:ParticipantIdentifier scheme=\"iso6523-actorid-upis\">{participant}</id:ParticipantIdentifier>")
}

/// What a participant receives.
pub fn service_group(participant: &Participant, hrefs: &[String]) -> String {
    let references: String = hrefs.iter().map(|href| format!("<ServiceMetadataReference href=\"{href}\"/>")).collect();
    format!(
        "<ServiceGroup {NAMESPACES}>{}<ServiceMetadataReferenceCollection>{references}</ServiceMetadataReferenceCollection></ServiceGroup>",
        of(participant)
    )
}

/// How a document type is sent.
pub fn metadata(participant: &Participant, document: DocumentType) -> String {
    format!(
        "<SignedServiceMetadata {NAMESPACES}><ServiceMetadata><ServiceInformation>{}\
         <id:DocumentIdentifier scheme=\"busdox-docid-qns\">{}</id:DocumentIdentifier><ProcessList><Process>\
         <id:ProcessIdentifier scheme=\"cenbii-procid-ubl\">urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</id:ProcessIdentifier>\
         <ServiceEndpointList><Endpoint transportProfile=\"peppol-transport-as4-v2_0\">\
         <EndpointReference xmlns=\"http://www.w3.org/2005/08/addressing\"><Address>https://ap.example.com/as4</Address></EndpointReference>\
         <ServiceExpirationDate>2030-01-01T00:00:00Z</ServiceExpirationDate></Endpoint></ServiceEndpointList></Process></ProcessList>\
         </ServiceInformation></ServiceMetadata></SignedServiceMetadata>",
        of(participant),
        document.identifier().strip_prefix("busdox-docid-qns::").unwrap()
    )
}
