#include <string.h>

#include "normalize.h"
#include "utf8_step.h"

// Finds the first place at which a rule might have something to do. Each scalar has a class, and an
// automaton over classes says what looks suspicious: one table look-up for the class and one for the
// state, whatever the script. Most text ends here.

enum { SUSPICIOUS = 0xFF };

static inline uint8_t class_of(const lontar_suspicion *table, uint32_t scalar) {
  if (scalar >= 0x10000) return scalar >= 0xE0000 ? table->beyond : table->astral;
  return table->blocks[(size_t)table->index[scalar >> 6] << 6 | (scalar & 63)];
}

typedef size_t pass_function(const lontar_suspicion *table, const uint8_t *in, size_t count);

static pass_function *vectors_for(const lontar_suspicion *table) {
  if (table->pairs == NULL) return NULL;
#if defined(__x86_64__)
  return lontar_simd_level() == LONTAR_SIMD_AVX2 ? lontar_pass_pairs_avx2 : NULL;
#elif defined(__aarch64__)
  return lontar_simd_level() == LONTAR_SIMD_NEON ? lontar_pass_pairs_neon : NULL;
#else
  return NULL;
#endif
}

/// The start of the scalar that a byte belongs to, not before `least`.
static inline size_t start_of_scalar(const uint8_t *in, size_t place, size_t least) {
  while (place > least && (in[place] & 0xC0) == 0x80) place--;
  return place;
}

// Vectors pay from so many bytes on. Where they stop at once, as in text of another script, they rest twice
// as long as before.
enum { LEAST_VECTORS = 128, SHORTEST_REST = 6, LONGEST_REST = 1024 };

size_t lontar_rules_scan(
    const lontar_suspicion *table, const uint8_t *in, size_t count, size_t start) {
  const uint8_t *const transitions = table->transitions;
  uint8_t state = 0;
  size_t last = start;
  size_t i = start;
  pass_function *const pass = vectors_for(table);
  // From where on vectors may be tried again, and how long they rest next.
  size_t again = start + 1;
  size_t rest = SHORTEST_REST;
  while (i < count) {
    if (pass && i >= again && count - i >= LEAST_VECTORS) {
      // The scalar before has been judged, and is what the next is judged by.
      const size_t base = last;
      const size_t passed = base + pass(table, in + base, count - base);
      if (passed - base >= LEAST_VECTORS / 2) {
        rest = SHORTEST_REST;
      } else if (rest < LONGEST_REST) {
        rest *= 2;
      }
      again = (passed > i ? passed : i) + rest;
      // The two scalars before decide the state.
      size_t place = passed < count ? start_of_scalar(in, passed, i) : i;
      if (place > i) {
        for (int k = 0; k < 2 && place > i; k++) place = start_of_scalar(in, place - 1, i);
        if (place > i) state = 1;
        i = place;
      }
    }
    const uint8_t lead = in[i];
    if (lead < 0x80) {
      if (state <= 1 && table->ascii_is_inert && count - i >= 8) {
        // Eight letters at once that are ASCII and not controls.
        uint64_t word;
        memcpy(&word, in + i, 8);
        const uint64_t ones = 0x0101010101010101u;
        const uint64_t high = ones << 7;
        const uint64_t controls = word - ones * 0x20;
        const uint64_t deletes = (word ^ ones * 0x7F) - ones;
        if (((word | controls | deletes) & high) == 0) {
          state = in[i + 7] == ' ' ? 0 : 1;
          last = i + 7;
          i += 8;
          continue;
        }
      }
      const uint8_t class = table->blocks[(size_t)table->index[lead >> 6] << 6 | (lead & 63)];
      state = transitions[(size_t)state << 5 | class];
      if (state == SUSPICIOUS) return i;
      last = i;
      i++;
      continue;
    }
    const lontar_step step = lontar_step_utf8(in + i, count - i);
    state = transitions[(size_t)state << 5 | class_of(table, step.scalar)];
    if (state == SUSPICIOUS) return i;
    last = i;
    i += step.count;
  }
  // The end is like a space.
  if (count > start && transitions[(size_t)state << 5] == SUSPICIOUS) return last;
  return count;
}
