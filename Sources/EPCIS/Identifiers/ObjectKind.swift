/// What sort of thing an identifier names.
package enum ObjectKind: String, Hashable, Sendable, CaseIterable {
    /// A trade item class: GTIN alone (`/01/…`).
    case product
    /// A GTIN with a batch or lot (`/01/…/10/…`).
    case lot
    /// One serialised trade item (`/01/…/21/…`), or a piece of one (`/8006/…`).
    case instance
    /// A third-party controlled serial of a trade item (`/01/…/235/…`).
    case controlledInstance
    /// SSCC (`/00/…`).
    case logisticUnit
    /// GLN with or without extension (`/414/…`, `/414/…/254/…`).
    case location
    /// Party GLN (`/417/…`).
    case party
    /// GRAI (`/8003/…`).
    case returnableAsset
    /// GIAI (`/8004/…`).
    case individualAsset
    /// GDTI (`/253/…`).
    case document
    /// GCN (`/255/…`).
    case coupon
    /// GSRN (`/8017/…`, `/8018/…`).
    case serviceRelation
    /// CPID (`/8010/…`).
    case component
    /// GINC or GSIN (`/401/…`, `/402/…`).
    case consignment
    /// A pattern over identifiers (`urn:epc:idpat:…`) that is no single class.
    case pattern
    /// Any other URI: a private EPC, a UUID, a geo URI, a raw tag.
    case other
}
