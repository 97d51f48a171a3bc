internal import FoundationEssentials
internal import SwiftProtobuf

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
    var model = SentencePieceModel()
    for (index, name) in names.enumerated() {
      var type = SentencePieceFile.PieceType.normal
      if special.contains(index) {
        let controls = ["<s>", "</s>", "<pad>"]
        let isControl = controls.contains { name.elementsEqual($0.utf8) }
        type = index == unknown ? .unknown : isControl ? .control : .userDefined
      } else if bytes.contains(name) {
        type = .byte
      } else if !isMade[index] {
        scores[index] = -Float(vocabulary.merges.count + index)
      }
      // Unused pieces are taken apart after merging.
      if index >= vocabulary.keptCount { type = .unused }
      var piece = SentencePieceModel.Piece()
      piece.piece = Data(name)
      piece.score = scores[index]
      if type != .normal { piece.type = type.rawValue }
      model.pieces.append(piece)
    }
    model.trainerSpec.modelType = SentencePieceFile.ModelType.bpe.rawValue
    model.trainerSpec.vocabSize = Int32(names.count)
    model.trainerSpec.byteFallback = characters.hasByteFallback
    model.trainerSpec.unkID = Int32(unknown)
    model.trainerSpec.bosID = Int32(id(of: "<s>") ?? -1)
    model.trainerSpec.eosID = Int32(id(of: "</s>") ?? -1)
    model.trainerSpec.padID = Int32(id(of: "<pad>") ?? -1)
    model.normalizerSpec.name = "identity"
    model.normalizerSpec.addDummyPrefix = false
    model.normalizerSpec.removeExtraWhitespaces = false
    model.normalizerSpec.escapeWhitespaces = true
    // The only way to fail: no message may have more than 2 GB.
    do { return try model.serializedBytes() } catch { throw .tooLarge }
  }
}
