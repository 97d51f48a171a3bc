internal import Crypto
public import LontarCatalogue
public import LontarJSON

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// A signed statement of where an audit log ended: what is kept elsewhere, so that a log that was cut
/// short or written anew is found out.
///
///     let key = try SigningKey(path: "audit.key")
///     let checkpoint = try AuditCheckpoint(of: head, signedBy: key)
///     try checkpoint.verify(publicKey: key.publicKey)
public struct AuditCheckpoint: Sendable {
  /// The head that is signed.
  public let head: AuditLog.Head
  /// The signer's public key, in hexadecimal.
  public let publicKey: String
  /// The Ed25519 signature (RFC 8032), in hexadecimal.
  public let signature: String

  /// What is signed: these words, so that a signature on something else is none here.
  private static func message(_ head: AuditLog.Head) -> [UInt8] {
    Array("lontar-audit-checkpoint/1\n\(head.count)\n\(head.hash)\n".utf8)
  }

  /// Signs a head.
  public init(of head: AuditLog.Head, signedBy key: SigningKey) throws(CatalogueError) {
    self.head = head
    publicKey = key.publicKey
    signature = Hexadecimal.text(try key.sign(Self.message(head)))
  }

  /// Reads a checkpoint's file.
  public init(path: String) throws(CatalogueError) {
    let bytes = try Platform.readFile(path, limit: 1 << 16)
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: bytes.span)
    } catch {
      throw .inFile(path: path, problem: "\(error)")
    }
    do throws(CatalogueError) {
      self = try AuditCheckpoint(json: value)
    } catch {
      throw .inFile(path: path, problem: "\(error)")
    }
  }

  /// Reads a checkpoint from its JSON.
  ///
  /// - Throws: ``CatalogueError/invalidField(line:field:problem:)``.
  public init(json: JSONValue) throws(CatalogueError) {
    var fields = try RecordFields(json, path: "", line: 1)
    guard let count = try fields.count("count") else {
      throw fields.fault("count", "is missing")
    }
    guard let hash = try fields.sha256("hash") else { throw fields.fault("hash", "is missing") }
    guard let key = try fields.sha256("public_key") else {
      throw fields.fault("public_key", "is missing")
    }
    let signature = try fields.string("signature")
    guard Hexadecimal.bytes(signature)?.count == 64 else {
      throw fields.fault("signature", "is not 128 hexadecimal digits")
    }
    try fields.finish()
    head = AuditLog.Head(count: count, hash: hash)
    publicKey = key
    self.signature = signature
  }

  /// Checks the signature.
  ///
  /// - Parameter key: Whose it must be, in hexadecimal; the checkpoint's own word for it proves nothing.
  /// - Throws: ``CatalogueError/badSignature(problem:)``.
  public func verify(publicKey key: String) throws(CatalogueError) {
    guard key.lowercased() == publicKey else {
      throw .badSignature(problem: "was signed with another key")
    }
    guard let bytes = Hexadecimal.bytes(publicKey), let signed = Hexadecimal.bytes(signature),
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: Data(bytes)),
      key.isValidSignature(Data(signed), for: Data(Self.message(head)))
    else { throw .badSignature(problem: "does not fit what it is on") }
  }

  /// The checkpoint as JSON.
  public var json: JSONValue {
    var object = JSONObjectBuilder()
    object.add("count", head.count)
    object.add("hash", head.hash)
    object.add("public_key", publicKey)
    object.add("signature", signature)
    return object.value
  }
}

/// A key to sign checkpoints with: 32 bytes in hexadecimal, in a file that only its owner reads.
public struct SigningKey: Sendable {
  private let seed: [UInt8]
  /// The public key, in hexadecimal.
  public let publicKey: String

  /// Reads a key.
  public init(path: String) throws(CatalogueError) {
    let bytes = try Platform.readFile(path, limit: 1 << 12).filter { $0 > 0x20 }
    guard let seed = Hexadecimal.bytes(String(decoding: bytes, as: UTF8.self)) else {
      throw .inFile(path: path, problem: "is no key: 64 hexadecimal digits")
    }
    try self.init(seed: seed, path: path)
  }

  private init(seed: [UInt8], path: String) throws(CatalogueError) {
    guard seed.count == 32,
      let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: Data(seed))
    else { throw .inFile(path: path, problem: "is no key: 64 hexadecimal digits") }
    self.seed = seed
    publicKey = Hexadecimal.text([UInt8](key.publicKey.rawRepresentation))
  }

  /// Makes a new key in a new file.
  ///
  /// - Throws: ``CatalogueError/cannotWrite(path:errno:)``, also if the file is there already.
  public static func create(at path: String) throws(CatalogueError) -> SigningKey {
    let seed = [UInt8](Curve25519.Signing.PrivateKey().rawRepresentation)
    let key = try SigningKey(seed: seed, path: path)
    try Platform.createPrivate(path, Array((Hexadecimal.text(seed) + "\n").utf8))
    return key
  }

  fileprivate func sign(_ message: [UInt8]) throws(CatalogueError) -> [UInt8] {
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: Data(seed)),
      let signature = try? key.signature(for: Data(message))
    else { throw .badSignature(problem: "cannot be made") }
    return [UInt8](signature)
  }
}
