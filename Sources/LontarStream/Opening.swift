/// A look at the start of each input before its records are read.
///
///     let opening = Opening(byteCount: 4) { file, start in
///       Opening.Plan(tag: start[0] == 0xFF ? 1 : 0)
///     }
///     try await transform(inputs, to: file, jobs: 4, opening: opening) { … }
public struct Opening: Sendable {
  /// Makes of an input's bytes other bytes, block by block: appends what it can to the output, and
  /// returns how many bytes it is done with. It is called with the rest at the end, when `isLast`.
  public typealias Filter = (_ bytes: Span<UInt8>, _ isLast: Bool, _ output: inout [UInt8]) -> Int

  /// What is to be done with an input.
  public struct Plan {
    /// What each of its blocks carries.
    public var tag: Int
    /// How many bytes at its start are left out.
    public var skipping: Int
    /// What its other bytes go through; nothing if they stay as they are.
    public var filter: Filter?

    /// Makes a plan.
    public init(tag: Int = 0, skipping: Int = 0, filter: Filter? = nil) {
      self.tag = tag
      self.skipping = skipping
      self.filter = filter
    }
  }

  /// How many bytes are looked at, after decompression; fewer if the input has no more.
  public let byteCount: Int
  /// Plans for an input, given its name and its first bytes.
  public let plan: @Sendable (_ file: String, _ start: Span<UInt8>) throws(StreamError) -> Plan

  /// Makes a look.
  public init(
    byteCount: Int,
    plan: @escaping @Sendable (_ file: String, _ start: Span<UInt8>) throws(StreamError) -> Plan
  ) {
    self.byteCount = byteCount
    self.plan = plan
  }
}
