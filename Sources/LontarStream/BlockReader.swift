/// How far reading has come.
public struct StreamProgress: Sendable, Equatable {
  /// How many bytes were read, before decompression.
  public var bytesRead: Int
  /// How many there are, if all inputs are files.
  public var totalBytes: Int?

  /// Makes one by hand, for work that is not reading.
  public init(bytesRead: Int, totalBytes: Int? = nil) {
    self.bytesRead = bytesRead
    self.totalBytes = totalBytes
  }
}

/// Where inputs may be cut into blocks.
public enum BlockCut: Sendable, Equatable {
  /// After newlines: records are lines.
  case lines
  /// After every so many bytes of a file: records are packed numbers.
  case units(byteCount: Int)
  /// After blank lines, which hold nothing but spaces and tabs: records are paragraphs.
  case blankLines
  /// Nowhere: a record is a whole file.
  case files

  /// The end of the last whole record in `bytes`, where those before `searched` hold none; nothing
  /// if there is none yet.
  func lastEnd(in bytes: [UInt8], from searched: Int) -> Int? {
    switch self {
    case .lines:
      return bytes.lastNewline(from: searched).map { $0 + 1 }
    case .units(let byteCount):
      let whole = bytes.count - bytes.count % byteCount
      return whole > 0 ? whole : nil
    case .blankLines:
      return bytes.lastBlankLineEnd(from: searched)
    case .files:
      return nil
    }
  }
}

/// Where a record that is longer than a block may be cut in two.
///
///     RecordSplit { text in tokenizer.lastSafeCut(in: text) }
public struct RecordSplit: Sendable {
  /// Finds a place in the start of a record, or in what follows such a place: nothing if there is none.
  public let place: @Sendable (Span<UInt8>) -> Int?
  /// Whether what has arrived from a pipe is handed on before its record has ended.
  public let isEager: Bool

  /// Makes a way to cut.
  public init(isEager: Bool = false, at place: @escaping @Sendable (Span<UInt8>) -> Int?) {
    self.place = place
    self.isEager = isEager
  }
}

/// Cuts inputs into blocks of whole records.
///
///     var reader = try BlockReader([.file("th.txt"), .file("lo.txt.zst")])
///     var block = Block()
///     while try reader.next(into: &block) { … }
///
/// A record longer than a block makes its block longer, so memory is bounded by the longest record,
/// or with a ``RecordSplit`` by the longest stretch without a place to cut.
/// From a pipe or a terminal a block is what has arrived, so that a slow writer's lines flow on.
struct BlockReader: ~Copyable {
  private var remaining: ArraySlice<Input>
  private let blockSize: Int
  private let cut: BlockCut
  private let split: RecordSplit?
  private let opening: Opening?
  private var source: ByteSource?
  private var tag = 0
  /// The start of the source's next block, read already.
  private var carry: [UInt8] = []
  private var nextLine = 1
  private var nextOffset = 0
  private var fileNumber = -1
  /// How many bytes of the record that goes on were given; nothing if none goes on.
  private var givenOfRecord: Int?
  private var failure: StreamError?
  private var finishedBytes = 0
  private let totalBytes: Int?

  /// Makes a reader and looks at every file, so that a mistyped name is known before any work.
  ///
  /// - Parameters:
  ///   - inputs: What to read, in this order.
  ///   - blockSize: How long a block should be, in bytes.
  ///   - cut: What ends a record.
  ///   - split: Where longer records may be cut, if anywhere.
  ///   - opening: A look at the start of each.
  /// - Throws: ``StreamError`` for the first file that is missing, a directory or unreadable.
  init(
    _ inputs: [Input], blockSize: Int = 1 << 20, cut: BlockCut = .lines,
    split: RecordSplit? = nil, opening: Opening? = nil
  ) throws(StreamError) {
    precondition(blockSize > 0, "a block needs room")
    var total: Int? = 0
    for input in inputs {
      let byteCount = try input.checkReadable()
      total = byteCount.flatMap { count in total.map { $0 + count } }
    }
    remaining = inputs[...]
    self.blockSize = blockSize
    self.cut = cut
    self.split = split
    self.opening = opening
    totalBytes = total
  }

  var progress: StreamProgress {
    StreamProgress(bytesRead: finishedBytes + (source?.bytesRead ?? 0), totalBytes: totalBytes)
  }

