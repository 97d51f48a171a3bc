// SentencePiece's models: a message of Protocol Buffers, whose fields are named in its
// sentencepiece_model.proto. What we write needs three kinds of fields, so no library for it: that of
// swift-protobuf adds half a minute of processor time to a first debug build, and its generated code.

extension TrainedModel {
  /// The model as a `.model` file of SentencePiece: BPE over characters, text left as it is.
  ///
  /// A merge's rank is its piece's score, negated; characters come after all merges.
  ///
  /// - Throws: ``ModelFormatError``.
  public func sentencePieceModel() throws(ModelFormatError) -> [UInt8] {
    guard let characters, characters.marksBlanks, !characters.standsForBytes,
      characters.continuingPrefix.utf8.isEmpty, characters.endOfWordSuffix.utf8.isEmpty
    else { throw .notCharacters }
    let names = fileNames()
    func id(of text: String) -> Int? {
      vocabulary.specialTokens.first { $0.text.elementsEqual(text.utf8) }.map { Int($0.id) }
    }
    guard let unknown = id(of: "<unk>") else { throw .missingSpecialToken("<unk>") }
    var scores = [Float](repeating: 0, count: names.count)
    var isMade = [Bool](repeating: false, count: names.count)
    for (rank, merge) in vocabulary.merges.enumerated() where !isMade[Int(merge.result)] {
      scores[Int(merge.result)] = -Float(rank)
      isMade[Int(merge.result)] = true
    }
    let special = Set(vocabulary.specialTokens.map { Int($0.id) })
    let bytes = Set(characters.hasByteFallback ? CharacterAlphabet.byteTokens : [])
    var message = Message()
    for (index, name) in names.enumerated() {
      var piece = Message()
      piece.put(1, bytes: name)
      var kind: UInt64 = 1  // normal
      if special.contains(index) {
        let controls = ["<s>", "</s>", "<pad>"]
        let isControl = controls.contains { name.elementsEqual($0.utf8) }
        kind = index == unknown ? 2 : isControl ? 3 : 4  // unknown, control, user defined
      } else if bytes.contains(name) {
        kind = 6  // byte
      } else if !isMade[index] {
        scores[index] = -Float(vocabulary.merges.count + index)
      }
      piece.put(2, float: scores[index])
      if index >= vocabulary.keptCount { kind = 5 }  // unused: taken apart after merging
      if kind != 1 { piece.put(3, varint: kind) }
      message.put(1, bytes: piece.bytes)
    }
    var training = Message()
    training.put(3, varint: 2)  // model_type: BPE
    training.put(4, varint: UInt64(names.count))
    training.put(35, varint: characters.hasByteFallback ? 1 : 0)
    training.put(40, varint: UInt64(unknown))
    for (field, text) in [(UInt64(41), "<s>"), (42, "</s>"), (43, "<pad>")] {
      training.put(field, varint: UInt64(bitPattern: Int64(id(of: text) ?? -1)))
    }
    message.put(2, bytes: training.bytes)
    var normalizing = Message()
    normalizing.put(1, bytes: Array("identity".utf8))
    normalizing.put(3, varint: 0)  // add_dummy_prefix
    normalizing.put(4, varint: 0)  // remove_extra_whitespaces
    normalizing.put(5, varint: 1)  // escape_whitespaces
    message.put(3, bytes: normalizing.bytes)
    return message.bytes
  }

  /// A message of Protocol Buffers.
  private struct Message {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ field: UInt64, varint: UInt64) {
      appendVarint(field << 3, to: &bytes)
      appendVarint(varint, to: &bytes)
    }

    mutating func put(_ field: UInt64, bytes content: [UInt8]) {
      appendVarint(field << 3 | 2, to: &bytes)
      appendVarint(UInt64(content.count), to: &bytes)
      bytes.append(contentsOf: content)
    }

    mutating func put(_ field: UInt64, float: Float) {
      appendVarint(field << 3 | 5, to: &bytes)
      let bits = float.bitPattern
      for shift in stride(from: UInt32(0), to: 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
      }
    }
  }
}
