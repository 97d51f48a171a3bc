// Compares the normaliser with ICU, utf8proc and itself on a great many strings. See compare.sh.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include <unicode/edits.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include "CLontar.h"

extern "C" size_t lontar_work;

namespace {

using Bytes = std::string;

const lontar_form forms[] = {LONTAR_NFC,           LONTAR_NFD,      LONTAR_NFKC, LONTAR_NFKD,
                             LONTAR_NFKC_CASEFOLD, LONTAR_NFKC_SAFE};
const char *const form_names[] = {"NFC", "NFD", "NFKC", "NFKD", "NFKC_Casefold", "NFKC-safe"};

uint64_t state = 1;
uint64_t random_bits() {
  uint64_t z = state += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}
size_t random_below(size_t n) { return static_cast<size_t>(random_bits() % n); }

const uint8_t *bytes(const Bytes &text) { return reinterpret_cast<const uint8_t *>(text.data()); }
uint8_t *bytes(Bytes &text) { return reinterpret_cast<uint8_t *>(&text[0]); }

void show(const char *label, const Bytes &text) {
  std::printf("  %-8s", label);
  for (size_t i = 0; i < text.size();) {
    const unsigned char lead = text[i];
    size_t n = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    unsigned scalar = lead < 0x80 ? lead : lead & (0xFF >> (n + 1));
    if (lead >= 0x80 && lead < 0xC2) { std::printf(" <%02X>", lead); i++; continue; }
    size_t j = 1;
    for (; j < n && i + j < text.size() && (text[i + j] & 0xC0) == 0x80; j++) {
      scalar = scalar << 6 | (text[i + j] & 0x3F);
    }
    if (j < n) std::printf(" <%02X..>", lead); else std::printf(" %04X", scalar);
    i += j;
  }
  std::printf("\n");
}

[[noreturn]] void differ(const char *what, lontar_form form, const Bytes &in, const Bytes &ours, const Bytes &theirs) {
  std::printf("%s, %s\n", what, form_names[form]);
  show("source", in); show("ours", ours); show("expected", theirs);
  std::exit(1);
}

void append_scalar(Bytes &text, uint32_t s) {
  if (s < 0x80) text += static_cast<char>(s);
  else if (s < 0x800) { text += static_cast<char>(0xC0 | s >> 6); text += static_cast<char>(0x80 | (s & 63)); }
  else if (s < 0x10000) { text += static_cast<char>(0xE0 | s >> 12); text += static_cast<char>(0x80 | (s >> 6 & 63)); text += static_cast<char>(0x80 | (s & 63)); }
  else { text += static_cast<char>(0xF0 | s >> 18); text += static_cast<char>(0x80 | (s >> 12 & 63)); text += static_cast<char>(0x80 | (s >> 6 & 63)); text += static_cast<char>(0x80 | (s & 63)); }
}

struct Ours { Bytes out; lontar_normalization result; std::vector<lontar_edit> edits; };

Ours ours(lontar_form form, const Bytes &in, lontar_repair repair = LONTAR_REPAIR_NONE) {
  Ours o;
  o.out.resize(in.size() * 18 + 64);
  o.edits.resize(in.size() + 1);
  // Exact-size copy on the heap, so that sanitizers see reads past the end.
  std::vector<uint8_t> exact(bytes(in), bytes(in) + in.size());
  o.result = lontar_normalize(form, repair, exact.data(), exact.size(), bytes(o.out), o.out.size(), o.edits.data(), o.edits.size());
  o.out.resize(o.result.written);
  o.edits.resize(o.result.edits);

  // Without edits other paths are taken; with exactly as much room, too.
  Bytes plain(o.out.size(), 0);
  std::vector<uint8_t> tight(o.out.size());
  const auto r = lontar_normalize(
    form, repair, exact.data(), exact.size(), tight.data(), tight.size(), nullptr, 0);
  plain.assign(reinterpret_cast<char *>(tight.data()), r.written);
  const bool same = r.status == o.result.status && r.read == o.result.read &&
                    r.repairs == o.result.repairs && plain == o.out;
  if (!same && r.status != LONTAR_NEEDS_CAPACITY) differ("without edits", form, in, plain, o.out);
  std::vector<uint8_t> wide(in.size() * 18 + 64);
  const auto w = lontar_normalize(
    form, repair, exact.data(), exact.size(), wide.data(), wide.size(), nullptr, 0);
  plain.assign(reinterpret_cast<char *>(wide.data()), w.written);
  if (w.status != o.result.status || w.read != o.result.read || w.repairs != o.result.repairs ||
      plain != o.out) {
    differ("without edits, with room", form, in, plain, o.out);
  }
  return o;
}

// In steps, with as little room as each takes.
Bytes ours_by_steps(lontar_form form, const Bytes &in, size_t room) {
  Bytes out;
  size_t read = 0;
  while (read < in.size()) {
    std::vector<uint8_t> buffer(room);
    lontar_edit edit[2];
    const auto r = lontar_normalize(form, LONTAR_REPAIR_NONE, bytes(in) + read, in.size() - read, buffer.data(), room, edit, 2);
    out.append(reinterpret_cast<char *>(buffer.data()), r.written);
    read += r.read;
    if (r.status == LONTAR_OK && read != in.size()) differ("read less than all", form, in, out, "");
    if (r.status == LONTAR_ILL_FORMED) differ("ill-formed", form, in, out, "");
    if (r.status == LONTAR_NEEDS_CAPACITY && r.read == 0) room = room + 1 + room / 2;
  }
  return out;
}

Bytes theirs(lontar_form form, const Bytes &in) {
  Bytes out(in.size() * 18 + 64, 0);
  const auto r = lontar_icu_normalize(form, bytes(in), in.size(), bytes(out), out.size());
  if (r.status != LONTAR_OK) { std::printf("ICU failed\n"); std::exit(1); }
  out.resize(r.count);
  return out;
}

Bytes by_utf8proc(lontar_form form, const Bytes &in) {
  Bytes out(in.size() * 18 + 64, 0);
  const auto r = lontar_utf8proc_normalize(form, bytes(in), in.size(), bytes(out), out.size());
  if (r.status != LONTAR_OK) { std::printf("utf8proc failed\n"); std::exit(1); }
  out.resize(r.count);
  return out;
}

bool replace_all(Bytes &text, const Bytes &from, const Bytes &to) {
  bool any = false;
  for (size_t at = 0; (at = text.find(from, at)) != Bytes::npos; at += to.size()) { text.replace(at, from.size(), to); any = true; }
  return any;
}

// NFKC around the four characters, then the compositions, then order again: the definition.
Bytes safe_twin(const Bytes &in) {
  // Stand-ins that the source does not hold and that are inert, as the four are.
  static const char *const keep[] = {"\u0E33", "\u0EB3", "\u0EDC", "\u0EDD"};
  Bytes stand_in[4];
  for (uint32_t i = 0, scalar = 0xF0000; i < 4; scalar++) {
    Bytes candidate;
    append_scalar(candidate, scalar);
    if (in.find(candidate) == Bytes::npos) stand_in[i++] = candidate;
  }
  Bytes text = in;
  for (int i = 0; i < 4; i++) replace_all(text, keep[i], stand_in[i]);
  text = theirs(LONTAR_NFKC, text);
  for (int i = 0; i < 4; i++) replace_all(text, stand_in[i], keep[i]);
  replace_all(text, "\u0E4D\u0E32", "\u0E33");
  for (char tone = '\x88'; tone <= '\x8B'; tone++) {
    const Bytes t = Bytes("\xE0\xB9") + tone;
    replace_all(text, "\u0E4D" + t + "\u0E32", t + "\u0E33");
  }
  replace_all(text, "\u0ECD\u0EB2", "\u0EB3");
  return theirs(LONTAR_NFC, text);
}

void check_edits(lontar_form form, const Bytes &in, const Ours &o) {
  Bytes rebuilt;
  size_t at = 0;
  for (const auto &e : o.edits) {
    rebuilt += in.substr(at, e.source_start - at);
    if (rebuilt.size() != e.output_start) differ("edit out of place", form, in, o.out, rebuilt);
    rebuilt += o.out.substr(e.output_start, e.output_count);
    at = e.source_start + e.source_count;
  }
  rebuilt += in.substr(at);
  if (rebuilt != o.out) differ("edits do not give the output", form, in, rebuilt, o.out);
}

size_t edit_strings = 0;
bool edits_as_icu(const Bytes &in, const Ours &o) {
  UErrorCode error = U_ZERO_ERROR;
  const auto *nfc = icu::Normalizer2::getNFCInstance(error);
  icu::Edits edits;
  Bytes out; icu::StringByteSink<Bytes> sink(&out);
  nfc->normalizeUTF8(0, in, sink, &edits, error);
  auto it = edits.getFineChangesIterator();
  size_t k = 0; bool equal = true;
  while (it.next(error)) {
    if (k >= o.edits.size()) { equal = false; break; }
    const auto &e = o.edits[k++];
    if (e.source_start != size_t(it.sourceIndex()) || e.source_count != size_t(it.oldLength()) || e.output_start != size_t(it.destinationIndex()) || e.output_count != size_t(it.newLength())) equal = false;
  }
  if (k != o.edits.size()) equal = false;
  if (!equal) {
    show("source", in); std::printf("   ours:"); for (auto &e : o.edits) std::printf(" [%zu+%zu -> %zu+%zu]", e.source_start, e.source_count, e.output_start, e.output_count);
    std::printf("\n   ICU: "); auto f = edits.getFineChangesIterator(); while (f.next(error)) std::printf(" [%d+%d -> %d+%d]", f.sourceIndex(), f.oldLength(), f.destinationIndex(), f.newLength());
    std::printf("\n");
  }
  return equal;
}

void check(const Bytes &in, bool utf8proc) {
  for (const auto form : forms) {
    const Bytes expected = form == LONTAR_NFKC_SAFE ? safe_twin(in) : theirs(form, in);
    const Ours o = ours(form, in);
    if (o.result.status != LONTAR_OK || o.result.read != in.size()) differ("status", form, in, o.out, expected);
    if (o.out != expected) differ("against ICU", form, in, o.out, expected);
    check_edits(form, in, o);
    if (form == LONTAR_NFC) { edit_strings++; if (!edits_as_icu(in, o)) differ("edits of ICU", form, in, o.out, o.out); }
    if (form != LONTAR_NFKC_CASEFOLD || true) {
      const Ours again = ours(form, o.out);
      if (again.out != o.out) differ("not idempotent", form, in, again.out, o.out);
    }
    if (ours_by_steps(form, in, random_below(24)) != expected) differ("by steps", form, in, "", expected);
    if (utf8proc && form <= LONTAR_NFKD && by_utf8proc(form, in) != o.out) differ("against utf8proc", form, in, o.out, by_utf8proc(form, in));
    (void)utf8proc;
    const auto c = lontar_check_normalized(form, bytes(in), in.size());
    if ((c.status == LONTAR_OK) != (in == o.out)) differ("check", form, in, o.out, "");
    if (c.status == LONTAR_NOT_NORMALIZED && c.count > o.edits[0].source_start) { std::printf("check at %zu, edit at %zu\n", c.count, o.edits[0].source_start); differ("place", form, in, o.out, ""); }
    if (c.status == LONTAR_OK && c.count != in.size()) differ("check count", form, in, o.out, "");
  }
}

void check_ill_formed(const Bytes &in) {
  const auto v = lontar_utf8_validate(bytes(in), in.size());
  Bytes repaired; size_t sequences = 0;
  for (size_t i = 0; i < in.size();) {
    const auto w = lontar_utf8_validate(bytes(in) + i, in.size() - i);
    repaired += in.substr(i, w.count); i += w.count;
    if (w.status != LONTAR_OK) { repaired += "\xEF\xBF\xBD"; i += w.ill_formed; sequences++; }
  }
  for (const auto form : forms) {
    const Ours strict = ours(form, in);
    if ((v.status == LONTAR_OK) != (strict.result.status == LONTAR_OK)) differ("ill-formed missed", form, in, strict.out, "");
    if (v.status != LONTAR_OK && strict.result.read != v.count) { std::printf("%zu for %zu\n", strict.result.read, v.count); differ("place of the ill-formed", form, in, strict.out, ""); }
    if (v.status != LONTAR_OK) { const auto c = lontar_check_normalized(form, bytes(in), in.size());
      // The check may find an earlier place that is not in form.
      if (c.status == LONTAR_OK || (c.status == LONTAR_ILL_FORMED && c.count != v.count) || (c.status == LONTAR_NOT_NORMALIZED && c.count >= v.count)) differ("check of ill-formed", form, in, "", ""); }
    if (form == LONTAR_NFKC_SAFE) continue;
    const Ours replaced = ours(form, in, LONTAR_REPAIR_REPLACE);
    if (replaced.out != theirs(form, repaired) || replaced.result.repairs != sequences) differ("replaced", form, in, replaced.out, theirs(form, repaired));
    check_edits(form, in, replaced);
    const Ours passed = ours(form, in, LONTAR_REPAIR_PASS);
    Bytes expected;
    for (size_t i = 0; i < in.size();) {
      const auto w = lontar_utf8_validate(bytes(in) + i, in.size() - i);
      expected += theirs(form, in.substr(i, w.count)); i += w.count;
      expected += in.substr(i, w.ill_formed); i += w.ill_formed;
    }
    if (passed.out != expected) differ("passed", form, in, passed.out, expected);
    check_edits(form, in, passed);
  }
}

// As a stream in pieces that are cut at these places, by what the header offers for it.
Bytes ours_by_pieces(lontar_form form, const Bytes &in, const std::vector<size_t> &cuts) {
  Bytes carry, out, buffer;
  size_t start = 0;
  for (const size_t cut : cuts) {
    const size_t searched = carry.size() < 3 ? 0 : carry.size() - 3;
    carry.append(in, start, cut - start);
    start = cut;
    const size_t ready =
      cut == in.size() ? carry.size()
                       : lontar_stable_prefix(form, bytes(carry), carry.size(), searched);
    buffer.resize(ready * 18 + 64);
    const auto r = lontar_normalize(
      form, LONTAR_REPAIR_NONE, bytes(carry), ready, bytes(buffer), buffer.size(), nullptr, 0);
    if (r.status != LONTAR_OK) differ("a piece", form, in, out, carry);
    out.append(buffer, 0, r.written);
    carry.erase(0, ready);
  }
  return out;
}

// In two pieces cut at every byte, and in random ones.
void check_pieces(const Bytes &in) {
  for (const auto form : forms) {
    const Bytes whole = ours(form, in).out;
    for (size_t cut = 0; cut <= in.size(); cut++) {
      if (ours_by_pieces(form, in, {cut, in.size()}) != whole) {
        differ("in two pieces", form, in, ours_by_pieces(form, in, {cut, in.size()}), whole);
      }
    }
    std::vector<size_t> cuts;
    for (size_t at = 0; (at += random_below(6)) < in.size();) cuts.push_back(at);
    cuts.push_back(in.size());
    if (ours_by_pieces(form, in, cuts) != whole) {
      differ("in pieces", form, in, ours_by_pieces(form, in, cuts), whole);
    }
  }
}

// Only what comes out, for very many strings.
void check_output(const Bytes &in) {
  static Bytes out, expected;
  if (out.size() < in.size() * 18 + 64) out.resize(in.size() * 18 + 64), expected.resize(out.size());
  for (const auto form : forms) {
    if (form == LONTAR_NFKC_SAFE) continue;
    const auto r = lontar_normalize(
      form, LONTAR_REPAIR_NONE, bytes(in), in.size(), bytes(out), out.size(), nullptr, 0);
    const auto e = lontar_icu_normalize(form, bytes(in), in.size(), bytes(expected), expected.size());
    if (r.status != LONTAR_OK || e.status != LONTAR_OK || r.written != e.count ||
        std::memcmp(out.data(), expected.data(), e.count) != 0) {
      differ("against ICU", form, in, out.substr(0, r.written), expected.substr(0, e.count));
    }
  }
}

const uint32_t alphabet[] = {
  0x20, 0x41, 0x61, 0x65, 0x6F, 0xEA, 0x1B0, 0x300, 0x301, 0x302, 0x303, 0x306, 0x309, 0x31B, 0x323, 0xE01, 0xE34,
  0xE38, 0xE3A, 0xE48, 0xE49, 0xE33, 0xE4D, 0xE32, 0xECD, 0xEB2, 0xEB3, 0xEDC, 0x1780, 0x17D2, 0x17DD, 0x17B6, 0x17BB, 0x1000, 0x1025, 0x102E, 0x1037, 0x1039, 0x103A,
  0xEA5, 0xEB8, 0xEC8, 0xEBA, 0x200B, 0x2000, 0x2126, 0xFB01, 0xFDFA, 0x1F600, 0x110BA, 0x11099, 0xAC00, 0x11A8, 0x1100,
  0x1161, 0x344, 0xBC6, 0xBC7, 0xBBE, 0xBD7, 0xBCD, 0xFF9E, 0x3099, 0x3046, 0x34F, 0xAD, 0xC5, 0x1EC7, 0x5D0, 0x5BC, 0x1D15F, 0x1D165, 0xF73, 0x226E, 0x338, 0xAC01, 0x1B35, 0x1B05, 0x7FF, 0x2019, 0x3002, 0x4E2D, 0xFE0F, 0x7A};

Bytes random_string(size_t longest) {
  Bytes text;
  const size_t n = random_below(longest + 1);
  // Mostly the alphabet; some ASCII in runs, some of anything.
  const size_t style = random_below(12);
  for (size_t i = 0; i < n; i++) {
    const size_t dice = random_below(100);
    if (style == 0 && dice < 70) { text.append(random_below(40), 'x'); continue; }
    if (style == 1 && dice < 70) { append_scalar(text, 0xE01 + random_below(0x30)); continue; }
    if (style == 2 && dice < 70) { append_scalar(text, 0x1000 + random_below(0x60)); continue; }
    if (style == 3 && dice < 40) { uint32_t s = random_below(0x3000); append_scalar(text, s); continue; }
    if (style == 4 && dice < 70) { append_scalar(text, 0xA0 + random_below(0x2E0)); continue; }
    if (style == 8 && dice < 97) {  // Vietnamese with marks
      static const uint32_t vietnamese[] = {'a', 'e', 'i', 'o', 'u', 'y', 'A', 'O', 'n', 'g', ' ', 0x111, 0xEA, 0x1B0, 0x1EA1, 0x2019};
      static const uint32_t marks[] = {0x300, 0x301, 0x303, 0x309, 0x323, 0x302, 0x306, 0x31B, 0x308, 0x331, 0x340};
      append_scalar(text, vietnamese[random_below(16)]);
      for (size_t k = random_below(4); k > 0; k--) if (random_below(3)) append_scalar(text, marks[random_below(random_below(8) ? 8 : 11)]);
      continue;
    }
    if (style == 9 && dice < 97) { append_scalar(text, 0x1EA0 + random_below(0x5A)); if (random_below(4) == 0) append_scalar(text, 0xC0 + random_below(0x120)); continue; }
    if (style == 10 && dice < 97) { append_scalar(text, 0x1780 + random_below(0x5E)); continue; }
    if (style == 11 && dice < 97) { append_scalar(text, 0xE80 + random_below(0x5E)); continue; }
    if (dice < 2) { uint32_t s = random_below(0x110000); if (s >= 0xD800 && s < 0xE000) s = 0x41; append_scalar(text, s); continue; }
    if (dice < 4) { text += "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"; continue; }
    append_scalar(text, alphabet[random_below(sizeof alphabet / 4)]);
  }
  return text;
}

// Steps per byte do not grow with the text, whatever it is.
void check_linear() {
  static const char *const units[] = {
    "\u0301\u0323", "\u0301", "\u0344", "\u0323\u0301\u05BC", "a\u0301\u0323", "\u1161", "\u0BC6\u0BBE",
    "\u0E4D\u0E49", "\uFDFA", "\u1025\u102E", "\u1100\u1161\u11A8", "\u00AD"};
  for (const char *unit : units) for (const auto form : forms) for (const bool has_edits : {false, true}) {
    for (const size_t n : {1000, 100000}) {
      Bytes text = "a";
      while (text.size() < n * 10) text += unit;
      Bytes out(text.size() * 18 + 64, 0);
      std::vector<lontar_edit> edits(text.size());
      lontar_work = 0;
      const auto r = lontar_normalize(
        form, LONTAR_REPAIR_NONE, bytes(text), text.size(), bytes(out), out.size(),
        has_edits ? edits.data() : nullptr, has_edits ? edits.size() : 0);
      if (r.status != LONTAR_OK || lontar_work > 16 * text.size()) {
        std::printf("%zu steps for %zu bytes\n", lontar_work, text.size());
        differ("not linear", form, unit, "", "");
      }
    }
  }
  std::printf("at most sixteen steps a byte\n");
}

} // namespace

