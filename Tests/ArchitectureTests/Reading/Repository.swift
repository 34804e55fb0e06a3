import Foundation
import Synchronization

/// The checkout that these tests were compiled from.
enum Repository {
    static let root: URL = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent()  // Reading
        .deletingLastPathComponent()  // ArchitectureTests
        .deletingLastPathComponent()  // Tests
        .deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
    }

    /// Paths of the regular files below a folder, sorted; empty when there is no such folder.
    static func files(below folder: String) throws -> [String] {
        let base = root.appendingPathComponent(folder)
        guard FileManager.default.fileExists(atPath: base.path) else { return [] }
        return try FileManager.default.subpathsOfDirectory(atPath: base.path)
            .map { "\(folder)/\($0)" }
            .filter { path in
                var isFolder: ObjCBool = false
                let found = FileManager.default.fileExists(
                    atPath: root.appendingPathComponent(path).path, isDirectory: &isFolder)
                return found && !isFolder.boolValue
            }
            .sorted()
    }

    /// The Swift files below a folder, cut into tokens once for all tests.
    static func swiftFiles(below folder: String) throws -> [SourceFile] {
        try read.withLock { read in
            if let files = read[folder] { return files }
            let files = try files(below: folder)
                .filter { $0.hasSuffix(".swift") }
                .map { SourceFile(path: $0, text: try text($0)) }
            read[folder] = files
            return files
        }
    }

    private static let read = Mutex<[String: [SourceFile]]>([:])

    static func manifest() throws -> PackageManifest {
        PackageManifest(source: try text("Package.swift"))
    }
}
