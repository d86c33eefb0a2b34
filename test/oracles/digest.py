"""Is the digest of an instance what docs/verify.md tells a receiver to compute? Runs the recipe that stands there.

digest.py docs/verify.md < paths    prints `path TAB digest`, `big endian` for what the recipe does not read, or what failed
"""
import hashlib
import re
import sys
import warnings
import pydicom

warnings.simplefilter("ignore")
with open(sys.argv[1], encoding="utf-8") as page:
    recipe = re.search(r"```python\n(.*?)digest = ", page.read(), re.S).group(1)
scope = {}
exec(recipe, scope)

for line in sys.stdin:
    path = line.rstrip("\n")
    try:
        dataset = pydicom.dcmread(path)
        if dataset.file_meta.TransferSyntaxUID == "1.2.840.10008.1.2.2":
            print(f"{path}\tbig endian")
            continue
        digest = hashlib.sha256()
        scope["feed"](digest, dataset)
        print(f"{path}\t{digest.hexdigest()}")
    except Exception as error:
        print(f"{path}\t{type(error).__name__}")
