#include <string.h>

#include "CLontar.h"
#include "utf8_step.h"

// Finds the first place at which a rule might have something to do. Each scalar has a class, and an
// automaton over classes says what looks suspicious: one table look-up for the class and one for the
// state, whatever the script. Most text ends here.

enum { SUSPICIOUS = 0xFF };

static inline uint8_t class_of(const lontar_suspicion *table, uint32_t scalar) {
  if (scalar >= 0x10000) return scalar >= 0xE0000 ? table->beyond : table->astral;
  return table->blocks[(size_t)table->index[scalar >> 6] << 6 | (scalar & 63)];
}

size_t lontar_rules_scan(
    const lontar_suspicion *table, const uint8_t *in, size_t count, size_t start) {
  const uint8_t *const transitions = table->transitions;
  uint8_t state = 0;
  size_t last = start;
  size_t i = start;
  while (i < count) {
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
