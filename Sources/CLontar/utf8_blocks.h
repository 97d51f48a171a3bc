#pragma once

// Validation by vectors, after Keiser and Lemire, "Validating UTF-8 In Less Than One Instruction Per
// Byte" (2021): sixteen-entry tables give the faults that the halves of a byte and of the one before
// may have a part in, and what all three name is there. Included after the operations of
// normalize_avx2.c and normalize_neon.c.

enum {
  TOO_SHORT = 1 << 0,  // a lead without what follows it
  TOO_LONG = 1 << 1,   // ASCII with a continuation
  OVERLONG_3 = 1 << 2,
  TOO_LARGE = 1 << 3,
  SURROGATE = 1 << 4,
  OVERLONG_2 = 1 << 5,
  TOO_LARGE_1000 = 1 << 6,
  OVERLONG_4 = 1 << 6,
  TWO_CONTINUATIONS = 1 << 7,
  CARRY = TOO_SHORT | TOO_LONG | TWO_CONTINUATIONS,
  LARGE = CARRY | TOO_LARGE | TOO_LARGE_1000,
  SECOND = TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS,
};

static const uint8_t first_high[16] = {
  TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
  TWO_CONTINUATIONS, TWO_CONTINUATIONS, TWO_CONTINUATIONS, TWO_CONTINUATIONS,
  TOO_SHORT | OVERLONG_2, TOO_SHORT, TOO_SHORT | OVERLONG_3 | SURROGATE,
  TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4,
};
static const uint8_t first_low[16] = {
  CARRY | OVERLONG_2 | OVERLONG_3 | OVERLONG_4, CARRY | OVERLONG_2, CARRY, CARRY,
  CARRY | TOO_LARGE, LARGE, LARGE, LARGE, LARGE, LARGE, LARGE, LARGE, LARGE,
  LARGE | SURROGATE, LARGE, LARGE,
};
static const uint8_t second_high[16] = {
  TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
  SECOND | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4, SECOND | OVERLONG_3 | TOO_LARGE,
  SECOND | SURROGATE | TOO_LARGE, SECOND | SURROGATE | TOO_LARGE,
  TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
};

/// How many bytes from the start are well-formed but for what may be cut off at their end; a multiple
/// of the width.
static inline ALWAYS_INLINE size_t validate_blocks(const uint8_t *in, size_t count) {
  const vector high1 = v_table(first_high), low1 = v_table(first_low), high2 = v_table(second_high);
  size_t i = 0;
  while (count - i >= 2 * WIDTH) {
    const vector first = v_load(in + i), second = v_load(in + i + WIDTH);
    if (!v_has_high(v_or(first, second))) {
      if (i > 0 && (in[i - 1] >= 0xC0 || in[i - 2] >= 0xE0 || in[i - 3] >= 0xF0)) return i;
      i += 2 * WIDTH;
      continue;
    }
    vector wrong = v_all(0);
    for (int half = 0; half < 2; half++) {
      const uint8_t *const at = in + i + (half ? WIDTH : 0);
      const vector text = half ? second : first;
      const vector back1 = at == in ? v_after_zero(text, 1) : v_load(at - 1);
      const vector back2 = at == in ? v_after_zero(text, 2) : v_load(at - 2);
      const vector back3 = at == in ? v_after_zero(text, 3) : v_load(at - 3);
      const vector faults = v_and(
        v_and(v_lookup(high1, v_high(back1)), v_lookup(low1, v_low(back1))),
        v_lookup(high2, v_high(text)));
      const vector must = v_or(v_subtract(back2, v_all(0x60)), v_subtract(back3, v_all(0x70)));
      wrong = v_or(wrong, v_xor(faults, v_and(must, v_all(0x80))));
    }
    if (!v_all_zero(wrong)) return i;
    i += 2 * WIDTH;
  }
  return i;
}
