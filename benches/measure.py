"""Measures `candor` against plain programs and writes the table of README.md.

Each figure is the median of runs that alternate with those of the program it is
compared with, so that a machine that slows down slows both. Wall time of whole
processes; memory is the peak of resident bytes.
"""

import itertools
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEED = "clarizen"
MIB = 1024 * 1024
NULL = os.open(os.devnull, os.O_RDWR)
STANDARD = [(os.POSIX_SPAWN_DUP2, NULL, number) for number in (0, 1, 2)]


def run(arguments):
    """Runs a program; its wall time in seconds."""
    start = time.perf_counter()
    child = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=STANDARD)
    _, status = os.waitpid(child, 0)
    took = time.perf_counter() - start
    # A check that found something has done all of its work, too.
    if os.waitstatus_to_exitcode(status) not in ((0, 1) if arguments[1] == "check" else (0,)):
        sys.exit(f"failed: {' '.join(arguments)}")
    return took


def peak(arguments):
    """Runs a program; its peak of resident bytes.

    Asked of the system again and again, because `ru_maxrss` of a child begins with
    what this script itself had in memory when it started it.
    """
    child = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=STANDARD)
    most = 0
    while True:
        try:
            found = re.search(r"VmHWM:\s*(\d+) kB", Path(f"/proc/{child}/status").read_text())
            # Before it is itself, the child is a copy of this process.
            itself = os.readlink(f"/proc/{child}/exe") == arguments[0]
            most = max(most, int(found[1]) * 1024) if found and itself else most
        except (FileNotFoundError, ProcessLookupError):
            pass  # It has ended, and is asked no more.
        if os.waitpid(child, os.WNOHANG)[0]:
            return most
        time.sleep(0.001)


def compare(one, other, times):
    """The median seconds of two programs that take turns, each given as what makes its arguments."""
    took = ([], [])
    for _ in range(times):
        for program, list_ in ((one, took[0]), (other, took[1])):
            list_.append(run(program()))
    return statistics.median(took[0]), statistics.median(took[1])


def fresh(work):
    """What makes the path of a folder that nothing was written to, anew with each call.

    A folder that is emptied instead makes both programs wait: ext4 looks past all files that were
    deleted in the last seconds, one by one, before it makes a new one.
    """
    numbers = itertools.count()
    return lambda: str(work / f"out-{next(numbers)}")


def baseline(work, name, folder):
    """Compiles the baseline with the outputs in a folder."""
    blob, index, at = [], [], 0
    for file in sorted(folder.iterdir()):
        data = file.read_bytes()
        stem, extension = file.name.split(".", 1)
        index.append(f"{stem} {extension} {at} {len(data)}")
        blob.append(data)
        at += len(data)
    (work / f"{name}.blob").write_bytes(b"".join(blob))
    (work / f"{name}.index").write_text("\n".join(index))
    program = str(work / name)
    environment = os.environ | {
        "BASELINE_BLOB": str(work / f"{name}.blob"),
        "BASELINE_INDEX": str(work / f"{name}.index"),
    }
    compiler = ["rustc", "--edition", "2024", "-O", "-C", "target-feature=+crt-static", "-o", program]
    subprocess.run([*compiler, str(ROOT / "benches/baseline/main.rs")], check=True, env=environment)
    return program, at


def one_policy(candor, work):
    source = str(ROOT / "policies" / f"{SEED}.candor")
    out = work / "one"
    build = [candor, "build", source, "--out", str(out)]
    run(build)
    program, size = baseline(work, "baseline-one", out)
    new = fresh(work / "one-new")
    mine, least = compare(lambda: [candor, "build", source, "--out", new()], lambda: [program, new(), source], 41)
    return [(f"one sample policy, all formats ({size // 1024} KiB written)", mine, least, 2.0)]


def many_policies(candor, work, chapters):
    sources = work / f"many-{chapters}"
    sources.mkdir()
    run([str(work / "generate"), "many", "1000", str(chapters), str(sources)])
    size = sum(file.stat().st_size for file in sources.iterdir())
    out = work / "many-out"
    build = [candor, "build", str(sources), "--out", str(out)]
    run(build)
    program, written = baseline(work, f"baseline-{chapters}", out)
    new = fresh(work / "many-new")
    mine, base = compare(lambda: [candor, "build", str(sources), "--out", new()], lambda: [program, new(), str(sources)], 3)
    stamps = {file: file.stat().st_mtime_ns for file in out.iterdir()}
    again = statistics.median(run(build) for _ in range(2))
    if stamps != {file: file.stat().st_mtime_ns for file in out.iterdir()}:
        sys.exit("a second build wrote something")
    name = f"1,000 policies of {size // 1000 / 1024:.1f} KiB, two cores"
    return [
        (f"{name} ({written // MIB} MiB written)", mine, base, 2.5),
        (f"{name}, nothing changed (nothing written)", again, base, 1.2),
    ]


def large_source(candor, work):
    rows, memory = [], []
    for mib in (1, 2, 4, 8, 16):
        source = work / f"large-{mib}.candor"
        with open(source, "wb") as file:
            subprocess.run([str(work / "generate"), "bytes", str(mib * MIB)], stdout=file, check=True)
        check = [candor, "check", str(source)]
        memory.append((mib, peak(check) / source.stat().st_size))
        if mib == 16:
            digest = shutil.which("sha256sum") or sys.exit("sha256sum is not installed")
            mine, base = compare(lambda: check, lambda: [digest, str(source)], 1)
            rows.append(("checking a source of 16 MiB, against `sha256sum`", mine, base, 4.0))
    return rows, memory


def table(rows, memory):
    lines = ["| What | `candor` | the other program | ratio | at most | |", "|---|---:|---:|---:|---:|---|"]
    for name, mine, base, most in rows:
        verdict = "met" if mine <= most * base else "missed"
        lines.append(f"| {name} | {mine * 1000:.1f} ms | {base * 1000:.2f} ms | {mine / base:.1f} | {most:g} | {verdict} |")
    lines += ["", "| Source checked | resident bytes per byte of it | at most | |", "|---|---:|---:|---|"]
    for mib, ratio in memory:
        lines.append(f"| {mib} MiB | {ratio:.1f} | 8 | {'met' if ratio <= 8 else 'missed'} |")
    return "\n".join(lines)


def machine():
    try:
        model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())[1]
    except (OSError, TypeError):
        model = platform.machine()
    rustc = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    return f"{model}, two cores, {platform.system()} {platform.release().split('-')[0]}, Rust {rustc}"


def main():
    candor = str(Path(sys.argv[1]).resolve())
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    work = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve() / "measure"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    os.environ["CANDOR_CACHE_DIR"] = str(work / "cache")
    generate = ["rustc", "--edition", "2024", "-O", "-o", str(work / "generate")]
    subprocess.run([*generate, str(ROOT / "benches/baseline/generate.rs")], check=True)
    rows, memory = one_policy(candor, work), []
    print(table(rows, memory), flush=True)
    rows += many_policies(candor, work, 1)
    print(table(rows, memory), flush=True)
    large, memory = large_source(candor, work)
    text = f"Measured on {machine()}.\n\n{table(rows + large, memory)}"
    print(text)
    readme = ROOT / "benches/README.md"
    old = readme.read_text()
    new = re.sub(r"(<!-- measured -->\n).*?(<!-- end -->)", lambda found: f"{found[1]}{text}\n{found[2]}", old, flags=re.S)
    readme.write_text(new)
    shutil.rmtree(work)


main()
