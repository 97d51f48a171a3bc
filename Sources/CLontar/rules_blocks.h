#pragma once

// The scan for suspicious text by vectors, for scripts whose letters lie in 128 scalars that begin with
// the same byte. Included after the operations of normalize_avx2.c and normalize_neon.c.
//
// A letter has bits for what may not follow it, `before`, and bits for what it may not follow, `after`:
// where two neighbours share one, the exact automaton of rules_scan.c has to look. Bit 7 of `after` stops
// at the letter in any case. The two bits that the last byte lacks of the number of a letter choose,
// with the lowest of the byte before it, one of eight rows of sixteen letters; rows without interest are
// not looked up.

typedef struct pair_constants {
  vector before[8], after[8];
} pair_constants;

/// FF for each byte at which no character of the script ends or goes on, and for controls.
static inline ALWAYS_INLINE vector strange(
  const lontar_suspicion *table, vector text, vector behind_lead, vector behind_second) {
  const vector beyond = v_equal(v_and(text, v_all(0x80)), v_all(0x80));
  const vector known =
    v_or(v_equal(text, v_all(table->lead)), v_or(behind_lead, behind_second));
  const vector second = v_equal(v_and(text, v_all(0xFE)), v_all(table->second));
  const vector third = v_equal(v_and(text, v_all(0xC0)), v_all(0x80));
  const vector wrong = v_or(
    v_and(beyond, v_is_zero(known)),
    v_or(v_and(behind_lead, v_is_zero(second)), v_and(behind_second, v_is_zero(third))));
  // Newlines are the one control that stays.
  const vector control = v_and(v_subtract(v_all(0x20), text), v_is_zero(v_equal(text, v_all(0x0A))));
  return v_or(wrong, v_or(control, v_equal(text, v_all(0x7F))));
}

/// Judges a block; bytes of the result that are not zero are where the exact scan must look.
static inline ALWAYS_INLINE vector judge_pairs(
  const lontar_suspicion *table, const pair_constants *t, vector text, vector back1, vector back2,
  vector *last) {
  const vector behind_lead = v_equal(back1, v_all(table->lead));
  const vector behind_second = v_equal(back2, v_all(table->lead));
  const vector low = v_low(text);
  const vector page = v_and(back1, v_all(1));
  const vector page2 = v_add(page, page);
  const vector row = v_or(v_and(v_high(text), v_all(3)), v_add(page2, page2));
  vector before = v_all(0), after = v_all(0);
  for (int k = 0; k < 8; k++) {
    if (!(table->rows & 1u << k)) continue;
    const vector here = v_equal(row, v_all((uint8_t)k));
    before = v_or(before, v_and(here, v_lookup(t->before[k], low)));
    after = v_or(after, v_and(here, v_lookup(t->after[k], low)));
  }
  const vector ascii = v_is_zero(v_and(text, v_all(0x80)));
  before = v_or(v_and(before, behind_second), v_and(ascii, v_all(table->ascii_before)));
  const vector earlier = v_shift_in(*last, before);
  *last = before;
  return v_or(
    strange(table, text, behind_lead, behind_second),
    v_and(behind_second, v_and(after, v_or(earlier, v_all(0x80)))));
}

/// How many bytes from the start of a letter on pass, of which the first letter is not judged.
static inline ALWAYS_INLINE size_t pass_pairs(
  const lontar_suspicion *table, const uint8_t *in, size_t count) {
  pair_constants t;
  for (int k = 0; k < 8; k++) {
    t.before[k] = v_table(table->pairs + k * 16);
    t.after[k] = v_table(table->pairs + 128 + k * 16);
  }
  vector last = v_all(0);
  size_t i = 0;
  while (count - i >= 2 * WIDTH) {
    const vector first = v_load(in + i), second = v_load(in + i + WIDTH);
    vector wrong1, wrong2;
    if (i > 0 && in[i - 1] < 0x80 && !v_has_high(v_or(first, second))) {
      const vector none = v_all(0);
      wrong1 = strange(table, first, none, none);
      wrong2 = strange(table, second, none, none);
      last = v_all(table->ascii_before);
    } else {
      const vector back1 = i == 0 ? v_after_zero(first, 1) : v_load(in + i - 1);
      const vector back2 = i == 0 ? v_after_zero(first, 2) : v_load(in + i - 2);
      wrong1 = judge_pairs(table, &t, first, back1, back2, &last);
      const uint8_t *const middle = in + i + WIDTH;
      wrong2 = judge_pairs(table, &t, second, v_load(middle - 1), v_load(middle - 2), &last);
    }
    if (!v_all_zero(v_or(wrong1, wrong2))) {
      const mask faults = v_faults(wrong1, first, false);
      if (faults) return i + v_first(faults);
      return i + WIDTH + v_first(v_faults(wrong2, second, false));
    }
    i += 2 * WIDTH;
  }
  return i;
}
