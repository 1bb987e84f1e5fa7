/* Montgomery multiplication with 32-bit limbs: no library is needed, on no system. Not for secrets: it leaks by time. */
#include "fake.h"
#include <stdint.h>
#include <string.h>

enum { MAX_LIMBS = 4096 / 32 };
typedef uint32_t Number[MAX_LIMBS];

static Number m;
static int limbs;
static uint32_t inverse; /* -1/m mod 2^32 */

static void read_number(Number n, const CK_BYTE *bytes, CK_ULONG length) {
  memset(n, 0, sizeof(Number));
  for (CK_ULONG i = 0; i < length; i++) n[i / 4] |= (uint32_t)bytes[length - 1 - i] << (i % 4 * 8);
}

static int at_least_m(const uint32_t *n) {
  for (int i = limbs - 1; i >= 0; i--)
    if (n[i] != m[i]) return n[i] > m[i];
  return 1;
}

static void subtract_m(uint32_t *n) {
  uint64_t borrow = 0;
  for (int i = 0; i < limbs; i++) {
    uint64_t difference = (uint64_t)n[i] - m[i] - borrow;
    n[i] = (uint32_t)difference;
    borrow = difference >> 63;
  }
}

static void twice(Number n) {
  uint32_t carry = 0;
  for (int i = 0; i < limbs; i++) {
    uint32_t next = n[i] >> 31;
    n[i] = n[i] << 1 | carry;
    carry = next;
  }
  if (carry || at_least_m(n)) subtract_m(n);
}

/* a = a * b / 2^(32 limbs) mod m */
static void multiply(Number a, const Number b) {
  uint32_t t[MAX_LIMBS + 2] = {0};
  for (int i = 0; i < limbs; i++) {
    uint64_t sum = 0;
    for (int j = 0; j < limbs; j++) {
      sum = t[j] + (uint64_t)a[j] * b[i] + (sum >> 32);
      t[j] = (uint32_t)sum;
    }
    sum = t[limbs] + (sum >> 32);
    t[limbs] = (uint32_t)sum;
    t[limbs + 1] = sum >> 32;

    uint32_t q = t[0] * inverse;
    sum = t[0] + (uint64_t)q * m[0];
    for (int j = 1; j < limbs; j++) {
      sum = t[j] + (uint64_t)q * m[j] + (sum >> 32);
      t[j - 1] = (uint32_t)sum;
    }
    sum = t[limbs] + (sum >> 32);
    t[limbs - 1] = (uint32_t)sum;
    t[limbs] = t[limbs + 1] + (sum >> 32);
  }
  if (t[limbs] || at_least_m(t)) subtract_m(t);
  memcpy(a, t, limbs * sizeof *t);
}

void rsa_power(const Bytes *modulus, const Bytes *exponent, const CK_BYTE *in, CK_BYTE *out) {
  read_number(m, modulus->data, modulus->length);
  limbs = (modulus->length + 3) / 4;
  uint32_t x = 1;
  for (int i = 0; i < 5; i++) x *= 2 - m[0] * x; /* Newton: each step doubles the bits that are right */
  inverse = -x;

  Number one = {1}, factor, result, base;
  for (int i = 0; i < 32 * limbs; i++) twice(one); /* 2^(32 limbs), the 1 of Montgomery's form */
  memcpy(result, one, sizeof result);
  memcpy(factor, one, sizeof factor);
  for (int i = 0; i < 32 * limbs; i++) twice(factor);
  read_number(base, in, modulus->length);
  multiply(base, factor);
  for (CK_ULONG bit = 0; bit < exponent->length * 8; bit++) {
    multiply(result, result);
    if (exponent->data[bit / 8] >> (7 - bit % 8) & 1) multiply(result, base);
  }
  Number plain = {1};
  multiply(result, plain);
  for (CK_ULONG i = 0; i < modulus->length; i++) out[modulus->length - 1 - i] = result[i / 4] >> (i % 4 * 8);
}
