import Foundation
import Testing

/// The public test vectors that lie beside the repository, in `../shared`.
enum SharedData {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "../shared").standardizedFileURL

    /// A test that needs the vectors runs where they are, and fails in CI where they are not.
    static let isRequired =
        FileManager.default.fileExists(atPath: root.path)
        || ProcessInfo.processInfo.environment["CI"] != nil

    static func decode<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(contentsOf: root.appending(path: path)))
    }

    /// Every file with this ending below a folder, in the order of their paths.
    static func files(below folder: String, ending: String) throws -> [String] {
        let base = root.appending(path: folder)
        let found = try FileManager.default.subpathsOfDirectory(atPath: base.path)
        return found.filter { $0.hasSuffix(ending) }.sorted().map { "\(folder)/\($0)" }
    }
}

extension Trait where Self == ConditionTrait {
    /// Runs only where the shared vectors are.
    static var needsSharedData: Self {
        .enabled(if: SharedData.isRequired, "../shared is not there")
    }
}
