public import ArgumentParser
public import LontarTokens

/// How token ids are written.
enum IDFormat: String, CaseIterable, ExpressibleByArgument {
  case ids
  case jsonl
  case u16
  case u32
  case npy
  case megatron

  /// Whether ids are numbers in binary.
  var isPacked: Bool {
    switch self {
    case .ids, .jsonl: false
    case .u16, .u32, .npy, .megatron: true
    }
  }

  /// How each id of a vocabulary is kept, if ids are packed.
  ///
  /// - Parameter asked: What was asked for, with the formats that leave a choice.
  func numberType(asked: NumberType?, vocabularySize: Int) -> NumberType? {
    switch self {
    case .ids, .jsonl: nil
    case .u16: .uint16
    case .u32: .uint32
    case .npy: asked ?? (vocabularySize <= 1 << 16 ? .uint16 : .uint32)
    case .megatron: asked ?? MegatronIndex.type(forVocabularyOf: vocabularySize)
    }
  }
}

extension NumberType: ExpressibleByArgument {}

/// What is encoded as one, for `--document`.
enum DocumentKind: String, CaseIterable, ExpressibleByArgument {
  case line
  case field
  case block
  case file
}

/// How much goes into one of several files.
enum ShardSize: Equatable, ExpressibleByArgument {
  case tokens(Int)
  case bytes(Int)

  init?(argument: String) {
    if let tokens = Int(argument), argument.utf8.allSatisfy({ $0 &- 0x30 < 10 }) {
      self = .tokens(tokens)
    } else if let size = try? ByteSize(argument: argument) {
      self = .bytes(size.bytes)
    } else {
      return nil
    }
  }

  /// The size in ids of so many bytes; at least one.
  func tokenCount(of type: NumberType) -> Int {
    switch self {
    case .tokens(let count): max(1, count)
    case .bytes(let count): max(1, count / type.byteCount)
    }
  }
}
