use super::*;

const NOW: &str = "2026-11-22T03:00:00Z";

fn participant() -> Participant {
    Participant::parse("0208:0477472701").unwrap()
}

fn group(participant: &str, references: &[&str]) -> String {
    let references: String =
        references.iter().map(|href| format!("<smp:ServiceMetadataReference href=\"{href}\"/>")).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><smp:ServiceGroup xmlns:smp=\"{PUBLISHING}\" xmlns:id=\"{IDENTIFIERS}\">\
         <id:ParticipantIdentifier scheme=\"{PARTICIPANT_SCHEME}\">{participant}</id:ParticipantIdentifier>\
         <smp:ServiceMetadataReferenceCollection>{references}</smp:ServiceMetadataReferenceCollection></smp:ServiceGroup>"
    )
}

fn metadata(process: &str, endpoint: &str) -> String {
    format!(
        "<SignedServiceMetadata xmlns=\"{PUBLISHING}\" xmlns:id=\"{IDENTIFIERS}\" xmlns:wsa=\"{ADDRESSING}\"><ServiceMetadata>\
         <ServiceInformation><id:ParticipantIdentifier scheme=\"{PARTICIPANT_SCHEME}\">0208:0477472701</id:ParticipantIdentifier>\
         <id:DocumentIdentifier scheme=\"busdox-docid-qns\">{}</id:DocumentIdentifier><ProcessList><Process>\
         <id:ProcessIdentifier scheme=\"{PROCESS_SCHEME}\">{process}</id:ProcessIdentifier><ServiceEndpointList>{endpoint}\
         </ServiceEndpointList></Process></ProcessList></ServiceInformation></ServiceMetadata>\
         <Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><SignatureValue>AA==</SignatureValue></Signature>\
         </SignedServiceMetadata>",
        DocumentType::Invoice.identifier().strip_prefix("busdox-docid-qns::").unwrap()
    )
}

fn endpoint(profile: &str, address: &str, inner: &str) -> String {
    format!(
        "<Endpoint transportProfile=\"{profile}\"><wsa:EndpointReference><wsa:Address>{address}</wsa:Address>\
         </wsa:EndpointReference>{inner}</Endpoint>"
    )
}

fn read(xml: &str) -> Result<Metadata, SmpFault> {
    signed_metadata(xml.as_bytes(), &participant(), DocumentType::Invoice, NOW.parse().unwrap())
}

#[test]
fn addresses_are_encoded() {
    let address = metadata_address("https://smp.example", &participant(), DocumentType::Invoice);
    assert_eq!(
        address,
        "https://smp.example/iso6523-actorid-upis%3A%3A0208%3A0477472701/services/busdox-docid-qns%3A%3Aurn%3Aoasis%3Anames%3A\
         specification%3Aubl%3Aschema%3Axsd%3AInvoice-2%3A%3AInvoice%23%23urn%3Acen.eu%3Aen16931%3A2017%23compliant%23urn%3Afdc\
         %3Apeppol.eu%3A2017%3Apoacc%3Abilling%3A3.0%3A%3A2.1"
    );
}

#[test]
fn a_group_names_what_is_received() {
    let smp = "https://smp.example";
    let [invoice, credit_note] = DocumentType::ALL.map(|document| metadata_address(smp, &participant(), document));
    let order = format!("{smp}/x/services/busdox-docid-qns%3A%3Aurn%3Aorder");
    for (references, found) in [
        (&[invoice.as_str(), order.as_str(), credit_note.as_str()][..], &DocumentType::ALL[..]),
        (&[order.as_str()], &[]),
        (&[], &[]),
        (&[credit_note.as_str()], &[DocumentType::CreditNote]),
        // A longer identifier that contains ours is another one.
        (&[&format!("{invoice}%23extra")], &[]),
    ] {
        let xml = group("0208:0477472701", references);
        assert_eq!(service_group(xml.as_bytes(), &participant()).as_deref(), Ok(found), "{references:?}");
    }
}

