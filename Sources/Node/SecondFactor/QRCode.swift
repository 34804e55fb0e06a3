/// Bytes as a QR code of error correction level M, versions 1 to 10: enough for a link of 213 bytes.
///
/// Spec: ISO/IEC 18004:2015 §7.
struct QRCode: Hashable, Sendable {
    /// Rows of modules, true for dark.
    private(set) var modules: [[Bool]]
    /// Modules that are not data: patterns, and format and version information.
    private var isFixed: [[Bool]]
    private let version: Int

    var size: Int { modules.count }

    /// Codewords for error correction of a block, and data codewords of each block; level M, by version.
    private static let blocks: [(correction: Int, data: [Int])] = [
        (10, [16]), (16, [28]), (26, [44]), (18, [32, 32]), (24, [43, 43]),
        (16, [27, 27, 27, 27]), (18, [31, 31, 31, 31]), (22, [38, 38, 39, 39]),
        (22, [36, 36, 36, 37, 37]), (26, [43, 43, 43, 43, 44]),
    ]
    /// Centres of the alignment patterns, by version.
    private static let alignments: [[Int]] = [
        [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46],
        [6, 28, 50],
    ]

    /// - Returns: nil for more bytes than a code of version 10 holds.
    init?(_ bytes: [UInt8]) {
        let needed = { (version: Int) in bytes.count + (version < 10 ? 2 : 3) }
        guard
            let version = (1...10).first(where: {
                needed($0) <= Self.blocks[$0 - 1].data.reduce(0, +)
            })
        else { return nil }
        self.version = version
        let size = 17 + 4 * version
        modules = Array(repeating: Array(repeating: false, count: size), count: size)
        isFixed = modules
        drawPatterns()
        place(Self.codewords(of: bytes, version))
        chooseMask()
    }
}

/// Codewords.
extension QRCode {
    /// Data in byte mode, padded, with the correction of each block, interleaved: §7.4 to §7.6.
    private static func codewords(of bytes: [UInt8], _ version: Int) -> [UInt8] {
        let (correction, sizes) = blocks[version - 1]
        var bits = BitWriter()
        bits.append(0b0100, count: 4)
        bits.append(bytes.count, count: version < 10 ? 8 : 16)
        for byte in bytes { bits.append(Int(byte), count: 8) }
        var data = bits.padded(to: sizes.reduce(0, +))[...]
        let divisor = ReedSolomon.divisor(degree: correction)
        var (whole, remainders): ([[UInt8]], [[UInt8]]) = ([], [])
        for size in sizes {
            let block = Array(data.prefix(size))
            data = data.dropFirst(size)
            whole.append(block)
            remainders.append(ReedSolomon.remainder(of: block, by: divisor))
        }
        return interleaved(whole) + interleaved(remainders)
    }

    private static func interleaved(_ blocks: [[UInt8]]) -> [UInt8] {
        let longest = blocks.map(\.count).max() ?? 0
        return (0..<longest).flatMap { index in
            blocks.compactMap { index < $0.count ? $0[index] : nil }
        }
    }

    private struct BitWriter {
        private var bits: [Bool] = []

        mutating func append(_ value: Int, count: Int) {
            for place in (0..<count).reversed() { bits.append(value >> place & 1 == 1) }
        }

        /// With a terminator as far as there is room, and the two padding codewords in turn.
        func padded(to count: Int) -> [UInt8] {
            var bits = bits
            for _ in 0..<min(4, count * 8 - bits.count) { bits.append(false) }
            while bits.count % 8 != 0 { bits.append(false) }
            var bytes = stride(from: 0, to: bits.count, by: 8).map { start in
                bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
            }
            for index in 0..<(count - bytes.count) { bytes.append(index % 2 == 0 ? 0xEC : 0x11) }
            return bytes
        }
    }
}

