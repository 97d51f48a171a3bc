import Lontar

@main
enum ExampleApp {
  static func main() throws {
    // A tone mark typed before the vowel below: normalisation puts them in their order.
    let typed = "อยู\u{E48}ที่ไหน ก\u{E49}\u{E38}ง"
    let text = try Normalizer(form: .nfc).normalize(typed)
    let words = try Segmenter(language: .thai).segments(of: text)
    print("normalized:", text.unicodeScalars.map { String($0.value, radix: 16) }.suffix(4))
    print("words:", words.joined(separator: "|"))
    precondition(words.joined().utf8.elementsEqual(text.utf8))
    precondition(Array(text.utf8.suffix(12)) == Array("ก\u{E38}\u{E49}ง".utf8))

    // A vocabulary of this one sentence, and the sentence as its tokens.
    var counts = WordCounts()
    counts.addPieces(of: text, cutBy: .o200k)
    let vocabulary = try BPETrainer(vocabularySize: 280).train(on: counts)
    let tokenizer = try Tokenizer(vocabulary: vocabulary, preTokenizer: .o200k)
    let ids = tokenizer.encode(text)
    print("tokens:", ids)
    precondition(ids.count < text.utf8.count)
    let decoded = try tokenizer.decode(ids)
    precondition(decoded.utf8.elementsEqual(text.utf8))
  }
}
