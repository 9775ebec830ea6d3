//! What an SMP answers (Peppol SMP specification 1.4): which document types a participant receives, and where each is sent.
//!
//! The signature of the metadata is not verified here: whoever transmits the document, the access point, verifies it. What is read
//! here decides only whether Peppol is the channel.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use percent_encoding::percent_decode_str;

use super::{
    DocumentType, PARTICIPANT_SCHEME, PROCESS_SCHEME, PROCESS_VALUE, Participant, segment,
    xml::{self, Element, XmlFault},
};

const PUBLISHING: &str = "http://busdox.org/serviceMetadata/publishing/1.0/";
const IDENTIFIERS: &str = "http://busdox.org/transport/identifiers/1.0/";
const ADDRESSING: &str = "http://www.w3.org/2005/08/addressing";
/// AS4, the only way that documents travel.
const TRANSPORT_PROFILE: &str = "peppol-transport-as4-v2_0";

/// Why an answer cannot be used. The registration is then unknown, never absent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SmpFault {
    /// The text is not taken.
    #[error("the SMP's answer cannot be read: {0}")]
    Xml(#[from] XmlFault),
    /// Another document, another participant or another document type than was asked for.
    #[error("the SMP answered something else than was asked")]
    Other,
}

/// Address of what a participant receives, below the address of its SMP.
pub fn service_group_address(smp: &str, participant: &Participant) -> String {
    format!("{smp}/{}", segment(&participant.identifier()))
}

/// Address of how a document type is sent to a participant.
pub fn metadata_address(smp: &str, participant: &Participant, document: DocumentType) -> String {
    format!("{}/services/{}", service_group_address(smp, participant), segment(document.identifier()))
}

/// The document types of ours that a service group refers to. That they can be sent is for their metadata to say.
///
/// # Errors
/// [`SmpFault`].
pub fn service_group(bytes: &[u8], participant: &Participant) -> Result<Vec<DocumentType>, SmpFault> {
    let root = xml::read(bytes)?;
    if !root.is((PUBLISHING, "ServiceGroup")) || !names(&root, participant) {
        return Err(SmpFault::Other);
    }
    let collection = root.first((PUBLISHING, "ServiceMetadataReferenceCollection")).ok_or(SmpFault::Other)?;
    let hrefs = collection.all((PUBLISHING, "ServiceMetadataReference")).filter_map(|found| found.attribute("href"));
    let identifiers: Vec<_> = hrefs.filter_map(referred).collect();
    let found = |document: &DocumentType| identifiers.iter().any(|identifier| identifier == document.identifier());
    Ok(DocumentType::ALL.into_iter().filter(found).collect())
}

/// The document type of a reference: the last segment of its address.
fn referred(href: &str) -> Option<String> {
    let (_, segment) = href.trim().rsplit_once("/services/")?;
    percent_decode_str(segment).decode_utf8().ok().map(|text| text.into_owned())
}

/// How a document type is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Metadata {
    /// To an access point, now.
    Endpoint,
    /// Not at all: no endpoint for invoices and credit notes, or none that is active now.
    NoEndpoint,
    /// Another SMP says it.
    Redirect(String),
}

/// Reads the metadata of a document type.
///
/// # Errors
/// [`SmpFault`].
pub fn signed_metadata(
    bytes: &[u8],
    participant: &Participant,
    document: DocumentType,
    now: Timestamp,
) -> Result<Metadata, SmpFault> {
    let root = xml::read(bytes)?;
    if !root.is((PUBLISHING, "SignedServiceMetadata")) {
        return Err(SmpFault::Other);
    }
    let metadata = root.first((PUBLISHING, "ServiceMetadata")).ok_or(SmpFault::Other)?;
    if let Some(redirect) = metadata.first((PUBLISHING, "Redirect")) {
        let address = redirect.attribute("href").filter(|address| !address.is_empty()).ok_or(SmpFault::Other)?;
        return Ok(Metadata::Redirect(address.to_owned()));
    }
    let information = metadata.first((PUBLISHING, "ServiceInformation")).ok_or(SmpFault::Other)?;
    let described = information.first((IDENTIFIERS, "DocumentIdentifier")).map(identifier);
    if !names(information, participant) || described.as_deref() != Some(document.identifier()) {
        return Err(SmpFault::Other);
    }
    let can_be_sent = information
        .all((PUBLISHING, "ProcessList"))
        .flat_map(|list| list.all((PUBLISHING, "Process")))
        .filter(|process| process.first((IDENTIFIERS, "ProcessIdentifier")).is_some_and(is_our_process))
        .flat_map(|process| process.all((PUBLISHING, "ServiceEndpointList")))
        .flat_map(|list| list.all((PUBLISHING, "Endpoint")))
        .any(|endpoint| is_open(endpoint, now));
    Ok(if can_be_sent { Metadata::Endpoint } else { Metadata::NoEndpoint })
}

fn identifier(element: &Element) -> String {
    format!("{}::{}", element.attribute("scheme").unwrap_or_default(), element.trimmed())
}

fn names(element: &Element, participant: &Participant) -> bool {
    element.first((IDENTIFIERS, "ParticipantIdentifier")).is_some_and(|found| {
        found.attribute("scheme").is_some_and(|scheme| scheme.eq_ignore_ascii_case(PARTICIPANT_SCHEME))
            && found.trimmed().eq_ignore_ascii_case(&participant.to_string())
    })
}

fn is_our_process(element: &Element) -> bool {
    element.attribute("scheme") == Some(PROCESS_SCHEME) && element.trimmed() == PROCESS_VALUE
}

fn is_open(endpoint: &Element, now: Timestamp) -> bool {
    let address = endpoint
        .first((ADDRESSING, "EndpointReference"))
        .and_then(|reference| reference.first((ADDRESSING, "Address")))
        .map_or("", Element::trimmed);
    let at = |name| endpoint.first((PUBLISHING, name)).map(|found| instant(found.trimmed()));
    // A moment that cannot be read closes the endpoint: the access point would refuse it too.
    let has_begun = at("ServiceActivationDate").is_none_or(|moment| moment.is_some_and(|moment| moment <= now));
    let goes_on = at("ServiceExpirationDate").is_none_or(|moment| moment.is_some_and(|moment| now < moment));
    endpoint.attribute("transportProfile") == Some(TRANSPORT_PROFILE) && !address.is_empty() && has_begun && goes_on
}

/// `xs:dateTime`, whose offset may be missing; it is UTC then.
fn instant(text: &str) -> Option<Timestamp> {
    text.parse().ok().or_else(|| {
        let moment: DateTime = text.parse().ok()?;
        TimeZone::UTC.to_timestamp(moment).ok()
    })
}

#[cfg(test)]
mod tests;