/// Polynomials over GF(2⁸) with 0x11D: §7.5.2.
private enum ReedSolomon {
    static func divisor(degree: Int) -> [UInt8] {
        var divisor = [UInt8](repeating: 0, count: degree)
        divisor[degree - 1] = 1
        var root: UInt8 = 1
        for _ in 0..<degree {
            for index in 0..<degree {
                divisor[index] = product(divisor[index], root)
                if index + 1 < degree { divisor[index] ^= divisor[index + 1] }
            }
            root = product(root, 2)
        }
        return divisor
    }

    static func remainder(of data: [UInt8], by divisor: [UInt8]) -> [UInt8] {
        var remainder = [UInt8](repeating: 0, count: divisor.count)
        for byte in data {
            let factor = byte ^ remainder.removeFirst()
            remainder.append(0)
            for index in divisor.indices { remainder[index] ^= product(divisor[index], factor) }
        }
        return remainder
    }

    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var product = 0
        for place in (0..<8).reversed() {
            product = product << 1 ^ (product >> 7) * 0x11D
            if right >> place & 1 == 1 { product ^= Int(left) }
        }
        return UInt8(product)
    }
}

/// Modules.
extension QRCode {
    private mutating func fix(_ row: Int, _ column: Int, _ isDark: Bool) {
        guard (0..<size).contains(row), (0..<size).contains(column) else { return }
        modules[row][column] = isDark
        isFixed[row][column] = true
    }

    private mutating func drawPatterns() {
        for index in 0..<size {
            fix(6, index, index % 2 == 0)
            fix(index, 6, index % 2 == 0)
        }
        for (row, column) in [(3, 3), (3, size - 4), (size - 4, 3)] {
            for dy in -4...4 {
                for dx in -4...4 {
                    let ring = max(abs(dy), abs(dx))
                    fix(row + dy, column + dx, ring != 2 && ring != 4)
                }
            }
        }
        let centres = Self.alignments[version - 1]
        for row in centres {
            for column in centres where !isFixed[row][column] || row == 6 || column == 6 {
                let isFinder =
                    (row == 6 && (column == 6 || column == size - 7))
                    || (column == 6 && row == size - 7)
                guard !isFinder else { continue }
                for dy in -2...2 {
                    for dx in -2...2 { fix(row + dy, column + dx, max(abs(dy), abs(dx)) != 1) }
                }
            }
        }
        drawFormat(mask: 0)
        drawVersion()
    }

    /// Level M and the mask, twice: §7.9.
    private mutating func drawFormat(mask: Int) {
        var rest = mask
        for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
        let bits = (mask << 10 | rest) ^ 0x5412
        let bit = { (place: Int) in bits >> place & 1 == 1 }
        for index in 0..<6 { fix(index, 8, bit(index)) }
        fix(7, 8, bit(6))
        fix(8, 8, bit(7))
        fix(8, 7, bit(8))
        for index in 9..<15 { fix(8, 14 - index, bit(index)) }
        for index in 0..<8 { fix(8, size - 1 - index, bit(index)) }
        for index in 8..<15 { fix(size - 15 + index, 8, bit(index)) }
        fix(size - 8, 8, true)
    }

    /// From version 7 on: §7.10.
    private mutating func drawVersion() {
        guard version >= 7 else { return }
        var rest = version
        for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
        let bits = version << 12 | rest
        for index in 0..<18 {
            let isDark = bits >> index & 1 == 1
            fix(size - 11 + index % 3, index / 3, isDark)
            fix(index / 3, size - 11 + index % 3, isDark)
        }
    }

    /// In columns of two, from the right, up and down by turns: §7.7.3.
    private mutating func place(_ codewords: [UInt8]) {
        let whole: [Bool] = codewords.flatMap { byte in
            (0..<8).map { byte >> (7 - $0) & 1 == 1 }
        }
        var bits = whole[...]
        var right = size - 1
        var isUpward = true
        while right >= 1 {
            if right == 6 { right = 5 }
            for step in 0..<size {
                let row = isUpward ? size - 1 - step : step
                for column in [right, right - 1] where !isFixed[row][column] {
                    modules[row][column] = bits.popFirst() ?? false
                }
            }
            right -= 2
            isUpward.toggle()
        }
    }
}

