"""The system-call filter: an allow-list by name, compiled once by libseccomp and installed by each worker.

Threads yes; processes, programs, sockets, signals, other processes' properties, and every change to the file system no.
"""

import ctypes
import errno
import fcntl
import os
import socket
import struct
import termios

from . import kernel
from .base import Terms


def _words(text: str) -> list[str]:
    return text.split()


_ALLOWED = _words("""
    read readv pread64 preadv preadv2 write writev pwrite64 pwritev pwritev2 lseek close close_range dup dup2 dup3
    pipe pipe2
    sendfile copy_file_range newfstatat fstatat64 fstat stat lstat statx fstatfs statfs access faccessat faccessat2
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

_ALLOW = 0x7FFF0000
_KILL_PROCESS = 0x80000000
_NOT_EQUAL, _EQUAL, _MASKED_EQUAL = 1, 4, 7
_ATTRIBUTE_BAD_ARCHITECTURE, _ATTRIBUTE_OPTIMIZE = 2, 8
_LOW_WORD = 0xFFFFFFFF


class _Comparison(ctypes.Structure):
    _fields_ = (
        ("argument", ctypes.c_uint),
        ("operator", ctypes.c_int),
        ("a", ctypes.c_uint64),
        ("b", ctypes.c_uint64),
    )


def _errno(number: int) -> int:
    return 0x00050000 | number


def _masked(argument: int, mask: int, value: int) -> _Comparison:
    return _Comparison(argument, _MASKED_EQUAL, mask, value)


class _Builder:
    """The few functions of libseccomp that are needed."""

    def __init__(self) -> None:
        try:
            self._lib = ctypes.CDLL("libseccomp.so.2")
        except OSError:
            raise OSError(errno.ENOENT, "libseccomp.so.2 is not installed (package libseccomp2)") from None
        self._lib.seccomp_init.restype = ctypes.c_void_p
        self._lib.seccomp_init.argtypes = [ctypes.c_uint32]
        self._context = ctypes.c_void_p(self._lib.seccomp_init(_errno(errno.ENOSYS)))
        if not self._context:
            raise OSError(errno.EINVAL, "libseccomp cannot make a filter")
        # Another architecture's system calls (i386, x32) would not mean what the filter takes them for.
        self._lib.seccomp_attr_set(self._context, _ATTRIBUTE_BAD_ARCHITECTURE, ctypes.c_uint32(_KILL_PROCESS))
        self._lib.seccomp_attr_set(self._context, _ATTRIBUTE_OPTIMIZE, ctypes.c_uint32(2))

    def rule(self, action: int, name: str, *comparisons: _Comparison) -> None:
        """Add a rule for a system call; names that this architecture or libseccomp does not know are left out."""
        number = self._lib.seccomp_syscall_resolve_name(name.encode())
        if number < 0:
            return
        array = (_Comparison * len(comparisons))(*comparisons)
        result = self._lib.seccomp_rule_add_array(
            self._context, ctypes.c_uint32(action), ctypes.c_int(number), ctypes.c_uint(len(comparisons)), array
        )
        if result < 0:
            raise OSError(-result, f"libseccomp refuses a rule for {name}")

    def program(self) -> bytes:
        """The finished filter as BPF instructions."""
        reader, writer = os.pipe()
        try:
            result = self._lib.seccomp_export_bpf(self._context, writer)
            os.close(writer)
            writer = -1
            if result < 0:
                raise OSError(-result, "libseccomp cannot export the filter")
            parts = iter(lambda: os.read(reader, 1 << 16), b"")
            return b"".join(parts)
        finally:
            os.close(reader)
            if writer >= 0:
                os.close(writer)
            self._lib.seccomp_release(self._context)


def compile_filter(serving: bool = False) -> bytes:
    """The filter as BPF instructions, 8 bytes each; see `SystemCallFilter`."""
    builder = _Builder()
    for name in _ALLOWED:
        builder.rule(_ALLOW, name)
    granted = {*_SERVING, "sendto", "getsockopt", "socketpair", "sched_setscheduler"} if serving else set()
    for name in _FORBIDDEN:
        if name not in granted:
            builder.rule(_errno(errno.EPERM), name)
    if serving:
        _allow_serving(builder)
    flags = _CLONE_THREAD | _CLONE_NEW | _CLONE_UNTRACED_PARENT
    builder.rule(_ALLOW, "clone", _masked(0, flags, _CLONE_THREAD))
    builder.rule(_errno(errno.EPERM), "clone", _masked(0, _CLONE_THREAD, 0))
    for value in (_PR_GET_DUMPABLE, _PR_SET_NAME, _PR_GET_NAME, _PR_GET_NO_NEW_PRIVS):
        builder.rule(_ALLOW, "prctl", _masked(0, _LOW_WORD, value))
    for value in _FCNTL:
        builder.rule(_ALLOW, "fcntl", _masked(1, _LOW_WORD, value))
    for value in _IOCTL:
        builder.rule(_ALLOW, "ioctl", _masked(1, _LOW_WORD, value))
    # Reading one's own limits, never setting any.
    builder.rule(_ALLOW, "prlimit64", _masked(0, _LOW_WORD, 0), _Comparison(2, _EQUAL, 0, 0))
    for argument in (0, 2):
        builder.rule(_errno(errno.EPERM), "prlimit64", _Comparison(argument, _NOT_EQUAL, 0, 0))
    _allow_opening(builder, "open", 1)
    _allow_opening(builder, "openat", 2)
    return builder.program()


def _allow_serving(builder: _Builder) -> None:
    """Answer whoever connects to a listening socket; nothing is sent to an address."""
    for name in _SERVING:
        builder.rule(_ALLOW, name)
    # ZeroMQ gives its threads the policy that they have, and aborts if it cannot: it is told that it did.
    builder.rule(_errno(0), "sched_setscheduler")
    builder.rule(_ALLOW, "sendto", _Comparison(4, _EQUAL, 0, 0))
    builder.rule(_errno(errno.EPERM), "sendto", _Comparison(4, _NOT_EQUAL, 0, 0))
    for option in _SOCKET_OPTIONS:
        builder.rule(_ALLOW, "getsockopt", _masked(1, _LOW_WORD, socket.SOL_SOCKET), _masked(2, _LOW_WORD, option))
    kind = _LOW_WORD & ~(socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK)
    local, stream = int(socket.AF_UNIX), int(socket.SOCK_STREAM)
    builder.rule(_ALLOW, "socketpair", _masked(0, _LOW_WORD, local), _masked(1, kind, stream))


def _allow_opening(builder: _Builder, name: str, argument: int) -> None:
    """Landlock decides, except that its first versions let O_RDONLY|O_TRUNC truncate a file."""
    builder.rule(_ALLOW, name, _masked(argument, os.O_TRUNC, 0))
    for mode in (os.O_WRONLY, os.O_RDWR):
        builder.rule(_ALLOW, name, _masked(argument, os.O_ACCMODE, mode))


class SystemCallFilter:
    """The filter, compiled in the zygote.

    Args:
        serving: whether the process may answer on listening sockets that it was given. No worker may; a kernel must.
    """

    name = "seccomp"

    def __init__(self, serving: bool = False) -> None:
        self._program = compile_filter(serving)

    def apply(self, terms: Terms) -> None:
        """Install it; threads started later inherit it."""
        instructions = ctypes.create_string_buffer(self._program, len(self._program))
        header = struct.pack("@HP", len(self._program) // 8, ctypes.addressof(instructions))
        kernel.prctl(kernel.PR_SET_SECCOMP, 2, ctypes.create_string_buffer(header, len(header)))
