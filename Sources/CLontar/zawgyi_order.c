// The passes of the conversion of Zawgyi that follow the first: signs into the order of Unicode, and what
// stands twice or apart from its letter.

#include "zawgyi.h"

/// Which neighbours the rules of a pass are about. Most text has none of them, so that a pass asks for two
/// characters at once: one alone begins rules everywhere.
enum {
  /// A space or dot below, and a sign that it parts from its letter, or another dot.
  PAIR_SPACED = 1 << 0,
  /// The vowel E and what it is written before.
  PAIR_VOWEL_E = 1 << 1,
  PAIR_YA_ASAT = 1 << 2,
  PAIR_RA = 1 << 3,
  PAIR_ABOVE = 1 << 4,
  PAIR_STACK = 1 << 5,
  PAIR_MEDIAL = 1 << 6,
  PAIR_E_MEDIAL = 1 << 7,
  PAIR_DOT = 1 << 8,
  PAIR_ASAT = 1 << 9,
  PAIR_LATE_MEDIAL = 1 << 10,
  PAIR_VISARGA = 1 << 11,
  PAIR_U = 1 << 12,
  PAIR_REPEAT = 1 << 13,
  /// Stands once where it stands several times.
  PAIR_SAME = 1 << 14,
};

/// In which pairs the letters from U+1000 on come first, and in which second.
static const uint16_t first_of_pairs[64] = {
  0x0200, 0x0200, 0x0200, 0x0200, 0x0200, 0x0600, 0x0200, 0x0200,
  0x0200, 0x0200, 0x0200, 0x0200, 0x0200, 0x0200, 0x0200, 0x0200,
  0x0200, 0x0200, 0x0200, 0x0200, 0x0200, 0x0200, 0x0200, 0x0200,
  0x0200, 0x0200, 0x0200, 0x0200, 0x0200, 0x0200, 0x0200, 0x0200,
  0x0200, 0x0200, 0x0000, 0x0000, 0x0000, 0x0010, 0x0000, 0x0000,
  0x0000, 0x0000, 0x0000, 0x0490, 0x0490, 0x6480, 0x4480, 0x6490,
  0x4490, 0x0482, 0x4480, 0x0000, 0x0000, 0x0000, 0x5030, 0x4101,
  0x0800, 0x4000, 0x4004, 0x4064, 0x4468, 0x4460, 0x4460, 0x0000,
};
static const uint16_t second_of_pairs[64] = {
  0x000A, 0x000A, 0x000A, 0x000A, 0x000A, 0x000A, 0x000A, 0x000A,
  0x000A, 0x000A, 0x000A, 0x000A, 0x000A, 0x000A, 0x000A, 0x000A,
  0x000A, 0x000A, 0x000A, 0x000A, 0x000A, 0x000A, 0x000A, 0x000A,
  0x000A, 0x000A, 0x000A, 0x000A, 0x000A, 0x000A, 0x000A, 0x000A,
  0x000A, 0x000A, 0x0002, 0x0002, 0x0002, 0x0002, 0x0002, 0x0002,
  0x0002, 0x0002, 0x0002, 0x0A91, 0x0A91, 0x0B91, 0x2B91, 0x1B91,
  0x2B91, 0x02C3, 0x0B91, 0x0001, 0x0001, 0x0001, 0x0B01, 0x0807,
  0x0001, 0x00A1, 0x2825, 0x0FF1, 0x0FF3, 0x0FF1, 0x0FF1, 0x0800,
};

static inline unsigned first_in(uint32_t c) {
  if (c - 0x1000u < 64) return first_of_pairs[c - 0x1000];
  return is_space(c) ? PAIR_SPACED : 0;
}
static inline unsigned second_in(uint32_t c) {
  if (c - 0x1000u < 64) return second_of_pairs[c - 0x1000];
  return is_space(c) ? PAIR_SPACED : 0;
}

