// The quick way of the forms that do not compose: characters are looked up and what they decompose
// into is written as it goes. Text that is all letters with marks, such as Vietnamese, has a character to
// decompose every few bytes, and a cluster of its own for each costs more than ICU takes.

#include "normalize_decompose.h"

#include "utf8_step.h"

enum {
  // What is copied of a character or of what it becomes; and what a step may write.
  READS = 16,
  WRITES = 32,
  // After so many bytes in which the vectorised scan would not stop, it is faster.
  QUIET = 24,
  // The class of the mark that ends what was written last, which nobody has asked for yet.
  UNKNOWN = 256,
};

/// The class of the last character of an output that is well-formed.
static unsigned last_class(const uint8_t *end) {
  size_t length;
  do end--;
  while ((*end & 0xC0) == 0x80);
  const unsigned value = lontar_value(&lontar_forms[LONTAR_NFD], lontar_read_utf8(end, &length));
  return lontar_class_of(value);
}

/// How many of the next eight bytes, which are copied, are ASCII.
static inline size_t copy_ascii(const uint8_t *in, uint8_t *out) {
  uint64_t word;
  memcpy(&word, in, 8);
  memcpy(out, &word, 8);
  word &= 0x8080808080808080u;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  return word == 0 ? 8 : (size_t)__builtin_ctzll(word) / 8;
#else
  return word == 0 ? 8 : (size_t)__builtin_clzll(word) / 8;
#endif
}

lontar_progress lontar_decompose(
  const lontar_form_traits *form, const uint8_t *in, size_t count, uint8_t *out, size_t capacity) {
  // The last boundary, here and there; the class of the last mark, where that was written, and the
  // class before it.
  size_t i = 0, written = 0, boundary = 0, boundary_written = 0, busy = 0;
  unsigned last = 0, before = 0;
  size_t last_written = 0;
  while (count - i >= READS + 8 && capacity - written >= WRITES && i - busy < QUIET) {
    if (in[i] < 0x80) {
      const size_t ascii = copy_ascii(in + i, out + written);
      i += ascii;
      written += ascii;
      boundary = i - 1;
      boundary_written = written - 1;
      last = 0;
      if (ascii == 8) continue;
    }
    // Two bytes or three, as chance will have it: no branch.
    const unsigned lead = in[i];
    const bool three = lead >= 0xE0;
    const unsigned block = three ? (lead & 0x0Fu) << 6 | (in[i + 1] & 0x3Fu) : lead & 0x1Fu;
    const unsigned low = three ? in[i + 2] & 0x3Fu : in[i + 1] & 0x3Fu;
    size_t length = 2u + three;
    unsigned value = lontar_values[form->basic[block] + low];
    // Overlong forms and surrogates have blocks of their own.
    bool is_known = lead >= 0xC2 && lead < 0xF0 && (in[i + 1] & 0xC0) == 0x80 &&
                    (in[i + length - 1] & 0xC0) == 0x80 &&
                    !(three && (block < 0x20 || (block >= 0x360 && block < 0x380)));
    if (!is_known) {
      const lontar_step step = lontar_step_utf8(in + i, count - i);
      if (!step.well_formed) break;
      length = step.count;
      value = lontar_value(form, step.scalar);
    }
    if (value == 0 || value >= LONTAR_ENTRIES) {
      const bool decomposes = value != 0;
      const size_t offset = decomposes ? value - LONTAR_ENTRIES : 0;
      const uint8_t *const entry = lontar_pool + offset;
      if (decomposes &&
          (offset + 2 + READS > sizeof lontar_pool || entry[0] > READS ||
           !(entry[1] & LONTAR_ENTRY_STARTER))) {
        break;
      }
      memcpy(out + written, decomposes ? entry + 2 : in + i, READS);
      boundary = i;
      boundary_written = written;
      i += length;
      written += decomposes ? entry[0] : length;
      busy = decomposes ? i : busy;
      last = decomposes ? UNKNOWN : 0;
      continue;
    }
    if (value == LONTAR_HANGUL) {
      size_t ignored;
      const uint32_t syllable = lontar_read_utf8(in + i, &ignored) - 0xAC00;
      boundary = i;
      boundary_written = written;
      written += lontar_write_utf8(out + written, 0x1100 + syllable / 588);
      written += lontar_write_utf8(out + written, 0x1161 + syllable % 588 / 28);
      if (syllable % 28 != 0) written += lontar_write_utf8(out + written, 0x11A7 + syllable % 28);
      i += length;
      busy = i;
      last = 0;
      continue;
    }
    const unsigned class = lontar_class_of(value);
    // The scan stops at Latin marks.
    if (length == 2) busy = i;
    if (class == 0) {
      boundary = i;
      boundary_written = written;
      last = 0;
    } else {
      if (last == UNKNOWN) {
        last = last_class(out + written);
        // What precedes it has its place.
        before = last;
        last_written = written;
      }
      if (class < last) {
        // Before the last mark, if it need not go farther: Burmese asat and dot below.
        if (class < before || last_written == written) break;
        memmove(out + last_written + length, out + last_written, written - last_written);
        memcpy(out + last_written, in + i, length);
        last_written += length;
        before = class;
        i += length;
        written += length;
        continue;
      }
      before = last;
      last = class;
      last_written = written;
    }
    memcpy(out + written, in + i, 4);
    i += length;
    written += length;
  }
  return (lontar_progress){boundary, boundary_written, i - busy >= QUIET};
}
