/// Some lines of a load that left its ``ShipmentLeaf``, so that no event pays for the lines before it.
///
/// Spec: Docs/Spec/MassBalance.md §9.2.
package struct LoadPageLeaf: Equatable, Sendable {
    /// In the order in which they left.
    package let lines: [LoadLine]

    /// - Precondition: a page full of them.
    package init(_ lines: [LoadLine]) {
        precondition(lines.count == LoadList.pageLines, "a page of \(lines.count) lines")
        self.lines = lines
    }
}

extension LoadPageLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 1)
        writer.array(lines)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 1)
        let start = reader.offset
        lines = try reader.array(of: LoadLine.self)
        try reader.require(
            lines.count == LoadList.pageLines, "a page of \(LoadList.pageLines) lines", at: start)
    }
}
