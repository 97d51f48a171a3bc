/// Where text comes from: a file, or standard input.
public enum Input: Sendable, Equatable {
  /// Standard input.
  case standardInput
  /// The file at this path; `.gz` and `.zst` are decompressed.
  case file(String)

  /// Reads one command-line argument: `-` is standard input.
  public init(argument: String) {
    self = argument == "-" ? .standardInput : .file(argument)
  }

  /// Reads a command line's arguments in their order; none at all means standard input.
  public static func list(_ arguments: [String]) -> [Input] {
    arguments.isEmpty ? [.standardInput] : arguments.map(Input.init(argument:))
  }

  /// The name that messages use.
  public var name: String {
    switch self {
    case .standardInput: "standard input"
    case .file(let path): path
    }
  }

  var compression: Compression {
    switch self {
    case .standardInput: .none
    case .file(let path): Compression(path: path)
    }
  }
}

/// How a file is compressed, as its name says.
enum Compression: Equatable {
  case none
  case gzip
  case zstd

  init(path: String) {
    func ends(in suffix: String) -> Bool {
      path.utf8.count >= suffix.utf8.count
        && path.utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }
    self = ends(in: ".gz") ? .gzip : ends(in: ".zst") ? .zstd : .none
  }
}
