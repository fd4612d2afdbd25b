"""Whole processes, measured: what benches/run and benches/verbs share."""

import os
import resource
import time


class Tool:
    def __init__(self, name, command, folder):
        self.name, self.command, self.folder = name, command, folder
        self.out = folder / f"{name.replace(' ', '')}.html"
        self.wall, self.cpu, self.rss, self.error = [], [], [], None

    def run(self):
        if self.error:
            return
        command = [str(self.out) if word == "OUT" else str(word) for word in self.command]
        stdout = os.devnull if "OUT" in self.command else str(self.out)
        write = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        streams = [
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, stdout, write, 0o644),
            (os.POSIX_SPAWN_OPEN, 2, str(self.folder / "stderr.txt"), write, 0o644),
        ]
        os.chdir(self.folder)
        start = time.perf_counter()
        child = os.posix_spawnp(command[0], command, os.environ, file_actions=streams)
        _, status, usage = os.wait4(child, 0)
        wall = time.perf_counter() - start
        code = os.waitstatus_to_exitcode(status)
        if code != 0:
            said = (self.folder / "stderr.txt").read_text(errors="replace").splitlines()
            said = [line for line in said if line.strip() and "WARNING" not in line] or [""]
            self.error = f"exit {code}: {said[0][:80]}"
            return
        self.wall.append(wall * 1000)
        self.cpu.append((usage.ru_utime + usage.ru_stime) * 1000)
        self.rss.append(usage.ru_maxrss / 1024)


def percentile(values, part):
    values = sorted(values)
    at = part * (len(values) - 1)
    low = int(at)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (at - low)


def megabytes(value):
    """What the kernel calls a child's peak is never less than that of this process, which the child began as."""
    floor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"< {floor:,.0f}" if value <= floor + 0.5 else f"{value:,.0f}"


def ms(value):
    return f"{value:,.1f}" if value < 100 else f"{value:,.0f}"
