internal import CLontarModels

/// The weights of small models that are part of Lontar, a byte each: see NOTICE for what they were
/// learned from.
enum BundledWeights {
  /// The weights in one of the files in CLontarModels/weights; none if there is no such file.
  static func named(_ name: String) -> [Int8] {
    var count = 0
    // The name is read during the call; the bytes stay as long as the process.
    guard let bytes = unsafe lontar_weights(name, &count) else { return [] }
    return unsafe [Int8](UnsafeBufferPointer(start: bytes, count: count))
  }
}
