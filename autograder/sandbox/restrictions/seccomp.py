"""The system-call filter: an allow-list by name, compiled once and installed by each worker.

Threads yes; processes, programs, sockets, signals, other processes' properties, and every change to the file system no.
"""

import ctypes
import errno
import fcntl
import os
import socket
import struct
import termios
from collections.abc import Iterable

from . import bpf, kernel
from .bpf import Rule, When
from .numbers import architecture, numbers
from .restriction import Terms


def _words(text: str) -> list[str]:
    return text.split()


_ALLOWED = _words("""
    read readv pread64 preadv preadv2 write writev pwrite64 pwritev pwritev2 lseek close close_range dup dup2 dup3
    pipe pipe2
    sendfile copy_file_range newfstatat fstat stat lstat statx fstatfs statfs access faccessat faccessat2
    readlink readlinkat getcwd chdir fchdir getdents64 fadvise64 fsync fdatasync ftruncate
    eventfd2 poll ppoll select pselect6 epoll_create1 epoll_ctl epoll_wait epoll_pwait
    mmap mremap munmap mprotect madvise brk mincore msync membarrier
    futex futex_waitv set_robust_list get_robust_list set_tid_address rseq
    sched_yield sched_getaffinity sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min getcpu
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend sigaltstack restart_syscall
    setitimer getitimer alarm pause nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time times
    getrusage getrlimit sysinfo uname umask arch_prctl getrandom
    getpid getppid gettid getuid geteuid getgid getegid getgroups getresuid getresgid getpgrp getpgid getsid
    exit exit_group wait4 waitid
""")

# Answered with EPERM, as by a system that forbids them. Everything not named anywhere gets ENOSYS, as by a system that
# does not know them: then the C library falls back, for instance from clone3 (whose flags no filter can see) to clone.
_FORBIDDEN = _words("""
    fork vfork execve execveat kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_open pidfd_send_signal
    pidfd_getfd
    ptrace process_vm_readv process_vm_writev kcmp setsid setpgid
    socket socketpair connect bind listen accept accept4 sendto recvfrom sendmsg recvmsg sendmmsg recvmmsg shutdown
    getsockopt setsockopt getsockname getpeername
    setuid setgid setreuid setregid setresuid setresgid setfsuid setfsgid setgroups capset
    chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat truncate creat mkdir mkdirat rmdir unlink unlinkat
    rename renameat renameat2 link linkat symlink symlinkat mknod mknodat utime utimes utimensat futimesat fallocate
    flock
    setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr
    mount umount2 pivot_root chroot unshare setns open_tree move_mount fsopen fsmount
    setrlimit sched_setaffinity sched_setscheduler sched_setparam sched_setattr setpriority getpriority ioprio_set
    shmget shmat shmctl shmdt semget semop semctl semtimedop msgget msgsnd msgrcv msgctl mq_open mq_unlink
    keyctl add_key request_key bpf perf_event_open userfaultfd memfd_create memfd_secret mlock mlock2 mlockall
    io_setup io_submit io_uring_setup io_uring_enter io_uring_register inotify_init inotify_init1 inotify_add_watch
    fanotify_init fanotify_mark name_to_handle_at open_by_handle_at seccomp landlock_create_ruleset personality
    acct swapon swapoff reboot kexec_load init_module finit_module delete_module quotactl iopl ioperm
    settimeofday clock_settime adjtimex sethostname setdomainname syslog vhangup
""")

# What a process that answers on sockets it was given needs besides: no new socket but pairs of its own, no connection
# to anywhere, no descriptors sent or received (that is sendmsg and recvmsg).
_SERVING = _words("accept accept4 getsockname getpeername recvfrom shutdown")
# What a process needs besides that holds workers: descriptors are received at a socket that it has. None is made but a
# pair, so there is nobody to connect to.
_HOLDING = _words("""
    sendmsg recvmsg sendto recvfrom getsockopt shutdown pidfd_send_signal
    mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2 truncate utimensat chmod fchmod fchmodat
    symlink symlinkat link linkat flock creat fallocate
""")
_SOCKET_OPTIONS = (socket.SO_TYPE, socket.SO_ERROR, socket.SO_ACCEPTCONN)

_CLONE_THREAD = 0x10000
_CLONE_NEW = 0x7E020080  # every namespace
_CLONE_UNTRACED_PARENT = 0x8000  # CLONE_PARENT
_PR_GET_DUMPABLE, _PR_SET_NAME, _PR_GET_NAME, _PR_GET_NO_NEW_PRIVS = 3, 15, 16, 39
# F_SETOWN and F_SETSIG are not here: with them the kernel would kill a process of the same user on a worker's behalf.
_FCNTL = (
    fcntl.F_DUPFD, fcntl.F_DUPFD_CLOEXEC, fcntl.F_GETFD, fcntl.F_SETFD, fcntl.F_GETFL, fcntl.F_SETFL,
    fcntl.F_GETLK, fcntl.F_GETPIPE_SZ,
)  # fmt: skip
_IOCTL = (termios.TCGETS, termios.TIOCGWINSZ, termios.FIONREAD, termios.FIONBIO, termios.FIOCLEX, termios.FIONCLEX)

