#include "CLontar.h"

#include <string.h>

#include "utf8_step.h"

lontar_utf8_check lontar_utf8_validate(const uint8_t *in, size_t count) {
  size_t i = 0;
  while (i < count) {
    const uint8_t lead = in[i];
    if (lead < 0x80) {
      // Eight bytes of ASCII at a time.
      uint64_t word;
      while (count - i >= 8) {
        memcpy(&word, in + i, 8);
        if (word & 0x8080808080808080u) break;
        i += 8;
      }
      while (i < count && in[i] < 0x80) i++;
      continue;
    }
    const lontar_step step = lontar_step_utf8(in + i, count - i);
    if (!step.well_formed) return (lontar_utf8_check){LONTAR_ILL_FORMED, i, step.count};
    i += step.count;
  }
  return (lontar_utf8_check){LONTAR_OK, count, 0};
}
