#include "fake.h"
#include <string.h>

enum { MIN_PIN = 4, MAX_PIN = 32 };

int initialised;
unsigned insertions[MAX_SLOTS];
int logged_in[MAX_SLOTS];
static Session sessions[MAX_SESSIONS];

CK_RV find_token(CK_SLOT_ID slot, Token **token) {
  if (slot >= (CK_ULONG)script.slot_count) return CKR_SLOT_ID_INVALID;
  *token = &script.slots[slot];
  return (*token)->present ? CKR_OK : CKR_TOKEN_NOT_PRESENT;
}

/* Handles start at 1. A session of a token that was pulled stays open and answers this until it is closed. */
CK_RV find_session(CK_SESSION_HANDLE handle, Session **session) {
  if (handle == 0 || handle > MAX_SESSIONS || !sessions[handle - 1].used) return CKR_SESSION_HANDLE_INVALID;
  *session = &sessions[handle - 1];
  return (*session)->insertion == insertions[(*session)->slot] ? CKR_OK : CKR_DEVICE_REMOVED;
}

void forget_slot(CK_SLOT_ID slot) {
  insertions[slot]++;
  logged_in[slot] = 0;
}

static int is_open(const Session *session, CK_SLOT_ID slot) {
  return session->used && session->slot == slot && session->insertion == insertions[slot];
}

CK_ULONG count_sessions(CK_SLOT_ID slot) {
  CK_ULONG count = 0;
  for (int i = 0; i < MAX_SESSIONS; i++) count += is_open(&sessions[i], slot);
  return count;
}

/* As modules do that talk to a daemon: without locks of the system they refuse. */
CK_RV C_Initialize(CK_VOID_PTR arguments) {
  ENTER();
  const CK_C_INITIALIZE_ARGS *locks = arguments;
  if (locks == NULL || !(locks->flags & CKF_OS_LOCKING_OK)) return CKR_CANT_LOCK;
  if (initialised) return CKR_CRYPTOKI_ALREADY_INITIALIZED;
  initialised = 1;
  return CKR_OK;
}

CK_RV C_Finalize(CK_VOID_PTR reserved) {
  (void)reserved;
  ENTER();
  initialised = 0;
  memset(sessions, 0, sizeof sessions);
  memset(logged_in, 0, sizeof logged_in);
  return CKR_OK;
}

CK_RV C_OpenSession(CK_SLOT_ID slot, CK_FLAGS flags, CK_VOID_PTR application, CK_NOTIFY notify,
                    CK_SESSION_HANDLE_PTR handle) {
  (void)application, (void)notify;
  ENTER();
  Token *token;
  CK_RV rv = find_token(slot, &token);
  if (rv != CKR_OK) return rv;
  if (!(flags & CKF_SERIAL_SESSION)) return CKR_SESSION_PARALLEL_NOT_SUPPORTED;
  if (!(token->flags & CKF_TOKEN_INITIALIZED)) return CKR_TOKEN_NOT_RECOGNIZED;
  if (count_sessions(slot) >= (CK_ULONG)token->max_sessions) return CKR_SESSION_COUNT;
  for (int i = 0; i < MAX_SESSIONS; i++) {
    if (sessions[i].used) continue;
    sessions[i] = (Session){.used = 1, .slot = slot, .insertion = insertions[slot], .flags = flags};
    *handle = i + 1;
    return CKR_OK;
  }
  return CKR_SESSION_COUNT;
}

/* As the standard says: with a token's last session ends its login. */
static void close_session(Session *session) {
  session->used = 0;
  if (count_sessions(session->slot) == 0) logged_in[session->slot] = 0;
}

CK_RV C_CloseSession(CK_SESSION_HANDLE handle) {
  ENTER();
  Session *session;
  if (find_session(handle, &session) == CKR_SESSION_HANDLE_INVALID) return CKR_SESSION_HANDLE_INVALID;
  close_session(session);
  return CKR_OK;
}

