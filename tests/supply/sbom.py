"""Writes the bill of materials of what is shipped, as CycloneDX: the crates that are linked into `tillit`
(by cargo's own word) and the packages that the web client is built from (by npm's). Validated before it
is written."""

import json
import subprocess
import sys

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

TARGET = "x86_64-unknown-linux-gnu"


def shipped(metadata):
    """Ids of all packages that the program `tillit` is linked from or built with."""
    by_id = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    start = next(p["id"] for p in metadata["packages"] if p["name"] == "api" and p["source"] is None)
    seen, todo = set(), [start]
    while todo:
        here = todo.pop()
        if here in seen:
            continue
        seen.add(here)
        for edge in by_id[here]["deps"]:
            if any(kind["kind"] != "dev" for kind in edge["dep_kinds"]):
                todo.append(edge["pkg"])
    return seen


def checksums():
    """Checksum of each package by name and version, from Cargo.lock."""
    import tomllib

    with open("Cargo.lock", "rb") as file:
        lock = tomllib.load(file)
    return {(p["name"], p["version"]): p["checksum"] for p in lock["package"] if "checksum" in p}


def component(ecosystem, name, version, licence, checksum=None):
    group, _, short = name.rpartition("/")
    return Component(
        type=ComponentType.LIBRARY,
        group=group or None,
        name=short,
        version=version,
        purl=PackageURL(ecosystem, group or None, short, version),
        bom_ref=f"{ecosystem}:{name}@{version}",
        licenses=[LicenseExpression(licence)] if licence else [],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=checksum)] if checksum else [],
    )


def main():
    web, out = sys.argv[1:3]
    command = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", TARGET]
    metadata = json.loads(subprocess.check_output(command))
    ids, sums = shipped(metadata), checksums()
    bom = Bom()
    version = next(p["version"] for p in metadata["packages"] if p["name"] == "api" and p["source"] is None)
    bom.metadata.component = Component(
        type=ComponentType.APPLICATION, name="tillit", version=version, bom_ref="tillit"
    )
    for package in metadata["packages"]:
        if package["id"] in ids and package["source"] is not None:
            name, version = package["name"], package["version"]
            licence = (package["license"] or "").replace("/", " OR ")
            bom.components.add(component("cargo", name, version, licence, sums.get((name, version))))
    with open(web) as file:
        for part in json.load(file).get("components", []):
            licence = next((l.get("license", {}).get("id") or l.get("expression") for l in part.get("licenses", [])), None)
            name = f"{part['group']}/{part['name']}" if part.get("group") else part["name"]
            bom.components.add(component("npm", name, part["version"], licence))
    text = JsonV1Dot6(bom).output_as_string(indent=1)
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if fault:
        sys.exit(f"the bill of materials is not valid: {fault}")
    with open(out, "w") as file:
        file.write(text)
    print(f"bill of materials: {len(bom.components)} components in {out}")


main()
