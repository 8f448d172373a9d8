"""Promises that tests of the suite, sanitizers, coverage and the resolved packages prove."""
import json
import os
import pathlib
import re
import subprocess

from .server import ROOT

PASSED = re.compile(r"Test run with (\d+) tests? in (\d+) suites? passed")


def run(*words, seconds=3000, **environment):
    """A command in the project's root: exit code and what it printed."""
    done = subprocess.run(words, cwd=ROOT, env={**os.environ, **environment}, text=True, timeout=seconds,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout


def judged(code, output):
    """Whether the tests passed; their number, or the first failure."""
    passed = PASSED.search(output)
    if code == 0 and passed and int(passed[1]) > 0:
        return True, f"{passed[1]} tests passed"
    failures = [line.strip() for line in output.splitlines() if "recorded an issue" in line or "error:" in line]
    return False, failures[0][:160] if failures else "no test ran" if code == 0 else f"exit code {code}"


def tests(pattern):
    """A check that runs the tests whose names match."""
    def check(_):
        return judged(*run("swift", "test", "--filter", pattern))
    check.__doc__ = f"swift test --filter '{pattern}'"
    return check


def sanitized(script):
    """A check that runs the suite under a sanitizer."""
    def check(_):
        return judged(*run(f"scripts/{script}"))
    check.__doc__ = f"scripts/{script}"
    return check


def script(*words):
    """A check that runs a script of the project; its last line is the figure."""
    def check(_):
        code, output = run(*words)
        lines = [line for line in output.splitlines() if line.strip()]
        return code == 0, lines[-1][:160] if lines else "nothing printed"
    check.__doc__ = " ".join(words)
    return check


# The sources whose branches must be covered: parser, path check, gate and wall.
COVERED = {
    "parser": "Sources/MockServer/HTTP1/Parsing/",
    "path check": "Sources/(MockFiles|CFiles)/",
    "gate": "Sources/MockAdmin/AdminGate",
    "wall": "Sources/CLuaHost/[a-z_]+\\.c",
}


def branch_coverage(_):
    """Branches of parser, path check, gate and wall that the suite covers: at least 95 % of each."""
    code, output = run("swift", "test", "--enable-code-coverage", "--scratch-path", ".build-coverage")
    if code != 0:
        return judged(code, output)
    code, path = run("swift", "test", "--show-codecov-path", "--scratch-path", ".build-coverage")
    path = path.strip().splitlines()[-1]
    profile = pathlib.Path(path).parent / "default.profdata"
    bundle = next((ROOT / ".build-coverage/debug").glob("*.xctest"))
    code, text = run("llvm-cov", "export", "-summary-only", "-instr-profile", str(profile), str(bundle))
    files = json.loads(text)["data"][0]["files"]
    shares = {}
    for name, pattern in COVERED.items():
        found = [file["summary"] for file in files if re.search(pattern, file["filename"])]
        # Swift's coverage has regions, no branches; a region ends at each branch.
        kinds = ["branches" if name == "wall" else "regions"]
        count = sum(summary[kind]["count"] for summary in found for kind in kinds)
        covered = sum(summary[kind]["covered"] for summary in found for kind in kinds)
        shares[name] = 100 * covered / count if count else 0
    return min(shares.values()) >= 95, ", ".join(f"{name} {share:.1f} %" for name, share in shares.items())


# The oldest versions without a known advisory.
LEAST = {"swift-nio": (2, 100, 0), "swift-nio-ssl": (2, 37, 0), "swift-crypto": (4, 5, 0)}


def package_versions(_):
    """Packages are at least as new as the versions that mend the known advisories."""
    pins = json.loads((ROOT / "Package.resolved").read_text())["pins"]
    found = {pin["identity"]: pin["state"].get("version", "0") for pin in pins}
    def numbers(text): return tuple(int(part) for part in text.split("."))
    old = [name for name, least in LEAST.items() if numbers(found.get(name, "0")) < least]
    return not old, ", ".join(f"{name} {found.get(name)}" for name in LEAST)
