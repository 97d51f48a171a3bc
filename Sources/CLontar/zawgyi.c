// Zawgyi to Unicode, by the rules of CLDR's transform "my-t-my-s0-zawgyi" (Unicode 15.0, ICU 72: its
// identifier is "Zawgyi-my"), each pass in the order of its rules.
//
// Two things differ from ICU, whose rules have a slip each: U+1038 moves behind a U+1036 that follows it,
// and not behind the characters 3, 6, u and U+0001 (the rule has "\u000136u" for "\u1036"). Text without
// a Myanmar letter is left as it is; ICU takes a zero-width space off its ends.

#include "CLontar.h"

#include <stdbool.h>
#include <string.h>

#include "normalize.h"
#include "utf8_step.h"
#include "zawgyi_model.h"

/// A scalar in the low half, and above it the offset of the byte it comes from.
typedef uint64_t unit;

static inline uint32_t scalar_of(unit u) { return (uint32_t)u; }
static inline unit with(unit place, uint32_t scalar) {
  return (place & 0xFFFFFFFF00000000u) | scalar;
}

// MARK: - Classes

static inline bool within(uint32_t c, uint32_t first, uint32_t last) {
  return c - first <= last - first;
}
static inline bool is_consonant(uint32_t c) { return within(c, 0x1000, 0x1021); }
static inline bool is_medial(uint32_t c) { return within(c, 0x103B, 0x103E); }
/// Vowel signs but the one before the consonant.
static inline bool is_vowel(uint32_t c) { return within(c, 0x102B, 0x1030) || c == 0x1032; }
static inline bool is_digit(uint32_t c) { return within(c, 0x1040, 0x1049); }
static inline bool is_space(uint32_t c) {
  return c == 0x20 || c == 0xA0 || c == 0x1680 || within(c, 0x2000, 0x200D) || c == 0x202F ||
         c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

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

// MARK: - Passes

// Each reads `in`, which ends with two zeros, and writes to `out` the same way.

/// The scalar so many places behind; 0 at the end.
#define AT(offset) scalar_of(in[i + (offset)])

/// Copies what begins no rule of a pass.
#define FOR_EACH_PAIR(pairs)                                                                      \
  for (size_t i = 0; i < count;)                                                                  \
    if (!(first_in(AT(0)) & second_in(AT(1)) & (pairs))) {                                        \
      *out++ = in[i++];                                                                           \
    } else

static size_t finish(unit *start, unit *out) {
  out[0] = out[1] = 0;
  return (size_t)(out - start);
}

/// Takes a unit, or two in the other order; how many.
static inline size_t take(unit **out, const unit *in, bool swaps) {
  if (swaps) *(*out)++ = in[1];
  *(*out)++ = in[0];
  return swaps ? 2 : 1;
}

static inline unit *put(unit *out, unit place, uint32_t a) {
  *out = with(place, a);
  return out + 1;
}

/// The consonant stacked below that a letter of Zawgyi stands for; 0 if it is none.
static uint32_t stacked(uint32_t c) {
  switch (c) {
  case 0x1060: case 0x1061: case 0x1062: case 0x1063: return 0x1000 + (c - 0x1060);
  case 0x1065: return 0x1005;
  case 0x1066: case 0x1067: return 0x1006;
  case 0x1068: return 0x1007;
  case 0x1069: return 0x1008;
  case 0x106C: return 0x100B;
  case 0x106D: return 0x100C;
  case 0x1070: return 0x100F;
  case 0x1071: case 0x1072: return 0x1010;
  case 0x1073: case 0x1074: return 0x1011;
  case 0x1075: case 0x1076: case 0x1077: case 0x1078: case 0x1079: case 0x107A:
    return 0x1012 + (c - 0x1075);
  case 0x107B: case 0x1093: return 0x1018;
  case 0x107C: return 0x1019;
  case 0x1085: return 0x101C;
  default: return 0;
  }
}

/// What a letter of Zawgyi becomes wherever it stands: up to three letters, less U+1000. Nothing for one that
/// depends on what follows.
typedef struct letter {
  uint8_t count, to[3];
} letter;
static const letter plain_letters[256] = {
  {1, {0x00}}, {1, {0x01}}, {1, {0x02}}, {1, {0x03}}, {1, {0x04}}, {1, {0x05}}, {1, {0x06}},
  {1, {0x07}}, {1, {0x08}}, {1, {0x09}}, {1, {0x0A}}, {1, {0x0B}}, {1, {0x0C}}, {1, {0x0D}},
  {1, {0x0E}}, {1, {0x0F}}, {1, {0x10}}, {1, {0x11}}, {1, {0x12}}, {1, {0x13}}, {1, {0x14}},
  {1, {0x15}}, {1, {0x16}}, {1, {0x17}}, {1, {0x18}}, {1, {0x19}}, {1, {0x1A}}, {1, {0x1B}},
  {1, {0x1C}}, {1, {0x1D}}, {1, {0x1E}}, {1, {0x1F}}, {1, {0x20}}, {1, {0x21}}, {1, {0x22}},
  {1, {0x23}}, {1, {0x24}}, {0}, {1, {0x26}}, {1, {0x27}}, {1, {0x28}}, {1, {0x29}}, {1, {0x2A}},
  {1, {0x2B}}, {1, {0x2C}}, {1, {0x2D}}, {1, {0x2E}}, {1, {0x2F}}, {1, {0x30}}, {1, {0x31}},
  {1, {0x32}}, {1, {0x2F}}, {1, {0x30}}, {1, {0x35}}, {1, {0x36}}, {1, {0x37}}, {1, {0x38}},
  {1, {0x3A}}, {1, {0x3B}}, {0}, {0}, {1, {0x3E}}, {1, {0x3E}}, {1, {0x3F}}, {1, {0x40}},
  {1, {0x41}}, {1, {0x42}}, {1, {0x43}}, {1, {0x44}}, {1, {0x45}}, {1, {0x46}}, {1, {0x47}},
  {1, {0x48}}, {1, {0x49}}, {1, {0x4A}}, {1, {0x4B}}, {1, {0x4C}}, {1, {0x4D}}, {0}, {1, {0x4F}},
  {1, {0x50}}, {1, {0x51}}, {1, {0x52}}, {1, {0x53}}, {1, {0x54}}, {1, {0x55}}, {1, {0x56}},
  {1, {0x57}}, {1, {0x58}}, {1, {0x59}}, {2, {0x2B, 0x3A}}, {1, {0x5B}}, {1, {0x5C}}, {1, {0x5D}},
  {1, {0x5E}}, {1, {0x5F}}, {2, {0x39, 0x00}}, {2, {0x39, 0x01}}, {2, {0x39, 0x02}},
  {2, {0x39, 0x03}}, {3, {0x04, 0x3A, 0x39}}, {2, {0x39, 0x05}}, {2, {0x39, 0x06}},
  {2, {0x39, 0x06}}, {2, {0x39, 0x07}}, {2, {0x39, 0x08}}, {1, {0x09}}, {1, {0x0A}},
  {2, {0x39, 0x0B}}, {2, {0x39, 0x0C}}, {3, {0x0D, 0x39, 0x0D}}, {3, {0x0D, 0x39, 0x0E}},
  {2, {0x39, 0x0F}}, {2, {0x39, 0x10}}, {2, {0x39, 0x10}}, {2, {0x39, 0x11}}, {2, {0x39, 0x11}},
  {2, {0x39, 0x12}}, {2, {0x39, 0x13}}, {2, {0x39, 0x14}}, {2, {0x39, 0x15}}, {2, {0x39, 0x16}},
  {2, {0x39, 0x17}}, {2, {0x39, 0x18}}, {2, {0x39, 0x19}}, {1, {0x3B}}, {0}, {0}, {0}, {0}, {0},
  {0}, {0}, {2, {0x39, 0x1C}}, {1, {0x3F}}, {1, {0x3E}}, {2, {0x3E, 0x2F}}, {2, {0x3E, 0x30}},
  {2, {0x3D, 0x3E}}, {0}, {0}, {0}, {2, {0x2D, 0x36}}, {1, {0x14}}, {1, {0x1B}},
  {3, {0x0F, 0x39, 0x0D}}, {3, {0x0B, 0x39, 0x0C}}, {2, {0x39, 0x18}}, {1, {0x37}}, {1, {0x37}},
  {3, {0x39, 0x10, 0x3D}}, {3, {0x0B, 0x39, 0x0B}}, {1, {0x98}}, {1, {0x99}}, {1, {0x9A}},
  {1, {0x9B}}, {1, {0x9C}}, {1, {0x9D}}, {1, {0x9E}}, {1, {0x9F}}, {1, {0xA0}}, {1, {0xA1}},
  {1, {0xA2}}, {1, {0xA3}}, {1, {0xA4}}, {1, {0xA5}}, {1, {0xA6}}, {1, {0xA7}}, {1, {0xA8}},
  {1, {0xA9}}, {1, {0xAA}}, {1, {0xAB}}, {1, {0xAC}}, {1, {0xAD}}, {1, {0xAE}}, {1, {0xAF}},
  {1, {0xB0}}, {1, {0xB1}}, {1, {0xB2}}, {1, {0xB3}}, {1, {0xB4}}, {1, {0xB5}}, {1, {0xB6}},
  {1, {0xB7}}, {1, {0xB8}}, {1, {0xB9}}, {1, {0xBA}}, {1, {0xBB}}, {1, {0xBC}}, {1, {0xBD}},
  {1, {0xBE}}, {1, {0xBF}}, {1, {0xC0}}, {1, {0xC1}}, {1, {0xC2}}, {1, {0xC3}}, {1, {0xC4}},
  {1, {0xC5}}, {1, {0xC6}}, {1, {0xC7}}, {1, {0xC8}}, {1, {0xC9}}, {1, {0xCA}}, {1, {0xCB}},
  {1, {0xCC}}, {1, {0xCD}}, {1, {0xCE}}, {1, {0xCF}}, {1, {0xD0}}, {1, {0xD1}}, {1, {0xD2}},
  {1, {0xD3}}, {1, {0xD4}}, {1, {0xD5}}, {1, {0xD6}}, {1, {0xD7}}, {1, {0xD8}}, {1, {0xD9}},
  {1, {0xDA}}, {1, {0xDB}}, {1, {0xDC}}, {1, {0xDD}}, {1, {0xDE}}, {1, {0xDF}}, {1, {0xE0}},
  {1, {0xE1}}, {1, {0xE2}}, {1, {0xE3}}, {1, {0xE4}}, {1, {0xE5}}, {1, {0xE6}}, {1, {0xE7}},
  {1, {0xE8}}, {1, {0xE9}}, {1, {0xEA}}, {1, {0xEB}}, {1, {0xEC}}, {1, {0xED}}, {1, {0xEE}},
  {1, {0xEF}}, {1, {0xF0}}, {1, {0xF1}}, {1, {0xF2}}, {1, {0xF3}}, {1, {0xF4}}, {1, {0xF5}},
  {1, {0xF6}}, {1, {0xF7}}, {1, {0xF8}}, {1, {0xF9}}, {1, {0xFA}}, {1, {0xFB}}, {1, {0xFC}},
  {1, {0xFD}}, {1, {0xFE}}, {1, {0xFF}},
};

/// What stands above, and may belong before the consonant that it follows, or a ya that others follow.
static inline bool is_above(uint32_t c) {
  return c == 0x103A || c == 0x1064 || within(c, 0x108B, 0x108E);
}

/// Letters of the font to characters.
static size_t letters(const unit *in, size_t count, unit *start) {
  unit *out = start;
  for (size_t i = 0; i < count;) {
    const uint32_t c = AT(0);
    const unit here = in[i];
    if (c - 0x1000u >= 0x100) {
      *out++ = here;
      i++;
      continue;
    }
    const letter plain = plain_letters[c - 0x1000];
    if (plain.count && !(is_consonant(c) && is_above(AT(1)))) {
      // There is room for three.
      out[0] = with(here, 0x1000u + plain.to[0]);
      out[1] = with(here, 0x1000u + plain.to[1]);
      out[2] = with(here, 0x1000u + plain.to[2]);
      out += plain.count;
      i++;
      continue;
    }
    if (is_consonant(c)) {
      uint32_t next = AT(1);
      const bool has_ya = next == 0x103A;
      size_t used = 2;
      uint32_t vowel = 0;
      if (has_ya) {
        next = AT(2);
        used = 3;
        if (next == 0x1033 && AT(3) == 0x108B) {
          vowel = 0x102F;
          next = 0x108B;
          used = 4;
        }
      }
      // Where a sign above is written on the letter that it is sounded before.
      uint32_t sign = 0;
      switch (next) {
      case 0x1064: sign = 1; break;
      case 0x108B: sign = 0x102D; break;
      case 0x108C: sign = 0x102E; break;
      case 0x108D: sign = 0x1036; break;
      case 0x108E: sign = has_ya ? 2 : 0; break;
      default: break;
      }
      if (sign == 0) {
        *out++ = here;
        i++;
        continue;
      }
      const unit mark = in[i + used - 1];
      if (sign != 2) {
        out = put(out, mark, 0x1004);
        out = put(out, mark, 0x103A);
        out = put(out, mark, 0x1039);
      }
      *out++ = here;
      if (has_ya) out = put(out, in[i + 1], 0x103B);
      if (sign == 2) {
        out = put(out, mark, 0x102D);
        out = put(out, mark, 0x1036);
      } else if (sign != 1) {
        out = put(out, mark, sign);
      }
      if (vowel) out = put(out, in[i + 2], vowel);
      i += used;
      continue;
    }
    size_t used = 1;
    switch (c) {
    case 0x1064:
    case 0x108B: case 0x108C: case 0x108D:
      out = put(out, here, 0x1004);
      out = put(out, here, 0x103A);
      out = put(out, here, 0x1039);
      if (c != 0x1064) out = put(out, here, c == 0x108B ? 0x102D : c == 0x108C ? 0x102E : 0x1036);
      break;
    case 0x106A: out = put(out, here, 0x1009); break;
    case 0x106B: out = put(out, here, 0x100A); break;
    case 0x108F: out = put(out, here, 0x1014); break;
    case 0x1090: out = put(out, here, 0x101B); break;
    case 0x1086: out = put(out, here, 0x103F); break;
    case 0x103A: case 0x107D: out = put(out, here, 0x103B); break;
    case 0x103B:
    case 0x107E: case 0x107F: case 0x1080: case 0x1081: case 0x1082: case 0x1083: case 0x1084:
      while (AT(used) == 0x103B || within(AT(used), 0x107E, 0x1084)) used++;
      out = put(out, here, 0x103C);
      break;
    case 0x103C:
      while (AT(used) == 0x103C) used++;
      if (AT(used) == 0x108A) {
        out = put(out, here, 0x103D);
        out = put(out, in[i + used], 0x103E);
        used++;
      } else {
        out = put(out, here, 0x103D);
        used = 1;
      }
      break;
    case 0x108A:
      out = put(out, here, 0x103D);
      out = put(out, here, 0x103E);
      break;
    case 0x103D: case 0x1087: out = put(out, here, 0x103E); break;
    case 0x1088: case 0x1089:
      out = put(out, here, 0x103E);
      out = put(out, here, c == 0x1088 ? 0x102F : 0x1030);
      break;
    case 0x1033: out = put(out, here, 0x102F); break;
    case 0x1034: out = put(out, here, 0x1030); break;
    case 0x1039: out = put(out, here, 0x103A); break;
    case 0x1094: case 0x1095: out = put(out, here, 0x1037); break;
    case 0x1025:
      switch (AT(1)) {
      case 0x1039:
        out = put(out, here, 0x1009);
        out = put(out, in[i + 1], 0x103A);
        used = 2;
        break;
      case 0x1061: case 0x1062: case 0x1065: case 0x1068: case 0x1076: case 0x1078: case 0x1079:
      case 0x107A:
        out = put(out, here, 0x1009);
        out = put(out, in[i + 1], 0x1039);
        out = put(out, in[i + 1], stacked(AT(1)));
        used = 2;
        break;
      default: *out++ = here;
      }
      break;
    case 0x105A:
      out = put(out, here, 0x102B);
      out = put(out, here, 0x103A);
      break;
    case 0x1096:
      out = put(out, here, 0x1039);
      out = put(out, here, 0x1010);
      out = put(out, here, 0x103D);
      break;
    case 0x108E:
      out = put(out, here, 0x102D);
      out = put(out, here, 0x1036);
      break;
    case 0x106E: case 0x106F: case 0x1091: case 0x1092: case 0x1097:
      out = put(out, here, c == 0x106E || c == 0x106F ? 0x100D : c == 0x1091 ? 0x100F : 0x100B);
      out = put(out, here, 0x1039);
      out = put(
        out, here,
        c == 0x106E || c == 0x1091 ? 0x100D : c == 0x106F ? 0x100E : c == 0x1092 ? 0x100C : 0x100B);
      break;
    case 0x104E:
      out = put(out, here, 0x104E);
      out = put(out, here, 0x1004);
      out = put(out, here, 0x103A);
      out = put(out, here, 0x1038);
      break;
    default: {
      const uint32_t below = stacked(c);
      if (below) {
        out = put(out, here, 0x1039);
        out = put(out, here, below);
      } else {
        *out++ = here;
      }
    }
    }
    i += used;
  }
  return finish(start, out);
}

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

/// Spaces out of syllables, and the vowel E behind its consonant.
static size_t before_vowel(const unit *in, size_t count, unit *start) {
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
        *out++ = in[i++];
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
      *out++ = in[i++];
    }
  }
  return finish(start, out);
}

