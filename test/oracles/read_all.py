"""Does pydicom read every file of a folder, every element of it, at every depth?

read_all.py FOLDER    prints `relative path TAB ok` or `relative path TAB what failed`; no values
"""
import os
import sys
import warnings
from pydicom import dcmread

warnings.simplefilter("ignore")


def read_fully(path):
    dataset = dcmread(path)
    visit(dataset.file_meta)
    visit(dataset)


def visit(dataset):
    for tag in sorted(dataset.keys()):
        try:
            element = dataset[tag]
            str(element.value)
        except Exception as error:
            raise RuntimeError(f"({tag.group:04X},{tag.element:04X}) {type(error).__name__}") from None
        if element.VR == "SQ":
            for item in element.value:
                visit(item)


folder = sys.argv[1]
failed = False
for directory, _, names in sorted(os.walk(folder)):
    for name in sorted(names):
        path = os.path.join(directory, name)
        shown = os.path.relpath(path, folder)
        try:
            read_fully(path)
            print(f"{shown}\tok")
        except Exception as error:
            failed = True
            what = str(error) if isinstance(error, RuntimeError) else type(error).__name__
            print(f"{shown}\t{what}")
sys.exit(1 if failed else 0)