/// Copies what begins no rule of a pass.
#define FOR_EACH_PAIR(pairs)                                                                      \
  for (size_t i = 0; i < count;)                                                                  \
    if (!(first_in(AT(0)) & second_in(AT(1)) & (pairs))) {                                        \
      *out++ = in[i++];                                                                           \
    } else

/// Takes a unit, or two in the other order; how many.
static inline size_t take(unit **out, const unit *in, bool swaps) {
  if (swaps) *(*out)++ = in[1];
  *(*out)++ = in[0];
  return swaps ? 2 : 1;
}

/// Copies units `first` up to `last`.
static inline unit *copy(unit *out, const unit *in, size_t first, size_t last) {
  for (size_t j = first; j < last; j++) *out++ = in[j];
  return out;
}

/// Spaces out of syllables, and the vowel E behind its consonant.
size_t lontar_zawgyi_before_vowel(const unit *in, size_t count, unit *start) {
  unit *out = start;
  FOR_EACH_PAIR(PAIR_SPACED | PAIR_VOWEL_E) {
    const uint32_t c = AT(0);
    if (c == 0x1037) {
      *out++ = in[i++];
      while (AT(0) == 0x1037) i++;
      continue;
    }
    if (c != 0x1031) {
      if (AT(1) == 0x1037) {
        *out++ = in[i + 1];
        *out++ = in[i];
        i += 2;
        continue;
      }
      size_t k = 1;
      while (is_space(AT(k))) k++;
      const uint32_t mark = AT(k);
      if (within(mark, 0x102B, 0x1030) || within(mark, 0x1032, 0x103B) || mark == 0x103D || mark == 0x103E) {
        *out++ = in[i + k];
        i += k + 1;
      } else {
        // No mark follows any of them.
        out = copy(out, in, i, i + k);
        i += k;
      }
      continue;
    }
    size_t k = 1;
    while (AT(k) == 0x1031) k++;
    size_t dots = k;
    while (AT(dots) == 0x1037) dots++;
    if (AT(k) == 0x1004 && AT(k + 1) == 0x103A && AT(k + 2) == 0x1039 && is_consonant(AT(k + 3))) {
      for (size_t j = 0; j < 4; j++) *out++ = in[i + k + j];
      *out++ = in[i];
      i += k + 4;
    } else if (dots > k && is_consonant(AT(dots))) {
      *out++ = in[i + dots];
      *out++ = in[i];
      *out++ = in[i + k];
      i += dots + 1;
    } else if (AT(k) == 0x103C && is_consonant(AT(k + 1))) {
      *out++ = in[i + k + 1];
      *out++ = in[i + k];
      *out++ = in[i];
      i += k + 2;
    } else if (within(AT(k), 0x1000, 0x102A)) {
      const unit vowel = in[i];
      const bool takes_medials = is_consonant(AT(k));
      i += k;
      *out++ = in[i++];
      while (takes_medials && (AT(0) == 0x103B || AT(0) == 0x103D || AT(0) == 0x103E)) {
        *out++ = in[i++];
      }
      *out++ = vowel;
    } else {
      out = copy(out, in, i, i + k);
      i += k;
    }
  }
  return finish(start, out);
}

size_t lontar_zawgyi_signs_above(const unit *in, size_t count, unit *start) {
  unit *out = start;
  FOR_EACH_PAIR(PAIR_YA_ASAT | PAIR_RA | PAIR_ABOVE) {
    const uint32_t c = AT(0), next = AT(1);
    bool swaps = false;
    switch (c) {
    case 0x103B: swaps = next == 0x103A; break;
    case 0x103A: swaps = next == 0x1037; break;
    case 0x103C: swaps = is_consonant(next); break;
    case 0x1025:
      if (next == 0x102E) {
        out = put(out, in[i], 0x1026);
        i += 2;
        continue;
      }
      break;
    case 0x1036: {
      size_t k = 1;
      while (is_medial(AT(k))) k++;
      const size_t medials = k;
      while (is_vowel(AT(k))) k++;
      if (k > medials) {
        for (size_t j = 1; j < k; j++) *out++ = in[i + j];
        *out++ = in[i];
        i += k;
        continue;
      }
      break;
    }
    default: swaps = next == 0x102D || next == 0x102E || next == 0x1032;
    }
    i += take(&out, in + i, swaps);
  }
  return finish(start, out);
}

