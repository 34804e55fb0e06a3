import Testing

/// The patches that `scripts/planted-bugs.sh` builds still apply to the sources.
struct PlantedBugTests {
    private static let names: Set = [
        "quorum-of-2f-plus-1", "lock-not-kept", "lock-not-persisted", "vote-sent-before-durable",
        "no-certificate-with-reproposal", "no-round-skip", "no-precommit-timer",
        "equivocating-vote-dropped", "certificate-not-checked", "round-not-signed",
        "root-not-compared", "pool-admits-twice",
    ]

    @Test func `the list of planted bugs is whole`() throws {
        let files = try TestFiles.texts(in: "PlantedBugs/Patches")

        #expect(Set(files.map { String($0.name.dropLast(".patch".count)) }) == Self.names)
    }

    @Test func `every patch still fits the sources`() throws {
        for file in try TestFiles.texts(in: "PlantedBugs/Patches") {
            let changes = Patch(file.text).changes
            #expect(!changes.isEmpty, "\(file.name)")
            for change in changes {
                let source = try TestFiles.repositoryText(change.path)
                #expect(
                    source.contains(change.before) && !change.before.isEmpty,
                    "\(file.name) no longer fits \(change.path)")
                #expect(change.before != change.after, "\(file.name)")
            }
        }
    }
}

/// A unified diff.
private struct Patch {
    struct Change {
        let path: String
        /// What stands there, and what is to stand there.
        var before = ""
        var after = ""
    }

    private(set) var changes: [Change] = []

    init(_ text: String) {
        var path = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("+++ b/") {
                path = String(line.dropFirst("+++ b/".count))
            } else if line.hasPrefix("@@") {
                changes.append(Change(path: path))
            } else if !changes.isEmpty, !line.hasPrefix("---"), let sign = line.first {
                let content = line.dropFirst() + "\n"
                if sign != "+" { changes[changes.count - 1].before += content }
                if sign != "-" { changes[changes.count - 1].after += content }
            }
        }
    }
}
