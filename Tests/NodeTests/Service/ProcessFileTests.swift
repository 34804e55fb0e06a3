import Foundation
import Testing

@testable import Node

struct ProcessFileTests {
    @Test func `a second process is kept out and told who is in`() throws {
        let directory = try TemporaryHome()
        let path = directory.home.processFile
        let file = try ProcessFile(path: path, home: directory.home.path)

        #expect(
            throws: NodeStartError.homeInUse(
                path: directory.home.path, process: getpid())
        ) { try ProcessFile(path: path, home: directory.home.path) }

        file.release()
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a file left by a process that died keeps nobody out`() throws {
        let directory = try TemporaryHome()
        try "4711\n".write(
            toFile: directory.home.processFile, atomically: true, encoding: .utf8)

        let file = try ProcessFile(
            path: directory.home.processFile, home: directory.home.path)

        #expect(
            try String(contentsOfFile: directory.home.processFile, encoding: .utf8)
                == "\(getpid())\n")
        file.release()
    }
}
