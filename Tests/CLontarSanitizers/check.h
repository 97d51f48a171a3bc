#pragma once

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Helpers of the driver that feeds the C core under sanitizers.

/// Ends the program with the place of a check that does not hold.
#define CHECK(condition)                                                                 \
  do {                                                                                   \
    if (!(condition)) {                                                                  \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                    \
      abort();                                                                           \
    }                                                                                    \
  } while (0)

/// Bytes on the heap, in a block of exactly their count, so that a read behind them is found.
typedef struct bytes {
  uint8_t *data;
  size_t count;
} bytes;

static inline bytes bytes_copy(const uint8_t *data, size_t count) {
  bytes copy = {NULL, count};
  if (count > 0) {
    copy.data = malloc(count);
    CHECK(copy.data != NULL);
    memcpy(copy.data, data, count);
  }
  return copy;
}

static inline void bytes_free(bytes *text) {
  free(text->data);
  *text = (bytes){NULL, 0};
}

/// SplitMix64.
static inline uint64_t random_next(uint64_t *state) {
  uint64_t z = (*state += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

static inline size_t random_below(uint64_t *state, size_t bound) {
  return (size_t)(random_next(state) % bound);
}

/// Every entry point of CLontar.h has a function here that feeds it one text, of any bytes.
void check_validation(const bytes *text);
void check_normalization(const bytes *text);
void check_normalize(const bytes *text);
/// In the one form that the last byte names.
void check_normalize_once(const bytes *text);
void check_stable_prefix_once(const bytes *text);
void check_check(const bytes *text);
void check_stable_prefix(const bytes *text);
void check_stream_safe(const bytes *text);
void check_edits_of_icu(const bytes *text);
void check_masks(const bytes *text);
void check_pattern(const bytes *text);
void check_rule_scan(const bytes *text);
void check_breaks(const bytes *text, uint64_t *random);
void check_legacy(const bytes *text, uint64_t *random);
void check_zawgyi(const bytes *text);
void check_mojibake(const bytes *text);
void check_evidence(const bytes *text);

/// What needs no text: refusals, versions, names.
void check_refusals(void);
void check_rules(void);
