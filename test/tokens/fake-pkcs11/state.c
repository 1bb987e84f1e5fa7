/* What a token keeps in itself when processes end: wrong tries and a changed password, in "<library>.<serial>.state". */
#include "fake.h"
#include <string.h>

enum { MAX_PIN = 64 };

typedef struct {
  long wrong;
  CK_ULONG length;
  CK_BYTE pin[MAX_PIN];
} State;

static FILE *open_state(const Token *token, const char *mode) {
  char ending[128];
  snprintf(ending, sizeof ending, ".%.*s.state", (int)token->serial.length, (const char *)token->serial.data);
  return open_beside(ending, mode);
}

static State read_state(const Token *token) {
  State state = {.length = token->pin.length};
  memcpy(state.pin, token->pin.data, token->pin.length);
  FILE *file = open_state(token, "rb");
  if (file != NULL) {
    State stored;
    if (fread(&stored, sizeof stored, 1, file) == 1) state = stored;
    fclose(file);
  }
  return state;
}

static void write_state(const Token *token, const State *state) {
  FILE *file = open_state(token, "wb");
  if (file == NULL) return;
  fwrite(state, sizeof *state, 1, file);
  fclose(file);
}

long tries_left(const Token *token) { return token->max_tries - read_state(token).wrong; }

CK_RV check_pin(const Token *token, const CK_BYTE *pin, CK_ULONG length) {
  State state = read_state(token);
  if (state.wrong >= token->max_tries) return CKR_PIN_LOCKED;
  int right = length == state.length && memcmp(pin, state.pin, length) == 0;
  state.wrong = right ? 0 : state.wrong + 1;
  write_state(token, &state);
  return right ? CKR_OK : CKR_PIN_INCORRECT;
}

void change_pin(const Token *token, const CK_BYTE *pin, CK_ULONG length) {
  State state = {.length = length};
  memcpy(state.pin, pin, length);
  write_state(token, &state);
}
