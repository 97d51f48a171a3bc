extension Segmenter {
  /// Segments one record after another, and keeps its buffers between them.
  public struct Worker: ~Copyable {
    private var breaker: Breaker
    /// Decides about the breaker's boundaries, if there is a model.
    private var scorer: BoundaryScorer?
    /// Cuts tokens instead, if the language has such.
    private let tokens: TokenCutter?
    /// The ends of a run of another script that the tokens still wait for.
    private var waiting: [Int] = []
    /// Whether tokens are all: short records come by the million.
    private let isPlain: Bool
    /// Changes the ends, if there is something to change.
    private var refiner: Refiner?
    /// The ends before they were changed, and the last of them.
    private var raw: [Int] = []
    private var lastRaw = 0
    /// Divides the text among languages, if none is named.
    private let automatic: AutomaticCutter?
    /// How sure the engine is of its ends, where it says so.
    private var rawConfidences: [Float] = []
    /// Whether ``confidences`` are wanted.
    private var isScored = false
    /// How sure each of ``ends`` is; fewer if the rest are certain.
    @usableFromInline var confidences: [Float] = []
    /// Where zero-width spaces are, if the text is cut as if they were not there.
    private var zeroWidth: ZeroWidthGaps?
    /// The ends of the segments that are at hand.
    @usableFromInline var ends: [Int]
    private let windowByteCount: Int

    /// Longer records are cut into windows, because ICU counts in 32 bits. At least 4, so that a
    /// scalar fits.
    static let longestWindow = 1 << 30

    init(
      breaker: consuming Breaker, model: BoundaryModel? = nil, tokens: TokenCutter? = nil,
      refinement: Refiner.Plan = Refiner.Plan(), automatic: AutomaticRecipe? = nil,
      bar: Float = 0, ignoresZeroWidth: Bool = false,
      windowByteCount: Int = longestWindow
    ) {
      self.breaker = breaker
      scorer = model.map { BoundaryScorer(model: $0, bar: bar) }
      self.tokens = tokens
      isPlain = tokens != nil && refinement.isEmpty && automatic == nil && !ignoresZeroWidth
      self.automatic = automatic.map { AutomaticCutter($0) }
      zeroWidth = ignoresZeroWidth ? ZeroWidthGaps() : nil
      if !refinement.isEmpty {
        refiner = Refiner(refinement)
        raw = Array(repeating: 0, count: 256)
      }
      ends = Array(repeating: 0, count: 256)
      self.windowByteCount = windowByteCount
    }

    /// Calls a closure with the byte range of each segment, in order.
    ///
    ///     var worker = try Segmenter(language: .khmer).makeWorker()
    ///     let line = Array("ខ្ញុំទៅសាលា".utf8)   // "I go to school"
    ///     worker.forEachSegment(in: line.span) { print($0) }   // 0..<15, 15..<21, 21..<33
    ///
    /// The ranges follow each other without a gap and cover the text; an empty text has none. No
    /// range ends inside a well-formed scalar. Bytes that are not UTF-8 are taken as one U+FFFD for
    /// each maximal subpart, so that they stand alone or with marks that follow them.
    ///
    /// A record is cut by itself: the worker remembers nothing of the one before. A record of more
    /// than 1 GiB is cut in windows of that length, and the boundaries next to a window's end may
    /// differ from those of the whole.
    ///
    /// - Complexity: O(*n*) in the number of bytes; memory for two bytes for each byte of the
    ///   longest record, or of a window.
    @inlinable
    public mutating func forEachSegment<E: Error>(
      in text: Span<UInt8>, _ body: (Range<Int>) throws(E) -> Void
    ) throws(E) {
      try forEachSegment(in: text, withConfidence: { (range, _) throws(E) in try body(range) })
    }

    /// Calls a closure with each segment and the confidence in its end, which counts if
    /// ``isScored``.
    @inlinable
    mutating func forEachSegment<E: Error>(
      in text: Span<UInt8>, withConfidence body: (Range<Int>, Float) throws(E) -> Void
    ) throws(E) {
      var windowStart = 0
      while windowStart < text.count {
        let window = windowStart..<windowEnd(of: text, from: windowStart)
        var start = windowStart
        var count = nextEnds(in: text.extracting(window), from: 0)
        while count > 0 {
          for index in 0..<count {
            let end = windowStart + ends[index]
            // The last segment of a window may go on behind it: begin the next window with it.
            if end == window.upperBound && end < text.count && start > windowStart { break }
            let isCertain = end == text.count || index >= confidences.count
            try body(start..<end, isCertain ? 1 : confidences[index])
            start = end
          }
          let last = ends[count - 1]
          count = last == window.count ? 0 : nextEnds(in: text.extracting(window), from: last)
        }
        windowStart = start
      }
    }

    /// Where a window ends that starts at an offset: not inside a scalar.
    @usableFromInline
    func windowEnd(of text: Span<UInt8>, from start: Int) -> Int {
      if text.count - start <= windowByteCount { return text.count }
      let end = start + windowByteCount
      // A byte 10xxxxxx continues a scalar.
      var back = end
      while back > end - 4, back > start + 1, text[back] & 0xC0 == 0x80 { back -= 1 }
      return text[back] & 0xC0 == 0x80 ? end : back
    }

    /// Fills `ends`, counted from the window's start, and returns how many there are.
    @usableFromInline
    mutating func nextEnds(in window: Span<UInt8>, from start: Int) -> Int {
      if isPlain, let tokens {
        return tokens.next(
          in: window, from: start, breaker: &breaker, waiting: &waiting, into: &ends)
      }
      // Out of `self` while they change, so that they live on between calls.
      var ends: [Int] = []
      swap(&ends, &self.ends)
      defer { swap(&ends, &self.ends) }
      if let automatic {
        return automatic.next(
          in: window, from: start, isScored: isScored, into: &ends, &confidences)
      }
      guard var gaps = zeroWidth.take() else {
        return refinedEnds(of: window, from: start, into: &ends)
      }
      defer { zeroWidth = gaps }
      if start == 0 { gaps.read(window) }
      guard !gaps.isEmpty else { return refinedEnds(of: window, from: start, into: &ends) }
      if gaps.text.isEmpty {
        ends = start == 0 ? [window.count] : []
        return ends.count
      }
      let count = refinedEnds(of: gaps.text.span, from: gaps.shortened(start), into: &ends)
      for index in 0..<count { ends[index] = gaps.restored(ends[index]) }
      return count
    }

    /// Writes the next ends as they are wanted, and returns how many there are.
    private mutating func refinedEnds(
      of window: Span<UInt8>, from start: Int, into ends: inout [Int]
    ) -> Int {
      guard var refiner = refiner.take() else {
        let count = nextEnds(of: window, from: start, into: &ends)
        if isScored { swap(&confidences, &rawConfidences) }
        return count
      }
      var raw: [Int] = []
      swap(&raw, &self.raw)
      if start == 0 {
        refiner.reset()
        lastRaw = 0
      }
      ends.removeAll(keepingCapacity: true)
      confidences.removeAll(keepingCapacity: true)
      while ends.isEmpty {
        let count = nextEnds(of: window, from: lastRaw, into: &raw)
        guard count > 0 else { break }
        for index in 0..<count {
          refiner.add(raw[index], in: window, to: &ends)
          if isScored { addConfidences(of: ends, at: raw[index], index) }
        }
        lastRaw = raw[count - 1]
      }
      swap(&raw, &self.raw)
      self.refiner = refiner
      return ends.count
    }

    /// Adds those of the ends that came of one of the engine's: what a rule adds is certain.
    private mutating func addConfidences(of ends: [Int], at raw: Int, _ index: Int) {
      while confidences.count < ends.count {
        let isKept = ends[confidences.count] == raw && index < rawConfidences.count
        confidences.append(isKept ? rawConfidences[index] : 1)
      }
    }

    /// Writes the engine's next ends, and returns how many there are.
    private mutating func nextEnds(
      of window: Span<UInt8>, from start: Int, into ends: inout [Int]
    ) -> Int {
      if let tokens {
        return tokens.next(
          in: window, from: start, breaker: &breaker, waiting: &waiting, into: &ends)
      }
      guard var scorer = scorer.take() else {
        return breaker.next(in: window, from: start, into: &ends)
      }
      scorer.isScored = isScored
      let count = scorer.next(in: window, from: start, breaker: &breaker, into: &ends)
      if isScored { rawConfidences = scorer.confidences }
      self.scorer = consume scorer
      return count
    }

    // MARK: - Confidence

    /// Calls a closure with each segment, and how sure it is that a segment ends there: the model's
    /// probability, or 1 where rules decide.
    ///
    ///     var worker = try Segmenter(language: .thai).makeWorker()
    ///     worker.forEachSegment(in: line.span) { range, confidence in
    ///       if confidence < 0.8 { print("look at the end of \(range)") }
    ///     }
    ///
    /// The segments are those of ``forEachSegment(in:_:)-(_,(Range<Int>)->Void)``.
    public mutating func forEachSegment(
      in text: Span<UInt8>, scored body: (Range<Int>, Float) -> Void
    ) {
      isScored = true
      defer { isScored = false }
      forEachSegment(in: text, withConfidence: body)
    }

    /// How much the model doubts its cut of a text: the places that it is likely to get wrong, for each
    /// place where it decides; 0 without a model. Short texts count as if they had twelve places.
    ///
    /// - Complexity: O(*n*) in the number of bytes.
    public mutating func doubt(about text: Span<UInt8>) -> Double {
      guard var scorer = scorer.take() else { return 0 }
      scorer.doubt = (0, 0)
      self.scorer = consume scorer
      forEachSegment(in: text) { _ in }
      guard var scorer = self.scorer.take() else { return 0 }
      let doubt = scorer.doubt ?? (0, 0)
      scorer.doubt = nil
      self.scorer = consume scorer
      return doubt.sum / Double(max(doubt.places, 12))
    }
  }
}
