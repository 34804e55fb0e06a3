package import EPCIS
import LedgerCore

/// On which plots goods grew, by the word of who brings them in.
///
/// Spec: Docs/Spec/Rules.md §13.
package enum PlotClaim: Hashable, Sendable {
    case none
    /// In the order of the event; the shares are one together.
    case shares([PlotShare])
    case unreadable(reason: String)

    /// What the master data of a lot says, under any prefix.
    package static let name = "https://daftar.tj/voc/plot"
    package static let plotsMax = 16

    package init(_ fields: [ExtensionField], _ namespaces: NamespaceMap) {
        let values = fields.filter { namespaces.expand($0.name) == PlotClaim.name }.map(\.value)
        guard let value = values.first else {
            self = .none
            return
        }
        guard values.count == 1 else {
            self = .unreadable(reason: "they are named twice")
            return
        }
        do throws(Fault) {
            self = .shares(try PlotClaim.shares(value))
        } catch {
            self = .unreadable(reason: error.reason)
        }
    }

    private struct Fault: Error {
        let reason: String
    }

    /// A plot alone, or a list of plots with shares.
    private static func shares(_ value: JSONValue) throws(Fault) -> [PlotShare] {
        guard let list = value.array else {
            return [PlotShare(plot: try plot(value), millionths: PlotShare.whole)]
        }
        guard (1...plotsMax).contains(list.count) else {
            throw Fault(reason: "there are \(list.count), and 1 to \(plotsMax) are allowed")
        }
        var shares: [PlotShare] = []
        for element in list {
            guard let id = element["id"], let number = element["share"]?.number,
                let millionths = PlotShare.millionths(number)
            else {
                throw Fault(reason: "each has an id and a share above 0 with at most six digits")
            }
            shares.append(PlotShare(plot: try plot(id), millionths: millionths))
        }
        guard Set(shares.map(\.plot)).count == shares.count else {
            throw Fault(reason: "one is named twice")
        }
        guard shares.reduce(0, { $0 + $1.millionths }) == PlotShare.whole else {
            throw Fault(reason: "their shares are not 1 together")
        }
        return shares
    }

    private static func plot(_ value: JSONValue) throws(Fault) -> String {
        guard let text = value.string, let key = try? ObjectKey(parsing: text) else {
            throw Fault(reason: "one is no identifier")
        }
        return key.text
    }
}

/// The part of a harvest that grew on one plot.
package struct PlotShare: Hashable, Sendable {
    /// All of it.
    package static let whole: Int64 = 1_000_000

    /// Key of the plot.
    package let plot: String
    package let millionths: Int64

    package init(plot: String, millionths: Int64) {
        self.plot = plot
        self.millionths = millionths
    }

    /// Nil for a number that is not above 0, above 1, or finer than a millionth.
    static func millionths(_ share: ExactDecimal) -> Int64? {
        let (coefficient, exponent) = share.normalized
        guard (1...Int128(whole)).contains(coefficient), (-6...0).contains(exponent) else {
            return nil
        }
        var millionths = Int64(coefficient)
        for _ in 0..<(6 + exponent) { millionths *= 10 }
        return millionths <= whole ? millionths : nil
    }
}

extension [PlotShare] {
    /// The part of an amount that is each plot's; they add up to it.
    ///
    /// Each sum of the first shares is rounded down, so no order of plots makes a milligram.
    func parts(of amount: Int64) -> [Int64] {
        var sum: Int64 = 0
        var given: Int64 = 0
        return map { share in
            sum += share.millionths
            let until = Int64(Int128(amount) * Int128(sum) / Int128(PlotShare.whole))
            defer { given = until }
            return until - given
        }
    }
}