size_t lontar_zawgyi_stacks(const unit *in, size_t count, unit *start) {
  unit *out = start;
  FOR_EACH_PAIR(PAIR_STACK) {
    const uint32_t c = AT(0);
    if (c == 0x1036) {
      size_t k = 1;
      while (is_medial(AT(k))) k++;
      for (size_t j = 1; j < k; j++) *out++ = in[i + j];
      *out++ = in[i];
      i += k;
    } else if (AT(1) == 0x1039 && is_consonant(AT(2))) {
      *out++ = in[i + 1];
      *out++ = in[i + 2];
      *out++ = in[i];
      i += 3;
    } else if (c == 0x103C && AT(1) == 0x103A && AT(2) == 0x1039 && is_consonant(AT(3))) {
      for (size_t j = 1; j < 4; j++) *out++ = in[i + j];
      *out++ = in[i];
      i += 4;
    } else {
      *out++ = in[i++];
    }
  }
  return finish(start, out);
}

size_t lontar_zawgyi_medials(const unit *in, size_t count, unit *start) {
  unit *out = start;
  // Up to where runs of medials are known not to end in ya, in ra, or before the vowel E.
  size_t no_ya = 0, no_ra = 0, no_vowel = 0;
  FOR_EACH_PAIR(PAIR_MEDIAL | PAIR_E_MEDIAL | PAIR_DOT | PAIR_ASAT) {
    const uint32_t c = AT(0);
    if (is_medial(c) || c == 0x1031) {
      size_t k = 0;
      if (i >= no_ya && within(c, 0x103C, 0x103E)) {
        while (within(AT(k), 0x103C, 0x103E)) k++;
        if (AT(k) == 0x103B) {
          *out++ = in[i + k];
          out = copy(out, in, i, i + k);
          i += k + 1;
          continue;
        }
        no_ya = i + k;
      }
      if (c == 0x103D || c == 0x103E) {
        if (i >= no_ra) {
          k = 0;
          while (AT(k) == 0x103D || AT(k) == 0x103E) k++;
          if (AT(k) == 0x103C) {
            *out++ = in[i + k];
            out = copy(out, in, i, i + k);
            i += k + 1;
            continue;
          }
          no_ra = i + k;
        }
        if (c == 0x103E && AT(1) == 0x103D) {
          *out++ = in[i + 1];
          *out++ = in[i];
          i += 2;
          continue;
        }
      }
      if (c == 0x1031) {
        k = 0;
        while (AT(k) == 0x1031) k++;
        while (is_vowel(AT(k))) k++;
        if (AT(k) == 0x1039 && is_consonant(AT(k + 1))) {
          out = copy(out, in, i + k, i + k + 2);
          out = copy(out, in, i, i + k);
          i += k + 2;
          continue;
        }
      }
      // Medials before and after the vowel E, all before it.
      size_t first = 0;
      while (i >= no_vowel && is_medial(AT(first))) first++;
      size_t vowels = first;
      while (AT(vowels) == 0x1031) vowels++;
      if (vowels > first) {
        size_t last = vowels;
        while (is_medial(AT(last))) last++;
        out = copy(out, in, i, i + first);
        out = copy(out, in, i + vowels, i + last);
        out = copy(out, in, i + first, i + vowels);
        i += last;
        continue;
      }
      if (first > 0) no_vowel = i + first;
      *out++ = in[i++];
    } else if (c == 0x1037) {
      size_t k = 1;
      while (within(AT(k), 0x102D, 0x1030) || AT(k) == 0x1032 || AT(k) == 0x1036 || is_medial(AT(k))) k++;
      out = copy(out, in, i + 1, i + k);
      *out++ = in[i];
      i += k;
    } else if (is_vowel(c)) {
      size_t k = 1;
      while (is_vowel(AT(k))) k++;
      if (AT(k) == 0x1039 && is_consonant(AT(k + 1))) {
        out = copy(out, in, i + k, i + k + 2);
        out = copy(out, in, i, i + k);
        i += k + 2;
        continue;
      }
      size_t last = k;
      while (is_medial(AT(last))) last++;
      if (last > k) {
        out = copy(out, in, i + k, i + last);
        out = copy(out, in, i, i + k);
        i += last;
      } else {
        out = copy(out, in, i, i + k);
        i += k;
      }
    } else {
      const uint32_t mark = AT(1);
      if (AT(2) == 0x103A && is_consonant(AT(3)) &&
          (within(mark, 0x102B, 0x1032) || mark == 0x1036 || is_medial(mark))) {
        *out++ = in[i];
        *out++ = in[i + 2];
        *out++ = in[i + 1];
        *out++ = in[i + 3];
        i += 4;
      } else {
        *out++ = in[i++];
      }
    }
  }
  return finish(start, out);
}

