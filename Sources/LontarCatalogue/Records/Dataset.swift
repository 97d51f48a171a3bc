/// What the catalogue knows about one corpus.
///
///     var dataset = Dataset(id: "lontar/parallel", name: "Lontar parallel sentences")
///     dataset.languages = [DatasetLanguage(code: "khm"), DatasetLanguage(code: "mya")]
///     dataset.licence = LicenceStatement(raw: "CC0-1.0")
///
/// A record is facts as its source states them: a wrong language code or an empty licence is kept as
/// found, and reported by ``Linter``. Fields that the source does not state are `nil` or empty, and
/// stay out of the JSON.
public struct Dataset: Sendable {
  /// The name by which records refer to one another, as `collection/name`, in ASCII.
  public var id: String
  /// What people call the corpus.
  public var name: String
  /// Other names it goes by.
  public var aliases: [String] = []
  /// What the source says about it.
  public var description: String?
  /// The languages of its text, in the source's order.
  public var languages: [DatasetLanguage] = []
  /// What it is made for, as short names such as `NER`, `SA` or `MT`.
  public var tasks: [String] = []
  /// What it is made of: `text`, `audio`, `image` or `video`.
  public var modalities: [String] = []
  /// The shapes its loader gives examples in, such as `KB` or `T2T`.
  public var schemas: [String] = []
  /// The licence, as stated and as resolved.
  public var licence = LicenceStatement(raw: "")
  /// How it asks to be cited, as BibTeX.
  public var citation: String?
  /// Its page.
  public var homepage: String?
  /// Where its files are.
  public var urls: [DatasetURL] = []
  /// Each way in which its loader can give it.
  public var configurations: [Configuration] = []
  /// How many configurations there are, also when they are not listed.
  public var configurationCount = 0
  /// Its parts, such as `train` and `test`.
  public var splits: [Split] = []
  /// How much there is of it.
  public var size: DatasetSize?
  /// The version of its data.
  public var version: String?
  /// The version of its loader or of the scheme it was put in.
  public var schemeVersion: String?
  /// The year of its publication.
  public var year: Int?
  /// Where it was collected or where its languages are at home, as ISO 3166-1 alpha-2 codes.
  public var countries: [String] = []
  /// Where this record was read from.
  public var provenance: Provenance?
  /// The records this corpus was made from.
  public var derivedFrom: [String] = []
  /// Who can get it.
  public var access = Access.unknown
  /// Whether it is about people.
  public var personalData = PersonalData.unknown
  /// What those whom it is about, or who wrote it, agreed to.
  public var consent: String?
  /// The day (ISO 8601) on which it was withdrawn, if it was.
  public var withdrawn: String?
  /// Its files with their hashes.
  public var files: [DatasetFile] = []
  /// Answers about how it came to be and what it is fit for.
  public var answers: [DatasetAnswer] = []
  /// Why and for how long whoever keeps this catalogue holds the corpus.
  public var holding: Holding?

  /// Makes a record that states no more than its names.
  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}

/// A language of a corpus.
public struct DatasetLanguage: Sendable, Hashable {
  /// The code as the source gives it; ISO 639-3 where the source is right.
  public var code: String
  /// The script, as ISO 15924.
  public var script: String?
  /// The country, as ISO 3166-1 alpha-2.
  public var country: String?
  /// The dialect, in words.
  public var dialect: String?

  /// Makes a language of which only the code is stated.
  public init(code: String) {
    self.code = code
  }
}

/// A licence as its source states it.
public struct LicenceStatement: Sendable {
  /// The source's words, to the byte; empty if it says nothing.
  public var raw: String
  /// The SPDX identifier, or a `LicenseRef-` for what SPDX does not list; `nil` if it is not known.
  public var id: String?
  /// Terms that the source adds in its own words.
  public var terms: String?

  /// Takes the source's words and resolves them; see ``LicenceResolver``.
  public init(raw: String) {
    let resolution = LicenceResolver.resolve(raw)
    self.raw = raw
    id = resolution.id
    terms = resolution.terms
  }

  /// Takes what is already resolved.
  public init(raw: String, id: String?, terms: String?) {
    self.raw = raw
    self.id = id
    self.terms = terms
  }
}

