/* Lontar's tokenizers for C, C++ and whatever calls C.
 *
 *     char message[256];
 *     lontar_tokenizer *tokenizer = lontar_tokenizer_open("tokenizer.json", message, sizeof message);
 *     uint32_t ids[512];
 *     int64_t count = lontar_tokenizer_encode(tokenizer, text, strlen(text), 0, ids, 512);
 *
 * All functions may be called from several threads at once, with one tokenizer too, but for close.
 */
#ifndef LONTAR_H
#define LONTAR_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What this header describes; compare it with lontar_tokenizer_abi(). It grows when a function changes. */
#define LONTAR_TOKENIZER_ABI 1

typedef struct lontar_tokenizer lontar_tokenizer;

/* The version of the library's interface. */
int32_t lontar_tokenizer_abi(void);

/* Opens a tokenizer's file of any kind that Lontar reads. NULL if that fails: then the message says why, in
 * UTF-8 with a zero at the end, cut to the capacity. */
lontar_tokenizer *lontar_tokenizer_open(const char *path, char *message, size_t capacity);

/* Frees a tokenizer; NULL is allowed. */
void lontar_tokenizer_close(lontar_tokenizer *tokenizer);

/* The number of ids, from 0; -1 without a tokenizer. */
int64_t lontar_tokenizer_size(lontar_tokenizer *tokenizer);

/* Encodes UTF-8 and returns how many ids there are. They are written only if there is room for all of them, so
 * that a capacity of 0 counts. Special tokens of the text are found; with add_special those that the tokenizer
 * puts around a text are added. -1 without a tokenizer or a text. */
int64_t lontar_tokenizer_encode(
  lontar_tokenizer *tokenizer, const uint8_t *text, size_t count, int32_t add_special, uint32_t *ids,
  size_t capacity);

/* Decodes ids and returns how many bytes they stand for. They are written only if there is room for all of
 * them. -1 when an id has no token. */
int64_t lontar_tokenizer_decode(
  lontar_tokenizer *tokenizer, const uint32_t *ids, size_t count, int32_t skip_special, uint8_t *bytes,
  size_t capacity);

#ifdef __cplusplus
}
#endif

#endif