  /// Reads the next block.
  ///
  /// - Parameters:
  ///   - block: Takes the block; its memory is used again.
  ///   - hasStopped: Asked now and then while nothing arrives; true ends the reading.
  /// - Returns: False at the end of the last input, or if it was stopped.
  /// - Throws: ``StreamError``, after every whole record before the fault was given.
  mutating func next(
    into block: inout Block, unless hasStopped: () -> Bool = { false }
  ) throws(StreamError) -> Bool {
    block.bytes.removeAll(keepingCapacity: true)
    if let failure { throw failure }
    do throws(StreamError) {
      while try openNext(unless: hasStopped) {
        swap(&block.bytes, &carry)
        switch try fill(&block, unless: hasStopped) {
        case .block:
          place(&block)
          return true
        case .part:
          place(&block)
          block.endsInside = true
          givenOfRecord = block.recordOffset + block.bytes.count
          return true
        case .end:
          place(&block)
          close()
          guard !block.bytes.isEmpty else { continue }
          if cut == .lines, !block.endsWithNewline, hasMore(unless: hasStopped) {
            // The wall between two files stays, though the first one forgot it.
            block.bytes.append(UInt8(ascii: "\n"))
          }
          return true
        case .stopped:
          return false
        }
      }
      return false
    } catch {
      // The whole records before the fault are handed out first.
      guard let end = cut.lastEnd(in: block.bytes, from: 0) else { throw error }
      failure = error
      block.bytes.removeSubrange(end...)
      place(&block)
      return true
    }
  }

  private enum Filling {
    case block
    /// The start of a record, or more of one.
    case part
    case end
    case stopped
  }

  /// Reads on until the block is full, the source has no more at hand, or it ends; and moves what
  /// follows the last whole record to `carry`.
  private mutating func fill(
    _ block: inout Block, unless hasStopped: () -> Bool
  ) throws(StreamError) -> Filling {
    var end = cut.lastEnd(in: block.bytes, from: 0)
    var splitSize = blockSize
    while true {
      if let end, block.bytes.count >= blockSize || source?.isReady == false {
        carry.append(contentsOf: block.bytes[end...])
        block.bytes.removeSubrange(end...)
        return .block
      }
      if end == nil, let split, block.bytes.count > 0,
        block.bytes.count >= splitSize || split.isEager && source?.isReady == false
      {
        if let place = split.place(block.bytes.span), place > 0, place < block.bytes.count {
          carry.append(contentsOf: block.bytes[place...])
          block.bytes.removeSubrange(place...)
          return .part
        }
        // Asked again when there is twice as much: linear, whatever the text.
        if block.bytes.count >= splitSize { splitSize = 2 * block.bytes.count }
      }
      guard source?.wait(unless: hasStopped) == true else { return .stopped }
      let count = block.bytes.count
      let wanted = max(blockSize - count, min(blockSize, 64 << 10))
      if count + wanted > block.bytes.capacity {
        block.bytes.reserveCapacity(max(count + wanted, 2 * block.bytes.capacity))
      }
      guard try source?.read(wanted, appendingTo: &block.bytes) ?? 0 > 0 else { return .end }
      end = cut.lastEnd(in: block.bytes, from: count) ?? end
    }
  }

  /// Writes into the block where it stands, and counts on.
  private mutating func place(_ block: inout Block) {
    block.file = source?.name ?? ""
    block.tag = tag
    block.firstLine = nextLine
    block.byteOffset = nextOffset
    block.fileNumber = fileNumber
    block.startsInside = givenOfRecord != nil
    block.recordOffset = givenOfRecord ?? 0
    block.endsInside = false
    givenOfRecord = nil
    nextLine += block.bytes.newlineCount
    nextOffset += block.bytes.count
  }

  /// Opens the next input unless one is open; false if there is none, or if it was stopped.
  private mutating func openNext(unless hasStopped: () -> Bool) throws(StreamError) -> Bool {
    if source != nil { return true }
    guard let input = remaining.popFirst() else { return false }
    let opened = try ByteSource(input)
    if let opening {
      guard let planned = try opened.open(opening, unless: hasStopped) else { return false }
      tag = planned
    }
    source = opened
    fileNumber += 1
    nextLine = 1
    nextOffset = 0
    return true
  }

  private mutating func close() {
    finishedBytes += source?.bytesRead ?? 0
    source = nil
  }

  /// Whether another record follows in the inputs after one that has ended; its first bytes are
  /// kept. A fault there counts as one, and is thrown in its turn.
  private mutating func hasMore(unless hasStopped: () -> Bool) -> Bool {
    do throws(StreamError) {
      while try openNext(unless: hasStopped) {
        guard source?.wait(unless: hasStopped) == true else { return false }
        if try source?.read(blockSize, appendingTo: &carry) ?? 0 > 0 { return true }
        close()
      }
      return false
    } catch {
      failure = error
      return true
    }
  }
}

extension Input {
  /// Looks whether this can be read, without opening it.
  ///
  /// - Returns: Its size in bytes, if it is a file that has one.
  fileprivate func checkReadable() throws(StreamError) -> Int? {
    let status: FileStatus
    do throws(SystemError) {
      switch self {
      case .standardInput:
        status = try FileHandle(borrowing: 0).status()
      case .file(let path):
        status = try FileStatus(path: path)
        try checkAccess(path)
      }
    } catch {
      throw .cannotOpen(file: name, reason: error.reason)
    }
    guard !status.isDirectory else { throw .isDirectory(file: name) }
    return status.isRegular ? status.byteCount : nil
  }
}
