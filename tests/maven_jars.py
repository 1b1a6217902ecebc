"""Jars of Maven Central for the servers that tests run, kept in a folder for the next run."""

import shutil
import subprocess
import tempfile
from pathlib import Path


def missing_tools() -> list[str]:
    """What a server of jars needs and is not on the path."""
    return [tool for tool in ("java", "mvn") if shutil.which(tool) is None]


def jars_of(folder: Path, group: str, artifact: str, version: str) -> Path:
    """Give a folder with the jars of an artifact, fetched by Maven if they are not there yet."""
    if (folder / f"{artifact}-{version}.jar").is_file():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        pom = Path(scratch, "pom.xml")
        pom.write_text(
            f"""\
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>qiantou.tests</groupId><artifactId>{artifact}-jars</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version></dependency>
  </dependencies>
</project>
""",
            encoding="utf-8",
        )
        jars = Path(scratch, "lib")
        subprocess.run(
            [
                *("mvn", "-q", "-B", "-f", str(pom), "dependency:copy-dependencies"),
                *("-DincludeScope=runtime", f"-DoutputDirectory={jars}"),
            ],
            check=True,
            stdin=subprocess.DEVNULL,
        )
        if not folder.exists():
            jars.rename(folder)
    return folder