_LOW_WORD = 0xFFFFFFFF
_Rules = dict[str, list[Rule]]


def compile_filter(serving: bool = False, holding: bool = False) -> bytes:
    """The filter as BPF instructions, 8 bytes each; see `SystemCallFilter`."""
    forbidden = [Rule(bpf.refuse(errno.EPERM))]
    rules: _Rules = {name: [Rule(bpf.ALLOW)] for name in _ALLOWED} | dict.fromkeys(_FORBIDDEN, forbidden)
    rules |= _with_conditions()
    if serving:
        rules |= _serving()
    if holding:
        rules |= _holding()
    known = numbers()
    named = {known[name]: rule for name, rule in rules.items() if name in known}
    return bpf.assemble(architecture(), named, bpf.refuse(errno.ENOSYS))


def _with_conditions() -> _Rules:
    """Calls that depend on their arguments."""
    allow, forbid = bpf.ALLOW, bpf.refuse(errno.EPERM)
    flags = _CLONE_THREAD | _CLONE_NEW | _CLONE_UNTRACED_PARENT
    return {
        "clone": [Rule(allow, (When(0, _CLONE_THREAD, flags),)), Rule(forbid, (When(0, 0, _CLONE_THREAD),))],
        "prctl": _one_of(0, (_PR_GET_DUMPABLE, _PR_SET_NAME, _PR_GET_NAME, _PR_GET_NO_NEW_PRIVS)),
        "fcntl": _one_of(1, _FCNTL),
        "ioctl": _one_of(1, _IOCTL),
        # Reading one's own limits, never setting any.
        "prlimit64": [Rule(allow, (When(0, 0, _LOW_WORD), When(2, 0))), Rule(forbid)],
        "open": _opening(1),
        "openat": _opening(2),
    }


def _one_of(argument: int, values: Iterable[int]) -> list[Rule]:
    return [Rule(bpf.ALLOW, (When(argument, value, _LOW_WORD),)) for value in values]


def _opening(argument: int) -> list[Rule]:
    """What there is, as it is: nothing is made, nothing cut to length. The rest is decided by what guards files."""
    return [Rule(bpf.ALLOW, (When(argument, 0, os.O_CREAT | os.O_TRUNC),)), Rule(bpf.refuse(errno.EACCES))]


def _serving() -> _Rules:
    """Answer whoever connects to a listening socket; nothing is sent to an address."""
    allow, forbid = bpf.ALLOW, bpf.refuse(errno.EPERM)
    kind = _LOW_WORD & ~(socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK)
    local, stream = int(socket.AF_UNIX), int(socket.SOCK_STREAM)
    option = When(1, socket.SOL_SOCKET, _LOW_WORD)
    return {
        **{name: [Rule(allow)] for name in _SERVING},
        # ZeroMQ gives its threads the policy that they have, and aborts if it cannot: it is told that it did.
        "sched_setscheduler": [Rule(bpf.refuse(0))],
        "sendto": [Rule(allow, (When(4, 0),)), Rule(forbid)],
        "getsockopt": [Rule(allow, (option, When(2, wanted, _LOW_WORD))) for wanted in _SOCKET_OPTIONS],
        "socketpair": [Rule(allow, (When(0, local, _LOW_WORD), When(1, stream, kind)))],
    }


def _holding() -> _Rules:
    """Ask for workers at a socket that is there, hold them, and make files: where, is decided by what guards files."""
    allow, local, stream = [Rule(bpf.ALLOW)], int(socket.AF_UNIX), int(socket.SOCK_STREAM)
    kind = _LOW_WORD & ~(socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK)
    commands = (*_FCNTL, fcntl.F_SETFL, fcntl.F_SETPIPE_SZ, fcntl.F_SETLK, fcntl.F_SETLKW)  # SQLite locks its files
    return {
        **dict.fromkeys(_HOLDING, allow),
        # Connected at both ends for good: an address to send to counts for nothing.
        "socketpair": [Rule(bpf.ALLOW, (When(0, local, _LOW_WORD), When(1, stream, kind)))],
        "open": allow,
        "openat": allow,
        "fcntl": _one_of(1, dict.fromkeys(commands)),
    }


class SystemCallFilter:
    """The filter, compiled in the zygote.

    Args:
        serving: whether the process may answer on listening sockets that it was given. No worker may; a kernel must.
        holding: whether it may hold workers and make files, as an examiner that runs an instructor's cells.
    """

    name = "seccomp"

    def __init__(self, serving: bool = False, holding: bool = False) -> None:
        self._program = compile_filter(serving, holding)

    def apply(self, terms: Terms) -> None:
        """Install it; threads started later inherit it."""
        install(self._program)


def install(program: bytes) -> None:
    """Put a filter on this process, for good."""
    instructions = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("@HP", len(program) // 8, ctypes.addressof(instructions))
    kernel.prctl(kernel.PR_SET_SECCOMP, 2, ctypes.create_string_buffer(header, len(header)))
