/* Where the systems differ: files beside this library, found by its own path, so that a process which loads it needs
 * nothing in its environment. */
#define _GNU_SOURCE
#include "fake.h"
#include <pthread.h>
#include <time.h>

enum { MAX_PATH_LENGTH = 4096 };

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#include <windows.h>

/* Not fopen: it knows no path in another script than the system's, and keeps others from replacing what is open. */
FILE *open_beside(const char *ending, const char *mode) {
  HMODULE library;
  wchar_t path[MAX_PATH_LENGTH];
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                     (const wchar_t *)open_beside, &library);
  DWORD length = GetModuleFileNameW(library, path, MAX_PATH_LENGTH);
  _snwprintf(path + length, MAX_PATH_LENGTH - length, L"%hs", ending);
  DWORD access = mode[0] == 'r' ? GENERIC_READ : mode[0] == 'w' ? GENERIC_WRITE : FILE_APPEND_DATA;
  DWORD found = mode[0] == 'r' ? OPEN_EXISTING : mode[0] == 'w' ? CREATE_ALWAYS : OPEN_ALWAYS;
  DWORD share = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
  HANDLE file = CreateFileW(path, access, share, NULL, found, FILE_ATTRIBUTE_NORMAL, NULL);
  if (file == INVALID_HANDLE_VALUE) return NULL;
  return _fdopen(_open_osfhandle((intptr_t)file, mode[0] == 'a' ? _O_APPEND : 0), mode);
}
#else
#include <dlfcn.h>

FILE *open_beside(const char *ending, const char *mode) {
  Dl_info info;
  char path[MAX_PATH_LENGTH];
  if (dladdr((void *)open_beside, &info) == 0) return NULL;
  snprintf(path, sizeof path, "%s%s", info.dli_fname, ending);
  return fopen(path, mode);
}
#endif

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

void wait_milliseconds(long milliseconds) {
  struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
  while (nanosleep(&time, &time) != 0) continue;
}

void lock_module(void) { pthread_mutex_lock(&mutex); }

void unlock_module(void) { pthread_mutex_unlock(&mutex); }
