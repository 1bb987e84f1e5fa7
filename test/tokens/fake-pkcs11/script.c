/*
 * The script is "<library>.script", one command a line (build-fake.ts writes it; H is hex, may be missing for none):
 *   slot                         a slot, empty until the next line says
 *   token LABEL-H SERIAL-H CKF   a token in it, with these flags of CK_TOKEN_INFO
 *   pin TRIES PIN-H              password, and wrong ones in a row until it locks
 *   pad PIN-H                    what is typed on its own keys
 *   sessions N                   the most that may be open
 *   object                       an object, then its attributes:
 *   bytes CKA H, number CKA N
 *   exponent H                   private exponent of a key
 *   fault FUNCTION MS OUTCOME    OUTCOME: go-on, hang, crash, leak or a CKR number
 */
#include "fake.h"
#include <stdlib.h>
#include <string.h>

Script script;

/* Cuts off what stands before `end`; NULL after the last piece. */
static char *piece(char **rest, char end) {
  char *found = *rest;
  if (found == NULL) return NULL;
  *rest = strchr(found, end);
  if (*rest != NULL) *(*rest)++ = 0;
  return found;
}

static char *word(char **line) {
  char *found = piece(line, ' ');
  return found == NULL ? "" : found;
}

static long number(char **line) { return strtol(word(line), NULL, 10); }

static unsigned digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

/* Decodes hex where it stands. */
static Bytes bytes(char **line) {
  char *hex = word(line);
  Bytes value = {(CK_BYTE *)hex, strlen(hex) / 2};
  for (CK_ULONG i = 0; i < value.length; i++) value.data[i] = digit(hex[2 * i]) << 4 | digit(hex[2 * i + 1]);
  return value;
}

/* A CK_ULONG takes no more room than the digits and the zero after them: build-fake.ts writes 16 of them. */
static Bytes ulong_value(char **line) {
  char *digits = word(line);
  CK_ULONG value = strtoul(digits, NULL, 10);
  memcpy(digits, &value, sizeof value);
  return (Bytes){(CK_BYTE *)digits, sizeof value};
}

static Fault fault(char **line) {
  Fault read = {.function = word(line), .milliseconds = number(line)};
  const char *outcome = word(line);
  if (strcmp(outcome, "go-on") == 0) read.outcome = GO_ON;
  else if (strcmp(outcome, "hang") == 0) read.outcome = HANG;
  else if (strcmp(outcome, "crash") == 0) read.outcome = CRASH;
  else if (strcmp(outcome, "leak") == 0) read.outcome = LEAK;
  else {
    read.outcome = FAIL;
    read.rv = strtoul(outcome, NULL, 10);
  }
  return read;
}

static void add_attribute(Object *object, CK_ATTRIBUTE_TYPE type, Bytes value) {
  object->attributes[object->attribute_count++] = (Attribute){type, value};
}

/* Limits are build-fake.ts's affair: it refuses what is too much. */
static void command(Script *into, char *line) {
  Token *token = &into->slots[into->slot_count - 1];
  Object *object = into->slot_count == 0 ? NULL : &token->objects[token->object_count - 1];
  const char *name = word(&line);
  if (strcmp(name, "slot") == 0) into->slot_count++;
  else if (strcmp(name, "token") == 0) {
    token->present = 1;
    token->label = bytes(&line);
    token->serial = bytes(&line);
    token->flags = number(&line);
  } else if (strcmp(name, "pin") == 0) {
    token->max_tries = number(&line);
    token->pin = bytes(&line);
  } else if (strcmp(name, "pad") == 0) token->pad = bytes(&line);
  else if (strcmp(name, "sessions") == 0) token->max_sessions = number(&line);
  else if (strcmp(name, "object") == 0) token->object_count++;
  else if (strcmp(name, "bytes") == 0) {
    CK_ATTRIBUTE_TYPE type = number(&line);
    add_attribute(object, type, bytes(&line));
  } else if (strcmp(name, "number") == 0) {
    CK_ATTRIBUTE_TYPE type = number(&line);
    add_attribute(object, type, ulong_value(&line));
  } else if (strcmp(name, "exponent") == 0) object->exponent = bytes(&line);
  else if (strcmp(name, "fault") == 0) into->faults[into->fault_count++] = fault(&line);
}

static int same_token(const Token *a, const Token *b) {
  return a->present == b->present && a->serial.length == b->serial.length &&
         (a->serial.length == 0 || memcmp(a->serial.data, b->serial.data, a->serial.length) == 0);
}

/* NULL if it cannot be read; the file is replaced, never written to, so it is always whole. */
static char *read_text(void) {
  FILE *file = open_beside(".script", "rb");
  if (file == NULL) return NULL;
  fseek(file, 0, SEEK_END);
  size_t length = ftell(file);
  rewind(file);
  char *text = calloc(1, length + 1);
  if (fread(text, 1, length, file) != length) {
    free(text);
    text = NULL;
  }
  fclose(file);
  return text;
}

void load_script(void) {
  char *text = read_text();
  if (text == NULL || (script.text != NULL && strcmp(text, script.text) == 0)) {
    free(text);
    return;
  }
  Script read = {.text = text, .words = strdup(text)};
  char *rest = read.words;
  for (char *line; (line = piece(&rest, '\n')) != NULL;) command(&read, line);
  for (int i = 0; i < MAX_SLOTS; i++)
    if (!same_token(&script.slots[i], &read.slots[i])) forget_slot(i);
  free(script.text);
  free(script.words);
  script = read;
}
