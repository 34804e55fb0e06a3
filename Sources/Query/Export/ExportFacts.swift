package import LedgerCore

/// All that the ledger knows of a lot that bears on its export; nothing is judged yet.
package struct ExportFacts: Equatable, Sendable {
    package var lot: String
    /// Key of its product; nil for what has no GTIN.
    package var product: String?
    package var goods: CommodityCode
    /// What is inside a piece of it, in milligrams.
    package var netMilligrams: Int64?
    /// Whether an event that stands made it.
    package var isCreated: Bool
    /// By unit: on hand and on the road.
    package var stock: [SmallestUnit: Stock]
    /// Whether some account owes of it.
    package var hasDebt: Bool
    /// In the order in which the ledger met them.
    package var certificates: [ExportCertificate]
    /// The test that closes it.
    package var failure: CertificateReference?
    package var recall: LotRecall?
    /// What events of the lot name, each once.
    package var documents: [ExportDocument]
    package var chain: ExportChain
    /// What the index reflects.
    package var height: Height
    /// What certificates and tests are as of.
    package var stateHeight: Height

    package init(
        lot: String, product: String?, goods: CommodityCode, netMilligrams: Int64?, isCreated: Bool,
        stock: [SmallestUnit: Stock], hasDebt: Bool, certificates: [ExportCertificate],
        failure: CertificateReference?, recall: LotRecall?, documents: [ExportDocument],
        chain: ExportChain, height: Height, stateHeight: Height
    ) {
        self.lot = lot
        self.product = product
        self.goods = goods
        self.netMilligrams = netMilligrams
        self.isCreated = isCreated
        self.stock = stock
        self.hasDebt = hasDebt
        self.certificates = certificates
        self.failure = failure
        self.recall = recall
        self.documents = documents
        self.chain = chain
        self.height = height
        self.stateHeight = stateHeight
    }
}

/// A certificate that is for the lot, with what events of the lot have drawn of it.
package struct ExportCertificate: Equatable, Sendable {
    package let reference: CertificateReference
    package let leaf: CertificateLeaf
    /// Of the event that issued it; nil where only a draw tells of it.
    package let eventID: String?
    package let drawn: Int64

    package init(
        reference: CertificateReference, leaf: CertificateLeaf, eventID: String?, drawn: Int64
    ) {
        self.reference = reference
        self.leaf = leaf
        self.eventID = eventID
        self.drawn = drawn
    }
}

/// A business transaction of an event.
package struct ExportDocument: Hashable, Sendable {
    /// Name of the CBV type, such as `inv`.
    package let type: String
    package let id: String
    package let eventID: String

    package init(type: String, id: String, eventID: String) {
        self.type = type
        self.id = id
        self.eventID = eventID
    }
}

/// Where the lot comes from, as a whole.
package struct ExportChain: Equatable, Sendable {
    /// The lot and all that went into it.
    package var lots: Int
    package var origins: [ExportOrigin]
    /// Keys of what went in and has no recorded beginning.
    package var missing: [String]
    /// Things that, followed back, come to themselves.
    package var cyclic: Int
    /// Transformations and packings between.
    package var joints: Int
    /// Inputs whose amount nobody recorded.
    package var unmeasured: Int
    /// Numbers of the events that a bundle tells, ascending.
    package var events: [Int64]

    package init(
        lots: Int, origins: [ExportOrigin], missing: [String], cyclic: Int, joints: Int,
        unmeasured: Int, events: [Int64]
    ) {
        self.lots = lots
        self.origins = origins
        self.missing = missing
        self.cyclic = cyclic
        self.joints = joints
        self.unmeasured = unmeasured
        self.events = events
    }

    /// Whether every part of it is known from where it grew.
    package var isComplete: Bool {
        missing.isEmpty && cyclic == 0 && !origins.isEmpty
            && origins.allSatisfy { $0.isLocated && !$0.isDeclared }
    }
}

/// A beginning: a lot that was made of nothing else.
package struct ExportOrigin: Equatable, Sendable {
    package let lot: String
    /// Who brought it in.
    package let member: String
    package let eventID: String
    package let time: Timestamp
    /// Whether a place or a plot is on record, shown or not.
    package var isLocated: Bool
    /// Key of the place, if the reader may know.
    package let place: String?
    /// Keys of plots that it counts against, if the reader may know.
    package var plots: [String]
    /// Whether some of it is opening stock, of which nobody says where it grew.
    package let isDeclared: Bool

    package init(
        lot: String, member: String, eventID: String, time: Timestamp, place: String?,
        plots: [String] = [], isLocated: Bool? = nil, isDeclared: Bool = false
    ) {
        self.lot = lot
        self.member = member
        self.eventID = eventID
        self.time = time
        self.isLocated = isLocated ?? (place != nil || !plots.isEmpty)
        self.place = place
        self.plots = plots
        self.isDeclared = isDeclared
    }
}
