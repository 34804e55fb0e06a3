import EPCIS

/// The things that an event is about: its *what* dimension, each list under its role.
struct EventMentions {
    /// A thing in a list of the event.
    struct Mention {
        let key: ObjectKey
        let role: MentionRole
        /// Nil for an EPC, which is one piece.
        let quantity: QuantityElement?
    }

    private(set) var all: [Mention] = []

    init(of event: EPCISEvent) {
        switch event.payload {
        case .object(let object):
            add(object.epcList, as: .epc)
            add(object.quantityList, as: .epcClass)
        case .aggregation(let aggregation):
            add(aggregation.parentID.map { [$0] } ?? [], as: .parent)
            add(aggregation.childEPCs, as: .epc)
            add(aggregation.childQuantityList, as: .epcClass)
        case .transaction(let transaction):
            add(transaction.parentID.map { [$0] } ?? [], as: .parent)
            add(transaction.epcList, as: .epc)
            add(transaction.quantityList, as: .epcClass)
        case .transformation(let transformation):
            add(transformation.inputEPCList, as: .inputEPC)
            add(transformation.inputQuantityList, as: .inputClass)
            add(transformation.outputEPCList, as: .outputEPC)
            add(transformation.outputQuantityList, as: .outputClass)
        case .association(let association):
            add([association.parentID], as: .parent)
            add(association.childEPCs, as: .epc)
            add(association.childQuantityList, as: .epcClass)
        }
    }

    private mutating func add(_ things: [EPCIdentifier], as role: MentionRole) {
        for thing in things { all.append(Mention(key: thing.key, role: role, quantity: nil)) }
    }

    private mutating func add(_ amounts: [QuantityElement], as role: MentionRole) {
        for amount in amounts {
            all.append(Mention(key: amount.epcClass.key, role: role, quantity: amount))
        }
    }
}

extension EPCISEvent {
    /// Attributes of what the event makes; empty where it makes nothing.
    var ilmd: [ExtensionField] {
        switch payload {
        case .object(let event): event.ilmd
        case .transformation(let event): event.ilmd
        case .aggregation, .transaction, .association: []
        }
    }

    /// Joins the events of one transformation.
    var transformationID: String? {
        if case .transformation(let event) = payload { event.transformationID } else { nil }
    }
}
