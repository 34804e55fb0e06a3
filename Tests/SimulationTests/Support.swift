import Foundation

/// The files beside the tests.
enum TestFiles {
    /// Files below a folder of Tests/SimulationTests, by name.
    static func texts(in folder: String) throws -> [(name: String, path: String, text: String)] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let directory = root.appendingPathComponent(folder)
        return try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
            .map { name in
                let path = directory.appendingPathComponent(name).path
                return (name, path, try String(contentsOfFile: path, encoding: .utf8))
            }
    }

    /// A file of the repository, by its path from the root of it.
    static func repositoryText(_ path: String) throws -> String {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try String(
            contentsOfFile: root.appendingPathComponent(path).path, encoding: .utf8)
    }
}
