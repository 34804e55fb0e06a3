import LedgerCore

/// Where plots lie, and that no land is two plots'.
///
/// Spec: Docs/Spec/MassBalance.md §13.5.
extension Governance {
    /// Sets a plot in place of what was known of it.
    static func setPlot(
        _ key: String, _ plot: PlotLeaf, _ standing: Standing, state: inout StateOverlay
    ) throws(Stop) {
        guard try read(MemberLeaf.self, at: .member(plot.owner), in: state) != nil else {
            throw .refused(.unknownSubject(plot.owner.text))
        }
        let before = try read(PlotLeaf.self, at: .plot(key), in: state)
        if let land = standing.rules.land {
            if let ring = before?.ring { try take(key, ring, off: land, state: &state) }
            if let ring = plot.ring {
                // After the approvals: it looks at each pair of sides, which nobody else may ask for.
                if let fault = ring.fault {
                    throw .refused(.outlineUnsound(plot: key, reason: fault))
                }
                try requireTerritory(of: key, ring, in: standing.limits)
                try requireArea(of: key, plot, ring, land)
                try put(key, ring, on: land, state: &state)
            }
        } else if plot.ring != nil {
            throw .refused(.notGovernance(reason: "the rules in force judge no outlines"))
        }
        state.set(plot.encoded(), for: .plot(key))
    }

    private static func requireTerritory(
        of key: String, _ ring: PlotRing, in limits: RulePack
    ) throws(Stop) {
        guard let territory = limits.territory,
            let point = ring.points.first(where: { !territory.contains($0) })
        else { return }
        let isSwapped = ring.points.allSatisfy { territory.contains($0.swapped) }
        throw .refused(
            isSwapped
                ? .swappedCoordinates(plot: key, point, territory.country)
                : .outsideTerritory(plot: key, point, territory.country))
    }

    private static func requireArea(
        of key: String, _ plot: PlotLeaf, _ ring: PlotRing, _ land: LandRules
    ) throws(Stop) {
        let measured = ring.squareMetres
        let (declared, outline) = (Int128(plot.squareMetres), Int128(measured))
        let difference = declared > outline ? declared - outline : outline - declared
        guard difference * 1000 <= outline * Int128(land.areaThousandths) else {
            throw .refused(
                .areaDiffers(
                    plot: key, declared: plot.squareMetres, measured: measured,
                    thousandths: land.areaThousandths))
        }
    }

    /// Puts a plot into the squares of the grid that it reaches into, unless it lies on others.
    private static func put(
        _ key: String, _ ring: PlotRing, on land: LandRules, state: inout StateOverlay
    ) throws(Stop) {
        guard let cells = land.cells(of: ring.bounds) else {
            throw .refused(
                .outlineUnsound(
                    plot: key,
                    reason: "it reaches into more than \(land.cellsMax) squares of the grid; "
                        + "register it in parts"))
        }
        var near: Set<String> = []
        var leaves: [(PlotCell, PlotCellLeaf)] = []
        for cell in cells {
            var leaf =
                try read(PlotCellLeaf.self, at: .plotCell(cell), in: state) ?? PlotCellLeaf()
            near.formUnion(leaf.plots)
            leaf.insert(key)
            guard leaf.plots.count <= land.cellPlotsMax,
                near.count <= land.neighboursMax
            else {
                throw .refused(
                    .outlineUnsound(
                        plot: key,
                        reason: "more plots lie around it than the ledger holds it against"))
            }
            leaves.append((cell, leaf))
        }
        try requireOwnLand(key, ring, among: sorted(near), land, state: state)
        for (cell, leaf) in leaves { state.set(leaf.encoded(), for: .plotCell(cell)) }
    }

    private static func sorted(_ plots: Set<String>) -> [String] {
        plots.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func take(
        _ key: String, _ ring: PlotRing, off land: LandRules, state: inout StateOverlay
    ) throws(Stop) {
        for cell in land.cells(of: ring.bounds) ?? [] {
            guard var leaf = try read(PlotCellLeaf.self, at: .plotCell(cell), in: state) else {
                preconditionFailure("a plot in no square of its own")
            }
            leaf.remove(key)
            state.set(leaf.plots.isEmpty ? nil : leaf.encoded(), for: .plotCell(cell))
        }
    }

    /// - Throws: `.overlaps` where the tolerance of the smaller of two plots, or that of the plot itself
    ///   over all others, is passed.
    private static func requireOwnLand(
        _ key: String, _ ring: PlotRing, among neighbours: [String], _ land: LandRules,
        state: StateOverlay
    ) throws(Stop) {
        let own = LandShare(ring, land)
        var sum = Int128(0)
        var largest: (plot: String, overlap: Int128)?
        for neighbour in neighbours {
            guard let other = try read(PlotLeaf.self, at: .plot(neighbour), in: state)?.ring else {
                preconditionFailure("a plot without an outline in the grid")
            }
            let overlap = ring.overlap(with: other)
            let allowed = min(own.allowed, LandShare(other, land).allowed)
            guard overlap <= allowed else {
                throw .refused(
                    .overlaps(
                        plot: key, other: neighbour, overlap: own.squareMetres(overlap),
                        allowed: own.squareMetres(allowed)))
            }
            sum += overlap
            if overlap > largest?.overlap ?? 0 { largest = (neighbour, overlap) }
        }
        guard sum > own.allowed, let largest else { return }
        throw .refused(
            .overlaps(
                plot: key, other: largest.plot + " and others", overlap: own.squareMetres(sum),
                allowed: own.squareMetres(own.allowed)))
    }
}

/// How much of a plot may lie on others, and how overlaps with it are spoken.
private struct LandShare {
    /// In 2⁻²⁰ squares of units.
    let allowed: Int128
    private let area: Int128
    private let metres: Int128

    init(_ ring: PlotRing, _ land: LandRules) {
        area = ring.twiceSquareUnits << 19
        allowed = area * Int128(land.overlapThousandths) / 1000
        metres = Int128(ring.squareMetres)
    }

    /// Rounded up, so that what is too much is never told as nothing.
    func squareMetres(_ overlap: Int128) -> UInt64 {
        let product = overlap.multipliedReportingOverflow(by: metres)
        guard !product.overflow else { return UInt64(clamping: overlap / max(1, area / metres)) }
        return UInt64(clamping: (product.partialValue + area - 1) / area)
    }
}

extension GeoPoint {
    fileprivate var swapped: GeoPoint { GeoPoint(longitude: latitude, latitude: longitude) }
}
