"""Runs a command as a container would: under a filter of system calls and with capabilities like Docker's defaults.

    python container.py [--namespaces] [--no-landlock ENOSYS|EPERM] [--no-seccomp] [--no-proc]
                        [--user N] [--capabilities docker|none|all] COMMAND…

The filter refuses what Docker's default profile refuses to a process without CAP_SYS_ADMIN; ``--namespaces`` leaves
those alone, as Podman and an unconfined container do. ``--no-…`` takes away what older or stranger kernels lack.
"""

import argparse
import ctypes
import errno
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from autograder.sandbox.restrictions import bpf, kernel  # noqa: E402
from autograder.sandbox.restrictions.bpf import Rule, When  # noqa: E402
from autograder.sandbox.restrictions.numbers import architecture, numbers  # noqa: E402
from autograder.sandbox.restrictions.seccomp import install  # noqa: E402

_REFUSED = """
    bpf perf_event_open keyctl add_key request_key userfaultfd kcmp open_by_handle_at quotactl swapon swapoff reboot
    kexec_load init_module finit_module delete_module iopl ioperm acct settimeofday mbind set_mempolicy get_mempolicy
    pidfd_getfd process_madvise io_uring_setup io_uring_enter io_uring_register
"""
_NAMESPACES = "unshare setns mount umount2 pivot_root fsopen fsmount move_mount open_tree"
_LANDLOCK = ("landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self")
_NEW = [1 << bit for bit in (17, 25, 26, 27, 28, 29, 30)]  # the flags of clone that ask for namespaces
_DOCKER = 0xA80425FB  # capabilities: chown, setuid, kill and others, no sys_admin
_PR_CAPBSET_READ, _PR_CAPBSET_DROP = 23, 24
_CLONE_NEWNS, _MS_REC_PRIVATE, _MNT_DETACH = 0x20000, 0x44000, 2


def rules(options: argparse.Namespace) -> dict[str, list[Rule]]:
    """What the filter refuses, by name."""
    forbid = Rule(bpf.refuse(errno.EPERM))
    found = {name: [forbid] for name in _REFUSED.split()}
    if not options.namespaces:
        found |= {name: [forbid] for name in _NAMESPACES.split()}
        found["clone"] = [Rule(forbid.action, (When(0, flag, flag),)) for flag in _NEW]
        found["clone3"] = [Rule(bpf.refuse(errno.ENOSYS))]
    if options.no_landlock:
        found |= {name: [Rule(bpf.refuse(getattr(errno, options.no_landlock)))] for name in _LANDLOCK}
    if options.no_seccomp:
        found |= {"seccomp": [forbid], "prctl": [Rule(bpf.refuse(errno.EINVAL), (When(0, kernel.PR_SET_SECCOMP),))]}
    return found


def restrict(options: argparse.Namespace) -> None:
    """This process, for good: in this order, since each step may need what a later one takes away."""
    if options.no_proc:
        _without_proc()
    if os.geteuid() != 0:
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    known = numbers()
    named = {known[name]: rule for name, rule in rules(options).items() if name in known}
    install(bpf.assemble(architecture(), named, bpf.ALLOW))
    if os.geteuid() == 0:
        _keep({"docker": _DOCKER, "none": 0, "all": (1 << 64) - 1}[options.capabilities])
        if options.user:
            os.setgroups([])
            os.setresgid(options.user, options.user, options.user)
            os.setresuid(options.user, options.user, options.user)


def _keep(capabilities: int) -> None:
    """No other capability comes with the next program."""
    for number in range(64):
        try:
            if kernel.prctl(_PR_CAPBSET_READ, number) and not capabilities >> number & 1:
                kernel.prctl(_PR_CAPBSET_DROP, number)
        except OSError:  # the kernel knows no more of them
            return


def _without_proc() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    for done in (
        libc.unshare(_CLONE_NEWNS),
        libc.mount(None, b"/", None, ctypes.c_ulong(_MS_REC_PRIVATE), None),
        libc.umount2(b"/proc", _MNT_DETACH),
    ):
        if done:
            raise OSError(ctypes.get_errno(), "/proc cannot be taken away here")


def main() -> None:
    """Restrict this process, and become the command."""
    parser = argparse.ArgumentParser()
    for flag in ("--namespaces", "--no-seccomp", "--no-proc"):
        parser.add_argument(flag, action="store_true")
    parser.add_argument("--no-landlock", choices=["ENOSYS", "EPERM"])
    parser.add_argument("--user", type=int, default=0)
    parser.add_argument("--capabilities", choices=["docker", "none", "all"], default="docker")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    restrict(options)
    os.execvp(options.command[0], options.command)


if __name__ == "__main__":
    main()
