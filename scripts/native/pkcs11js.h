/*
 * Included before each source of pkcs11js, whose own code stays as it is. Two things that it does not offer:
 *
 * - A password that is typed on the token: PKCS#11 (v2.40 §5.6) wants NULL_PTR for it. pkcs11js can only pass a
 *   string, so the empty one becomes NULL_PTR where it casts a password.
 * - Labels in GBK: pkcs11js decodes all text as UTF-8, which loses other bytes. As Latin-1 each byte is one character.
 */
#include "common.h"

class PasswordOrNull {
public:
  explicit PasswordOrNull(char *text) : text_(reinterpret_cast<CK_UTF8CHAR *>(text)) {}
  operator CK_UTF8CHAR *() const { return *text_ == 0 ? nullptr : text_; }

  /* The clock of a token has the same type in pkcs11js, and is read as it is. */
  PasswordOrNull(CK_CHAR *time) : text_(time) {}
  explicit operator char *() const { return reinterpret_cast<char *>(text_); }

private:
  CK_UTF8CHAR *text_;
};

#define CK_UTF8CHAR_PTR PasswordOrNull
#define napi_create_string_utf8 napi_create_string_latin1
