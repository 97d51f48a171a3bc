public import LontarText

/// What was learned about where words end: a table of small weights, and the words that were known.
///
///     let model = try BoundaryModel(parsing: bytes.span)
///     let segmenter = try Segmenter(language: .thai, model: model)
///
/// The model is a linear one. Every character and its neighbours name rows of a hashed table; their
/// weights are summed for each place, and a word ends where the sum is positive. What is looked at:
/// runs of one to five characters, or in Vietnamese one and two syllables, runs of their classes, the
/// longest known words around a place, the cheapest way through known words, and ICU's own boundaries.
/// The idea is that of KyTea's pointwise prediction (Neubig, Nakata and Mori 2011), with rows for eight
/// places at a time.
public struct BoundaryModel: Sendable {
  /// What lies between two places where a boundary may be.
  public enum Unit: UInt8, Sendable {
    /// Characters, in scripts that are written without spaces.
    case scalars = 0
    /// Syllables, in languages that put spaces between them.
    case syllables = 1
  }

  /// What the model looks at, and how large its table is.
  struct Shape: Sendable, Equatable {
    var unit: Unit
    var usesICU: Bool
    var hasWords: Bool
    var rowBits: Int

    /// How many rows each symbol names.
    var eventCount: Int { (unit == .scalars ? 7 : 4) + (hasWords ? 3 : 0) + (usesICU ? 2 : 0) }

    /// Which of a row's eight weights may differ from zero. In Vietnamese the places before and behind a
    /// syllable are enough: with all eight, F1 is lower by half a point on the development set.
    var lanes: Range<Int> { unit == .scalars ? 0..<8 : 3..<5 }
  }

  /// Where the model comes from: lines of `key: value`.
  public let provenance: String
  /// The language it was trained for.
  public let language: Language
  /// What lies between two places where a boundary may be.
  public var unit: Unit { shape.unit }

  let shape: Shape
  /// What a weight of 1 stands for, in natural logarithms of odds.
  let scale: Float
  let words: WordTable?
  let storage: ModelStorage
  /// Where the weights are in the storage: eight signed bytes a row.
  let weightStart: Int

  init(
    language: Language, shape: Shape, scale: Float, words: WordTable?, provenance: String,
    storage: ModelStorage, weightStart: Int
  ) {
    precondition(shape.hasWords == (words != nil), "the shape says whether there are words")
    precondition(weightStart + 8 << shape.rowBits <= storage.count, "a row has eight weights")
    self.language = language
    self.shape = shape
    self.scale = scale
    self.words = words
    self.provenance = provenance
    self.storage = storage
    self.weightStart = weightStart
  }
}

/// What is wrong with a model's file.
@nonexhaustive
public enum BoundaryModelError: Error, Sendable, Equatable, CustomStringConvertible {
  /// It does not begin as a model does.
  case notAModel
  /// It was written by another version, whose number this is.
  case unknownVersion(UInt32)
  /// It has this many bytes, not those that its head promises.
  case wrongLength(byteCount: Int)
  /// Its bytes are not those that were written.
  case wrongChecksum
  /// A field of its head, at this byte, holds what cannot be.
  case badField(byteOffset: Int)
  /// Its file cannot be read, for the reason that the system gives by this number.
  case cannotRead(code: Int32)

  /// The fact in one sentence, for a person.
  public var description: String {
    switch self {
    case .notAModel: "not a segmentation model"
    case .unknownVersion(let version): "a segmentation model of version \(version), not 4"
    case .wrongLength(let byteCount):
      "a segmentation model cut short or extended to \(byteCount) bytes"
    case .wrongChecksum: "a segmentation model whose checksum is wrong"
    case .badField(let byteOffset): "a segmentation model with a bad value at byte \(byteOffset)"
    case .cannotRead(let code): ModelStorage.reason(code)
    }
  }
}
