import EPCIS
import Foundation

/// Documents that GS1 and others publish, which lie beside the repository and are no part of it.
enum PublishedDocuments {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent()  // Support
        .deletingLastPathComponent()  // QueryTests
        .deletingLastPathComponent()  // Tests
        .deletingLastPathComponent()  // the repository
        .deletingLastPathComponent()
        .appending(path: "shared")

    /// Without the data a test has nothing to say: a failure where CI promises it, skipped elsewhere.
    static var canRun: Bool {
        FileManager.default.fileExists(atPath: root.appending(path: "epcis").path)
            || ProcessInfo.processInfo.environment["CI"] != nil
    }

    /// The sound events of all of them.
    static func events() throws -> [EPCISEvent] {
        var events: [EPCISEvent] = []
        for folder in ["epcis", "agri/events"] {
            let base = root.appending(path: folder)
            let walk = FileManager.default.enumerator(atPath: base.path)
            let names = (walk?.compactMap { $0 as? String } ?? [])
                .filter { $0.hasSuffix(".json") || $0.hasSuffix(".jsonld") }
            for name in names.sorted() {
                let bytes = Array(try Data(contentsOf: base.appending(path: name)))
                guard let (document, _) = try? EPCISDocument.reading(bytes) else { continue }
                events += document.events
            }
        }
        return events
    }
}
