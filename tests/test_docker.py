"""The compose file and the image: versions that fit the tests, no secret, no rights that are not needed."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from neo4j_server import LTS, NEWEST

CHECKOUT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.checkout


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    compose = yaml.safe_load((CHECKOUT / "docker" / "compose.yaml").read_text("utf-8"))
    named = {
        volume.partition(":")[0]
        for service in compose["services"].values()
        for volume in service["volumes"]
        if not volume.startswith(("$", ".", "/"))
    }
    assert named == set(compose["volumes"])
    found: dict[str, Any] = compose["services"]
    return found


@pytest.fixture(scope="module")
def image() -> str:
    return (CHECKOUT / "docker" / "Dockerfile").read_text("utf-8")


def test_the_databases_are_those_that_the_tests_run_against(services: dict[str, Any]) -> None:
    lts, newest = (".".join(release.version.split(".")[:2]) for release in (LTS, NEWEST))
    assert services["neo4j"]["image"] == f"neo4j:${{NEO4J_VERSION:-{lts}}}-community"
    assert f"NEO4J_VERSION={newest}\n" in (CHECKOUT / "docker" / "compose.yaml").read_text("utf-8")


def test_the_heap_has_one_size_and_the_folder_of_imports_is_shared(services: dict[str, Any]) -> None:
    settings = services["neo4j"]["environment"]
    heap = "NEO4J_server_memory_heap_{}__size"
    assert settings[heap.format("initial")] == settings[heap.format("max")]
    for service in ("neo4j", "qiantou"):
        assert "neo4j-import:/import" in services[service]["volumes"]


def test_passwords_come_from_the_environment_and_ports_stay_on_this_host(services: dict[str, Any]) -> None:
    for service in services.values():
        for name, value in service["environment"].items():
            if "PASSWORD" in name:
                assert "${QIANTOU_PASSWORD:?" in value
            assert name != "NEO4J_AUTH"
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_the_password_of_the_database_is_in_a_file(services: dict[str, Any]) -> None:
    (config,) = services["neo4j"]["configs"]
    compose = yaml.safe_load((CHECKOUT / "docker" / "compose.yaml").read_text("utf-8"))
    assert compose["configs"][config["source"]]["content"].startswith("neo4j/${QIANTOU_PASSWORD:?")
    assert services["neo4j"]["environment"]["NEO4J_AUTH_FILE"] == config["target"]


def test_the_command_waits_for_a_database_that_answers(services: dict[str, Any]) -> None:
    assert services["qiantou"]["depends_on"]["neo4j"]["condition"] == "service_healthy"
    assert services["neo4j"]["healthcheck"]["test"][0] == "CMD-SHELL"
    assert services["qiantou"]["environment"]["QIANTOU_GRAPH"] == "bolt://neo4j:7687"
    dockerfile = CHECKOUT / "docker" / services["qiantou"]["build"]["context"]
    assert (dockerfile / services["qiantou"]["build"]["dockerfile"]).is_file()


def test_the_image_runs_without_rights_on_a_python_that_the_project_supports(image: str) -> None:
    bases = re.findall(r"^FROM python:3\.(\d+)-slim", image, re.MULTILINE)
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    lowest = int(project["requires-python"].removeprefix(">=3."))
    assert len(bases) == image.count("\nFROM ")
    assert all(int(minor) >= lowest for minor in bases)
    last = image.rpartition("\nFROM ")[2]
    assert re.search(r"^USER (?!root)\w+$", last, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK ", last, re.MULTILINE)
    assert 'ENTRYPOINT ["qiantou"]' in last


def test_everything_that_the_wheel_needs_is_copied_and_seen(image: str) -> None:
    copied = set(re.findall(r"[\w.]+", " ".join(re.findall(r"^COPY (.+)$", image, re.MULTILINE))))
    ignored = (CHECKOUT / "docker" / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    seen = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    assert {"pyproject.toml", "README.md", "LICENSE", "graph", "loaders", "cypher"} <= copied & seen
    assert all((CHECKOUT / name).exists() for name in seen)
