import Foundation
import Node

/// A directory of its own, gone when the test is done with it.
final class TemporaryHome: Sendable {
    let home: NodeHome

    init() throws {
        let path = NSTemporaryDirectory() + "daftar-node-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        home = NodeHome(path)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: home.path)
    }
}
