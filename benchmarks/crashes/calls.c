/* Counts the system calls that processes make on the files of one folder, and kills at a chosen one.

   Preloaded into all processes of a load, which share one count: a moment is the same for the command and its engine.
   CRASH_FOLDER names the folder, CRASH_STATE a file that holds the struct below. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

struct state {
  atomic_int made; /* calls so far */
  int when;        /* the call to kill at, before it is made; 0 for none */
  int all;         /* whether every process of the load is killed, as by a power cut, or the one that calls */
  char name[36];   /* the call that it was */
};

static struct state *state;
static const char *folder;

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("CRASH_STATE");
  folder = getenv("CRASH_FOLDER");
  int opened = file && folder ? open(file, O_RDWR) : -1;
  if (opened < 0) return;
  void *mapped = mmap(NULL, sizeof(struct state), PROT_READ | PROT_WRITE, MAP_SHARED, opened, 0);
  if (mapped != MAP_FAILED) state = mapped;
  close(opened);
}

static void reach(const char *name, const char *path, int handle) {
  char link[32], target[4096] = "";
  if (!state) return;
  if (!path || path[0] != '/') {
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    if (readlink(link, target, sizeof target - 1) < 0) return;
    path = target;
  }
  if (strncmp(path, folder, strlen(folder))) return;
  if (atomic_fetch_add(&state->made, 1) + 1 != state->when) return;
  strncpy(state->name, name, sizeof state->name - 1);
  kill(state->all ? 0 : getpid(), SIGKILL);
  for (;;) pause();
}

#define CALL(type, name, path, handle, declared, given)          \
  type name declared {                                           \
    static type(*real) declared;                                 \
    if (!real) real = (type(*) declared)dlsym(RTLD_NEXT, #name); \
    reach(#name, path, handle);                                  \
    return real given;                                           \
  }

CALL(ssize_t, write, NULL, fd, (int fd, const void *data, size_t size), (fd, data, size))
CALL(ssize_t, pwrite, NULL, fd, (int fd, const void *data, size_t size, off_t at), (fd, data, size, at))
CALL(ssize_t, pwrite64, NULL, fd, (int fd, const void *data, size_t size, off64_t at), (fd, data, size, at))
CALL(ssize_t, writev, NULL, fd, (int fd, const struct iovec *parts, int count), (fd, parts, count))
CALL(int, ftruncate, NULL, fd, (int fd, off_t size), (fd, size))
CALL(int, ftruncate64, NULL, fd, (int fd, off64_t size), (fd, size))
CALL(int, posix_fallocate, NULL, fd, (int fd, off_t at, off_t size), (fd, at, size))
CALL(int, fsync, NULL, fd, (int fd), (fd))
CALL(int, fdatasync, NULL, fd, (int fd), (fd))
CALL(int, flock, NULL, fd, (int fd, int how), (fd, how))
CALL(int, fchmod, NULL, fd, (int fd, mode_t mode), (fd, mode))
CALL(int, chmod, path, -1, (const char *path, mode_t mode), (path, mode))
CALL(int, mkdir, path, -1, (const char *path, mode_t mode), (path, mode))
CALL(int, rmdir, path, -1, (const char *path), (path))
CALL(int, unlink, path, -1, (const char *path), (path))
CALL(int, unlinkat, path, dir, (int dir, const char *path, int flags), (dir, path, flags))
CALL(int, rename, from, -1, (const char *from, const char *to), (from, to))
CALL(int, renameat, from, dir, (int dir, const char *from, int into, const char *to), (dir, from, into, to))
CALL(ssize_t, copy_file_range, NULL, to, (int from, off64_t *at, int to, off64_t *into, size_t size, unsigned flags),
     (from, at, to, into, size, flags))
CALL(ssize_t, sendfile, NULL, to, (int to, int from, off_t *at, size_t size), (to, from, at, size))
CALL(ssize_t, sendfile64, NULL, to, (int to, int from, off64_t *at, size_t size), (to, from, at, size))
