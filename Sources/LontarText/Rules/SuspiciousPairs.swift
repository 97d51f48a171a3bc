/// What the scan by vectors looks for: pairs of neighbours that the automaton of ``Suspicion`` may find
/// suspicious, and some that it does not. The tests compare the two.
struct SuspiciousPairs: Sendable {
  /// A script's 128 scalars, and which classes are taken together as the first of a pair.
  struct Groups {
    var first: Int
    /// Seven groups at most.
    var members: [[UInt8]]
  }

  /// Of each scalar a bit for the group of its class; and then of each the groups that it may not
  /// follow, with bit 7 where it is to be looked at behind anything.
  let sets: [UInt8]
  /// The sixteens of scalars that have any bits.
  let rows: UInt8
  /// The group of ASCII.
  let ascii: UInt8
  /// How the scalars begin in UTF-8: the first byte, and the lower of two second ones.
  let lead: UInt8
  let second: UInt8

  /// Makes the tables, unless vectors cannot do what the automaton does: if something of ASCII is
  /// suspicious, or a state depends on more than two scalars.
  init?(classes: [UInt8], transitions: [UInt8], groups: Groups) {
    func next(_ state: UInt8, _ value: UInt8) -> UInt8 {
      transitions[Int(state) << 5 | Int(value)]
    }
    func isSuspicious(_ state: UInt8, _ value: UInt8) -> Bool {
      next(state, value) == Suspicion.suspicious
    }
    // Classes that occur, and the states that each may leave, wherever it stood.
    let values = Set(classes).subtracting([Suspicion.bad]).sorted()
    var states: Set<UInt8> = [Suspicion.space]
    var added = states
    while !added.isEmpty {
      let found = Set(added.flatMap { state in values.map { next(state, $0) } })
      added = found.subtracting(states).subtracting([Suspicion.suspicious])
      states.formUnion(added)
    }
    var left: [UInt8: Set<UInt8>] = [Suspicion.space: [Suspicion.space]]
    for state in states {
      for value in values where !isSuspicious(state, value) {
        left[value, default: []].insert(next(state, value))
        // From the state without interest two scalars lead to the same state, or are looked at.
        for last in values where !isSuspicious(next(state, value), last) {
          guard !isSuspicious(Suspicion.other, value) else { continue }
          let short = next(next(Suspicion.other, value), last)
          guard short == next(next(state, value), last) || short == Suspicion.suspicious
          else { return nil }
        }
      }
    }
    func group(_ value: UInt8) -> UInt8 {
      groups.members.firstIndex { $0.contains(value) }.map { 1 << UInt8($0) } ?? 0
    }
    /// The groups that a class may not follow.
    func refused(_ value: UInt8) -> UInt8 {
      if value == Suspicion.bad { return 0x80 }
      var set: UInt8 = 0
      for before in values where (left[before] ?? []).contains(where: { isSuspicious($0, value) }) {
        let bit = group(before)
        set |= bit == 0 ? 0x80 : bit
      }
      return set
    }
    let printable = classes[0x20..<0x7F] + [classes[0x0A]]
    guard Set(printable).allSatisfy({ refused($0) == 0 }) else { return nil }
    ascii = Set(printable).reduce(0) { $0 | group($1) }
    let page = classes[groups.first..<groups.first + 128]
    sets = page.map(group) + page.map(refused)
    var rows: UInt8 = 0
    for index in sets.indices where sets[index] != 0 { rows |= 1 << UInt8(index % 128 / 16) }
    self.rows = rows
    lead = UInt8(0xE0 | groups.first >> 12)
    second = UInt8(0x80 | groups.first >> 6 & 0x3F)
  }
}
