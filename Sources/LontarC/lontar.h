/* Lontar's tokenizers for C, C++ and whatever calls C.
 *
 *     char message[256];
 *     lontar_tokenizer *tokenizer = lontar_tokenizer_open("tokenizer.json", message, sizeof message);
 *     uint32_t ids[512];
 *     int64_t count = lontar_tokenizer_encode(tokenizer, text, strlen(text), 0, ids, 512);
 *
 * All functions may be called from several threads at once, with one tokenizer too, but for close; a decoder
 * belongs to one thread at a time.
 */
#ifndef LONTAR_H
#define LONTAR_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What this header describes; compare it with lontar_tokenizer_abi(). It grows when functions are
 * added; those of earlier versions stay as they are. */
#define LONTAR_TOKENIZER_ABI 2

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

/* Counts the ids of UTF-8: what encode returns. -1 without a tokenizer or a text. Since 2. */
int64_t lontar_tokenizer_count(
  lontar_tokenizer *tokenizer, const uint8_t *text, size_t count, int32_t add_special);

/* As encode, and for each id the bytes of the text that it stands for, from starts[i] to ends[i]; both 0 for ids of
 * no text. What the tokenizer's file asks for, such as truncation, is done. -1 if that cannot be. Since 2. */
int64_t lontar_tokenizer_encode_places(
  lontar_tokenizer *tokenizer, const uint8_t *text, size_t count, int32_t add_special, uint32_t *ids,
  uint64_t *starts, uint64_t *ends, size_t capacity);

/* Decodes ids one by one, as a model gives them. */
typedef struct lontar_decoder lontar_decoder;

/* Makes a decoder of one text; with whole_characters bytes come when their character is complete. NULL without a
 * tokenizer, which may be closed before the decoder. Since 2. */
lontar_decoder *lontar_decoder_open(
  lontar_tokenizer *tokenizer, int32_t skip_special, int32_t whole_characters);

/* Frees a decoder; NULL is allowed. Since 2. */
void lontar_decoder_close(lontar_decoder *decoder);

/* Takes an id and returns how many bytes are certain now. The pointer that is stored in bytes is valid until the
 * next call with this decoder. -1 when no token has the id. Since 2. */
int64_t lontar_decoder_feed(lontar_decoder *decoder, uint32_t id, const uint8_t **bytes);

/* Returns how many bytes were held back, as feed does, and begins another text. Since 2. */
int64_t lontar_decoder_finish(lontar_decoder *decoder, const uint8_t **bytes);

#ifdef __cplusplus
}
#endif

#endif
