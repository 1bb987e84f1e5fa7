#include "fake.h"
#include <string.h>

const Attribute *find_attribute(const Object *object, CK_ATTRIBUTE_TYPE type) {
  for (int i = 0; i < object->attribute_count; i++)
    if (object->attributes[i].type == type) return &object->attributes[i];
  return NULL;
}

int is_true(const Object *object, CK_ATTRIBUTE_TYPE type) {
  const Attribute *attribute = find_attribute(object, type);
  return attribute != NULL && attribute->value.length == 1 && attribute->value.data[0];
}

Object *find_object(const Session *session, CK_OBJECT_HANDLE handle) {
  Token *token = &script.slots[session->slot];
  if (handle == 0 || handle > (CK_ULONG)token->object_count) return NULL;
  Object *object = &token->objects[handle - 1];
  return is_true(object, CKA_PRIVATE) && !logged_in[session->slot] ? NULL : object;
}

static int matches(const Object *object, CK_ATTRIBUTE_PTR wanted, CK_ULONG count) {
  for (CK_ULONG i = 0; i < count; i++) {
    const Attribute *own = find_attribute(object, wanted[i].type);
    if (own == NULL || own->value.length != wanted[i].ulValueLen) return 0;
    if (own->value.length > 0 && memcmp(own->value.data, wanted[i].pValue, own->value.length) != 0) return 0;
  }
  return 1;
}

CK_RV C_FindObjectsInit(CK_SESSION_HANDLE handle, CK_ATTRIBUTE_PTR wanted, CK_ULONG count) {
  ENTER();
  Session *session;
  CK_RV rv = find_session(handle, &session);
  if (rv != CKR_OK) return rv;
  if (session->finding) return CKR_OPERATION_ACTIVE;
  session->finding = 1;
  session->found_count = session->found_given = 0;
  for (CK_OBJECT_HANDLE i = 1; i <= (CK_ULONG)script.slots[session->slot].object_count; i++) {
    const Object *object = find_object(session, i);
    if (object != NULL && matches(object, wanted, count)) session->found[session->found_count++] = i;
  }
  return CKR_OK;
}

CK_RV C_FindObjects(CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE_PTR objects, CK_ULONG most, CK_ULONG_PTR count) {
  ENTER();
  Session *session;
  CK_RV rv = find_session(handle, &session);
  if (rv != CKR_OK) return rv;
  if (!session->finding) return CKR_OPERATION_NOT_INITIALIZED;
  for (*count = 0; *count < most && session->found_given < session->found_count; (*count)++)
    objects[*count] = session->found[session->found_given++];
  return CKR_OK;
}

CK_RV C_FindObjectsFinal(CK_SESSION_HANDLE handle) {
  ENTER();
  Session *session;
  CK_RV rv = find_session(handle, &session);
  if (rv != CKR_OK) return rv;
  if (!session->finding) return CKR_OPERATION_NOT_INITIALIZED;
  session->finding = 0;
  return CKR_OK;
}

static CK_RV get_attribute(const Object *object, CK_ATTRIBUTE_PTR wanted) {
  const Attribute *own = find_attribute(object, wanted->type);
  CK_ULONG room = wanted->ulValueLen;
  wanted->ulValueLen = CK_UNAVAILABLE_INFORMATION;
  if (wanted->type == CKA_PRIVATE_EXPONENT && object->exponent.length > 0) return CKR_ATTRIBUTE_SENSITIVE;
  if (own == NULL) return CKR_ATTRIBUTE_TYPE_INVALID;
  if (wanted->pValue != NULL && room < own->value.length) return CKR_BUFFER_TOO_SMALL;
  wanted->ulValueLen = own->value.length;
  if (wanted->pValue != NULL) memcpy(wanted->pValue, own->value.data, own->value.length);
  return CKR_OK;
}

CK_RV C_GetAttributeValue(CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE object_handle, CK_ATTRIBUTE_PTR wanted,
                          CK_ULONG count) {
  ENTER();
  Session *session;
  CK_RV rv = find_session(handle, &session);
  if (rv != CKR_OK) return rv;
  const Object *object = find_object(session, object_handle);
  if (object == NULL) return CKR_OBJECT_HANDLE_INVALID;
  for (CK_ULONG i = 0; i < count; i++) {
    CK_RV failed = get_attribute(object, &wanted[i]);
    if (failed != CKR_OK) rv = failed; /* the other attributes are answered all the same */
  }
  return rv;
}