int main(int argc, char **argv) {
  const size_t strings = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 100000;
  state = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  const size_t many = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 0;
  const char *conformance = argc > 4 ? argv[4] : nullptr;
  check_linear();
  if (conformance) {
    FILE *f = std::fopen(conformance, "r"); char line[4096]; size_t n = 0;
    while (std::fgets(line, sizeof line, f)) {
      if (line[0] == '#' || line[0] == '@') continue;
      Bytes column[5]; char *p = line; for (int i = 0; i < 5; i++) { while (*p != ';') { append_scalar(column[i], std::strtoul(p, &p, 16)); while (*p == ' ') p++; } p++; }
      static const int want[4][5] = {{1, 1, 1, 3, 3}, {2, 2, 2, 4, 4}, {3, 3, 3, 3, 3}, {4, 4, 4, 4, 4}};
      for (int form = 0; form < 4; form++) for (int i = 0; i < 5; i++) {
        const auto o = ours(forms[form], column[i]);
        if (o.out != column[want[form][i]]) differ("conformance", forms[form], column[i], o.out, column[want[form][i]]);
      }
      for (auto &c : column) {
        check(c, true);
        check_pieces(c);
        // Where the vectorised scans see it.
        check(Bytes(128 + random_below(40), '.') + c + Bytes(100, '.'), false);
      }
      n++;
    }
    std::printf("%zu lines of NormalizationTest\n", n);
    for (uint32_t s = 0; s < 0x110000; s++) { if (s >= 0xD800 && s < 0xE000) continue; Bytes t; append_scalar(t, s); check(t, true); }
    std::printf("every scalar alone\n");
    // Long runs of marks, against ICU while that takes reasonable time.
    for (size_t n : {60, 63, 64, 65, 66, 130, 1000, 3000}) for (int k = 0; k < 40; k++) {
      Bytes t; static const uint32_t marks[] = {0x301, 0x323, 0x308, 0x344, 0x5BC, 0xE38, 0xE48, 0x31B, 0x1D165, 0x345, 0xF73, 0x327};
      const uint32_t start[] = {0x61, 0xEA, 0x1161, 0x915, 0x226E, 0x41, 0x1EC7}; size_t pick = random_below(9); if (pick < 7) append_scalar(t, start[pick]);
      for (int run = 0; run < 2; run++) { const size_t kinds = 1 + random_below(12); for (size_t i = 0; i < n; i++) append_scalar(t, marks[random_below(kinds)]);
        if (random_below(2)) append_scalar(t, 0x102E); if (random_below(3) == 0) append_scalar(t, 0xE4D), append_scalar(t, 0xE49), append_scalar(t, 0xE32); }
      check(t, false);
    }
    std::printf("long runs\n");
  }
  for (size_t k = 0; k < strings; k++) {
    Bytes text = random_string(random_below(20) == 0 ? 200 : 14);
    check(text, k % 8 == 0);
    if (k % 8 == 0 && text.size() < 100) check_pieces(text);
    if (!text.empty()) {
      static const char hard[] = "\x00\x80\xBF\xC0\xC2\xE0\xED\xEF\xF0\xF4\xF5\xFF\xA0\x9F\x8F\x90";
      for (size_t i = 0, n = 1 + random_below(4); i < n && !text.empty(); i++) {
        const size_t at = random_below(text.size());
        switch (random_below(3)) { case 0: text[at] = hard[random_below(16)]; break; case 1: if (random_below(2)) text.resize(at); break; default: text.erase(at, 1); }
      }
      check_ill_formed(text);
    }
  }
  for (size_t k = 0; k < many; k++) check_output(random_string(random_below(20) == 0 ? 200 : 14));
  if (many > 0) std::printf("%zu more strings as ICU has them\n", many);
  std::printf("%zu strings; %zu times the edits of ICU\n", strings, edit_strings);
}
