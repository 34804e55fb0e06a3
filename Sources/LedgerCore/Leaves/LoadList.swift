/// What left under a despatch document: full pages of lines in leaves of their own, and the lines since.
///
/// Spec: Docs/Spec/MassBalance.md §9.2.
package struct LoadList: Equatable, Sendable {
    /// Lines of a page.
    package static let pageLines = 32

    /// How many pages are full.
    package private(set) var pages: UInt64 = 0
    /// Those after the last full page.
    package private(set) var lines: [LoadLine] = []
    /// Whether more went under the document than is listed.
    package private(set) var isOverfull = false

    package static let none = LoadList()

    /// Whether nothing is listed.
    package var isEmpty: Bool { pages == 0 && lines.isEmpty }

    package var count: UInt64 { pages * UInt64(LoadList.pageLines) + UInt64(lines.count) }

    /// Adds a line, unless `max` are listed already.
    ///
    /// - Returns: the page that it fills, whose number is the last.
    package mutating func append(_ line: LoadLine, max: UInt64) -> LoadPageLeaf? {
        guard count < max else {
            isOverfull = true
            return nil
        }
        lines.append(line)
        guard lines.count == LoadList.pageLines else { return nil }
        defer {
            pages += 1
            lines = []
        }
        return LoadPageLeaf(lines)
    }
}

extension LoadList: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.array(count: 3)
        writer.unsigned(pages)
        writer.bool(isOverfull)
        writer.array(lines)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.array(count: 3)
        let start = reader.offset
        pages = try reader.unsigned()
        isOverfull = try reader.bool()
        lines = try reader.array(of: LoadLine.self)
        try reader.require(
            lines.count < LoadList.pageLines && pages <= UInt64(Int32.max) && !isEmpty,
            "a list of lines, those of full pages elsewhere", at: start)
    }
}
