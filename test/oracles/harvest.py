"""Which identifiers does a file hold, by pydicom's reading? For the search in outputs.

harvest.py < paths    one path a line; prints one JSON object a line: {"patient": key, "terms": [{"text": ..., "hex": ...}]}
The output holds identifiers: it is read by the cross-check and never shown.
"""
import json
import sys
import warnings
from pydicom import dcmread
from pydicom.valuerep import PersonName

warnings.simplefilter("ignore")

TEXT = {
    "PatientID", "OtherPatientIDs", "IssuerOfPatientID", "AccessionNumber", "StudyID", "InstitutionName", "InstitutionAddress",
    "InstitutionalDepartmentName", "StationName", "DeviceSerialNumber", "PatientAddress", "PatientTelephoneNumbers", "PatientBirthDate",
    "SourceApplicationEntityTitle", "RequestingService", "AdmissionID", "MedicalRecordLocator", "PerformedStationName",
    "PerformedStationAETitle", "ScheduledStationAETitle", "ReferringPhysicianAddress", "OtherPatientNames", "MilitaryRank",
}
DEFINITIONS = {"CodingSchemeUID", "ContextUID", "ContextGroupExtensionCreatorUID", "MappingResourceUID", "ImplementationClassUID",
               "ReferencedSOPClassUID", "SOPClassUID", "MediaStorageSOPClassUID", "TransferSyntaxUID", "PrivateInformationCreatorUID"}
# Words that stand for nobody: they turn up where people meant to leave no name.
NOBODY = {"ANON", "ANONYMOUS", "ANONYMIZED", "NONE", "UNKNOWN", "TEST", "PATIENT", "PHANTOM", "DEFAULT", "OTHER"}


def gather(dataset, found):
    for tag in sorted(dataset.keys()):
        try:
            element = dataset[tag]
            value = element.value
        except Exception:
            continue
        if element.VR == "SQ":
            for item in value:
                gather(item, found)
        elif value:
            values = [value] if isinstance(value, (str, bytes, PersonName)) else list(value) if hasattr(value, "__iter__") else [value]
            for each in values:
                take(element, each, found)


def take(element, value, found):
    if element.VR == "PN":
        name = value if isinstance(value, PersonName) else PersonName(value)
        for group in str(name).split("="):
            keep(group, found)
            for part in group.replace(" ", "^").split("^"):
                keep(part, found)
        raw = name.original_string
        if isinstance(raw, bytes) and any(byte > 127 or byte == 27 for byte in raw):
            found["hex:" + raw.strip(b" ").hex()] = True
    elif element.VR == "UI":
        uid = str(value).strip(" \0")
        if element.keyword not in DEFINITIONS and not uid.startswith("1.2.840.10008.") and uid.count(".") >= 3 and len(uid) > 8:
            keep(uid, found)
    elif element.keyword in TEXT:
        keep(str(value), found)


def keep(text, found):
    text = text.strip(" \0^,.")
    if len(text) >= 4 and text.upper() not in NOBODY:
        found[text] = True


for line in sys.stdin:
    path = line.rstrip("\n")
    try:
        dataset = dcmread(path, force=True)
        found = {}
        gather(dataset.file_meta, found)
        gather(dataset, found)
        # People are sometimes called like a product: its name stays, and tells nothing.
        product = f"{dataset.get('Manufacturer', '')} {dataset.get('ManufacturerModelName', '')}".casefold()
        found = {key: True for key in found if key.casefold() not in product.split()}
        patient = str(dataset.get("PatientID", "")) or str(dataset.get("StudyInstanceUID", "")) or path
        terms = [{"hex": key[4:]} if key.startswith("hex:") else {"text": key} for key in found]
        print(json.dumps({"patient": patient, "terms": terms}), flush=True)
    except Exception as error:
        print(json.dumps({"patient": "", "terms": [], "error": type(error).__name__}), flush=True)
