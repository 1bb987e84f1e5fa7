#include "fake.h"
#include <string.h>

enum { MAX_BYTES = 512 };

CK_RV C_SignInit(CK_SESSION_HANDLE handle, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key) {
  ENTER();
  Session *session;
  CK_RV rv = find_session(handle, &session);
  if (rv != CKR_OK) return rv;
  if (session->key != NULL) return CKR_OPERATION_ACTIVE;
  Object *object = find_object(session, key);
  if (object == NULL) return CKR_KEY_HANDLE_INVALID;
  if (!is_true(object, CKA_SIGN)) return CKR_KEY_FUNCTION_NOT_PERMITTED;
  if (mechanism->mechanism != CKM_RSA_PKCS) return CKR_MECHANISM_INVALID;
  session->key = object;
  session->authenticated = 0;
  return CKR_OK;
}

/* RFC 8017, 9.2 steps 3 to 5; the caller made the DigestInfo. */
static void sign(const Object *key, const CK_BYTE *data, CK_ULONG length, CK_BYTE *signature) {
  const Bytes *modulus = &find_attribute(key, CKA_MODULUS)->value;
  CK_BYTE block[MAX_BYTES];
  memset(block, 0xff, modulus->length);
  block[0] = 0;
  block[1] = 1;
  block[modulus->length - length - 1] = 0;
  memcpy(block + modulus->length - length, data, length);
  rsa_power(modulus, &key->exponent, block, signature);
}

CK_RV C_Sign(CK_SESSION_HANDLE handle, CK_BYTE_PTR data, CK_ULONG length, CK_BYTE_PTR signature,
             CK_ULONG_PTR signature_length) {
  ENTER();
  Session *session;
  CK_RV rv = find_session(handle, &session);
  if (rv != CKR_OK) return rv;
  const Object *key = session->key;
  if (key == NULL) return CKR_OPERATION_NOT_INITIALIZED;
  CK_ULONG needed = find_attribute(key, CKA_MODULUS)->value.length;
  CK_ULONG room = *signature_length;
  *signature_length = needed;
  /* These two leave the signature under way. */
  if (signature == NULL) return CKR_OK;
  if (room < needed) return CKR_BUFFER_TOO_SMALL;
  session->key = NULL;
  if (!logged_in[session->slot]) return CKR_USER_NOT_LOGGED_IN;
  if (is_true(key, CKA_ALWAYS_AUTHENTICATE) && !session->authenticated) return CKR_USER_NOT_LOGGED_IN;
  if (length + 11 > needed) return CKR_DATA_LEN_RANGE;
  sign(key, data, length, signature);
  return CKR_OK;
}