CK_RV C_CloseAllSessions(CK_SLOT_ID slot) {
  ENTER();
  if (slot >= (CK_ULONG)script.slot_count) return CKR_SLOT_ID_INVALID;
  for (int i = 0; i < MAX_SESSIONS; i++)
    if (sessions[i].used && sessions[i].slot == slot) close_session(&sessions[i]);
  return CKR_OK;
}

CK_RV C_GetSessionInfo(CK_SESSION_HANDLE handle, CK_SESSION_INFO_PTR info) {
  ENTER();
  Session *session;
  CK_RV rv = find_session(handle, &session);
  if (rv != CKR_OK) return rv;
  int user = logged_in[session->slot];
  CK_STATE read_only = user ? CKS_RO_USER_FUNCTIONS : CKS_RO_PUBLIC_SESSION;
  CK_STATE read_write = user ? CKS_RW_USER_FUNCTIONS : CKS_RW_PUBLIC_SESSION;
  *info = (CK_SESSION_INFO){session->slot, session->flags & CKF_RW_SESSION ? read_write : read_only, session->flags, 0};
  return CKR_OK;
}

/* On a token with keys of its own no password comes from the computer. */
static CK_RV authenticate(const Token *token, CK_UTF8CHAR_PTR pin, CK_ULONG length) {
  if (!(token->flags & CKF_PROTECTED_AUTHENTICATION_PATH)) return check_pin(token, pin, length);
  if (pin != NULL || length > 0) return CKR_ARGUMENTS_BAD;
  if (token->pad.length == 0) return CKR_FUNCTION_CANCELED;
  return check_pin(token, token->pad.data, token->pad.length);
}

CK_RV C_Login(CK_SESSION_HANDLE handle, CK_USER_TYPE user, CK_UTF8CHAR_PTR pin, CK_ULONG length) {
  ENTER();
  Session *session;
  Token *token;
  CK_RV rv = find_session(handle, &session);
  if (rv == CKR_OK) rv = find_token(session->slot, &token);
  if (rv != CKR_OK) return rv;
  if (user == CKU_CONTEXT_SPECIFIC) {
    if (session->key == NULL) return CKR_OPERATION_NOT_INITIALIZED;
    rv = authenticate(token, pin, length);
    if (rv == CKR_OK) session->authenticated = 1;
    return rv;
  }
  if (user != CKU_USER) return CKR_USER_TYPE_INVALID;
  if (logged_in[session->slot]) return CKR_USER_ALREADY_LOGGED_IN;
  rv = authenticate(token, pin, length);
  if (rv == CKR_OK) logged_in[session->slot] = 1;
  return rv;
}

CK_RV C_Logout(CK_SESSION_HANDLE handle) {
  ENTER();
  Session *session;
  CK_RV rv = find_session(handle, &session);
  if (rv != CKR_OK) return rv;
  if (!logged_in[session->slot]) return CKR_USER_NOT_LOGGED_IN;
  logged_in[session->slot] = 0;
  return CKR_OK;
}

CK_RV C_SetPIN(CK_SESSION_HANDLE handle, CK_UTF8CHAR_PTR old, CK_ULONG old_length, CK_UTF8CHAR_PTR pin,
               CK_ULONG length) {
  ENTER();
  Session *session;
  Token *token;
  CK_RV rv = find_session(handle, &session);
  if (rv == CKR_OK) rv = find_token(session->slot, &token);
  if (rv != CKR_OK) return rv;
  if (!(session->flags & CKF_RW_SESSION)) return CKR_SESSION_READ_ONLY;
  int typed_on_token = (token->flags & CKF_PROTECTED_AUTHENTICATION_PATH) != 0;
  if (typed_on_token && (pin != NULL || length > 0)) return CKR_ARGUMENTS_BAD;
  if (!typed_on_token && (length < MIN_PIN || length > MAX_PIN)) return CKR_PIN_LEN_RANGE;
  rv = authenticate(token, old, old_length);
  /* What is typed as the new one stays the script's. */
  if (rv == CKR_OK && !typed_on_token) change_pin(token, pin, length);
  return rv;
}
