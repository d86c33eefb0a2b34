"""One normal form of a data set as pydicom reads it, so that the same content in two encodings compares equal.

Value bytes are compared, never numbers made of them: little endian order, without padding. Nothing here knows radonym.
"""
from pydicom import config, dcmread
from pydicom.datadict import dictionary_VR
from pydicom.dataelem import RawDataElement
from pydicom.filebase import DicomBytesIO
from pydicom.filereader import read_sequence

config.settings.reading_validation_mode = config.IGNORE

UNITS = {"AT": 2, "FD": 8, "FL": 4, "OD": 8, "OF": 4, "OL": 4, "OV": 8, "OW": 2, "SL": 4, "SS": 2, "SV": 8, "UL": 4, "US": 2, "UV": 8}
BINARY = set(UNITS) | {"OB", "UN"}
ITEM = b"\xfe\xff\x00\xe0"
BITS_ALLOCATED = 0x00280100
PIXEL_DATA = 0x7FE00010
IGNORED = {0xFFFCFFFC}


def read(path):
    return dcmread(path, force=True)


def normal(dataset):
    """{key: ('items', [normal, ...]) or ('bytes', (value, vr))}; group lengths and trailing padding left out."""
    result = {}
    # Looked at raw: a value that pydicom has decoded once is no longer raw for the comparison.
    bits = dataset.get_item(BITS_ALLOCATED) if BITS_ALLOCATED in dataset else None
    wide = bits is not None and sum(bits.value or b"") == 32
    for tag in sorted(dataset.keys()):
        if tag.element == 0 or int(tag) in IGNORED or tag.group == 0x0002:
            continue
        result[f"({tag.group:04X},{tag.element:04X})"] = element(dataset.get_item(tag), wide and int(tag) == PIXEL_DATA)
    return result


def element(item, wide=False):
    if not isinstance(item, RawDataElement):
        if item.VR == "SQ":
            return ("items", [normal(each) for each in item.value or []])
        # pydicom decodes the Specific Character Set while it reads.
        values = [item.value] if isinstance(item.value, str) else list(item.value or [])
        return ("bytes", ("\\".join(values).encode("latin-1"), item.VR))
    value = item.value or b""
    stated = item.VR
    vr = stated if stated not in (None, "UN") else known_vr(item.tag)
    # PS3.5 6.2.2: UN is implicit and little endian, whatever is around it.
    implicit = item.is_implicit_VR or stated == "UN"
    little = item.is_little_endian or stated == "UN"
    if vr == "SQ" or (vr == "UN" and value[:4] == ITEM):
        items = as_items(value, implicit, little)
        if items is not None:
            return ("items", [normal(each) for each in items])
    return ("bytes", (in_little_endian(value, 4 if wide and vr == "OW" else UNITS.get(vr, 1), little), vr))


def known_vr(tag):
    if tag.is_private:
        return "LO" if 0x10 <= tag.element <= 0xFF else "UN"
    try:
        return dictionary_VR(tag).split(" or ")[-1]
    except KeyError:
        return "UN"


def as_items(value, implicit, little):
    for is_implicit in dict.fromkeys([implicit, True, False]):
        try:
            stream = DicomBytesIO(value)
            stream.is_little_endian, stream.is_implicit_VR = little, is_implicit
            items = read_sequence(stream, is_implicit, little, len(value), "iso8859")
            for each in items:
                normal(each)
            if stream.tell() == len(value):
                return items
        except Exception:
            continue
    return None


def in_little_endian(value, unit, little):
    if little or unit == 1 or len(value) % unit:
        return value
    swapped = bytearray(len(value))
    for byte in range(unit):
        swapped[byte::unit] = value[unit - 1 - byte :: unit]
    return bytes(swapped)


def same(first, second):
    (a, vr_a), (b, vr_b) = first, second
    if vr_a in BINARY - {"UN"} and vr_b in BINARY - {"UN"}:
        return a + b"\0" * (len(a) % 2) == b + b"\0" * (len(b) % 2)
    # Where one side does not know the VR, padding cannot be told from value.
    return a.rstrip(b" \0") == b.rstrip(b" \0")


def differences(first, second, path=""):
    """Yields `path: what`, without values."""
    for key in sorted(first.keys() | second.keys()):
        here = f"{path}{key}"
        if key not in second or key not in first:
            yield f"{here}: only in the {'first' if key in first else 'second'}"
            continue
        (kind_a, a), (kind_b, b) = first[key], second[key]
        if kind_a != kind_b:
            yield f"{here}: {kind_a} in the first, {kind_b} in the second"
        elif kind_a == "items":
            if len(a) != len(b):
                yield f"{here}: {len(a)} and {len(b)} items"
            for number, (x, y) in enumerate(zip(a, b), 1):
                yield from differences(x, y, f"{here}[{number}].")
        elif not same(a, b):
            yield f"{here}: values differ ({len(a[0])} and {len(b[0])} bytes)"
