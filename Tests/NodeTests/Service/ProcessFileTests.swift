import Foundation
import Testing

@testable import Node

struct ProcessFileTests {
    @Test func `the file names the process, over one that a killed process left`() throws {
        let directory = try TemporaryHome()
        let file = ProcessFile(path: directory.home.processFile)
        try "4711\n".write(toFile: file.path, atomically: true, encoding: .utf8)

        try file.write()

        #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "\(getpid())\n")
        file.remove()
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }
}
