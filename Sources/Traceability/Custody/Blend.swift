import EPCIS
import LedgerCore

/// What is made under a claim is made of what bears it.
///
/// Spec: Docs/Spec/MassBalance.md §12.2.
extension MassBalance {
    /// Goes on with a transformation that its first event began under the same claim, or under none.
    mutating func beginCustody(
        of leaf: TransformationLeaf, _ transformation: EventMeaning.Transformation
    ) throws(Stop) {
        guard facts.rules.custody != nil else { return }
        let recorded = leaf.custody.map { CustodyWords($0.model, $0.claim) }
        let said = custody.map { CustodyWords($0.statement.model, $0.statement.claim) }
        guard said != nil || recorded != nil else { return }
        let isNew = leaf.inputs == .nothing && leaf.outputs == .nothing
        guard said == recorded || (recorded == nil && isNew) else {
            throw .refused(
                .custody(
                    .transformationDiffers(
                        transformation.id ?? "", recorded: recorded.spoken, said: said.spoken)))
        }
        if let statement = custody?.statement {
            custody?.tally =
                leaf.custody ?? CustodyTally(model: statement.model, claim: statement.claim)
        }
    }

    /// Counts an input.
    ///
    /// - Parameter before: how many postings the event had before it.
    mutating func putInClaim(
        _ stock: Stock, of reference: StockReference, _ identity: ObjectKey, since before: Int
    ) throws(Stop) {
        guard let statement = custody?.statement, var tally = custody?.tally else { return }
        try requireNoContent(of: reference, since: before)
        let goods = try measure(stock.amount, of: reference, identity)
        let unit = OriginTally.weighed(goods.unit)
        guard tally.counts(unit), !reference.isCarrier else {
            throw .refused(.custody(.unmeasured(lot: reference.lot, unit: reference.unit)))
        }
        let leaf = try custody(of: reference.lot)
        let isClaimed = leaf?.claim == statement.claim
        if statement.model == .massBalance {
            try requireOneProduct(reference, identity, &tally)
            let part = try measure(stock.accounted, of: reference, identity).amount
            guard tally.putIn(part, claimed: isClaimed ? part : 0, unit) else {
                throw .refused(.tooLarge)
            }
        } else {
            guard isClaimed, let leaf, leaf.model <= statement.model else {
                throw .refused(
                    .custody(
                        .tooWeak(
                            lot: reference.lot, recorded: leaf, statement.model,
                            statement.claim)))
            }
            try requireAccountedClaim(stock, of: reference)
            if statement.model == .identityPreserved {
                let lot = tally.lot ?? reference.lot
                guard lot == reference.lot else {
                    throw .refused(.custody(.severalInputs(first: lot, other: reference.lot)))
                }
                tally.name(lot, root: leaf.root ?? lot)
            }
            guard tally.putIn(goods.amount, claimed: goods.amount, unit) else {
                throw .refused(.tooLarge)
            }
        }
        custody?.tally = tally
    }

    /// Under mass balance goods of one product meet: otherwise the claim of one would be credited for another
    /// that went through the works beside it.
    private func requireOneProduct(
        _ reference: StockReference, _ identity: ObjectKey, _ tally: inout CustodyTally
    ) throws(Stop) {
        let commodity = try product(of: identity)?.commodity.text
        let product = commodity ?? identity.product?.text ?? reference.lot
        if let first = tally.product, first != product {
            throw .refused(
                .custody(.otherProduct(lot: reference.lot, product: product, first: first)))
        }
        tally.name(product: product)
    }

    /// What is inside a container that goes in is not counted: it is unpacked first.
    private func requireNoContent(
        of reference: StockReference, since before: Int
    ) throws(Stop) {
        let consumed = postings[before...].filter { posting in
            if case .consumed = posting.cause { true } else { false }
        }
        guard consumed.count <= 1 else {
            throw .refused(.custody(.unmeasured(lot: reference.lot, unit: nil)))
        }
    }

    /// An input of which nobody says how much it is cannot be held against anything.
    func requireKnownInputs(_ transformation: EventMeaning.Transformation) throws(Stop) {
        guard custody != nil, transformation.hasUnknownInput else { return }
        throw .refused(.custody(.unmeasured(lot: "an input", unit: nil)))
    }

    /// Counts an output, and holds it against what went in, where that is to be met with.
    mutating func takeOutClaim(
        _ stock: Stock, of reference: StockReference, _ movement: Movement
    ) throws(Stop) {
        guard let statement = custody?.statement, var tally = custody?.tally,
            !reference.isCarrier
        else { return }
        let isClaimed = statement.isAbout(reference.lot)
        let goods = try measure(stock.accounted, of: reference, movement.lot)
        guard tally.counts(OriginTally.weighed(goods.unit)) else {
            guard isClaimed else { return }
            throw .refused(.custody(.unmeasured(lot: reference.lot, unit: reference.unit)))
        }
        if statement.model == .massBalance {
            custody?.add(
                CustodyRun.Output(
                    product: movement.lot.product?.text ?? reference.lot, amount: goods.amount,
                    isClaimed: isClaimed, part: movement.part))
        } else if isClaimed {
            let left = tally.left
            guard tally.takeOut(goods.amount) else {
                throw .refused(
                    .custody(
                        .moreThanInput(
                            lot: reference.lot, available: left, asked: goods.amount,
                            unit: tally.unit ?? reference.unit)))
            }
            custody?.tally = tally
        }
    }
}

/// What a transformation is recorded under.
private struct CustodyWords: Equatable {
    let model: CustodyModel
    let claim: GoodsClaim

    init(_ model: CustodyModel, _ claim: GoodsClaim) {
        self.model = model
        self.claim = claim
    }
}

extension CustodyWords? {
    fileprivate var spoken: String {
        map { "\($0.claim) (\($0.model.word))" } ?? "no claim"
    }
}
