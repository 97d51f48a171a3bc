public import LontarJSON

extension ImportReport {
  /// The report as JSON.
  public func json(source: String) -> JSONValue {
    var object = JSONObjectBuilder()
    object.add("source", source)
    object.add("added", JSONValue.array(added.map { .string(Array($0.utf8)) }))
    object.add("changed", JSONValue.array(changed.map { .string(Array($0.utf8)) }))
    object.add("kept", keptCount)
    object.add(
      "refused",
      JSONValue.array(
        refused.map { refusal in
          var entry = JSONObjectBuilder()
          entry.add("name", refusal.name)
          entry.add("reason", refusal.reason)
          return entry.value
        }))
    return object.value
  }
}

extension PolicyDecision {
  /// The decision as JSON.
  public var json: JSONValue {
    var object = JSONObjectBuilder()
    object.add("purpose", purpose.rawValue)
    object.add("verdict", verdict.description)
    object.add("duties", duties.map(\.rawValue))
    object.add("outbound", outbound)
    object.add("rules_sha256", rulesSHA256)
    object.add("legal_advice", JSONValue.bool(false))
    object.add(
      "reasons",
      reasons.map { reason in
        var entry = JSONObjectBuilder()
        entry.add("rule", reason.rule)
        entry.add("verdict", reason.verdict.description)
        entry.add("clause", reason.clause)
        entry.add("records", reason.records)
        entry.add("licence", reason.licence)
        return entry.value
      })
    return object.value
  }
}

extension LicenceResolution {
  /// The resolution as JSON, beside the words it is of.
  public func json(raw: String) -> JSONValue {
    var object = JSONObjectBuilder()
    object.add("raw", raw)
    object.add("outcome", outcome.rawValue)
    object.add("id", id)
    object.add("class", LicenceClass(licence: id).rawValue)
    object.add("terms", terms)
    object.add("note", note)
    return object.value
  }
}

extension LintFinding {
  /// The finding as JSON.
  public var json: JSONValue {
    var object = JSONObjectBuilder()
    object.add("record", record)
    object.add("kind", kind.rawValue)
    object.add("detail", detail)
    object.add("repair", repair)
    return object.value
  }
}
