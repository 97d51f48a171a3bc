// What words of Latin letters say of the language they are in: a linear model over n-grams of bytes,
// hashed, and over whole words; and another of longer n-grams that tells Indonesian from Malay alone. Its twin
// is the trainer, CLontarModels/identify/train.py.
#include "CLontar.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum {
  LANGUAGES = LONTAR_EVIDENCE_LANGUAGES,
  BITS = LONTAR_EVIDENCE_BITS,
  PAIR_BITS = LONTAR_EVIDENCE_PAIR_BITS,
  LONGEST = 5,
  LONGEST_OF_PAIR = 7,
};

// Sums of so many weights of a byte fit into sixteen bits.
enum { FLUSH = 256 };

typedef int8_t weights8 __attribute__((vector_size(8)));
typedef int16_t sums16 __attribute__((vector_size(16)));

typedef struct {
  const int8_t *weights;
  /// Whether the weights are those of the pair of languages, one in a row.
  bool is_of_pair;
  sums16 sums;
  size_t pending;
  int64_t pair;
  lontar_evidence *evidence;
} scan;

static void flush(scan *s) {
  if (s->is_of_pair) {
    s->evidence->pair += s->pair;
    s->evidence->pair_features += s->pending;
    return;
  }
  for (int k = 0; k < LANGUAGES; k++) s->evidence->sums[k] += s->sums[k];
  s->evidence->features += s->pending;
  s->sums = (sums16){0};
  s->pending = 0;
}

static inline void add(scan *s, uint64_t key) {
  const uint64_t hash = key * UINT64_C(0x9E3779B97F4A7C15);
  if (s->is_of_pair) {
    s->pair += s->weights[hash >> (64 - PAIR_BITS)];
    s->pending++;
    return;
  }
  const size_t row = (size_t)(hash >> (64 - BITS));
  weights8 weights;
  memcpy(&weights, s->weights + row * LANGUAGES, sizeof weights);
  s->sums += __builtin_convertvector(weights, sums16);
  if (++s->pending == FLUSH) flush(s);
}

// The n-grams that end with the newest byte, the lowest of `last`. A space is their first or last byte.
static inline void add_grams(scan *s, uint64_t last, size_t longest) {
  const size_t most = s->is_of_pair ? LONGEST_OF_PAIR : LONGEST;
  for (size_t n = 2; n <= most; n++) {
    if (n <= longest) add(s, (last & ((UINT64_C(1) << 8 * n) - 1)) + n);
  }
}

static const uint64_t word_start = UINT64_C(0xCBF29CE484222325);

typedef struct {
  uint64_t last, word;
  size_t letters;
} reading;

static inline void add_letter(scan *s, reading *r, uint8_t byte) {
  r->last = r->last << 8 | byte;
  r->word = (r->word ^ byte) * UINT64_C(0x100000001B3);
  r->letters++;
  add_grams(s, r->last, r->letters + 1);
}

static inline void end_word(scan *s, reading *r) {
  if (r->letters == 0) return;
  r->last = r->last << 8 | ' ';
  add_grams(s, r->last, r->letters + 2);
  add(s, r->word);
  *r = (reading){' ', word_start, 0};
}

static inline void read_words(
  const int8_t *weights, bool is_of_pair, const uint8_t *in, size_t count,
  lontar_evidence *evidence) {
  scan s = {weights, is_of_pair, {0}, 0, 0, evidence};
  reading r = {' ', word_start, 0};
  size_t i = 0;
  while (i < count) {
    const uint8_t byte = in[i];
    const uint8_t lower = byte | 0x20;
    if (lower >= 'a' && lower <= 'z') {
      add_letter(&s, &r, lower);
      i++;
    } else if (byte >= 0xC3 && byte <= 0xCD && i + 1 < count) {
      // À to Þ in lower case; further letters as they are.
      const uint8_t next = in[i + 1];
      add_letter(&s, &r, byte);
      add_letter(&s, &r, byte == 0xC3 && next <= 0x9E ? next | 0x20 : next);
      i += 2;
    } else if (byte == 0xE1 && i + 2 < count) {
      for (int k = 0; k < 3; k++) add_letter(&s, &r, in[i + k]);
      i += 3;
    } else {
      end_word(&s, &r);
      i += byte < 0xC2 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    }
  }
  end_word(&s, &r);
  flush(&s);
}

void lontar_evidence_add(
  const int8_t *weights, const uint8_t *in, size_t count, lontar_evidence *evidence) {
  read_words(weights, false, in, count, evidence);
}

void lontar_evidence_add_pair(
  const int8_t *weights, const uint8_t *in, size_t count, lontar_evidence *evidence) {
  read_words(weights, true, in, count, evidence);
}

void lontar_evidence_weigh(
  const lontar_evidence *evidence, double scale, double *likelihoods) {
  // The last is what no language served has: its weights are the zero that the others' are from.
  const double factor = scale / sqrt((double)evidence->features + 10);
  double most = 0, sum = 0;
  for (int k = 0; k < LANGUAGES; k++) {
    likelihoods[k] = (double)evidence->sums[k] * factor;
    if (likelihoods[k] > most) most = likelihoods[k];
  }
  likelihoods[LANGUAGES] = 0;
  for (int k = 0; k <= LANGUAGES; k++) sum += likelihoods[k] = exp(likelihoods[k] - most);
  for (int k = 0; k <= LANGUAGES; k++) likelihoods[k] /= sum;
}

void lontar_evidence_split(
  const lontar_evidence *evidence, double scale, double *first, double *second) {
  const double score = (double)evidence->pair * scale / sqrt((double)evidence->pair_features + 10);
  const double both = *first + *second;
  *first = both / (1 + exp(-score));
  *second = both - *first;
}
