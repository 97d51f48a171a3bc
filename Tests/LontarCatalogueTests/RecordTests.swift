import LontarJSON
import Testing

@testable import LontarCatalogue

@Suite struct RecordTests {
  static let full = #"""
    {"id":"lontar/parallel","name":"Parallel sentences","aliases":["คู่ขนาน"],
     "description":"ประโยคคู่ขนาน","languages":[{"code":"tha","script":"Thai","country":"TH"},
     {"code":"vie","dialect":"Huế"}],"tasks":["MT"],"modalities":["text"],"schemas":["T2T"],
     "licence":{"raw":"CC0","id":"CC0-1.0"},"citation":"@misc{a,}","homepage":"https://example.org",
     "urls":[{"name":"train","url":"https://example.org/a"},{"url":"https://example.org/b"}],
     "configurations":[{"name":"a_source","schema":"source","subset":"a"}],
     "configuration_count":1,"splits":[{"name":"train","records":10}],
     "size":{"records":10,"bytes":900},"version":"1.0.0","scheme_version":"2","year":2026,
     "countries":["TH","VN"],"provenance":{"source":"https://example.org","revision":"abc",
     "path":"a.py","sha256":"0000000000000000000000000000000000000000000000000000000000000000"},
     "derived_from":["lontar/seed"],"access":"open","personal_data":"none","consent":"given",
     "withdrawn":"2026-02-28","files":[{"path":"th.txt","bytes":3,"url":"https://example.org/t",
     "sha256":"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}]}
    """#

  @Test func aRecordComesBackFromItsCanonicalForm() throws {
    let record = try Dataset(line: Array(Self.full.utf8).span)
    let bytes = record.canonicalBytes
    let again = try Dataset(line: bytes.span)
    #expect(again.canonicalBytes == bytes)
    var expected: [UInt8] = []
    appendCanonicalJSON(try JSONValue(parsing: Array(Self.full.utf8).span), to: &expected)
    #expect(bytes == expected, "a field is lost or changed")
  }

  /// Each field by itself, and beside its neighbours, is written as the tree with its names sorted is.
  @Test func theCanonicalFormIsThatOfTheTree() throws {
    let end = try #require(Self.full.lastIndex(of: "}"))
    let more =
      Self.full[..<end] + #"""
        ,"answers":[{"property":"dataCollection","text":"\"อ่าน\"\u0001\n"},
        {"property":"dataBiases","text":""}],"holding":{"purpose":"train","legal_basis":"licence",
        "retention":"2030-01-01","transfers":["SG","VN"]}}
        """#
    let value = try JSONValue(parsing: Array(more.utf8).span)
    let members = try #require(value.object)
    func check(_ members: [(key: [UInt8], value: JSONValue)]) throws {
      let record = try Dataset(json: .object(members))
      var expected: [UInt8] = []
      appendCanonicalJSON(record.json, to: &expected)
      #expect(record.canonicalBytes == expected)
    }
    try check(members)
    let named = members.filter { ["id", "name"].map { Array($0.utf8) }.contains($0.key) }
    for member in members where !named.contains(where: { $0.key == member.key }) {
      try check(named + [member])
      try check(members.filter { $0.key != member.key && $0.key != Array("configurations".utf8) })
    }
  }

  @Test func theCanonicalFormSortsNamesByTheirCodeUnits() throws {
    // U+FF61 sorts before U+1F600 by scalars, and after its surrogates by code units.
    let value = try JSONValue(parsing: Array("{\"｡\":1, \"😀\":2, \"a\": [ 3 ]}".utf8).span)
    var bytes: [UInt8] = []
    appendCanonicalJSON(value, to: &bytes)
    #expect(bytes == Array("{\"a\":[3],\"😀\":2,\"｡\":1}".utf8))
  }

  @Test(arguments: [
    (#"{"name":"a"}"#, "id", "is missing"),
    (#"{"id":"a b","name":"a"}"#, "id", "holds other"),
    (#"{"id":"a/b/c","name":"a"}"#, "id", "holds other"),
    (#"{"id":"../a","name":"a"}"#, "id", "holds other"),
    (#"{"id":"a","name":""}"#, "name", "is empty"),
    (#"{"id":"a","name":"a","name":"b"}"#, "name", "stands twice"),
    (#"{"id":"a","name":"a","licens":"x"}"#, "licens", "is not a field"),
    (#"{"id":"a","name":"a","tasks":"NER"}"#, "tasks", "is not an array"),
    (#"{"id":"a","name":"a","tasks":["NER",1]}"#, "tasks[1]", "is not a string"),
    (
      #"{"id":"a","name":"a","languages":[{"code":"tha"},{"kode":1}]}"#, "languages[1].code", "miss"
    ),
    (#"{"id":"a","name":"a","year":2024.5}"#, "year", "is not an integer"),
    (#"{"id":"a","name":"a","size":{"bytes":-1}}"#, "size.bytes", "is not an integer"),
    (#"{"id":"a","name":"a","access":"free"}"#, "access", "is not one of open"),
    (#"{"id":"a","name":"a","withdrawn":"2026-02-30"}"#, "withdrawn", "is not a day"),
    (#"{"id":"a","name":"a","files":[{"path":"x","sha256":"12"}]}"#, "files[0].sha256", "64"),
    (
      #"{"id":"a","name":"a","configuration_count":1,"configurations":[{"name":"x"},{"name":"y"}]}"#,
      "configuration_count", "2 are listed"
    ),
    ("[]", ".", "is not an object"),
  ])
  func anErrorNamesTheLineAndTheField(line: String, field: String, problem: String) {
    let file = Array("{\"id\":\"first\",\"name\":\"ok\"}\n\n\(line)\n".utf8)
    do {
      _ = try Dataset.records(in: file.span)
      Issue.record("it was read")
    } catch {
      guard case .invalidField(let number, let place, let text) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(number == 3)
      #expect(place == field)
      #expect(text.contains(problem))
    }
  }

  @Test func anErrorInTheJSONNamesTheLine() {
    #expect {
      _ = try Dataset.records(in: Array("{\"id\":\"a\",\"name\":\"a\"}\n{\"id\":}".utf8).span)
    } throws: { error in
      "\(error)" == "line 2: not JSON: '}' cannot stand at byte 6"
    }
  }

  @Test func twoRecordsOfOneIdAreRefused() {
    let line = "{\"id\":\"a\",\"name\":\"a\"}\n"
    #expect {
      _ = try Dataset.records(in: Array((line + line).utf8).span)
    } throws: { error in
      "\(error)" == "line 2: record 'a' is already on line 1"
    }
  }

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func theDigestIsThatOfTheStandard(text: String, digest: String) {
    #expect(SHA256.hash(Array(text.utf8).span).description == digest)
    for cut in 0...text.utf8.count {
      var hash = SHA256()
      hash.update(Array(text.utf8.prefix(cut)).span)
      hash.update(Array(text.utf8.dropFirst(cut)).span)
      #expect(hash.finish().description == digest)
    }
  }

  @Test func aMillionLettersHaveTheStandardsDigest() {
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    #expect(
      SHA256.hash(bytes.span).description
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }
}
