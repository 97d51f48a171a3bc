// How well text obeys the structure of its script: the pairs of letters that WTT 2.0 allows in Thai, and the
// grammar of Vietnamese syllables.

#include "script_scores.h"
#include "utf8_step.h"

// MARK: - Thai

/// The classes of Thai letters in WTT 2.0 (TIS 1566-2541).
enum {
  CONTROL, OTHER, CONSONANT, LEADING,
  /// Following vowels: most; U+0E45; ฤ and ฦ.
  FOLLOWING_1, FOLLOWING_2, FOLLOWING_3,
  BELOW_1, BELOW_2, BELOW_DIACRITIC,
  TONE,
  ABOVE_1, ABOVE_2, ABOVE_3,
  /// Vowels above: U+0E34; U+0E31, U+0E36; U+0E35, U+0E37.
  ABOVE_VOWEL_1, ABOVE_VOWEL_2, ABOVE_VOWEL_3,
};

/// From U+0E00 to U+0E5F.
static const uint8_t thai_classes[96] = {
  0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
  2, 2, 2, 2, 6, 2, 6, 2, 2, 2, 2, 2, 2, 2, 2, 1, 4, 15, 4, 4, 14, 16, 15, 16, 7, 8, 9, 0, 0, 0, 0, 1,
  3, 3, 3, 3, 3, 5, 1, 12, 10, 10, 10, 10, 11, 11, 13, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0,
};

#define SET(class) (1u << (class))
enum { ALL = (1 << 17) - 1 };

/// Behind which classes the standard's strict mode takes a letter of each class.
static const uint32_t thai_before[17] = {
  [CONTROL] = ALL,
  [OTHER] = ALL & ~SET(LEADING),
  [CONSONANT] = ALL,
  [LEADING] = ALL & ~SET(LEADING),
  [FOLLOWING_1] = SET(CONTROL) | SET(CONSONANT) | SET(FOLLOWING_1) | SET(FOLLOWING_2) |
                  SET(BELOW_1) | SET(TONE),
  [FOLLOWING_2] = SET(CONTROL) | SET(FOLLOWING_3) | SET(TONE),
  [FOLLOWING_3] = ALL & ~(SET(LEADING) | SET(FOLLOWING_3)),
  [BELOW_1] = SET(CONSONANT),
  [BELOW_2] = SET(CONSONANT),
  [BELOW_DIACRITIC] = SET(CONSONANT),
  [TONE] = SET(CONSONANT) | SET(BELOW_1) | SET(BELOW_2) | SET(ABOVE_VOWEL_1) |
           SET(ABOVE_VOWEL_2) | SET(ABOVE_VOWEL_3),
  [ABOVE_1] = SET(CONSONANT) | SET(BELOW_1) | SET(ABOVE_VOWEL_1),
  [ABOVE_2] = SET(CONSONANT) | SET(ABOVE_VOWEL_3),
  [ABOVE_3] = SET(CONSONANT),
  [ABOVE_VOWEL_1] = SET(CONSONANT),
  [ABOVE_VOWEL_2] = SET(CONSONANT),
  [ABOVE_VOWEL_3] = SET(CONSONANT),
};

lontar_script_score lontar_score_thai(const uint8_t *in, size_t count, bool refuses_others) {
  lontar_script_score score = {0, 0};
  uint8_t previous = CONTROL;
  for (size_t i = 0; i < count;) {
    if (in[i] < 0x80) {
      previous = CONTROL;
      i++;
      continue;
    }
    const lontar_step step = lontar_step_utf8(in + i, count - i);
    i += step.count;
    const uint8_t next = step.scalar - 0xE00 < 96 ? thai_classes[step.scalar - 0xE00] : CONTROL;
    if (next == CONTROL) {
      if (refuses_others) score.bad++;
    } else if (thai_before[next] >> previous & 1) {
      score.good++;
    } else {
      score.bad++;
    }
    previous = next;
  }
  return score;
}

// MARK: - Vietnamese

/// The value whose low bits are a key; 0 if there is none.
static inline uint32_t find(
  const uint32_t *table, unsigned bits, unsigned key_bits, uint32_t key) {
  const uint32_t keys = (1u << key_bits) - 1, slots = (1u << bits) - 1;
  uint32_t slot = key * 0x9E3779B1u >> (32 - bits);
  while (table[slot] != 0 && (table[slot] & keys) != key) slot = (slot + 1) & slots;
  return table[slot];
}

static bool agree(uint32_t onset, uint32_t rime) {
  const bool is_front = rime >> 20 & SYLLABLE_BEGINS_FRONT;
  switch (onset >> 15) {
  case SYLLABLE_NOT_FRONT: return !is_front;
  case SYLLABLE_NOT_FRONT_BUT_I: return !is_front || (rime >> 20 & SYLLABLE_BEGINS_I);
  case SYLLABLE_FRONT: return is_front;
  default: return true;
  }
}

/// Whether letters are a syllable: an onset of up to three, a rime of up to four, and one tone at the most,
/// which the rime can bear.
bool lontar_is_syllable(const lontar_word *w) {
  if (w->count < 1 || w->count > 7 || w->tones > 1) return false;
  for (unsigned first = w->count > 4 ? w->count - 4 : 0; first <= 3 && first < w->count; first++) {
    const unsigned rest = 5 * (w->count - first);
    const uint32_t rime =
      find(syllable_rimes, SYLLABLE_RIME_BITS, 20, (uint32_t)(w->letters & ((1u << rest) - 1)));
    if (rime == 0) continue;
    if (first > 0) {
      const uint32_t onset =
        find(syllable_onsets, SYLLABLE_ONSET_BITS, 15, (uint32_t)(w->letters >> rest));
      if (onset == 0 || !agree(onset, rime)) continue;
    }
    // A stop bears the acute and the dot only.
    if ((rime >> 20 & SYLLABLE_STOPS) && w->tone < 4) continue;
    return true;
  }
  return false;
}

lontar_script_score lontar_score_vietnamese(const uint8_t *in, size_t count) {
  lontar_script_score score = {0, 0};
  lontar_word w = lontar_no_word;
  for (size_t i = 0; i < count;) {
    if (in[i] < 0x80) {
      lontar_add_letter(&w, lontar_letter_of_ascii(in[i]), false, &score);
      i++;
    } else {
      const lontar_step step = lontar_step_utf8(in + i, count - i);
      lontar_add_letter(&w, lontar_letter_beyond_ascii(step.scalar), true, &score);
      i += step.count;
    }
  }
  lontar_end_word(&w, &score);
  return score;
}
