#include "fake.h"
#include <string.h>

/* Fields of fixed length are padded with blanks; what is too long is cut, even within a character. */
static void pad(CK_UTF8CHAR *field, size_t size, const void *text, size_t length) {
  memset(field, ' ', size);
  memcpy(field, text, length < size ? length : size);
}
#define PAD(field, text) pad(field, sizeof field, text, strlen(text))

CK_RV C_GetInfo(CK_INFO_PTR info) {
  ENTER();
  *info = (CK_INFO){.cryptokiVersion = {2, 40}};
  PAD(info->manufacturerID, "Fake");
  PAD(info->libraryDescription, "Fake PKCS#11 for tests");
  return CKR_OK;
}

/* Answers a list into `count` places, or how long it is. */
static CK_RV answer_list(const CK_ULONG *values, CK_ULONG length, CK_ULONG_PTR list, CK_ULONG_PTR count) {
  CK_RV rv = CKR_OK;
  if (list != NULL && *count < length) rv = CKR_BUFFER_TOO_SMALL;
  else if (list != NULL) memcpy(list, values, length * sizeof *list);
  *count = length;
  return rv;
}

CK_RV C_GetSlotList(CK_BBOOL with_token, CK_SLOT_ID_PTR list, CK_ULONG_PTR count) {
  ENTER();
  CK_SLOT_ID slots[MAX_SLOTS];
  CK_ULONG length = 0;
  for (int i = 0; i < script.slot_count; i++)
    if (!with_token || script.slots[i].present) slots[length++] = i;
  return answer_list(slots, length, list, count);
}

CK_RV C_GetSlotInfo(CK_SLOT_ID slot, CK_SLOT_INFO_PTR info) {
  ENTER();
  Token *token;
  CK_RV rv = find_token(slot, &token);
  if (rv == CKR_SLOT_ID_INVALID) return rv;
  *info = (CK_SLOT_INFO){.flags = CKF_REMOVABLE_DEVICE | CKF_HW_SLOT | (token->present ? CKF_TOKEN_PRESENT : 0)};
  PAD(info->slotDescription, "Fake slot");
  PAD(info->manufacturerID, "Fake");
  return CKR_OK;
}

static CK_FLAGS pin_flags(const Token *token) {
  long left = tries_left(token);
  if (!(token->flags & CKF_USER_PIN_INITIALIZED) || left >= token->max_tries) return 0;
  if (left <= 0) return CKF_USER_PIN_LOCKED;
  return CKF_USER_PIN_COUNT_LOW | (left == 1 ? CKF_USER_PIN_FINAL_TRY : 0);
}

CK_RV C_GetTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info) {
  ENTER();
  Token *token;
  CK_RV rv = find_token(slot, &token);
  if (rv != CKR_OK) return rv;
  *info = (CK_TOKEN_INFO){
      .flags = token->flags | pin_flags(token),
      .ulMaxSessionCount = token->max_sessions,
      .ulSessionCount = count_sessions(slot),
      .ulMaxPinLen = 32,
      .ulMinPinLen = 4,
      .ulTotalPublicMemory = CK_UNAVAILABLE_INFORMATION,
      .ulFreePublicMemory = CK_UNAVAILABLE_INFORMATION,
      .ulTotalPrivateMemory = CK_UNAVAILABLE_INFORMATION,
      .ulFreePrivateMemory = CK_UNAVAILABLE_INFORMATION,
  };
  pad(info->label, sizeof info->label, token->label.data, token->label.length);
  pad(info->serialNumber, sizeof info->serialNumber, token->serial.data, token->serial.length);
  PAD(info->manufacturerID, "Fake");
  PAD(info->model, "Fake");
  PAD(info->utcTime, "");
  return CKR_OK;
}

CK_RV C_GetMechanismList(CK_SLOT_ID slot, CK_MECHANISM_TYPE_PTR list, CK_ULONG_PTR count) {
  ENTER();
  Token *token;
  CK_RV rv = find_token(slot, &token);
  if (rv != CKR_OK) return rv;
  return answer_list((const CK_ULONG[]){CKM_RSA_PKCS}, 1, list, count);
}

CK_RV C_GetMechanismInfo(CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO_PTR info) {
  ENTER();
  Token *token;
  CK_RV rv = find_token(slot, &token);
  if (rv != CKR_OK) return rv;
  if (type != CKM_RSA_PKCS) return CKR_MECHANISM_INVALID;
  *info = (CK_MECHANISM_INFO){1024, 4096, CKF_HW | CKF_SIGN};
  return CKR_OK;
}
