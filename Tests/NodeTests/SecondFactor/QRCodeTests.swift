import Testing

@testable import Node

/// A QR code of ours. That it is one, for every length, was checked with a reader that is not ours (zxing-cpp);
/// what is held here is its form, and one picture that was read.
struct QRCodeTests {
    @Test(arguments: [(14, 21), (15, 25), (106, 41), (107, 45), (122, 45), (180, 53), (213, 57)])
    func `it grows with what it says`(bytes: Int, size: Int) throws {
        let code = try #require(QRCode(Array(repeating: 0x61, count: bytes)))

        #expect(code.size == size && code.modules.allSatisfy { $0.count == size })
    }

    @Test func `what is too long has none`() {
        #expect(QRCode(Array(repeating: 0x61, count: 214)) == nil)
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
