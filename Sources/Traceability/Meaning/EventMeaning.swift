package import EPCIS
package import LedgerCore

/// What an event does to the books, and what else the rules need of it.
///
/// Spec: Docs/Spec/Rules.md §2.
package struct EventMeaning: Hashable, Sendable {
    /// Inputs of a transformation before its outputs; otherwise in document order.
    package var movements: [Movement] = []
    /// Makes what is consumed become what is created.
    package var transformation: Transformation?
    /// The container that is packed, unpacked or moved.
    package var container: String?
    /// Whether the event unpacks whatever is inside.
    package var unpacksAll = false
    /// Whether what is created was grown or caught.
    package var isHarvest = false
    /// Whether what is received is all that will come of it. Not in the digest: an event's own leaf
    /// keeps what came of that.
    package var closesReceipt = false
    /// Whether no more will come of a transformation than is told so far. Not in the digest either.
    package var completesTransformation = false
    /// Where what is created grew. Not in the digest, as above.
    package var plots = PlotClaim.none
    /// What the event does with a certificate. Not in the digest: the event's leaf keeps it.
    package var certificate = CertificateClaim.none
    /// Whose amounts the goods of the event are drawn from. Not in the digest, as above.
    package var citation = CertificateCitation.none
    /// Where its goods leave for. Not in the digest: nothing is counted by it.
    package var export = ExportClaim.none
    /// How wet its goods are. Not in the digest: transformations are not taken back.
    package var moisture = MoistureClaim.none
    /// Keys of the places where its goods are afterwards and where it happened. Not in the digest: what
    /// was counted there is kept.
    package var places: [String] = []
    /// What the event says of a load on its way. Not in the digest: the shipment's leaf keeps it.
    package var transit = TransitClaim.none
    /// By which papers its goods come in. Not in the digest: what is spent is kept.
    package var wayIn = WayInClaim.none
    /// Whether the event receives what left under its despatch document: it names no amount. In the
    /// digest since version 4.
    package var receivesLoad = false
    /// Why what a deletion takes is gone, where it says so more finely. Not in the digest.
    package var reason: ConsumptionReason?
    /// Whether a stock-taking says why stock is missing. Not in the digest.
    package var explainsShortage = false
    /// What the event says of who may record for its member. Not in the digest: the delegation's leaf
    /// keeps it.
    package var delegation = DelegationClaim.none
    /// For whom it was recorded. Not in the digest: the event's leaf is of that member.
    package var behalf = BehalfClaim.none
    /// Under which model and claim its goods are. In the digest since version 5.
    package var custody = CustodyClaim.none
    /// Text of the party that goods go to.
    package var destination: String?
    /// Text of the party that goods came from.
    package var source: String?

    package struct Transformation: Hashable, Sendable {
        /// Joins the events of one transformation.
        package let id: String?
        /// Whether an input's amount is not known, so that inputs have no sum.
        package let hasUnknownInput: Bool
    }

    package init() {}

    /// Whether a container is packed or unpacked.
    var packs: Bool {
        unpacksAll || movements.contains { $0.kind == .pack || $0.kind == .unpack }
    }

    /// Keys of the lots that it names.
    var lots: Set<String> { Set(movements.filter(\.isStock).map(\.lot.text)) }

    /// Whether goods go somewhere.
    var usesDestination: Bool {
        movements.contains { $0.kind == .ship || $0.kind == .takeBack }
    }

    /// Whether goods come from somewhere.
    var usesSource: Bool { movements.contains { $0.kind == .receive } }
}

extension EventMeaning {
    /// SHA-256 over all of it: an error declaration must have the digest of the event it is of.
    ///
    /// Spec: Docs/Spec/MassBalance.md §5.
    package var digest: Digest {
        Digest(domain: .meaning, count: 8) { writer in
            writer.array(count: movements.count)
            for movement in movements {
                writer.array(count: 5)
                writer.text(movement.kind.word)
                writer.text(movement.lot.text)
                writer.value(movement.unit)
                writer.unsigned(UInt64(movement.amount))
                writer.bool(movement.isInsideContainer)
            }
            writer.bool(transformation != nil)
            writer.optional(transformation?.id)
            writer.bool(transformation?.hasUnknownInput ?? false)
            writer.optional(container)
            writer.bool(unpacksAll)
            writer.optional(destination)
            writer.optional(source)
        }
    }
}

extension EventMeaning {
    /// The digest with what rules before the fourth version did not read: what was counted, and whether a
    /// load was received at once. That of before, where the event says neither.
    ///
    /// - Parameter plain: ``digest``.
    func wholeDigest(_ plain: Digest) -> Digest {
        guard receivesLoad || movements.contains(where: { $0.counted != nil }) else { return plain }
        return Digest(domain: .meaning, count: 3) { writer in
            writer.value(plain)
            writer.bool(receivesLoad)
            writer.array(count: movements.count)
            for movement in movements {
                if let counted = movement.counted { writer.signed(counted) } else { writer.null() }
            }
        }
    }
}

extension Movement.Kind {
    /// Stable, since it is hashed and shown.
    package var word: String {
        switch self {
        case .observe: "observe"
        case .create: "create"
        case .consume(let reason): "consume:" + reason.rawValue
        case .ship: "ship"
        case .receive: "receive"
        case .takeBack: "take_back"
        case .pack: "pack"
        case .unpack: "unpack"
        }
    }
}
