import EPCIS
import LedgerCore

/// An event whose goods are under a claim, while it is judged.
///
/// Spec: Docs/Spec/MassBalance.md §12.
struct CustodyRun {
    let statement: CustodyClaim.Statement
    /// Key of the place whose claim accounts it uses; empty for none.
    let place: String
    /// Of a transformation.
    var tally: CustodyTally?
    /// What came out, in order.
    private(set) var outputs: [Output] = []
    /// Keys of the lots that came into being under the claim without inputs, in order.
    var entered: [String] = []

    /// Goods that came out of a transformation, in the unit of its tally.
    struct Output {
        let product: String
        let amount: Int64
        let isClaimed: Bool
        let part: EventPart
    }

    init(_ statement: CustodyClaim.Statement, at places: [String]) {
        self.statement = statement
        place = places.first ?? ""
    }

    mutating func add(_ output: Output) { outputs.append(output) }

    /// What the leaf of a lot says of goods that are claimed now.
    func leaf(of lot: String) -> CustodyLeaf {
        let isKept = statement.model == .identityPreserved
        return CustodyLeaf(
            model: statement.model, claim: statement.claim,
            root: isKept ? tally?.root ?? lot : nil)
    }
}

extension MassBalance {
    /// - Throws: where what the event says cannot be read.
    mutating func begin(_ claim: CustodyClaim, at places: [String]) throws(Stop) {
        guard facts.rules.custody != nil else { return }
        switch claim {
        case .none: return
        case .unreadable(let reason): throw .refused(.custody(.unreadable(reason: reason)))
        case .says(let statement): custody = CustodyRun(statement, at: places)
        }
    }

    /// Under what all goods of a lot are; nil for no claim.
    func custody(of lot: String) throws(Stop) -> CustodyLeaf? {
        try read(CustodyLeaf.self, at: .custody(of: lot))
    }
}
