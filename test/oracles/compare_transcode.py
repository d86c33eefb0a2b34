"""Are two DICOM files the same content in different encodings?

compare_transcode.py A B            prints differences, exits 1 if there are any
compare_transcode.py < pairs        lines of `name TAB A TAB B`; prints `name TAB ok` or `name TAB difference`
Differences name elements, never values.
"""
import sys
from normalise import differences, normal, read


def compare(first, second):
    try:
        return list(differences(normal(read(first)), normal(read(second))))
    except Exception as error:
        return [f"pydicom cannot read: {type(error).__name__}"]


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
