internal import LontarStream
internal import LontarTokens

/// A counts file while it is read: its faults are told with its name.
final class CountsInput {
  let name: String
  let reader: CountsReader
  private let fault: Fault

  /// Why the bytes ended, if they should not have.
  private final class Fault {
    var error: StreamError?
  }

  init(_ input: Input) throws {
    name = input.name
    let bytes = try ByteReader(input)
    let fault = Fault()
    self.fault = fault
    do {
      reader = try CountsReader { chunk in
        chunk.removeAll(keepingCapacity: true)
        do throws(StreamError) {
          return try bytes.read(appendingTo: &chunk) > 0
        } catch {
          fault.error = error
          return false
        }
      }
    } catch {
      if let fault = fault.error { throw fault }
      throw FileProblem(file: input.name, problem: error)
    }
  }

  func next() throws -> (word: [UInt8], count: UInt64)? {
    do {
      return try reader.next()
    } catch {
      if let error = fault.error { throw error }
      throw FileProblem(file: name, problem: error)
    }
  }

  /// Opens counts files, all of which must have the settings of the first, or these.
  static func open(_ files: [String], settings: CountsSettings? = nil) throws -> [CountsInput] {
    let inputs = try Input.list(files).map(CountsInput.init)
    for input in inputs {
      let expected = settings ?? inputs[0].reader.settings
      guard input.reader.settings == expected else {
        throw FileProblem(
          file: input.name,
          problem: CountsFileError.otherSettings(
            found: input.reader.settings, expected: expected))
      }
    }
    return inputs
  }
}

/// The names, sizes and hashes of inputs.
func origins(of inputs: [Input]) throws -> [TextOrigin] {
  try inputs.map { input in
    guard case .file(let path) = input, isRegularFile(path) else {
      return TextOrigin(name: input.name)
    }
    do {
      return try TextOrigin(ofFile: path)
    } catch {
      throw FileProblem(file: path, problem: error)
    }
  }
}