#[test]
fn an_answer_about_somebody_else_is_refused() {
    let other = group("0208:0403170701", &[]);
    assert_eq!(service_group(other.as_bytes(), &participant()), Err(SmpFault::Other));
    let elsewhere = group("0208:0477472701", &[]).replace(PUBLISHING, "urn:other");
    assert_eq!(service_group(elsewhere.as_bytes(), &participant()), Err(SmpFault::Other));
    assert_eq!(service_group(b"<html><body>404</body></html>", &participant()), Err(SmpFault::Other));
    let xml = metadata(PROCESS_VALUE, "");
    for (from, to) in [
        ("0208:0477472701", "0208:0403170701"),
        ("xsd:Invoice-2", "xsd:Order-2"),
        (IDENTIFIERS, "urn:other"),
        ("SignedServiceMetadata", "ServiceMetadata"),
    ] {
        assert_eq!(read(&xml.replace(from, to)), Err(SmpFault::Other), "{from}");
    }
}

#[test]
fn an_endpoint_must_exist_and_be_active() {
    let as4 = |inner: &str| endpoint(TRANSPORT_PROFILE, "https://ap.example/as4", inner);
    let activation = |moment: &str| as4(&format!("<ServiceActivationDate>{moment}</ServiceActivationDate>"));
    let expiration = |moment: &str| as4(&format!("<ServiceExpirationDate>{moment}</ServiceExpirationDate>"));
    for (process, endpoints, found) in [
        (PROCESS_VALUE, as4(""), Metadata::Endpoint),
        (PROCESS_VALUE, String::new(), Metadata::NoEndpoint),
        (PROCESS_VALUE, endpoint("busdox-transport-as2-ver1p0", "https://ap.example", ""), Metadata::NoEndpoint),
        (PROCESS_VALUE, endpoint(TRANSPORT_PROFILE, " ", ""), Metadata::NoEndpoint),
        ("urn:fdc:peppol.eu:2017:poacc:ordering:01:1.0", as4(""), Metadata::NoEndpoint),
        (PROCESS_VALUE, expiration("2026-11-22T03:00:00Z"), Metadata::NoEndpoint),
        (PROCESS_VALUE, expiration("2026-11-22T04:00:01+01:00"), Metadata::Endpoint),
        (PROCESS_VALUE, expiration("2027-01-01T00:00:00"), Metadata::Endpoint),
        (PROCESS_VALUE, expiration("soon"), Metadata::NoEndpoint),
        (PROCESS_VALUE, activation("2026-11-22T03:00:01Z"), Metadata::NoEndpoint),
        (PROCESS_VALUE, activation("2020-05-01T00:00:00.000"), Metadata::Endpoint),
        (PROCESS_VALUE, format!("{}{}", expiration("2020-01-01T00:00:00Z"), as4("")), Metadata::Endpoint),
    ] {
        assert_eq!(read(&metadata(process, &endpoints)), Ok(found), "{process} {endpoints}");
    }
}

#[test]
fn another_smp_may_know() {
    let xml = format!(
        "<SignedServiceMetadata xmlns=\"{PUBLISHING}\"><ServiceMetadata><Redirect href=\"https://other.example/x\">\
         <CertificateUID>PID:1</CertificateUID></Redirect></ServiceMetadata></SignedServiceMetadata>"
    );
    assert_eq!(read(&xml), Ok(Metadata::Redirect("https://other.example/x".into())));
    assert_eq!(read(&xml.replace("https://other.example/x", "")), Err(SmpFault::Other));
}

#[test]
fn hostile_answers_are_refused() {
    let whole = metadata(PROCESS_VALUE, &endpoint(TRANSPORT_PROFILE, "https://ap.example/as4", ""));
    for length in 0..whole.len() {
        assert!(read(&whole[..length]).is_err(), "{length}");
    }
    let doctype = format!("<!DOCTYPE x>{whole}");
    assert_eq!(read(&doctype), Err(SmpFault::Xml(XmlFault::DocumentType)));
    let large = whole.replace("AA==", &"A".repeat(2 * 1024 * 1024));
    assert_eq!(read(&large), Err(SmpFault::Xml(XmlFault::TooLarge)));
}