size_t lontar_zawgyi_last_swaps(const unit *in, size_t count, unit *start) {
  unit *out = start;
  FOR_EACH_PAIR(PAIR_LATE_MEDIAL | PAIR_VISARGA | PAIR_U) {
    const uint32_t c = AT(0), next = AT(1);
    bool swaps = false;
    if (c == 0x1005) {
      if (next == 0x103B) {
        out = put(out, in[i], 0x1008);
        i += 2;
        continue;
      }
    } else if (within(c, 0x102B, 0x1032)) {
      swaps = is_medial(next);
    } else if (is_medial(c)) {
      swaps = (c >= 0x103C && next == 0x103B) || (c >= 0x103D && next == 0x103C) ||
              (c == 0x103E && next == 0x103D);
    } else if (c == 0x1038) {
      swaps = is_vowel(next) || next == 0x1036 || next == 0x1037 || within(next, 0x103A, 0x103F);
    } else {
      swaps = next == 0x102F;
    }
    i += take(&out, in + i, swaps);
  }
  return finish(start, out);
}

size_t lontar_zawgyi_repeats(const unit *in, size_t count, unit *start) {
  unit *out = start;
  // Up to where no mark follows the spaces.
  size_t bare = 0;
  for (size_t i = 0; i < count;) {
    const uint32_t c = AT(0), next = AT(1);
    const unsigned first = first_in(c);
    const bool repeats = c == next && (first & PAIR_SAME);
    if (!repeats && c != 0x200B && !(first & second_in(next) & (PAIR_SPACED | PAIR_REPEAT))) {
      *out++ = in[i++];
      continue;
    }
    if (is_space(c)) {
      if (i >= bare) {
        size_t k = 1;
        while (is_space(AT(k))) k++;
        const uint32_t mark = AT(k);
        if (within(mark, 0x102B, 0x1032) || within(mark, 0x1036, 0x103E)) {
          *out++ = in[i + k];
          i += k + 1;
          continue;
        }
        bare = i + k;
      }
      size_t zero = 0;
      while (AT(zero) == 0x200B) zero++;
      if (zero > 0 && (out == start || i + zero == count)) {
        i += zero;
      } else {
        const size_t taken = zero > 0 ? zero : 1;
        out = copy(out, in, i, i + taken);
        i += taken;
      }
      continue;
    }
    size_t k = 1;
    while (AT(k) == c) k++;
    if (k == 1 && c == 0x102F && (AT(1) == 0x1030 || AT(1) == 0x103A)) k = 2;
    if (k == 1 && c == 0x102D && AT(1) == 0x102E) {
      // The long vowel stays.
      *out++ = in[i + 1];
      i += 2;
      continue;
    }
    *out++ = in[i];
    i += k;
  }
  return finish(start, out);
}
