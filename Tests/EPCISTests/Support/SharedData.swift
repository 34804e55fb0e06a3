import Foundation
import Testing

/// Documents that GS1 and others publish, which lie beside the repository and are no part of it.
enum SharedData {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent()  // Support
        .deletingLastPathComponent()  // EPCISTests
        .deletingLastPathComponent()  // Tests
        .deletingLastPathComponent()  // the repository
        .deletingLastPathComponent()
        .appending(path: "shared")

    static var isThere: Bool {
        FileManager.default.fileExists(atPath: root.appending(path: "epcis").path)
    }

    /// Without the data a test has nothing to say: a failure where CI promises it, skipped elsewhere.
    static var canRun: Bool {
        isThere || ProcessInfo.processInfo.environment["CI"] != nil
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: root.appending(path: path)))
    }

    /// Paths below `folder`, relative to the root, sorted.
    static func files(below folder: String, endingIn suffixes: [String]) -> [String] {
        let base = root.appending(path: folder)
        guard let walk = FileManager.default.enumerator(atPath: base.path) else { return [] }
        return walk.compactMap { $0 as? String }
            .filter { name in suffixes.contains { name.hasSuffix($0) } }
            .map { folder + "/" + $0 }
            .sorted()
    }

    static var eventDocuments: [String] {
        files(below: "epcis/gs1-epcis/examples-json", endingIn: [".jsonld", ".json"])
            + files(below: "epcis/gs1-epcis/examples-json-simple-context", endingIn: [".jsonld"])
            + files(below: "epcis/hash-vectors", endingIn: [".jsonld"])
            + files(below: "agri/events", endingIn: [".jsonld", ".json"])
    }
}
