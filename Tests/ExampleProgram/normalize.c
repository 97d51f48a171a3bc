// A C program that knows nothing of Lontar but its header: normalises standard input to NFC, line by
// line or however it comes, in memory that does not grow.

#include <CLontar.h>
#include <stdio.h>
#include <string.h>

int main(void) {
  // No more marks in a row than these buffers hold; a real program would let them grow.
  static uint8_t in[1 << 16], out[3 << 16];
  size_t held = 0;
  for (;;) {
    const size_t arrived = fread(in + held, 1, 1000, stdin);
    const size_t searched = held < 3 ? 0 : held - 3;
    held += arrived;
    // At the end all of it; before, up to the last place where the text may be cut.
    const size_t ready =
      arrived == 0 ? held : lontar_stable_prefix(LONTAR_NFC, in, held, searched);
    const lontar_normalization done =
      lontar_normalize(LONTAR_NFC, LONTAR_REPAIR_NONE, in, ready, out, sizeof out, NULL, 0);
    fwrite(out, 1, done.written, stdout);
    if (done.status != LONTAR_OK) {
      fprintf(stderr, "not UTF-8\n");
      return 1;
    }
    memmove(in, in + ready, held - ready);
    held -= ready;
    if (arrived == 0) return 0;
    if (held + 1000 > sizeof in) {
      fprintf(stderr, "too many marks in a row\n");
      return 1;
    }
  }
}
