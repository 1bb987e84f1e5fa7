/* A PKCS#11 module whose tokens and faults come from a script (see script.c), for tests. */
#ifndef FAKE_H
#define FAKE_H

#ifdef _WIN32
/* PKCS#11 v2.40 base, 2.1: structures are packed; elsewhere modules have the compiler's own layout. */
#pragma pack(push, cryptoki, 1)
/* The header takes us for a program that imports these functions. */
#pragma push_macro("__declspec")
#undef __declspec
#define __declspec(attribute)
#endif
#include <pkcs11/pkcs11.h>
#ifdef _WIN32
#pragma pop_macro("__declspec")
#pragma pack(pop, cryptoki)
#endif
#include <stddef.h>
#include <stdio.h>

enum { MAX_SLOTS = 8, MAX_OBJECTS = 16, MAX_ATTRIBUTES = 12, MAX_FAULTS = 16, MAX_SESSIONS = 64 };

typedef struct {
  CK_BYTE *data;
  CK_ULONG length;
} Bytes;

typedef struct {
  CK_ATTRIBUTE_TYPE type;
  Bytes value;
} Attribute;

typedef struct {
  Attribute attributes[MAX_ATTRIBUTES];
  int attribute_count;
  Bytes exponent; /* private, big-endian; empty unless the object is a key */
} Object;

typedef struct {
  int present;
  Bytes label, serial, pin;
  Bytes pad; /* what the user types on the token's own keys; empty: nothing */
  CK_FLAGS flags;
  long max_tries, max_sessions;
  Object objects[MAX_OBJECTS];
  int object_count;
} Token;

typedef struct {
  const char *function;
  long milliseconds;
  enum { GO_ON, HANG, CRASH, LEAK, FAIL } outcome;
  CK_RV rv; /* of FAIL */
} Fault;

typedef struct {
  char *text;           /* as it stands in the file */
  char *words;          /* the same in pieces; all Bytes point into it */
  Token slots[MAX_SLOTS];
  int slot_count;
  Fault faults[MAX_FAULTS];
  int fault_count;
} Script;

typedef struct {
  int used;
  CK_SLOT_ID slot;
  unsigned insertion; /* of the slot when the session was opened */
  CK_FLAGS flags;
  CK_OBJECT_HANDLE found[MAX_OBJECTS];
  int found_count, found_given, finding;
  Object *key; /* of the signature under way */
  int authenticated; /* for this one signature */
} Session;

/* platform.c */
FILE *open_beside(const char *ending, const char *mode); /* "<path of this library><ending>"; mode: rb, wb or ab */
void wait_milliseconds(long milliseconds);
void lock_module(void);
void unlock_module(void);

/* script.c */
extern Script script;
void load_script(void); /* anew if its file says something else than before */

/* rsa.c: out = in ^ exponent mod modulus; all big-endian, in and out as long as the modulus (at most 512 bytes) */
void rsa_power(const Bytes *modulus, const Bytes *exponent, const CK_BYTE *in, CK_BYTE *out);

/* state.c: what a token remembers across processes */
long tries_left(const Token *token);
CK_RV check_pin(const Token *token, const CK_BYTE *pin, CK_ULONG length);
void change_pin(const Token *token, const CK_BYTE *pin, CK_ULONG length);

/* session.c */
extern int initialised;
extern unsigned insertions[MAX_SLOTS]; /* counts tokens put in or pulled */
extern int logged_in[MAX_SLOTS];
CK_RV find_session(CK_SESSION_HANDLE handle, Session **session);
CK_RV find_token(CK_SLOT_ID slot, Token **token);
void forget_slot(CK_SLOT_ID slot);
CK_ULONG count_sessions(CK_SLOT_ID slot);

/* object.c */
const Attribute *find_attribute(const Object *object, CK_ATTRIBUTE_TYPE type);
int is_true(const Object *object, CK_ATTRIBUTE_TYPE type);
Object *find_object(const Session *session, CK_OBJECT_HANDLE handle); /* NULL if there is none that may be seen */

/* module.c: counts the call, does what the script says, then takes the lock until the function returns */
CK_RV enter(const char *function);
void leave(const int *unused);
#define ENTER()                                                                                                        \
  CK_RV entered = enter(__func__);                                                                                     \
  __attribute__((cleanup(leave))) int inside = 0;                                                                      \
  (void)inside;                                                                                                        \
  if (entered != CKR_OK) return entered

#endif
