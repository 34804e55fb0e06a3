import EPCIS

/// What the screen of a node found odd, as the node says it.
struct DemoAlert {
    let story: JSONValue

    var code: String { story["code"]?.string ?? "" }
    private var meaning: String { story["meaning"]?.string ?? "" }
    private var numbers: String { AlertTable.numbers(story) }
    private var members: String { AlertTable.joined(story, "members") }

    /// For programs and for `grep`.
    var line: String { "\(code): \(meaning) \(members): \(numbers)" }

    /// For people.
    var paragraph: String {
        "\(meaning)\n    alert    \(code)\n    members  \(members)\n    numbers  \(numbers)"
    }
}
