#pragma once

/// The C core of Lontar. Every function starts with `lontar_`, takes bytes with their count, and
/// reports with a status; no type of another library appears here. The header stands by itself in
/// C11 and C++17.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __clang__
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wnullability-extension"
#else
// Other compilers do not know nullability; the words stay for the reader.
#define _Nonnull
#define _Nullable
#endif

#ifdef __cplusplus
extern "C" {
#endif

/// Asks for large pages for memory that is not touched yet. A hint: nothing depends on it.
void lontar_advise_huge_pages(void *_Nonnull memory, size_t byte_count);

/// Asks the processor to bring a cache line near; a hint that never faults.
static inline void lontar_prefetch(const void *_Nullable address) { __builtin_prefetch(address); }

// MARK: - Hashes

/// A SHA-256 that is under way.
typedef struct lontar_sha256 {
  uint32_t state[8];
  uint64_t count;
  uint8_t block[64];
} lontar_sha256;

/// Begins with no bytes.
void lontar_sha256_begin(lontar_sha256 *_Nonnull hash);
/// Adds bytes.
void lontar_sha256_add(
    lontar_sha256 *_Nonnull hash, const uint8_t *_Nullable bytes, size_t count);
/// Ends it, and writes the digest.
void lontar_sha256_end(lontar_sha256 *_Nonnull hash, uint8_t *_Nonnull digest);

// MARK: - Results

/// How a call ended.
typedef enum lontar_status {
  LONTAR_OK = 0,
  /// The bytes are not UTF-8; the count says how many bytes before the fault are.
  LONTAR_ILL_FORMED = 1,
  /// The output does not fit; the count says how many bytes it needs.
  LONTAR_NEEDS_CAPACITY = 2,
  /// The input is longer than the library below can address (2^31 - 1 bytes).
  LONTAR_TOO_LONG = 3,
  LONTAR_OUT_OF_MEMORY = 4,
  /// ICU or utf8proc refused; the count holds its error code (see `lontar_icu_error_name`).
  LONTAR_LIBRARY_FAILED = 5,
  /// An argument names nothing, such as a form or unit out of range.
  LONTAR_BAD_ARGUMENT = 6,
  /// The text is not in the normal form asked about.
  LONTAR_NOT_NORMALIZED = 7,
} lontar_status;

/// A status, and a count whose meaning each function gives.
typedef struct lontar_result {
  lontar_status status;
  size_t count;
} lontar_result;

// MARK: - Versions

/// The version of ICU that was compiled against, as text such as "72.1".
const char *_Nonnull lontar_icu_version(void);

/// The version of Unicode that ICU implements, as text such as "15.0".
const char *_Nonnull lontar_icu_unicode_version(void);

/// The version of Unicode that utf8proc implements, as text such as "15.0.0".
const char *_Nonnull lontar_utf8proc_unicode_version(void);

/// The name of an ICU error code, such as "U_MEMORY_ALLOCATION_ERROR".
const char *_Nonnull lontar_icu_error_name(size_t code);

// MARK: - Vector instructions

/// What the normaliser's fast paths are written for.
typedef enum lontar_simd {
  LONTAR_SIMD_NONE = 0,
  LONTAR_SIMD_AVX2 = 1,
  LONTAR_SIMD_NEON = 2,
} lontar_simd;

/// The level in use: the best that this processor has, or `LONTAR_SIMD_NONE` if the environment
/// variable LONTAR_SIMD is "scalar". All levels give the same results.
lontar_simd lontar_simd_level(void);

/// Sets the level for the whole process; for tests and measurements. Gives `LONTAR_BAD_ARGUMENT`
/// when the processor does not have it.
lontar_status lontar_simd_force(lontar_simd level);

// MARK: - UTF-8

/// Where UTF-8 ends in a text.
typedef struct lontar_utf8_check {
  /// `LONTAR_OK` or `LONTAR_ILL_FORMED`.
  lontar_status status;
  /// How many bytes from the start are well-formed UTF-8.
  size_t count;
  /// How many bytes after those are one ill-formed sequence: the longest start of a well-formed
  /// sequence that the text breaks off, or one byte (Unicode's maximal subpart, the piece for which
  /// WHATWG's decoder writes one U+FFFD). Zero when all is well.
  size_t ill_formed;
} lontar_utf8_check;

/// Finds the first ill-formed sequence.
lontar_utf8_check lontar_utf8_validate(const uint8_t *_Nullable in, size_t count);

// MARK: - Normal forms

/// The normal forms of Unicode.
typedef enum lontar_form {
  LONTAR_NFC = 0,
  LONTAR_NFD = 1,
  LONTAR_NFKC = 2,
  LONTAR_NFKD = 3,
  LONTAR_NFKC_CASEFOLD = 4,
  /// NFKC that leaves Thai U+0E33 and Lao U+0EB3, U+0EDC and U+0EDD whole, and puts the first two
  /// together: U+0E4D U+0E32 becomes U+0E33, also around a tone mark, and U+0ECD U+0EB2 U+0EB3.
  /// ICU and utf8proc do not have it.
  LONTAR_NFKC_SAFE = 5,
} lontar_form;

/// What to do about ill-formed sequences (see `lontar_utf8_check`). Normal text next to one is
/// normalised as if the text ended there.
typedef enum lontar_repair {
  /// Stop there.
  LONTAR_REPAIR_NONE = 0,
  /// Write one U+FFFD for each.
  LONTAR_REPAIR_REPLACE = 1,
  /// Let the bytes through.
  LONTAR_REPAIR_PASS = 2,
} lontar_repair;

/// A piece of output that differs from the source it comes from. What lies between two edits is the
/// same on both sides.
typedef struct lontar_edit {
  size_t source_start;
  size_t source_count;
  size_t output_start;
  size_t output_count;
} lontar_edit;

/// How far a normalisation came.
typedef struct lontar_normalization {
  /// `LONTAR_OK` when all is read; `LONTAR_ILL_FORMED` when the byte at `read` is not UTF-8;
  /// `LONTAR_NEEDS_CAPACITY` when the output or the edits have no room for what comes at `read`.
  /// After the last two the work can go on from `read`, as if the text began there.
  lontar_status status;
  /// Bytes of the source that are done.
  size_t read;
  /// Bytes of the output.
  size_t written;
  /// Edits written.
  size_t edits;
  /// Ill-formed sequences replaced or passed.
  size_t repairs;
} lontar_normalization;

/// Validates and normalises UTF-8 of Unicode 15.0 in one pass, in time proportional to its length
/// whatever it holds. The output never outgrows three times the source for NFC and NFD, and eleven
/// times for the other forms. The buffers must not overlap. Edits are written if there is an array
/// for them.
lontar_normalization lontar_normalize(
  lontar_form form, lontar_repair repair, const uint8_t *_Nullable in, size_t count,
  uint8_t *_Nullable out, size_t capacity, lontar_edit *_Nullable edits, size_t edit_capacity);

/// Whether text is well-formed and in a form: `LONTAR_OK`; `LONTAR_NOT_NORMALIZED`, and the count says
/// where the first piece begins that normalisation changes; or `LONTAR_ILL_FORMED` with its place.
/// What comes first in the text is reported.
lontar_result lontar_check_normalized(
  lontar_form form, const uint8_t *_Nullable in, size_t count);

/// The last place, at `start` or behind it, at which a text may be cut: whatever follows the text,
/// normalising up to there and from there on gives the same as normalising all at once. Zero if there
/// is none. Lets a stream be normalised in pieces that are cut at any byte; then `start` is what has been
/// searched before, less three bytes.
size_t lontar_stable_prefix(
  lontar_form form, const uint8_t *_Nullable in, size_t count, size_t start);

/// The first place at which the Stream-Safe Text Process of UAX #15 puts U+034F: before the first
/// character that would make more than thirty combining marks in a row. Without one, the count.
/// `run` holds how many marks in a row the text before ended with, and gets it for this text, up to the
/// place; behind a U+034F it is zero. Ill-formed bytes are no marks.
size_t lontar_stream_safe_break(
  const uint8_t *_Nullable in, size_t count, unsigned *_Nonnull run);

// MARK: - Rules of languages

/// Which scalars, and which after which, make a text suspicious to a set of rules.
typedef struct lontar_suspicion {
  /// For each 64 scalars of the BMP, the number of their block.
  const uint8_t *_Nonnull index;
  /// Blocks of 64 classes, each less than 32. Class 0 is that of spaces, and of the end.
  const uint8_t *_Nonnull blocks;
  /// For each state, 32 next states by class; 255 is suspicious. State 0 is that of the start; state 1
  /// is that after something without interest.
  const uint8_t *_Nonnull transitions;
  /// The class of scalars from U+10000 on, and from U+E0000 on.
  uint8_t astral, beyond;
  /// Whether ASCII but for controls has classes 0 and 1 alone, which lead from states 0 and 1 to the
  /// state of their own number.
  uint8_t ascii_is_inert;
  /// For the scan by vectors, or null without one: of each of the 128 scalars from U+`lead``second`00 on
  /// a set of bits, and then of each another. Two neighbours are suspicious where the first's in the
  /// former and the second's in the latter share a bit; and a scalar by itself, with bit 7 in the latter.
  /// It must be so wherever the automaton stops, and the last two classes must decide its state.
  const uint8_t *_Nullable pairs;
  /// The byte with which the 128 scalars begin in UTF-8, and the even one of the two that come second.
  uint8_t lead, second;
  /// The rows of sixteen scalars that have any bits, the lowest bit for the first.
  uint8_t rows;
  /// The former set of ASCII. Nothing in ASCII but controls may be suspicious.
  uint8_t ascii_before;
} lontar_suspicion;

/// Finds the first suspicious scalar at or behind an offset at which a text may be cut. Gives the
/// count if there is none; the start of the last scalar if it is the end that is suspicious.
/// Ill-formed bytes are taken as any scalars.
size_t lontar_rules_scan(
    const lontar_suspicion *_Nonnull table, const uint8_t *_Nullable in, size_t count, size_t start);

// MARK: - Normal forms by ICU and utf8proc

/// Normalises well-formed UTF-8 by ICU. The count is the number of bytes written, or, with
/// `LONTAR_NEEDS_CAPACITY`, the number that there would be. The buffers must not overlap.
/// ICU lets ill-formed sequences through as they are: validate first.
lontar_result lontar_icu_normalize(
  lontar_form form, const uint8_t *_Nullable in, size_t count, uint8_t *_Nullable out,
  size_t capacity);

/// The same, with ICU's own edits if there is an array for them: its fine changes. With
/// `LONTAR_NEEDS_CAPACITY`, `written` and `edits` say how many there would be; with
/// `LONTAR_LIBRARY_FAILED`, `read` is ICU's error code.
lontar_normalization lontar_icu_normalize_with_edits(
  lontar_form form, const uint8_t *_Nullable in, size_t count, uint8_t *_Nullable out,
  size_t capacity, lontar_edit *_Nullable edits, size_t edit_capacity);

/// Whether well-formed UTF-8 is in a form already: `LONTAR_OK`, and a count of 1 (yes) or 0 (no).
lontar_result lontar_icu_is_normalized(
  lontar_form form, const uint8_t *_Nullable in, size_t count);

/// Normalises by utf8proc, an implementation that shares no code with ICU. Slower; meant for
/// comparison. Counts as `lontar_icu_normalize`; ill-formed input gives `LONTAR_ILL_FORMED` with
/// its place.
lontar_result lontar_utf8proc_normalize(
  lontar_form form, const uint8_t *_Nullable in, size_t count, uint8_t *_Nullable out,
  size_t capacity);

// MARK: - Boundaries by ICU

/// What lies between two boundaries.
typedef enum lontar_unit {
  /// A grapheme cluster, what a reader calls a character.
  LONTAR_GRAPHEME = 0,
  LONTAR_WORD = 1,
  /// What lies between two places where a line may be broken.
  LONTAR_LINE = 2,
  LONTAR_SENTENCE = 3,
} lontar_unit;

/// Finds boundaries in one text after another; for one thread at a time.
typedef struct lontar_breaker lontar_breaker;

/// Makes a breaker for a locale such as "th". With `LONTAR_OK`, close it with
/// `lontar_breaker_close`; else nothing is made.
lontar_result lontar_breaker_open(
  lontar_unit unit, const char *_Nonnull locale,
  lontar_breaker *_Nullable *_Nonnull breaker);

/// Makes another breaker of the same kind, without the text; faster than opening one. Several
/// threads may copy from one breaker that nobody uses otherwise.
lontar_result lontar_breaker_copy(
  const lontar_breaker *_Nonnull original, lontar_breaker *_Nullable *_Nonnull breaker);

/// Frees a breaker.
void lontar_breaker_close(lontar_breaker *_Nullable breaker);

/// Writes the ends of the next segments of a text, as byte offsets into it. The count says how many
/// were written; zero means that the text is over. The last end of a text is its byte count, and an
/// empty text has none.
///
/// Begin with a start of 0, and go on with the last end that the call before gave, over the same
/// text. Each ill-formed sequence (see `lontar_utf8_check`) counts as one U+FFFD. A text of 2 GiB
/// is refused only where a piece of it as long must be seen at once.
lontar_result lontar_breaker_next(
  lontar_breaker *_Nonnull breaker, const uint8_t *_Nullable in, size_t count, size_t start,
  size_t *_Nonnull ends, size_t capacity);

// MARK: - Character classes

/// What the pre-tokenizers ask of a character. Each is in exactly one class, or in none, except that
/// carriage return and line feed are white space and line ends.
typedef enum lontar_class {
  /// Lu, Lt
  LONTAR_CLASS_UPPER = 1,
  /// Ll
  LONTAR_CLASS_LOWER = 2,
  /// Lm, Lo
  LONTAR_CLASS_UNCASED = 4,
  /// M
  LONTAR_CLASS_MARK = 8,
  /// N
  LONTAR_CLASS_NUMBER = 16,
  /// White_Space
  LONTAR_CLASS_SPACE = 32,
  /// U+000A, U+000D
  LONTAR_CLASS_LINE_END = 64,
  /// P, S
  LONTAR_CLASS_SYMBOL = 128,
} lontar_class;

/// Where the classes of the 64 characters `code >> 6` start in `lontar_class_blocks`.
extern const uint16_t lontar_class_index[17408];
extern const uint8_t lontar_class_blocks[];

/// The tables as pointers, which Swift can use; the classes of ASCII are at the front of the blocks.
static inline const uint16_t *_Nonnull lontar_class_index_start(void) {
  return lontar_class_index;
}
static inline const uint8_t *_Nonnull lontar_class_blocks_start(void) {
  return lontar_class_blocks;
}

/// The classes of at most 64 bytes. In each mask, bit *n* says whether the character to which byte
/// *n* belongs is of that class; no mask has a bit behind `length`.
typedef struct lontar_class_masks {
  uint64_t upper, lower, number, space, line_end;
  /// U+0020, U+0027 and U+002F.
  uint64_t blank, apostrophe, slash;
  /// How many bytes, from the first, are whole characters that are ASCII or letters with case.
  uint64_t length;
} lontar_class_masks;

/// Classifies the first bytes of UTF-8 text: `count` or 64, whichever is less. May classify none where
/// a character of another script is near. Ill-formed bytes are safe.
void lontar_mask_classes(
  const uint8_t *_Nonnull bytes, size_t count, lontar_class_masks *_Nonnull masks);

// MARK: - Regular expressions by ICU

/// Cuts text at the matches of a regular expression; for one thread at a time.
typedef struct lontar_pattern lontar_pattern;

/// Compiles an expression in UTF-8. `^` and `$` are where lines start and end, and only U+000A ends
/// a line. With `LONTAR_OK`, close it with `lontar_pattern_close`; else nothing is made, and `fault` is
/// the byte offset that ICU names.
lontar_result lontar_pattern_open(
  const uint8_t *_Nullable in, size_t count, lontar_pattern *_Nullable *_Nonnull pattern,
  size_t *_Nonnull fault);

/// Makes another of the same expression, without the text; faster than opening one. Several threads
/// may copy from one that nobody uses otherwise.
lontar_result lontar_pattern_copy(
  const lontar_pattern *_Nonnull original, lontar_pattern *_Nullable *_Nonnull pattern);

/// Frees an expression.
void lontar_pattern_close(lontar_pattern *_Nullable pattern);

/// Whether the expression matches in an empty text: `LONTAR_OK`, and a count of 1 (yes) or 0 (no).
lontar_result lontar_pattern_matches_nothing(lontar_pattern *_Nonnull pattern);

/// Sets the text and goes to its start. The bytes are not needed after the call. Each ill-formed
/// sequence (see `lontar_utf8_check`) counts as one U+FFFD. The count is unused.
lontar_result lontar_pattern_set_text(
  lontar_pattern *_Nonnull pattern, const uint8_t *_Nullable in, size_t count);

/// Writes the ends of the next pieces, as byte offsets into the text, and goes behind them. A piece
/// is a match, or what lies between two; an empty match cuts. The count says how many were written;
/// zero means that the text is over.
lontar_result lontar_pattern_next(
  lontar_pattern *_Nonnull pattern, size_t *_Nonnull ends, size_t capacity);

/// Goes to the next match and gives its range in bytes: a count of 1, or of 0 when there is no other.
/// Not to be mixed with `lontar_pattern_next` over one text.
lontar_result lontar_pattern_next_match(
  lontar_pattern *_Nonnull pattern, size_t *_Nonnull start, size_t *_Nonnull end);

// MARK: - Legacy encodings

/// Encodings that are decoded by tables of our own.
typedef enum lontar_encoding {
  LONTAR_WINDOWS_1252 = 0,
  LONTAR_TIS_620 = 1,
  LONTAR_ISO_8859_11 = 2,
  LONTAR_WINDOWS_874 = 3,
  LONTAR_VISCII = 4,
  LONTAR_WINDOWS_1258 = 5,
  /// TCVN 5712:1993, VN1.
  LONTAR_TCVN_5712 = 6,
  /// The small letters of the ABC fonts, and Windows-1252's punctuation.
  LONTAR_TCVN3 = 7,
  /// VNI for Windows.
  LONTAR_VNI = 8,
  /// VIQR (RFC 1456), with `*` for a horn too.
  LONTAR_VIQR = 9,
  LONTAR_UTF_16LE = 10,
  LONTAR_UTF_16BE = 11,
  LONTAR_UTF_32LE = 12,
  LONTAR_UTF_32BE = 13,
} lontar_encoding;

/// Decodes to UTF-8. A letter and a combining mark after it become one character where there is one.
/// `LONTAR_ILL_FORMED` when the byte at `read` stands for nothing; `LONTAR_NEEDS_CAPACITY` when there are
/// not four bytes of room, or no edit; then the work can go on from `read`, as if the text began
/// there. The output has at most three times as many bytes. Edits are written if there is an array
/// for them, one for each character that is not the same byte.
lontar_normalization lontar_decode(
  lontar_encoding encoding, const uint8_t *_Nullable in, size_t count, uint8_t *_Nullable out,
  size_t capacity, lontar_edit *_Nullable edits, size_t edit_capacity);

/// Decodes by ICU; for one thread at a time.
typedef struct lontar_converter lontar_converter;

/// Makes a converter for a name that ICU knows; `LONTAR_BAD_ARGUMENT` when it knows none. With
/// `LONTAR_OK`, close it with `lontar_converter_close`; the count is 1 if a line feed is the byte 0x0A
/// and nothing else is, so that lines can be decoded one by one, or 0.
lontar_result lontar_converter_open(
  const char *_Nonnull name, lontar_converter *_Nullable *_Nonnull converter);

/// Frees a converter.
void lontar_converter_close(lontar_converter *_Nullable converter);

/// How far a converter came.
typedef struct lontar_decoded {
  /// `LONTAR_OK`; `LONTAR_ILL_FORMED` when the `ill_formed` bytes at `read` stand for nothing;
  /// `LONTAR_NEEDS_CAPACITY` when the work must begin anew with more room.
  lontar_status status;
  size_t read;
  size_t written;
  size_t edits;
  size_t ill_formed;
} lontar_decoded;

/// Decodes a text from its start. The output has at most four times as many bytes in any encoding that
/// ICU 72 has; edits, if there is an array for them, are one for each character.
lontar_decoded lontar_converter_decode(
  lontar_converter *_Nonnull converter, const uint8_t *_Nullable in, size_t count,
  uint8_t *_Nullable out, size_t capacity, lontar_edit *_Nullable edits, size_t edit_capacity);

/// How many encodings ICU has.
size_t lontar_converter_count(void);

/// Writes the names of an encoding of ICU, its own first, and returns how many. They live as long as
/// the process.
size_t lontar_converter_names(
  size_t index, const char *_Nullable *_Nonnull names, size_t capacity);

/// What ICU's detector takes a text for.
typedef struct lontar_charset_guess {
  char name[48];
  /// From 0 to 100.
  int32_t confidence;
} lontar_charset_guess;

/// Asks ICU's detector. The count says how many guesses were written, the best first.
lontar_result lontar_guess_charset(
  const uint8_t *_Nullable in, size_t count, lontar_charset_guess *_Nonnull guesses,
  size_t capacity);

/// How many bytes the output of `lontar_zawgyi_to_unicode` needs for so many bytes of input.
size_t lontar_zawgyi_capacity(size_t count);

/// How many numbers it needs to work with: as many as for the longest line of the text.
size_t lontar_zawgyi_scratch(const uint8_t *_Nullable in, size_t count);

/// Brings Burmese for the Zawgyi font into Unicode, by the rules of CLDR. The text is well-formed
/// UTF-8; each line is converted for itself, and one without Myanmar letters stays as it is.
/// `LONTAR_NEEDS_CAPACITY` when the buffers are smaller than the functions above say, or there is no
/// room for an edit; then all must begin anew.
lontar_normalization lontar_zawgyi_to_unicode(
  const uint8_t *_Nullable in, size_t count, uint8_t *_Nullable out, size_t capacity,
  lontar_edit *_Nullable edits, size_t edit_capacity, uint64_t *_Nullable scratch,
  size_t scratch_count);

/// How Burmese text looks.
typedef struct lontar_zawgyi_score {
  /// Sixteen times the natural logarithm of how much likelier it is Zawgyi than Unicode.
  int64_t sum;
  /// How many pairs of letters spoke.
  size_t pairs;
} lontar_zawgyi_score;

/// Tells by the pairs of its letters whether well-formed UTF-8 is Zawgyi.
lontar_zawgyi_score lontar_score_zawgyi(const uint8_t *_Nullable in, size_t count);

/// Signs that a text could be bytes read with the table of another encoding.
typedef enum lontar_mojibake {
  /// A letter of Latin-1 and a sign, which could be two bytes of UTF-8.
  LONTAR_MOJIBAKE_PAIRS = 1,
  /// The same as Windows-1258 shows it.
  LONTAR_MOJIBAKE_PAIRS_1258 = 2,
  /// Controls from U+0080 to U+009F.
  LONTAR_MOJIBAKE_CONTROLS = 4,
  /// Three characters of Latin-1 side by side.
  LONTAR_MOJIBAKE_RUNS = 8,
  /// Two characters of Latin-1.
  LONTAR_MOJIBAKE_LATIN = 16,
  /// Thai whose runs could each begin with the bytes of one character.
  LONTAR_MOJIBAKE_THAI = 32,
  /// Beside characters of Latin-1, letters that only Vietnamese has: no mojibake itself.
  LONTAR_MOJIBAKE_VIETNAMESE = 64,
} lontar_mojibake;

/// Looks for signs of mojibake in UTF-8; a set of `lontar_mojibake`. Any bytes are safe.
uint32_t lontar_scan_mojibake(const uint8_t *_Nullable in, size_t count);

/// Whether a line with such signs is worth trying to repair.
bool lontar_suspects_mojibake(uint32_t signs);

/// Where a line lies, without its newline.
typedef struct lontar_line {
  size_t start;
  size_t end;
} lontar_line;

/// The first line, of those from a line's start on, that is worth trying to repair, or may be, because it
/// begins in Thai with what could be bytes; one that starts at the count if there is none.
lontar_line lontar_find_mojibake(const uint8_t *_Nullable in, size_t count, size_t start);

/// How many bytes `lontar_repair_mojibake` may write for so many bytes.
size_t lontar_mojibake_capacity(size_t count);

/// How many bytes it needs to work with.
size_t lontar_mojibake_scratch(size_t count);

/// What became of a text.
typedef struct lontar_mojibake_repair {
  /// How many bytes were written; 0 if there is nothing to repair.
  size_t written;
  size_t edits;
  /// Whether it was TCVN3, some of whose small letters are drawn as capitals.
  bool was_tcvn3;
} lontar_mojibake_repair;

/// Undoes one reading with a wrong table in well-formed UTF-8, if it is plain that there was one. The output
/// has room for `lontar_mojibake_capacity`, the scratch for `lontar_mojibake_scratch`. Edits are written if
/// there is an array for them, one for each byte of the text at the most.
lontar_mojibake_repair lontar_repair_mojibake(
  const uint8_t *_Nullable in, size_t count, uint8_t *_Nonnull out, lontar_edit *_Nullable edits,
  uint8_t *_Nonnull scratch);

/// Whether there is a control from U+0080 to U+009F in UTF-8.
bool lontar_has_c1_controls(const uint8_t *_Nullable in, size_t count);

/// How many pieces of a text obey the structure of its script, and how many do not.
typedef struct lontar_script_score {
  size_t good;
  size_t bad;
} lontar_script_score;

/// Counts the words of Vietnamese text that have letters beyond ASCII: those that are syllables, and those
/// that are not. Single letters say nothing.
lontar_script_score lontar_score_vietnamese(const uint8_t *_Nullable in, size_t count);

/// Counts the Thai letters that may follow what is before them, and those that may not, by the pair table of
/// WTT 2.0 (TIS 1566-2541) in its strict mode. What is neither Thai nor ASCII is bad, or does not count.
lontar_script_score lontar_score_thai(
  const uint8_t *_Nullable in, size_t count, bool refuses_others);

/// How many languages of Latin letters the model of evidence tells apart, and the binary logarithm of
/// its number of rows.
#define LONTAR_EVIDENCE_LANGUAGES 8
#define LONTAR_EVIDENCE_BITS 16

/// The binary logarithm of the number of rows of the model that tells two of them apart.
#define LONTAR_EVIDENCE_PAIR_BITS 17

/// What the words seen so far say of their language.
typedef struct lontar_evidence {
  /// For each language, the weights of all features.
  int64_t sums[LONTAR_EVIDENCE_LANGUAGES];
  /// How many features there were.
  uint64_t features;
  /// The weights of all features for the first of two languages and against the second, and how many
  /// features there were.
  int64_t pair;
  uint64_t pair_features;
} lontar_evidence;

/// Adds what a text says; any bytes are safe. The weights are a row of eight for each value of the
/// features' hash.
void lontar_evidence_add(
  const int8_t *_Nonnull weights, const uint8_t *_Nullable in, size_t count,
  lontar_evidence *_Nonnull evidence);

/// Adds what a text says of the pair of languages; the weights are one for each value of the hash.
void lontar_evidence_add_pair(
  const int8_t *_Nonnull weights, const uint8_t *_Nullable in, size_t count,
  lontar_evidence *_Nonnull evidence);

/// Divides what the two languages have together between them by what was added of the pair.
void lontar_evidence_split(
  const lontar_evidence *_Nonnull evidence, double scale, double *_Nonnull first,
  double *_Nonnull second);

/// Writes how likely each language is, and at last that it is none of them. They add up to 1.
void lontar_evidence_weigh(
  const lontar_evidence *_Nonnull evidence, double scale, double *_Nonnull likelihoods);

/// Transforms well-formed UTF-8 by one of ICU's transliterators, such as "Zawgyi-my". Slow; meant for
/// comparison. The count is the number of bytes written, or, with `LONTAR_NEEDS_CAPACITY`, the number
/// that there would be.
lontar_result lontar_icu_transliterate(
  const char *_Nonnull name, const uint8_t *_Nullable in, size_t count, uint8_t *_Nullable out,
  size_t capacity);

#ifdef __cplusplus
}
#endif

#ifdef __clang__
#pragma clang diagnostic pop
#endif
