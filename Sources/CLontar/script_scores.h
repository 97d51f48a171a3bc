#pragma once

// Words of Vietnamese, as they are counted letter by letter: see script_scores.c.

#include "CLontar.h"
#include "vietnamese_syllables.h"

/// Letters seen since the last that is none.
typedef struct lontar_word {
  /// Five bits for each letter, the last lowest.
  uint64_t letters;
  unsigned count;
  /// The tone of the one that has one, and how many have one.
  unsigned tone, tones;
  /// Whether a letter is beyond ASCII, and whether something is no letter of Vietnamese.
  bool is_marked, is_foreign;
} lontar_word;

static const lontar_word lontar_no_word = {0, 0, 0, 0, false, false};

/// Whether letters are a syllable: an onset of up to three, a rime of up to four, and one tone at the most,
/// which the rime can bear.
bool lontar_is_syllable(const lontar_word *word);

static inline uint8_t lontar_letter_of_ascii(uint8_t byte) { return syllable_letters_ascii[byte]; }

static inline uint8_t lontar_letter_beyond_ascii(uint32_t c) {
  uint8_t letter = 0;
  if (c - 0xC0 < 0x100) letter = syllable_letters_latin[c - 0xC0];
  if (c - 0x1EA0 < 0x60) letter = syllable_letters_viet[c - 0x1EA0];
  if (letter) return letter;
  switch (c) {
  // The punctuation that Vietnamese text has.
  case 0xA0: case 0xAB: case 0xBB: case 0xB0: case 0xB7: case 0x20AB: case 0x20AC:
    return SYLLABLE_BETWEEN;
  default:
    return c >= 0x2010 && c <= 0x2026 ? SYLLABLE_BETWEEN : SYLLABLE_OTHER;
  }
}

static inline void lontar_end_word(lontar_word *w, lontar_script_score *score) {
  // Single letters say nothing: all that are vowels are syllables.
  if (w->is_foreign) {
    score->bad++;
  } else if (w->is_marked && w->count > 1) {
    if (lontar_is_syllable(w)) {
      score->good++;
    } else {
      score->bad++;
    }
  }
  *w = lontar_no_word;
}

static inline void lontar_add_letter(
  lontar_word *w, uint8_t letter, bool is_beyond_ascii, lontar_script_score *score) {
  if (letter == SYLLABLE_BETWEEN) {
    lontar_end_word(w, score);
  } else if (letter == SYLLABLE_OTHER) {
    w->is_foreign = true;
  } else {
    w->letters = w->letters << 5 | (letter & 31);
    w->count++;
    w->tone |= letter >> 5;
    w->tones += letter >> 5 != 0;
    w->is_marked |= is_beyond_ascii;
  }
}
