internal import LontarStream
internal import LontarTokens

/// What is wrong with ids that are to be decoded.
enum IDProblem: Error, CustomStringConvertible {
  case notAnID(byteOffset: Int)
  case unknownID(TokenID, byteOffset: Int)
  case leftOver(byteCount: Int, byteOffset: Int)
  case needsLines

  var description: String {
    switch self {
    case .notAnID(let offset): "not a token id at byte \(offset)"
    case .unknownID(let id, let offset): "no token has the id \(id), at byte \(offset)"
    case .needsLines:
      "makes text of all ids of a record together: decode lines, with --format ids"
    case .leftOver(let count, let offset):
      "the last id is cut off: \(count) bytes are left at byte \(offset)"
    }
  }
}

/// Files of packed ids that say what they hold.
enum PackedInput {
  /// The file of an indexed dataset's ids, and what the index beside it says.
  struct Megatron: Sendable {
    var input: Input
    var type: NumberType
    /// Where each document ends, in ids.
    var documentEnds: [Int]
  }

  /// Reads the index of a dataset.
  static func megatron(_ path: String) throws -> Megatron {
    let prefix = PackedOutput.prefix(of: path)
    let bytes = try Input.file(prefix + ".idx").contents()
    let index: MegatronIndex
    do throws(TokenizerError) {
      index = try MegatronIndex(bytes.span)
    } catch {
      throw FileProblem(file: prefix + ".idx", problem: error)
    }
    var ends: [Int] = []
    ends.reserveCapacity(index.lengths.count)
    for length in index.lengths { ends.append((ends.last ?? 0) + Int(length)) }
    return Megatron(input: .file(prefix + ".bin"), type: index.type, documentEnds: ends)
  }

  /// Passes over the header of a NumPy file; the tag of its blocks is the number of its type.
  static var opening: Opening {
    Opening(byteCount: NumPyHeader.mostBytes) { file, start throws(StreamError) in
      do throws(TokenizerError) {
        let (header, byteCount) = try NumPyHeader.read(start)
        return Opening.Plan(
          tag: NumberType.allCases.firstIndex(of: header.type) ?? 0, skipping: byteCount)
      } catch {
        throw .refused(file: file, reason: "\(error)")
      }
    }
  }
}

/// Makes text of blocks of ids.
struct Decoding: Sendable {
  let tokenizer: Tokenizer
  let skipsSpecial: Bool

  /// Decodes numbers in binary.
  ///
  /// - Parameter documentEnds: Where newlines are to be put, in ids from the start of the file, rising.
  func decodePacked(
    _ block: Block, as type: NumberType, documentEnds: [Int]? = nil,
    appendingTo output: inout [UInt8]
  ) throws {
    let bytes = block.bytes.span
    let width = type.byteCount
    let whole = bytes.count - bytes.count % width
    var number = block.byteOffset / width
    var nextEnd = documentEnds.map { ends in
      // The first end behind the ids before this block.
      var (low, high) = (0, ends.count)
      while low < high {
        let middle = (low + high) / 2
        if ends[middle] <= number { low = middle + 1 } else { high = middle }
      }
      return low
    }
    for start in stride(from: 0, to: whole, by: width) {
      var id: TokenID = 0
      for index in 0..<width { id |= TokenID(bytes[start + index]) << TokenID(8 * index) }
      guard tokenizer.vocabulary.isUsed(id) else {
        let problem = IDProblem.unknownID(id, byteOffset: block.byteOffset + start)
        throw FileProblem(file: block.file, problem: problem)
      }
      if !skipsSpecial || !tokenizer.isSpecial(id) {
        output.append(contentsOf: tokenizer.vocabulary.bytes(of: id))
      }
      number += 1
      while let next = nextEnd, let documentEnds, next < documentEnds.count,
        documentEnds[next] == number
      {
        output.append(UInt8(ascii: "\n"))
        nextEnd = next + 1
      }
    }
    if whole < bytes.count {
      let problem = IDProblem.leftOver(
        byteCount: bytes.count - whole, byteOffset: block.byteOffset + whole)
      throw FileProblem(file: block.file, problem: problem)
    }
  }

  /// Decodes lines of numbers in decimal.
  func decodeLines(_ block: Block, appendingTo output: inout [UInt8]) throws {
    let bytes = block.bytes.span
    var ids: [TokenID] = []
    var offsets: [Int] = []
    try block.forEachLine { line, number in
      ids.removeAll(keepingCapacity: true)
      offsets.removeAll(keepingCapacity: true)
      let before = line.lowerBound == 0 ? block.recordOffset : 0
      var offset = line.lowerBound
      while offset < line.upperBound {
        if bytes[offset] == UInt8(ascii: " ") || bytes[offset] == UInt8(ascii: "\r") {
          offset += 1
          continue
        }
        let start = offset
        var id = 0
        while offset < line.upperBound, bytes[offset] &- UInt8(ascii: "0") < 10, id < 1 << 32 {
          id = id * 10 + Int(bytes[offset] - UInt8(ascii: "0"))
          offset += 1
        }
        guard offset > start else {
          let problem = IDProblem.notAnID(byteOffset: before + start - line.lowerBound)
          throw RecordError(file: block.file, line: number, problem: problem)
        }
        ids.append(TokenID(clamping: id))
        offsets.append(before + start - line.lowerBound)
      }
      let outputCount = output.count
      do {
        try tokenizer.decode(ids.span, skippingSpecial: skipsSpecial, appendingTo: &output)
      } catch {
        output.removeLast(output.count - outputCount)  // half a record is not a result
        guard case .unknownID(let id, let index)? = error as? TokenizerError else { throw error }
        let problem = IDProblem.unknownID(id, byteOffset: offsets[index])
        throw RecordError(file: block.file, line: number, problem: problem)
      }
      if line.upperBound < bytes.count { output.append(UInt8(ascii: "\n")) }
    }
  }
}
