#define _GNU_SOURCE
#include "fake.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

/* By the library's own path, so that a process which loads it needs nothing in its environment. */
void module_file(char *path, const char *ending) {
  Dl_info info;
  const char *library = dladdr((void *)module_file, &info) ? info.dli_fname : "fake";
  snprintf(path, MAX_PATH_LENGTH, "%s%s", library, ending);
}

void wait_milliseconds(long milliseconds) {
  struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
  while (nanosleep(&time, &time) != 0) continue;
}

void lock_module(void) { pthread_mutex_lock(&mutex); }

void unlock_module(void) { pthread_mutex_unlock(&mutex); }
