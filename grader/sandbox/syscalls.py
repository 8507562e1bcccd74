"""System calls as data: their numbers on each machine, and what a locked-in child gets when it makes one."""

from __future__ import annotations


def names(text: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(text.split())


# Done as asked. What is in none of these tables is refused with EPERM.
ALLOWED = names(
    """
    read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 open openat close close_range fstat
    stat lstat newfstatat statx lseek mmap mprotect munmap mremap madvise brk rt_sigaction rt_sigprocmask
    rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend sigaltstack access faccessat faccessat2 pipe pipe2
    select pselect6 poll ppoll epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2 eventfd
    eventfd2 timerfd_create timerfd_settime timerfd_gettime dup dup2 dup3 nanosleep clock_nanosleep
    gettimeofday time times getpid gettid getppid getuid geteuid getgid getegid
    getgroups getresuid getresgid getpgrp uname flock fsync fdatasync truncate ftruncate fallocate
    fadvise64 getdents getdents64 getcwd chdir fchdir rename renameat renameat2 mkdir mkdirat rmdir unlink
    unlinkat link linkat symlink symlinkat readlink readlinkat umask getrlimit getrusage sysinfo sched_yield
    sched_get_priority_max sched_get_priority_min futex
    futex_waitv set_robust_list get_robust_list rseq membarrier arch_prctl set_tid_address exit exit_group
    restart_syscall statfs fstatfs mincore msync munlock getrandom sendfile copy_file_range wait4 waitid alarm
    setitimer getitimer getcpu get_mempolicy timer_create timer_settime timer_gettime timer_delete
    timer_getoverrun recvfrom shutdown getsockopt getsockname getpeername
    """
)
# Answered with success and not done: so that `shutil.copy` goes on working where Landlock does not look.
PRETENDED = names(
    """
    chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes utimensat futimesat setxattr
    lsetxattr fsetxattr sync syncfs mlock mlock2 mlockall
    """
)
# Answered as an old kernel would, so that libraries fall back to what can be checked.
ABSENT = names("clone3 io_uring_setup io_uring_enter io_uring_register openat2")
# Answered as by a file system without extended attributes, which `shutil.copy2` takes for an answer.
UNSUPPORTED = names("getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr")

MACHINES = ("x86_64", "aarch64")
# name:number on x86_64:number on aarch64, from the kernel's own headers; a dash where the machine has no such call.
TABLE = """
    access:21:- alarm:37:- arch_prctl:158:- brk:12:214 capget:125:90 capset:126:91 chdir:80:49 chmod:90:-
    chown:92:- clock_getres:229:114 clock_gettime:228:113 clock_nanosleep:230:115 clone:56:220 clone3:435:435
    close:3:57 close_range:436:436 copy_file_range:326:285 dup:32:23 dup2:33:- dup3:292:24 epoll_create:213:-
    epoll_create1:291:20 epoll_ctl:233:21 epoll_pwait:281:22 epoll_pwait2:441:441 epoll_wait:232:- eventfd:284:-
    eventfd2:290:19 exit:60:93 exit_group:231:94 faccessat:269:48 faccessat2:439:439 fadvise64:221:223
    fallocate:285:47 fchdir:81:50 fchmod:91:52 fchmodat:268:53 fchmodat2:452:452 fchown:93:55 fchownat:260:54
    fcntl:72:25 fdatasync:75:83 fgetxattr:193:10 flistxattr:196:13 flock:73:32 fsetxattr:190:7 fstat:5:80
    fstatfs:138:44 fsync:74:82 ftruncate:77:46 futex:202:98 futex_waitv:449:449 futimesat:261:- get_mempolicy:239:236
    get_robust_list:274:100 getcpu:309:168 getcwd:79:17 getdents:78:- getdents64:217:61 getegid:108:177
    geteuid:107:175 getgid:104:176 getgroups:115:158 getitimer:36:102 getpeername:52:205 getpgid:121:155
    getpgrp:111:- getpid:39:172 getppid:110:173 getpriority:140:141 getrandom:318:278 getresgid:120:150
    getresuid:118:148 getrlimit:97:163 getrusage:98:165 getsid:124:156 getsockname:51:204 getsockopt:55:209
    gettid:186:178 gettimeofday:96:169 getuid:102:174
    getxattr:191:8 io_uring_enter:426:426 io_uring_register:427:427
    io_uring_setup:425:425 ioctl:16:29 kill:62:129 landlock_add_rule:445:445 landlock_create_ruleset:444:444
    landlock_restrict_self:446:446 lchown:94:- lgetxattr:192:9 link:86:- linkat:265:37 listxattr:194:11
    llistxattr:195:12 lseek:8:62 lsetxattr:189:6 lstat:6:-
    madvise:28:233 mbind:237:235 membarrier:324:283 memfd_create:319:279
    mincore:27:232 mkdir:83:- mkdirat:258:34 mlock:149:228 mlock2:325:284
    mlockall:151:230 mmap:9:222 mount:165:40 mprotect:10:226 mremap:25:216 msync:26:227 munlock:150:229
    munmap:11:215 nanosleep:35:101 newfstatat:262:79 open:2:- openat:257:56 openat2:437:437 pipe:22:-
    pipe2:293:59 pivot_root:155:41 poll:7:- ppoll:271:73 prctl:157:167 pread64:17:67 preadv:295:69
    preadv2:327:286 prlimit64:302:261 pselect6:270:72 pwrite64:18:68 pwritev:296:70 pwritev2:328:287 read:0:63
    readlink:89:- readlinkat:267:78 readv:19:65 recvfrom:45:207 rename:82:- renameat:264:38 renameat2:316:276
    restart_syscall:219:128 rmdir:84:- rseq:334:293 rt_sigaction:13:134 rt_sigpending:127:136
    rt_sigprocmask:14:135 rt_sigreturn:15:139 rt_sigsuspend:130:133 rt_sigtimedwait:128:137
    sched_get_priority_max:146:125 sched_get_priority_min:147:126 sched_getaffinity:204:123
    sched_getparam:143:121 sched_getscheduler:145:120 sched_rr_get_interval:148:127 sched_setaffinity:203:122
    sched_yield:24:124 seccomp:317:277 select:23:- sendfile:40:71 sendto:44:206 set_robust_list:273:99
    set_mempolicy:238:237
    set_tid_address:218:96 setgroups:116:159 setitimer:38:103 setresgid:119:149 setresuid:117:147 setxattr:188:5
    shutdown:48:210 sigaltstack:131:132 socketpair:53:199 stat:4:- statfs:137:43 statx:332:291 symlink:88:-
    symlinkat:266:36 sync:162:81 syncfs:306:267 sysinfo:99:179 tgkill:234:131 time:201:- timer_create:222:107
    timer_delete:226:111 timer_getoverrun:225:109 timer_gettime:224:108 timer_settime:223:110
    timerfd_create:283:85 timerfd_gettime:287:87 timerfd_settime:286:86 times:100:153 truncate:76:45
    umask:95:166 umount2:166:39 uname:63:160 unlink:87:- unlinkat:263:35 unshare:272:97 utime:132:-
    utimensat:280:88 utimes:235:- wait4:61:260 waitid:247:95 write:1:64 writev:20:66
"""


def read_table(text: str) -> dict[str, tuple[int | None, ...]]:
    """The numbers by name, one for each machine."""
    rows = (row.split(":") for row in text.split())
    return {name: tuple(None if each == "-" else int(each) for each in found) for name, *found in rows}


NUMBERS = read_table(TABLE)


def number(name: str, machine: str) -> int | None:
    """The number of a system call on a machine; None where it has none."""
    return NUMBERS[name][MACHINES.index(machine)]
