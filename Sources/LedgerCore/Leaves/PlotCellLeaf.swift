/// A square of the grid that plots with an outline are found by.
///
/// Spec: Docs/Spec/MassBalance.md §13.5.
package struct PlotCell: Hashable, Sendable {
    /// How many squares east of Greenwich.
    package let column: Int64
    /// How many squares north of the equator.
    package let row: Int64

    package init(column: Int64, row: Int64) {
        self.column = column
        self.row = row
    }
}

/// The plots whose bounds reach into a square.
package struct PlotCellLeaf: Hashable, Sendable {
    /// Keys, ascending by their bytes, each once.
    package private(set) var plots: [String] = []

    package init() {}

    package mutating func insert(_ plot: String) {
        guard !plots.contains(plot) else { return }
        let place = plots.firstIndex { plot.utf8.lexicographicallyPrecedes($0.utf8) }
        plots.insert(plot, at: place ?? plots.endIndex)
    }

    package mutating func remove(_ plot: String) {
        plots.removeAll { $0 == plot }
    }
}

extension PlotCellLeaf: CBORCodable {
    package func encode(into writer: inout CBORWriter) {
        writer.leaf(version: 1, fields: 1)
        writer.array(plots)
    }

    package init(from reader: inout CBORReader) throws(CBORError) {
        try reader.leaf(version: 1, fields: 1)
        let start = reader.offset
        plots = try reader.array(of: String.self)
        try reader.require(
            zip(plots, plots.dropFirst()).allSatisfy {
                $0.utf8.lexicographicallyPrecedes($1.utf8)
            }, "plots in order, each once", at: start)
    }
}
