import LedgerCore

/// What the outlines of plots are held against.
///
/// Spec: Docs/Spec/MassBalance.md §13.5.
package struct LandRules: Hashable, Sendable {
    /// By how many thousandths of what its outline measures a plot's area may be another.
    package var areaThousandths: Int64
    /// How many thousandths of a plot may lie on others: surveys of one border differ.
    package var overlapThousandths: Int64
    /// The side of a square of the grid, in units of 10⁻⁷ degrees: 222 m from south to north.
    package var cellSide: Int64
    /// Squares that the bounds of a plot may reach into.
    package var cellsMax: Int
    /// Plots that may reach into one square.
    package var cellPlotsMax: Int
    /// Plots that one is held against.
    package var neighboursMax: Int

    package init(
        areaThousandths: Int64 = 50, overlapThousandths: Int64 = 20, cellSide: Int64 = 20_000,
        cellsMax: Int = 1024, cellPlotsMax: Int = 256, neighboursMax: Int = 512
    ) {
        self.areaThousandths = areaThousandths
        self.overlapThousandths = overlapThousandths
        self.cellSide = cellSide
        self.cellsMax = cellsMax
        self.cellPlotsMax = cellPlotsMax
        self.neighboursMax = neighboursMax
    }
}
