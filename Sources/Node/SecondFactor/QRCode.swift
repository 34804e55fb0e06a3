import CQREncode

/// Bytes as a QR code of error correction level M, of the smallest version that holds them.
///
/// Spec: ISO/IEC 18004:2015; made by libqrencode.
struct QRCode: Sendable {
    /// Rows of modules, true for dark.
    let modules: [[Bool]]

    var size: Int { modules.count }

    /// - Returns: nil for more bytes than a code holds, 2,331 at this level, and for none.
    init?(_ bytes: [UInt8]) {
        let smallest: Int32 = 0
        guard
            let code = QRcode_encodeData(
                Int32(clamping: bytes.count), bytes, smallest, QR_ECLEVEL_M)
        else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        // The lowest bit of a module says whether it is dark.
        let dark = UnsafeBufferPointer(start: code.pointee.data, count: width * width)
            .map { $0 & 1 == 1 }
        modules = (0..<width).map { Array(dark[$0 * width..<($0 + 1) * width]) }
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
