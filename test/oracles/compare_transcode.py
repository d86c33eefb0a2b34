"""Are two DICOM files the same content in different encodings?

compare_transcode.py A B            prints differences, exits 1 if there are any
compare_transcode.py < pairs        lines of `name TAB A TAB B`; prints `name TAB ok` or `name TAB difference`
Differences name elements, never values. Frames that only A holds compressed are compared where pydicom decodes them by itself (RLE).
"""
import sys
from normalise import differences, normal, read
from pydicom.uid import RLELossless

PIXEL_DATA = "(7FE0,0010)"


def compare(first, second):
    try:
        a, b = read(first), read(second)
        if not is_decoded(a, b):
            return list(differences(normal(a), normal(b)))
        found = [each for each in differences(normal(a), normal(b)) if not each.startswith(PIXEL_DATA)]
        if a.file_meta.TransferSyntaxUID == RLELossless and (a.pixel_array != b.pixel_array).any():
            found.append(f"{PIXEL_DATA}: samples differ")
        return found
    except Exception as error:
        return [f"pydicom cannot read: {type(error).__name__}"]


def is_decoded(a, b):
    before, after = (x.file_meta.get("TransferSyntaxUID") for x in (a, b))
    return bool(before and after and before.is_compressed and not after.is_compressed)


if len(sys.argv) == 3:
    found = compare(sys.argv[1], sys.argv[2])
    print("\n".join(found))
    sys.exit(1 if found else 0)
failed = False
for line in sys.stdin:
    name, first, second = line.rstrip("\n").split("\t")
    found = compare(first, second)
    failed = failed or bool(found)
    print(f"{name}\tok" if not found else "\n".join(f"{name}\t{each}" for each in found[:20]), flush=True)
sys.exit(1 if failed else 0)
