// Written by generators/normalization.py from Unicode 15.0.0. Do not edit: change the
// generator and run it again.

#pragma once

#include <stdint.h>

#define LONTAR_UNICODE_VERSION "15.0.0"

// A value of a trie says what a character is in one of the decompositions (canonical,
// compatible, compatible with case folded, compatible but safe for Thai and Lao):
//   0                    a starter that does not decompose and never composes backward
//   1 ..< COLUMNS        a non-starter; the value is its combining class
//   COLUMNS ..< HANGUL   composes backward; the value less COLUMNS is a column
//   HANGUL               a Hangul syllable
//   NIGGAHITA            safe only: U+0E4D or U+0ECD, which may join the vowel after it
//   ENTRIES ..< PRIMARY_END   decomposes, and composes back to itself
//   PRIMARY_END ...      decomposes into something else for good
// A value from ENTRIES on, less ENTRIES, is an offset into the pool: a count of bytes, the
// flags below, then the full decomposition in canonical order as UTF-8.
#define LONTAR_COLUMNS 0x100
#define LONTAR_VOWEL_COLUMN 0x3F
#define LONTAR_TRAILING_COLUMN 0x40
#define LONTAR_HANGUL 0x200
#define LONTAR_NIGGAHITA 0x201
#define LONTAR_ENTRIES 0x400
#define LONTAR_PRIMARY_END 0x1B86

#define LONTAR_ENTRY_STARTER 1   // the first character has combining class 0
#define LONTAR_ENTRY_BOUNDARY 2  // and does not compose backward
#define LONTAR_ENTRY_COMPOSED 4  // and nothing in it composes

// The combining class of each column.
extern const uint8_t lontar_column_class[65];

// Blocks of 64 values. A block is found by the code point shifted right by six: below
// U+10000 in lontar_blocks_basic, 1,024 entries a decomposition; above, lontar_groups
// (256 a decomposition, by the code point shifted right by twelve, from 16) names a group
// of 64 entries of lontar_blocks_high.
extern const uint16_t lontar_values[25088];
extern const uint16_t lontar_blocks_basic[4096];
extern const uint8_t lontar_groups[1024];
extern const uint16_t lontar_blocks_high[1280];

extern const uint8_t lontar_pool[28862];

// Composites: an open hash table of (first << 7 | column) << 32 | composite, probed from
// (first << 7 | column) * multiplier >> 21 up to an empty slot.
#define LONTAR_PAIR_MULTIPLIER 0x9E377BC7u
extern const uint64_t lontar_pairs[2048];

// All that something composes with, in order; not Hangul.
#define LONTAR_FIRSTS 377
extern const uint32_t lontar_firsts[LONTAR_FIRSTS];

// Latin letters with the marks U+0300 to U+033F, all by numbers of their own, 0 for none:
// the mark; an ASCII letter from U+0040 on with a mark; a letter from U+00C0 on that takes
// another mark; a letter and that mark. Last, the UTF-8 of a number, first byte lowest, with
// its length in the highest byte. The letters that take another mark have the lowest numbers.
#define LONTAR_LATIN_STEMS 58
extern const uint8_t lontar_latin_mark[64];
extern const uint16_t lontar_latin_first[64][32];
extern const uint8_t lontar_latin_stem[256];
extern const uint16_t lontar_latin_second[LONTAR_LATIN_STEMS + 1][32];
extern const uint32_t lontar_latin_text[489];


// The tables of the vectorised scan, a form and a profile at a time; normalize_scan.h tells
// how they work. Profile 0 is for Thai, Lao, Khmer and Vietnamese, profile 1 for Burmese and
// Tamil, profile 2 for Javanese, Sundanese, Chinese and others. Profile 3 is as profile 0, but
// lets the marks U+0300 to U+033F through, for normalize_compose.h to look at.
#define LONTAR_SCAN_PROFILES 4
typedef struct lontar_scan_tables {
  uint8_t pair_first_high[16], pair_first_low[16], pair_second[16];
  uint8_t plain_lead[16], plain_second_high[16], plain_second_low[16];
  uint8_t plain_third_high[16], plain_third_low[16];
  uint8_t rank_second_low[16], rank_third_high[16], rank_third_low[16];
} lontar_scan_tables;
extern const lontar_scan_tables lontar_scan[6][LONTAR_SCAN_PROFILES];