/// Masks: §7.8.
extension QRCode {
    private mutating func chooseMask() {
        let best = (0..<8).min { left, right in
            masked(left).penalty < masked(right).penalty
        }
        self = masked(best ?? 0)
    }

    private func masked(_ mask: Int) -> QRCode {
        var code = self
        for row in 0..<size {
            for column in 0..<size where !isFixed[row][column] && Self.inverts(mask, row, column) {
                code.modules[row][column].toggle()
            }
        }
        code.drawFormat(mask: mask)
        return code
    }

    private static func inverts(_ mask: Int, _ row: Int, _ column: Int) -> Bool {
        let product = row * column
        return switch mask {
        case 0: (row + column) % 2 == 0
        case 1: row % 2 == 0
        case 2: column % 3 == 0
        case 3: (row + column) % 3 == 0
        case 4: (row / 2 + column / 3) % 2 == 0
        case 5: product % 2 + product % 3 == 0
        case 6: (product % 2 + product % 3) % 2 == 0
        default: ((row + column) % 2 + product % 3) % 2 == 0
        }
    }

    /// How hard it would be to read: runs, squares, look-alikes of a finder, imbalance.
    private var penalty: Int {
        let columns = (0..<size).map { column in modules.map { $0[column] } }
        let lines = modules + columns
        let finder = [true, false, true, true, true, false, true]
        let light = [false, false, false, false]
        var penalty = 0
        for line in lines {
            var run = 1
            for index in 1...size {
                if index < size, line[index] == line[index - 1] {
                    run += 1
                } else {
                    if run >= 5 { penalty += run - 2 }
                    run = 1
                }
            }
            for start in 0...size - 11 {
                let window = Array(line[start..<start + 11])
                if window == finder + light || window == light + finder { penalty += 40 }
            }
        }
        for row in 1..<size {
            for column in 1..<size {
                let module = modules[row][column]
                if module == modules[row][column - 1], module == modules[row - 1][column],
                    module == modules[row - 1][column - 1]
                {
                    penalty += 3
                }
            }
        }
        let dark = modules.reduce(0) { $0 + $1.count { $0 } }
        return penalty + abs(dark * 20 - size * size * 10) / (size * size) * 10
    }
}

/// As people see it.
extension QRCode {
    /// Light modules around it that readers need: §5.3.8.
    private static let quiet = 4

    private func isDark(_ row: Int, _ column: Int) -> Bool {
        let (row, column) = (row - Self.quiet, column - Self.quiet)
        guard (0..<size).contains(row), (0..<size).contains(column) else { return false }
        return modules[row][column]
    }

    /// Two rows a line, for a terminal whose letters are light on dark: what is light is printed.
    var text: String {
        let extent = size + 2 * Self.quiet
        return stride(from: 0, to: extent, by: 2).map { row in
            (0..<extent).map { column in
                switch (isDark(row, column), row + 1 < extent && isDark(row + 1, column)) {
                case (false, false): "█"
                case (false, true): "▀"
                case (true, false): "▄"
                case (true, true): " "
                }
            }.joined()
        }.joined(separator: "\n")
    }

    var svg: String {
        let extent = size + 2 * Self.quiet
        var path = ""
        for row in 0..<extent {
            for column in 0..<extent where isDark(row, column) {
                path += "M\(column) \(row)h1v1h-1z"
            }
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(extent) \(extent)\">"
            + "<rect width=\"\(extent)\" height=\"\(extent)\" fill=\"#fff\"/>"
            + "<path d=\"\(path)\"/></svg>"
    }
}

/// For the command line.
package enum SecondFactorPicture {
    /// A QR code for a terminal; nil for a link that is too long.
    package static func text(of link: String) -> String? { QRCode(Array(link.utf8))?.text }
}
