#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <unicode/ubrk.h>

#include "utf8_step.h"

// ICU's compiled break rules, run over UTF-8.
//
// The rules of a break iterator are a finite automaton over categories of scalars, and ICU hands out
// its tables (`ubrk_getBinaryRules`). Running them here spares the copy to UTF-16, the iterator's
// caches, and a virtual call a boundary, and gives ICU's answer by construction, with any version
// whose tables have the layout known here (layout 6: ICU 68 and later). Only runs that need a
// dictionary are left to ICU. Words of Latin-script text: 2.2 to 2.7 times ICU's speed.

typedef struct lontar_rules {
  /// How many breakers share the tables.
  _Atomic(size_t) owners;
  /// The automaton: `next[state + category]`, where a state is its row's offset. State 0 stops.
  uint16_t *next;
  /// Where a segment begins, behind the rules' own mark for a beginning.
  uint32_t start;
  /// States from here on accept: a segment may end behind the scalar just read.
  uint32_t first_accepting;
  /// States from here on take part in rules with a look-ahead; `looks` tells how.
  uint32_t first_looking;
  uint32_t stride;
  /// For each state from `first_looking` on: the rule that it completes, or 1 for one that just
  /// accepts, or 0; and the rule whose boundary it marks, or 0.
  struct lontar_look {
    uint16_t accepts;
    uint16_t marks;
  } *looks;
  size_t look_ahead_count;
  /// Scalars of this category and above belong to scripts with a dictionary.
  uint32_t first_dictionary_category;
  /// The category of each byte below 0x80; 0xFF, which is no category, for all others.
  uint8_t ascii[256];
  /// The category of any scalar: `categories[blocks[scalar >> 6] + (scalar & 63)]`.
  uint16_t blocks[0x110000 >> 6];
  uint8_t *categories;
} lontar_rules;

/// What the rules make of a text from a boundary on.
typedef struct lontar_rule_segment {
  size_t end;
  /// How far the automaton looked: what is behind does not matter to the segment.
  size_t read_end;
  /// Whether the segment holds scalars of a script with a dictionary, so that ICU divides it.
  bool has_dictionary;
} lontar_rule_segment;

/// Takes over the rules of an iterator; NULL where memory lacks or their layout is another one.
lontar_rules *lontar_rules_make(const UBreakIterator *iterator);

lontar_rules *lontar_rules_share(lontar_rules *rules);

void lontar_rules_release(lontar_rules *rules);

/// Completes a segment whose automaton came to a state with a look-ahead. Seldom, and so apart.
lontar_rule_segment lontar_rules_next_looking(
  const lontar_rules *rules, const uint8_t *in, size_t count, size_t start);

/// The category of a scalar in the automaton.
static inline uint32_t lontar_category(const lontar_rules *rules, uint32_t scalar) {
  return rules->categories[rules->blocks[scalar >> 6] + (scalar & 63)];
}

/// Finds the segment that starts at an offset below the count, in text of any bytes.
static inline lontar_rule_segment lontar_rules_next(
  const lontar_rules *rules, const uint8_t *in, size_t count, size_t start) {
  const uint16_t *const next = rules->next;
  const uint32_t first_accepting = rules->first_accepting;
  // One comparison tells the states that just accept from all others.
  const uint32_t accepting_width = rules->first_looking - first_accepting;
  uint32_t state = rules->start;
  size_t position = start;
  size_t end = start;
  uint32_t dictionary_count = 0;
  uint32_t is_dictionary = 0;

  while (position < count) {
    const uint8_t lead = in[position];
    if (lead < 0x80) {
      // ASCII is in no dictionary.
      const uint8_t category = rules->ascii[lead];
      state = next[state + category];
      position += 1;
      if (state - first_accepting < accepting_width) {
        // Within a run of letters the state does not change: no need to wait for its table.
        if (next[state + category] == state) {
          while (position < count && rules->ascii[in[position]] == category) position += 1;
        }
        end = position;
        continue;
      }
      is_dictionary = 0;
    } else {
      const lontar_step step = lontar_step_utf8(in + position, count - position);
      const uint32_t category = lontar_category(rules, step.scalar);
      position += step.count;
      is_dictionary = category >= rules->first_dictionary_category;
      dictionary_count += is_dictionary;
      state = next[state + category];
      if (state - first_accepting < accepting_width) {
        end = position;
        continue;
      }
    }
    if (state == 0) break;
    if (state >= first_accepting) return lontar_rules_next_looking(rules, in, count, start);
  }
  if (state != 0) {
    // The end of the text has a category of its own, which may make an accepting state.
    is_dictionary = 0;
    state = next[state + 1];
    if (state - first_accepting < accepting_width) {
      end = position;
    } else if (state >= first_accepting) {
      return lontar_rules_next_looking(rules, in, count, start);
    }
  }
  if (end == start) {
    // The rules allow no segment: it is one scalar.
    end = start + lontar_step_utf8(in + start, count - start).count;
    is_dictionary = 0;
  }
  // The scalar at which the automaton stopped is not in the segment.
  return (lontar_rule_segment){end, position, dictionary_count > is_dictionary};
}
