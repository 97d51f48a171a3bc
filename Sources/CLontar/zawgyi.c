// Zawgyi to Unicode, by the rules of CLDR's transform "my-t-my-s0-zawgyi" (Unicode 15.0, ICU 72: its
// identifier is "Zawgyi-my"), each pass in the order of its rules.
//
// Two things differ from ICU, whose rules have a slip each: U+1038 moves behind a U+1036 that follows it,
// and not behind the characters 3, 6, u and U+0001 (the rule has "\u000136u" for "\u1036"). Text without
// a Myanmar letter is left as it is; ICU takes a zero-width space off its ends.
//
// First each letter of the font becomes characters (zawgyi_letters.c), then they are put into order
// (zawgyi_order.c).

#include "zawgyi.h"

#include <string.h>

#include "normalize.h"
#include "utf8_step.h"

/// Zero for WA, and four for the sign that looks like it, where there are no digits around; in place.
static void digits(unit *in, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const uint32_t c = AT(0);
    const bool is_first = i == 0 && (c == 0x1040 || c == 0x1044);
    if (is_first && !is_digit(AT(1))) {
      in[i] = with(in[i], c == 0x1040 ? 0x101D : 0x104E);
      // The sign is looked at again with what follows; WA takes what follows with it.
      if (c == 0x1040) i++;
      continue;
    }
    const uint32_t next = AT(1);
    if (next != 0x1040 && next != 0x1044) continue;
    const unit read = with(in[i + 1], next == 0x1040 ? 0x101D : 0x104E);
    if (!is_digit(c) && i + 2 == count) {
      in[i + 1] = read;
      i++;
    } else if (within(c, 0x102B, 0x103F) && !is_digit(AT(2))) {
      in[i + 1] = read;
      i += 2;
    }
  }
}

static size_t scratch_for(size_t line) {
  // A letter of three bytes becomes four at most, and only the first pass makes more of them.
  return (line + line / 2 + 8) * 2;
}

size_t lontar_zawgyi_scratch(const uint8_t *in, size_t count) {
  size_t longest = 0;
  for (size_t start = 0; start < count;) {
    const uint8_t *newline = memchr(in + start, 0x0A, count - start);
    const size_t end = newline ? (size_t)(newline - in) : count;
    if (end - start > longest) longest = end - start;
    start = end + 1;
  }
  return scratch_for(longest);
}

/// Whether there is a letter from U+1000 to U+109F.
static bool has_myanmar(const uint8_t *in, size_t count) {
  const uint8_t *at = in, *const end = in + count;
  while ((at = memchr(at, 0xE1, (size_t)(end - at))) != NULL) {
    if (end - at >= 3 && at[1] >= 0x80 && at[1] <= 0x82) return true;
    at++;
  }
  return false;
}

/// Reads a line as units.
static size_t decode(const uint8_t *in, size_t count, unit *out) {
  size_t n = 0;
  for (size_t i = 0; i < count;) {
    const unit place = (unit)i << 32;
    if (in[i] < 0x80) {
      out[n++] = place | in[i++];
      continue;
    }
    const lontar_step step = lontar_step_utf8(in + i, count - i);
    out[n++] = place | step.scalar;
    i += step.count;
  }
  out[n] = out[n + 1] = 0;
  return n;
}

static inline uint32_t place_of(unit u) { return (uint32_t)(u >> 32); }

typedef struct conversion {
  const uint8_t *in;
  uint8_t *out;
  size_t written;
  lontar_edit *edits;
  size_t edit_capacity, edit_count;
  /// Whether all edits found room.
  bool fits;
} conversion;

/// Adds an edit where a piece of the line differs.
static void compare(
  conversion *c, size_t source, size_t source_end, size_t target, size_t target_end) {
  const size_t source_count = source_end - source, target_count = target_end - target;
  if (source_count == target_count && memcmp(c->in + source, c->out + target, source_count) == 0) {
    return;
  }
  if (c->edit_count == c->edit_capacity) {
    c->fits = false;
    return;
  }
  c->edits[c->edit_count++] = (lontar_edit){source, source_count, target, target_count};
}

/// Writes a line, and cuts it into edits wherever all before comes from before all behind.
static void write_line(
  conversion *c, size_t start, size_t end, const unit *units, size_t count, unit *lowest) {
  if (!c->edits) {
    for (size_t i = 0; i < count; i++) {
      c->written += lontar_write_utf8(c->out + c->written, scalar_of(units[i]));
    }
    return;
  }
  uint32_t low = UINT32_MAX;
  for (size_t i = count; i-- > 0;) {
    if (place_of(units[i]) < low) low = place_of(units[i]);
    lowest[i] = low;
  }
  size_t source = start, target = c->written;
  uint32_t high = 0;
  for (size_t i = 0; i < count; i++) {
    if (i > 0 && high < lowest[i]) {
      compare(c, source, start + (size_t)lowest[i], target, c->written);
      source = start + (size_t)lowest[i];
      target = c->written;
    }
    if (place_of(units[i]) > high) high = place_of(units[i]);
    c->written += lontar_write_utf8(c->out + c->written, scalar_of(units[i]));
  }
  compare(c, source, end, target, c->written);
}

lontar_normalization lontar_zawgyi_to_unicode(
  const uint8_t *in, size_t count, uint8_t *out, size_t capacity, lontar_edit *edits,
  size_t edit_capacity, uint64_t *scratch, size_t scratch_count) {
  if (capacity < lontar_zawgyi_capacity(count)) {
    return (lontar_normalization){LONTAR_NEEDS_CAPACITY, 0, 0, 0, 0};
  }
  if (count > UINT32_MAX) return (lontar_normalization){LONTAR_TOO_LONG, 0, 0, 0, 0};
  conversion c = {in, out, 0, edits, edit_capacity, 0, true};
  unit *a = scratch, *b = scratch + scratch_count / 2;
  for (size_t start = 0; start < count;) {
    const uint8_t *newline = memchr(in + start, 0x0A, count - start);
    const size_t end = newline ? (size_t)(newline - in) : count;
    if (has_myanmar(in + start, end - start)) {
      if (scratch_count < scratch_for(end - start)) {
        return (lontar_normalization){LONTAR_NEEDS_CAPACITY, 0, 0, 0, 0};
      }
      size_t n = decode(in + start, end - start, a);
      n = lontar_zawgyi_letters(a, n, b);
      digits(b, n);
      n = lontar_zawgyi_before_vowel(b, n, a);
      n = lontar_zawgyi_signs_above(a, n, b);
      n = lontar_zawgyi_stacks(b, n, a);
      n = lontar_zawgyi_medials(a, n, b);
      n = lontar_zawgyi_last_swaps(b, n, a);
      n = lontar_zawgyi_repeats(a, n, b);
      write_line(&c, start, end, b, n, a);
    } else {
      memcpy(out + c.written, in + start, end - start);
      c.written += end - start;
    }
    if (newline) out[c.written++] = 0x0A;
    start = end + 1;
  }
  return (lontar_normalization){
    c.fits ? LONTAR_OK : LONTAR_NEEDS_CAPACITY, count, c.written, c.edit_count, 0};
}

size_t lontar_zawgyi_capacity(size_t count) {
  // A letter of three bytes becomes four of them at most.
  return count * 4;
}
