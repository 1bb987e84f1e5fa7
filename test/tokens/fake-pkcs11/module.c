#include "fake.h"
#include <stdlib.h>
#include <string.h>

static void count_call(const char *function) {
  FILE *file = open_beside(".calls", "ab");
  if (file == NULL) return;
  fprintf(file, "%s\n", function);
  fclose(file);
}

static Fault find_fault(const char *function) {
  for (int i = 0; i < script.fault_count; i++)
    if (strcmp(script.faults[i].function, function) == 0) return script.faults[i];
  return (Fault){.outcome = GO_ON};
}

static Fault read_fault(const char *function) {
  lock_module();
  load_script();
  Fault fault = find_fault(function);
  unlock_module();
  return fault;
}

/* Memory that is used and never given back. */
static void leak(void) {
  enum { BYTES = 200 << 20 };
  static void *volatile lost;
  lost = malloc(BYTES);
  if (lost != NULL) memset(lost, 1, BYTES);
}

CK_RV enter(const char *function) {
  lock_module();
  count_call(function);
  unlock_module();
  Fault fault = read_fault(function);
  wait_milliseconds(fault.milliseconds);
  while (fault.outcome == HANG) {
    wait_milliseconds(10);
    fault = read_fault(function);
  }
  volatile int *volatile nowhere = NULL;
  if (fault.outcome == CRASH) *nowhere = 0;
  if (fault.outcome == LEAK) leak();

  lock_module();
  load_script(); /* a token may have been pulled meanwhile */
  if (fault.outcome == FAIL) return fault.rv;
  return initialised || strcmp(function, "C_Initialize") == 0 ? CKR_OK : CKR_CRYPTOKI_NOT_INITIALIZED;
}

void leave(const int *unused) {
  (void)unused;
  unlock_module();
}

static CK_RV unsupported(void) { return CKR_FUNCTION_NOT_SUPPORTED; }

static CK_FUNCTION_LIST functions = {
    .version = {2, 40},
#define CK_PKCS11_FUNCTION_INFO(name) .name = (CK_##name)unsupported,
#include <pkcs11/pkcs11f.h>
#define OWN(name) .name = name
    OWN(C_Initialize),
    OWN(C_Finalize),
    OWN(C_GetInfo),
    OWN(C_GetFunctionList),
    OWN(C_GetSlotList),
    OWN(C_GetSlotInfo),
    OWN(C_GetTokenInfo),
    OWN(C_GetMechanismList),
    OWN(C_GetMechanismInfo),
    OWN(C_OpenSession),
    OWN(C_CloseSession),
    OWN(C_CloseAllSessions),
    OWN(C_GetSessionInfo),
    OWN(C_Login),
    OWN(C_Logout),
    OWN(C_SetPIN),
    OWN(C_FindObjectsInit),
    OWN(C_FindObjects),
    OWN(C_FindObjectsFinal),
    OWN(C_GetAttributeValue),
    OWN(C_SignInit),
    OWN(C_Sign),
};

CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list) {
  *list = &functions;
  return CKR_OK;
}
