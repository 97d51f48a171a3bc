/// What adds special tokens around texts.
indirect enum PostProcessor: Sendable {
  case template(single: [Part], pair: [Part])
  case bert(cls: Special, separator: Special)
  case roberta(cls: Special, separator: Special, trims: Bool, addsSpace: Bool)
  /// Only takes the white space from offsets.
  case byteLevel(trims: Bool, addsSpace: Bool)
  case sequence([PostProcessor])

  /// A token with its name.
  struct Special: Sendable {
    var id: TokenID
    var name: [UInt8]
  }

  /// A part of a template: a text (0 or 1) or special tokens.
  enum Part: Sendable {
    case text(Int, typeID: UInt32)
    case special([Special], typeID: UInt32)
  }

  /// How many tokens are added.
  func addedCount(isPair: Bool) -> Int {
    switch self {
    case .template(let single, let pair):
      (isPair ? pair : single).reduce(0) { sum, part in
        if case .special(let tokens, _) = part { sum + tokens.count } else { sum }
      }
    case .bert: isPair ? 3 : 2
    case .roberta: isPair ? 4 : 2
    case .byteLevel: 0
    case .sequence(let stages): stages.reduce(0) { $0 + $1.addedCount(isPair: isPair) }
    }
  }

  /// Processes a text or a pair, into one encoding or parts of one.
  ///
  /// - Parameter texts: What the offsets are in, as far as it is known.
  func process(
    _ encodings: [Encoding], of texts: [[UInt8]] = [], addingSpecials: Bool
  ) -> [Encoding] {
    var encodings = encodings
    switch self {
    case .template(let single, let pair):
      var result: [Encoding] = []
      for part in encodings.count == 2 ? pair : single {
        switch part {
        case .text(let number, let typeID):
          guard number < encodings.count else { continue }
          var encoding = encodings[number]
          encoding.setTypeIDs(typeID)
          result.append(encoding)
        case .special(let tokens, let typeID):
          guard addingSpecials else { continue }
          var encoding = Encoding()
          for token in tokens {
            encoding.append(token.id, typeID: typeID, piece: token.name, isSpecial: true)
          }
          result.append(encoding)
        }
      }
      return result
    case .bert(let cls, let separator):
      guard addingSpecials else { return encodings }
      return encodings.enumerated().map { number, encoding in
        let typeID = UInt32(number)
        return Self.wrap(encoding, number == 0 ? cls : nil, separator, typeID: typeID)
      }
    case .roberta(let cls, let separator, let trims, let addsSpace):
      for index in encodings.indices {
        if trims { Self.trim(&encodings[index], Self.text(texts, index), addsSpace) }
        encodings[index].setTypeIDs(0)
      }
      guard addingSpecials else { return encodings }
      return encodings.enumerated().map { number, encoding in
        var encoding = encoding
        for index in encoding.overflowing.indices { encoding.overflowing[index].setTypeIDs(0) }
        return Self.wrap(encoding, number == 0 ? cls : separator, separator, typeID: 0)
      }
    case .byteLevel(let trims, let addsSpace):
      guard trims else { return encodings }
      for index in encodings.indices {
        Self.trim(&encodings[index], Self.text(texts, index), addsSpace)
      }
      return encodings
    case .sequence(let stages):
      for stage in stages {
        encodings = stage.process(encodings, of: texts, addingSpecials: addingSpecials)
      }
      return encodings
    }
  }

  private static func wrap(
    _ encoding: Encoding, _ first: Special?, _ last: Special, typeID: UInt32
  ) -> Encoding {
    func wrapOne(_ encoding: Encoding) -> Encoding {
      var result = Encoding()
      if let first {
        result.append(first.id, typeID: typeID, piece: first.name, isSpecial: true)
      }
      var body = encoding
      body.overflowing = []
      body.isSpecial = [Bool](repeating: false, count: body.count)
      body.isAttended = [Bool](repeating: true, count: body.count)
      result.append(body)
      result.append(last.id, typeID: typeID, piece: last.name, isSpecial: true)
      return result
    }
    var result = wrapOne(encoding)
    result.overflowing = encoding.overflowing.map(wrapOne)
    return result
  }

  private static func text(_ texts: [[UInt8]], _ index: Int) -> [UInt8] {
    index < texts.count ? texts[index] : []
  }

  /// Takes the white space at both ends of each token out of its offsets, counting characters of the
  /// token and of the text alike.
  private static func trim(_ encoding: inout Encoding, _ text: [UInt8], _ addsSpace: Bool) {
    for index in encoding.ids.indices {
      let range = encoding.offsets[index]
      let piece = scalars(of: encoding.pieces[index])
      var leading = piece.prefix(while: isSpace).count
      let trailing = piece.reversed().prefix(while: isSpace).count
      if leading == 1, addsSpace, index == 0 || range.lowerBound == 0 { leading = 0 }
      var start = range.lowerBound
      for _ in 0..<leading where start < range.upperBound {
        start += start < text.count ? scalarLength(text[start]) : 1
      }
      start = min(start, range.upperBound)
      var end = range.upperBound
      for _ in 0..<trailing where end > start {
        end -= 1
        while end > start, end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
      }
      encoding.offsets[index] = start..<end
    }
    for index in encoding.overflowing.indices {
      trim(&encoding.overflowing[index], text, addsSpace)
    }
  }

  /// `Ġ`, which stands for a space, or white space itself.
  private static func isSpace(_ scalar: UInt32) -> Bool {
    scalar == 0x120 || ScalarSet.space.contains(scalar)
  }
}