/// An address of a corpus's data.
public struct DatasetURL: Sendable {
  /// What the source calls it, such as `train`; steps are joined by slashes.
  public var name: String?
  /// The address, which may be a template.
  public var url: String

  /// Makes an address.
  public init(name: String? = nil, url: String) {
    self.name = name
    self.url = url
  }
}

/// One way in which a loader gives a corpus.
public struct Configuration: Sendable, Hashable {
  /// The configuration's name.
  public var name: String
  /// The shape of its examples.
  public var schema: String?
  /// The part of the corpus it gives.
  public var subset: String?

  /// Makes a configuration.
  public init(name: String, schema: String?, subset: String?) {
    self.name = name
    self.schema = schema
    self.subset = subset
  }
}

/// How much there is of a corpus or of a part of it.
public struct DatasetSize: Sendable, Hashable {
  /// How many records (sentences, documents, utterances).
  public var records: Int?
  /// How many bytes.
  public var bytes: Int?

  /// Makes a size.
  public init(records: Int? = nil, bytes: Int? = nil) {
    self.records = records
    self.bytes = bytes
  }
}

/// A part of a corpus.
public struct Split: Sendable, Hashable {
  /// The part's name.
  public var name: String
  /// How much there is of it.
  public var size: DatasetSize

  /// Makes a part.
  public init(name: String, size: DatasetSize) {
    self.name = name
    self.size = size
  }
}

/// Where a record was read from.
public struct Provenance: Sendable {
  /// The collection, as a URL or a path.
  public var source: String
  /// Its version, such as a commit.
  public var revision: String?
  /// The file in it.
  public var path: String?
  /// The file's SHA-256, in hexadecimal.
  public var sha256: String?

  /// Makes a provenance.
  public init(
    source: String, revision: String? = nil, path: String? = nil, sha256: String? = nil
  ) {
    self.source = source
    self.revision = revision
    self.path = path
    self.sha256 = sha256
  }
}

/// Who can get a corpus; the raw values are the words of the records.
public enum Access: String, CaseIterable, Sendable {
  /// Anyone, without asking.
  case open
  /// Those who ask or sign.
  case request
  /// Those who pay.
  case fee
  /// Those who already hold its files: its loader downloads nothing.
  case local
  /// Nobody said.
  case unknown
}

/// Whether a corpus is about people; the raw values are the words of the records.
public enum PersonalData: String, CaseIterable, Sendable {
  /// It holds nothing about anyone.
  case none
  /// Names were replaced, and someone may hold the key.
  case pseudonymised
  /// It holds data about people.
  case yes
  /// Nobody said.
  case unknown
}

/// A file of a corpus.
public struct DatasetFile: Sendable {
  /// The path, from the directory of the records or of the corpus.
  public var path: String
  /// Where it can be downloaded.
  public var url: String?
  /// Its SHA-256, in hexadecimal.
  public var sha256: String?
  /// Its length in bytes.
  public var bytes: Int?

  /// Makes a file.
  public init(path: String, url: String? = nil, sha256: String? = nil, bytes: Int? = nil) {
    self.path = path
    self.url = url
    self.sha256 = sha256
    self.bytes = bytes
  }
}

/// An answer about a corpus that a datasheet asks for.
public struct DatasetAnswer: Sendable {
  /// A property of Croissant's responsible-AI vocabulary, such as `dataCollection`; see
  /// ``Datasheet/properties``.
  public var property: String
  /// The answer, in words.
  public var text: String

  /// Makes an answer.
  public init(property: String, text: String) {
    self.property = property
    self.text = text
  }
}

/// Why and for how long an organisation holds a corpus: what a data inventory asks for.
public struct Holding: Sendable {
  /// What it is held for.
  public var purpose: String?
  /// What allows holding it, such as consent or a licence.
  public var legalBasis: String?
  /// The day (ISO 8601) on which it is to be deleted.
  public var retention: String?
  /// Countries (ISO 3166-1) it was sent to.
  public var transfers: [String] = []

  /// Makes a holding that states nothing yet.
  public init() {}
}
