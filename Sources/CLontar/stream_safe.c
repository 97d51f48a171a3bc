// The Stream-Safe Text Process of Unicode Standard Annex #15, section 13.

#include "normalize.h"
#include "utf8_step.h"

enum { MOST_MARKS = 30 };

/// How a character decomposes in NFKD: how many marks it begins with, and ends with.
typedef struct mark_counts {
  unsigned leading;
  unsigned trailing;
  bool all;
} mark_counts;

static mark_counts marks_of(uint32_t scalar) {
  const lontar_form_traits *const form = &lontar_forms[LONTAR_NFKD];
  const unsigned value = lontar_value(form, scalar);
  if (value < LONTAR_ENTRIES) {
    const bool is_mark = lontar_class_of(value) != 0;
    return (mark_counts){is_mark, is_mark, is_mark};
  }
  const uint8_t *const entry = lontar_pool + (value - LONTAR_ENTRIES);
  mark_counts result = {0, 0, true};
  for (size_t i = 0, length; i < entry[0]; i += length) {
    const uint32_t part = lontar_read_utf8(entry + 2 + i, &length);
    if (lontar_class_of(lontar_value(form, part)) != 0) {
      result.trailing++;
      if (result.all) result.leading++;
    } else {
      result.trailing = 0;
      result.all = false;
    }
  }
  return result;
}

size_t lontar_stream_safe_break(const uint8_t *in, size_t count, unsigned *run) {
  size_t i = 0;
  while (i < count) {
    // Thirty-one marks take more than sixteen bytes, however they are packed in characters, and none
    // of them is ASCII.
    if (*run == 0 && count - i >= 16 && in[i + 15] < 0x80) {
      i += 16;
      continue;
    }
    const lontar_step step = lontar_step_utf8(in + i, count - i);
    mark_counts marks = {0, 0, false};
    if (step.well_formed && step.scalar >= 0xA0) marks = marks_of(step.scalar);
    if (*run + marks.leading > MOST_MARKS) return i;
    *run = marks.all ? *run + marks.leading : marks.trailing;
    i += step.count;
  }
  return count;
}
