import Foundation

/// Documents that GS1 and others publish, which lie beside the repository and are no part of it.
enum SharedData {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent()  // Support
        .deletingLastPathComponent()  // TraceabilityTests
        .deletingLastPathComponent()  // Tests
        .deletingLastPathComponent()  // the repository
        .deletingLastPathComponent()
        .appending(path: "shared")

    /// Without the data a test has nothing to say: a failure where CI promises it, skipped elsewhere.
    static var canRun: Bool {
        FileManager.default.fileExists(atPath: root.appending(path: "epcis").path)
            || ProcessInfo.processInfo.environment["CI"] != nil
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: root.appending(path: path)))
    }

    static var eventDocuments: [String] {
        ["epcis/gs1-epcis/examples-json", "epcis/hash-vectors", "agri/events"]
            .flatMap { folder -> [String] in
                let base = root.appending(path: folder)
                let walk = FileManager.default.enumerator(atPath: base.path)
                return (walk?.compactMap { $0 as? String } ?? []).map { folder + "/" + $0 }
            }
            .filter { $0.hasSuffix(".jsonld") || $0.hasSuffix(".json") }
            .sorted()
    }
}
