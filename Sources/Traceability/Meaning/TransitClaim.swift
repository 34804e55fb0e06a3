import EPCIS
import LedgerCore

/// What an event says of a load on its way: the despatch document that it goes under, and its seals.
///
/// Spec: Docs/Spec/MassBalance.md §9.
package enum TransitClaim: Hashable, Sendable {
    case none
    case load(Load)
    case unreadable(reason: String)

    package enum Kind: Hashable, Sendable {
        case leaves, arrives
        /// From hand to hand, to the event's destination.
        case isHandedOver
    }

    package struct Load: Hashable, Sendable {
        package let kind: Kind
        /// Key of the despatch document.
        package let document: String
        /// Nil where the event says nothing of seals.
        package let seals: Set<String>?
        /// Text of the party that the load is of; nil where the event does not say.
        package let sender: String?
        /// Whether the seals were replaced by those that are named.
        package let isResealed: Bool
    }

    /// The extension of an event, under any prefix: a seal, or a list of them.
    package static let name = "https://daftar.tj/voc/sealNumbers"
    /// The disposition that says so.
    package static let resealed = "https://daftar.tj/voc/Disp-seals_replaced"

    init(of event: EPCISEvent, _ step: BusinessStep) {
        guard let kind = TransitClaim.kind(step) else {
            self = .none
            return
        }
        let documents = event.bizTransactionList.filter { $0.type?.name == "desadv" }
        do throws(CertificateFault) {
            let seals = try event.single(TransitClaim.name).map { value throws(CertificateFault) in
                try TransitClaim.seals(value)
            }
            guard let document = documents.first else {
                guard kind != .isHandedOver else {
                    throw CertificateFault("it names no despatch advice (desadv)")
                }
                self = .none
                return
            }
            guard documents.count == 1 else {
                throw CertificateFault("it names \(documents.count) despatch advices")
            }
            self = .load(
                Load(
                    kind: kind, document: document.id.key.text, seals: seals,
                    sender: TransitClaim.sender(of: event, kind),
                    isResealed: event.disposition?.name == TransitClaim.resealed))
        } catch {
            self = .unreadable(reason: error.reason)
        }
    }

    private static func kind(_ step: BusinessStep) -> Kind? {
        switch step {
        case .leaving: .leaves
        case .arriving: .arrives
        case .handingOver: .isHandedOver
        default: nil
        }
    }

    /// What leaves is its member's own; of what is handed over or arrives the owner among the sources, and
    /// else of what arrives who had it.
    private static func sender(of event: EPCISEvent, _ kind: Kind) -> String? {
        guard kind != .leaves else { return nil }
        if let owner = event.sourceList.first(where: { $0.type.name == "owning_party" }) {
            return Party.text(of: owner.id.key)
        }
        return kind == .arrives ? Party.holder(in: event.sourceList) : nil
    }

    private static func seals(_ value: JSONValue) throws(CertificateFault) -> Set<String> {
        var seals: Set<String> = []
        for element in value.array ?? [value] {
            guard let seal = element.string,
                (1...ShipmentLeaf.sealBytesMax).contains(seal.utf8.count),
                seal.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
            else {
                throw CertificateFault(
                    "the number of a seal has 1 to \(ShipmentLeaf.sealBytesMax) ASCII characters and "
                        + "no space")
            }
            guard seals.insert(seal).inserted else {
                throw CertificateFault("a seal is named twice")
            }
        }
        guard seals.count <= ShipmentLeaf.sealsMax else {
            throw CertificateFault("it names more than \(ShipmentLeaf.sealsMax) seals")
        }
        return seals
    }
}
