/// Normal forms one character at a time, with what became of each: as Hugging Face tokenizers do it,
/// which knows the characters of 2016 (Unicode 9.0).
struct CanonicalOrder {
  private var pending: [(scalar: UInt32, change: Int32, combiningClass: Int32)] = []
  private var marks: [(scalar: UInt32, change: Int32, combiningClass: Int32)] = []

  /// Decomposes a text, and composes it again if asked to; false if that leaves it as it was.
  mutating func normalize(
    _ bytes: [UInt8], by table: DecompositionTable, composing: Bool,
    into changes: inout ScalarChanges
  ) {
    pending.removeAll(keepingCapacity: true)
    var sorted = 0
    forEachScalar(in: bytes, bytes.indices) { scalar in
      var change: Int32 = 0
      table.forEach(of: scalar) { part in
        let combiningClass = part < 0x300 ? 0 : ScalarMap.combiningClass.distance(part)
        if combiningClass == 0 {
          sort(from: sorted)
          sorted = pending.count
        }
        pending.append((part, change, combiningClass))
        change = 1
      }
    }
    sort(from: sorted)
    guard composing else {
      for one in pending { changes.append(one.scalar, one.change) }
      return
    }
    compose(into: &changes)
  }

  /// Sorts the marks behind `start` by class; those of one class stay as they are.
  private mutating func sort(from start: Int) {
    guard pending.count - start > 1 else { return }
    for index in start + 1..<pending.count {
      let one = pending[index]
      var place = index
      while place > start, pending[place - 1].combiningClass > one.combiningClass {
        pending[place] = pending[place - 1]
        place -= 1
      }
      pending[place] = one
    }
  }

  private mutating func compose(into changes: inout ScalarChanges) {
    marks.removeAll(keepingCapacity: true)
    var base: (scalar: UInt32, change: Int32)?
    var lastClass: Int32?
    func flush() {
      if let base { changes.append(base.scalar, base.change) }
      for mark in marks { changes.append(mark.scalar, mark.change) }
    }
    for one in pending {
      guard let known = base else {
        if one.combiningClass != 0 {
          changes.append(one.scalar, one.change)
        } else {
          base = (one.scalar, one.change)
        }
        continue
      }
      let isBlocked = lastClass.map { $0 >= one.combiningClass } ?? false
      if !isBlocked, let joined = DecompositionTable.compose(known.scalar, one.scalar) {
        base = (joined, known.change + one.change - 1)
        continue
      }
      if one.combiningClass == 0 {
        flush()
        marks.removeAll(keepingCapacity: true)
        base = (one.scalar, one.change)
        lastClass = nil
      } else {
        marks.append(one)
        lastClass = one.combiningClass
      }
    }
    flush()
  }
}
