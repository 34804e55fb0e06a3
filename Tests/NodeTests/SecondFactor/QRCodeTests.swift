import Foundation
import Testing

@testable import Node

/// What libqrencode makes, and how it is shown.
struct QRCodeTests {
    @Test(arguments: [(14, 21), (15, 25), (106, 41), (107, 45), (122, 45), (180, 53), (213, 57)])
    func `it grows with what it says`(bytes: Int, size: Int) throws {
        let code = try #require(QRCode(Array(repeating: 0x61, count: bytes)))

        #expect(code.size == size && code.modules.allSatisfy { $0.count == size })
    }

    @Test func `what is too long has none, and nothing has none`() {
        #expect(QRCode(Array(repeating: 0x61, count: 2_331)) != nil)
        #expect(QRCode(Array(repeating: 0x61, count: 2_332)) == nil)
        #expect(QRCode([]) == nil)
    }

    @Test(arguments: [1, 15, 213, 700])
    func `a reader that is not ours reads it`(bytes: Int) throws {
        let text = String((0..<bytes).map { Character(UnicodeScalar(UInt8(97 + $0 % 26))) })
        let code = try #require(QRCode(Array(text.utf8)))

        #expect(try Zbar.read(code) == text)
    }

    @Test func `it has three finders, and the timing between them`() throws {
        let code = try #require(QRCode(Array("otpauth://totp/a".utf8)))
        let last = code.size - 1

        for (row, column) in [(0, 0), (0, last - 6), (last - 6, 0)] {
            let rows = (0..<7).map { dy in
                (0..<7).map { code.modules[row + dy][column + $0] ? "#" : "." }.joined()
            }
            #expect(
                rows == [
                    "#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######",
                ])
        }
        #expect((8..<last - 7).allSatisfy { code.modules[6][$0] == ($0 % 2 == 0) })
    }

    @Test func `a terminal shows two rows a line, with light around`() throws {
        let code = try #require(QRCode(Array("otpauth://totp/a".utf8)))
        let lines = code.text.split(separator: "\n")

        #expect(lines.count == (code.size + 8 + 1) / 2)
        #expect(lines.allSatisfy { $0.count == code.size + 8 })
        #expect(lines[0] == String(repeating: "█", count: code.size + 8))
        #expect(code.svg.contains("viewBox=\"0 0 33 33\""))
    }
}

/// zbarimg, as a reader of pictures.
private enum Zbar {
    static func read(_ code: QRCode) throws -> String {
        let picture = FileManager.default.temporaryDirectory
            .appending(path: "qr-\(UUID().uuidString).pgm")
        defer { try? FileManager.default.removeItem(at: picture) }
        try bitmap(of: code).write(to: picture)
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["zbarimg", "--quiet", "--raw", picture.path]
        process.standardOutput = output
        try process.run()
        let read = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: read, as: UTF8.self)
            .trimmingCharacters(in: .newlines)
    }

    /// Four points a module, and the quiet zone.
    private static func bitmap(of code: QRCode) -> Data {
        let (scale, quiet) = (4, 4)
        let extent = (code.size + 2 * quiet) * scale
        var data = Data("P5\n\(extent) \(extent)\n255\n".utf8)
        for y in 0..<extent {
            for x in 0..<extent {
                let (row, column) = (y / scale - quiet, x / scale - quiet)
                let isInside =
                    code.modules.indices.contains(row)
                    && code.modules.indices.contains(column)
                data.append(isInside && code.modules[row][column] ? 0 : 255)
            }
        }
        return data
    }
}
