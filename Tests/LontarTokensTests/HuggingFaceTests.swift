import LontarJSON
import Testing

@testable import LontarTokens

@Suite struct HuggingFaceTests {
  @Test(arguments: [PreTokenizer.gpt2, .cl100k, .o200k])
  func readsWhatItWrites(preTokenizer: PreTokenizer) throws {
    let written = try Sample.tokenizer(
      preTokenizer: preTokenizer, special: ["<s>", "</s>", "Ġ", "ก"])
    let json = try written.huggingFaceJSON()
    let read = try Tokenizer(huggingFaceJSON: json.span)
    #expect(read.vocabulary == written.vocabulary)
    #expect(read.preTokenizer == written.preTokenizer)
    #expect(try read.huggingFaceJSON() == json)
  }

  private func error(replacing old: String, with new: String) throws -> TokenizerError? {
    let json = String(decoding: try Sample.tokenizer(size: 300).huggingFaceJSON(), as: UTF8.self)
    let parts = json.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    try #require(parts.count == 2, "\(old) is not in the file")
    let changed = Array((parts[0] + new + parts[1]).utf8)
    do {
      _ = try Tokenizer(huggingFaceJSON: changed.span)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    ("\"normalizer\": null", "\"normalizer\": {\"type\": \"Greek\"}", "'normalizer' is Greek"),
    ("\"type\": \"BPE\"", "\"type\": \"Unigram\"", "'model.vocab' is missing or is not an array"),
    ("\"type\": \"BPE\"", "\"type\": \"Bigram\"", "'model' is Bigram"),
    ("Isolated", "Doubled", "'pre_tokenizer.pretokenizers[0].behavior' is Doubled"),
    ("\"!\": 0", "\"!\": 1", "two tokens have the id 1"),
    ("\"!\": 0", "\"!\": 90000", "has the id 90000"),
    ("\"!\": 0", "\"!\": -1", "is missing or is not an id"),
    ("\"!\": 0", "\"\\\"\": 0", "is there twice"),
    ("\"vocab\"", "\"words\"", "'model.vocab' is missing"),
    ("\"merges\"", "\"joins\"", "'model.merges' is missing"),
    ("[\"à", "[\"à\", \"x", "'model.merges["),
    ("\"version\"", "version", "not JSON"),
  ])
  func refusesByName(old: String, new: String, message: String) throws {
    let description = try error(replacing: old, with: new).map { "\($0)" } ?? "no error"
    #expect(description.contains(message), "\(description)")
  }

  @Test func refusesEveryTruncation() throws {
    let json = try Sample.tokenizer(size: 260).huggingFaceJSON()
    for length in stride(from: 0, to: json.count - 3, by: 97) {
      #expect(throws: TokenizerError.self) {
        _ = try Tokenizer(huggingFaceJSON: Array(json[..<length]).span)
      }
    }
  }

  @Test func aMissingFileIsUnreadable() {
    #expect(throws: TokenizerError.unreadable(errno: 2)) {
      _ = try Tokenizer(contentsOf: "/no/such/file.json")
    }
  }

  @Test(arguments: [
    // The nearest number, and what Hugging Face tokenizers reads.
    ("-9.209741235547327", -9.209741235547328), ("-9.346644224854547", -9.346644224854549),
    ("-6.823145092960179", -6.823145092960179), ("-1.5475020220021989", -1.5475020220021989),
    ("0", 0), ("-2.5e-3", -0.0025), ("12345678901234567890123", 1.2345678901234568e22),
  ])
  func readsScoresAsHuggingFaceDoes(text: String, expected: Double) throws {
    let value = try JSONValue(parsing: Array(text.utf8).span)
    #expect(TokenNames.score(value) == expected)
  }
}
