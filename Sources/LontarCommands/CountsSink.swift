internal import LontarJSON
internal import LontarStream
internal import LontarTokens

/// Where words and counts go, in order: into a counts file, or into a list of the most frequent.
struct CountsSink: ~Copyable {
  private(set) var words = 0
  private(set) var total: UInt64 = 0

  private let output: OutputFile
  private let showsTop: Int?
  private var writer: CountsWriter?
  private var settings = CountsSettings(preTokenizer: "")
  private var origins: [TextOrigin] = []
  /// A binary heap, the least frequent at its root.
  private var top: [(word: [UInt8], count: UInt64)] = []

  /// - Parameter showsTop: How many words to show; nil to write a counts file.
  init(output: OutputFile, showsTop: Int?) {
    self.output = output
    self.showsTop = showsTop
  }

  mutating func begin(_ settings: CountsSettings, _ origins: [TextOrigin]) {
    self.settings = settings
    self.origins = origins
    if showsTop == nil { writer = CountsWriter(settings: settings, origins: origins) }
  }

  mutating func add(_ word: [UInt8], _ count: UInt64) throws {
    words += 1
    total &+= count
    writer?.add(word.span, count: count)
    if let ready = writer?.outputCount, ready > 1 << 17 { try flush() }
    guard let showsTop, showsTop > 0 else { return }
    // Words come in order, so of equals the one that is there already stays.
    if top.count < showsTop {
      top.append((word, count))
      var index = top.count - 1
      while index > 0, isLess(index, (index - 1) / 2) {
        top.swapAt(index, (index - 1) / 2)
        index = (index - 1) / 2
      }
    } else if count > top[0].count {
      top[0] = (word, count)
      var index = 0
      while true {
        var least = index
        for child in [2 * index + 1, 2 * index + 2] where child < top.count && isLess(child, least)
        {
          least = child
        }
        guard least != index else { break }
        top.swapAt(index, least)
        index = least
      }
    }
  }

  private func isLess(_ a: Int, _ b: Int) -> Bool {
    top[a].count != top[b].count
      ? top[a].count < top[b].count : top[b].word.lexicographicallyPrecedes(top[a].word)
  }

  private mutating func flush() throws {
    guard let bytes = writer?.takeOutput(), !bytes.isEmpty else { return }
    try output.write(bytes.span)
  }

  /// Writes what is left, or what is to be shown.
  mutating func finish(json: Bool) throws {
    guard showsTop != nil else {
      writer?.finish()
      return try flush()
    }
    let shown = top.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.word.lexicographicallyPrecedes($1.word)
    }
    var text: [UInt8] = []
    if json {
      text.append(contentsOf: "{\"pre_tokenizer\": ".utf8)
      appendJSONString(settings.preTokenizer.utf8.span, to: &text)
      text.append(contentsOf: ", \"words\": \(words), \"total\": \(total),\n \"inputs\": [".utf8)
      for (index, origin) in origins.enumerated() {
        text.append(contentsOf: (index > 0 ? ",\n  " : "\n  ").utf8)
        origin.appendJSON(to: &text)
      }
      text.append(contentsOf: "],\n \"top\": [".utf8)
    }
    for (index, entry) in shown.enumerated() {
      // What is not UTF-8 is shown as U+FFFD.
      let word = Array(String(decoding: entry.word, as: UTF8.self).utf8)
      if json {
        text.append(contentsOf: (index > 0 ? ",\n  {\"word\": " : "\n  {\"word\": ").utf8)
        appendJSONString(word.span, to: &text)
        text.append(contentsOf: ", \"count\": \(entry.count)}".utf8)
      } else {
        text.append(contentsOf: "\(entry.count)\t".utf8)
        appendJSONString(word.span, to: &text)
        text.append(UInt8(ascii: "\n"))
      }
    }
    if json { text.append(contentsOf: "]}\n".utf8) }
    try output.write(text.span)
  }
}

extension WordCounts {
  /// Calls a body that may throw with each word in order.
  borrowing func forEachWordInOrderThrowing(_ body: ([UInt8], UInt64) throws -> Void) throws {
    var failure: (any Error)?
    var copy: [UInt8] = []
    forEachWordInOrder { word, count in
      guard failure == nil else { return }
      copy.removeAll(keepingCapacity: true)
      for index in word.indices { copy.append(word[index]) }
      do { try body(copy, count) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
