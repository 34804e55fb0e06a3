import Foundation
import Storage

/// A directory of its own for one test, removed when the test lets go of it.
final class TemporaryHome: Sendable {
    let paths: HomePaths

    init() {
        let name = "daftar-test-\(UUID().uuidString)"
        paths = HomePaths(
            directory: FileManager.default.temporaryDirectory.appending(path: name).path)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: paths.directory)
    }

    /// A copy of every file of the home as it is on disk now, without the lock of whoever has it open:
    /// what a power cut, or `cp -r`, would leave.
    func copy() throws -> TemporaryHome {
        let copy = TemporaryHome()
        try FileManager.default.copyItem(
            atPath: paths.directory, toPath: copy.paths.directory)
        return copy
    }
}
