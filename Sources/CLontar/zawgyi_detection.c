// Tells Zawgyi from Unicode by the pairs of letters in a text.

#include "CLontar.h"

#include <string.h>

#include "zawgyi_model.h"

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
