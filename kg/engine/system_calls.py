"""The system calls that the sandbox refuses, with their numbers by machine, x86-64 first and then ARM64.

A dash stands where a machine does not have a call. From ``FIRST_COMMON`` on, the numbers are the same everywhere.
"""

from collections.abc import Iterable

FIRST_COMMON = 424
# landlock_create_ruleset, landlock_add_rule and landlock_restrict_self, which only take rights away.
PERMITTED_COMMON = (444, 445, 446)
_MACHINES = ("x86_64", "aarch64")

NETWORK = "socket 41 198, connect 42 203, bind 49 200, listen 50 201, accept 43 202, accept4 288 242"
PROGRAMS = "execve 59 221, execveat 322 281, fork 57 -, vfork 58 -, uselib 134 -"
PROCESSES = (
    # Their memory and what else the kernel shows of them.
    "ptrace 101 117, process_vm_readv 310 270, process_vm_writev 311 271, kcmp 312 272, move_pages 279 239, "
    "migrate_pages 256 238, userfaultfd 323 282, perf_event_open 298 241, "
    # Signals to them.
    "tkill 200 130, rt_sigqueueinfo 129 138, rt_tgsigqueueinfo 297 240, "
    # Their share of the machine.
    "setpriority 141 140, ioprio_set 251 30, sched_setparam 142 118, sched_setscheduler 144 119, "
    "sched_setaffinity 203 122, sched_setattr 314 274, "
    # What they share by a name or a number.
    "shmget 29 194, shmctl 31 195, shmat 30 196, msgget 68 186, msgctl 71 187, msgrcv 70 188, msgsnd 69 189, "
    "semget 64 190, semctl 66 191, semtimedop 220 192, semop 65 193, mq_open 240 180, mq_unlink 241 181"
)
SYSTEM = (
    "mount 165 40, umount2 166 39, pivot_root 155 41, chroot 161 51, unshare 272 97, setns 308 268, "
    "bpf 321 280, add_key 248 217, request_key 249 218, keyctl 250 219, fanotify_init 300 262, "
    "name_to_handle_at 303 264, open_by_handle_at 304 265, quotactl 179 60, acct 163 89, swapon 167 224, "
    "swapoff 168 225, reboot 169 142, sethostname 170 161, setdomainname 171 162, syslog 103 116, "
    "init_module 175 105, finit_module 313 273, delete_module 176 106, kexec_load 246 104, kexec_file_load 320 294, "
    "settimeofday 164 170, clock_settime 227 112, adjtimex 159 171, clock_adjtime 305 266, personality 135 92, "
    "iopl 172 -, ioperm 173 -, modify_ldt 154 -, vhangup 153 58"
)
FILE_CHANGES = (
    "creat 85 -, truncate 76 45, rename 82 -, renameat 264 38, renameat2 316 276, link 86 -, linkat 265 37, "
    "symlink 88 -, symlinkat 266 36, unlink 87 -, unlinkat 263 35, rmdir 84 -, mkdir 83 -, mkdirat 258 34, "
    "mknod 133 -, mknodat 259 33, chmod 90 -, fchmod 91 52, fchmodat 268 53, chown 92 -, fchown 93 55, lchown 94 -, "
    "fchownat 260 54, utime 132 -, utimes 235 -, futimesat 261 -, utimensat 280 88, setxattr 188 5, lsetxattr 189 6, "
    "fsetxattr 190 7, removexattr 197 14, lremovexattr 198 15, fremovexattr 199 16"
)
# What decides about these are their arguments.
OPEN, OPENAT = "open 2 -", "openat 257 56"
SIGNALS = "kill 62 129, tgkill 234 131"
LIMITS = "prlimit64 302 261"
CLONE = "clone 56 220"


def numbers(machine: str, *calls: str) -> list[int]:
    """The numbers that some calls have on a machine; raises ValueError for a machine that is not known."""
    column = _MACHINES.index(machine) + 1
    return [int(words[column]) for words in _rows(calls) if words[column] != "-"]


def _rows(calls: Iterable[str]) -> Iterable[list[str]]:
    return (row.split() for row in ", ".join(calls).split(", "))
