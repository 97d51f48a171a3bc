// The first pass of the conversion of Zawgyi: what each letter of the font stands for.

#include "zawgyi.h"

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
size_t lontar_zawgyi_letters(const unit *in, size_t count, unit *start) {
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
        for (size_t j = 0; j < used; j++) out = put(out, in[i + j], 0x103D);
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
