"""How long a restricted worker takes to start, beside a cold ``python -c "import numpy"`` in the same run.

    python benchmarks/worker_start.py [--workers 200]

A start is all of it: the request to the zygote, the fork, every layer, the probe, the report. The second column adds
loading a small submission and its first call.
"""

import argparse
import statistics
import subprocess
import sys
import time

from autograder.sandbox import Examinee, Limits, Sandbox, Sources

SOURCES = Sources(module="work", main="work.py", cells=("import numpy as np\ndef double(x):\n    return 2 * x\n",))


def milliseconds(seconds: list[float]) -> str:
    """Median, and the 90th percentile."""
    ordered = sorted(seconds)
    ninth = ordered[int(len(ordered) * 0.9)]
    return f"median {statistics.median(ordered) * 1e3:6.1f} ms, 90 % below {ninth * 1e3:6.1f} ms"


def start(box: Sandbox) -> float:
    """Seconds for a worker that is ready to be given a submission."""
    begun = time.perf_counter()
    worker = box.start_worker(Limits())
    seconds = time.perf_counter() - begun
    worker.kill()
    return seconds


def first_answer(box: Sandbox) -> float:
    """Seconds for a worker with a submission loaded, and a call answered."""
    begun = time.perf_counter()
    with Examinee(box, SOURCES) as examinee:
        examinee.begin_check()
        assert examinee.submission.double(2.0) == 4.0
        return time.perf_counter() - begun


def cold_import() -> float:
    """Seconds for a Python that imports NumPy."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import numpy"], check=True)
    return time.perf_counter() - begun


def main() -> None:
    """Measure in turn, so that all see the same load."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=200)
    count = parser.parse_args().workers
    with Sandbox() as box:
        print(f"isolation: {box.level} ({', '.join(box.layers)})")
        starts, answers, imports = [], [], []
        for number in range(count):
            starts.append(start(box))
            answers.append(first_answer(box))
            if number % 10 == 0:
                imports.append(cold_import())
    print(f"worker ready            {milliseconds(starts)}")
    print(f"and a first call        {milliseconds(answers)}")
    print(f'python -c "import numpy" {milliseconds(imports)}')


if __name__ == "__main__":
    main()