static size_t signs_above(const unit *in, size_t count, unit *start) {
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

static size_t stacks(const unit *in, size_t count, unit *start) {
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

/// Copies units `first` up to `last`.
static inline unit *copy(unit *out, const unit *in, size_t first, size_t last) {
  for (size_t j = first; j < last; j++) *out++ = in[j];
  return out;
}

static size_t medials(const unit *in, size_t count, unit *start) {
  unit *out = start;
  FOR_EACH_PAIR(PAIR_MEDIAL | PAIR_E_MEDIAL | PAIR_DOT | PAIR_ASAT) {
    const uint32_t c = AT(0);
    if (is_medial(c) || c == 0x1031) {
      size_t k = 0;
      if (within(c, 0x103C, 0x103E)) {
        while (within(AT(k), 0x103C, 0x103E)) k++;
        if (AT(k) == 0x103B) {
          *out++ = in[i + k];
          out = copy(out, in, i, i + k);
          i += k + 1;
          continue;
        }
      }
      if (c == 0x103D || c == 0x103E) {
        k = 0;
        while (AT(k) == 0x103D || AT(k) == 0x103E) k++;
        if (AT(k) == 0x103C) {
          *out++ = in[i + k];
          out = copy(out, in, i, i + k);
          i += k + 1;
          continue;
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
      while (is_medial(AT(first))) first++;
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
        *out++ = in[i++];
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

static size_t last_swaps(const unit *in, size_t count, unit *start) {
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

static size_t repeats(const unit *in, size_t count, unit *start) {
  unit *out = start;
  for (size_t i = 0; i < count;) {
    const uint32_t c = AT(0), next = AT(1);
    const unsigned first = first_in(c);
    const bool repeats = c == next && (first & PAIR_SAME);
    if (!repeats && c != 0x200B && !(first & second_in(next) & (PAIR_SPACED | PAIR_REPEAT))) {
      *out++ = in[i++];
      continue;
    }
    if (is_space(c)) {
      size_t k = 1;
      while (is_space(AT(k))) k++;
      const uint32_t mark = AT(k);
      if (within(mark, 0x102B, 0x1032) || within(mark, 0x1036, 0x103E)) {
        *out++ = in[i + k];
        i += k + 1;
        continue;
      }
      size_t zero = 0;
      while (AT(zero) == 0x200B) zero++;
      if (zero > 0 && (out == start || i + zero == count)) {
        i += zero;
      } else {
        *out++ = in[i++];
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

// MARK: - The whole

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
      n = letters(a, n, b);
      digits(b, n);
      n = before_vowel(b, n, a);
      n = signs_above(a, n, b);
      n = stacks(b, n, a);
      n = medials(a, n, b);
      n = last_swaps(b, n, a);
      n = repeats(a, n, b);
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

// MARK: - Detection

lontar_zawgyi_score lontar_score_zawgyi(const uint8_t *in, size_t count) {
  lontar_zawgyi_score score = {0, 0};
  const uint8_t *at = in, *const end = in + count;
  unsigned previous = 0;
  // A syllable said over and over is evidence once: pairs seen among the last four do not count.
  unsigned recent[4] = {0, 0, 0, 0};
  while (at < end) {
    if (previous == 0) {
      // All letters begin with this byte.
      at = memchr(at, 0xE1, (size_t)(end - at));
      if (!at) break;
    }
    unsigned this = 0;
    if (end - at >= 3 && at[0] == 0xE1) {
      const uint32_t letter = (uint32_t)(at[1] & 0x3F) << 6 | (at[2] & 0x3F);
      if (letter < 160) this = lontar_zawgyi_classes[letter];
      at += 3;
    } else {
      at++;
    }
    const unsigned pair = previous << 8 | this;
    if (pair && pair != recent[0] && pair != recent[1] && pair != recent[2] && pair != recent[3]) {
      score.sum += lontar_zawgyi_pairs[previous][this];
      recent[score.pairs++ & 3] = pair;
    }
    previous = this;
  }
  // What ends a text is of class 0.
  if (previous) {
    score.sum += lontar_zawgyi_pairs[previous][0];
    score.pairs++;
  }
  return score;
}
