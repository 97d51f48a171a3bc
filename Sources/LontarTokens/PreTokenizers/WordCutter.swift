internal import LontarSegmentation
internal import LontarText
internal import Synchronization

/// Cuts the pieces of ``PreTokenizer/lontar`` further, at the ends of words.
final class WordCutter: Sendable {
  let language: Language
  private let segmenter: Segmenter
  private let idle = Mutex<[Box]>([])

  /// Unchecked: a box is in the list of those that are idle, or with the one caller that took it out;
  /// the list is behind a lock.
  private final class Box: @unchecked Sendable {
    var worker: Segmenter.Worker

    init(_ worker: consuming Segmenter.Worker) { self.worker = worker }

    func forEachPiece(in text: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void) {
      guard let start = text.baseAddress else { return }
      unsafe Grammar.lontar.forEachPiece(in: ClassifiedText(start, count: text.count)) { piece in
        // A word of letters without marks is a word; ASCII is most of what is not.
        guard piece.contains(where: { unsafe text[$0] >= 0xE0 }) else { return body(piece) }
        unsafe cut(UnsafeBufferPointer(rebasing: text[piece]), at: piece.lowerBound, body)
      }
    }

    /// Cuts a piece where a word ends, unless what came before is the blank that belongs to it.
    private func cut(
      _ piece: UnsafeBufferPointer<UInt8>, at offset: Int, _ body: (Range<Int>) -> Void
    ) {
      var start = 0
      unsafe worker.forEachSegment(in: piece.span) { word in
        let isBlank = unsafe word.upperBound == 1 && piece[0] == 0x20
        if isBlank && piece.count > 1 { return }
        body(offset + start..<offset + word.upperBound)
        start = word.upperBound
      }
    }
  }

  /// Opens a language's words.
  ///
  /// - Throws: ``TextError`` when ICU lacks its data.
  init(language: Language) throws(TextError) {
    self.language = language
    segmenter = try Segmenter(language: language)
  }

  func forEachPiece(in text: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void) {
    let box = idle.withLock { $0.popLast() } ?? Box(segmenter.makeWorker())
    unsafe box.forEachPiece(in: text, body)
    idle.withLock { $0.append(box) }
  }
}
