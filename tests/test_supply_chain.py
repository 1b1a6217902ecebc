"""What the project depends on is pinned by hashes, in one way everywhere, and listed in the wheel."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

CHECKOUT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.checkout


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    return found


@pytest.fixture(scope="module")
def locked() -> list[dict[str, Any]]:
    """The packages of the lock; some in several versions, for several versions of Python."""
    found: list[dict[str, Any]] = tomllib.loads((CHECKOUT / "uv.lock").read_text("utf-8"))["package"]
    return found


@pytest.fixture(scope="module")
def required() -> dict[tuple[str, str], set[str]]:
    """The image's requirements: name and version, and the hashes of their files."""
    text = (CHECKOUT / "docker" / "requirements.txt").read_text("utf-8").replace("\\\n", " ")
    found = {}
    for line in filter(None, text.splitlines()):
        if not line.lstrip().startswith("#"):
            named = re.match(r"([\w.-]+)==([\w.+!-]+)", line)
            assert named, line
            found[named[1], named[2]] = set(re.findall(r"--hash=(sha256:[0-9a-f]{64})", line))
    return found


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CHECKOUT / "sbom.cdx.json").read_text("utf-8"))
    return found


def versions(locked: list[dict[str, Any]], name: str) -> list[str]:
    return [package["version"] for package in locked if package["name"] == canonicalize_name(name)]


def test_the_lock_fits_what_the_project_asks_for(
    project: dict[str, Any], locked: list[dict[str, Any]]
) -> None:
    asked = [
        *project["dependencies"],
        *(line for lines in project["optional-dependencies"].values() for line in lines),
    ]
    for line in asked:
        requirement = Requirement(line)
        found = versions(locked, requirement.name)
        assert found, f"{line} is not locked; run .ci/lock"
        assert (
            all(Version(version) in requirement.specifier for version in found)
            or requirement.name == "qiantou"
        ), line
    (own,) = (package for package in locked if package["name"] == "qiantou")
    known = {canonicalize_name(part["name"]) for part in own["metadata"]["requires-dist"]} - {"qiantou"}
    assert known == {canonicalize_name(Requirement(line).name) for line in asked} - {"qiantou"}


def test_every_locked_file_has_its_hash(locked: list[dict[str, Any]]) -> None:
    assert len(locked) > 50
    for package in locked:
        if package["name"] == "qiantou":
            continue
        assert package["source"] == {"registry": "https://pypi.org/simple"}, package["name"]
        files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        assert files, package["name"]
        assert all(re.fullmatch("sha256:[0-9a-f]{64}", file["hash"]) for file in files), package["name"]


def test_the_image_is_built_of_what_is_locked(
    locked: list[dict[str, Any]], required: dict[tuple[str, str], set[str]]
) -> None:
    hashes = {
        (package["name"], package["version"]): {
            file["hash"]
            for file in [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        }
        for package in locked
        if package["name"] != "qiantou"
    }
    assert all(required.values())
    for package, given in required.items():
        assert given <= hashes[package], package
    image = (CHECKOUT / "docker" / "Dockerfile").read_text("utf-8")
    assert "--require-hashes" in image
    assert "pip wheel --no-cache-dir --no-deps --wheel-dir /wheels ." in image


def test_the_image_has_all_that_an_installation_needs(
    project: dict[str, Any], required: dict[tuple[str, str], set[str]]
) -> None:
    names = {name for name, _ in required}
    for line in [*project["dependencies"], *project["optional-dependencies"]["py2neo"]]:
        assert canonicalize_name(Requirement(line).name) in names


def test_the_bill_of_materials_lists_what_is_installed(
    project: dict[str, Any], bill: dict[str, Any], required: dict[tuple[str, str], set[str]]
) -> None:
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    own = bill["metadata"]["component"]
    assert (own["name"], own["version"]) == ("qiantou", project["version"])
    assert {(part["name"], part["version"]) for part in bill["components"]} == set(required)
    references = {part["bom-ref"] for part in bill["components"]} | {own["bom-ref"]}
    for part in bill["components"]:
        assert part["purl"] == f"pkg:pypi/{part['name']}@{part['version']}"
    for edge in bill["dependencies"]:
        assert {edge["ref"], *edge.get("dependsOn", [])} <= references


def test_what_is_promised_names_tests_that_are_there() -> None:
    text = (CHECKOUT / "SECURITY.md").read_text("utf-8")
    named = re.findall(r"`((?:tests|docker|\.ci)/[\w./]+|uv\.lock|sbom\.cdx\.json)`", text)
    assert len(named) > 5
    assert [name for name in named if not (CHECKOUT / name).exists()] == []
    assert "SECURITY.md" in (CHECKOUT / "README.md").read_text("utf-8")
